"""Digests that are due: written into the ledger as the product writes them, thousands at a time."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final

from sqlalchemy import Engine, delete, func, insert, select, table, text

from benchmarks.rendering import a_digest
from bot.domain.ids import ChannelId
from bot.domain.message import Outgoing, ToChannel
from storage.deliveries import address, written
from storage.engine import is_sqlite, open_engine
from storage.tables.deliveries import (
    DeliveryState,
    allowances,
    breakers,
    deliveries,
    delivery_counters,
    places,
)
from storage.tables.workspaces import WorkspaceStatus, workspaces

PROJECTS: Final = 5
"""How many projects a digest tells of."""

_CHUNK: Final = 500
_TABLES: Final = (deliveries, delivery_counters, allowances, breakers, places, workspaces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """So many messages in a team, spread over so many channels."""

    team: str
    messages: int
    channels: int


def a_message(key: str, channel: str, now: datetime) -> Outgoing:
    """One digest, due now."""
    to = ToChannel(channel=ChannelId(channel))
    return Outgoing(key=key, to=to, body=a_digest(PROJECTS), not_before=now)


def team(number: int) -> str:
    """The id of a team."""
    return f"T{number:05}"


@contextmanager
def due(url: str, loads: Iterable[Load]) -> Iterator[Engine]:
    """A ledger that holds these messages and nothing else, all of them due since a minute ago."""
    engine = open_engine(url)
    every = tuple(loads)
    now = datetime.now(UTC) - timedelta(minutes=1)
    _empty(engine)
    with engine.begin() as connection:
        connection.execute(insert(workspaces), [_workspace(load.team, now) for load in every])
        rows = _rows(every, now)
        while chunk := list(islice(rows, _CHUNK)):
            connection.execute(insert(deliveries), chunk)
        counters = [{"workspace": load.team, "last": load.messages} for load in every]
        connection.execute(insert(delivery_counters), counters)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    try:
        yield engine
    finally:
        engine.dispose()


def unsent(engine: Engine) -> int:
    """How many messages the ledger does not know to be in Slack."""
    with engine.connect() as connection:
        query = select(func.count()).where(deliveries.c.state != DeliveryState.SENT)
        return int(connection.execute(query).scalar_one())


def _empty(engine: Engine) -> None:
    with engine.begin() as connection:
        for each in _TABLES:
            connection.execute(delete(each))
        if not is_sqlite(engine):
            for name in ("procrastinate_periodic_defers", "procrastinate_events", "procrastinate_jobs"):
                connection.execute(delete(table(name)))


def _workspace(name: str, now: datetime) -> dict[str, Any]:
    return {"workspace": name, "name": name, "bot_user": "UBOT", "status": WorkspaceStatus.ACTIVE, "since": now}


def _rows(loads: Iterable[Load], now: datetime) -> Iterator[dict[str, Any]]:
    body = a_message("", "C0", now)
    kept = {"kind": body.body.kind, "body": written(body.body), "state": DeliveryState.PENDING}
    for load in loads:
        for number in range(load.messages):
            place, to = address(ToChannel(channel=ChannelId(f"C{number % load.channels}")))
            yield {
                **kept,
                "workspace": load.team,
                "id": number + 1,
                "key": f"digest:{number}",
                "place": place,
                "destination": to,
                "decided_at": now,
                "not_before": now,
            }
