"""One trial: a database, workspaces, a decider, and the processes that speak, with all that is known of them."""

import asyncio
import signal
import time
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from storage.engine import open_engine
from tests.faults.bases import SQLITE, Bases
from tests.faults.clocks import Clocks
from tests.faults.deciding import Decider, Wishes
from tests.faults.history import GRACE, Break, History, Recovery, breaks
from tests.faults.plan import Pace, Plan
from tests.faults.slack import Slack
from tests.faults.speaker import CLOCKS
from tests.faults.zygote import Child, Zygote

SOON: Final = 0.05


class Scene:
    """Use it with `async with`; `children` are the processes that should be alive, by their place among them."""

    def __init__(
        self,
        bases: Bases,
        zygote: Zygote,
        kind: str,
        seed: str,
        folder: Path,
        *,
        workspaces: int = 1,
        channels: int = 1,
        people: int = 1,
        pace: Pace | None = None,
        mutant: str | None = None,
    ) -> None:
        self.kind, self.seed, self.folder = kind, seed, folder
        folder.mkdir(parents=True)
        self.url, self._bases = bases.fresh(kind), bases
        self.clocks = Clocks(folder / CLOCKS)
        self.slack = Slack(self.clocks, seed, workspaces=workspaces, channels=channels, people=people)
        self.wishes = Wishes(self.slack.places, seed)
        self.pace, self.mutant, self._zygote = pace or Pace(), mutant, zygote
        self.deaths: list[float] = []
        self.recoveries: list[Recovery] = []
        self.tolerance = 0.0
        self._stack, self._spawned = AsyncExitStack(), 0
        self.children: list[Child] = []

    async def __aenter__(self) -> Self:
        """Set up."""
        await self._stack.enter_async_context(self.slack)
        self.engine = open_engine(self.url)
        self._stack.callback(self.engine.dispose)
        self.decider = Decider(self.engine, self.clocks, list(self.slack.workspaces))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End what still lives."""
        for child in self.children:
            child.signal(signal.SIGKILL)
            await child.ended()
            child.close()
        await self._stack.aclose()
        self._bases.give_back(self.url)

    async def start(self, **plan_of_death: Any) -> Child:
        """Start a speaker; what it is told of its end is as in `Plan`."""
        self._spawned += 1
        plan = Plan(
            url=self.url,
            folder=str(self.folder),
            name=f"speaker-{self._spawned}",
            slacks=self.slack.addresses,
            pace=self.pace,
            mutant=self.mutant,
            **plan_of_death,
        )
        child = await self._zygote.speaker(plan)
        self.children.append(child)
        return child

    async def kill(self, child: Child) -> None:
        """End it as the machine would."""
        self.deaths.append(time.time())
        child.signal(signal.SIGKILL)
        await child.ended()
        self.forget(child)

    def forget(self, child: Child) -> None:
        """It has ended."""
        self.children.remove(child)
        child.close()

    def wake(self) -> None:
        """Tell those who speak that there is something new."""
        for child in self.children:
            child.signal(signal.SIGUSR1)

    async def quiet(self, seconds: float) -> bool:
        """Wait until nothing is left to say, and until everything that was asked of Slack was answered."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if not await asyncio.to_thread(self.decider.left):
                return True
            await asyncio.sleep(SOON)
        return False

    @property
    def history(self) -> History:
        """What is known now."""
        return History(
            decisions=self.decider.decisions,
            happened=tuple(self.slack.happened),
            calls=self.slack.called(self.deaths, GRACE),
            recoveries=self.recoveries,
            tolerance=self.tolerance,
        )

    def breaks(self) -> tuple[Break, ...]:
        """Every promise that was broken."""
        return breaks(self.history)

    @property
    def is_sqlite(self) -> bool:
        """Whether one process speaks alone."""
        return self.kind == SQLITE
