"""The Monday-morning herd: digests in a thousand workspaces due at once, by one process and by several replicas."""

import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.figures import Figure
from benchmarks.herd_rows import Load, due, team, unsent
from benchmarks.many_teams import POST, Call, Manners, ManyTeams, many_teams
from benchmarks.storage import addresses
from benchmarks.voices import Heard, voices

TITLE: Final = "The Monday-morning herd: digests of five projects, a Slack that takes 0.1 s for each and puts some off"
STALL_GOAL, GROWTH_GOAL = 20.0, 1.1
_PATIENCE: Final = 900.0
_NEARLY_ALL: Final = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one run showed: Slack's log, the replicas' probes, and what the ledger still holds."""

    messages: int
    begun: float
    calls: Sequence[Call]
    heard: Sequence[Heard]
    unsent: int

    @property
    def posts(self) -> list[Call]:
        """The posts that Slack took, in the order in which they came."""
        return [call for call in self.calls if call.method == POST and call.status == 200]

    @property
    def per_second(self) -> float:
        """How many messages a second came, from the start until nearly all were there: Slack puts some off."""
        count = int(len(self.posts) * _NEARLY_ALL)
        return count / (self.posts[count - 1].at - self.begun)

    @property
    def lost(self) -> int:
        """Messages that are not in Slack, or that the ledger does not know to be there."""
        return max(self.messages - len({(post.team, post.key) for post in self.posts}), self.unsent)

    @property
    def doubled(self) -> int:
        """How many are there too many."""
        return sum(times - 1 for times in Counter((post.team, post.key) for post in self.posts).values())

    @property
    def early(self) -> int:
        """Calls that came though Slack had asked to hold back."""
        return sum(call.early for call in self.calls)

    @property
    def put_off(self) -> int:
        """How often Slack asked for that."""
        return sum(call.status == 429 for call in self.calls)


def figures(*, quick: bool = False) -> list[Figure]:
    """Measure; `quick` only proves that everything runs."""
    teams, each = (20, 3) if quick else (1_000, 10)
    replicas = (1, 2) if quick else (1, 2, 4)
    loads = [Load(team=team(number), messages=each, channels=each) for number in range(teams)]
    manners = Manners(seconds=0.01) if quick else Manners()
    measured: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="plumbline-bench-") as folder, addresses(Path(folder)) as (sqlite, server):
        alone = ran(sqlite, loads, replicas=1, manners=manners)
        measured += _figures("SQLite, one process", alone)
        first = None
        for count in replicas:
            shared = ran(server, loads, replicas=count, manners=manners)
            first = first or shared
            measured += _figures(f"PostgreSQL, {count} replica{'s' * (count > 1)}", shared, first)
    return measured


def ran(url: str, loads: Sequence[Load], *, replicas: int, manners: Manners) -> Ran:
    """Send all of these; ends when all are in Slack, or after a quarter of an hour."""
    messages = sum(load.messages for load in loads)
    with due(url, loads) as engine, many_teams(manners) as slack, voices(url, slack.address, replicas) as speaking:
        begun = speaking.begin()
        until_accepted(slack, messages)
        heard = speaking.end()
        return Ran(messages=messages, begun=begun, calls=slack.calls(), heard=heard, unsent=unsent(engine))


def until_accepted(slack: ManyTeams, messages: int) -> None:
    """Wait until Slack has so many messages, and a little longer for what may come twice."""
    given_up = time.monotonic() + _PATIENCE
    while slack.accepted() < messages and time.monotonic() < given_up:
        time.sleep(0.25)
    time.sleep(1)


def _figures(name: str, ran: Ran, first: Ran | None = None) -> Iterator[Figure]:
    ratio = None if first in (None, ran) else ran.per_second / first.per_second
    yield Figure(
        name=f"{name}: {ran.messages:,} messages",
        value=ran.per_second,
        unit="messages/s",
        against=None if ratio is None else "one replica",
        ratio=ratio,
    )
    for what, number in (("lost", ran.lost), ("said twice", ran.doubled)):
        yield _none(f"{name}: {what}", number)
    yield _none(f"{name}: calls too early after {ran.put_off:,} Retry-Afters", ran.early)
    cpu = sum(one.cpu_seconds for one in ran.heard) / ran.messages * 1e3
    yield Figure(name=f"{name}: CPU per message, all replicas", value=cpu, unit="ms")
    stall = max(one.longest_stall_ms for one in ran.heard)
    usual = max(one.median_stall_ms for one in ran.heard)
    yield Figure(
        name=f"{name}: longest stall of a loop",
        value=stall,
        unit="ms",
        against=f"median {usual:.2f} ms",
        goal=f"<= {STALL_GOAL:g} ms",
        reached=stall <= STALL_GOAL,
    )
    yield Figure(
        name=f"{name}: longest stall while its process had a processor",
        value=max(one.longest_own_stall_ms for one in ran.heard),
        unit="ms",
    )
    growth = max(one.growth for one in ran.heard)
    yield Figure(
        name=f"{name}: memory of the largest",
        value=max(max(one.memory_mb, default=0.0) for one in ran.heard),
        unit="MB",
        against="its first half",
        ratio=growth,
        goal=f"<= {GROWTH_GOAL:g} times",
        reached=growth <= GROWTH_GOAL,
    )


def _none(name: str, number: int) -> Figure:
    return Figure(name=name, value=number, unit="", goal="0", reached=number == 0)
