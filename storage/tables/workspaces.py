"""The workspaces that installed the bot."""

from sqlalchemy import Column, String, Table

from storage.tables.columns import Moment, metadata

workspaces = Table(
    "workspaces",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("name", String(255), nullable=False, default="", server_default=""),
    Column("bot_user", String(32)),
    Column("status", String(16), nullable=False, default="active", server_default="active"),
    Column("since", Moment, nullable=False),
)
