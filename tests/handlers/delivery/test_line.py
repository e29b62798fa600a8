"""The line to Slack: what is too late is not said any more, wherever on the way to the network it was held up."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.ids import WorkspaceId
from handlers.delivery.answers import Verdict
from handlers.delivery.line import Line
from handlers.delivery.ports import Ports
from handlers.demo.workspace import Channel, Fault
from storage.heads import POST
from tests.handlers.delivery.conftest import Logs
from tests.handlers.delivery.kit import Bot, in_thread, protocol_now
from tests.storage.deliveries.saying import SECOND

HISTORY = "conversations.history"


@pytest.mark.parametrize("held_up", ["before it has a client", "after slack_sdk was called"])
async def test_a_call_that_was_held_up_is_not_made(bot: Bot, churn: Channel, logs: Logs, held_up: str) -> None:
    now, slept = protocol_now(), [timedelta(0)]

    async def client_of(workspace: WorkspaceId) -> AsyncWebClient:
        if held_up == "before it has a client":
            slept[0] = 10 * SECOND
        return await bot.client_of(workspace)

    async def post(client: AsyncWebClient) -> Any:
        slept[0] = 10 * SECOND
        return await client.chat_postMessage(channel=churn.id, text="Hello")

    ports = Ports(
        ledger=bot.ledger, clock=bot.clock, protocol_now=lambda: now + slept[0], in_thread=in_thread, waits=bot.waits
    )
    line = Line(ports, client_of)
    late = await line.call(bot.team, POST, post, before=now + 10 * SECOND)
    assert (late.verdict, late.reason) == (Verdict.LATER, "too late")
    assert not late.is_outage, "Slack is not to blame, and its workspace is not left alone"
    assert (bot.calls(), bot.said(churn)) == ([], [])
    assert [line["event"] for line in logs] == ["call.too_late"]
    in_time = await line.call(bot.team, POST, post, before=now + 11 * SECOND)
    assert in_time.verdict is Verdict.SENT
    unhurried = await line.call(bot.team, POST, post)
    assert unhurried.verdict is Verdict.SENT
    assert bot.said(churn) == ["Hello", "Hello"]


@pytest.mark.parametrize("method", [POST, HISTORY])
async def test_a_call_that_was_admitted_before_slack_asked_for_a_rest_keeps_to_it(
    bot: Bot, churn: Channel, method: str
) -> None:
    """With a body and without one."""
    refused, admitted = asyncio.Event(), asyncio.Event()
    line = Line(
        Ports(ledger=bot.ledger, clock=bot.clock, protocol_now=protocol_now, in_thread=in_thread, waits=bot.waits),
        bot.client_of,
    )

    def ask(client: AsyncWebClient) -> Awaitable[Any]:
        if method == POST:
            return client.chat_postMessage(channel=churn.id, text="Hello")
        return client.conversations_history(channel=churn.id)

    async def late(client: AsyncWebClient) -> Any:
        admitted.set()
        await refused.wait()
        return await ask(client)

    bot.workspace.faults.next(method, Fault.retry_after(30))
    beside = asyncio.create_task(line.call(bot.team, method, late))
    await admitted.wait()
    assert (await line.call(bot.team, method, ask)).reason == "ratelimited"
    refused.set()
    kept_back = await beside
    assert (kept_back.verdict, kept_back.reason) == (Verdict.LATER, "paused")
    assert kept_back.hold_back is not None
    assert 20 * SECOND < kept_back.hold_back <= 30 * SECOND
    assert bot.calls() == [method]
