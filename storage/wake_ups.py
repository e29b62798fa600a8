"""The wake-ups that procrastinate keeps on PostgreSQL, as far as our own statements look at them."""

from typing import Final

from sqlalchemy import ColumnElement, Connection, column, exists, literal_column, select, table
from sqlalchemy.sql.selectable import FromClause

from storage.ledger_rows import Queue

WAKE_UPS: Final = "plumbline"
"""The name of procrastinate's queue that all of them are in."""

_jobs: Final = table("procrastinate_jobs", column("queueing_lock"), column("status"), column("queue_name"))
_SEPARATOR: Final = " "
"""No id of Slack's holds one."""
_TODO: Final[ColumnElement[str]] = literal_column("'todo'")
_DOING: Final[ColumnElement[str]] = literal_column("'doing'")
_ANY: Final = select(_jobs.c.status).where(_jobs.c.queue_name == WAKE_UPS, _jobs.c.status.in_([_TODO, _DOING])).limit(1)


def wake_up_key(queue: Queue) -> str:
    """By what the wake-ups of one destination are one: procrastinate's lock, and its queueing lock."""
    return _SEPARATOR.join(queue)


def is_waked(rows: FromClause) -> ColumnElement[bool]:
    """Rows for whose destination a wake-up waits already."""
    key = rows.c.workspace + _SEPARATOR + rows.c.place + _SEPARATOR + rows.c.destination
    return exists().where(_jobs.c.queueing_lock == key, _jobs.c.status == _TODO)


def has_wake_ups(connection: Connection) -> bool:
    """Whether any destination is being worked off, or waits for somebody who does."""
    return connection.execute(_ANY).first() is not None
