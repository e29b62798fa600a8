"""A workspace with a small app's manifest, slack_sdk's client for it, and bolt over both ways of delivery."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace import Channel, Person, Workspace

Json = dict[str, Any]
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SCOPES = [
    "app_mentions:read",
    "bookmarks:read",
    "bookmarks:write",
    "canvases:read",
    "canvases:write",
    "channels:join",
    "channels:manage",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:read",
    "im:read",
    "im:write",
    "pins:read",
    "pins:write",
    "reactions:write",
    "team:read",
    "users:read",
    "users:read.email",
]


@pytest.fixture
def manifest() -> Json:
    return {
        "display_information": {"name": "Spirit Level"},
        "features": {
            "bot_user": {"display_name": "Spirit Level"},
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "slash_commands": [
                {"command": "/level", "description": "levels", "should_escape": True},
                {"command": "/plain", "description": "not escaped"},
            ],
            "shortcuts": [
                {"name": "New", "type": "global", "callback_id": "new", "description": "new"},
                {"name": "Look", "type": "message", "callback_id": "look", "description": "look"},
            ],
        },
        "oauth_config": {
            "scopes": {"bot": SCOPES, "bot_optional": ["channels:history", "groups:history", "im:history"]}
        },
        "settings": {
            "event_subscriptions": {
                "bot_events": [
                    "app_home_opened",
                    "app_mention",
                    "app_uninstalled",
                    "channel_archive",
                    "channel_rename",
                    "group_archive",
                    "group_rename",
                    "member_joined_channel",
                    "member_left_channel",
                    "message.channels",
                    "message.im",
                    "tokens_revoked",
                    "user_change",
                ]
            },
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
        },
    }


@pytest.fixture
def clock() -> StoryClock:
    return StoryClock(MONDAY, frozen=True)


StartWorkspace = Callable[..., Awaitable[Workspace]]


@pytest.fixture
async def start_workspace(manifest: Json, clock: StoryClock) -> AsyncIterator[StartWorkspace]:
    """Start a workspace with other switches than the usual ones; it is stopped at the end."""
    running: list[Workspace] = []

    async def start(**switches: Any) -> Workspace:
        made = Workspace(manifest, clock, **{"retry_delays": (0.0, 0.0, 0.0), **switches})
        running.append(made)
        await made.start()
        return made

    yield start
    for one in running:
        await one.stop()


@pytest.fixture
async def workspace(start_workspace: StartWorkspace) -> Workspace:
    return await start_workspace()


def client_of(workspace: Workspace, token: str | None = None) -> AsyncWebClient:
    return AsyncWebClient(token=token or workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])


@pytest.fixture
def make_client() -> Callable[..., AsyncWebClient]:
    return client_of


@pytest.fixture
def client(workspace: Workspace) -> AsyncWebClient:
    return client_of(workspace)


@pytest.fixture
def ana(workspace: Workspace) -> Person:
    return workspace.add_user("ana", real_name="Ana Ruiz", tz="Europe/Berlin", locale="de-DE")


@pytest.fixture
def churn(workspace: Workspace, ana: Person) -> Channel:
    return workspace.add_channel("churn", members=[ana], bot=True)


Refused = Callable[[Awaitable[Any]], Awaitable[Json]]


@pytest.fixture
def refused() -> Refused:
    """Await a call that Slack refuses, and give the body of the refusal."""

    async def body_of(call: Awaitable[Any]) -> Json:
        with pytest.raises(SlackApiError) as caught:
            await call
        assert isinstance(caught.value.response.data, dict)
        return caught.value.response.data

    return body_of


@pytest.fixture
def app(client: AsyncWebClient) -> AsyncApp:
    """A bolt app for the workspace; a test adds its listeners, then connects it."""
    return AsyncApp(client=client)


Connect = Callable[..., Awaitable[AsyncSocketModeHandler]]


@pytest.fixture
async def connect(workspace: Workspace, app: AsyncApp) -> AsyncIterator[Connect]:
    """Connect the app over Socket Mode; it hangs up at the end."""
    handlers: list[AsyncSocketModeHandler] = []

    async def go() -> AsyncSocketModeHandler:
        handler = AsyncSocketModeHandler(app, workspace.app_token)
        handlers.append(handler)
        await handler.connect_async()  # type: ignore[no-untyped-call]  # bolt leaves it untyped
        await workspace.connected(len(handlers))
        return handler

    yield go
    for handler in handlers:
        await handler.close_async()  # type: ignore[no-untyped-call]  # the same


Serve = Callable[[Callable[[web.Request], Awaitable[web.StreamResponse]]], Awaitable[str]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Run a handler for POST /slack/events on loopback; its address."""
    runners: list[web.AppRunner] = []

    async def go(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> str:
        server = web.Application()
        server.router.add_post("/slack/events", handler)
        runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.1)
        runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    yield go
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
async def http_app(workspace: Workspace, serve: Serve) -> AsyncApp:
    """A bolt app that is reached over signed HTTP."""
    app = AsyncApp(
        token=workspace.bot_token,
        signing_secret=workspace.signing_secret,
        client=client_of(workspace),
        request_verification_enabled=True,
    )

    async def handle(request: web.Request) -> web.Response:
        headers: dict[str, str | Sequence[str]] = dict(request.headers)
        answer = await app.async_dispatch(AsyncBoltRequest(body=await request.text(), headers=headers))
        kind = answer.headers.get("content-type", ["text/plain"])[0].partition(";")[0]
        return web.Response(status=answer.status, text=answer.body, content_type=kind)

    workspace.deliver_over_http(await serve(handle))
    return app


@pytest.fixture
def text() -> Callable[[str], Json]:
    """A plain_text object."""
    return lambda words: {"type": "plain_text", "text": words}


@pytest.fixture
def modal(text: Callable[[str], Json]) -> Callable[..., Json]:
    """A modal with one text field, or with the blocks given."""

    def make(*blocks: Json, **more: Any) -> Json:
        field = {
            "type": "input",
            "block_id": "goal",
            "label": text("Goal"),
            "element": {"type": "plain_text_input", "action_id": "value"},
        }
        view = {"type": "modal", "callback_id": "form", "title": text("Form"), "submit": text("Save")}
        return {**view, "blocks": list(blocks) or [field], **more}

    return make


class Seen:
    """What the app was sent."""

    def __init__(self) -> None:
        self.bodies: list[Json] = []

    @property
    def last(self) -> Json:
        return self.bodies[-1]


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
async def levels(app: AsyncApp, connect: Connect, seen: Seen, modal: Callable[..., Json]) -> AsyncApp:
    """An app that opens a form on `/level`, and keeps what it was sent."""

    @app.command("/level")
    async def command(ack: Any, body: Json, client: AsyncWebClient) -> None:
        seen.bodies.append(body)
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal())

    @app.view("form")
    async def view(ack: Any, body: Json) -> None:
        seen.bodies.append(body)
        await ack()

    @app.action("go")
    async def action(ack: Any, body: Json) -> None:
        seen.bodies.append(body)
        await ack()

    await connect()
    return app
