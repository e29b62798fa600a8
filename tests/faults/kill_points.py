"""Dies, or freezes, at each boundary of a short story in turn, and lets the next process go on."""

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final, TypeAlias

from tests.faults.bases import Bases
from tests.faults.deciding import Wish
from tests.faults.healing import heal
from tests.faults.history import Break, Happening, Said, said_again
from tests.faults.plan import Pace
from tests.faults.scene import Scene
from tests.faults.slack import FAIR, Weather
from tests.faults.zygote import Child, Zygote

LANES: Final = 6
LIMIT: Final = 40.0
AFTERWARDS: Final = 3.0
PATIENT: Final = Pace(patience=0.7, fresh=1.9)
_serial = count(1)


Point: TypeAlias = int | tuple[str, int]
"""The number of a boundary among all, or its name and its number among those of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of one boundary; `died` says whether the process came as far as that."""

    point: Point
    died: bool
    breaks: tuple[Break, ...]
    said_again: int
    healed: int


@dataclass(slots=True, kw_only=True)
class KillPoints:
    """Trials on one kind of database; `freezes` stops the process for a while instead of killing it."""

    bases: Bases
    zygote: Zygote
    kind: str
    folder: Path
    freezes: bool = False
    mutant: str | None = None

    async def labels(self) -> list[str]:
        """The boundaries of a run that nobody kills, in their order."""
        async with self._scene("count") as scene:
            changing = await _begin(scene)
            child = await scene.start(settles=True, records=True)
            async with asyncio.timeout(LIMIT):
                await child.ended()
            await asyncio.gather(*changing)
            if scene.decider.left():
                await self._ends(await scene.start(settles=True))
            found = scene.breaks()
            if found and self.mutant is None:
                raise AssertionError(f"a run without a kill broke its promises: {found}")
            labels = (scene.folder / f"{child.plan.name}.points").read_text().splitlines()
            last = max(index for index, label in enumerate(labels) if "Sender." in label)
            return labels[: last + 1]

    async def all(self, points: Sequence[Point]) -> list[Trial]:
        """Die at each of these, some side by side."""
        lanes = asyncio.Semaphore(LANES)

        async def one(point: Point) -> Trial:
            async with lanes:
                return await self.at(point)

        return list(await asyncio.gather(*(one(point) for point in points)))

    async def at(self, point: Point) -> Trial:
        """Die there, and let the next process go on."""
        async with self._scene(str(point)) as scene:
            changing = await _begin(scene)
            await scene.start(settles=not self.freezes, **self._end_at(point))
            died = await self._dies(scene)
            if died:
                await self._goes_on(scene)
            await asyncio.gather(*changing)
            if self.mutant is None and scene.decider.left():
                # The card changed when everybody had said all and was gone.
                await self._ends(await scene.start(settles=True))
            again = said_again(scene.history)
            healed = await heal(scene) if self.freezes else 0
            return Trial(point=point, died=died, breaks=scene.breaks(), said_again=again, healed=healed)

    def _end_at(self, point: Point) -> dict[str, Any]:
        name, number = (None, point) if isinstance(point, int) else point
        return {"stop_at" if self.freezes else "kill_at": number, "point_name": name}

    async def _dies(self, scene: Scene) -> bool:
        first = scene.children[0]
        async with asyncio.timeout(LIMIT):
            while first.is_alive and not first.is_stopped and (not self.freezes or scene.decider.left()):  # noqa: ASYNC110  a process that stops tells nobody
                await asyncio.sleep(0.01)
        return first.is_stopped or scene.decider.left() > 0

    async def _goes_on(self, scene: Scene) -> None:
        frozen = scene.children[0]
        if not self.freezes:
            scene.forget(frozen)
        await self._ends(await scene.start(settles=True))
        if self.freezes:
            frozen.signal(signal.SIGCONT)
            # What it was about to do it does within moments, or never.
            await asyncio.sleep(AFTERWARDS)

    async def _ends(self, child: Child) -> None:
        """Wait until it has said everything, but not for ever."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LIMIT):
                await child.ended()

    def _scene(self, name: str) -> Scene:
        seed = f"{self.kind}-{name}".replace(" ", "-").replace("/", "-")
        folder = self.folder / f"points-{next(_serial)}-{seed}"
        return Scene(self.bases, self.zygote, self.kind, seed, folder, pace=PATIENT, mutant=self.mutant)


async def _begin(scene: Scene) -> list[asyncio.Task[None]]:
    """Messages in order, one in a thread, one later, one withdrawn, a person's, and a card that changes once it is out.

    Until then answers are lost, and the line drops. The change of the card is decided in the task that is returned.
    """
    ((team, places),) = scene.slack.places.items()
    channel, person = places
    scene.slack.weather = Weather(lose_answer=0.15, drop=0.1)
    await scene.decider.decide(
        [
            Wish(workspace=team, to=channel, words="a"),
            Wish(workspace=team, to=person, words="p1"),
            Wish(workspace=team, to=channel, words="card v1", living="card"),
            Wish(workspace=team, to=channel, words="later", wait=0.3),
            Wish(workspace=team, to=channel, words="never", wait=0.2),
            Wish(workspace=team, to=channel, words="never", cancels=True),
            Wish(workspace=team, to=channel, words="under", under="a"),
            Wish(workspace=team, to=person, words="p2"),
        ]
    )
    changing: list[asyncio.Task[None]] = []

    async def change() -> None:
        await scene.decider.decide([Wish(workspace=team, to=channel, words="card v2", living="card")])
        scene.slack.weather = FAIR
        scene.wake()

    def heard(event: Happening) -> None:
        if isinstance(event, Said) and event.words == "card v1" and not changing:
            changing.append(asyncio.create_task(change()))

    scene.slack.on_happening = heard
    return changing
