"""Socket Mode: envelopes over WebSockets, each to one of the app's live connections."""

import asyncio
import contextlib
import json
from typing import Any

from aiohttp import web

from handlers.demo.workspace.delivery.lines import CONNECTION_SECONDS, Line
from handlers.demo.workspace.delivery.transport import EnvelopeKind, Retry, UndeliverableError
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]
MOST_CONNECTIONS = 10
_LOST = object()


class SocketMode:
    """The app's open connections, and the envelopes that wait for their acknowledgement."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._tickets: set[str] = set()
        self._lines: list[Line] = []
        self._retired: list[Line] = []
        self._waiting: dict[str, tuple[Line, asyncio.Future[Any]]] = {}
        self._turn = 0
        self._is_enabled = True
        self.connection_seconds: float = CONNECTION_SECONDS

    @property
    def connections(self) -> int:
        """How many connections the app holds that it was not asked to leave."""
        return len(self._lines)

    @property
    def every(self) -> int:
        """How many connections are open, those included that the app was asked to leave."""
        return len(self._all())

    @property
    def unacknowledged(self) -> int:
        """How many envelopes are on their way or being worked on."""
        return len(self._waiting)

    @property
    def newest(self) -> Line:
        """The connection that was opened last."""
        return self._lines[-1]

    def new_url(self) -> str:
        """The address of a WebSocket that can be opened once (apps.connections.open)."""
        ticket = self._world.ids.secret()
        self._tickets.add(ticket)
        host = self._world.url.removeprefix("http://")
        return f"ws://{host}/link/?ticket={ticket}&app_id={self._world.app_id}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection until either side ends it."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=404, text="no such ticket")
        self._tickets.discard(ticket)
        line = await Line.accept(request, self._world.changes.ring)
        refusal = self._refusal()
        if refusal is not None:
            await line.goodbye(refusal)
            await line.hang_up()
            return line.response
        self._lines.append(line)
        try:
            await line.hello(len(self._lines), self._world.app_id, self.connection_seconds)
            self._world.note("connected", connections=len(self._lines))
            await line.listen(self._acknowledge)
        finally:
            self._forget(line)
        return line.response

    def _refusal(self) -> str | None:
        if not self._is_enabled:
            return "link_disabled"
        return "too_many_websockets" if len(self._lines) >= MOST_CONNECTIONS else None

    # --- envelopes -----------------------------------------------------------------------------

    def _acknowledge(self, line: Line, text: str) -> None:
        """Only the connection that has the envelope can acknowledge it."""
        with contextlib.suppress(json.JSONDecodeError):
            message = json.loads(text)
            owner, future = self._waiting.get(message.get("envelope_id", ""), (None, None))
            if owner is line and future is not None and not future.done():
                future.set_result(message.get("payload"))

    def _forget(self, line: Line) -> None:
        for lines in (self._lines, self._retired):
            if line in lines:
                lines.remove(line)
        for owner, future in self._waiting.values():
            if owner is line and not future.done():
                future.set_result(_LOST)
        self._world.changes.ring()

    async def send(self, kind: EnvelopeKind, payload: Json, retry: Retry | None) -> Any:
        """Send one envelope and wait for its acknowledgement; another connection gets it when the first breaks."""
        name = self._world.ids.secret(30)
        envelope: Json = {"envelope_id": name, "payload": payload, "type": kind}
        envelope["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            envelope |= {"retry_attempt": retry.number if retry else 0, "retry_reason": retry.reason if retry else ""}
        while True:
            answer = await self._sent(name, self._next_line(), envelope)
            if answer is not _LOST:
                return answer
            self._world.note("redelivered", kind=kind, connections=self.connections)

    async def _sent(self, name: str, line: Line, envelope: Json) -> Any:
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[name] = (line, future)
        try:
            await line.deliver(envelope)
            self._world.changes.ring()
            return await future
        except ConnectionError:
            self._forget(line)
            return _LOST
        finally:
            del self._waiting[name]

    def _next_line(self) -> Line:
        """The connections in turn; one that the app was asked to leave, where there is no other."""
        lines = self._lines or self._retired
        if not lines:
            raise UndeliverableError("connection_failed")
        self._turn += 1
        return lines[self._turn % len(lines)]

    # --- what becomes of connections -----------------------------------------------------------

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app to open new connections, as Slack does every few hours; it closes the old ones itself."""
        for line in list(self._lines):
            self._lines.remove(line)
            self._retired.append(line)
            await line.goodbye(reason)

    async def disable(self) -> None:
        """Socket Mode is turned off: every connection is told so and ended, and so is every new one."""
        self._is_enabled = False
        for line in self._all():
            await line.goodbye("link_disabled")
            await line.hang_up()

    def enable(self) -> None:
        """Socket Mode is turned on again."""
        self._is_enabled = True

    def silence(self) -> None:
        """All connections become half-open: nothing comes from them and nothing gets through."""
        for line in self._all():
            line.silent = True

    def deafen(self) -> None:
        """All connections are forgotten by whoever delivers: pings are answered, envelopes go nowhere."""
        for line in self._all():
            line.deaf = True

    async def hang_up(self) -> None:
        """End all connections with a goodbye."""
        for line in self._all():
            await line.hang_up()

    def cut(self) -> None:
        """End all connections without a frame."""
        for line in self._all():
            line.cut()

    def _all(self) -> list[Line]:
        return [*self._lines, *self._retired]
