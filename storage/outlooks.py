"""When something may be sent or kept next by time alone: one statement over all that messages wait for."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Exists, Select, bindparam, exists, func, or_, select

from storage.keeping_ledger import may_keep, next_try
from storage.ledger_rows import Queue
from storage.tables.columns import Moment
from storage.tables.deliveries import UNFINISHED, allowances, among, breakers, deliveries, places

_business_now = bindparam("business_now", type_=Moment)
_protocol_now = bindparam("protocol_now", type_=Moment)


def _outlook() -> Select[Any, Any, Any, Any, Any, Any, bool]:
    """Business time of the next message; protocol times of what waits; when the next place is free; what is to keep."""
    c = deliveries.c
    is_open = among(deliveries, UNFINISHED)
    due = select(func.min(c.not_before)).where(is_open, c.not_before > _business_now)
    retry = select(func.min(c.retry_at)).where(is_open, c.retry_at.is_not(None), c.retry_at > _protocol_now)
    paused = select(func.min(allowances.c.until)).where(allowances.c.until > _protocol_now)
    alone = select(func.min(breakers.c.open_until)).where(breakers.c.open_until > _protocol_now)
    free = select(func.min(places.c.free_at)).where(places.c.free_at > _protocol_now, _has_a_message())
    times = [query.scalar_subquery() for query in (due, retry, paused, alone, next_try(_protocol_now), free)]
    return select(*times, may_keep(_protocol_now))


def _has_a_message() -> Exists:
    """Places that something waits for which waits for nothing else."""
    c = deliveries.c
    return exists().where(
        c.workspace == places.c.workspace,
        c.place == places.c.place,
        c.destination == places.c.destination,
        among(deliveries, UNFINISHED),
        c.not_before <= _business_now,
        or_(c.retry_at.is_(None), c.retry_at <= _protocol_now),
    )


OUTLOOK: Final = _outlook()
"""Built once: putting it together costs SQLAlchemy more than the database needs to run it."""

_FREE_AT: Final = select(places.c.free_at).where(
    places.c.workspace == bindparam("of"),
    places.c.place == bindparam("in_place"),
    places.c.destination == bindparam("to"),
    places.c.free_at > _protocol_now,
    _has_a_message(),
)


def place_free_at(
    connection: Connection, queue: Queue, business_now: datetime, protocol_now: datetime
) -> datetime | None:
    """When this place may be spoken to, if something waits for it that waits for nothing else."""
    workspace, place, to = queue
    which = {"of": workspace, "in_place": place, "to": to}
    now = {"business_now": business_now, "protocol_now": protocol_now}
    return connection.execute(_FREE_AT, {**which, **now}).scalar_one_or_none()
