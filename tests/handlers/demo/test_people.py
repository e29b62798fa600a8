"""People who act on a bolt app over Socket Mode: commands, buttons, choices, shortcuts, messages."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.demo.workspace import CannotDoError, Channel, Person, Setup, Workspace

Json = dict[str, Any]
Connect = Callable[[], Awaitable[Any]]
Modal = Callable[..., Json]
Text = Callable[[str], Json]


class Seen(Protocol):
    """What the app was sent."""

    bodies: list[Json]

    @property
    def last(self) -> Json: ...


def actions(*elements: Json) -> Json:
    return {"type": "actions", "block_id": "row", "elements": list(elements)}


def button(**more: Any) -> Json:
    return {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}, **more}


def option(word: str) -> Json:
    return {"text": {"type": "plain_text", "text": word.capitalize()}, "value": word}


async def test_a_command_arrives_with_all_its_fields(
    workspace: Workspace, levels: AsyncApp, seen: Seen, ana: Person, churn: Channel
) -> None:
    secret = workspace.add_channel("secret", private=True, members=[ana])
    heard = await ana.command("/level", "status @ana #churn #secret @nobody #none a<b&c", channel=churn)
    assert (heard.acked, heard.error) == (True, None)
    body = seen.last
    assert body["text"] == (f"status <@{ana.id}|ana> <#{churn.id}|churn> <#{secret.id}|> @nobody #none a&lt;b&amp;c")
    assert (body["command"], body["user_id"], body["channel_id"]) == ("/level", ana.id, churn.id)
    assert (body["channel_name"], body["team_id"]) == ("churn", workspace.team_id)
    assert body["response_url"] == heard.response_url
    assert body["trigger_id"] == heard.trigger_id
    await ana.command("/level", "<#C0DEAD|>", channel=secret, raw=True)
    assert seen.last["text"] == "<#C0DEAD|>"
    assert seen.last["channel_name"] == "privategroup"


async def test_a_command_without_should_escape_arrives_as_typed(
    app: AsyncApp, connect: Connect, seen: Seen, ana: Person
) -> None:
    @app.command("/plain")
    async def command(ack: Any, body: Json) -> None:
        seen.bodies.append(body)
        await ack({"response_type": "in_channel", "text": "for all"})

    await connect()
    heard = await ana.command("/plain", "@ana a<b")
    assert seen.last["text"] == "@ana a<b"
    assert seen.last["channel_name"] == "directmessage"
    assert [message.text for message in heard.posted] == ["for all"]
    assert heard.messages == []


async def test_only_the_manifests_commands_can_be_typed(ana: Person) -> None:
    with pytest.raises(CannotDoError, match="not a valid command"):
        await ana.command("/frobnicate")


async def test_an_answer_in_the_acknowledgement_is_heard_by_one(
    workspace: Workspace, app: AsyncApp, connect: Connect, ana: Person, churn: Channel
) -> None:
    bo = workspace.add_user("bo")
    churn.members.append(bo.id)

    @app.command("/level")
    async def command(ack: Any) -> None:
        await ack("only *you*")

    await connect()
    heard = await ana.command("/level", channel=churn)
    assert heard.text == "only *you*"
    assert (await heard.reply()).ephemeral_to == ana.id
    assert bo.sees(churn) == []


async def test_an_answer_that_slack_refuses_is_seen_as_an_error(app: AsyncApp, connect: Connect, ana: Person) -> None:
    @app.command("/level")
    async def command(ack: Any) -> None:
        await ack(blocks=[{"type": "header"}], text="x")

    await connect()
    assert (await ana.command("/level")).error == "invalid_blocks"


async def test_a_late_acknowledgement_is_a_visible_timeout(
    start_workspace: Callable[..., Awaitable[Workspace]], make_client: Any
) -> None:
    workspace = await start_workspace(ack_seconds=0.05)
    ana = workspace.add_user("ana")
    heard = await ana.command("/level")
    assert (heard.acked, heard.error) == (False, "dispatch failed")
    workspace.deliver_over_http("http://127.0.0.1:1")
    assert (await ana.command("/level")).error == "dispatch failed"


async def test_a_button_in_a_message_sends_where_it_was_pressed(
    levels: AsyncApp, seen: Seen, client: AsyncWebClient, ana: Person, churn: Channel
) -> None:
    blocks = [actions(button(value="1"), button(action_id="other", value="2"))]
    posted = await client.chat_postMessage(channel=churn.id, text="x", blocks=blocks)
    heard = await ana.press(ana.sees(churn)[0], "go", value="1", block_id="row")
    assert heard.acked
    body = seen.last
    assert body["actions"][0] | {"action_ts": ""} == {
        "type": "button",
        "action_id": "go",
        "block_id": "row",
        "text": {"type": "plain_text", "text": "Go"},
        "value": "1",
        "action_ts": "",
    }
    assert body["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": churn.id,
        "is_ephemeral": False,
    }
    assert (body["channel"], body["message"]["ts"]) == ({"id": churn.id, "name": "churn"}, posted["ts"])
    assert (body["user"]["id"], body["trigger_id"]) == (ana.id, heard.trigger_id)
    with pytest.raises(CannotDoError, match="there is no 'stop'"):
        await ana.press(ana.sees(churn)[0], "stop")


async def test_a_button_in_a_thread_or_ephemeral_message_says_so(
    levels: AsyncApp, seen: Seen, client: AsyncWebClient, ana: Person, churn: Channel
) -> None:
    parent = await client.chat_postMessage(channel=churn.id, text="a")
    blocks = [actions(button())]
    await client.chat_postMessage(channel=churn.id, text="b", blocks=blocks, thread_ts=parent["ts"])
    await client.chat_postEphemeral(channel=churn.id, user=ana.id, text="c", blocks=blocks)
    _, reply, ephemeral = ana.sees(churn)
    await ana.press(reply, "go")
    assert seen.last["container"]["thread_ts"] == parent["ts"]
    await ana.press(ephemeral, "go")
    assert seen.last["container"]["is_ephemeral"]
    assert "message" not in seen.last


async def test_a_button_for_some_is_not_seen_by_others(
    levels: AsyncApp, client: AsyncWebClient, workspace: Workspace, ana: Person, churn: Channel
) -> None:
    bo = workspace.add_user("bo")
    blocks = [actions(button(visible_to_user_ids=[ana.id]))]
    await client.chat_postMessage(channel=churn.id, text="x", blocks=blocks)
    assert (await ana.press(ana.sees(churn)[0], "go")).acked
    with pytest.raises(CannotDoError, match="does not see the button"):
        await bo.press(workspace.messages(churn)[0], "go")


async def test_what_is_gone_cannot_be_pressed(
    levels: AsyncApp, client: AsyncWebClient, workspace: Workspace, ana: Person, churn: Channel, modal: Modal
) -> None:
    posted = await client.chat_postMessage(channel=churn.id, text="x", blocks=[actions(button())])
    message = ana.sees(churn)[0]
    await client.chat_delete(channel=churn.id, ts=posted["ts"])
    with pytest.raises(CannotDoError, match="any longer"):
        await ana.press(message, "go")
    view = workspace.world.stacks.open(ana.id, modal(actions(button())))
    await ana.close()
    with pytest.raises(CannotDoError, match="any longer"):
        await ana.press(view, "go")


async def test_a_choice_is_sent_and_remembered(
    levels: AsyncApp, seen: Seen, client: AsyncWebClient, ana: Person, churn: Channel
) -> None:
    menu = {"type": "static_select", "action_id": "go", "options": [option("up"), option("down")]}
    await client.chat_postMessage(channel=churn.id, text="x", blocks=[actions(menu)])
    message = ana.sees(churn)[0]
    await ana.choose(message, "go", "down")
    assert seen.last["actions"][0]["selected_option"] == option("down")
    assert seen.last["state"]["values"]["row"]["go"]["selected_option"] == option("down")
    with pytest.raises(CannotDoError, match="not a button"):
        await ana.press(message, "go")
    with pytest.raises(CannotDoError, match="does not offer"):
        await ana.choose(message, "go", "sideways")


async def test_an_overflow_is_pressed_like_a_menu(
    levels: AsyncApp, seen: Seen, client: AsyncWebClient, ana: Person, churn: Channel
) -> None:
    overflow = {"type": "overflow", "action_id": "go", "options": [option("edit"), option("drop")]}
    await client.chat_postMessage(channel=churn.id, text="x", blocks=[actions(overflow, button(action_id="b"))])
    await ana.choose(ana.sees(churn)[0], "go", "drop")
    assert seen.last["actions"][0]["selected_option"] == option("drop")
    with pytest.raises(CannotDoError, match="nothing to choose"):
        await ana.choose(ana.sees(churn)[0], "b", "drop")


async def test_an_element_in_a_view_sends_the_view(
    levels: AsyncApp, seen: Seen, workspace: Workspace, ana: Person, modal: Modal
) -> None:
    view = workspace.world.stacks.open(ana.id, modal(actions(button())))
    await ana.press(view, "go")
    assert seen.last["container"] == {"type": "view", "view_id": view.id}
    assert seen.last["view"]["id"] == view.id
    assert "response_url" not in seen.last


async def test_shortcuts_come_from_the_composer_or_from_a_message(
    app: AsyncApp, connect: Connect, seen: Seen, client: AsyncWebClient, ana: Person, churn: Channel
) -> None:
    for name in ("new", "look"):

        @app.shortcut(name)
        async def shortcut(ack: Any, body: Json) -> None:
            seen.bodies.append(body)
            await ack()

    await connect()
    await client.chat_postMessage(channel=churn.id, text="x")
    message = ana.sees(churn)[0]
    heard = await ana.shortcut("new")
    assert (heard.acked, seen.last["type"], seen.last["callback_id"]) == (True, "shortcut", "new")
    await ana.shortcut("look", message)
    assert (seen.last["type"], seen.last["message"]["ts"]) == ("message_action", message.ts)
    for mistaken in (ana.shortcut("look"), ana.shortcut("new", message), ana.shortcut("none")):
        with pytest.raises(CannotDoError):
            await mistaken


async def test_without_interactivity_nothing_can_be_pressed(
    manifest: Json, start_workspace: Callable[..., Awaitable[Workspace]]
) -> None:
    manifest["settings"]["interactivity"]["is_enabled"] = False
    workspace = await start_workspace()
    heard = await workspace.add_user("ana").shortcut("new")
    assert heard.error == "this app is not configured to handle interactive responses"


async def test_an_uninstalled_app_cannot_be_reached(workspace: Workspace, ana: Person) -> None:
    workspace.uninstall()
    with pytest.raises(CannotDoError, match="not installed"):
        await ana.command("/level")


async def test_people_see_what_is_theirs_to_see(workspace: Workspace, ana: Person) -> None:
    bo = workspace.add_user("bo")
    secret = workspace.add_channel("secret", private=True, members=[bo])
    await bo.say("hi", secret)
    with pytest.raises(CannotDoError, match="cannot see"):
        ana.sees(secret)
    with pytest.raises(CannotDoError, match="cannot write"):
        await ana.say("hi", secret)
    assert repr(ana) == "Person(ana)"


async def test_people_edit_and_delete_what_they_may(workspace: Workspace, ana: Person, churn: Channel) -> None:
    bo, boss = workspace.add_user("bo"), workspace.add_user("boss", is_admin=True)
    message = await ana.say("helo", churn)
    await ana.edit(message, "hello")
    assert (message.text, message.edited is not None) == ("hello", True)
    with pytest.raises(CannotDoError):
        await bo.edit(message, "bye")
    with pytest.raises(CannotDoError):
        await bo.delete(message)
    await boss.delete(message)
    assert workspace.messages(churn) == []


async def test_a_read_only_messages_tab_takes_no_messages(
    manifest: Json, start_workspace: Callable[..., Awaitable[Workspace]]
) -> None:
    manifest["features"]["app_home"]["messages_tab_read_only_enabled"] = True
    workspace = await start_workspace(setup=Setup(team_name="Read Only"))
    with pytest.raises(CannotDoError, match="turned off"):
        await workspace.add_user("ana").say("hi")


async def test_two_people_press_at_once(
    levels: AsyncApp, seen: Seen, client: AsyncWebClient, workspace: Workspace, ana: Person, churn: Channel
) -> None:
    bo = workspace.add_user("bo")
    await client.chat_postMessage(channel=churn.id, text="x", blocks=[actions(button())])
    message = workspace.messages(churn)[0]
    heard = await asyncio.gather(ana.press(message, "go"), bo.press(message, "go"), ana.press(message, "go"))
    assert all(one.acked for one in heard)
    assert len({body["trigger_id"] for body in seen.bodies}) == 3
