"""Time as it enters the house: the clock on the wall, and the ticks that look at what is due."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from handlers.metrics.ticking import Ticking

_log = structlog.get_logger("plumbline.clock")


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(tz=UTC)


def protocol_now() -> datetime:
    """The time that protocols are held to (retries, limits), whatever the business clock says."""
    return datetime.now(tz=UTC)


class Ticker:
    """Ticks, nothing else: all state is in the database, so a tick more or less changes nothing."""

    def __init__(
        self, tick: Callable[[], Awaitable[object]], *, seconds: float, ticking: Ticking | None = None
    ) -> None:
        self._tick = tick
        self._seconds = seconds
        self._ticking = ticking or Ticking()
        self._is_stopped = False
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._scheduler.add_job(
            self._run, IntervalTrigger(seconds=seconds, timezone=UTC), max_instances=1, coalesce=True, id="tick"
        )

    async def _run(self) -> None:
        try:
            with self._ticking.tick(self._seconds):
                await self._tick()
        except asyncio.CancelledError:
            if not self._is_stopped:
                raise

    def start(self) -> None:
        """Begin to tick, the first time at once."""
        self._scheduler.start()
        self._scheduler.modify_job("tick", next_run_time=datetime.now(tz=UTC))

    def stop(self) -> None:
        """Tick no more; a tick that is at work ends with the unit in hand, and the next process goes on."""
        self._is_stopped = True
        self._scheduler.shutdown(wait=False)
