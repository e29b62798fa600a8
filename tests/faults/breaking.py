"""Drains that are broken on purpose, each where it hurts: the checker catches every one, and nothing else."""

import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from typing import Final, TypeAlias

from tests.faults.bases import POSTGRESQL, SQLITE
from tests.faults.ground import Ground
from tests.faults.kill_points import Point
from tests.faults.report import Line
from tests.faults.slack import Weather
from tests.faults.storms import Storm, weather

Spot: TypeAlias = tuple[str, str, Point]
"""A kind of database, how the process ends there ("kill" or "freeze"), and at which boundary."""

_RACE: Final = Weather(delay=0.8, most_delay=0.8)
_FAST: Final = Weather(too_fast=0.1)

WHERE: Final[Mapping[str, Spot | Storm]] = {
    "no_read_back": (SQLITE, "kill", ("after chat.postMessage", 1)),
    "no_lease_check": Storm(kind=POSTGRESQL, replicas=4, messages=300, kills=3, every=1.5, weather=_RACE),
    "begin_without_compare": (POSTGRESQL, "freeze", ("before Sender.begin", 1)),
    "sent_before_post": (SQLITE, "kill", ("before chat.postMessage", 1)),
    "no_take_over": (POSTGRESQL, "kill", ("after Sender.begin", 1)),
    "no_pause": Storm(kind=SQLITE, messages=300, kills=1, every=6.0, weather=_FAST),
    "newest_first": Storm(kind=SQLITE, messages=300, kills=1, weather=Weather(delay=1.0)),
    "speaks_after_a_freeze": (POSTGRESQL, "freeze", ("after Line.call", 1)),
    "forgets_cancelling": (SQLITE, "kill", ("after Sender.begin", 1)),
}


async def mutants(here: Ground) -> AsyncIterator[Line]:
    """Each of them, and at the same spot a drain that is whole."""
    for name, where in WHERE.items():
        began = time.monotonic()
        caught, whole = await _found(here, where, name), await _found(here, where, None)
        line = Line(
            run=f"{name}: {_words(caught) or 'not caught'}",
            database=where.kind if isinstance(where, Storm) else where[0],
            processes=where.replicas if isinstance(where, Storm) else 2,
            seed=str(here.seed),
            seconds=time.monotonic() - began,
        )
        if not caught:
            line.breaks["not caught"] = 1
        if whole:
            line.breaks["whole"] = 1
            line.examples.append(f"the whole drain broke: {_words(whole)}")
        yield line


async def _found(here: Ground, where: Spot | Storm, mutant: str | None) -> Counter[str]:
    if isinstance(where, Storm):
        storm = where.but(mutant=mutant)
        outcome = await weather(storm, f"{here.seed}-{mutant}", here.bases, here.zygote, here.folder)
        return Counter(each.rule for each in outcome.breaks)
    kind, how, point = where
    trial = await here.points(kind, freezes=how == "freeze", mutant=mutant).at(point)
    found = Counter(each.rule for each in trial.breaks)
    if trial.said_again:
        found["said again"] = trial.said_again
    return found


def _words(found: Counter[str]) -> str:
    return ", ".join(f"{rule} {count}" for rule, count in found.items())
