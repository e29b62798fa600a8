"""Response URLs, and waiting for what becomes visible."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.demo.workspace import Channel, NeverHappenedError, Person, Setup, Workspace

Json = dict[str, Any]
Connect = Callable[[], Awaitable[Any]]
Serve = Callable[..., Awaitable[str]]


async def test_a_response_url_works_five_times_in_thirty_minutes(
    start_workspace: Callable[..., Awaitable[Workspace]],
) -> None:
    now = [1000.0]
    workspace = await start_workspace(setup=Setup(real_now=lambda: now[0]))
    ana = workspace.add_user("ana")
    heard, later = [(await ana.command("/level")) for _ in range(2)]
    async with aiohttp.ClientSession() as session:

        async def post(url: str | None, **body: Any) -> tuple[int, str]:
            assert url is not None
            async with session.post(url, json=body) as response:
                return response.status, await response.text()

        assert await post(heard.response_url, text="one") == (200, "ok")
        assert await post(heard.response_url, text="two", response_type="in_channel") == (200, "ok")
        status, answer = await post(heard.response_url, text="")
        assert (status, json.loads(answer)["error"]) == (200, "no_text")
        assert await post(heard.response_url, text="four", replace_original=True) == (200, "ok")
        status, answer = await post(heard.response_url, delete_original=True)
        assert json.loads(answer)["error"] == "message_not_found"
        status, answer = await post(heard.response_url, text="six")
        assert (status, json.loads(answer)["error"]) == (404, "used_url")
        now[0] += 30 * 60 + 1
        status, answer = await post(later.response_url, text="late")
        assert (status, json.loads(answer)["error"]) == (404, "expired_url")
        status, answer = await post(f"{workspace.url}/response/nothing", text="x")
        assert (status, json.loads(answer)["error"]) == (404, "no_such_url")
        async with session.post(str(later.response_url), data="{") as response:
            assert response.status == 400
    assert [message.text for message in heard.messages] == ["one", "four"]
    assert [message.text for message in workspace.messages(workspace.world.dm_with(ana.id))] == ["two"]


async def test_a_response_url_replaces_and_deletes_what_was_pressed(
    workspace: Workspace, app: AsyncApp, connect: Connect, client: AsyncWebClient, ana: Person, churn: Channel
) -> None:
    @app.action("replace")
    async def replace(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="replaced", replace_original=True)

    @app.action("drop")
    async def drop(ack: Any, respond: Any) -> None:
        await ack()
        await respond(delete_original=True)

    await connect()
    buttons = [
        {"type": "button", "action_id": name, "text": {"type": "plain_text", "text": name}}
        for name in ("replace", "drop")
    ]
    blocks = [{"type": "actions", "elements": buttons}]
    await client.chat_postMessage(channel=churn.id, text="a", blocks=blocks)
    await client.chat_postEphemeral(channel=churn.id, user=ana.id, text="b", blocks=blocks)
    public, ephemeral = ana.sees(churn)
    for message in (public, ephemeral):
        await ana.press(message, "replace")
        await workspace.until(lambda message=message: message.text == "replaced")  # type: ignore[misc]  # bound now
    assert public.edited is not None
    await client.chat_postEphemeral(channel=churn.id, user=ana.id, text="c", blocks=blocks)
    await ana.press(ana.sees(churn)[-1], "drop")
    await workspace.until(lambda: [message.text for message in ana.sees(churn)] == ["replaced", "replaced"])


async def test_what_was_pressed_and_is_gone_cannot_be_replaced(
    workspace: Workspace, client: AsyncWebClient, ana: Person, churn: Channel
) -> None:
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    posted = await client.chat_postMessage(
        channel=churn.id, text="a", blocks=[{"type": "actions", "elements": [button]}]
    )
    heard = await ana.press(workspace.messages(churn)[0], "go")
    await client.chat_delete(channel=churn.id, ts=posted["ts"])
    async with (
        aiohttp.ClientSession() as session,
        session.post(str(heard.response_url), json={"text": "x", "replace_original": True}) as response,
    ):
        assert (await response.json())["error"] == "message_not_found"


async def test_waiting_ends_with_a_readable_dump(
    workspace: Workspace, client: AsyncWebClient, ana: Person, churn: Channel, modal: Callable[..., Json]
) -> None:
    await client.chat_postMessage(channel=churn.id, text="numbers are in")
    await client.chat_postEphemeral(channel=churn.id, user=ana.id, text="psst")
    await client.chat_postMessage(channel=ana.id, text="just you")
    workspace.world.stacks.open(ana.id, modal())
    with pytest.raises(NeverHappenedError) as caught:
        await workspace.until(lambda: False, timeout=0.01)
    said = str(caught.value)
    for part in ("not seen within 0.01 s", "#churn", "numbers are in", "only Ana Ruiz sees this", "DM with Ana Ruiz"):
        assert part in said
    assert "modal before Ana Ruiz" in said
    assert "chat.postMessage: ok" in said


async def test_waiting_takes_what_became_true_without_a_bell(workspace: Workspace) -> None:
    looked: list[int] = []

    def slowly() -> bool:
        looked.append(1)
        return len(looked) > 1

    assert await workspace.until(slowly, timeout=0.01)
