"""Fairness: one workspace has thousands due and Slack never answers its calls; how long others wait for one message."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from benchmarks.figures import Figure
from benchmarks.herd_rows import Load, a_message, due, team
from benchmarks.many_teams import POST, Manners, many_teams
from benchmarks.storage import addresses
from benchmarks.voices import Aside, voices
from bot.domain.message import Outgoing

TITLE: Final = "Fairness: a single message, while one workspace has thousands due and Slack answers none of its calls"
GOAL_MS: Final = 1_000.0
_SILENT, _FIRST_OTHER = team(0), 1


def figures(*, quick: bool = False) -> list[Figure]:
    """Measure on both databases, with one process."""
    messages, others = (200, 4) if quick else (5_000, 60)
    with tempfile.TemporaryDirectory(prefix="plumbline-bench-") as folder, addresses(Path(folder)) as (sqlite, server):
        return [
            *_figures("SQLite, one process", _waits(sqlite, messages, others), messages),
            *_figures("PostgreSQL, one replica", _waits(server, messages, others), messages),
        ]


def _one(now: datetime) -> Outgoing:
    return a_message("digest:single", "C1", now)


def _waits(url: str, messages: int, others: int) -> list[float]:
    """Milliseconds from the commit of each single message until Slack had it; the call itself takes 10 of them."""
    manners = Manners(seconds=0.01, puts_off=0.0, silent=frozenset({_SILENT}))
    names = [team(_FIRST_OTHER + number) for number in range(others)]
    aside = Aside(workspaces=names, every=0.5, make=_one)
    loads = [Load(team=_SILENT, messages=messages, channels=messages)]
    with due(url, loads), many_teams(manners) as slack, voices(url, slack.address, 1, aside) as speaking:
        speaking.begin()
        given_up = time.monotonic() + aside.every * others + 60
        while slack.accepted() < others and time.monotonic() < given_up:
            time.sleep(0.25)
        calls = slack.calls()
        (heard,) = speaking.end()
    arrived = {call.team: call.at for call in calls if call.method == POST and call.status == 200}
    return [(arrived.get(name, float("inf")) - heard.kept.get(name, 0.0)) * 1e3 for name in names]


def _figures(name: str, waits: list[float], messages: int) -> Iterator[Figure]:
    yield Figure(
        name=f"{name}: beside {messages:,} that hang, the longest of {len(waits)} waits",
        value=max(waits),
        unit="ms",
        against="the median",
        ratio=max(waits) / statistics.median(waits),
        goal=f"<= {GOAL_MS:,.0f} ms",
        reached=max(waits) <= GOAL_MS,
    )
    yield Figure(name=f"{name}: the median wait", value=statistics.median(waits), unit="ms")
