"""What we use of bolt that bolt does not promise: an upgrade that changes it fails here, by name."""

import inspect
import os

import pytest
import slack_bolt.version
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.listener.async_listener import AsyncListener
from slack_bolt.listener.asyncio_runner import AsyncioListenerRunner
from slack_bolt.middleware.async_builtins import AsyncIgnoringSelfEvents, AsyncSslCheck, AsyncUrlVerification
from slack_bolt.middleware.authorization.async_multi_teams_authorization import AsyncMultiTeamsAuthorization
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from handlers.slack.edge.app import Edge
from handlers.slack.edge.authorize import Authorize
from handlers.slack.edge.bolt import HEARD, KindListener, bolt_app
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.parsing import parse
from handlers.slack.edge.registry import KINDS
from tests.handlers.slack.edge import samples


def test_bolt_is_the_version_whose_insides_were_read() -> None:
    assert slack_bolt.version.__version__.startswith("1.30.")


def test_bolt_holds_one_listener_for_each_of_seven_kinds(edge: Edge) -> None:
    kinds = [listener.kind for listener in edge.bolt._async_listeners if isinstance(listener, KindListener)]
    assert kinds == list(KINDS)
    assert len(edge.bolt._async_listeners) == len(kinds) == 7


def test_bolt_finds_no_token_and_no_installation_of_its_own_in_the_environment(
    clients: Clients, authorize: Authorize, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ours = {f"SLACK_{name}": "x" for name in ("BOT_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "SIGNING_SECRET")}
    for name, value in ours.items():
        monkeypatch.setenv(name, value)

    async def take(_: AsyncBoltRequest) -> BoltResponse:
        return BoltResponse(status=200)

    bolt = bolt_app(client=clients.web(), authorize=authorize, take=take)
    assert (caplog.records, bolt.oauth_flow) == ([], None)
    assert {name: os.environ.get(name) for name in ours} == ours, "settings may be read again"


@pytest.mark.parametrize("kind", samples.ALL)
async def test_each_payload_is_for_the_one_listener_of_its_kind(kind: str, edge: Edge) -> None:
    heard = parse(samples.ALL[kind])
    request = AsyncBoltRequest(mode="socket_mode", body={}, context={HEARD: heard})
    listeners = [listener for listener in edge.bolt._async_listeners if isinstance(listener, KindListener)]
    matching = [one for one in listeners if await one.async_matches(req=request, resp=BoltResponse(status=200))]
    assert [one.kind for one in matching] == [type(heard)]


def test_bolts_steps_before_the_listeners_are_the_ones_we_count_on(edge: Edge) -> None:
    assert [type(step) for step in edge.bolt._async_middleware_list] == [
        AsyncSslCheck,
        AsyncMultiTeamsAuthorization,
        AsyncIgnoringSelfEvents,
        AsyncUrlVerification,
    ]


def test_bolt_calls_listeners_the_way_ours_are_written() -> None:
    assert list(inspect.signature(AsyncListener.async_matches).parameters) == ["self", "req", "resp"]
    assert list(inspect.signature(AsyncListener.run_ack_function).parameters) == ["self", "request", "response"]
    assert {"matchers", "middleware", "ack_function", "lazy_functions", "auto_acknowledgement", "ack_timeout"} <= set(
        AsyncListener.__annotations__
    )
    names = ["self", "context", "enterprise_id", "team_id", "user_id"]
    assert list(inspect.signature(AsyncAuthorize.__call__).parameters)[:5] == names


async def test_bolt_awaits_the_listener_and_takes_its_response_without_polling(edge: Edge) -> None:
    """The stock runner sleeps 10 ms between its looks, unless the response is processed first."""
    runner = edge.bolt._async_listener_runner
    assert type(runner) is AsyncioListenerRunner
    assert runner.process_before_response is True
    mine = BoltResponse(status=200, body="mine")

    async def take(_: AsyncBoltRequest) -> BoltResponse:
        return mine

    request = AsyncBoltRequest(mode="socket_mode", body={})
    listener = KindListener(next(iter(KINDS)), take)
    given = await runner.run(request, BoltResponse(status=404), "name", listener)
    assert given is mine


async def test_bolt_reads_bodies_that_are_parsed_already() -> None:
    body = {"type": "event_callback", "team_id": "T1", "event": {"type": "x"}}
    request = AsyncBoltRequest(mode="socket_mode", body=body, context={"mine": 1})
    assert request.body is body
    assert request.context["mine"] == 1
    assert request.context.team_id == "T1"
