"""What no client of Slack's would send: forged ids, options and hidden parts; and a database that is busy."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME, PROOF
from handlers.demo.workspace import Fault
from storage.engine import open_engine
from tests.databases import LONG_KINDS
from tests.journeys.conftest import Depart
from tests.journeys.evidence import forged, in_field, kept, told
from tests.journeys.journey import Journey

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)

NASTY_IDS = ("", "P\x00", "P\ud800", "../1", "-1", "' OR 1=1 --", "P0123456789abcdef", "P" * 2000)


def metadata(value: str) -> Callable[[dict[str, Any]], None]:
    """Tampering: another hidden part than the window was opened with."""

    def change(payload: dict[str, Any]) -> None:
        payload["view"]["private_metadata"] = value

    return change


@both
async def test_a_page_with_a_forged_hidden_part_saves_nothing_keeps_the_form_and_says_so(
    journey: Journey, cast: Cast
) -> None:
    """BI056."""
    await journey.kickoff()
    await journey.opens_part(cast.ana, 1)
    await journey.fills(cast.ana, OUTCOME)
    before = kept(journey)
    for value in (
        "{",
        "[" * 3000,
        '{"project": "P\\u0000", "part": 1, "revision": 0}',
        '{"project": "P\\ud800", "part": 1, "revision": 0}',
        '{"project": "PROJECT", "part": 1, "revision": 1e999}',
        '{"project": "PROJECT", "part": 1e999, "revision": 0}',
        '{"project": "P0123456789abcdef", "part": 1, "revision": 0}',
    ):
        ack = await forged(cast.ana, metadata(value.replace("PROJECT", before.projects[0].id)))
        assert ack.error is None
        assert ack.payload["response_action"] == "push", "the form stays below, with all that was typed"
        assert "not valid any more" in str(ack.payload) or "does not exist" in str(ack.payload)
        assert len(str(ack.payload)) < 3000
        assert kept(journey) == before


@both
async def test_a_first_window_with_a_forged_channel_starts_nothing(journey: Journey, cast: Cast) -> None:
    """BI056."""
    await journey.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    dm = journey.workspace.world.dm_with(cast.ana.id).id
    for value in ("", "C\x00", "general!", "C" * 3001, "C0NOWHERE", dm):
        ack = await forged(cast.ana, metadata(value))
        assert ack.error is None
        words = ("not valid any more", "not in this channel", "home channel")
        assert any(each in str(ack.payload) for each in words), value
    assert kept(journey).projects == ()
    assert journey.workspace.log.posts() == []


@both
async def test_people_and_options_that_were_never_offered_are_named_at_their_fields(
    journey: Journey, cast: Cast
) -> None:
    """BI010, BI051, BI055."""
    await journey.kickoff()
    await journey.opens_part(cast.ana, 1)
    await journey.fills(cast.ana, OUTCOME)
    before = kept(journey)
    entries: list[tuple[str, dict[str, Any], str]] = [
        ("sponsor", {"selected_user": "U\x00"}, "NUL"),
        ("sponsor", {"selected_user": "U\ud800"}, "not known"),
        ("sponsor", {"selected_user": "' OR 1=1"}, "not known"),
        ("sponsor", {"selected_user": journey.workspace.bot_user_id}, "no app"),
        ("metric_direction", {"selected_option": {"value": "sideways"}}, "not offered"),
        ("deadline", {"selected_date": "2027-02-29"}, "Example: 2028-06-30"),
        ("deadline", {"selected_date": "9999-12-31"}, "Example: 2028-06-30"),
    ]
    for field, entry, words in entries:
        ack = await forged(cast.ana, in_field(field, entry))
        assert ack.payload["response_action"] == "errors", entry
        assert set(ack.payload["errors"]) == {field}
        assert words in ack.payload["errors"][field]
        assert kept(journey) == before
    await journey.closes(cast.ana)
    await journey.types(cast.ana, "/plumb kickoff Another", cast.churn)
    for field, nobody in (("owner", "U\x00"), ("sponsor", "UNOBODY")):
        ack = await forged(cast.ana, in_field(field, {"selected_user": nobody}))
        assert set(ack.payload["errors"]) == {field}
    ack = await forged(cast.ana, in_field("members", {"selected_users": ["../1", cast.mei.id]}))
    assert set(ack.payload["errors"]) == {"members"}
    assert kept(journey) == before


@both
async def test_a_button_whose_value_was_never_offered_changes_nothing_and_says_so(journey: Journey, cast: Cast) -> None:
    """BI055."""
    card = await journey.kickoff()
    before = kept(journey)
    wrapped = {"nag.snooze": "{}|no_experiment|1", "reply.share": "card|{}", "kickoff.answer": "{}|baseline"}
    for action in ("kickoff.open", "kickoff.answer", "plan.open", "plan.accept", "nag.snooze", "reply.share"):
        for nasty in NASTY_IDS:
            words = await journey.forges(cast.ana, card, action, wrapped.get(action, "{}").format(nasty))
            assert words.startswith("This project does not exist any more."), (action, nasty)
    for nasty in (*NASTY_IDS, '{"cadence": "weekly", "weekday": "monday", "at": "09:00", "zone": "\\u0000"}', "[1]"):
        assert "not valid any more" in await journey.forges(cast.lena, card, "digest.save", nasty)
    for nasty in NASTY_IDS[1:]:
        assert await journey.forges(cast.ana, card, "project.pick", f"status|{nasty}")
        assert await journey.forges(cast.ana, card, "again.try", f"status {nasty}")
    assert kept(journey) == before
    assert journey.posted(cast.churn) == 1


async def test_a_submission_that_is_slow_is_acknowledged_in_time_and_done_afterwards(
    journey: Journey, cast: Cast
) -> None:
    """BI016."""
    await journey.kickoff()
    await journey.opens_part(cast.ana, 1)
    await journey.unfolds(cast.ana, OUTCOME)
    journey.clock.advance(timedelta(days=2))  # her profile is read anew
    gate = asyncio.Event()
    journey.workspace.faults.next("users.info", Fault.hold(gate), times=None)
    waiting = await cast.ana.submit(OUTCOME)
    assert waiting.error is None, "Slack was answered within its three seconds"
    assert waiting.view is not None
    assert "takes longer than usual" in waiting.view.text()
    gate.set()
    await journey.workspace.until(lambda: cast.ana.modal and "success_statement" in cast.ana.modal.inputs())
    await journey.quiet()
    assert set(kept(journey).answers["Churn model"]) == set(OUTCOME)
    assert OUTCOME["metric_name"] in journey.card(cast.churn).rendered()


async def test_a_submission_that_meets_a_held_database_is_promised_nothing_and_stays_in_the_window(
    depart: Depart,
) -> None:
    journey = await depart(ack_seconds=3.0)
    cast = journey.cast
    await journey.kickoff()
    await journey.opens_part(cast.ana, 1)
    await journey.unfolds(cast.ana, OUTCOME)
    engine = open_engine(journey.address)
    with engine.connect() as holding:
        holding.execute(text("UPDATE workspaces SET name = name"))
        refused = await cast.ana.submit(OUTCOME)
        assert refused.error == "operation timed out"
        holding.rollback()
    engine.dispose()
    await journey.quiet()
    again = await cast.ana.submit(OUTCOME)
    assert again.accepted
    await journey.quiet()
    assert set(kept(journey).answers["Churn model"]) == set(OUTCOME)


async def test_what_looks_like_a_crontab_is_no_schedule(journey: Journey, cast: Cast) -> None:
    """BI096, BI102, BI103."""
    await journey.kickoff()
    before = kept(journey)
    for line, words in {
        "/plumb digest 0 9 * * 1-5": ("digest 0", "digest weekly"),
        "/plumb digest * * * * * *": ("digest *", "digest weekly"),
        "/plumb digest weekly * * * * *": ("“*”",),
        "/plumb digest weekly monday 09:00 Mars/Phobos": ("Mars/Phobos",),
        "/plumb digest weekly monday 25:00": ("25:00",),
    }.items():
        answer = told(await journey.types(cast.lena, line, cast.churn))
        for word in words:
            assert word in answer
    assert kept(journey) == before


async def test_a_digest_by_somebody_without_a_zone_goes_by_the_policys(depart: Depart) -> None:
    """BI099."""
    journey = await depart(policy="zone: Asia/Tokyo\n")
    journey.cast.lena.user.tz = None
    heard = await journey.types(journey.cast.lena, "/plumb digest weekly monday 09:00", journey.cast.churn)
    assert "09:00 (Asia/Tokyo)" in heard.text


@pytest.mark.parametrize("who", ["gus", "mei", "lena"])
async def test_only_the_owner_accepts_a_plan_and_whoever_else_tries_is_on_record(
    journey: Journey, cast: Cast, who: str
) -> None:
    """BI013, BI070."""
    await journey.kickoff(sponsor=cast.sam, members=(cast.mei,))
    await journey.page(cast.ana, 3, PROOF)
    person, before = getattr(cast, who), kept(journey)
    heard = await journey.types(person, "/plumb experiment plan", cast.churn)
    words = await journey.forges(person, heard.messages[-1], "plan.accept", before.projects[0].id)
    assert ("full member" if who == "gus" else "Only the owner accepts a plan.") in words
    after = kept(journey)
    assert after.plans == frozenset()
    assert sorted(after.acts) == sorted((*before.acts, "denied"))
    assert [(entry.actor, entry.subject) for entry in journey.audit("denied")] == [(person.id, "plan.accept")]
