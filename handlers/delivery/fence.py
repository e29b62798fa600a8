"""Holds a late call back at the last moment: when its bytes are handed to the network, and no sooner.

Between the decision to speak and the first byte lie a name to resolve, a connection to open and a place in the pool to
wait for. A process that was frozen anywhere in there would speak after another had taken its try over.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Final

from aiohttp import ClientSession, TraceConfig

_is_late: Final[ContextVar[Callable[[], bool] | None]] = ContextVar("is_late", default=None)


class TooLateError(Exception):
    """Not a byte of the call was sent, because it was too late for it, or too soon."""


@contextmanager
def fenced(is_late: Callable[[], bool]) -> Iterator[None]:
    """Calls that are made in here through a pool with this fence are not sent once `is_late` says so."""
    before = _is_late.set(is_late)
    try:
        yield
    finally:
        _is_late.reset(before)


def fence() -> TraceConfig:
    """What a pool needs for that.

    aiohttp asks it before the head of a call and before each piece of its body, and a head waits for the first of them.
    """

    async def leaving(_: ClientSession, __: SimpleNamespace, ___: object) -> None:
        is_late = _is_late.get()
        if is_late is not None and is_late():
            raise TooLateError

    config = TraceConfig()
    config.on_request_headers_sent.append(leaving)
    config.on_request_chunk_sent.append(leaving)
    return config
