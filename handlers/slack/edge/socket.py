"""The Socket Mode door: envelopes come over a websocket of ours, so nothing has to be reachable from outside."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Final

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from handlers.slack.edge.app import Edge
from handlers.slack.edge.clients import Clients

PING_SECONDS: Final = 10.0
GRACE_SECONDS: Final = 10.0


class _Handler(AsyncSocketModeHandler):
    """Bolt's handler, which gives envelopes to the edge."""

    def __init__(self, edge: Edge, *, app_token: str, clients: Clients, ping_interval: float) -> None:
        super().__init__(app=edge.bolt, app_token=app_token, web_client=clients.web(), ping_interval=ping_interval)
        self._edge = edge
        self._open = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._stopping = False
        self._hellos = 0
        self.client.message_listeners.append(self._count)

    async def _count(self, _: AsyncBaseSocketModeClient, message: Mapping[str, Any], __: str | None = None) -> None:
        """Slack says hello on each connection; all but the first are reconnects."""
        if message.get("type") == "hello":
            self._hellos += 1
            if self._hellos > 1:
                self._edge.metrics.socket_reconnects.add()

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        """Answer one envelope; what is not acknowledged, Slack gives to another connection or again."""
        if self._stopping:
            return
        self._open += 1
        self._idle.clear()
        try:
            await self._answer(client, req)
        finally:
            self._open -= 1
            if not self._open:
                self._idle.set()

    async def _answer(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        spoken = await self._edge.hear(req.payload)
        try:
            if spoken.status == 200:
                payload = json.loads(spoken.body) if spoken.body else None
                await client.send_socket_mode_response(SocketModeResponse(req.envelope_id, payload))
        finally:
            spoken.follow()

    async def finish(self) -> None:
        """Take nothing new, and return when all that was taken is answered."""
        self._stopping = True
        await self._idle.wait()


class SocketDoor:
    """One websocket to Slack, opened again by slack_sdk whenever it breaks."""

    def __init__(self, edge: Edge, *, app_token: str, clients: Clients, ping_seconds: float = PING_SECONDS) -> None:
        self._edge = edge
        self._app_token = app_token
        self._clients = clients
        self._ping_seconds = ping_seconds
        self._handler: _Handler | None = None

    async def start(self) -> None:
        """Connect. Raises SlackApiError when Slack refuses the app token: slack_sdk alone would try for ever."""
        handler = _Handler(
            self._edge, app_token=self._app_token, clients=self._clients, ping_interval=self._ping_seconds
        )
        self._handler = handler
        try:
            handler.client.wss_uri = await handler.client.issue_new_wss_url()
            await handler.client.connect()  # type: ignore[no-untyped-call]  # slack_sdk's is untyped
        except BaseException:
            await self.stop()
            raise

    async def connected(self) -> bool:
        """Whether the websocket is alive."""
        return self._handler is not None and await self._handler.client.is_connected()

    async def stop(self, *, grace: float = GRACE_SECONDS) -> None:
        """Answer what was taken, for `grace` seconds at most, then close; `edge.drained()` waits for what follows."""
        handler, self._handler = self._handler, None
        if handler is None:
            return
        try:
            async with asyncio.timeout(grace):
                await handler.finish()
        except TimeoutError:
            pass
        client = handler.client
        await client.close()  # type: ignore[no-untyped-call]  # slack_sdk's is untyped
        running = (client.message_processor, client.current_session_monitor, client.message_receiver)
        await asyncio.gather(*(task for task in running if task is not None), return_exceptions=True)
