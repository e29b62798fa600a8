"""Nags: in each person's own working hours, with growing gaps, up the ladder, silent once the thing exists."""

import asyncio
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME, PROOF
from handlers.demo.workspace import Fault, Message, Person
from tests.databases import KINDS
from tests.journeys.conftest import Depart
from tests.journeys.journey import BERLIN, NEW_YORK, TOKYO, Journey, at, elements, wall

both = pytest.mark.parametrize("database", KINDS, indirect=True)

GERMANY = "country: DE\n"
DUE = "2027-02-15"
"""Ten working days after Monday, 1 February."""


def snooze(nag: Message, code: str) -> str:
    """The value of the choice in a nag's menu that ends so."""
    menu = next(one for one in elements(nag.blocks) if one["action_id"] == "nag.snooze")
    return next(str(option["value"]) for option in menu["options"] if option["value"].endswith(f"|{code}"))


async def said(journey: Journey, person: Person, zone: ZoneInfo, until: str) -> list[str]:
    """When a person was nagged, in local time, once the clock has come so far."""
    await journey.travel(at(until, "23:00", zone))
    return [wall(nag, zone) for nag in journey.nags(person)]


@both
@pytest.mark.parametrize(
    ("who", "zone"), [("mei", TOKYO), ("sam", NEW_YORK), ("ana", BERLIN)], ids=["Tokyo", "New York", "Berlin"]
)
async def test_a_nag_comes_at_nine_where_the_person_is(journey: Journey, cast: Cast, who: str, zone: ZoneInfo) -> None:
    owner: Person = getattr(cast, who)
    await journey.kickoff(owner)
    await journey.travel(at(DUE, "08:59", zone))
    assert journey.nags(owner) == []
    await journey.travel(at(DUE, "09:00", zone) + timedelta(seconds=20))
    assert [wall(nag, zone) for nag in journey.nags(owner)] == [f"{DUE} 09:00"]


async def test_words_come_when_due_and_after_one_two_and_four_working_days_never_at_a_weekend(
    journey: Journey, cast: Cast
) -> None:
    await journey.kickoff()
    assert await said(journey, cast.ana, BERLIN, "2027-04-30") == [
        "2027-02-15 09:00",
        "2027-02-16 09:00",
        "2027-02-18 09:00",
        "2027-02-24 09:00",
    ]


async def test_the_channel_is_told_once_then_the_sponsor_with_the_same_gaps(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    before = journey.posted(cast.churn)
    sponsors = await said(journey, cast.sam, NEW_YORK, "2027-04-30")
    assert sponsors == ["2027-02-26 09:00", "2027-03-01 09:00", "2027-03-03 09:00", "2027-03-09 09:00"]
    in_channel = journey.workspace.messages(cast.churn)[before:]
    assert [wall(one, BERLIN) for one in in_channel] == ["2027-02-25 09:00"]
    assert len(journey.nags(cast.ana)) == 4


async def test_each_word_says_who_is_told_next_and_when(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await said(journey, cast.sam, NEW_YORK, "2027-02-26")
    for nag in journey.nags(cast.ana):
        assert "Thursday 25 February" in nag.rendered()
        assert "#churn-model" in nag.rendered()
    assert "I tell the sponsor" in journey.workspace.messages(cast.churn)[-1].rendered()
    assert "not take it further" in journey.nags(cast.sam)[-1].rendered()


async def test_a_plan_that_nobody_accepted_is_brought_up_as_what_it_is(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, {**OUTCOME, **PROOF})
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    [nag] = journey.nags(cast.ana)
    assert "is complete, but you have not accepted it" in nag.rendered()
    heard = await journey.presses(cast.ana, nag, "plan.open")
    await journey.presses(cast.ana, heard.messages[-1], "plan.accept")
    await journey.quiet()
    assert "✓ Churn model: an experiment is planned" in journey.nags(cast.ana)[0].rendered()


async def test_without_a_sponsor_the_ladder_ends_in_the_channel_and_goes_on_when_one_is_named(
    journey: Journey, cast: Cast
) -> None:
    await journey.kickoff()
    await journey.travel(at("2027-03-31", "12:00", BERLIN))
    assert (len(journey.nags(cast.ana)), journey.posted(cast.churn)) == (4, 2)
    await journey.answers(cast.ana, {"sponsor": cast.sam.id})
    assert await said(journey, cast.sam, NEW_YORK, "2027-04-01") == ["2027-03-31 09:00", "2027-04-01 09:00"]


async def test_a_holiday_of_the_policys_country_is_no_working_day(depart: Depart) -> None:
    journey = await depart(start=at("2027-03-15", "09:40", BERLIN), policy=GERMANY)
    await journey.kickoff()
    # Good Friday is 26 March, Easter Monday 29 March: ten working days after 15 March end on the 31st.
    assert (await said(journey, journey.cast.ana, BERLIN, "2027-04-02"))[:2] == ["2027-03-31 09:00", "2027-04-01 09:00"]


async def test_a_gap_that_would_end_on_a_holiday_ends_after_it(depart: Depart) -> None:
    journey = await depart(start=at("2027-03-10", "09:40", BERLIN), policy=GERMANY)
    await journey.kickoff()
    assert await said(journey, journey.cast.ana, BERLIN, "2027-04-01") == [
        "2027-03-24 09:00",
        "2027-03-25 09:00",
        "2027-03-31 09:00",
    ]


async def test_nobody_is_written_to_outside_hours_even_when_the_bot_was_down(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    journey.clock.move_to(at(DUE, "22:15", BERLIN))
    await journey.restart()
    await journey.bot.tick()
    await journey.quiet()
    assert journey.nags(cast.ana) == []
    assert await said(journey, cast.ana, BERLIN, "2027-02-16") == ["2027-02-16 09:00"]


async def test_a_bot_that_was_down_over_the_weekend_asks_once(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.travel(at(DUE, "10:00", BERLIN))
    journey.clock.move_to(at("2027-02-22", "11:00", BERLIN))
    await journey.restart()
    for _ in range(3):
        await journey.bot.tick()
    await journey.quiet()
    assert [wall(nag, BERLIN) for nag in journey.nags(cast.ana)] == ["2027-02-15 09:00", "2027-02-22 11:00"]


@both
async def test_an_accepted_plan_ends_the_nagging_at_once_and_edits_every_word(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await said(journey, cast.sam, NEW_YORK, "2027-02-26")
    before = [(nag.channel_id, nag.ts) for nag in (*journey.nags(cast.ana), *journey.nags(cast.sam))]
    assert len(before) == 5
    told = (len(cast.ana.dm), len(cast.sam.dm))
    await journey.accepts_a_plan()
    for person in (cast.ana, cast.sam):
        done = [one for one in person.dm if "an experiment is planned" in one.rendered()]
        assert {(one.channel_id, one.ts) for one in done} == {spot for spot in before if spot[0] == done[0].channel_id}
        assert all("plan.open" not in str(one.blocks) and "nag.snooze" not in str(one.blocks) for one in done)
    [in_channel] = [one for one in journey.workspace.messages(cast.churn) if wall(one, BERLIN) == "2027-02-25 09:00"]
    assert "✓" in in_channel.rendered()
    posted = journey.posted(cast.churn)
    await journey.travel(at("2027-03-01", "12:00", BERLIN))
    assert (len(cast.ana.dm), len(cast.sam.dm), journey.posted(cast.churn)) == (*told, posted)


async def test_a_plan_made_in_time_means_not_one_word(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.accepts_a_plan()
    posted = journey.posted(cast.churn)
    await journey.travel(at("2027-03-01", "12:00", BERLIN))
    assert (len(cast.ana.dm), len(cast.sam.dm), journey.posted(cast.churn)) == (1, 1, posted)


async def test_a_nag_that_waits_for_slack_is_never_said_when_the_plan_came_first(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    journey.workspace.faults.next("chat.postMessage", Fault.retry_after(1), times=None)
    journey.clock.move_to(at(DUE, "09:00", BERLIN))
    await journey.bot.tick()
    await journey.workspace.until(lambda: journey.workspace.log.calls("chat.postMessage")[-1].status == 429)
    await journey.accepts_a_plan()
    journey.workspace.faults.clear()
    await journey.bot.drain.settled()
    assert "Launch if churn falls" in journey.said_in(cast.churn)
    await journey.travel(at("2027-02-19", "18:00", BERLIN))
    assert journey.nags(cast.ana) == []
    assert len(cast.ana.dm) == 1


async def test_snoozing_by_the_menu_puts_it_off_edits_the_message_and_is_bounded(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    expected = []
    for day, code in (("2027-02-15", "1"), ("2027-02-16", "3"), ("2027-02-19", "next_week")):
        await journey.travel(at(day, "09:01", BERLIN))
        nag = journey.nags(cast.ana)[-1]
        expected.append(f"{day} 09:00")
        assert [wall(one, BERLIN) for one in journey.nags(cast.ana)] == expected
        heard = await cast.ana.choose(nag, "nag.snooze", snooze(nag, code))
        await journey.quiet()
        assert "put off" in heard.text.casefold(), heard.text
        assert "nag.snooze" not in str(nag.blocks)
    await journey.travel(at("2027-02-22", "09:01", BERLIN))
    last = journey.nags(cast.ana)[-1]
    assert wall(last, BERLIN) == "2027-02-22 09:00"
    assert "nag.snooze" not in str(last.blocks), "after three times there is nothing left to put off"
    assert len(journey.audit("nag.snoozed")) == 3


async def test_the_list_puts_off_in_the_same_words_and_shows_what_is_put_off(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.travel(at(DUE, "09:01", BERLIN))
    in_nag = next(one for one in elements(journey.nags(cast.ana)[-1].blocks) if one["action_id"] == "nag.snooze")
    for day in ("2027-02-15", "2027-02-16", "2027-02-17"):
        await journey.travel(at(day, "09:01", BERLIN))
        note = (await journey.types(cast.ana, "/plumb nags", cast.churn)).messages[-1]
        menu = next(one for one in elements(note.blocks) if one["action_id"] == "nag.snooze")
        assert menu == in_nag
        await cast.ana.choose(note, "nag.snooze", snooze(note, "1"))
        await journey.quiet()
        assert "; put off until" in note.rendered(), "the list itself shows what was done"
        assert "nag.snooze" not in str(note.blocks)
    await journey.travel(at("2027-02-18", "09:01", BERLIN))
    last = (await journey.types(cast.ana, "/plumb nags", cast.churn)).messages[-1]
    assert "it cannot be put off any more" in last.rendered()
    assert "nag.snooze" not in str(last.blocks)


async def test_the_list_says_of_a_complete_plan_that_it_waits_for_its_acceptance(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    assert "no experiment planned" in (await journey.types(cast.ana, "/plumb nags", cast.churn)).text
    await journey.page(cast.ana, 1, OUTCOME)
    await journey.page(cast.ana, 3, PROOF)
    shown = (await journey.types(cast.ana, "/plumb nags", cast.churn)).messages[-1]
    assert "the plan waits for your acceptance" in shown.rendered()
    assert "Review the plan" in shown.rendered()
    assert "no experiment planned" not in shown.rendered()


async def test_a_fourth_snooze_and_a_forged_day_are_refused(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.travel(at(DUE, "09:01", BERLIN))
    nag = journey.nags(cast.ana)[-1]
    far = snooze(nag, "1").rpartition("|")[0] + "|2099-01-01"
    heard = await journey.forges(cast.ana, nag, "nag.snooze", far)
    assert "not offered" in heard
    old = snooze(nag, "1")
    for day in ("2027-02-15", "2027-02-16", "2027-02-17"):
        await journey.travel(at(day, "09:01", BERLIN))
        assert "already" not in await journey.forges(cast.ana, nag, "nag.snooze", old)
    await journey.travel(at("2027-02-18", "09:01", BERLIN))
    told = await journey.forges(cast.ana, nag, "nag.snooze", old)
    assert "3 times already" in told
    assert "accepting a plan: /plumb experiment plan" in told
    assert len(journey.audit("nag.snoozed")) == 3


async def test_whoever_flies_home_before_the_day_is_asked_in_the_new_morning(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(cast.sam)
    await journey.travel(at("2027-02-12", "12:00", NEW_YORK))
    journey.workspace.change_user(cast.sam, tz="Asia/Tokyo")
    await journey.workspace.settled()
    assert await said(journey, cast.sam, TOKYO, "2027-02-15") == ["2027-02-15 09:00"]


async def test_a_zone_that_changed_unheard_is_read_again_before_anybody_is_woken(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(cast.mei)
    await journey.travel(at("2027-02-12", "12:00", TOKYO))
    cast.mei.user.tz = "America/New_York"
    assert await said(journey, cast.mei, NEW_YORK, "2027-02-15") == ["2027-02-15 09:00"]


async def test_somebody_without_a_zone_is_asked_in_the_policys(depart: Depart) -> None:
    journey = await depart(policy="zone: Asia/Tokyo\n")
    mei = journey.cast.mei
    mei.user.tz = None
    await journey.kickoff(mei)
    assert await said(journey, mei, TOKYO, "2027-02-15") == ["2027-02-15 09:00"]


async def test_a_deactivated_owner_is_passed_over(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    journey.workspace.change_user(cast.ana, deleted=True)
    await journey.workspace.settled()
    posted = journey.posted(cast.churn)
    await journey.travel(at("2027-02-16", "18:00", BERLIN))
    assert journey.nags(cast.ana) == []
    assert journey.posted(cast.churn) == posted + 1
    assert len(journey.nags(cast.sam)) == 1


async def test_two_projects_of_one_owner_are_one_message_a_day(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(name="Churn model")
    await journey.kickoff(name="Win-back model")
    await journey.travel(at(DUE, "18:00", BERLIN))
    [nag] = journey.nags(cast.ana)
    assert "Churn model" in nag.rendered()
    assert "Win-back model" in nag.rendered()
    assert len([one for one in elements(nag.blocks) if one["action_id"] == "plan.open"]) == 2


async def test_everything_owed_is_listed_on_demand(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    heard = await journey.types(cast.ana, "/plumb nags")
    assert "Churn model" in heard.text
    assert "Monday 15 February" in heard.text
    nothing = await journey.types(cast.mei, "/plumb nags")
    assert "Churn model" not in nothing.text


@both
async def test_two_replicas_that_tick_at_once_ask_once(depart: Depart, database: str) -> None:
    journey = await depart()
    second = await journey.replica() if database.startswith("postgresql") else journey.bot
    await journey.kickoff()
    journey.clock.move_to(at(DUE, "09:00", BERLIN))
    ticks: list[Any] = [journey.bot.tick(), second.tick(), journey.bot.tick()]
    await asyncio.gather(*ticks)
    await journey.quiet()
    assert len(journey.nags(journey.cast.ana)) == 1
