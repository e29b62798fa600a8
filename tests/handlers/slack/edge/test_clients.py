"""Web clients that never say anything twice."""

import pytest
from aiohttp import ClientConnectionError
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.edge.app import Edge
from handlers.slack.edge.clients import SLACK, Clients
from tests.handlers.slack.edge.stand_in import Slack


def derived(edge: Edge) -> AsyncWebClient:
    """The client that bolt derives for a request."""
    request = AsyncBoltRequest(mode="socket_mode", body={})
    edge.bolt._init_context(request)
    return request.context.client


async def test_a_lost_answer_is_not_posted_again(slack: Slack, clients: Clients) -> None:
    slack.drop = True
    with pytest.raises(ClientConnectionError):
        await clients.web("xoxb-1").chat_postMessage(channel="C1", text="once")
    assert slack.requests == 1


async def test_a_lost_answer_is_not_posted_again_by_bolts_own_client(slack: Slack, edge: Edge) -> None:
    slack.drop = True
    with pytest.raises(ClientConnectionError):
        await derived(edge).chat_postMessage(channel="C1", text="once")
    assert slack.requests == 1


async def test_slack_sdks_default_would_post_twice(slack: Slack) -> None:
    """Why the lists above are explicit; when this fails, slack_sdk has changed its mind."""
    slack.drop = True
    with pytest.raises(ClientConnectionError):
        await AsyncWebClient(token="xoxb-1", base_url=f"{slack.url}/api/").chat_postMessage(channel="C1", text="twice")
    assert slack.requests == 2


async def test_every_client_shares_the_pool_and_retries_nothing(clients: Clients, edge: Edge) -> None:
    for client in (clients.web("xoxb-1"), clients.webhook("https://example.com"), edge.bolt.client, derived(edge)):
        assert client.session is clients.pool
        assert client.retry_handlers == []
        assert not any(isinstance(handler, AsyncConnectionErrorRetryHandler) for handler in client.retry_handlers)


async def test_the_pool_carries_the_timeout_because_slack_sdk_would_not(clients: Clients) -> None:
    assert clients.pool.timeout.total == 10
    assert clients.pool.timeout.connect == 5


async def test_the_web_api_is_where_the_settings_say(clients: Clients, slack: Slack, edge: Edge) -> None:
    assert derived(edge).base_url == clients.web("xoxb-1").base_url == f"{slack.url}/api/"
    assert Clients().api_url == SLACK
    assert Clients("http://127.0.0.1:1/api").api_url == "http://127.0.0.1:1/api/"


async def test_bolts_own_client_has_no_token_or_bolt_would_not_ask_who_we_are(edge: Edge) -> None:
    assert isinstance(edge.bolt, AsyncApp)
    assert edge.bolt.client.token is None


def test_a_pool_that_was_not_opened_says_so() -> None:
    with pytest.raises(RuntimeError, match="async with"):
        Clients().web("xoxb-1")
