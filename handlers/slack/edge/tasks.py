"""Work that outlives the request it came with: held by strong references, waited for at shutdown."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Tasks:
    """What is running; asyncio itself forgets tasks that nobody holds."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run this until it is done, whoever goes away meanwhile."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def drained(self) -> None:
        """Return when nothing runs any more, what was started meanwhile included."""
        while self._running:
            await asyncio.wait(self._running)

    async def finished(self, grace: float) -> int:
        """Wait for all that runs, for `grace` seconds at most, and end the rest; how many were ended."""
        try:
            async with asyncio.timeout(grace):
                await self.drained()
        except TimeoutError:
            late = list(self._running)
            for task in late:
                task.cancel()
            await asyncio.wait(late)
            return len(late)
        return 0

    def __len__(self) -> int:
        """How many are running."""
        return len(self._running)
