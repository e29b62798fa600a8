"""Whether Slack still takes our token: asked behind the back of whoever looks, and seldom."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

_log = structlog.get_logger("plumbline.operating")

FRESH: Final = 300.0
"""Seconds for which an acceptance counts without another question."""
LATELY: Final = 900.0
"""Seconds after which an acceptance no longer counts; an hour of Slack's own trouble is ours too, a minute is not."""
PAUSE: Final = 60.0
"""Seconds between two questions that were not answered."""


class TokenWatch:
    """Remembers when Slack took the token last; the bot does not start before it did."""

    def __init__(self, ask: Callable[[], Awaitable[bool]], now: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._now = now
        self._accepted_at = now()
        self._asked_at = self._accepted_at
        self._is_refused = False
        self._asking: asyncio.Task[None] | None = None

    def missing(self) -> str | None:
        """What is wrong, from what is known by now; when that is old, Slack is asked for the next time."""
        now = self._now()
        age = now - self._accepted_at
        if age > FRESH and now - self._asked_at > PAUSE and self._asking is None:
            self._asked_at = now
            self._asking = asyncio.get_running_loop().create_task(self._look())
        if self._is_refused:
            return "Slack does not accept the bot token: install the app again, or set a new SLACK_BOT_TOKEN"
        if age > LATELY:
            return f"Slack has not accepted the bot token for {age / 60:.0f} minutes: it cannot be reached"
        return None

    async def asked(self) -> None:
        """Wait for the answer that is under way, if one is."""
        if self._asking is not None:
            await self._asking

    async def _look(self) -> None:
        try:
            self._is_refused = not await self._ask()
            if not self._is_refused:
                self._accepted_at = self._now()
        except Exception as error:  # noqa: BLE001  a border: what asks Slack behind everybody's back tells nobody
            _log.warning("token.unasked", error=type(error).__name__)
        finally:
            self._asking = None

    async def stop(self) -> None:
        """Let go of a question that is under way."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)
