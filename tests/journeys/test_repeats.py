"""What Slack or a hasty hand sends twice is one change, and what was missed can be tried again."""

import asyncio
from typing import Any

import pytest
from structlog.typing import EventDict

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME
from handlers.demo.workspace import Fault, Setup
from handlers.demo.workspace.delivery import payloads
from tests.databases import KINDS
from tests.journeys.conftest import Depart
from tests.journeys.journey import BERLIN, Journey, at, button

both = pytest.mark.parametrize("database", KINDS, indirect=True)

PLAN = {
    "design": "ab",
    "primary_metric": "Churn within 30 days",
    "start": "2027-03-01",
    "daily_traffic": "2,400",
    "mde": "-10%",
    "decision_rule": "Launch if churn falls.",
}


@both
async def test_an_event_that_comes_three_times_has_one_effect(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(cast.sam)
    workspace = journey.workspace
    moved = {**cast.sam.user.describe(journey.clock.now(), email=False, locale=True), "tz": "Asia/Tokyo"}
    event = payloads.event_callback(workspace.world, {"type": "user_change", "user": moved, "cache_ts": 1})
    stale = payloads.event_callback(workspace.world, {"type": "user_change", "user": {**moved, "tz": "Europe/Berlin"}})
    for payload in (event, stale, event, event):
        ack = await workspace.deliver_raw("events_api", payload)
        assert ack.error is None
    await journey.quiet()
    # The third and fourth were heard already: the last word is the second event's.
    cast.sam.user.tz = "Europe/Berlin"
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    assert len(journey.nags(cast.sam)) == 1


@both
async def test_a_form_that_is_submitted_twice_is_one_project_and_the_same_answer(journey: Journey, cast: Cast) -> None:
    await journey.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    await cast.ana.fill({"owner": cast.ana.id, "sponsor": cast.sam.id})
    payload = cast.ana.submission_payload()
    first, second = [await cast.ana.forge(payload) for _ in range(2)]
    assert first.error is None
    assert first.payload["response_action"] == "update"
    assert second.payload == first.payload
    hasty = await cast.ana.forge(cast.ana.submission_payload())
    assert hasty.payload["view"]["private_metadata"] == first.payload["view"]["private_metadata"]
    await journey.quiet()
    assert len(journey.audit("kickoff.started")) == 1
    assert journey.posted(cast.churn) == 1
    assert [len(person.dm) for person in (cast.ana, cast.sam)] == [1, 1]


async def test_a_form_whose_answer_got_lost_in_a_restart_gets_it_again(journey: Journey, cast: Cast) -> None:
    await journey.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    await cast.ana.fill({"owner": cast.ana.id})
    payload = cast.ana.submission_payload()
    first = await cast.ana.forge(payload)
    await journey.restart()
    second = await cast.ana.forge(payload)
    assert second.payload == first.payload
    assert len(journey.audit("kickoff.started")) == 1


async def test_a_form_that_was_refused_and_mended_is_no_repeat(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.types(cast.ana, "/plumb answer baseline", cast.churn)
    assert cast.ana.modal is not None
    view_id = cast.ana.modal.id
    for typed in ("banana", "NaN"):
        refused = await journey.submits(cast.ana, {"baseline": typed})
        assert set(refused.errors) == {"baseline"}
        assert cast.ana.modal.id == view_id
    assert (await journey.submits(cast.ana, {"baseline": "1,250"})).accepted
    assert len(journey.audit("charter.answered")) == 1


@both
async def test_a_page_that_is_submitted_twice_is_saved_once(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.opens_part(cast.ana, 1)
    await journey.fills(cast.ana, OUTCOME)
    payload = cast.ana.submission_payload()
    answers = await asyncio.gather(*(cast.ana.forge(payload) for _ in range(3)))
    await journey.quiet()
    assert [one.error for one in answers] == [None] * 3
    assert answers[0].payload == answers[1].payload == answers[2].payload
    assert len(journey.audit("charter.answered")) == len(OUTCOME)


async def test_a_double_click_on_accept_is_one_plan_and_one_message(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.page(cast.ana, 1, OUTCOME)
    await journey.page(cast.ana, 3, PLAN)
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    note, posted = heard.messages[-1], journey.posted(cast.churn)
    await asyncio.gather(cast.ana.press(note, "plan.accept"), cast.ana.press(note, "plan.accept"))
    await journey.quiet()
    assert len(journey.audit("plan.accepted")) == 1
    assert journey.posted(cast.churn) == posted + 1


async def test_a_double_click_on_a_snooze_puts_off_once(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    nag = journey.nags(cast.ana)[-1]
    menu = next(one for one in nag.blocks if one["type"] == "actions")["elements"][1]
    value = menu["options"][0]["value"]
    await asyncio.gather(cast.ana.choose(nag, "nag.snooze", value), cast.ana.choose(nag, "nag.snooze", value))
    await journey.quiet()
    assert len(journey.audit("nag.snoozed")) == 1


@both
async def test_a_command_that_comes_twice_is_one_change_and_the_same_answer(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.page(cast.ana, 1, OUTCOME)
    world = journey.workspace.world
    rights = (world.rights.new_trigger(cast.ana.id), world.rights.new_response(cast.ana.id, cast.churn.id))
    payload = payloads.slash_command(world, cast.ana.user, cast.churn, "/plumb", "kpi 2.9%", rights)
    answers = [await journey.workspace.deliver_raw("slash_commands", payload) for _ in range(3)]
    await journey.quiet()
    assert "2.9 %" in answers[0].payload["text"]
    assert answers[1].payload == answers[2].payload == answers[0].payload
    assert len(journey.audit("kpi.logged")) == 1


@pytest.mark.parametrize("error", ["expired_trigger_id", "exchanged_trigger_id"])
async def test_a_window_that_came_too_late_is_offered_by_a_button(journey: Journey, cast: Cast, error: str) -> None:
    journey.workspace.faults.next("views.open", Fault.error(error))
    heard = await journey.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    note = await heard.reply()
    assert journey.windows(cast.ana) == []
    assert "could not be opened in time" in note.rendered()
    await journey.presses(cast.ana, note, "again.try")
    assert cast.ana.modal is not None
    assert cast.ana.modal.values()["name"] == "Churn model"


@pytest.mark.parametrize(("action", "field"), [("kickoff.open", "metric_name"), ("kickoff.answer", "metric_name")])
async def test_a_buttons_window_that_came_too_late_is_offered_again_too(
    journey: Journey, cast: Cast, action: str, field: str
) -> None:
    await journey.kickoff()
    journey.workspace.faults.next("views.open", Fault.error("expired_trigger_id"))
    checklist = journey.checklist(cast.ana)
    value = button(checklist, action, "|metric_name" if action == "kickoff.answer" else "")["value"]
    heard = await journey.presses(cast.ana, checklist, action, value)
    note = await heard.reply()
    await journey.presses(cast.ana, note, action, value)
    assert cast.ana.modal is not None
    assert field in cast.ana.modal.inputs()


async def test_a_trigger_that_really_is_too_old_ends_the_same_way(depart: Depart) -> None:
    journey = await depart(setup=Setup(trigger_seconds=-1.0))
    heard = await journey.types(journey.cast.ana, "/plumb kickoff Churn model", journey.cast.churn)
    assert "could not be opened in time" in (await heard.reply()).rendered()


@both
async def test_unknown_events_and_messages_about_a_checklist_are_ignored(
    journey: Journey, cast: Cast, faults: list[EventDict]
) -> None:
    await journey.kickoff()
    dm = journey.workspace.world.dm_with(cast.ana.id)
    strange: list[dict[str, Any]] = [
        {"type": "message", "subtype": "message_changed", "channel": dm.id, "message": {"ts": cast.ana.dm[0].ts}},
        {"type": "message", "subtype": "message_deleted", "channel": dm.id, "deleted_ts": cast.ana.dm[0].ts},
        {"type": "user_huddle_changed"},
        {"type": "user_change"},
        {"type": "user_change", "user": "U0"},
        {"type": "user_change", "user": {"id": "U0NOBODY", "extra": {"deep": [1, 2]}}},
        {"type": "channel_rename", "channel": 7},
        {"type": "channel_archive"},
        {"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}},
    ]
    before = len(journey.workspace.log.posts())
    for event in strange:
        ack = await journey.workspace.deliver_raw("events_api", payloads.event_callback(journey.workspace.world, event))
        assert ack.error is None, event
    await journey.quiet()
    assert len(journey.workspace.log.posts()) == before
    assert {line["event"] for line in faults if line["log_level"] == "error"} == {"request.unknown"}
    faults.clear()
    assert "Churn model" in (await journey.types(cast.ana, "/plumb status", cast.churn)).text


async def test_events_out_of_order_end_in_what_is_true(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    workspace = journey.workspace
    workspace.archive_channel(cast.churn, by=cast.lena)
    workspace.rename_channel(cast.churn, "churn-old")
    unarchived = {"type": "channel_unarchive", "channel": cast.churn.id, "user": cast.lena.id}
    await workspace.deliver_raw("events_api", payloads.event_callback(workspace.world, unarchived))
    await journey.quiet()
    heard = await journey.types(cast.ana, "/plumb kickoff Another", cast.churn)
    assert "archived" in heard.text
