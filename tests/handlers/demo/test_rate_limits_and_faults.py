import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.demo.workspace import Channel, Fault, Setup, Workspace
from handlers.demo.workspace.limits import POSTS_PER_MINUTE, RateLimiter

Json = dict[str, Any]
Refused = Callable[[Awaitable[Any]], Awaitable[Json]]


async def test_one_message_per_second_and_channel_with_short_bursts(
    start_workspace: Callable[..., Awaitable[Workspace]], make_client: Any
) -> None:
    now = [1000.0]
    workspace = await start_workspace(limits=True, setup=Setup(real_now=lambda: now[0]))
    client = make_client(workspace)
    churn, other = workspace.add_channel("churn", bot=True), workspace.add_channel("other", bot=True)
    for _ in range(4):
        await client.chat_postMessage(channel=churn.id, text="hi")
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=churn.id, text="hi")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    assert caught.value.response["error"] == "ratelimited"
    await client.chat_postMessage(channel=other.id, text="hi")
    now[0] += 1.0
    await client.chat_postMessage(channel=churn.id, text="hi")
    assert len(workspace.messages(churn)) == 5


@pytest.mark.parametrize(
    ("method", "most"), [("views.open", 100), ("chat.update", 50), ("conversations.history", 50), ("pins.add", 20)]
)
def test_each_tier_has_its_calls_per_minute(method: str, most: int) -> None:
    now = [0.0]
    limiter = RateLimiter(lambda: now[0], enabled=True)
    assert [limiter.wait_for(method, None) for _ in range(most)] == [None] * most
    now[0] = 20.0
    assert limiter.wait_for(method, None) == 40
    assert limiter.wait_for("auth.test", None) is None
    now[0] = 60.0
    assert limiter.wait_for(method, None) is None


def test_a_workspace_has_a_cap_over_all_channels() -> None:
    limiter = RateLimiter(lambda: 0.0, enabled=True)
    waits = [limiter.wait_for("chat.postMessage", f"C{number}") for number in range(POSTS_PER_MINUTE + 1)]
    assert waits == [None] * POSTS_PER_MINUTE + [60]


def test_a_limiter_that_is_off_lets_everything_through() -> None:
    limiter = RateLimiter(lambda: 0.0, enabled=False)
    assert {limiter.wait_for("pins.add", None) for _ in range(100)} == {None}


async def test_a_lost_answer_leaves_the_message_there(
    workspace: Workspace, client: AsyncWebClient, churn: Channel
) -> None:
    workspace.faults.next("chat.postMessage", Fault.lose_answer())
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client.chat_postMessage(channel=churn.id, text="hi")
    assert [message.text for message in workspace.messages(churn)] == ["hi"]
    (call,) = workspace.log.calls("chat.postMessage")
    assert (call.fault, call.answer, call.ok) == ("lose_answer", None, False)


async def test_the_sdks_own_retry_posts_twice_after_a_lost_answer(workspace: Workspace, churn: Channel) -> None:
    """The trap that is known of slack_sdk's default handlers: they send again without asking."""
    workspace.faults.next("chat.postMessage", Fault.lose_answer())
    eager = AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url)
    await eager.chat_postMessage(channel=churn.id, text="hi")
    assert len(workspace.messages(churn)) == 2


async def test_a_connection_dropped_before_leaves_nothing(
    workspace: Workspace, client: AsyncWebClient, churn: Channel
) -> None:
    workspace.faults.next("chat.postMessage", Fault.drop_before())
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client.chat_postMessage(channel=churn.id, text="hi")
    assert workspace.messages(churn) == []


@pytest.mark.parametrize(("accepted", "seen"), [(False, 0), (True, 1)])
@pytest.mark.parametrize("kind", ["status", "html"])
async def test_a_broken_answer_says_nothing_about_what_was_done(
    workspace: Workspace, client: AsyncWebClient, churn: Channel, kind: str, *, accepted: bool, seen: int
) -> None:
    fault = Fault.status(503, accepted=accepted) if kind == "status" else Fault.html(accepted=accepted)
    workspace.faults.next("chat.postMessage", fault)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=churn.id, text="hi")
    assert caught.value.response.status_code == (503 if kind == "status" else 200)
    assert len(workspace.messages(churn)) == seen


async def test_scripted_refusals_come_as_often_as_planned(
    workspace: Workspace, client: AsyncWebClient, churn: Channel, refused: Refused
) -> None:
    workspace.faults.next("chat.postMessage", Fault.error("is_archived", detail="x"), times=2)
    for _ in range(2):
        body = await refused(client.chat_postMessage(channel=churn.id, text="hi"))
        assert (body["error"], body["detail"]) == ("is_archived", "x")
    await client.chat_postMessage(channel=churn.id, text="hi")
    workspace.faults.next("chat.postMessage", Fault.retry_after(30), times=None)
    for _ in range(3):
        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel=churn.id, text="hi")
        assert caught.value.response.headers["Retry-After"] == "30"
    assert workspace.faults.pending == 1
    workspace.faults.clear()
    assert (await client.chat_postMessage(channel=churn.id, text="hi"))["ok"]


async def test_a_fault_meets_only_the_calls_that_match(
    workspace: Workspace, client: AsyncWebClient, churn: Channel, refused: Refused
) -> None:
    workspace.faults.next("chat.postMessage", Fault.error("fatal_error"), match=lambda args: args["text"] == "second")
    await client.chat_postMessage(channel=churn.id, text="first")
    assert (await refused(client.chat_postMessage(channel=churn.id, text="second")))["error"] == "fatal_error"


async def test_a_call_can_be_held_until_a_gate_opens(
    workspace: Workspace, client: AsyncWebClient, churn: Channel
) -> None:
    gate = asyncio.Event()
    workspace.faults.next("chat.postMessage", Fault.hold(gate))
    call = asyncio.create_task(client.chat_postMessage(channel=churn.id, text="held"))
    await client.auth_test()
    await workspace.until(lambda: workspace.faults.pending == 0)
    assert "held" not in [message.text for message in workspace.messages(churn)]
    gate.set()
    await call
    assert "held" in [message.text for message in workspace.messages(churn)]


async def test_a_call_can_be_delayed(workspace: Workspace, client: AsyncWebClient, churn: Channel) -> None:
    workspace.faults.next("chat.postMessage", Fault.delay(0.01))
    started = asyncio.get_running_loop().time()
    await client.chat_postMessage(channel=churn.id, text="late")
    assert asyncio.get_running_loop().time() - started >= 0.01
    assert len(workspace.messages(churn)) == 1


async def test_the_log_keeps_every_call_with_both_times(
    workspace: Workspace, client: AsyncWebClient, churn: Channel, refused: Refused
) -> None:
    await client.chat_postMessage(channel=churn.id, text="hi")
    await refused(client.chat_postMessage(channel="C404", text="hi"))
    first, second = workspace.log.calls("chat.postMessage")
    assert (first.ok, first.args["text"], first.at) == (True, "hi", workspace.clock.now())
    assert second.answer == {"ok": False, "error": "channel_not_found"}
    assert first.real_at <= second.real_at
    assert "token" not in first.args
    assert len(workspace.log.posts()) == 1
    assert len(list(workspace.log)) == len(workspace.log)
