"""The tick's look at what is due: when nothing is, and when 500 are, among few and among many obligations."""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, text

from benchmarks.figures import Figure
from storage.engine import is_sqlite, open_engine
from storage.sweep import Sweep

DUE = 500
IDLE_GOAL_MS = 1.0
DUE_GOAL_MS = 15.0
GROWTH_GOAL = 1.5
_NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
_ROUNDS = 200
# From the 10th day on nothing is due; every tenth obligation is done.
_FILL = (
    "INSERT INTO obligations (workspace, project, kind, due, look_at, recipient, rung, step, snoozes, status, said,"
    " opened_at) SELECT 'T' || (n % 1000), 'P' || n, 'no_experiment', :due, {look_at}, 'U' || n, 0, 0, 0,"
    " CASE WHEN n % 10 = 0 THEN 'done' ELSE 'open' END, '[]', :opened FROM {numbers}"
)
_SQLITE_NUMBERS = (
    "(WITH RECURSIVE numbers(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM numbers WHERE n < :last)"
    " SELECT n FROM numbers)"
)
_POSTGRESQL_NUMBERS = "generate_series(CAST(:first AS integer), CAST(:last AS integer)) AS numbers(n)"


def figures(name: str, url: str, *, quick: bool) -> list[Figure]:
    few, many = (1_000, 10_000) if quick else (10_000, 1_000_000)
    engine = open_engine(url)
    sweep = Sweep(engine)
    _fill(engine, 1, few)
    before = _looks(sweep)
    _fill(engine, few + 1, many)
    after = _looks(sweep)
    engine.dispose()
    labels = (("nothing is due", IDLE_GOAL_MS), (f"{DUE} are due", DUE_GOAL_MS))
    return [
        Figure(
            name=f"{name}: a tick, {label} of {many:,}",
            value=now,
            unit="ms",
            against=f"of {few:,}, {then:.3f} ms",
            ratio=now / then,
            goal=f"<= {goal:g} ms, <= {GROWTH_GOAL:g} times",
            reached=now <= goal and now / then <= GROWTH_GOAL,
        )
        for (label, goal), then, now in zip(labels, before, after, strict=True)
    ]


def _looks(sweep: Sweep) -> tuple[float, float]:
    """Medians in milliseconds of a look when nothing is due, and of one that finds 500."""
    idle = _p50(lambda: len(sweep.due_obligations(_NOW, DUE)), expected=0)
    # The first 500 that are open come due within the ten days that the first rows are spread over.
    busy = _p50(lambda: len(sweep.due_obligations(_NOW + timedelta(days=10), DUE)), expected=DUE)
    return idle, busy


def _p50(look: Callable[[], int], *, expected: int) -> float:
    times = []
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        found = look()
        times.append(time.perf_counter() - begun)
        assert found == expected, f"{found} were due, not {expected}"
    return statistics.median(times) * 1_000


def _fill(engine: Engine, first: int, last: int) -> None:
    """Obligations first … last: the earliest 500 open ones within ten days, all others a year later."""
    early = DUE * 10 // 9
    later = f"CASE WHEN n <= {early} THEN :soon ELSE :later END"
    look_at = later if is_sqlite(engine) else f"CAST({later} AS timestamptz)"
    numbers = _SQLITE_NUMBERS if is_sqlite(engine) else _POSTGRESQL_NUMBERS
    values = {
        "first": first,
        "last": last,
        "due": "2026-12-07",
        "soon": _stamp(_NOW + timedelta(days=1)),
        "later": _stamp(_NOW + timedelta(days=365)),
        "opened": _stamp(_NOW),
    }
    with engine.connect() as connection:
        # The projects behind the obligations are of no interest here.
        if is_sqlite(engine):
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(_FILL.format(look_at=look_at, numbers=numbers)), values)
        connection.commit()
        if is_sqlite(engine):
            connection.connection.cursor().execute("PRAGMA foreign_keys=ON")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE obligations"))


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")
