"""A million of everything: the idle tick, the look at what is due and the ledger's claim, among few and among many."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from benchmarks.due_rows import DUE, SOON, fill, make_due, settle
from benchmarks.figures import Figure, best_ms
from benchmarks.storage import addresses
from handlers.delivery.agenda import AT_ONCE
from storage.engine import is_sqlite, open_engine
from storage.ledger import Ledger
from storage.sweep import Sweep

TITLE: Final = "What is due among a million projects, obligations and sent messages (ratios to ten thousand of each)"
IDLE_GOAL_MS, DUE_GOAL_MS, GROWTH_GOAL = 1.0, 15.0, 1.5
_NOW: Final = datetime(2026, 11, 23, 9, tzinfo=UTC)
_MONTH: Final = timedelta(days=30)
_EACH: Final = 8


@dataclass(frozen=True, slots=True)
class Look:
    """Something that happens all the time, and what it may cost at most."""

    name: str
    goal: float
    run: Callable[[], int]
    finds: int


def figures(*, quick: bool = False) -> list[Figure]:
    """Measure; `quick` only proves that everything runs."""
    sizes = (1_000, 5_000) if quick else (10_000, 100_000, 1_000_000)
    rounds = 5 if quick else 100
    measured: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="plumbline-bench-") as folder, addresses(Path(folder)) as urls:
        for name, url in zip(("SQLite", "PostgreSQL"), urls, strict=True):
            engine = open_engine(url)
            measured += _grown(name, engine, sizes, rounds)
            engine.dispose()
    return measured


def _grown(name: str, engine: Engine, sizes: tuple[int, ...], rounds: int) -> Iterator[Figure]:
    filled, first = 0, dict[str, float]()
    for size in sizes:
        fill(engine, filled + 1, size, _NOW)
        filled = size
        for look in _looks(engine):
            cost = _best(look, rounds)
            smallest = first.setdefault(look.name, cost)
            yield _figure(f"{name}: {look.name} of {size:,}", look.goal, cost, smallest, sizes[0])


def _looks(engine: Engine) -> Iterator[Look]:
    """First with nothing due in the ledger, then with 500 messages."""
    sweep, ledger = Sweep(engine), Ledger(engine)

    def tick() -> int:
        found = len(sweep.due_watches(_NOW, DUE)) + len(sweep.due_obligations(_NOW, DUE))
        found += len(sweep.due_schedules(_NOW, DUE)) + sweep.forget_heard(_NOW - _MONTH, DUE)
        return found

    def voice() -> int:
        found = len(ledger.in_turn(_NOW, _NOW, after="", most=AT_ONCE))
        ledger.outlook(_NOW, _NOW)
        return found + (0 if is_sqlite(engine) else ledger.has_wake_ups())

    def claimed() -> int:
        after, found = "", 0
        while workspaces := ledger.in_turn(_NOW, _NOW, after=after, most=AT_ONCE):
            found += len(ledger.claim(_NOW, _NOW, _EACH, workspaces=workspaces))
            after = workspaces[-1]
        return found

    yield Look("an idle tick", IDLE_GOAL_MS, tick, 0)
    yield Look("an idle look of the voice", IDLE_GOAL_MS, voice, 0)
    yield Look(f"{DUE} obligations are due", DUE_GOAL_MS, lambda: len(sweep.due_obligations(SOON, DUE)), DUE)
    make_due(engine, _NOW)
    yield Look(f"{DUE} messages are due and claimed", DUE_GOAL_MS, claimed, DUE)
    settle(engine)


def _best(look: Look, rounds: int) -> float:
    """The fastest of many, because a database that waits for a busy processor says nothing of its statements."""

    def once() -> None:
        found = look.run()
        assert found == look.finds, f"{look.name}: {found} were found, not {look.finds}"

    return best_ms(once, rounds)


def _figure(name: str, goal: float, cost: float, smallest: float, of: int) -> Figure:
    return Figure(
        name=name,
        value=cost,
        unit="ms",
        against=f"of {of:,}, {smallest:.3f} ms",
        ratio=cost / smallest,
        goal=f"<= {goal:g} ms, <= {GROWTH_GOAL:g} times",
        reached=cost <= goal and cost / smallest <= GROWTH_GOAL,
    )
