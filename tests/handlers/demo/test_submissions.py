"""What the app answers to a submitted form, and what the person then sees."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import pytest
from slack_bolt.async_app import AsyncApp

from handlers.demo.workspace import TROUBLE, CannotDoError, Person, Workspace

Json = dict[str, Any]
Connect = Callable[[], Awaitable[Any]]
Modal = Callable[..., Json]
Text = Callable[[str], Json]


class Seen(Protocol):
    """What the app was sent."""

    bodies: list[Json]

    @property
    def last(self) -> Json: ...


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


async def test_a_forged_payload_arrives_as_it_is(levels: AsyncApp, seen: Seen, ana: Person, modal: Modal) -> None:
    await (await ana.command("/level")).opened()
    payload = ana.submission_payload()
    payload["view"]["private_metadata"] = "forged"
    ack = await ana.forge(payload)
    assert ack.error is None
    assert seen.last["view"]["private_metadata"] == "forged"
