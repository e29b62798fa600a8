"""The workspaces that installed the bot."""

from enum import StrEnum

from sqlalchemy import Column, Table

from storage.tables.columns import Id, Moment, Named, Words, metadata


class WorkspaceStatus(StrEnum):
    """Whether anything may be said there."""

    ACTIVE = "active"
    STOPPED = "stopped"


workspaces = Table(
    "workspaces",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("name", Words, nullable=False),
    Column("bot_user", Id),
    Column("status", Named(WorkspaceStatus), nullable=False),
    Column("since", Moment, nullable=False),
    # When nothing could be said there any more, and why: what operators read first.
    Column("stopped_at", Moment),
    Column("stopped_why", Words),
)
