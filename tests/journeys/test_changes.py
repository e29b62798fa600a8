"""A sponsor asks for changes instead of signing: the owner hears why, changes it, and the sponsor is asked again."""

import pytest

from handlers.demo.cast import Cast
from handlers.demo.workspace import Message
from handlers.demo.workspace.people.person import Person
from tests.databases import LONG_KINDS
from tests.journeys.journey import BERLIN, Journey, at, button, elements
from tests.journeys.test_charter import complete, reads, request, signs
from tests.journeys.test_digests import digests, schedule

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
WHY = "The target is what we reach *without* the model <!channel>."


async def asks(journey: Journey, person: Person, message: Message, *, reason: str = WHY, questions: list[str]) -> None:
    await journey.presses(person, message, "changes.open")
    asked = await journey.submits(person, {"reason": reason, "questions": questions})
    assert asked.accepted, asked
    await journey.quiet()


def told(person: Person) -> Message:
    """The newest word that changes are asked for."""
    return [one for one in person.dm if "asks for changes before signing" in one.rendered()][-1]


def requests(person: Person) -> list[Message]:
    """Every question to sign, oldest first."""
    marks = ("charter.sign", "is signed. Thank you.")
    return [one for one in person.dm if any(mark in f"{one.rendered()}{one.blocks}" for mark in marks)]


@both
async def test_the_owner_hears_it_at_once_and_the_sponsor_is_asked_again_once(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await asks(journey, cast.sam, request(cast.sam), questions=["target", "baseline"])
    assert journey.windows(cast.sam) == []
    wanted = told(cast.ana)
    assert "@Sam Carter has read the charter of Churn model" in wanted.rendered()
    assert "without" in wanted.rendered()
    buttons = [each["value"].partition("|")[2] for each in elements(wanted.blocks) if "answer" in each["action_id"]]
    assert buttons == ["baseline", "target"]
    said = requests(cast.sam)[-1].rendered()
    assert "@Sam Carter asked for changes before signing version 1" in said
    assert "(Baseline, Target)" in said
    assert "asked for changes on" in journey.card(cast.churn).rendered()
    (entry,) = journey.audit("charter.changes_asked")
    assert (entry.actor, entry.subject) == (cast.sam.id, "version 1")
    before = len(requests(cast.sam))
    for question, value in (("baseline", "3.2%"), ("target", "-12%")):
        await journey.presses(
            cast.ana, told(cast.ana), "kickoff.answer", button(wanted, "kickoff.answer", question)["value"]
        )
        assert (await journey.submits(cast.ana, {question: value})).accepted
        if cast.ana.modal is not None:
            await journey.closes(cast.ana)
        await journey.quiet()
        if question == "baseline":
            assert "✓ Baseline" in told(cast.ana).rendered()
            assert len(requests(cast.sam)) == before
    assert "✓ It is changed." in told(cast.ana).rendered()
    assert len(requests(cast.sam)) == before + 1, "asked again, in a message of its own, once"
    again = requests(cast.sam)[-1]
    assert "You asked for changes" in again.rendered()
    assert "edited since: Baseline, Target" in again.rendered()
    await journey.presses(cast.sam, again, "charter.sign")
    assert cast.sam.modal is not None
    shown = cast.sam.modal.text()
    assert "Edited since changes were asked for" in shown
    assert "Baseline: 3.1% → 3.2%" in shown
    assert (await journey.submits(cast.sam, {})).accepted
    await journey.quiet()
    assert "signed version 1" in journey.said_in(cast.churn)
    assert "version 1 is signed. Thank you." in requests(cast.sam)[-1].rendered()
    assert journey.pings().isdisjoint({"!channel"})


@both
async def test_a_button_in_the_window_to_sign_leads_there_and_plumb_sign_too(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await journey.types(cast.sam, "/plumb sign", cast.churn)
    window = cast.sam.modal
    assert window is not None
    await journey.presses(cast.sam, window, "changes.open")
    assert len(journey.windows(cast.sam)) == 2, "what is read stays open below"
    refused = await journey.submits(cast.sam, {"reason": "   "})
    assert set(refused.errors) == {"reason"}
    assert (await journey.submits(cast.sam, {"reason": WHY})).accepted
    await journey.quiet()
    assert journey.windows(cast.sam) == []
    assert "Once an answer is changed" in told(cast.ana).rendered()
    assert len(journey.audit("charter.changes_asked")) == 1


async def test_the_same_twice_is_once_and_something_else_takes_its_place(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    asked = request(cast.sam)
    await asks(journey, cast.sam, asked, questions=["target"])
    first = told(cast.ana)
    await journey.types(cast.sam, "/plumb sign", cast.churn)
    window = cast.sam.modal
    assert window is not None
    assert "Nothing was edited since." in window.text()
    await journey.presses(cast.sam, window, "changes.open")
    assert cast.sam.modal is not None
    assert cast.sam.modal.inputs()["reason"]["element"]["initial_value"] == WHY
    assert (await journey.submits(cast.sam, {})).accepted
    await journey.quiet()
    assert len(journey.audit("charter.changes_asked")) == 1
    await asks(journey, cast.sam, requests(cast.sam)[-1], reason="Another reason.", questions=["baseline"])
    assert len(journey.audit("charter.changes_asked")) == 2
    assert "has written anew what is to change" in first.rendered()
    assert "Another reason." in told(cast.ana).rendered()
    assert "Another reason." in requests(cast.sam)[-1].rendered()


async def test_the_owner_can_answer_that_it_is_ready_as_it_is(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await asks(journey, cast.sam, request(cast.sam), questions=["target"])
    wanted, before = told(cast.ana), len(requests(cast.sam))
    project = button(wanted, "changes.ready")["value"]
    refused = await journey.forges(cast.mei, wanted, "changes.ready", project)
    assert "Only the owner answers that the charter is ready again" in refused
    assert "Ana Ruiz" in refused
    await journey.presses(cast.ana, wanted, "changes.ready")
    await journey.quiet()
    assert "✓ You answered that it is ready as it is." in told(cast.ana).rendered()
    assert len(requests(cast.sam)) == before + 1
    assert "@Ana Ruiz answers that it is ready as it is" in requests(cast.sam)[-1].rendered()
    shown = await reads(journey, cast.mei)
    assert "The sponsor, before signing: no answer → changes asked for" in shown
    assert "→ ready as it is" in shown
    assert len(journey.audit("charter.ready_again")) == 1


async def test_the_charter_says_what_is_asked_and_takes_the_answer_too(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await asks(journey, cast.sam, request(cast.sam), questions=[])
    shown = await reads(journey, cast.ana)
    assert "without" in shown
    window = cast.ana.modal
    assert window is not None
    await journey.presses(cast.ana, window, "changes.ready")
    await journey.quiet()
    assert cast.ana.modal is not None
    assert "@Sam Carter is asked to sign" in cast.ana.modal.text()
    await journey.closes(cast.ana)
    assert len(journey.audit("charter.ready_again")) == 1


async def test_the_digest_tells_that_changes_were_asked_for_and_that_it_is_ready(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await schedule(journey, "weekly friday 09:00 Europe/Berlin")
    await asks(journey, cast.sam, request(cast.sam), questions=["target"])
    await journey.presses(cast.ana, told(cast.ana), "changes.ready")
    await journey.travel(at("2027-02-05", "10:00", BERLIN))
    (digest,) = digests(journey, cast.churn)
    assert "changes to the charter asked for" in digest.rendered()
    assert "charter said to be ready as it is" in digest.rendered()


async def test_what_nobody_changes_is_brought_up_with_the_owner_and_then_in_the_channel(
    journey: Journey, cast: Cast
) -> None:
    await complete(journey, cast)
    await asks(journey, cast.sam, request(cast.sam), questions=["target"])
    await journey.travel(journey.clock.now().replace(day=4, hour=14, minute=30))
    nag = journey.nags(cast.ana)[-1]
    assert "asked for changes in the charter and waits for them" in nag.rendered()
    assert not [one for one in journey.nags(cast.sam) if "waits for your signature" in one.rendered()]
    for day in range(5, 26):
        await journey.travel(journey.clock.now().replace(day=day, hour=14, minute=30))
    assert "asked for changes in the charter, and they are not made" in journey.said_in(cast.churn)
    await journey.presses(cast.ana, told(cast.ana), "changes.ready")
    await journey.quiet()
    assert "the changes in the charter are settled" in journey.nags(cast.ana)[0].rendered()


async def test_who_is_not_asked_to_sign_is_told_who_can(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    asked = request(cast.sam)
    project = button(asked, "changes.open")["value"]
    for person in (cast.ana, cast.mei):
        refused = await journey.forges(person, journey.card(cast.churn), "changes.open", project)
        assert "Only whoever is asked to sign the charter asks for changes" in refused
        assert "Sam Carter" in refused
    await signs(journey, cast)
    late = await journey.forges(cast.sam, asked, "changes.open", project)
    assert "is signed, and nothing has changed since" in late
    for value in ("", "x", "P0|1"):
        for action in ("changes.open", "changes.ready"):
            assert "does not exist any more" in await journey.forges(cast.sam, asked, action, value)
    assert journey.audit("charter.changes_asked") == []


async def test_a_charter_that_is_changed_meanwhile_loses_nothing_of_what_was_typed(
    journey: Journey, cast: Cast
) -> None:
    await complete(journey, cast)
    await journey.presses(cast.sam, request(cast.sam), "changes.open")
    await journey.answers(cast.ana, {"baseline": ""})
    refused = await journey.submits(cast.sam, {"reason": WHY})
    assert not refused.errors
    assert cast.sam.modal is not None
    assert "cannot be signed just now" in cast.sam.modal.text()
    assert journey.audit("charter.changes_asked") == []
