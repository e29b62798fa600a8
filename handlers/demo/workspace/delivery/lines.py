"""One Socket Mode connection as Slack holds it, and what can become of it."""

import contextlib
import json
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

Json = dict[str, Any]
CONNECTION_SECONDS = 18_060


class Line:
    """A connection: usually it hears and answers; `silent` it does neither, `deaf` it only answers pings."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse, on_change: Callable[[], None]) -> None:
        self._request = request
        self._socket = socket
        self._on_change = on_change
        self.silent = False
        self.deaf = False
        self.pongs: list[bytes] = []

    @property
    def response(self) -> web.WebSocketResponse:
        """What the server's handler returns."""
        return self._socket

    @classmethod
    async def accept(cls, request: web.Request, on_change: Callable[[], None]) -> "Line":
        """Shake hands; pings and goodbyes are answered by hand, so that they can stay unanswered."""
        socket = web.WebSocketResponse(autoping=False, autoclose=False)
        await socket.prepare(request)
        return cls(request, socket, on_change)

    async def listen(self, heard: Callable[["Line", str], None]) -> None:
        """Hear the app until the connection ends."""
        async for frame in self._socket:
            if self.silent:
                continue
            if frame.type is WSMsgType.PING:
                await self._socket.pong(frame.data)
            elif frame.type is WSMsgType.PONG:
                self.pongs.append(bytes(frame.data))
                self._on_change()
            elif frame.type is WSMsgType.TEXT:
                heard(self, frame.data)
        if not self.silent:
            await self._socket.close()

    async def hello(self, connections: int, app_id: str, seconds: float) -> None:
        """Greet the app."""
        await self._write(
            {
                "type": "hello",
                "num_connections": connections,
                "debug_info": {
                    "host": "applink-demo",
                    "build_number": 1,
                    "approximate_connection_time": seconds,
                },
                "connection_info": {"app_id": app_id},
            }
        )

    async def goodbye(self, reason: str) -> None:
        """Announce that this connection will not be there for long."""
        with contextlib.suppress(ConnectionError):
            await self._write({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-demo"}})

    async def deliver(self, envelope: Json) -> None:
        """Write an envelope; on a deaf connection it goes nowhere."""
        if not self.deaf:
            await self._write(envelope)

    async def _write(self, message: Json) -> None:
        await self.say(json.dumps(message))

    async def say(self, text: str) -> None:
        """Write any frame of text, whether it means anything or not."""
        if not self.silent:
            await self._socket.send_str(text)

    async def ping(self, data: bytes) -> None:
        """Ask the app for a sign of life."""
        await self._socket.ping(data)

    async def hang_up(self) -> None:
        """End it with a goodbye in the protocol's own words."""
        await self._socket.close()

    def cut(self) -> None:
        """End it without a frame, as a broken network does."""
        if self._request.transport is not None:
            self._request.transport.abort()
