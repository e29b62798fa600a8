"""Runs units of work off the event loop, each whole in one thread hop."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import datetime
from typing import Any, Final, TypeVar

from bot.domain.ids import UserId, WorkspaceId
from storage.failures import Overtaken, StorageBusy, Unavailable
from storage.unit_of_work import Store, Work, told

T = TypeVar("T")
READERS: Final = 2
WRITERS: Final = 4
_PAUSES: Final = (0.02, 0.1)
"""Seconds before another round: a database that restarts needs a moment, and Slack waits for three seconds."""


class UnitRunner:
    """The async face of the store; a cancelled caller never kills a running unit.

    Units are free of effects until they commit, so one that lost a race, or met a database that was just going away,
    simply runs again. `on_spoke` is called in the event loop after a commit that kept messages.
    """

    def __init__(self, store: Store, *, on_spoke: Callable[[], None] = lambda: None) -> None:
        self.store = store
        self._on_spoke = on_spoke
        # SQLite has one writer anyway: queueing for it here is cheaper than its busy handler. Nor does a second reader
        # bring anything: it only fights for the interpreter with the first, and answers come twice as late.
        writers, readers = (1, 1) if store.is_sqlite else (WRITERS, READERS)
        self._writers = ThreadPoolExecutor(max_workers=writers, thread_name_prefix="plumbline-write")
        self._readers = ThreadPoolExecutor(max_workers=readers, thread_name_prefix="plumbline-read")
        # What must not wait behind those; its thread is born when it is needed.
        self._aside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="plumbline-aside")

    async def write(
        self, workspace: WorkspaceId, unit: Callable[[Work], T], *, actor: UserId | None, now: datetime
    ) -> T:
        """Run one writing unit and return its result; StorageBusy when the database does not take it in time."""
        loop = asyncio.get_running_loop()

        def once() -> tuple[T, bool]:
            with self.store.unit(workspace, actor=actor, now=now) as work:
                result = unit(work)
            return result, work.spoke

        def whole() -> T:
            result, spoke = in_rounds(once)
            if spoke:
                loop.call_soon_threadsafe(self._on_spoke)
            return result

        return await self._hop(self._writers, whole)

    async def read(self, workspace: WorkspaceId, unit: Callable[[Work], T], *, now: datetime) -> T:
        """Run one reading unit and return its result."""

        def once() -> T:
            with self.store.reading(workspace, now=now) as work:
                return unit(work)

        return await self._hop(self._readers, lambda: in_rounds(once))

    async def call(self, function: Callable[[], T]) -> T:
        """Run a function of the store that minds its own transactions (sweep, ledger)."""

        def once() -> T:
            with told():
                return function()

        return await self._hop(self._writers, lambda: in_rounds(once))

    async def aside(self, function: Callable[[], T]) -> T:
        """The same, once and beside the units that wait for the database; Overtaken or Unavailable when it fails.

        Who stops waiting hears no more of it, and nobody else does.
        """

        def once() -> T:
            with told():
                return function()

        begun = asyncio.get_running_loop().run_in_executor(self._aside, once)
        begun.add_done_callback(_heard)
        return await asyncio.shield(begun)

    async def close(self) -> None:
        """Finish what was begun, take nothing new."""
        for executor in (self._writers, self._readers, self._aside):
            await asyncio.to_thread(executor.shutdown, wait=True)

    async def _hop(self, executor: Executor, whole: Callable[[], T]) -> T:
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(executor, whole))


def _heard(ended: "asyncio.Future[Any]") -> None:
    """Its error was heard, or nobody is left who wants to: without this asyncio would tell the log of it as a fault."""
    if not ended.cancelled():
        ended.exception()


def in_rounds(once: Callable[[], T]) -> T:
    """The result of `once`, which is tried again where that may mend it; StorageBusy after the last round."""
    for pause in _PAUSES:
        try:
            return once()
        except Overtaken:
            continue
        except Unavailable:
            time.sleep(pause)
    try:
        return once()
    except (Overtaken, Unavailable) as last:
        raise StorageBusy(str(last)) from last
