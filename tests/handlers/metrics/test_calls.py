"""Each call of Slack is counted under its method, and nothing else of an address becomes a label."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientError, web
from aiohttp.test_utils import TestServer
from slack_sdk.errors import SlackApiError

from handlers.metrics.metrics import Metrics
from handlers.slack.edge.clients import Clients
from tests.handlers.counts import counted


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    async def answer(request: web.Request) -> web.Response:
        status = int(request.headers.get("Authorization", "Bearer 200").rpartition(" ")[2])
        if status == 0:
            assert request.transport is not None
            request.transport.close()
        return web.json_response({"ok": status == 200}, status=status or 200)

    app = web.Application()
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
