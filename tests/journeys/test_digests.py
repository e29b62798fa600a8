"""Digests: previewed, saved by a button, on their day at their local time, once."""

import asyncio
from datetime import datetime

import pytest

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME
from handlers.demo.workspace import Channel, Fault, Message, Person
from tests.databases import KINDS
from tests.journeys.conftest import Depart
from tests.journeys.journey import BERLIN, NEW_YORK, Journey, at, button, elements, wall

both = pytest.mark.parametrize("database", KINDS, indirect=True)
SATURDAY_BEFORE_SUMMER_TIME = at("2027-03-20", "12:00", BERLIN)


async def schedule(journey: Journey, words: str, channel: Channel | None = None, person: Person | None = None) -> str:
    """Ask for a digest in these words and press “Save this schedule”; what was answered."""
    who, place = person or journey.cast.lena, channel or journey.cast.churn
    preview = await journey.types(who, f"/plumb digest {words}", place)
    saved = await journey.presses(who, preview.messages[-1], "digest.save")
    return (await saved.reply()).rendered()


def digests(journey: Journey, channel: Channel) -> list[Message]:
    """The digests that a channel got."""
    return [one for one in journey.workspace.messages(channel) if "What ML is worth" in one.text]


async def come(journey: Journey, until: datetime) -> list[str]:
    """When digests came to the channel of the churn model, in Berlin, once the clock has come so far."""
    await journey.travel(until)
    return [wall(one, BERLIN) for one in digests(journey, journey.cast.churn)]


@both
async def test_a_weekly_digest_comes_on_its_day_through_a_change_of_the_clocks(depart: Depart) -> None:
    journey = await depart(start=SATURDAY_BEFORE_SUMMER_TIME)
    await schedule(journey, "weekly monday 09:00 Europe/Berlin")
    assert await come(journey, at("2027-04-06", "12:00", BERLIN)) == [
        "2027-03-22 09:00",
        "2027-03-29 09:00",
        "2027-04-05 09:00",
    ]


async def test_a_digest_at_an_hour_that_the_clocks_skip_comes_once_that_day(depart: Depart) -> None:
    journey = await depart(start=SATURDAY_BEFORE_SUMMER_TIME)
    await schedule(journey, "weekly sunday 02:30 Europe/Berlin")
    assert await come(journey, at("2027-04-05", "12:00", BERLIN)) == [
        "2027-03-21 02:30",
        "2027-03-28 03:00",
        "2027-04-04 02:30",
    ]


async def test_a_digest_at_an_hour_that_comes_twice_is_said_once(depart: Depart) -> None:
    journey = await depart(start=at("2026-10-19", "12:00", BERLIN))
    await schedule(journey, "weekly sunday 02:30 Europe/Berlin")
    await journey.travel(at("2026-10-25", "12:00", BERLIN))
    await journey.restart()
    await journey.travel(at("2026-10-26", "12:00", BERLIN))
    [digest] = digests(journey, journey.cast.churn)
    assert wall(digest, BERLIN) == "2026-10-25 02:30"


async def test_a_biweekly_digest_leaves_every_second_week_out(journey: Journey) -> None:
    await schedule(journey, "biweekly tuesday 16:00 America/New_York")
    await journey.travel(at("2027-03-20", "12:00", NEW_YORK))
    assert [wall(one, NEW_YORK) for one in digests(journey, journey.cast.churn)] == [
        "2027-02-02 16:00",
        "2027-02-16 16:00",
        "2027-03-02 16:00",
        "2027-03-16 16:00",
    ]


async def test_a_monthly_digest_comes_on_the_first_such_day(journey: Journey) -> None:
    said = await schedule(journey, "monthly wed 08:15 Europe/Berlin")
    assert "first Wednesday" in said
    assert await come(journey, at("2027-04-30", "12:00", BERLIN)) == [
        "2027-02-03 08:15",
        "2027-03-03 08:15",
        "2027-04-07 08:15",
    ]


async def test_a_preview_is_seen_by_one_person_and_saves_nothing(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    preview = await journey.types(cast.lena, "/plumb digest weekly monday 09:00", cast.churn)
    assert "preview" in preview.text.casefold()
    assert "Churn model" in preview.text
    assert journey.audit("digest.set") == []
    assert await come(journey, at("2027-02-09", "12:00", BERLIN)) == []


async def test_pressing_save_twice_is_saving_once(journey: Journey, cast: Cast) -> None:
    preview = await journey.types(cast.lena, "/plumb digest weekly monday 09:00 Europe/Berlin", cast.churn)
    note, value = preview.messages[-1], button(preview.messages[-1], "digest.save")["value"]
    await asyncio.gather(cast.lena.press(note, "digest.save"), cast.lena.press(note, "digest.save"))
    await journey.quiet()
    assert "Saved" in await journey.forges(cast.lena, note, "digest.save", value)
    assert len(journey.audit("digest.set")) == 1
    assert await come(journey, at("2027-02-09", "12:00", BERLIN)) == ["2027-02-08 09:00"]


async def test_what_is_left_out_is_the_policys_and_the_persons(journey: Journey, cast: Cast) -> None:
    said = await schedule(journey, "", person=cast.sam)
    assert "every week on Monday at 09:00" in said
    assert "America/New_York" in said
    await journey.travel(at("2027-02-02", "12:00", NEW_YORK))
    assert [wall(one, NEW_YORK) for one in digests(journey, cast.churn)] == ["2027-02-01 09:00"]


async def test_off_ends_it(journey: Journey, cast: Cast) -> None:
    await schedule(journey, "weekly monday 09:00 Europe/Berlin")
    off = await journey.types(cast.lena, "/plumb digest off", cast.churn)
    assert "off" in off.text
    assert await come(journey, at("2027-02-16", "12:00", BERLIN)) == []
    again = await journey.types(cast.lena, "/plumb digest off", cast.churn)
    assert "no digest" in again.text


@both
async def test_digests_missed_while_the_bot_was_down_are_one_late_and_labelled(depart: Depart) -> None:
    journey = await depart()
    await journey.kickoff()
    await schedule(journey, "weekly monday 09:00 Europe/Berlin")
    await journey.end()
    journey.clock.move_to(at("2027-02-24", "15:00", BERLIN))
    await journey.restart()
    for _ in range(2):
        await journey.bot.tick()
        await journey.quiet()
    [late] = digests(journey, journey.cast.churn)
    assert "Late: this was due 22 Feb 2027 08:00 UTC" in late.rendered()
    assert "2 earlier digests were skipped" in late.rendered()
    assert "Late" in late.text
    assert (await come(journey, at("2027-03-01", "12:00", BERLIN)))[1:] == ["2027-03-01 09:00"]


async def test_a_digest_tells_what_is_new_and_then_that_nothing_is(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.page(cast.ana, 1, OUTCOME)
    await journey.types(cast.ana, "/plumb kpi 2.9%", cast.churn)
    await schedule(journey, "weekly monday 09:00 Europe/Berlin")
    await journey.travel(at("2027-02-15", "08:00", BERLIN))
    [first] = digests(journey, cast.churn)
    assert "\nNew\n" in first.rendered()
    assert "last digest" not in first.rendered()
    assert "Nothing new" not in first.rendered()
    await journey.travel(at("2027-02-15", "12:00", BERLIN))
    second = digests(journey, cast.churn)[-1]
    assert [line for line in second.rendered().split("\n") if "new since" in line.casefold()] == [
        "Nothing new since the last digest."
    ]


async def test_a_preview_says_what_it_would_replace(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    first = await journey.types(cast.lena, "/plumb digest weekly monday 09:00 Europe/Berlin", cast.churn)
    assert "replaces" not in first.text
    await journey.presses(cast.lena, first.messages[-1], "digest.save")
    second = await journey.types(cast.ana, "/plumb digest monthly friday 15:00 Europe/Berlin", cast.churn)
    assert "replaces the present one: every week on Monday at 09:00 (Europe/Berlin)" in second.text
    await journey.types(cast.lena, "/plumb digest off", cast.churn)
    third = await journey.types(cast.ana, "/plumb digest weekly", cast.churn)
    assert "replaces" not in third.text


async def test_a_changed_schedule_does_not_tell_old_news_again(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await schedule(journey, "weekly monday 09:00 Europe/Berlin")
    await journey.travel(at("2027-02-08", "12:00", BERLIN))
    await schedule(journey, "weekly tuesday 10:00 Europe/Berlin")
    await journey.travel(at("2027-02-09", "12:00", BERLIN))
    assert "Nothing new since the last digest." in digests(journey, cast.churn)[-1].rendered()


async def test_set_to_later_on_a_day_that_had_its_digest_it_says_and_keeps_the_next(depart: Depart) -> None:
    journey = await depart(start=SATURDAY_BEFORE_SUMMER_TIME)
    await schedule(journey, "weekly monday 09:00 Europe/Berlin")
    await journey.travel(at("2027-03-22", "10:00", BERLIN))
    said = await schedule(journey, "weekly monday 14:30 Europe/Berlin")
    assert "next on Monday 29 March" in said
    assert await come(journey, at("2027-03-30", "12:00", BERLIN)) == ["2027-03-22 09:00", "2027-03-29 14:30"]


async def test_the_picture_and_the_table_are_native(journey: Journey, cast: Cast) -> None:
    await measured(journey)
    await journey.travel(at("2027-02-08", "12:00", BERLIN))
    [digest] = digests(journey, cast.churn)
    kinds = [block["type"] for block in digest.blocks]
    assert "data_table" in kinds
    assert "data_visualization" in kinds
    for words in ("Monthly churn of paying customers", "3.1 %", "2.9 %", "€"):
        assert words in digest.text, "the text alone has the full meaning"


async def test_what_slack_does_not_know_yet_is_left_out_and_the_meaning_stays(journey: Journey, cast: Cast) -> None:
    await measured(journey)
    journey.workspace.faults.next(
        "chat.postMessage",
        Fault.error("invalid_blocks"),
        times=None,
        match=lambda args: "data_table" in str(args) or "data_visualization" in str(args),
    )
    await journey.travel(at("2027-02-08", "12:00", BERLIN))
    [digest] = digests(journey, cast.churn)
    assert digest.blocks
    assert not {"data_table", "data_visualization"} & {block["type"] for block in digest.blocks}
    assert "Monthly churn of paying customers" in digest.rendered()
    assert wall(digest, BERLIN) == "2027-02-08 09:00"


async def test_where_no_blocks_are_taken_the_text_is_said(journey: Journey, cast: Cast) -> None:
    await measured(journey)
    journey.workspace.faults.next(
        "chat.postMessage", Fault.error("invalid_blocks"), times=None, match=lambda args: bool(args.get("blocks"))
    )
    await journey.travel(at("2027-02-08", "12:00", BERLIN))
    [digest] = digests(journey, cast.churn)
    assert "Monthly churn of paying customers" in digest.text


async def measured(journey: Journey) -> None:
    """A project with a value, money and a digest on Mondays."""
    cast = journey.cast
    await journey.kickoff(sponsor=cast.sam)
    await journey.page(cast.ana, 1, {**OUTCOME, "value_per_unit": "€400k", "currency": "EUR"})
    await journey.types(cast.ana, "/plumb kpi 3.0% 2027-01-15", cast.churn)
    await journey.types(cast.ana, "/plumb kpi 2.9% 2027-01-31", cast.churn)
    await schedule(journey, "weekly monday 09:00 Europe/Berlin")


UNREADABLE = (
    ("weekly monday 09:00 Mars/Phobos", "Mars/Phobos"),
    ("weekly monday 25:00", "25:00"),
    ("weekly someday", "someday"),
    ("weekly 0 9 * * 1-5", "I cannot read “9”"),
    ("monthly 31", "first such weekday of the month"),
    ("weekly funday 25:00", "“funday” is not a weekday"),
    ("* * * * * *", "digest"),
    ("hourly", "digest"),
    ("daily 02:30 Europe/Berlin", "digest weekly"),
    ("weekly monday 09:00 Europe/Berlin twice", "twice"),
)
FORGED = (
    "",
    "{}",
    "[]",
    "null",
    '{"cadence": "hourly", "weekday": "monday", "at": "09:00", "zone": "UTC"}',
    '{"cadence": "weekly", "weekday": "monday", "at": "09:00", "zone": "Mars/Phobos"}',
    '{"cadence": "weekly", "weekday": "monday", "at": "* * *", "zone": "UTC"}',
    '{"cadence": "weekly", "weekday": 7, "at": 9, "zone": []}',
)


async def test_a_schedule_that_cannot_be_read_is_asked_back(journey: Journey, cast: Cast) -> None:
    for words, told in UNREADABLE:
        [note] = (await journey.types(cast.lena, f"/plumb digest {words}", cast.churn)).messages
        assert told in note.rendered(), words
        assert len(note.text) < 3000, words
        assert not any(one["action_id"] == "digest.save" for one in elements(note.blocks)), words


async def test_a_forged_schedule_is_refused(journey: Journey, cast: Cast) -> None:
    preview = await journey.types(cast.lena, "/plumb digest weekly", cast.churn)
    note = preview.messages[-1]
    for value in FORGED:
        assert "not valid any more" in await journey.forges(cast.lena, note, "digest.save", value), value
    assert journey.audit("digest.set") == []


async def test_a_channel_without_the_bot_and_a_direct_message_have_no_digest(journey: Journey, cast: Cast) -> None:
    place = journey.workspace.add_channel("elsewhere", members=[cast.lena])
    assert "/invite" in (await journey.types(cast.lena, "/plumb digest weekly", place)).text
    assert "belongs to a channel" in (await journey.types(cast.lena, "/plumb digest weekly")).text


async def test_a_digest_to_a_channel_that_was_archived_is_told_to_the_owner_once(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await schedule(journey, "weekly monday 09:00 Europe/Berlin")
    journey.workspace.archive_channel(cast.churn, by=cast.lena)
    await journey.workspace.settled()
    before = len(cast.ana.dm)
    await journey.travel(at("2027-02-08", "23:00", BERLIN))
    assert digests(journey, cast.churn) == []
    told = [one for one in cast.ana.dm[before:] if "archived" in one.rendered()]
    assert len(told) == 1


@both
async def test_back_in_a_channel_it_says_the_newest_of_what_it_could_not_say(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await schedule(journey, "weekly monday 09:00 Europe/Berlin")
    journey.workspace.remove_app(cast.churn)
    assert await come(journey, at("2027-02-23", "12:00", BERLIN)) == []
    assert any("I am not in this channel" in one.text for one in cast.ana.dm)
    journey.workspace.invite_app(cast.churn, by=cast.ana)
    await journey.workspace.until(lambda: digests(journey, cast.churn))
    await journey.quiet()
    [digest] = digests(journey, cast.churn)
    assert "22 Feb 2027" in digest.text
    assert await come(journey, at("2027-03-02", "12:00", BERLIN)) == ["2027-02-23 12:00", "2027-03-01 09:00"]
