"""Runs units of work off the event loop, each whole in one thread hop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import OperationalError

from bot.domain.ids import UserId, WorkspaceId
from storage.inbox import AlreadyHeard
from storage.unit_of_work import Store, Work

T = TypeVar("T")
READERS = 4
WRITERS = 8
ROUNDS = 5


class StorageBusy(Exception):  # noqa: N818  says what happened
    """The database did not take the unit in several rounds; nothing was kept."""


class UnitRunner:
    """The async face of the store; a cancelled caller never kills a running unit."""

    def __init__(self, store: Store, *, on_spoke: Callable[[], None] = lambda: None) -> None:
        self.store = store
        self._on_spoke = on_spoke
        # SQLite has one writer anyway: queueing for it here is cheaper than its busy handler.
        writers = 1 if store.is_sqlite else WRITERS
        self._writers = ThreadPoolExecutor(max_workers=writers, thread_name_prefix="plumbline-write")
        self._readers = ThreadPoolExecutor(max_workers=READERS, thread_name_prefix="plumbline-read")

    async def write(
        self, workspace: WorkspaceId, unit: Callable[[Work], T], *, actor: UserId | None, now: datetime
    ) -> T:
        """Run one writing unit and return its result; StorageBusy when the database stays locked."""
        loop = asyncio.get_running_loop()

        def whole() -> T:
            result, spoke = self._retried(lambda: self._unit(workspace, unit, actor=actor, now=now))
            if spoke:
                loop.call_soon_threadsafe(self._on_spoke)
            return result

        return await asyncio.shield(loop.run_in_executor(self._writers, whole))

    async def read(self, workspace: WorkspaceId, unit: Callable[[Work], T], *, now: datetime) -> T:
        """Run one reading unit and return its result."""

        def whole() -> T:
            with self.store.reading(workspace, now=now) as work:
                return unit(work)

        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._readers, whole))

    async def call(self, function: Callable[[], T]) -> T:
        """Run a function of the store that minds its own transactions (sweep, ledger)."""
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._readers, function))

    async def close(self) -> None:
        """Finish what runs, take nothing new."""
        await asyncio.to_thread(self._writers.shutdown, wait=True)
        await asyncio.to_thread(self._readers.shutdown, wait=True)

    def _unit(
        self, workspace: WorkspaceId, unit: Callable[[Work], T], *, actor: UserId | None, now: datetime
    ) -> tuple[T, bool]:
        with self.store.unit(workspace, actor=actor, now=now) as work:
            result = unit(work)
            spoke = bool(work.said)
        return result, spoke

    def _retried(self, run: Callable[[], tuple[T, bool]]) -> tuple[T, bool]:
        """Units are free of side effects until they commit, so a lost race simply runs again."""
        last: Exception | None = None
        for _ in range(ROUNDS):
            try:
                return run()
            except (AlreadyHeard, OperationalError) as busy:
                last = busy
        raise StorageBusy(str(last)) from last
