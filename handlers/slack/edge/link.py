"""One websocket to Slack: one task reads it and ends with it, so that none can be deaf unseen."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import structlog
from aiohttp import ClientError, ClientWebSocketResponse, WSMessage, WSMsgType

from handlers.borders import new_token

_log = structlog.get_logger("plumbline.socket")

CLOSED: Final = "closed"
SILENT: Final = "silent"
QUIET: Final = "quiet"
AGED: Final = "aged"
FAILED: Final = "failed"
_ENDS: Final = frozenset({WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How long a connection may show no sign of life, and how soon another one is tried."""

    ping_seconds: float = 10.0
    """Without any frame for so long, Slack is asked for a pong."""
    pong_seconds: float = 10.0
    """Without any frame for so long after that, the connection is dead."""
    hello_seconds: float = 10.0
    """How long Slack may take to greet a new connection."""
    quiet_seconds: float = 900.0
    """A connection on which nothing was delivered for so long is renewed: Slack may have forgotten it."""
    age_margin_seconds: float = 60.0
    """How long before the end that Slack foretells in its greeting a connection is renewed."""
    steady_seconds: float = 30.0
    """A connection that held for so long was a good one: the pauses begin anew."""
    first_seconds: float = 0.5
    longest_seconds: float = 30.0
    refused_seconds: float = 60.0
    """The pause where somebody must mend something at Slack first."""

    def pause(self, failures: int, chance: float) -> float:
        """The seconds before the next try; longer each time, and never the same for all who failed in one moment.

        `chance` lies between 0 and 1.
        """
        whole = min(self.first_seconds * 2.0 ** min(failures, 16), self.longest_seconds)
        return whole * (0.5 + chance / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What Slack delivered, and the name under which it waits for the acknowledgement."""

    id: str
    payload: Any


Take = Callable[["Link", Envelope], None]


class Link:
    """A connection from its opening to its end. `leaving` is set to the reason as soon as another one is needed."""

    def __init__(self, socket: ClientWebSocketResponse, *, take: Take, rhythm: Rhythm) -> None:
        loop = asyncio.get_running_loop()
        self.greeted: asyncio.Future[None] = loop.create_future()
        self.leaving: asyncio.Future[str] = loop.create_future()
        self.opened_at = loop.time()
        self._socket = socket
        self._take = take
        self._rhythm = rhythm
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._owed: set[asyncio.Task[None]] = set()
        self._reading = loop.create_task(self._read(), name="plumbline socket")
        # Whatever ends the reading, a cancellation or a fault included, somebody must open another connection.
        self._reading.add_done_callback(self._ended)

    @property
    def is_open(self) -> bool:
        """Whether it is read and can be written to."""
        return not self._reading.done() and not self._socket.closed

    async def send(self, message: Any) -> None:
        """Write one message. Raises OSError or ClientError when the connection is gone."""
        await self._socket.send_str(json.dumps(message))

    def owe(self, answering: asyncio.Task[None]) -> None:
        """An envelope of this connection is being answered."""
        self._owed.add(answering)
        answering.add_done_callback(self._owed.discard)

    async def settled(self) -> None:
        """Return when all that came on this connection is answered, or it is gone."""
        while self._owed and self.is_open:
            await asyncio.wait([*self._owed, self._reading], return_when=asyncio.FIRST_COMPLETED)

    async def close(self) -> None:
        """Say goodbye; the time for Slack's answer to that is bounded by the socket's own limit."""
        self._reading.cancel()
        await asyncio.wait([self._reading])
        await self._socket.close()

    # --- reading -------------------------------------------------------------------------------------

    async def _read(self) -> str:
        while True:
            frame = await self._next()
            if frame is None:
                return SILENT
            if frame.type in _ENDS:
                return CLOSED
            if frame.type is WSMsgType.PING:
                await self._socket.pong(frame.data)
            elif frame.type is WSMsgType.TEXT:
                self._hear(frame.data)

    async def _next(self) -> WSMessage | None:
        """The next frame, whatever it is; None when there is none even though Slack was asked for one."""
        try:
            return await self._socket.receive(timeout=self._rhythm.ping_seconds)
        except TimeoutError:
            await self._socket.ping()
        try:
            return await self._socket.receive(timeout=self._rhythm.pong_seconds)
        except TimeoutError:
            return None

    def _hear(self, text: str) -> None:
        try:
            message = json.loads(text)
        except json.JSONDecodeError:
            message = None
        match message:
            case {"type": "hello"}:
                self._greet(message)
            case {"type": "disconnect"}:
                self._leave(str(message.get("reason")))
            case {"envelope_id": str(name), "payload": payload}:
                self._wait("quiet", self._rhythm.quiet_seconds, QUIET)
                self._take(self, Envelope(id=name, payload=payload))
            case _:
                _log.warning("socket.unknown", kind=type(message).__name__)

    def _greet(self, hello: dict[str, Any]) -> None:
        if not self.greeted.done():
            self.greeted.set_result(None)
        self._wait("quiet", self._rhythm.quiet_seconds, QUIET)
        match hello:
            case {"debug_info": {"approximate_connection_time": int() | float() as seconds}}:
                # a life shorter than the margin is renewed half-way
                self._wait("aged", max(seconds - self._rhythm.age_margin_seconds, seconds / 2), AGED)

    # --- leaving -------------------------------------------------------------------------------------

    def _wait(self, timer: str, seconds: float, reason: str) -> None:
        if timer in self._timers:
            self._timers[timer].cancel()
        self._timers[timer] = asyncio.get_running_loop().call_later(seconds, self._leave, reason)

    def _leave(self, reason: str) -> None:
        if not self.leaving.done():
            self.leaving.set_result(reason)

    def _ended(self, reading: asyncio.Task[str]) -> None:
        for timer in self._timers.values():
            timer.cancel()
        if reading.cancelled():
            self._leave(FAILED)
        elif (error := reading.exception()) is not None:
            if not isinstance(error, ClientError | OSError):
                _log.error("socket.failed", token=new_token(), exc_info=error)
            self._leave(FAILED)
        else:
            self._leave(reading.result())
