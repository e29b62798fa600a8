"""Signed HTTP, the shapes of events, and their retries."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace import Channel, Person, Setup, Workspace, signature

Json = dict[str, Any]
Connect = Callable[[], Awaitable[Any]]
Serve = Callable[..., Awaitable[str]]


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
