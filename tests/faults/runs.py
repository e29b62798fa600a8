"""The parts of a run: kill points, freezes, storms, troubles of the database, recoveries, broken drains."""

import json
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from tests.faults.bases import KINDS, POSTGRESQL, SQLITE
from tests.faults.breaking import mutants
from tests.faults.ground import Ground
from tests.faults.kill_points import KillPoints, Point, Trial
from tests.faults.plan import Pace
from tests.faults.recovering import recoveries
from tests.faults.report import Line
from tests.faults.slack import Weather
from tests.faults.storms import Outcome, Storm, weather

SPREAD: Final[dict[str, tuple[Point, ...]]] = {
    SQLITE: (
        ("after EmbeddedDrain._recover", 1),
        ("before Sender.begin", 1),
        ("after Sender.begin", 1),
        ("before chat.postMessage", 2),
        ("after chat.postMessage", 1),
        ("after chat.postMessage", 3),
        ("before Sender._post_in", 2),
        ("after Sender._post_in", 1),
        ("after chat.update", 1),
        ("before Sender._edit", 1),
    ),
    POSTGRESQL: (
        ("after queue execute_query_one_async", 2),
        ("before Sender.begin", 1),
        ("after Sender.begin", 1),
        ("before chat.postMessage", 2),
        ("after chat.postMessage", 1),
        ("before Sender._post_in", 2),
        ("after Sender._post_in", 3),
        ("before Sender._edit", 1),
    ),
}
"""The boundaries at which most can go wrong: the short form."""

FULL_MESSAGES: Final = 10_000
FULL_KILLS: Final = 530
MANY_MESSAGES: Final = 100_000
"""A few meet a process that is being started again: at least 500 have to meet one that works."""


async def kill_points(here: Ground, *, is_long: bool) -> AsyncIterator[Line]:
    """Killed at every boundary, or at those of the short form."""
    for kind in KINDS:
        points = here.points(kind)
        chosen: Sequence[Point] = SPREAD[kind]
        if is_long:
            every = range(1, len(await points.labels()) + 1)
            chosen = sorted(random.Random(here.seed).sample(every, here.sized(len(every))))
        yield await _at(points, chosen, "killed at each boundary", here)


async def freeze_points(here: Ground, *, is_long: bool) -> AsyncIterator[Line]:
    """Frozen at boundaries until another has taken over, and then let go on."""
    points = here.points(POSTGRESQL, freezes=True)
    chosen: Sequence[Point] = SPREAD[POSTGRESQL][1:5]
    if is_long:
        labels = await points.labels()
        every = [number for number, label in enumerate(labels, 1) if "Sender" in label or "chat." in label]
        chosen = every[:: max(1, round(1 / here.size))]
    yield await _at(points, chosen, "frozen at a boundary", here)


async def _at(points: KillPoints, chosen: Sequence[Point], name: str, here: Ground) -> Line:
    began = time.monotonic()
    trials = await points.all(chosen)
    line = Line(run=name, database=points.kind, processes=2, seed=str(here.seed), seconds=time.monotonic() - began)
    died = sum(trial.died for trial in trials)
    line.kills, line.freezes = (0, died) if points.freezes else (died, 0)
    line.messages = line.decisions = 8 * len(trials)
    for trial in trials:
        _count_trial(line, trial)
    if line.breaks:
        line.file = _written(
            here,
            {
                "points": [trial.point for trial in trials if trial.breaks],
                "kind": points.kind,
                "freezes": points.freezes,
            },
        )
    return line


def _count_trial(line: Line, trial: Trial) -> None:
    line.again += trial.said_again
    line.healed += trial.healed
    for each in trial.breaks:
        line.breaks[each.rule] += 1
        line.examples.append(f"{trial.point}: {each.rule}: {each.what}")


def _storms(here: Ground, *, is_long: bool) -> list[tuple[str, Storm]]:
    if not is_long:
        return [
            ("storm", Storm(kind=SQLITE, messages=120, kills=5, every=0.4)),
            ("storm", Storm(kind=POSTGRESQL, replicas=2, messages=120, kills=4, every=0.5)),
        ]
    messages, kills = here.sized(FULL_MESSAGES), here.sized(FULL_KILLS)
    return [
        ("storm", Storm(kind=SQLITE, messages=messages, kills=kills, every=0.5)),
        ("storm", Storm(kind=POSTGRESQL, replicas=3, messages=messages, kills=kills, every=0.5)),
        ("storm", Storm(kind=POSTGRESQL, replicas=2, messages=messages // 10, kills=kills // 10, every=0.5)),
        ("storm", Storm(kind=POSTGRESQL, replicas=4, messages=messages // 10, kills=kills // 10, every=0.5)),
    ]


def _frozen(here: Ground, *, is_long: bool) -> list[tuple[str, Storm]]:
    del is_long
    count, most = here.sized(60), here.sized(3_000)
    frozen = Storm(kind=POSTGRESQL, replicas=3, messages=most, kills=0, freezes=count, every=1.0, heals=True)
    return [
        ("freezes", frozen),
        ("freezes", replace(frozen, kind=SQLITE, replicas=1, messages=most // 3, freezes=max(1, count // 4))),
    ]


def _frozen_at_length(here: Ground, *, is_long: bool) -> list[tuple[str, Storm]]:
    """So many messages that one in a hundred thousand shows: one of three replicas is frozen half of the time."""
    del is_long
    count, most = here.sized(200), here.sized(MANY_MESSAGES)
    frozen = Storm(kind=POSTGRESQL, replicas=3, messages=most, kills=0, freezes=count, every=7.0, heals=True)
    return [("freezes, at length", frozen)]


def _ailing(here: Ground, *, is_long: bool) -> list[tuple[str, Storm]]:
    del is_long
    times, messages, kills = here.sized(5), here.sized(3_000), here.sized(60)
    sqlite = Storm(kind=SQLITE, messages=messages, kills=kills, every=0.7, clocks=times * 4)
    shared = Storm(kind=POSTGRESQL, replicas=3, messages=messages, kills=kills, every=0.7, clocks=times * 4)
    return [
        ("database ails, clocks jump", replace(sqlite, troubles=("lock", "full", "read-only") * times)),
        ("database ails, clocks jump", replace(shared, troubles=("lock", "read-only", "restart") * times)),
    ]


def _doubling(here: Ground, *, is_long: bool) -> list[tuple[str, Storm]]:
    del is_long
    odd = Weather(lose_answer=0.1, drop=0.03, delay=0.2, twice=0.05, post_twice=0.02)
    storm = Storm(kind=SQLITE, messages=here.sized(2_000), kills=here.sized(20), weather=odd, heals=True)
    return [("the network posts twice", storm)]


_STORMS: Final[dict[str, Callable[..., list[tuple[str, Storm]]]]] = {
    "storms": _storms,
    "freezes": _frozen,
    "long-freezes": _frozen_at_length,
    "troubles": _ailing,
    "doubling": _doubling,
}
SHORT: Final = ("kill-points", "storms")
PARTS: Final = (
    "mutants",
    "kill-points",
    "freeze-points",
    "recoveries",
    "freezes",
    "long-freezes",
    "troubles",
    "doubling",
    "storms",
)


async def run(here: Ground, name: str, *, is_long: bool) -> AsyncIterator[Line]:
    """One part, line by line."""
    if name in _STORMS:
        for title, storm in _STORMS[name](here, is_long=is_long):
            yield await _stormed(here, title, storm, f"{here.seed}")
        return
    parts = {"kill-points": kill_points, "freeze-points": freeze_points, "recoveries": _recovered, "mutants": _broken}
    async for line in parts[name](here, is_long=is_long):
        yield line


async def again(here: Ground, given: dict[str, Any]) -> Line:
    """A trial that failed, once more."""
    if "points" in given:
        points = here.points(given["kind"], freezes=given["freezes"])
        chosen = [tuple(point) if isinstance(point, list) else point for point in given["points"]]
        return await _at(points, chosen, "again", here)
    storm = given["storm"]
    known = {"weather": Weather(**storm["weather"]), "pace": Pace(**storm["pace"]), "troubles": storm["troubles"]}
    return await _stormed(here, "again", Storm(**storm | known), given["seed"])


async def _recovered(here: Ground, *, is_long: bool) -> AsyncIterator[Line]:
    del is_long
    for kind in KINDS:
        began = time.monotonic()
        found = await recoveries(here.bases, here.zygote, kind, here.folder)
        line = Line(
            run=f"recovery: {found.told}",
            database=kind,
            processes=1 if kind == SQLITE else 2,
            seed=str(here.seed),
            messages=1,
            decisions=1,
            kills=1,
            seconds=time.monotonic() - began,
        )
        line.breaks = Counter(each.rule for each in found.breaks)
        line.examples = [each.what for each in found.breaks]
        yield line


async def _broken(here: Ground, *, is_long: bool) -> AsyncIterator[Line]:
    del is_long
    async for line in mutants(here):
        yield line


async def _stormed(here: Ground, title: str, storm: Storm, seed: str) -> Line:
    outcome = await weather(storm, seed, here.bases, here.zygote, here.folder)
    line = line_of(title, outcome)
    if line.breaks:
        line.file = _written(here, {"storm": asdict(storm), "seed": seed})
    return line


def line_of(title: str, outcome: Outcome) -> Line:
    """An outcome as a line; what the network itself said twice is nobody's fault where nobody looked for it."""
    breaks = Counter(each.rule for each in outcome.breaks)
    if outcome.network:
        title = f"{title}: {outcome.network} posts"
    return Line(
        run=title,
        database=outcome.storm.kind,
        processes=outcome.storm.replicas,
        seed=outcome.seed,
        messages=outcome.messages,
        decisions=outcome.decisions,
        kills=outcome.kills,
        freezes=outcome.freezes,
        misfortunes=outcome.misfortunes,
        again=outcome.again,
        healed=outcome.healed,
        seconds=outcome.seconds,
        lag=outcome.lag,
        breaks=breaks,
        examples=[f"{each.rule}: {each.what}" for each in outcome.breaks],
    )


def _written(here: Ground, trial: dict[str, Any]) -> Path:
    """Everything that is needed to repeat a trial that failed."""
    file = here.folder / f"failed-{len(list(here.folder.glob('failed-*')))}.json"
    file.write_text(json.dumps(trial, default=str, indent=1), encoding="utf-8")
    return file
