"""The tick's look across all workspaces: what is due by now, by index, and when something is due next."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select, true

from bot.domain.ids import ChannelId, WorkspaceId
from bot.domain.obligations import ObligationStatus
from storage.tables.obligations import obligations
from storage.tables.schedules import schedules
from storage.tables.workspaces import workspaces
from storage.workspaces import STOPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class DueObligation:
    """Somebody's obligations are to be looked at."""

    workspace: WorkspaceId
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSchedule:
    """A channel's digest is to be said."""

    workspace: WorkspaceId
    channel: ChannelId


_stopped = select(workspaces.c.workspace).where(workspaces.c.status == STOPPED).scalar_subquery()
_open = (obligations.c.status == ObligationStatus.OPEN) & obligations.c.workspace.not_in(_stopped)
_on = (schedules.c.is_on == true()) & schedules.c.workspace.not_in(_stopped)


class Sweep:
    """Looks at what is due; the work itself is done in units of its workspace."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def due_obligations(self, now: datetime, limit: int) -> tuple[DueObligation, ...]:
        """Whose obligations are to be looked at by now, longest waiting first."""
        query = (
            select(obligations.c.workspace, obligations.c.recipient)
            .where(_open, obligations.c.look_at <= now)
            .order_by(obligations.c.look_at)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return tuple(
                DueObligation(workspace=workspace, recipient=recipient)
                for workspace, recipient in connection.execute(query)
            )

    def due_schedules(self, now: datetime, limit: int) -> tuple[DueSchedule, ...]:
        """Which digests are to be said by now, longest waiting first."""
        query = (
            select(schedules.c.workspace, schedules.c.channel)
            .where(_on, schedules.c.next_at <= now)
            .order_by(schedules.c.next_at)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return tuple(
                DueSchedule(workspace=workspace, channel=channel) for workspace, channel in connection.execute(query)
            )

    def next_due(self) -> datetime | None:
        """When the next obligation or digest is to be looked at, or None when nothing is planned."""
        first_look = select(obligations.c.look_at).where(_open).order_by(obligations.c.look_at).limit(1)
        first_digest = select(schedules.c.next_at).where(_on).order_by(schedules.c.next_at).limit(1)
        with self._engine.connect() as connection:
            moments = [connection.scalar(first_look), connection.scalar(first_digest)]
        return min((moment for moment in moments if moment is not None), default=None)
