"""The wake-ups that procrastinate keeps on PostgreSQL, as far as our own statements look at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    Interval,
    Subquery,
    bindparam,
    column,
    exists,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.selectable import FromClause

from storage.engine import looking
from storage.ledger_rows import Queue

WAKE_UPS: Final = "plumbline"
"""The name of procrastinate's queue that all of them are in."""

_jobs: Final = table(
    "procrastinate_jobs",
    column("queue_name"),
    column("task_name"),
    column("priority"),
    column("lock"),
    column("queueing_lock"),
    column("args", postgresql.JSONB),
    column("status"),
)
_workers: Final = table("procrastinate_workers", column("last_heartbeat", DateTime(timezone=True)))
_SEPARATOR: Final = " "
"""No id of Slack's holds one."""
_TODO: Final[ColumnElement[str]] = literal_column("'todo'")
_DOING: Final[ColumnElement[str]] = literal_column("'doing'")
_LIVE: Final = (_jobs.c.queue_name == WAKE_UPS) & _jobs.c.status.in_([_TODO, _DOING])
_WAITING: Final = select(func.count()).where(_jobs.c.queue_name == WAKE_UPS, _jobs.c.status == _TODO)
_ALIVE: Final = (
    select(func.count())
    .select_from(_workers)
    .where(_workers.c.last_heartbeat > func.now() - bindparam("patience", type_=Interval))
)
_ANY: Final = select(_jobs.c.status).where(_LIVE).limit(1)
# One statement for hundreds; procrastinate's own way would fail for all of them because somebody was asked for one.
_ASK: Final = postgresql.insert(_jobs).on_conflict_do_nothing()


@dataclass(frozen=True, slots=True, kw_only=True)
class WakeUp:
    """Somebody is to run this task of procrastinate's for one destination; a higher priority comes first."""

    queue: Queue
    task: str
    priority: int
    arguments: dict[str, Any]


class WakeUps:
    """The wake-ups that wait, asked for by all replicas."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._looking = looking(engine)

    def waiting(self) -> int:
        """How many wait for somebody who works them off."""
        with self._looking.connect() as connection:
            return connection.execute(_WAITING).scalar_one()

    def replicas(self, patience: timedelta) -> int:
        """How many give a sign of life, by the database's clock: the last one is not older than `patience`."""
        with self._looking.connect() as connection:
            return connection.execute(_ALIVE, {"patience": patience}).scalar_one()

    def ask(self, wake_ups: Sequence[WakeUp]) -> None:
        """Ask for these, but for those that somebody asked for already."""
        rows = [_row(each) for each in wake_ups]
        # All replicas in one order: two that wait for each other would wait for ever.
        rows.sort(key=lambda row: str(row["lock"]))
        if rows:
            with self._engine.begin() as connection:
                connection.execute(_ASK, rows)


def _row(asked: WakeUp) -> dict[str, Any]:
    key = wake_up_key(asked.queue)
    return {
        "queue_name": WAKE_UPS,
        "task_name": asked.task,
        "priority": asked.priority,
        "lock": key,
        "queueing_lock": key,
        "args": asked.arguments,
    }


def wake_up_key(queue: Queue) -> str:
    """By what the wake-ups of one destination are one: procrastinate's lock, and its queueing lock."""
    return _SEPARATOR.join(queue)


def is_waked(rows: FromClause) -> ColumnElement[bool]:
    """Rows for whose destination a wake-up waits already."""
    key = rows.c.workspace + _SEPARATOR + rows.c.place + _SEPARATOR + rows.c.destination
    return exists().where(_jobs.c.queueing_lock == key, _jobs.c.status == _TODO)


def live_by_workspace() -> Subquery:
    """How many wake-ups wait or are worked on, by workspace; a workspace without any is not among them."""
    workspace = func.split_part(_jobs.c.queueing_lock, _SEPARATOR, 1).label("workspace")
    return select(workspace, func.count().label("wake_ups")).where(_LIVE).group_by(workspace).subquery("live")


def has_wake_ups(connection: Connection) -> bool:
    """Whether any destination is being worked off, or waits for somebody who does."""
    return connection.execute(_ANY).first() is not None
