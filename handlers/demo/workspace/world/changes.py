"""Waiting for something to be true in the workspace, woken by each change instead of by a clock."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class NeverHappenedError(AssertionError):
    """What was waited for did not come true in time; the text shows how the workspace looked instead."""


class Changes:
    """A bell that rings at every change."""

    def __init__(self) -> None:
        self.version = 0
        self._bell = asyncio.Event()

    def ring(self) -> None:
        """Something has changed."""
        self.version += 1
        self._bell.set()
        self._bell = asyncio.Event()

    async def next(self) -> None:
        """Wait for the next change."""
        await self._bell.wait()

    async def until(self, condition: Callable[[], T], seconds: float, dump: Callable[[], str]) -> T:
        """Wait until the condition is truthy and return its value; NeverHappenedError with a dump if it never is."""
        try:
            async with asyncio.timeout(seconds):
                while not (value := condition()):
                    await self.next()
                return value
        except TimeoutError:
            if value := condition():
                return value
            raise NeverHappenedError(f"not seen within {seconds:g} s; the workspace:\n{dump()}") from None
