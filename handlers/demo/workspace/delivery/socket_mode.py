"""Socket Mode: envelopes over WebSockets, each to one of the app's live connections."""

import asyncio
import contextlib
import json
from typing import Any

from aiohttp import WSMsgType, web

from handlers.demo.workspace.delivery.transport import EnvelopeKind, Retry, UndeliverableError
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]
MOST_CONNECTIONS = 10
_CONNECTION_SECONDS = 18_060


class SocketMode:
    """The app's open connections, and the envelopes that wait for their acknowledgement."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._tickets: set[str] = set()
        self._connections: list[web.WebSocketResponse] = []
        self._waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Any]]] = {}
        self._retired: list[web.WebSocketResponse] = []
        self._turn = 0

    @property
    def connections(self) -> int:
        """How many connections the app holds."""
        return len(self._connections)

    def new_url(self) -> str:
        """The address of a WebSocket that can be opened once (apps.connections.open)."""
        ticket = self._world.ids.secret()
        self._tickets.add(ticket)
        host = self._world.url.removeprefix("http://")
        return f"ws://{host}/link/?ticket={ticket}&app_id={self._world.app_id}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection until either side closes it."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=404, text="no such ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self._connections) >= MOST_CONNECTIONS:
            await self._goodbye(socket, "too_many_websockets")
            await socket.close()
            return socket
        self._connections.append(socket)
        try:
            await socket.send_json(self._hello())
            self._world.changes.ring()
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._acknowledge(frame.data)
        finally:
            self._forget(socket)
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "debug_info": {
                "host": "applink-demo",
                "build_number": 1,
                "approximate_connection_time": _CONNECTION_SECONDS,
            },
            "connection_info": {"app_id": self._world.app_id},
        }

    def _acknowledge(self, text: str) -> None:
        with contextlib.suppress(json.JSONDecodeError):
            message = json.loads(text)
            _, future = self._waiting.get(message.get("envelope_id", ""), (None, None))
            if future is not None and not future.done():
                future.set_result(message.get("payload"))

    def _forget(self, socket: web.WebSocketResponse) -> None:
        for sockets in (self._connections, self._retired):
            if socket in sockets:
                sockets.remove(socket)
        for owner, future in self._waiting.values():
            if owner is socket and not future.done():
                future.set_exception(UndeliverableError("connection_failed"))
        self._world.changes.ring()

    async def send(self, kind: EnvelopeKind, payload: Json, retry: Retry | None) -> Any:
        """Send one envelope to one connection, in turn, and wait for its acknowledgement."""
        if not self._connections:
            raise UndeliverableError("connection_failed")
        self._turn += 1
        socket = self._connections[self._turn % len(self._connections)]
        name = self._world.ids.secret(30)
        envelope: Json = {"envelope_id": name, "payload": payload, "type": kind}
        envelope["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            envelope |= {"retry_attempt": retry.number if retry else 0, "retry_reason": retry.reason if retry else ""}
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[name] = (socket, future)
        try:
            await socket.send_json(envelope)
            return await future
        except ConnectionError:
            raise UndeliverableError("connection_failed") from None
        finally:
            del self._waiting[name]

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app to open new connections, as Slack does every few hours; it closes the old ones itself."""
        for socket in list(self._connections):
            self._connections.remove(socket)
            self._retired.append(socket)
            await self._goodbye(socket, reason)

    async def _goodbye(self, socket: web.WebSocketResponse, reason: str) -> None:
        with contextlib.suppress(ConnectionError):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-demo"}})

    async def drop(self) -> None:
        """Cut all connections without a word."""
        for socket in [*self._connections, *self._retired]:
            await socket.close()
