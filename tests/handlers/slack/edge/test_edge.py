"""From a payload to a listener and back: kept before it is acknowledged, whatever goes wrong."""

import asyncio
import json
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.domain.ids import QuestionId
from bot.domain.refusal import BadFields, Refusal
from handlers.slack.edge.answers import Done, Ephemeral, Options
from handlers.slack.edge.app import Edge
from handlers.slack.edge.hand import Hand
from handlers.slack.edge.payloads import Command, Event, Heard, Press, Submission, Suggestion
from handlers.slack.edge.registry import KINDS, Registry
from tests.handlers.counts import counted
from tests.handlers.slack.edge import samples
from tests.handlers.slack.edge.hearing import answering, heard_by, listen
from tests.handlers.slack.edge.stand_in import Slack, refusing


@pytest.mark.parametrize("kind", samples.ALL)
async def test_every_kind_of_payload_reaches_its_listener(kind: str, edge: Edge, registry: Registry) -> None:
    got: list[Heard] = []

    async def listener(heard: Heard) -> Any:
        got.append(heard)
        return Options() if isinstance(heard, Suggestion) else Done()

    listen(registry, listener)
    spoken = await heard_by(edge, samples.ALL[kind])
    assert len(got) == 1
    assert spoken.status == 200
    assert counted(edge.metrics.payloads_unused) == {}
    measured = {labels: spread.cumulative[-1] for labels, spread in edge.metrics.acks.read().items()}
    assert {labels: times for labels, times in measured.items() if times} == {(KINDS[type(got[0])],): 1}


@pytest.mark.parametrize("payload", [samples.COMMAND, samples.EVENT])
async def test_nothing_is_acknowledged_before_the_listener_has_kept_it(
    payload: samples.JSON, edge: Edge, registry: Registry
) -> None:
    entered, committed = asyncio.Event(), asyncio.Event()

    async def listener(_: Heard) -> Done:
        entered.set()
        await committed.wait()
        return Done()

    listen(registry, listener)
    hearing = asyncio.create_task(edge.hear(payload))
    await entered.wait()
    assert not hearing.done()
    committed.set()
    assert (await hearing).status == 200


async def test_what_follows_waits_for_the_door_and_then_runs_beside_each_other(edge: Edge, registry: Registry) -> None:
    done: list[str] = []
    second = asyncio.Event()

    async def first_step(_: Hand) -> None:
        await second.wait()
        done.append("first")

    async def second_step(_: Hand) -> None:
        done.append("second")
        second.set()

    async def listener(_: Command) -> Done:
        return Done(after=(first_step, second_step))

    registry.command("/plumb", listener)
    spoken = await edge.hear(samples.COMMAND)
    await edge.drained()
    assert done == []
    spoken.follow()
    await edge.drained()
    assert done == ["second", "first"]


async def test_a_step_has_the_hand_of_the_person_with_the_workspaces_token(
    edge: Edge, registry: Registry, slack: Slack
) -> None:
    async def open_view(hand: Hand) -> None:
        await hand.open({"type": "modal"}, otherwise=never)

    async def never(_: Hand) -> None:
        raise AssertionError("the trigger lives")

    async def listener(_: Command) -> Done:
        return Done(after=[open_view])

    registry.command("/plumb", listener)
    await heard_by(edge, samples.COMMAND)
    (call,) = slack.named("views.open")
    assert (call["trigger_id"], call["token"]) == ("1.2.command", "Bearer xoxb-1")


# --- refusals and faults ------------------------------------------------------------------------------


async def test_a_refusal_is_told_and_nothing_is_logged_as_a_fault(edge: Edge, registry: Registry) -> None:
    async def listener(_: Command) -> Done:
        raise Refusal("No project of that name.", who_can="the owner can add one")

    registry.command("/plumb", listener)
    with capture_logs() as lines:
        spoken = await heard_by(edge, samples.COMMAND)
    assert json.loads(spoken.body)["text"] == "No project of that name. The owner can add one."
    assert [line["log_level"] for line in lines] == ["info"]


async def test_bad_fields_become_errors_at_their_fields(edge: Edge, registry: Registry) -> None:
    async def listener(_: Submission) -> Done:
        raise BadFields({QuestionId("baseline"): "a number, please"})

    registry.view("kickoff.page", listener)
    spoken = await heard_by(edge, samples.SUBMISSION)
    assert json.loads(spoken.body) == {"response_action": "errors", "errors": {"baseline": "a number, please"}}


async def test_bad_fields_of_a_command_are_words(edge: Edge, registry: Registry) -> None:
    async def listener(_: Command) -> Done:
        raise BadFields({QuestionId("baseline"): "a number, please"})

    registry.command("/plumb", listener)
    assert "a number, please" in json.loads((await heard_by(edge, samples.COMMAND)).body)["text"]


async def test_a_fault_shows_the_token_that_the_log_holds(edge: Edge, registry: Registry) -> None:
    async def listener(_: Command) -> Done:
        raise ZeroDivisionError

    registry.command("/plumb", listener)
    with capture_logs() as lines:
        spoken = await heard_by(edge, samples.COMMAND)
    (line,) = lines
    assert line["event"] == "request.failed"
    assert line["token"] in json.loads(spoken.body)["text"]
    assert spoken.status == 200


async def test_a_fault_of_a_press_is_told_behind_the_acknowledgement(
    edge: Edge, registry: Registry, slack: Slack
) -> None:
    async def listener(_: Press) -> Done:
        raise ZeroDivisionError

    registry.action("nag.snooze", listener)
    spoken = await heard_by(edge, answering(slack, samples.PRESS))
    assert (spoken.status, spoken.body) == (200, "")
    assert "nothing was saved" in slack.posted[0]["text"]


async def test_an_event_that_was_not_kept_comes_again(edge: Edge, registry: Registry) -> None:
    async def listener(_: Event) -> Done:
        raise ZeroDivisionError

    registry.event("app_home_opened", listener)
    assert (await heard_by(edge, samples.EVENT)).status == 500


async def test_an_answer_that_cannot_be_written_down_is_a_fault(edge: Edge, registry: Registry) -> None:
    async def listener(_: Command) -> Ephemeral:
        return Ephemeral(payload={"text": object()})

    registry.command("/plumb", listener)
    assert "Token" in json.loads((await heard_by(edge, samples.COMMAND)).body)["text"]


async def test_a_fault_behind_the_acknowledgement_is_told_and_stops_no_other_step(
    edge: Edge, registry: Registry, slack: Slack
) -> None:
    done = []

    async def breaks(_: Hand) -> None:
        raise ZeroDivisionError

    async def works(_: Hand) -> None:
        done.append("works")

    async def listener(_: Press) -> Done:
        return Done(after=(breaks, works))

    registry.action("nag.snooze", listener)
    await heard_by(edge, answering(slack, samples.PRESS))
    assert done == ["works"]
    assert "after your change was saved" in slack.posted[0]["text"]


async def test_a_fault_behind_an_event_bothers_nobody(edge: Edge, registry: Registry, slack: Slack) -> None:
    async def breaks(_: Hand) -> None:
        raise ZeroDivisionError

    async def listener(_: Event) -> Done:
        return Done(after=[breaks])

    registry.event("app_home_opened", listener)
    with capture_logs() as lines:
        await heard_by(edge, samples.EVENT)
    assert [line["event"] for line in lines] == ["request.failed"]
    assert [name for name, _ in slack.calls] == ["auth.test"]


async def test_a_person_whom_nothing_reaches_is_in_the_log(edge: Edge, registry: Registry, slack: Slack) -> None:
    slack.answers["views.open"] = [refusing("internal_error")]

    async def breaks(_: Hand) -> None:
        raise ZeroDivisionError

    async def listener(_: Heard) -> Done:
        return Done(after=[breaks])

    registry.shortcut("kickoff.new", listener)
    with capture_logs() as lines:
        await heard_by(edge, samples.SHORTCUT)
    assert [line["event"] for line in lines] == ["request.failed", "person.unreached"]


async def test_a_dead_response_url_is_not_tried_twice(edge: Edge, registry: Registry, slack: Slack) -> None:
    slack.post_status = 404

    async def listener(_: Press) -> Ephemeral:
        return Ephemeral(payload={"text": "here"})

    registry.action("nag.snooze", listener)
    await heard_by(edge, answering(slack, samples.PRESS))
    assert len(slack.posted) == 1


async def test_at_the_end_what_follows_an_answer_has_some_time_and_no_more(edge: Edge, registry: Registry) -> None:
    begun = asyncio.Event()

    async def hangs(_: Hand) -> None:
        begun.set()
        await asyncio.Event().wait()

    async def listener(_: Command) -> Done:
        return Done(after=[hangs])

    registry.command("/plumb", listener)
    spoken = await edge.hear(samples.COMMAND)
    spoken.follow()
    await begun.wait()
    with capture_logs() as logged:
        await edge.finish(0.01)
        await edge.finish(0.01)
    assert [(line["event"], line["count"]) for line in logged] == [("work.ended", 1)]
