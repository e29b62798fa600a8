"""Filling in forms: what each kind of field sends, and what the client checks before."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Any, Protocol

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.demo.workspace import CannotDoError, Channel, Person, Workspace

Json = dict[str, Any]
Connect = Callable[[], Awaitable[Any]]
Modal = Callable[..., Json]
Text = Callable[[str], Json]


class Seen(Protocol):
    """What the app was sent."""

    bodies: list[Json]

    @property
    def last(self) -> Json: ...


ShowField = Callable[[Json], None]


@pytest.fixture
def show_field(workspace: Workspace, ana: Person, modal: Modal, text: Text) -> ShowField:
    """Put a modal with this one field before Ana."""

    def show(element: Json) -> None:
        item = {"type": "input", "block_id": "field", "label": text("F"), "element": {**element, "action_id": "value"}}
        workspace.world.stacks.open(ana.id, modal(item))

    return show


def option(word: str) -> Json:
    return {"text": {"type": "plain_text", "text": word.capitalize()}, "value": word}


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
    levels: AsyncApp, seen: Seen, ana: Person, show_field: ShowField, element: Json, value: Any, error: str
) -> None:
    show_field(element)
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
    levels: AsyncApp, seen: Seen, ana: Person, show_field: ShowField, element: Json, value: Any, key: str, sent: Any
) -> None:
    show_field(element)
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
