"""The Home tab: what waits for somebody, their projects, and for admins what did not get out."""

from typing import Any

import pytest

from bot.domain.ids import UserId
from bot.domain.message import ToPerson
from handlers.demo.cast import Cast
from handlers.demo.workspace import Fault, Person, View
from tests.databases import LONG_KINDS
from tests.journeys.journey import BERLIN, Journey, at, button, elements

POST = "chat.postMessage"
DUE = at("2027-02-15", "09:01", BERLIN)


async def opens_home(journey: Journey, person: Person) -> View:
    await person.open_home()
    await journey.workspace.settled()
    await journey.quiet()
    home = await journey.workspace.until(lambda: person.home)
    assert home is not None
    return home


async def shows(journey: Journey, person: Person, words: str) -> str:
    """What stands in the person's Home tab once these words do."""
    await journey.workspace.until(lambda: person.home is not None and words in person.home.text())
    assert person.home is not None
    return person.home.text()


async def a_parked_nag(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    dm = journey.workspace.world.dm_with(cast.ana.id).id

    def is_for_ana(arguments: dict[str, Any]) -> bool:
        return bool(arguments["channel"] == dm)

    journey.workspace.faults.next(POST, Fault.error("cannot_dm_bot"), times=None, match=is_for_ana)
    await journey.travel(DUE)
    journey.workspace.faults.clear()


async def test_who_owes_something_sees_it_and_their_projects(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.travel(DUE)
    home = await opens_home(journey, cast.ana)
    assert "One thing is waiting for you" in home.text()
    assert "no experiment planned" in home.text()
    assert "Churn model" in home.text()
    assert "did not get out" not in home.text()
    await journey.presses(cast.ana, home, "plan.open")
    assert cast.ana.modal is not None
    await journey.closes(cast.ana)
    before = len(cast.ana.dm)
    await journey.presses(cast.ana, home, "project.pick")
    assert "Churn model" in cast.ana.dm[before].rendered(), "the card comes as a direct message"


async def test_what_is_put_off_in_the_tab_is_put_off_there(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.travel(DUE)
    home = await opens_home(journey, cast.ana)
    menu = next(each for each in elements(home.blocks) if each["action_id"] == "nag.snooze")
    await cast.ana.choose(home, "nag.snooze", menu["options"][0]["value"])
    await journey.quiet()
    assert "put off until" in await shows(journey, cast.ana, "put off until")


async def test_only_the_home_tab_is_shown_anew(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await cast.ana.open_home("messages")
    await journey.workspace.settled()
    await journey.quiet()
    assert cast.ana.home is None


async def test_a_guest_sees_a_tab_without_anything_to_start(journey: Journey, cast: Cast) -> None:
    home = await opens_home(journey, cast.gus)
    assert "You are in no project yet." in home.text()
    assert "/plumb kickoff" not in home.text()


@pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
async def test_an_admin_tries_again_what_did_not_get_out(journey: Journey, cast: Cast) -> None:
    await a_parked_nag(journey, cast)
    home = await opens_home(journey, cast.lena)
    assert "1 waiting for somebody to mend a place" in home.text()
    assert "Nag for @Ana Ruiz, due Monday 15 February: the account is an app" in home.text().replace("*", "")
    assert "Churn model" not in home.text(), "the message itself is nobody else's business"
    await journey.presses(cast.lena, home, "undelivered.retry")
    await shows(journey, cast.lena, "Every message got out.")
    assert len(journey.nags(cast.ana)) == 1
    (entry,) = journey.audit("delivery.retried")
    assert (entry.actor, entry.before, entry.after) == (cast.lena.id, '"parked"', '"pending"')


async def test_an_admin_drops_what_did_not_get_out_after_being_asked(journey: Journey, cast: Cast) -> None:
    await a_parked_nag(journey, cast)
    home = await opens_home(journey, cast.lena)
    assert button(home, "undelivered.drop")["confirm"]["title"]["text"] == "Drop this message?"
    await journey.presses(cast.lena, home, "undelivered.drop")
    await shows(journey, cast.lena, "Every message got out.")
    await journey.bot.tick()
    await journey.quiet()
    assert journey.nags(cast.ana) == []
    assert [entry.actor for entry in journey.audit("delivery.dropped")] == [cast.lena.id]


async def test_what_was_settled_meanwhile_is_said_so(journey: Journey, cast: Cast) -> None:
    await a_parked_nag(journey, cast)
    home = await opens_home(journey, cast.lena)

    def mended(work: Any) -> int:
        return int(work.release(ToPerson(user=UserId(cast.ana.id))))

    assert await journey.bot.runner.write(journey.bot.workspace, mended, actor=None, now=journey.clock.now()) == 1
    await journey.quiet()
    await journey.presses(cast.lena, home, "undelivered.drop")
    assert "is out." in cast.lena.dm[-1].rendered()
    await shows(journey, cast.lena, "Every message got out.")


@pytest.mark.parametrize("act", ["undelivered.retry", "undelivered.drop"])
async def test_who_is_no_admin_any_more_settles_nothing(journey: Journey, cast: Cast, act: str) -> None:
    await a_parked_nag(journey, cast)
    home = await opens_home(journey, cast.lena)
    journey.workspace.change_user(cast.lena, is_admin=False)
    await journey.workspace.settled()
    await journey.presses(cast.lena, home, act)
    assert "Only admins of this workspace see messages that did not get out." in cast.lena.dm[-1].rendered()
    assert "did not get out" not in (await shows(journey, cast.lena, "Your projects"))
    assert journey.nags(cast.ana) == []
    assert [entry.subject for entry in journey.audit("denied")] == ["delivery.settle"]


@pytest.mark.parametrize("value", ["", "x", "-1", "²", "9" * 30])
async def test_a_forged_number_is_no_message(journey: Journey, cast: Cast, value: str) -> None:
    card = await journey.kickoff()
    told = await journey.forges(cast.lena, card, "undelivered.retry", value)
    assert "This message does not exist any more." in told
