"""People who act on a bolt app over Socket Mode: commands, buttons, forms, Home, shortcuts."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.demo.workspace import (
    TROUBLE,
    CannotDoError,
    Channel,
    Person,
    Setup,
    Workspace,
)

Json = dict[str, Any]
Connect = Callable[[], Awaitable[Any]]
Modal = Callable[..., Json]
Text = Callable[[str], Json]


class Seen:
    """What the app was sent."""

    def __init__(self) -> None:
        self.bodies: list[Json] = []

    @property
    def last(self) -> Json:
        return self.bodies[-1]


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
async def levels(app: AsyncApp, connect: Connect, seen: Seen, modal: Modal) -> AsyncApp:
    """An app that opens a form on `/level`, and keeps what it was sent."""

    @app.command("/level")
    async def command(ack: Any, body: Json, client: AsyncWebClient) -> None:
        seen.bodies.append(body)
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal())

    @app.view("form")
    async def view(ack: Any, body: Json) -> None:
        seen.bodies.append(body)
        await ack()

    @app.action("go")
    async def action(ack: Any, body: Json) -> None:
        seen.bodies.append(body)
        await ack()

    await connect()
    return app


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


async def test_a_form_is_filled_submitted_and_closed(levels: AsyncApp, seen: Seen, ana: Person) -> None:
    view = await (await ana.command("/level")).opened()
    assert ana.modal is view
    outcome = await ana.submit({"goal": "less churn"})
    assert (outcome.closed, outcome.errors, outcome.accepted, outcome.view) == (True, {}, True, None)
    body = seen.last
    assert body["type"] == "view_submission"
    assert body["view"]["state"]["values"] == {"goal": {"value": {"type": "plain_text_input", "value": "less churn"}}}
    assert (body["view"]["id"], body["view"]["root_view_id"]) == (view.id, view.id)
    assert body["trigger_id"]
    with pytest.raises(CannotDoError, match="no modal"):
        await ana.submit()


@pytest.mark.parametrize(
    ("element", "value", "error"),
    [
        ({"type": "plain_text_input"}, "", "Please complete this required field."),
        ({"type": "plain_text_input"}, "x" * 3001, "Must be at most 3000 characters."),
        ({"type": "plain_text_input", "max_length": 5}, "x" * 6, "Must be at most 5 characters."),
        ({"type": "plain_text_input", "min_length": 5}, "x" * 4, "Must be at least 5 characters."),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Must be a whole number."),
        ({"type": "number_input", "is_decimal_allowed": True}, "1,5", "Must be a number."),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "2"}, 1.5, "Must be at least 2."),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "1"}, 1.5, "Must be at most 1."),
        ({"type": "email_text_input"}, "ana", "Please enter a valid email address."),
        ({"type": "url_text_input"}, "example", "Please enter a valid URL."),
        ({"type": "multi_users_select"}, [], "Please complete this required field."),
    ],
)
async def test_the_client_checks_before_it_sends(
    levels: AsyncApp,
    seen: Seen,
    workspace: Workspace,
    ana: Person,
    modal: Modal,
    text: Text,
    element: Json,
    value: Any,
    error: str,
) -> None:
    item = {"type": "input", "block_id": "field", "label": text("F"), "element": {**element, "action_id": "value"}}
    workspace.world.stacks.open(ana.id, modal(item))
    outcome = await ana.submit({"field": value})
    assert (outcome.errors, outcome.sent, outcome.closed) == ({"field": error}, False, False)
    assert seen.bodies == []
    assert ana.modal is not None
    assert f"! field: {error}" in ana.modal.text()
    assert (await ana.submit(unchecked=True)).closed
    assert seen.last["type"] == "view_submission"


@pytest.mark.parametrize(
    ("element", "value", "key", "sent"),
    [
        ({"type": "plain_text_input"}, "words", "value", "words"),
        ({"type": "number_input", "is_decimal_allowed": True}, 1.5, "value", "1.5"),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "1", "max_value": "2"}, 2, "value", "2"),
        ({"type": "email_text_input"}, "a@b.de", "value", "a@b.de"),
        ({"type": "url_text_input"}, "https://e.com", "value", "https://e.com"),
        (
            {"type": "static_select", "options": [option("up"), option("down")]},
            "down",
            "selected_option",
            option("down"),
        ),
        ({"type": "radio_buttons", "options": [option("up")]}, "up", "selected_option", option("up")),
        ({"type": "checkboxes", "options": [option("up")]}, "up", "selected_options", [option("up")]),
        (
            {
                "type": "multi_static_select",
                "option_groups": [{"label": option("x")["text"], "options": [option("up")]}],
            },
            ["up"],
            "selected_options",
            [option("up")],
        ),
        ({"type": "users_select"}, "U1", "selected_user", "U1"),
        ({"type": "multi_users_select"}, ["U1", "U2"], "selected_users", ["U1", "U2"]),
        ({"type": "channels_select"}, "C1", "selected_channel", "C1"),
        ({"type": "multi_channels_select"}, ("C1",), "selected_channels", ["C1"]),
        ({"type": "conversations_select"}, "C1", "selected_conversation", "C1"),
        ({"type": "multi_conversations_select"}, {"C1"}, "selected_conversations", ["C1"]),
        ({"type": "datepicker"}, date(2026, 12, 31), "selected_date", "2026-12-31"),
        ({"type": "datepicker"}, "2026-12-31", "selected_date", "2026-12-31"),
        ({"type": "timepicker"}, "09:30", "selected_time", "09:30"),
        ({"type": "datetimepicker"}, 1795424400, "selected_date_time", 1795424400),
        ({"type": "datetimepicker"}, datetime(2026, 11, 23, 9, tzinfo=UTC), "selected_date_time", 1795424400),
        (
            {"type": "rich_text_input"},
            "words",
            "rich_text_value",
            {
                "type": "rich_text",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "words"}]}],
            },
        ),
        (
            {"type": "rich_text_input"},
            {"type": "rich_text", "elements": []},
            "rich_text_value",
            {"type": "rich_text", "elements": []},
        ),
    ],
)
async def test_each_kind_of_field_sends_what_slack_sends(
    levels: AsyncApp,
    seen: Seen,
    workspace: Workspace,
    ana: Person,
    modal: Modal,
    text: Text,
    element: Json,
    value: Any,
    key: str,
    sent: Any,
) -> None:
    item = {"type": "input", "block_id": "field", "label": text("F"), "element": {**element, "action_id": "value"}}
    workspace.world.stacks.open(ana.id, modal(item))
    assert (await ana.submit({"field": value})).closed
    assert seen.last["view"]["state"]["values"]["field"]["value"] == {"type": element["type"], key: sent}


async def test_files_are_given_as_files(
    levels: AsyncApp, seen: Seen, workspace: Workspace, client: AsyncWebClient, ana: Person, modal: Modal, text: Text
) -> None:
    ticket = await client.files_getUploadURLExternal(filename="a.csv", length=1)
    element = {"type": "file_input", "action_id": "value", "max_files": 1}
    workspace.world.stacks.open(
        ana.id, modal({"type": "input", "block_id": "data", "label": text("F"), "element": element})
    )
    file = workspace.world.files[ticket["file_id"]]
    with pytest.raises(CannotDoError, match="no more than 1"):
        await ana.fill({"data": [file, file]})
    with pytest.raises(CannotDoError, match="not a file"):
        await ana.fill({"data": "a.csv"})
    await ana.submit({"data": [file]})
    assert seen.last["view"]["state"]["values"]["data"]["value"]["files"][0]["id"] == file.id


async def test_people_and_channels_are_given_as_they_are(
    levels: AsyncApp, workspace: Workspace, ana: Person, churn: Channel, modal: Modal, text: Text
) -> None:
    def item(name: str, kind: str) -> Json:
        return {"type": "input", "block_id": name, "label": text(name), "element": {"type": kind, "action_id": "value"}}

    workspace.world.stacks.open(ana.id, modal(item("who", "users_select"), item("where", "channels_select")))
    await ana.fill({"who": ana, "where": churn})
    assert ana.modal is not None
    assert ana.modal.values() == {"who": ana.id, "where": churn.id}
    await ana.fill({"who": None})
    assert ana.modal.values()["who"] is None


async def test_a_person_cannot_choose_what_is_not_offered(
    levels: AsyncApp, workspace: Workspace, ana: Person, modal: Modal, text: Text
) -> None:
    def item(name: str, element: Json) -> Json:
        return {"type": "input", "block_id": name, "label": text(name), "element": {**element, "action_id": "value"}}

    select = {"type": "static_select", "options": [option("up")]}
    view = modal(item("way", select), item("day", {"type": "datepicker"}), item("hour", {"type": "timepicker"}))
    workspace.world.stacks.open(ana.id, view)
    for mistaken in ({"way": "sideways"}, {"day": "2027-02-29"}, {"hour": "25:00"}, {"nothing": "x"}):
        with pytest.raises(CannotDoError):
            await ana.fill(mistaken)


@pytest.fixture
async def answering(app: AsyncApp, connect: Connect, seen: Seen) -> list[Json]:
    """An app that acknowledges each submission with the next of these answers."""
    answers: list[Json] = []

    @app.view("form")
    async def view(ack: Any, body: Json) -> None:
        seen.bodies.append(body)
        await ack(**answers.pop(0))

    await connect()
    return answers


async def test_errors_show_at_their_fields_and_go_when_filled_again(
    answering: list[Json], workspace: Workspace, ana: Person, modal: Modal
) -> None:
    answering.append({"response_action": "errors", "errors": {"goal": "say how much"}})
    workspace.world.stacks.open(ana.id, modal())
    outcome = await ana.submit({"goal": "less"})
    assert (outcome.errors, outcome.closed, outcome.sent, outcome.accepted) == (
        {"goal": "say how much"},
        False,
        True,
        False,
    )
    assert ana.modal is not None
    assert ana.modal.values() == {"goal": "less"}
    await ana.fill({"goal": "5 % less"})
    assert ana.modal.errors == {}


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"elsewhere": "x"}},
        {"response_action": "errors", "errors": {"text": "x"}},
        {"response_action": "update", "view": {"type": "modal", "blocks": []}},
        {"response_action": "dance"},
    ],
)
async def test_an_answer_that_slack_cannot_show_is_trouble(
    answering: list[Json], workspace: Workspace, ana: Person, modal: Modal, text: Text, answer: Json
) -> None:
    answering.append(answer)
    field = modal()["blocks"][0]
    workspace.world.stacks.open(ana.id, modal({"type": "section", "block_id": "text", "text": text("x")}, field))
    outcome = await ana.submit({"goal": "less"})
    assert (outcome.error, outcome.closed, outcome.accepted) == (TROUBLE, False, False)
    assert len(workspace.warnings) == 1


async def test_an_update_a_push_and_a_clear_change_the_stack(
    answering: list[Json], workspace: Workspace, ana: Person, modal: Modal, text: Text
) -> None:
    second = modal(title=text("Second"))
    answering += [
        {"response_action": "update", "view": second},
        {"response_action": "push", "view": modal(title=text("Third"))},
        {"response_action": "clear"},
    ]
    first = workspace.world.stacks.open(ana.id, modal())
    before = first.hash
    outcome = await ana.submit({"goal": "a"})
    assert outcome.view is first
    assert (first.title, outcome.closed) == ("Second", False)
    assert first.hash != before
    outcome = await ana.submit({"goal": "b"})
    assert outcome.view is not None
    assert (outcome.view.title, outcome.view.previous_id) == ("Third", first.id)
    assert (await ana.submit({"goal": "c"})).closed
    assert ana.modal is None


async def test_an_accepted_form_uncovers_the_one_below(
    answering: list[Json], workspace: Workspace, ana: Person, modal: Modal
) -> None:
    answering.append({})
    first = workspace.world.stacks.open(ana.id, modal())
    workspace.world.stacks.push(ana.id, modal())
    outcome = await ana.submit({"goal": "a"})
    assert outcome.closed
    assert ana.modal is outcome.view is first


async def test_a_form_without_submit_cannot_be_submitted(
    workspace: Workspace, ana: Person, modal: Modal, text: Text
) -> None:
    workspace.world.stacks.open(ana.id, modal({"type": "section", "text": text("x")}, submit=None))
    with pytest.raises(CannotDoError, match="no submit button"):
        await ana.submit()


async def test_nobody_listening_leaves_the_form_as_it_is(workspace: Workspace, ana: Person, modal: Modal) -> None:
    workspace.world.stacks.open(ana.id, modal())
    outcome = await ana.submit({"goal": "a"})
    assert (outcome.error, outcome.closed) == ("dispatch failed", False)
    assert ana.modal is not None
    assert ana.modal.values() == {"goal": "a"}


async def test_closing_tells_the_app_that_asked_for_it(
    app: AsyncApp, connect: Connect, seen: Seen, workspace: Workspace, ana: Person, modal: Modal
) -> None:
    @app.view_closed("form")
    async def closed(ack: Any, body: Json) -> None:
        seen.bodies.append(body)
        await ack()

    await connect()
    workspace.world.stacks.open(ana.id, modal())
    await ana.close()
    assert seen.bodies == []
    workspace.world.stacks.open(ana.id, modal(notify_on_close=True))
    workspace.world.stacks.push(ana.id, modal(notify_on_close=True))
    await ana.close()
    assert [body["is_cleared"] for body in seen.bodies] == [False]
    workspace.world.stacks.push(ana.id, modal(notify_on_close=True))
    await ana.close(everything=True)
    assert [body["is_cleared"] for body in seen.bodies] == [False, True, True]
    assert seen.last["type"] == "view_closed"
    assert ana.modal is None


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


async def test_a_field_that_dispatches_tells_the_app_at_once(
    levels: AsyncApp, seen: Seen, workspace: Workspace, ana: Person, modal: Modal, text: Text
) -> None:
    element = {"type": "static_select", "action_id": "go", "options": [option("up")]}
    item = {"type": "input", "block_id": "way", "label": text("F"), "element": element, "dispatch_action": True}
    workspace.world.stacks.open(ana.id, modal(item))
    await ana.fill({"way": "up"})
    assert seen.last["type"] == "block_actions"
    assert seen.last["actions"][0]["selected_option"] == option("up")


async def test_an_external_select_asks_the_app(
    app: AsyncApp, connect: Connect, seen: Seen, workspace: Workspace, ana: Person, modal: Modal, text: Text
) -> None:
    @app.options("value")
    async def options(ack: Any, body: Json) -> None:
        seen.bodies.append(body)
        groups = [{"label": text("g"), "options": [option("churn")]}]
        await ack(**({"options": [option("uplift")]} if body["value"] == "up" else {"option_groups": groups}))

    await connect()
    element = {"type": "external_select", "action_id": "value"}
    view = workspace.world.stacks.open(
        ana.id, modal({"type": "input", "block_id": "kpi", "label": text("F"), "element": element})
    )
    assert await ana.suggest(view, "value", "up") == [option("uplift")]
    assert (seen.last["type"], seen.last["value"], seen.last["block_id"]) == ("block_suggestion", "up", "kpi")
    await ana.fill({"kpi": "uplift"})
    assert view.values() == {"kpi": "uplift"}
    assert await ana.suggest(view, "value", "ch") == [option("churn")]
    with pytest.raises(CannotDoError, match="does not offer"):
        await ana.fill({"kpi": "uplift"})


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


async def test_a_forged_payload_arrives_as_it_is(levels: AsyncApp, seen: Seen, ana: Person, modal: Modal) -> None:
    await (await ana.command("/level")).opened()
    payload = ana.submission_payload()
    payload["view"]["private_metadata"] = "forged"
    ack = await ana.forge(payload)
    assert ack.error is None
    assert seen.last["view"]["private_metadata"] == "forged"


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
