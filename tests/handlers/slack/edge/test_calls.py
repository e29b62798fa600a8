"""Each call of Slack is counted under its method, and nothing else of an address becomes a label."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientError, web
from aiohttp.test_utils import TestServer
from slack_sdk.errors import SlackApiError

from handlers.metrics.metrics import Metrics
from handlers.slack.edge.calls import status_of
from handlers.slack.edge.clients import Clients
from tests.handlers.counts import counted


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    async def answer(request: web.Request) -> web.StreamResponse:
        status = int(request.headers.get("Authorization", "Bearer 200").rpartition(" ")[2])
        if status == 0:
            assert request.transport is not None
            request.transport.close()
        return web.json_response({"ok": status == 200}, status=status or 200)

    async def refuse(request: web.Request) -> web.Response:
        return web.json_response({"ok": False, "error": request.match_info["error"]})

    async def begin_and(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b'{"ok": true, ')
        if request.match_info["end"] == "hang":
            await asyncio.get_running_loop().create_future()
        assert request.transport is not None
        request.transport.close()
        return response

    async def greet(request: web.Request) -> web.WebSocketResponse:
        link = web.WebSocketResponse()
        await link.prepare(request)
        await link.close()
        return link

    async def file(_: web.Request) -> web.Response:
        return web.Response(text='{"ok": false, "error": "a file that says so"}', content_type="text/plain")

    app = web.Application()
    app.router.add_post("/refusing/{error}/{method}", refuse)
    app.router.add_post("/unfinished/{end}/{method}", begin_and)
    app.router.add_get("/link", greet)
    app.router.add_get("/api/files/{name}", file)
    app.router.add_post("/api/{method}", answer)
    app.router.add_post("/services/{secret:.*}", answer)
    made = TestServer(app)
    await made.start_server()
    yield made
    await made.close()


async def test_calls_are_counted_by_method_and_by_what_came_of_them(server: TestServer) -> None:
    metrics = Metrics()
    async with Clients(str(server.make_url("/api/")), metrics=metrics) as clients:
        assert (await clients.web("200").api_call("chat.postMessage"))["ok"]
        for status in ("429", "403", "500"):
            with pytest.raises(SlackApiError):
                await clients.web(status).api_call("chat.postMessage")
        with pytest.raises(ClientError):
            await clients.web("0").api_call("views.open")
    assert counted(metrics.slack_calls) == {
        "chat.postMessage ok": 1,
        "chat.postMessage rate_limited": 1,
        "chat.postMessage refused": 1,
        "chat.postMessage failed": 1,
        "views.open unanswered": 1,
    }


async def test_an_address_with_a_secret_in_it_is_no_label(server: TestServer) -> None:
    metrics = Metrics()
    async with Clients(str(server.make_url("/api/")), metrics=metrics) as clients:
        await clients.webhook(str(server.make_url("/services/T1/B1/secret"))).send(text="x")
        await clients.upload(str(server.make_url("/api/T1x0secret")), b"x")
    assert counted(metrics.slack_calls) == {"response_url ok": 2}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        ("is_archived", "refused"),
        ("token_revoked", "refused"),
        ("invalid_blocks", "refused"),
        ("an_error_of_tomorrow", "refused"),
        ("internal_error", "failed"),
        ("fatal_error", "failed"),
        ("service_unavailable", "failed"),
        ("ratelimited", "rate_limited"),
    ],
)
async def test_what_slack_refuses_with_the_status_of_success_is_not_ok(
    server: TestServer, error: str, status: str
) -> None:
    metrics = Metrics()
    async with Clients(str(server.make_url(f"/refusing/{error}/")), metrics=metrics) as clients:
        with pytest.raises(SlackApiError) as raised:
            await clients.web("200").api_call("chat.postMessage")
    assert raised.value.response["error"] == error
    assert counted(metrics.slack_calls) == {f"chat.postMessage {status}": 1}


@pytest.mark.parametrize(("end", "error"), [("close", ClientError), ("hang", TimeoutError)])
async def test_an_answer_that_breaks_off_is_none(server: TestServer, end: str, error: type[Exception]) -> None:
    metrics = Metrics()
    api = str(server.make_url(f"/unfinished/{end}/"))
    async with Clients(api, timeout=1, metrics=metrics) as clients:
        with pytest.raises(error):
            await clients.web("200").api_call("chat.postMessage")
    assert counted(metrics.slack_calls) == {"chat.postMessage unanswered": 1}


async def test_opening_a_websocket_is_no_call_of_a_method(server: TestServer) -> None:
    metrics = Metrics()
    async with Clients(str(server.make_url("/api/")), metrics=metrics) as clients:
        await (await clients.websocket(str(server.make_url("/link")))).close()
        with pytest.raises(ClientError):
            await clients.websocket(str(server.make_url("/nowhere")))
    assert counted(metrics.slack_calls) == {}


async def test_what_a_file_says_is_not_what_slack_says(server: TestServer) -> None:
    metrics = Metrics()
    async with Clients(str(server.make_url("/api/")), metrics=metrics) as clients:
        assert await clients.download(str(server.make_url("/api/files/1")), "200", 5) == b'{"ok"'
    assert counted(metrics.slack_calls) == {"response_url ok": 1}


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, b"ok", "ok"),
        (200, b"", "ok"),
        (200, b"[]", "ok"),
        (200, b'{"channel": "C1", "ok": true}', "ok"),
        (200, b'{"ok": false}', "refused"),
        (404, b"used_url", "refused"),
        (429, b'{"ok": true}', "rate_limited"),
        (503, b'{"ok": false, "error": "is_archived"}', "failed"),
    ],
)
def test_the_status_and_the_words_of_an_answer_are_weighed_together(status: int, body: bytes, outcome: str) -> None:
    assert status_of(status, body) == outcome
