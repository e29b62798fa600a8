"""How events and interactions reach an app: Socket Mode, signed HTTP, retries, response URLs."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace import Channel, NeverHappenedError, Person, Setup, Workspace, signature

Json = dict[str, Any]
Connect = Callable[[], Awaitable[Any]]
Serve = Callable[..., Awaitable[str]]


async def websocket(
    session: aiohttp.ClientSession, client: AsyncWebClient, token: str
) -> aiohttp.ClientWebSocketResponse:
    opened = await client.apps_connections_open(app_token=token)
    return await session.ws_connect(opened["url"])


async def test_socket_mode_says_hello_and_delivers_envelopes(
    workspace: Workspace, client: AsyncWebClient, ana: Person
) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await websocket(session, client, workspace.app_token)
        hello = await socket.receive_json()
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        assert hello["debug_info"]["approximate_connection_time"] == 18060
        typing = asyncio.create_task(ana.command("/level", "status"))
        envelope = await socket.receive_json()
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        assert envelope["payload"]["text"] == "status"
        await socket.send_str("no json")
        await socket.send_json({"envelope_id": "unknown"})
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "ok"}})
        heard = await typing
        assert heard.text == "ok"
        await ana.open_home()
        event = await socket.receive_json()
        assert (event["type"], event["retry_attempt"]) == ("events_api", 0)
        await socket.send_json({"envelope_id": event["envelope_id"]})
        await workspace.settled()
        await socket.close()


async def test_each_envelope_goes_to_one_connection(workspace: Workspace, client: AsyncWebClient, ana: Person) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await websocket(session, client, workspace.app_token) for _ in range(2)]
        for socket in sockets:
            assert (await socket.receive_json())["type"] == "hello"
        received: list[int] = []

        async def answer(number: int) -> None:
            async for frame in sockets[number]:
                received.append(number)
                await sockets[number].send_json({"envelope_id": json.loads(frame.data)["envelope_id"]})

        listeners = [asyncio.create_task(answer(number)) for number in range(2)]
        for _ in range(4):
            assert (await ana.command("/level")).acked
        assert sorted(received) == [0, 0, 1, 1]
        for socket in sockets:
            await socket.close()
        await asyncio.gather(*listeners)


async def test_a_ticket_opens_one_connection_and_ten_are_the_most(workspace: Workspace, client: AsyncWebClient) -> None:
    async with aiohttp.ClientSession() as session:
        opened = await client.apps_connections_open(app_token=workspace.app_token)
        sockets = [await session.ws_connect(opened["url"])]
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(opened["url"])
        sockets += [await websocket(session, client, workspace.app_token) for _ in range(9)]
        await workspace.connected(10)
        eleventh = await websocket(session, client, workspace.app_token)
        assert (await eleventh.receive_json())["reason"] == "too_many_websockets"
        assert workspace.connections == 10
        for socket in [*sockets, eleventh]:
            await socket.close()


async def test_a_refresh_makes_the_app_connect_anew(
    workspace: Workspace, app: AsyncApp, connect: Connect, ana: Person
) -> None:
    @app.command("/level")
    async def command(ack: Any) -> None:
        await ack("here")

    await connect()
    before = len(workspace.log.calls("apps.connections.open"))
    await workspace.refresh_sockets()
    await workspace.until(
        lambda: workspace.connections == 1 and len(workspace.log.calls("apps.connections.open")) > before
    )
    assert (await ana.command("/level")).text == "here"


async def test_an_unanswered_command_times_out_before_the_persons_eyes(
    start_workspace: Callable[..., Awaitable[Workspace]], make_client: Any
) -> None:
    workspace = await start_workspace(ack_seconds=0.02)
    ana, client = workspace.add_user("ana"), make_client(workspace)
    async with aiohttp.ClientSession() as session:
        socket = await websocket(session, client, workspace.app_token)
        await workspace.connected()
        heard = await ana.command("/level")
        assert (heard.acked, heard.error) == (False, "operation timed out")
        await socket.close()


async def test_a_connection_that_breaks_fails_what_waited_on_it(
    workspace: Workspace, client: AsyncWebClient, ana: Person
) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await websocket(session, client, workspace.app_token)
        await workspace.connected()
        typing = asyncio.create_task(ana.command("/level"))
        await socket.receive_json()
        await socket.receive_json()
        await socket.close()
        assert (await typing).error == "dispatch failed"


async def test_commands_interactions_and_events_arrive_signed_over_http(
    workspace: Workspace, http_app: AsyncApp, ana: Person, churn: Channel, client: AsyncWebClient
) -> None:
    heard: list[str] = []

    @http_app.command("/level")
    async def command(ack: Any, body: Json) -> None:
        heard.append(body["text"])
        await ack("plain words")

    @http_app.action("go")
    async def action(ack: Any, body: Json) -> None:
        heard.append(body["actions"][0]["action_id"])
        await ack()

    @http_app.event("app_home_opened")
    async def home(event: Json) -> None:
        heard.append(event["tab"])

    @http_app.options("ext")
    async def options(ack: Any) -> None:
        await ack(options=[{"text": {"type": "plain_text", "text": "A"}, "value": "a"}])

    assert (await ana.command("/level", "status & more", channel=churn)).text == "plain words"
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    external = {"type": "external_select", "action_id": "ext"}
    await client.chat_postMessage(
        channel=churn.id, text="x", blocks=[{"type": "actions", "elements": [button, external]}]
    )
    message = workspace.messages(churn)[0]
    assert (await ana.press(message, "go")).acked
    assert [one["value"] for one in await ana.suggest(message, "ext", "a")] == ["a"]
    await ana.open_home()
    await workspace.settled()
    assert heard == ["status &amp; more", "go", "home"]


async def test_the_signature_is_slacks(workspace: Workspace, serve: Serve, ana: Person) -> None:
    requests: list[tuple[bytes, dict[str, str]]] = []

    async def handle(request: web.Request) -> web.Response:
        requests.append((await request.read(), dict(request.headers)))
        return web.Response()

    workspace.deliver_over_http(await serve(handle) + "/slack/events")
    await ana.command("/level", "ä")
    await ana.open_home()
    await workspace.settled()
    verifier = SignatureVerifier(workspace.signing_secret)
    for body, headers in requests:
        assert verifier.is_valid_request(body, headers)
        assert not verifier.is_valid_request(body + b" ", headers)
    assert requests[0][1]["Content-Type"] == "application/x-www-form-urlencoded"
    assert requests[1][1]["Content-Type"] == "application/json"
    made = workspace.http_headers(b"body", "text/plain")
    assert verifier.is_valid_request(b"body", made)
    # The example of Slack's documentation on verifying requests.
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    assert signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body) == (
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    )
    workspace.deliver_over_http(None)
    assert (await ana.command("/level")).error == "dispatch failed"


async def test_a_failed_event_is_retried_three_times_with_its_number(
    workspace: Workspace, serve: Serve, ana: Person
) -> None:
    tries: list[tuple[str | None, str | None, str]] = []

    async def handle(request: web.Request) -> web.Response:
        body = json.loads(await request.text())
        headers = request.headers
        tries.append((headers.get("X-Slack-Retry-Num"), headers.get("X-Slack-Retry-Reason"), body["event_id"]))
        return web.Response(status=500)

    workspace.deliver_over_http(await serve(handle))
    await ana.open_home()
    await workspace.until(lambda: len(workspace.log.happenings("event_retried")) == 3)
    assert [one[:2] for one in tries] == [(None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]
    assert len({one[2] for one in tries}) == 1
    assert (await ana.command("/level")).error == "dispatch failed"


async def test_a_retry_that_succeeds_is_the_last(workspace: Workspace, serve: Serve, ana: Person) -> None:
    tries: list[int] = []

    async def handle(request: web.Request) -> web.Response:
        tries.append(len(tries))
        return web.Response(status=500 if len(tries) == 1 else 200)

    workspace.deliver_over_http(await serve(handle))
    await ana.open_home()
    await workspace.until(lambda: workspace.log.happenings("event_retried"))
    await workspace.settled()
    assert tries == [0, 1]


async def test_an_app_can_ask_for_no_retry(workspace: Workspace, serve: Serve, ana: Person) -> None:
    tries: list[int] = []

    async def handle(request: web.Request) -> web.Response:
        tries.append(1)
        return web.Response(status=400, headers={"X-Slack-No-Retry": "1"})

    workspace.deliver_over_http(await serve(handle))
    await ana.open_home()
    await workspace.until(lambda: workspace.log.happenings("event_delivered"))
    assert tries == [1]


async def test_events_have_slacks_shape_and_the_storys_time(
    workspace: Workspace, app: AsyncApp, connect: Connect, ana: Person, churn: Channel, clock: StoryClock
) -> None:
    bodies: list[Json] = []
    for kind in (
        "message",
        "app_mention",
        "member_joined_channel",
        "member_left_channel",
        "channel_rename",
        "channel_archive",
        "group_rename",
        "group_archive",
        "user_change",
        "app_uninstalled",
        "tokens_revoked",
    ):

        @app.event(kind)
        async def event(body: Json) -> None:
            bodies.append(body)

    await connect()
    bo = workspace.add_user("bo")
    secret = workspace.add_channel("secret", private=True, bot=True)
    elsewhere = workspace.add_channel("elsewhere", members=[ana])
    await ana.say("hello")
    message = await ana.say(f"<@{workspace.bot_user_id}> hi", churn)
    await ana.edit(message, "changed")
    await ana.delete(message)
    await ana.say("unheard", elsewhere)
    await bo.join(churn)
    await bo.join(churn)
    await bo.leave(churn)
    await ana.invite_app(elsewhere)
    await ana.invite_app(elsewhere)
    workspace.rename_channel(churn, "churn-2")
    workspace.rename_channel(secret, "secret-2")
    workspace.archive_channel(churn, ana)
    workspace.archive_channel(secret, ana)
    workspace.change_user(bo, tz="Asia/Tokyo")
    workspace.emit({"type": "emoji_changed"})
    await workspace.settled()
    workspace.uninstall("token_revoked")
    await workspace.until(lambda: len(bodies) == 15)
    events = {(body["event"]["type"], body["event"].get("subtype")): body["event"] for body in bodies}
    direct = next(body["event"] for body in bodies if body["event"].get("channel_type") == "im")
    assert (direct["text"], direct["user"]) == ("hello", ana.id)
    assert events["message", "message_changed"]["message"]["text"] == "changed"
    assert events["message", "message_deleted"]["deleted_ts"] == message.ts
    assert events["app_mention", None]["user"] == ana.id
    joined = [body["event"] for body in bodies if body["event"]["type"] == "member_joined_channel"]
    assert {(one["user"], one.get("inviter")) for one in joined} == {(bo.id, None), (workspace.bot_user_id, ana.id)}
    assert events["channel_rename", None]["channel"]["name"] == "churn-2"
    assert events["channel_archive", None]["user"] == ana.id
    assert events["user_change", None]["user"]["tz"] == "Asia/Tokyo"
    assert events["tokens_revoked", None]["tokens"]["bot"] == [workspace.bot_user_id]
    assert "unheard" not in [body["event"].get("text") for body in bodies]
    first = bodies[0]
    assert (first["type"], first["team_id"]) == ("event_callback", workspace.team_id)
    assert first["authorizations"][0]["user_id"] == workspace.bot_user_id
    assert abs(first["event_time"] - clock.now().timestamp()) <= 1
    assert len({body["event_id"] for body in bodies}) == len(bodies)


async def test_an_event_without_its_scope_is_not_heard(
    start_workspace: Callable[..., Awaitable[Workspace]], make_client: Any
) -> None:
    workspace = await start_workspace(setup=Setup(withhold=frozenset({"im:history"})))
    await workspace.add_user("ana").say("hello")
    await workspace.settled()
    assert workspace.log.happenings("event_failed") == []


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


async def test_raw_deliveries_reach_the_app(workspace: Workspace, app: AsyncApp, connect: Connect) -> None:
    heard: list[Json] = []

    @app.event("emoji_changed")
    async def event(body: Json) -> None:
        heard.append(body)

    await connect()
    raw = {"type": "event_callback", "event": {"type": "emoji_changed"}, "strange": True}
    ack = await workspace.deliver_raw("events_api", raw)
    assert ack.error is None
    assert heard == [raw]


async def test_cutting_the_sockets_is_noticed(workspace: Workspace, client: AsyncWebClient) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await websocket(session, client, workspace.app_token)
        await workspace.connected()
        cutting = asyncio.create_task(workspace.drop_sockets())
        while (await socket.receive()).type not in {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED}:
            pass
        await cutting
        assert workspace.connections == 0
