"""What is slow the first time, done before somebody waits for it."""

import asyncio
import threading
from collections.abc import Callable
from typing import Final

from bot.domain.reading import compile_patterns
from handlers.worker.worker import Worker

AFTER: Final = 1.0
"""Seconds after the start: the first acknowledgements need the processor more."""


class Warming:
    """Gets ready in the background, so that the first answer of all is read while Slack waits, like any other.

    Without it whoever saves first holds the database for a second, and for many on a machine that is busy.
    """

    def __init__(
        self, worker: Worker, get_ready: Callable[[], object] = compile_patterns, *, after: float = AFTER
    ) -> None:
        self._worker = worker
        self._get_ready = get_ready
        self._timer = threading.Timer(after, get_ready)
        self._timer.daemon = True

    def start(self) -> None:
        """Begin soon."""
        self._timer.start()

    def stop(self) -> None:
        """Begin no more; what was begun goes on, and keeps nobody."""
        self._timer.cancel()

    async def done(self) -> None:
        """Get ready now, and wait for it."""
        await asyncio.gather(asyncio.to_thread(self._get_ready), self._worker.ready())
