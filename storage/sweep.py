"""The tick's look across all workspaces: what is due by now, by index, and when something is due next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Engine, bindparam, delete, exists, func, select, true, tuple_

from bot.domain.ids import ChannelId, ProjectId, WorkspaceId
from bot.domain.obligations import ObligationStatus
from storage.engine import BEGIN, looking
from storage.tables.inbox import inbox
from storage.tables.obligations import obligations
from storage.tables.projects import projects
from storage.tables.schedules import schedules
from storage.tables.unfinished import unfinished
from storage.tables.watches import watches
from storage.tables.workspaces import WorkspaceStatus, workspaces

_o, _s, _i, _w = obligations.c, schedules.c, inbox.c, watches.c
_stopped = select(workspaces.c.workspace).where(workspaces.c.status == WorkspaceStatus.STOPPED)
_open = (_o.status == ObligationStatus.OPEN) & _o.workspace.not_in(_stopped)
_on = (_s.is_on == true()) & _s.workspace.not_in(_stopped)
_watched = _w.workspace.not_in(_stopped)

# Materialised, because SQLite would rather walk through every obligation by recipient than sort the few that are due.
_due = (
    select(_o.workspace, _o.recipient, _o.look_at)
    .where(_open, _o.look_at <= bindparam("now"))
    .cte("due")
    .prefix_with("MATERIALIZED")
    .c
)
_DUE_OBLIGATIONS: Final = (
    select(_due.workspace, _due.recipient)
    .group_by(_due.workspace, _due.recipient)
    .order_by(func.min(_due.look_at), _due.workspace, _due.recipient)
    .limit(bindparam("at_most"))
)
_DUE_SCHEDULES: Final = (
    select(_s.workspace, _s.channel)
    .where(_on, _s.next_at <= bindparam("now"))
    .order_by(_s.next_at, _s.workspace, _s.channel)
    .limit(bindparam("at_most"))
)
_DUE_WATCHES: Final = (
    select(_w.workspace, _w.project)
    .where(_watched, _w.look_at <= bindparam("now"))
    .order_by(_w.look_at, _w.workspace, _w.project)
    .limit(bindparam("at_most"))
)
_NEXT_DUE: Final = select(
    select(_o.look_at).where(_open).order_by(_o.look_at).limit(1).scalar_subquery(),
    select(_s.next_at).where(_on).order_by(_s.next_at).limit(1).scalar_subquery(),
    select(_w.look_at).where(_watched).order_by(_w.look_at).limit(1).scalar_subquery(),
)
_ANY_PROJECT: Final = select(projects.c.id).limit(1)
# Whoever does what is not finished must be able to see that it was done.
_owed = exists().where(unfinished.c.workspace == _i.workspace, unfinished.c.key == _i.key)
_OLD = select(_i.workspace, _i.key).where(_i.heard_at < bindparam("before"), ~_owed).limit(bindparam("at_most"))
_FORGET = delete(inbox).where(tuple_(_i.workspace, _i.key).in_(_OLD))


@dataclass(frozen=True, slots=True, kw_only=True)
class DueObligation:
    """Somebody, or a channel, with at least one obligation that is to be looked at."""

    workspace: WorkspaceId
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSchedule:
    """A channel whose digest is to be said."""

    workspace: WorkspaceId
    channel: ChannelId


@dataclass(frozen=True, slots=True, kw_only=True)
class DueWatch:
    """A project that is to be looked at."""

    workspace: WorkspaceId
    project: ProjectId


class Sweep:
    """Looks at what is due in all workspaces that are not stopped; the work is done in units of its workspace."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._looking = looking(engine)

    def has_projects(self) -> bool:
        """Whether any workspace has a project."""
        with self._looking.connect() as connection:
            return connection.execute(_ANY_PROJECT).first() is not None

    def due_obligations(self, now: datetime, limit: int) -> tuple[DueObligation, ...]:
        """Whose obligations are to be looked at by now, once each, longest waiting first."""
        with self._looking.connect() as connection:
            rows = connection.execute(_DUE_OBLIGATIONS, {"now": now, "at_most": limit})
            return tuple(DueObligation(workspace=workspace, recipient=recipient) for workspace, recipient in rows)

    def due_schedules(self, now: datetime, limit: int) -> tuple[DueSchedule, ...]:
        """Which digests are to be said by now, longest waiting first."""
        with self._looking.connect() as connection:
            rows = connection.execute(_DUE_SCHEDULES, {"now": now, "at_most": limit})
            return tuple(DueSchedule(workspace=workspace, channel=channel) for workspace, channel in rows)

    def due_watches(self, now: datetime, limit: int) -> tuple[DueWatch, ...]:
        """Which projects are to be looked at by now, longest waiting first."""
        with self._looking.connect() as connection:
            rows = connection.execute(_DUE_WATCHES, {"now": now, "at_most": limit})
            return tuple(DueWatch(workspace=workspace, project=project) for workspace, project in rows)

    def next_due(self) -> datetime | None:
        """When the next obligation, digest or project is to be looked at, or None when nothing is planned."""
        with self._looking.connect() as connection:
            moments = connection.execute(_NEXT_DUE).one()
        return min((moment for moment in moments if moment is not None), default=None)

    def forget_heard(self, before: datetime, limit: int) -> int:
        """Forget what was heard before then, at most `limit` rows a time; Slack repeats itself within an hour."""
        with self._engine.execution_options(**{BEGIN: "IMMEDIATE"}).begin() as connection:
            return connection.execute(_FORGET, {"before": before, "at_most": limit}).rowcount
