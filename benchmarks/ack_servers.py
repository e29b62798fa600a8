"""The servers that are measured, each in a process of its own: the limit, stock bolt, and our edge."""

import asyncio
import logging
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal, TypeAlias

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from benchmarks.load import HOST, SECRET
from bot.domain.ids import UserId, WorkspaceId
from handlers.slack.edge.answers import Done
from handlers.slack.edge.app import Edge
from handlers.slack.edge.authorize import Authorize
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.payloads import Command
from handlers.slack.edge.registry import Registry
from handlers.slack.edge.unfinished import UnfinishedWork
from handlers.web import WebDoor, web_app
from storage.engine import open_engine
from storage.readiness import make_ready
from storage.runner import UnitRunner
from storage.unfinished import Unfinished
from storage.unit_of_work import Store, Work

Kind: TypeAlias = Literal["limit", "stock", "edge", "commit"]
Keep: TypeAlias = Callable[[Command], Awaitable[None]]

LAST = "/last"
"""The command that is asked for: the one registered last, behind all others."""


async def _cpu(_: Request) -> Response:
    return PlainTextResponse(str(time.process_time()))


CPU = Route("/cpu", _cpu)


def serve(kind: Kind, listeners: int, ready: Connection) -> None:
    """Run one server until the pipe closes; its port goes into the pipe first."""
    logging.disable(logging.WARNING)
    asyncio.run(_serve(kind, listeners, ready))


async def _serve(kind: Kind, listeners: int, ready: Connection) -> None:
    async with Clients() as clients:
        with tempfile.TemporaryDirectory(prefix="plumbline-bench-") as folder:
            await _until_closed(_built(kind, listeners, clients, Path(folder)), ready)


def _built(kind: Kind, listeners: int, clients: Clients, folder: Path) -> Starlette:
    match kind:
        case "limit":
            return _limit()
        case "stock":
            return _stock(listeners, clients)
        case "edge":
            return _edge(listeners, clients, _runner(folder))
        case "commit":
            return _edge_with_commit(listeners, clients, folder)


async def _until_closed(app: Starlette, ready: Connection) -> None:
    door = await WebDoor.start(app, host=HOST, port=0)
    ready.send(door.port)
    await asyncio.get_running_loop().run_in_executor(None, ready.poll, None)
    await door.stop()


def _limit() -> Starlette:
    """As little as a server of Slack's requests may do: check who sent it."""
    verifier = SignatureVerifier(SECRET)

    async def events(request: Request) -> Response:
        genuine = verifier.is_valid_request(await request.body(), request.headers)
        return Response(status_code=200 if genuine else 401)

    return _app([Route("/slack/events", events, methods=["POST"])])


def _stock(listeners: int, clients: Clients) -> Starlette:
    """Bolt as its documentation has it; `authorize` answers from memory, so no network is in its figures."""
    app = AsyncApp(signing_secret=SECRET, client=clients.web(), authorize=_who)

    async def listener(ack: Any) -> None:
        await ack()

    for number in range(listeners - 1):
        app.command(f"/other{number}")(listener)
    app.command(LAST)(listener)
    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    return _app([Route("/slack/events", events, methods=["POST"])])


def _edge(listeners: int, clients: Clients, runner: UnitRunner, keep: Keep | None = None) -> Starlette:
    async def listener(command: Command) -> Done:
        if keep is not None:
            await keep(command)
        return Done()

    async def find(enterprise: str | None, team: str | None) -> AuthorizeResult:
        return await _who(enterprise, team)

    async def missing() -> list[str]:
        return []

    registry = Registry()
    for number in range(listeners - 1):
        registry.command(f"/other{number}", listener)
    registry.command(LAST, listener)
    unfinished = UnfinishedWork(Unfinished(runner.store.engine), runner, WorkspaceId("T1"))
    edge = Edge(registry=registry, clients=clients, authorize=Authorize(find), unfinished=unfinished)
    return web_app(edge=edge, signing_secret=SECRET, ready=missing, routes=[CPU])


def _edge_with_commit(listeners: int, clients: Clients, folder: Path) -> Starlette:
    """The smallest unit of work there is: the inbox looks, remembers and commits, in one hop to the writer thread."""
    runner = _runner(folder)

    async def keep(command: Command) -> None:
        def unit(work: Work) -> None:
            if work.inbox.heard(command.heard_key) is None:
                work.inbox.keep(command.heard_key, "{}")

        await runner.write(WorkspaceId(command.workspace), unit, actor=UserId(command.user), now=datetime.now(UTC))

    return _edge(listeners, clients, runner, keep)


def _runner(folder: Path) -> UnitRunner:
    engine = open_engine(f"sqlite:///{folder / 'plumbline.db'}")
    make_ready(engine)
    return UnitRunner(Store(engine))


async def _who(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=enterprise_id,
        team_id=team_id,
        bot_user_id="UBOT",
        bot_id="B0",
        bot_token="xoxb-1",  # noqa: S106  of nobody
    )


def _app(routes: list[BaseRoute]) -> Starlette:
    return Starlette(routes=[*routes, CPU])
