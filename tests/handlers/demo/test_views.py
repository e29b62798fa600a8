from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.demo.workspace import Person, Setup, Workspace, validate_view

Json = dict[str, Any]
Refused = Callable[[Awaitable[Any]], Awaitable[Json]]
Modal = Callable[..., Json]
Text = Callable[[str], Json]


def trigger_for(workspace: Workspace, person: Person, view_id: str | None = None) -> str:
    return workspace.world.rights.new_trigger(person.id, view_id).id


def section(number: int = 0) -> Json:
    return {"type": "section", "text": {"type": "plain_text", "text": f"line {number}"}}


async def test_a_field_for_files_takes_the_right_to_read_them(
    workspace: Workspace, client: AsyncWebClient, ana: Person, modal: Modal, text: Text, refused: Refused
) -> None:
    field = {"type": "input", "block_id": "f", "label": text("F"), "element": {"type": "file_input", "action_id": "v"}}
    workspace.world.granted |= {"files:read"}
    await client.views_open(trigger_id=trigger_for(workspace, ana), view=modal(field))
    workspace.world.granted -= {"files:read"}
    answer = await refused(client.views_open(trigger_id=trigger_for(workspace, ana), view=modal(field)))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "files:read")


async def test_a_trigger_opens_one_view(
    workspace: Workspace, client: AsyncWebClient, ana: Person, modal: Modal, refused: Refused
) -> None:
    trigger = trigger_for(workspace, ana)
    opened = await client.views_open(trigger_id=trigger, view=modal())
    assert ana.modal is not None
    assert ana.modal.id == opened["view"]["id"] == opened["view"]["root_view_id"]
    assert (await refused(client.views_open(trigger_id=trigger, view=modal())))["error"] == "exchanged_trigger_id"
    assert (await refused(client.views_open(trigger_id="1.2.x", view=modal())))["error"] == "invalid_trigger_id"


async def test_a_trigger_lives_three_seconds(
    start_workspace: Callable[..., Awaitable[Workspace]], make_client: Any, modal: Modal, refused: Refused
) -> None:
    now = [1000.0]
    workspace = await start_workspace(setup=Setup(real_now=lambda: now[0]))
    ana, client = workspace.add_user("ana"), make_client(workspace)
    in_time, too_late = trigger_for(workspace, ana), trigger_for(workspace, ana)
    now[0] += 3.0
    await client.views_open(trigger_id=in_time, view=modal())
    now[0] += 0.1
    assert (await refused(client.views_open(trigger_id=too_late, view=modal())))["error"] == "expired_trigger_id"


async def test_a_mistaken_view_uses_up_no_trigger(
    workspace: Workspace, client: AsyncWebClient, ana: Person, modal: Modal, text: Text, refused: Refused
) -> None:
    trigger = trigger_for(workspace, ana)
    body = await refused(client.views_open(trigger_id=trigger, view=modal(title=text("t" * 25))))
    assert body["error"] == "invalid_arguments"
    assert body["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    await client.views_open(trigger_id=trigger, view=modal(title=text("t" * 24)))


LIMITS: list[tuple[str, Json, Json]] = [
    ("title", {"title": {"type": "plain_text", "text": "t" * 24}}, {"title": {"type": "plain_text", "text": "t" * 25}}),
    (
        "submit",
        {"submit": {"type": "plain_text", "text": "t" * 24}},
        {"submit": {"type": "plain_text", "text": "t" * 25}},
    ),
    ("close", {"close": {"type": "plain_text", "text": "t" * 24}}, {"close": {"type": "plain_text", "text": "t" * 25}}),
    ("metadata", {"private_metadata": "m" * 3000}, {"private_metadata": "m" * 3001}),
    ("callback_id", {"callback_id": "c" * 255}, {"callback_id": "c" * 256}),
    ("external_id", {"external_id": "c" * 255}, {"external_id": "c" * 256}),
    ("blocks", {"blocks": [section()] * 100}, {"blocks": [section()] * 101}),
    ("inputs need submit", {}, {"submit": None}),
    ("title is required", {}, {"title": None}),
    ("no message blocks", {}, {"blocks": [{"type": "markdown", "text": "x"}]}),
    ("no field of its own making", {}, {"colour": "red"}),
    ("its type", {}, {"type": "window"}),
]


@pytest.mark.parametrize(("fits", "mistaken"), [case[1:] for case in LIMITS], ids=[case[0] for case in LIMITS])
def test_a_modal_has_limits(modal: Modal, fits: Json, mistaken: Json) -> None:
    assert validate_view(modal(**fits), home=False) == []
    assert validate_view(modal(**mistaken), home=False) != []


def test_a_home_tab_has_a_hundred_blocks_and_no_title_needed() -> None:
    assert validate_view({"type": "home", "blocks": [section()] * 100}, home=True) == []
    assert validate_view({"type": "home", "blocks": [section()] * 101}, home=True) != []
    assert validate_view({"type": "modal", "blocks": []}, home=True) != []
    assert validate_view("home", home=True) == ["must provide an object [json-pointer:/view]"]


async def test_a_view_is_not_heavier_than_250_kb(
    workspace: Workspace, client: AsyncWebClient, ana: Person, modal: Modal, refused: Refused
) -> None:
    heavy = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}} for _ in range(84)]
    call = client.views_open(trigger_id=trigger_for(workspace, ana), view=modal(*heavy))
    assert (await refused(call))["error"] == "view_too_large"
    call = client.api_call("views.open", json={"trigger_id": trigger_for(workspace, ana), "view": "[]"})
    assert (await refused(call))["error"] == "invalid_arguments"


async def test_at_most_three_views_lie_on_each_other(
    workspace: Workspace, client: AsyncWebClient, ana: Person, modal: Modal, refused: Refused
) -> None:
    first = pushed = await client.views_open(trigger_id=trigger_for(workspace, ana), view=modal())
    for _ in range(2):
        assert ana.modal is not None
        pushed = await client.views_push(trigger_id=trigger_for(workspace, ana, ana.modal.id), view=modal())
    assert pushed["view"]["root_view_id"] == first["view"]["id"]
    call = client.views_push(trigger_id=trigger_for(workspace, ana, pushed["view"]["id"]), view=modal())
    assert (await refused(call))["error"] == "push_limit_reached"
    await ana.close()
    assert ana.modal is not None
    assert ana.modal.id == pushed["view"]["previous_view_id"]


async def test_a_push_needs_a_trigger_from_a_modal(
    workspace: Workspace, client: AsyncWebClient, ana: Person, modal: Modal, refused: Refused
) -> None:
    call = client.views_push(trigger_id=trigger_for(workspace, ana), view=modal())
    assert (await refused(call))["error"] == "invalid_trigger_id"
    body = await refused(client.api_call("views.push", json={"view": modal()}))
    assert body["errors"] == ["missing required field: interactivity_pointer [json-pointer:/interactivity_pointer]"]


async def test_an_update_keeps_what_was_typed_into_fields_that_stay(
    workspace: Workspace, client: AsyncWebClient, ana: Person, modal: Modal, text: Text
) -> None:
    def field(name: str, value: str, kind: str = "plain_text_input") -> Json:
        element = {"type": kind, "action_id": "value", "initial_value": value}
        return {"type": "input", "block_id": name, "label": text(name), "element": element}

    opened = await client.views_open(
        trigger_id=trigger_for(workspace, ana), view=modal(field("kept", "a"), field("changed", "b"))
    )
    assert ana.modal is not None
    assert ana.modal.values() == {"kept": "a", "changed": "b"}
    await ana.fill({"kept": "typed", "changed": "typed too"})
    updated = modal(field("kept", "c"), field("changed", "d", "email_text_input"), field("new", "e"))
    await client.views_update(view_id=opened["view"]["id"], hash=opened["view"]["hash"], view=updated)
    assert ana.modal.values() == {"kept": "typed", "changed": "d", "new": "e"}


async def test_an_update_that_comes_late_conflicts(
    workspace: Workspace, client: AsyncWebClient, ana: Person, modal: Modal, refused: Refused
) -> None:
    opened = await client.views_open(trigger_id=trigger_for(workspace, ana), view=modal(external_id="mine"))
    await client.views_update(external_id="mine", view=modal(external_id="mine"))
    late = client.views_update(view_id=opened["view"]["id"], hash=opened["view"]["hash"], view=modal())
    assert (await refused(late))["error"] == "hash_conflict"
    await ana.close()
    assert (await refused(client.views_update(external_id="mine", view=modal())))["error"] == "not_found"
    assert (await refused(client.api_call("views.update", json={"view": modal()})))["error"] == "invalid_arguments"


async def test_an_external_id_is_unique(
    workspace: Workspace, client: AsyncWebClient, ana: Person, modal: Modal, refused: Refused
) -> None:
    bo = workspace.add_user("bo")
    await client.views_open(trigger_id=trigger_for(workspace, ana), view=modal(external_id="one"))
    call = client.views_open(trigger_id=trigger_for(workspace, bo), view=modal(external_id="one"))
    assert (await refused(call))["error"] == "duplicate_external_id"
    await client.views_open(trigger_id=trigger_for(workspace, bo), view=modal(external_id="two"))
    assert bo.modal is not None
    call = client.views_update(view_id=bo.modal.id, view=modal(external_id="one"))
    assert (await refused(call))["error"] == "duplicate_external_id"


async def test_a_home_tab_is_published_and_published_again(
    workspace: Workspace, client: AsyncWebClient, ana: Person, refused: Refused
) -> None:
    view = {"type": "home", "blocks": [section(1)]}
    first = await client.views_publish(user_id=ana.id, view=view)
    assert ana.home is not None
    assert ana.home.text() == "line 1"
    second = await client.views_publish(user_id=ana.id, view={"type": "home", "blocks": [section(2)]})
    assert second["view"]["id"] == first["view"]["id"]
    assert ana.home.text() == "line 2"
    await client.views_publish(user_id=ana.id, hash=second["view"]["hash"], view=view)
    late = client.views_publish(user_id=ana.id, hash=second["view"]["hash"], view=view)
    assert (await refused(late))["error"] == "hash_conflict"
    assert (await refused(client.views_publish(user_id="U404", view=view)))["error"] == "invalid_arguments"
    await client.views_update(view_id=first["view"]["id"], view={"type": "home", "blocks": [section(3)]})
    assert ana.home.text() == "line 3"


async def test_without_a_home_tab_nothing_is_published(
    manifest: Json, start_workspace: Callable[..., Awaitable[Workspace]], make_client: Any, refused: Refused
) -> None:
    manifest["features"]["app_home"]["home_tab_enabled"] = False
    workspace = await start_workspace()
    ana = workspace.add_user("ana")
    call = make_client(workspace).views_publish(user_id=ana.id, view={"type": "home", "blocks": []})
    assert (await refused(call))["error"] == "not_enabled"


async def test_blocks_are_validated_without_a_token(workspace: Workspace, refused: Refused, modal: Modal) -> None:
    anybody = AsyncWebClient(base_url=workspace.api_url, retry_handlers=[])
    assert (await anybody.api_call("blocks.validate", json={"blocks": [section()]}))["ok"]
    assert (await anybody.api_call("blocks.validate", json={"message": {"blocks": [section()]}}))["ok"]
    assert (await anybody.api_call("blocks.validate", json={"view": modal()}))["ok"]
    assert (await anybody.api_call("blocks.validate", json={"view": {"type": "home", "blocks": []}}))["ok"]
    for given, pointer in (
        ({"blocks": [{"type": "header"}]}, "/blocks/0"),
        ({"message": {"blocks": [{"type": "header"}]}}, "/message/blocks/0"),
        ({"view": modal({"type": "header"})}, "/view/blocks/0"),
    ):
        body = await refused(anybody.api_call("blocks.validate", json=given))
        assert body["errors"] == [f"missing required field: text [json-pointer:{pointer}]"]
    assert (await refused(anybody.api_call("blocks.validate", json={})))["error"] == "invalid_arguments"
    assert (await refused(anybody.api_call("blocks.validate", json={"message": "x"})))["error"] == "invalid_arguments"
    assert (await refused(anybody.api_call("blocks.validate", json={"message": []})))["error"] == "invalid_blocks"


async def test_a_view_reads_well(
    workspace: Workspace, client: AsyncWebClient, ana: Person, modal: Modal, text: Text
) -> None:
    await client.views_open(trigger_id=trigger_for(workspace, ana), view=modal(close=text("Later")))
    await ana.fill({"goal": "less churn"})
    assert ana.modal is not None
    assert ana.modal.text() == "[Form]\nGoal *: [less churn]\n[Save] [Later]"
    assert ana.modal.block("goal")["label"]["text"] == "Goal"
    with pytest.raises(KeyError):
        ana.modal.block("nothing")
    assert (ana.modal.callback_id, ana.modal.private_metadata, ana.modal.submit) == ("form", "", "Save")
