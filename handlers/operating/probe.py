"""A question to something slow, in a thread of its own: however many ask, it is put once at a time."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")


class Probe(Generic[T]):
    """Whoever asks while the last question is not answered waits for the same answer."""

    def __init__(self, ask: Callable[[], T], *, name: str) -> None:
        self._ask = ask
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._asked: Future[T] | None = None

    async def answer(self, seconds: float) -> T:
        """The answer, or what asking raised; TimeoutError when it takes longer than this."""
        if self._asked is None or self._asked.done():
            self._asked = self._thread.submit(self._ask)
        async with asyncio.timeout(seconds):
            return await asyncio.shield(asyncio.wrap_future(self._asked))

    def close(self) -> None:
        """Ask no more; a question that hangs is left to itself."""
        self._thread.shutdown(wait=False, cancel_futures=True)
