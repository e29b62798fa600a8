"""Projects with an obligation each and a message that was sent, by the hundred thousand, written by the database."""

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Engine, delete, text

from storage.engine import is_sqlite
from storage.tables.deliveries import DeliveryState, deliveries

DUE: Final = 500
SOON: Final = datetime(2026, 12, 3, 9, tzinfo=UTC)
"""When the first of the obligations are due; all others are a year later."""

WORKSPACES: Final = 1_000
_CHUNK: Final = 100_000
_SQLITE_NUMBERS: Final = (
    "(WITH RECURSIVE numbers(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM numbers WHERE n < :last)"
    " SELECT n FROM numbers)"
)
_POSTGRESQL_NUMBERS: Final = "generate_series(CAST(:first AS integer), CAST(:last AS integer)) AS numbers(n)"
_BODY: Final = "what was said " * 15
# Every tenth obligation is done.
_FILLS: Final = (
    (
        "INSERT INTO projects (workspace, id, key, name, channel, owner, created_at)"
        " SELECT 'T' || (n % {workspaces}), 'P' || n, 'key-' || n, 'Project ' || n, 'C' || n, 'U' || n, {opened}"
        " FROM {numbers}"
    ),
    (
        "INSERT INTO obligations (workspace, project, kind, due, look_at, recipient, rung, step, snoozes, status, said,"
        " opened_at) SELECT 'T' || (n % {workspaces}), 'P' || n, 'no_experiment', {day},"
        " CASE WHEN n <= {early} THEN {soon} ELSE {later} END, 'U' || n, 0, 0, 0,"
        " CASE WHEN n % 10 = 0 THEN 'done' ELSE 'open' END, '[]', {opened} FROM {numbers}"
    ),
    (
        "INSERT INTO deliveries (workspace, id, key, living, place, destination, kind, body, decided_at, not_before,"
        " state, tries, ts, posted_channel) SELECT 'T' || (n % {workspaces}), n, 'nag:' || n,"
        " CASE WHEN n % 3 = 0 THEN 'card:' || n END, 'channel', 'C' || n, 'nag', :body, {opened}, {opened}, 'sent', 1,"
        " n || '.000100', 'C' || n FROM {numbers}"
    ),
)
_DUE: Final = (
    "INSERT INTO deliveries (workspace, id, key, place, destination, kind, body, decided_at, not_before, state, tries)"
    " SELECT 'T' || (n % {workspaces}), 10000000 + n, 'due:' || n, 'channel', 'C' || n, 'nag', :body, {opened},"
    " {opened}, 'pending', 0 FROM {numbers}"
)


def fill(engine: Engine, first: int, last: int, now: datetime) -> None:
    """Projects first … last, each with an obligation and with a message that was sent."""
    for begin in range(first, last + 1, _CHUNK):
        for statement in _FILLS:
            _write(engine, statement, begin, min(begin + _CHUNK - 1, last), now)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if is_sqlite(engine):
            connection.execute(text("ANALYZE"))
        else:
            # PostgreSQL's own vacuum may be at work on a table for longer than the product waits for a lock.
            for statement in ("SET lock_timeout = 0", "ANALYZE", "RESET lock_timeout"):
                connection.execute(text(statement))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if is_sqlite(engine):
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def make_due(engine: Engine, now: datetime) -> None:
    """Five hundred messages in as many workspaces, due now."""
    _write(engine, _DUE, 1, DUE, now - timedelta(minutes=1))


def settle(engine: Engine) -> None:
    """They are gone again."""
    with engine.begin() as connection:
        connection.execute(delete(deliveries).where(deliveries.c.state == DeliveryState.PENDING))


def _write(engine: Engine, statement: str, first: int, last: int, now: datetime) -> None:
    is_file = is_sqlite(engine)

    def stamp(moment: datetime) -> str:
        written = f"'{moment:%Y-%m-%d %H:%M:%S.%f}'"
        return written if is_file else f"CAST({written} AS timestamptz)"

    filled = statement.format(
        workspaces=WORKSPACES,
        numbers=_SQLITE_NUMBERS if is_file else _POSTGRESQL_NUMBERS,
        early=DUE * 10 // 9,
        opened=stamp(now),
        soon=stamp(SOON),
        later=stamp(now + timedelta(days=365)),
        day="'2026-12-07'" if is_file else "CAST('2026-12-07' AS date)",
    )
    values = {"first": first, "last": last} | ({"body": _BODY} if ":body" in filled else {})
    with engine.begin() as connection:
        connection.execute(text(filled), values)
