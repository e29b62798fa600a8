"""Places that refuse messages: somebody who can mend it is told once, and what waited goes out when it is mended."""

from datetime import timedelta
from typing import Any

import pytest
from structlog.typing import EventDict

from handlers.demo.cast import Cast
from handlers.demo.workspace import Channel, Fault, Message, Person
from tests.journeys.journey import BERLIN, Journey, at
from tests.journeys.test_digests import digests, schedule

POST, OPEN = "chat.postMessage", "conversations.open"
FIRST_MONDAYS = ("2027-02-08", "2027-02-15", "2027-02-22")


def notices(person: Person) -> list[Message]:
    return [one for one in person.dm if "I could not" in one.rendered()]


def notice(person: Person) -> str:
    (one,) = notices(person)
    return one.rendered()


def refuse(journey: Journey, error: str, channel: Channel) -> None:
    """From now on Slack refuses every post in this channel."""
    journey.workspace.faults.next(
        POST, Fault.error(error), times=None, match=lambda arguments: arguments["channel"] == channel.id
    )


# --- told once, to who can mend it -------------------------------------------------------------------


async def test_the_owner_is_told_once_for_each_cause(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await schedule(journey, "weekly monday 09:00 Europe/Berlin")
    journey.workspace.archive_channel(cast.churn, cast.lena)
    for day in FIRST_MONDAYS:
        await journey.travel(at(day, "09:01", BERLIN))
    assert "the channel is archived. Unarchive it" in notice(cast.ana)
    assert "#churn-model about Churn model" in notice(cast.ana).replace("*", "")
    journey.workspace.archive_channel(cast.churn, cast.lena)
    cast.churn.is_archived = False
    refuse(journey, "restricted_action", cast.churn)
    await journey.travel(at("2027-03-08", "09:01", BERLIN))
    first, second = notices(cast.ana)
    assert "archived" in first.rendered()
    assert "only some people may post there" in second.rendered()
    assert notices(cast.sam) == []


async def test_a_channel_without_the_bot_is_released_when_it_is_invited_again_with_the_newest_digest_only(
    journey: Journey, cast: Cast
) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await schedule(journey, "weekly monday 09:00 Europe/Berlin")
    journey.workspace.remove_app(cast.churn)
    for day in FIRST_MONDAYS:
        await journey.travel(at(day, "09:01", BERLIN))
    await journey.travel(at("2027-02-26", "18:00", BERLIN))
    assert digests(journey, cast.churn) == []
    assert "/invite @Plumbline" in notice(cast.ana)
    before = len(journey.workspace.messages(cast.churn))
    journey.workspace.invite_app(cast.churn, cast.ana)
    await journey.workspace.settled()
    await journey.quiet()
    said = journey.workspace.messages(cast.churn)[before:]
    assert len(digests(journey, cast.churn)) == 1
    assert "22 Feb" in digests(journey, cast.churn)[0].rendered()
    assert [one.ts for one in said] == sorted(one.ts for one in said)
    assert "has no experiment planned" in said[-1].rendered(), "the nag of the 26th comes after the digest of the 22nd"
    assert len(notices(cast.ana)) == 1


async def test_an_archived_channel_is_released_when_it_is_brought_back(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await schedule(journey, "weekly monday 09:00 Europe/Berlin")
    journey.workspace.archive_channel(cast.churn, cast.lena)
    await journey.travel(at("2027-02-08", "09:01", BERLIN))
    assert len(notices(cast.ana)) == 1
    journey.workspace.unarchive_channel(cast.churn, cast.lena)
    await journey.workspace.settled()
    await journey.quiet()
    assert len(digests(journey, cast.churn)) == 1
    journey.workspace.archive_channel(cast.churn, cast.lena)
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    assert len(notices(cast.ana)) == 2, "it was mended in between, so this is news"


async def test_a_digest_in_a_channel_without_a_project_is_told_to_who_set_it(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await schedule(journey, "weekly monday 09:00 Europe/Berlin", cast.leads)
    journey.workspace.remove_app(cast.leads)
    await journey.travel(at("2027-02-08", "09:01", BERLIN))
    assert "#ml-leads" in notice(cast.lena)
    assert "Churn" not in notice(cast.lena)
    assert notices(cast.ana) == []


# --- people who cannot be reached --------------------------------------------------------------------


async def test_an_owner_who_is_gone_is_told_of_to_the_sponsor_and_written_to_when_back(
    journey: Journey, cast: Cast
) -> None:
    await journey.kickoff(sponsor=cast.sam)
    silence(journey, cast.ana)
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    assert journey.nags(cast.ana) == []
    assert "I could not write to @Ana Ruiz about" in notice(cast.sam)
    assert "the account is deactivated" in notice(cast.sam)
    journey.workspace.faults.clear()
    journey.workspace.change_user(cast.ana, deleted=False)
    await journey.workspace.settled()
    await journey.quiet()
    assert len(journey.nags(cast.ana)) == 1


def dm(journey: Journey, person: Person) -> str:
    return str(journey.workspace.world.dm_with(person.id).id)


def silence(journey: Journey, *people: Person) -> None:
    """From now on Slack says that these accounts are deactivated; nobody tells the bot before."""
    silent = {dm(journey, person) for person in people} | {person.id for person in people}

    def is_for_them(arguments: dict[str, Any]) -> bool:
        return str(arguments.get("channel") or arguments.get("users")) in silent

    for method in (POST, OPEN):
        journey.workspace.faults.next(method, Fault.error("user_disabled"), times=None, match=is_for_them)


async def test_a_notice_that_does_not_reach_its_owner_goes_to_the_next(
    journey: Journey, cast: Cast, faults: list[EventDict]
) -> None:
    await journey.kickoff(sponsor=cast.sam, members=(cast.mei,))
    await schedule(journey, "weekly monday 09:00 Europe/Berlin")
    journey.workspace.remove_app(cast.churn)
    silence(journey, cast.ana, cast.sam)
    await journey.travel(at("2027-02-08", "09:01", BERLIN))
    assert "#churn-model" in notice(cast.mei)
    assert (notices(cast.ana), notices(cast.sam), notices(cast.lena)) == ([], [], [])


async def test_where_nobody_of_a_project_can_be_reached_an_admin_is_told(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    journey.workspace.remove_app(cast.churn)
    silence(journey, cast.ana)
    await journey.travel(at("2027-02-26", "18:00", BERLIN))
    told = "\n".join(one.rendered() for one in notices(cast.lena))
    assert "I could not write to @Ana Ruiz" in told
    assert "I could not post in #churn-model" in told
    assert "users.list" in [call.method for call in journey.workspace.log.calls()]


async def test_an_admin_hears_nothing_of_a_project_in_a_private_channel(journey: Journey, cast: Cast) -> None:
    secret = journey.workspace.add_channel("secret", private=True, members=[cast.ana], bot=True)
    await journey.kickoff(cast.ana, secret, "Layoffs")
    journey.workspace.remove_app(secret)
    silence(journey, cast.ana)
    await journey.travel(at("2027-02-26", "18:00", BERLIN))
    told = "\n".join(one.rendered() for one in notices(cast.lena))
    assert "I could not" in told
    assert "Layoffs" not in told


async def test_where_nobody_at_all_can_be_reached_operators_are_told(
    journey: Journey, cast: Cast, faults: list[EventDict]
) -> None:
    await journey.kickoff()
    journey.workspace.faults.next("users.list", Fault.error("fatal_error"), times=None)
    silence(journey, cast.ana)
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    untold = [line for line in faults if line["event"] == "parking.untold"]
    assert [(line["destination"][0], line["reason"]) for line in untold] == [("U", "user_disabled")]
    faults.clear()


def is_untold(faults: list[EventDict]) -> bool:
    """Whether operators were told that nobody can be reached; it is no fault of the journey."""
    untold = {line["event"] for line in faults if line["log_level"] == "error"} == {"parking.untold"}
    faults.clear()
    return untold


# --- a scope that is granted ----------------------------------------------------------------------------


async def test_what_waits_for_a_scope_goes_out_when_it_is_granted(
    journey: Journey, cast: Cast, faults: list[EventDict]
) -> None:
    await journey.kickoff(sponsor=cast.sam)
    journey.bot.lifeline.rest = timedelta(0)
    world = journey.workspace.world
    had, world.granted = world.granted, world.granted - {"im:write", "chat:write"}
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    assert journey.nags(cast.ana) == []
    await journey.bot.tick()
    await journey.quiet()
    assert journey.nags(cast.ana) == [], "nothing was granted yet"
    assert is_untold(faults)
    world.granted = had
    await journey.bot.tick()
    await journey.quiet()
    assert len(journey.nags(cast.ana)) == 1


async def test_what_waits_for_a_scope_goes_out_when_the_bot_starts_again(
    journey: Journey, cast: Cast, faults: list[EventDict]
) -> None:
    await journey.kickoff(sponsor=cast.sam)
    journey.workspace.faults.next(POST, Fault.error("missing_scope"), times=None)
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    assert journey.nags(cast.ana) == []
    assert is_untold(faults)
    journey.workspace.faults.clear()
    await journey.restart()
    await journey.quiet()
    assert len(journey.nags(cast.ana)) == 1


# --- tried again by hand --------------------------------------------------------------------------------


async def test_who_was_told_tries_again_when_no_event_tells_that_it_is_mended(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await schedule(journey, "weekly monday 09:00 Europe/Berlin")
    refuse(journey, "restricted_action", cast.churn)
    await journey.travel(at("2027-02-08", "09:01", BERLIN))
    (told,) = notices(cast.ana)
    journey.workspace.faults.clear()
    heard = await journey.presses(cast.ana, told, "parked.retry")
    assert "I am sending the one message that waited there" in (await heard.reply()).rendered()
    assert len(digests(journey, cast.churn)) == 1
    assert [entry.subject for entry in journey.audit("delivery.retried")] == [cast.churn.id]
    again = await journey.presses(cast.ana, told, "parked.retry")
    assert "Nothing waits there any more" in (await again.reply()).rendered()
    assert len(journey.audit("delivery.retried")) == 1


async def test_what_is_refused_again_waits_as_before_and_nobody_is_told_twice(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await schedule(journey, "weekly monday 09:00 Europe/Berlin")
    refuse(journey, "restricted_action", cast.churn)
    await journey.travel(at("2027-02-08", "09:01", BERLIN))
    (told,) = notices(cast.ana)
    await journey.presses(cast.ana, told, "parked.retry")
    assert len(notices(cast.ana)) == 1
    assert journey.bot.ledger.backlog(journey.clock.now()).parked == 1


@pytest.mark.parametrize("value", ["channel|", "nowhere|C1", "channel|C'; --", "channel"])
async def test_a_forged_place_is_no_place(journey: Journey, cast: Cast, value: str) -> None:
    await journey.kickoff()
    told = await journey.forges(cast.ana, journey.checklist(cast.ana), "parked.retry", value)
    assert "This place does not exist any more." in told


async def test_who_is_not_concerned_tries_nothing_again(journey: Journey, cast: Cast) -> None:
    card = await journey.kickoff()
    told = await journey.forges(cast.mei, card, "parked.retry", f"channel|{cast.churn.id}")
    assert "Only the people of a project that is concerned" in told
    assert [entry.subject for entry in journey.audit("denied")] == ["delivery.retry"]
    told = await journey.forges(cast.lena, card, "parked.retry", f"channel|{cast.churn.id}")
    assert "Nothing waits there any more" in told
