"""The loop of a drain: it looks when it is woken and at the next moment that matters, and never dies of a failure."""

import asyncio
from abc import ABC, abstractmethod
from contextlib import suppress
from datetime import timedelta
from typing import Final

import structlog

from handlers.borders import new_token
from handlers.delivery.drain import GRACE
from handlers.delivery.ports import Ports
from handlers.delivery.trying import Tries

_log = structlog.get_logger("plumbline.delivery")

SHORTEST_SLEEP: Final = timedelta(milliseconds=20)
"""A story's clock may stand still just before something is due, and looking at it all the time helps nobody."""

LONGEST_SLEEP: Final = timedelta(seconds=60)
"""A wall clock may be set while we sleep."""


class LookingDrain(ABC):
    """What both drains share: when they look, and who waits for them."""

    def __init__(self, ports: Ports, tries: Tries, *, longest_sleep: timedelta = LONGEST_SLEEP) -> None:
        self._ports = ports
        self._tries = tries
        self._longest_sleep = longest_sleep
        self._wake = asyncio.Event()
        self._news = True
        self._idle = asyncio.Event()
        self._awaited = 0
        self._looked = asyncio.Event()
        self._stopping = False
        self._loop: asyncio.Task[None] | None = None

    @abstractmethod
    async def start(self) -> None:
        """Begin."""

    @abstractmethod
    async def stop(self, grace: timedelta = GRACE) -> None:
        """Begin nothing more, finish what is in flight, and let go of the rest."""

    @abstractmethod
    async def _look(self, *, is_news: bool) -> timedelta:
        """Start what can be sent now; how long until time alone may change that."""

    def wake(self) -> None:
        """Something was kept, or a clock was moved: look at once. Call it on the event loop, after the commit."""
        self._idle.clear()
        self._news = True
        self._wake.set()

    async def idle(self) -> None:
        """Wait until nothing can be sent now: what is left waits for a time, or for a human."""
        if self._loop is None:
            raise RuntimeError("the drain was not started")
        self._awaited += 1
        try:
            self.wake()
            await self._idle.wait()
        finally:
            self._awaited -= 1

    async def settled(self) -> None:
        """Wait until all that is due is out or needs a human; sits out pauses and rests, however long they are."""
        await self.idle()
        while await self._has_due():
            await self.looked()
            await self.idle()

    async def looked(self) -> None:
        """Wait until it has looked once more, woken or by itself."""
        await self._looked.wait()

    def _begin_to_look(self) -> None:
        self._stopping = False
        self._loop = asyncio.create_task(self._run(), name="drain")

    async def _stop_looking(self) -> None:
        self._stopping = True
        self._wake.set()
        if self._loop is not None:
            await self._loop
            self._loop = None

    async def _has_due(self) -> bool:
        now, ledger = self._ports.clock.now(), self._ports.ledger
        if await self._ports.in_thread(lambda: ledger.has_due(now)):
            return True
        return self._tries.keeper is not None and await self._ports.in_thread(ledger.keepings.has_open)

    async def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            sleep = await self._look_safely()
            self._tell_looked()
            with suppress(TimeoutError):
                async with asyncio.timeout(min(max(sleep, SHORTEST_SLEEP), self._longest_sleep).total_seconds()):
                    await self._wake.wait()
                    continue
            self._news = True
        self._idle.set()

    def _tell_looked(self) -> None:
        """Let go of who waits for this look; who comes later waits for the next."""
        looked, self._looked = self._looked, asyncio.Event()
        looked.set()

    async def _look_safely(self) -> timedelta:
        """Look once; a database that cannot be asked now is asked again a little later."""
        is_news, self._news = self._news, False
        try:
            sleep = await self._look(is_news=is_news)
        except Exception as error:  # noqa: BLE001  the drain's border: it has to outlive every failure
            _log.error("drain.failed", token=new_token(), exc_info=error)
            self._news = True
            return self._ports.waits.first
        self._ports.metrics.drain_looked()
        return sleep
