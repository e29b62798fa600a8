"""How we stand with each workspace: what Slack asked us to leave alone, whether we may speak, open conversations."""

from datetime import datetime

from sqlalchemy import ColumnElement, Engine, delete, exists, select, update
from sqlalchemy.sql.selectable import FromClause

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from storage.engine import BEGIN
from storage.tables.deliveries import direct_channels, pauses
from storage.tables.workspaces import WorkspaceStatus, workspaces
from storage.upsert import upsert


class Standing:
    """What a drain remembers of Slack's wishes beyond the single message; each call is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**{BEGIN: "IMMEDIATE"})

    def pause(self, workspace: WorkspaceId, method: str, until: datetime) -> None:
        """Slack asked not to be called with this method before `until` (protocol time); the later wish counts."""
        is_it = (pauses.c.workspace == workspace) & (pauses.c.method == method)
        with self._writer.begin() as connection:
            known = connection.execute(select(pauses.c.until).where(is_it).with_for_update()).scalar()
            row = {"workspace": workspace, "method": method, "until": max(until, known or until)}
            upsert(connection, pauses, [row])

    def paused_until(self, workspace: WorkspaceId, method: str, protocol_now: datetime) -> datetime | None:
        """Until when this method must not be called; None when it may be."""
        query = select(pauses.c.until).where(
            pauses.c.workspace == workspace, pauses.c.method == method, pauses.c.until > protocol_now
        )
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def stop_workspace(self, workspace: WorkspaceId) -> bool:
        """Say nothing more there until somebody installs Plumbline again; True when it was not stopped before."""
        stopped = (
            update(workspaces)
            .where(workspaces.c.workspace == workspace, workspaces.c.status == WorkspaceStatus.ACTIVE)
            .values(status=WorkspaceStatus.STOPPED)
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
