"""The pace of one workspace that has more to say than a minute allows, and of one channel, against Slack's limits."""

import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from benchmarks.figures import Figure
from benchmarks.herd import Ran, ran
from benchmarks.herd_rows import Load
from benchmarks.many_teams import Call, Manners
from benchmarks.storage import addresses
from handlers.demo.workspace.limits import POSTS_PER_MINUTE

TITLE: Final = (
    f"Pace: what Slack allows ({POSTS_PER_MINUTE} posts a minute, one a second and channel), and what is used"
)
PACE_GOAL: Final = 0.95
_WIDE, _NARROW = "T0WIDE", "T0NARROW"
_MINUTE: Final = 60.0


def figures(*, quick: bool = False) -> list[Figure]:
    """Measure on both databases at once: they wait for Slack nearly all of the time."""
    wide, narrow = (40, 8) if quick else (2_000, 240)
    loads = (
        Load(team=_WIDE, messages=wide, channels=wide),
        Load(team=_NARROW, messages=narrow, channels=1),
    )
    manners = Manners(seconds=0.01 if quick else 0.1, puts_off=0.0)
    with (
        tempfile.TemporaryDirectory(prefix="plumbline-bench-") as folder,
        addresses(Path(folder)) as (sqlite, server),
        ThreadPoolExecutor() as both,
    ):
        alone = both.submit(ran, sqlite, loads, replicas=1, manners=manners)
        shared = both.submit(ran, server, loads, replicas=2, manners=manners)
        return [
            *_figures("SQLite, one process", alone.result()),
            *_figures("PostgreSQL, 2 replicas", shared.result()),
        ]


def _figures(name: str, ran: Ran) -> list[Figure]:
    wide = [post for post in ran.posts if post.team == _WIDE]
    narrow = [post for post in ran.posts if post.team == _NARROW]
    whole_minutes = (len(wide) - 1) // POSTS_PER_MINUTE * _MINUTE
    return [
        _figure(f"{name}: {len(wide):,} messages in one workspace", wide, whole_minutes),
        _figure(f"{name}: {len(narrow):,} messages in one channel", narrow, len(narrow) - 1),
        Figure(
            name=f"{name}: calls too early, lost or said twice",
            value=ran.early + ran.lost + ran.doubled,
            unit="",
            goal="0",
            reached=ran.early + ran.lost + ran.doubled == 0,
        ),
    ]


def _figure(name: str, posts: Sequence[Call], allowed: float) -> Figure:
    took = posts[-1].at - posts[0].at
    pace = allowed / took if allowed else 1.0
    return Figure(
        name=name,
        value=took,
        unit="s",
        against=f"as fast as Slack allows, {allowed:g} s",
        ratio=pace,
        goal=f">= {PACE_GOAL:g} of that pace",
        reached=pace >= PACE_GOAL,
    )
