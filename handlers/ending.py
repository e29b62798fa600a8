"""How the program ends: it hears nothing new, and what was accepted or is on its way has some seconds to finish."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Final

from handlers.delivery.drain import Drain
from handlers.slack.edge.app import Edge
from handlers.slack.edge.socket import SocketDoor

ANSWERING_SECONDS: Final = 4
"""How long an answer may take: longer than Slack waits for it."""
FOLLOWING_SECONDS: Final = 2.0
"""How long what follows the answers may take after that."""
SPEAKING: Final = timedelta(seconds=5)
"""How long a message on its way may take; whether it arrived, the next process finds out."""
COMPUTING_SECONDS: Final = 1.0
"""How long a job of the worker may take when nobody is left who asked for it."""

Stop = Callable[[], Awaitable[None]]


class Ending:
    """Who has to stop, and in which order: the doors before the edge behind them, the voice beside both."""

    def __init__(self) -> None:
        self._doors: list[Stop] = []
        self._edges: list[Edge] = []
        self._drains: list[Drain] = []

    def of_socket(self, door: SocketDoor) -> None:
        """This door stops hearing."""
        self._doors.append(partial(door.stop, grace=ANSWERING_SECONDS))

    def of_door(self, stop: Stop) -> None:
        """A door that has a grace of its own stops hearing."""
        self._doors.append(stop)

    def of_edge(self, edge: Edge) -> None:
        """What was accepted here is finished."""
        self._edges.append(edge)

    def of_drain(self, drain: Drain) -> None:
        """What is on its way here is finished, and nothing else begun."""
        self._drains.append(drain)

    async def come(self) -> None:
        """End all of them, side by side where none waits for another."""
        await asyncio.gather(self._hear_no_more(), *(drain.stop(SPEAKING) for drain in self._drains))

    async def _hear_no_more(self) -> None:
        await asyncio.gather(*(stop() for stop in self._doors))
        await asyncio.gather(*(edge.finish(FOLLOWING_SECONDS) for edge in self._edges))
