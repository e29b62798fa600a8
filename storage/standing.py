"""How we stand with each workspace: whether we may speak there, and the conversations that are open with people."""

from datetime import datetime

from sqlalchemy import ColumnElement, Engine, delete, exists, update
from sqlalchemy.sql.selectable import FromClause

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from storage.engine import BEGIN
from storage.tables.deliveries import direct_channels
from storage.tables.workspaces import WorkspaceStatus, workspaces
from storage.upsert import upsert


class Standing:
    """What a drain remembers of Slack's wishes beyond the single message; each call is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**{BEGIN: "IMMEDIATE"})

    def stop_workspace(self, workspace: WorkspaceId, at: datetime | None = None, why: str | None = None) -> bool:
        """Say nothing more there until somebody installs Plumbline again; True when it was not stopped before."""
        stopped = (
            update(workspaces)
            .where(workspaces.c.workspace == workspace, workspaces.c.status == WorkspaceStatus.ACTIVE)
            .values(status=WorkspaceStatus.STOPPED, stopped_at=at, stopped_why=why)
        )
        with self._writer.begin() as connection:
            return connection.execute(stopped).rowcount > 0

    def remember_direct(self, workspace: WorkspaceId, user: UserId, channel: ChannelId) -> None:
        """Keep the conversation with a person, so that it is opened once."""
        with self._writer.begin() as connection:
            upsert(connection, direct_channels, [{"workspace": workspace, "user": user, "channel": channel}])

    def forget_direct(self, workspace: WorkspaceId, channel: ChannelId) -> None:
        """This conversation is gone; the next try opens it again."""
        gone = delete(direct_channels).where(
            direct_channels.c.workspace == workspace, direct_channels.c.channel == channel
        )
        with self._writer.begin() as connection:
            connection.execute(gone)


def is_stopped(rows: FromClause) -> ColumnElement[bool]:
    """Rows of workspaces that must not be spoken to."""
    return exists().where(workspaces.c.workspace == rows.c.workspace, workspaces.c.status != WorkspaceStatus.ACTIVE)
