"""Storms: everything goes wrong at random for a while, then the weather clears, and all has to be as was decided."""

import asyncio
import random
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any, Final

from sqlalchemy import make_url

from tests.faults.bases import Bases, lock
from tests.faults.clocks import Trouble
from tests.faults.healing import heal
from tests.faults.history import Break, said_again
from tests.faults.plan import Pace
from tests.faults.scene import Scene
from tests.faults.slack import FAIR, STORM, Weather
from tests.faults.zygote import Child, Zygote

CLEARS: Final = 150.0
"""How many seconds what is left may take in the end, and for each message of a long storm a little longer."""
CLEARS_EACH: Final = 0.02
_serial = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Storm:
    """How bad it gets: so many messages, deaths, freezes and troubles of the database, in this weather.

    `every` is how many seconds lie between two misfortunes of a process, on average.
    """

    kind: str
    replicas: int = 1
    messages: int = 200
    kills: int = 10
    freezes: int = 0
    troubles: tuple[str, ...] = ()
    clocks: int = 0
    every: float = 0.4
    weather: Weather = STORM
    pace: Pace = field(default_factory=Pace)
    mutant: str | None = None
    heals: bool = False

    def but(self, **changes: Any) -> "Storm":
        """The same storm with changes."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it: `again` are messages that were said again, `network` those that the network said again."""

    storm: Storm
    seed: str
    messages: int
    decisions: int
    calls: int
    misfortunes: int
    kills: int
    freezes: int
    again: int
    network: int
    healed: int
    seconds: float
    lag: float
    breaks: tuple[Break, ...]
    folder: Path

    def broken(self, rule: str) -> int:
        """How often this rule was broken."""
        return sum(each.rule == rule for each in self.breaks)


class Raging:
    """A storm as it goes on."""

    def __init__(self, storm: Storm, scene: Scene, bases: Bases) -> None:
        self._storm, self._scene, self._bases = storm, scene, bases
        self._dice = random.Random(f"storm {scene.seed}")
        self._raging = True
        self.kills = self.freezes = 0

    async def rage(self) -> bool:
        """The whole of it; whether all was out in the end."""
        for _ in range(self._storm.replicas):
            await self._scene.start()
        self._scene.slack.weather = self._storm.weather
        keeping = asyncio.create_task(self._keep_alive())
        jobs = [self._decide(), self._kill(), self._freeze(), self._ail(), self._set_clocks()]
        await asyncio.gather(*jobs)
        self._scene.slack.weather = FAIR
        self._scene.wake()
        quiet = await self._scene.quiet(CLEARS + CLEARS_EACH * self._storm.messages)
        self._raging = False
        await keeping
        for child in list(self._scene.children):
            child.signal(signal.SIGTERM)
        await asyncio.gather(*(asyncio.wait_for(child.ended(), 30) for child in self._scene.children))
        return quiet

    async def _keep_alive(self) -> None:
        """Start a process for each that has ended, as a supervisor does."""
        while self._raging:
            for child in list(self._scene.children):
                if not child.is_alive:
                    self._scene.forget(child)
                    await self._scene.start()
            await asyncio.sleep(0.02)

    async def _decide(self) -> None:
        """Spread the decisions over the time that the misfortunes take."""
        storm = self._storm
        span = max(1.0, storm.every * max(storm.kills, storm.freezes, 1))
        batch = max(1, round(storm.messages * 0.1 / span))
        while self._scene.wishes.messages < storm.messages:
            began = time.monotonic()
            await self._scene.decider.decide(self._scene.wishes.some(batch))
            if self._scene.children:
                self._dice.choice(self._scene.children).signal(signal.SIGUSR1)
            await asyncio.sleep(max(0.0, 0.1 - (time.monotonic() - began)))

    async def _kill(self) -> None:
        for _ in range(self._storm.kills):
            await asyncio.sleep(self._dice.uniform(0.3, 1.7) * self._storm.every)
            await self._kill_one()

    async def _kill_one(self) -> None:
        while not (alive := [child for child in self._scene.children if child.is_alive]):  # noqa: ASYNC110  a supervisor looks too
            await asyncio.sleep(0.02)
        child = self._dice.choice(alive)
        self._scene.deaths.append(time.time())
        child.signal(signal.SIGKILL)
        while child.is_alive:  # noqa: ASYNC110  it is dead in a moment, and then it is not killed twice
            await asyncio.sleep(0.005)
        self.kills += 1

    async def _freeze(self) -> None:
        """Stop a process for longer than others wait before they take over, and let it go on."""
        pace = self._storm.pace
        long = pace.dead + pace.patience + pace.fresh
        for _ in range(self._storm.freezes):
            await asyncio.sleep(self._dice.uniform(0.3, 1.7) * self._storm.every)
            alive = [child for child in self._scene.children if child.is_alive and not child.is_stopped]
            if alive:
                await self._freeze_one(self._dice.choice(alive), self._dice.uniform(0.5, 1.5) * long)

    async def _freeze_one(self, child: Child, seconds: float) -> None:
        self._scene.deaths.append(time.time())
        child.signal(signal.SIGSTOP)
        self.freezes += 1
        await asyncio.sleep(seconds)
        self._scene.deaths.append(time.time())
        child.signal(signal.SIGCONT)

    async def _ail(self) -> None:
        for trouble in self._storm.troubles:
            await asyncio.sleep(self._dice.uniform(1.0, 2.0))
            await _TROUBLES[trouble](self._scene, self._bases)

    async def _set_clocks(self) -> None:
        """A story jumps ahead; the clock of the machine is set ahead, and back again."""
        for _ in range(self._storm.clocks):
            await asyncio.sleep(self._dice.uniform(0.5, 1.5))
            if self._dice.random() < 0.5:
                self._scene.clocks.move_story(self._dice.uniform(1, 3_600))
            else:
                wall = self._dice.uniform(-60, 60)
                self._scene.tolerance = max(self._scene.tolerance, 125.0)
                self._scene.clocks.set_wall(wall - self._scene.clocks.offsets[1])
            self._scene.wake()


async def weather(storm: Storm, seed: str, bases: Bases, zygote: Zygote, folder: Path) -> Outcome:
    """Let a storm rage, and see what is left."""
    began = time.monotonic()
    scene = Scene(
        bases,
        zygote,
        storm.kind,
        seed,
        folder / f"storm-{next(_serial)}-{storm.kind}-{seed}",
        workspaces=4,
        channels=8,
        people=4,
        pace=storm.pace,
        mutant=storm.mutant,
    )
    async with scene:
        raging = Raging(storm, scene, bases)
        quiet = await raging.rage()
        again = said_again(scene.history)
        healed = await heal(scene) if storm.heals else 0
        network = scene.slack.counts.posts_doubled
        found = tuple(each for each in scene.breaks() if not _is_of_network(each, network))
        if not quiet:
            left = [f"{key}: {state}" for key, state in scene.decider.states().items() if "ing tries" in state]
            found = (*found, Break(rule="stuck", what="; ".join(left[:5])))
        counts = scene.slack.counts
        return Outcome(
            storm=storm,
            seed=seed,
            messages=scene.wishes.messages,
            decisions=len(scene.decider.decisions),
            calls=counts.calls,
            misfortunes=counts.misfortunes,
            kills=raging.kills,
            freezes=raging.freezes,
            again=again,
            network=len(counts.posts_doubled),
            healed=healed,
            seconds=time.monotonic() - began,
            lag=scene.slack.longest_lag,
            breaks=found,
            folder=scene.folder,
        )


def _is_of_network(found: Break, network: set[str]) -> bool:
    """A post that the network delivered twice is one that nobody here knows of: it is counted apart."""
    return found.rule == "doubled" and found.what.partition(" in ")[0] in network


async def _lock(scene: Scene, _: Bases) -> None:
    await asyncio.to_thread(lock, scene.url, 2.5)


async def _full(scene: Scene, _: Bases) -> None:
    scene.clocks.trouble = Trouble.FULL
    await asyncio.sleep(2.0)
    scene.clocks.trouble = Trouble.NONE


async def _read_only(scene: Scene, bases: Bases) -> None:
    if scene.is_sqlite:
        scene.clocks.trouble = Trouble.READ_ONLY
        await asyncio.sleep(2.0)
        scene.clocks.trouble = Trouble.NONE
        return
    name = str(make_url(scene.url).database)
    await asyncio.to_thread(bases.read_only, name, on=True)
    await asyncio.sleep(2.0)
    await asyncio.to_thread(bases.read_only, name, on=False)


async def _restart(_: Scene, bases: Bases) -> None:
    if bases.restart is not None:
        await asyncio.to_thread(bases.restart)


_TROUBLES: Final[dict[str, Callable[[Scene, Bases], Awaitable[None]]]] = {
    "lock": _lock,
    "full": _full,
    "read-only": _read_only,
    "restart": _restart,
}
