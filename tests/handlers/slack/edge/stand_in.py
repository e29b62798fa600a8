"""A few of Slack's addresses on loopback: it records what it is told and answers what the test wants."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

ME: Mapping[str, Any] = {
    "ok": True,
    "url": "https://acme.slack.com/",
    "team": "Acme",
    "user": "plumbline",
    "team_id": "T1",
    "user_id": "UBOT",
    "bot_id": "B0",
}


@dataclass
class Slack:
    """What was called, and what is answered: by method a list of answers, the last of which stays."""

    url: str = ""
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    posted: list[dict[str, Any]] = field(default_factory=list)
    post_status: int = 200
    drop: bool = False
    greets: bool = True
    requests: int = 0
    connected: asyncio.Queue[web.WebSocketResponse] = field(default_factory=asyncio.Queue)
    acks: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)

    @property
    def response_url(self) -> str:
        return f"{self.url}/response"

    def named(self, method: str) -> list[dict[str, Any]]:
        return [arguments for name, arguments in self.calls if name == method]

    def answer(self, method: str) -> Mapping[str, Any]:
        given = self.answers.get(method)
        if given is None:
            return {"ok": True, "view": {"id": "V9", "hash": "h9"}}
        return given[0] if len(given) == 1 else given.pop(0)

    async def api(self, request: web.Request) -> web.StreamResponse:
        self.requests += 1
        if self.drop:  # the request arrived, its answer is lost
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        if request.content_type == "application/json":
            arguments = await request.json()
        else:
            arguments = {name: _decoded(str(value)) for name, value in (await request.post()).items()}
        arguments["token"] = request.headers.get("Authorization", "")
        self.calls.append((request.match_info["method"], arguments))
        return web.json_response(self.answer(request.match_info["method"]), headers={"x-oauth-scopes": "chat:write"})

    async def respond(self, request: web.Request) -> web.StreamResponse:
        self.posted.append(await request.json())
        return web.Response(text="ok", status=self.post_status)

    async def link(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if self.greets:
            await socket.send_json({"type": "hello", "num_connections": 1})
        await self.connected.put(socket)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self.acks.put(json.loads(message.data))
        return socket


def _decoded(value: str) -> Any:
    return json.loads(value) if value.startswith(("{", "[")) else value


@asynccontextmanager
async def slack_stand_in() -> AsyncIterator[Slack]:
    slack = Slack()
    app = web.Application()
    app.router.add_post("/api/{method}", slack.api)
    app.router.add_post("/response", slack.respond)
    app.router.add_get("/link", slack.link)
    server = TestServer(app)
    await server.start_server()
    slack.url = str(server.make_url("")).rstrip("/")
    slack.answers["auth.test"] = [ME]
    link = slack.url.replace("http", "ws") + "/link"
    slack.answers["apps.connections.open"] = [{"ok": True, "url": link}]
    try:
        yield slack
    finally:
        await server.close()


def refusing(error: str) -> dict[str, Any]:
    return {"ok": False, "error": error}
