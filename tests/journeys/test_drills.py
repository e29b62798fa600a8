"""The silent-failure drill: put to somebody, timed from its message, passed, failed or left unanswered."""

import asyncio
from datetime import timedelta

import pytest

from handlers.demo.cast import Cast
from handlers.demo.workspace import Fault, Message, Person
from tests.databases import LONG_KINDS
from tests.journeys.journey import Journey, button

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)

SILENT = "readiness.reliability.silent_failure"
MINUTE = timedelta(minutes=1)
GOOD = {
    "what": "The alert on the age of the feature table",
    "how": "automatic",
    "hours": "2",
    "paged": "Team Retention",
    "meanwhile": "Old scores are served",
}


async def asked(journey: Journey, of: Person, *, scenario: str = "features_frozen") -> Message:
    """The owner puts a drill to somebody by the command; its message."""
    owner = journey.cast.ana
    await journey.types(owner, "/plumb drill", journey.cast.churn)
    sent = await journey.submits(owner, {"who": of.id, "scenario": scenario})
    assert sent.accepted, sent
    return drill(of)


def drill(person: Person) -> Message:
    """The newest drill in a person's direct messages."""
    return [one for one in person.dm if "Drill: would you notice?" in one.rendered()][-1]


def results(person: Person) -> list[Message]:
    """What somebody was told of drills that they put to others."""
    return [one for one in person.dm if "what came of the drill" in one.rendered()]


async def answers(journey: Journey, person: Person, after: timedelta, **changed: str) -> str:
    """Answer so long after the message, and give what the message says then."""
    await journey.travel(journey.clock.now() + after)
    await journey.presses(person, drill(person), "drill.answer")
    sent = await journey.submits(person, {**GOOD, **changed})
    assert sent.accepted, sent
    return drill(person).rendered()


@both
async def test_a_drill_answered_in_time_is_passed_and_counts_as_evidence(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    await journey.page(cast.ana, 4, {SILENT: "manual"})
    message = await asked(journey, cast.mei)
    assert "@Ana Ruiz wants to know for Churn model. This is an exercise; nothing has happened." in message.rendered()
    assert "the features that the model reads have not been renewed" in message.rendered()
    assert "The clock runs from this message: 15 minutes." in message.rendered()
    page = await journey.opens_part(cast.ana, 4)
    assert "“Features frozen since last night” was put to @Mei Tanaka on 1 Feb 2027 and has no answer." in page.text()
    await journey.restart()
    said = await answers(journey, cast.mei, 4 * MINUTE)
    assert "✓ Passed in 4 minutes. It counts as evidence until 31 Jul 2027." in said
    assert "Told first by: The alert on the age of the feature table, after 2 hours" in said
    assert "drill.answer" not in str(drill(cast.mei).blocks)
    page = await journey.opens_part(cast.ana, 4)
    assert "Half a point · a drill was passed (counts until 31 Jul 2027)" in page.text()
    assert "✓ *Passed* in 4 minutes" in page.text()
    assert "without evidence" not in journey.card(cast.churn).rendered()
    (told,) = results(cast.ana)
    assert "“Features frozen since last night”, put to @Mei Tanaka on 1 Feb 2027:" in told.rendered()
    assert "✓ Passed in 4 minutes" in told.rendered()
    await journey.travel(journey.clock.now() + timedelta(days=1))
    assert "✓ Passed" in drill(cast.mei).rendered(), "what was answered is never said to be unanswered"


@pytest.mark.parametrize(
    ("after", "changed", "words"),
    [
        (16 * MINUTE, {}, "Not passed: the answer took 16 minutes, of 15 minutes"),
        (MINUTE, {"how": "person"}, "Not passed: somebody would have to look; nothing would tell by itself"),
        (MINUTE, {"hours": "25"}, "Not passed: it would be noticed after 25 hours, later than 24"),
        (MINUTE, {"how": "nobody", "hours": "", "paged": "", "meanwhile": ""}, "Not passed: nobody would notice"),
    ],
)
async def test_a_drill_that_shows_a_gap_is_not_passed_and_says_which(
    journey: Journey, cast: Cast, after: timedelta, changed: dict[str, str], words: str
) -> None:
    await journey.kickoff(members=(cast.mei,))
    await journey.page(cast.ana, 4, {SILENT: "automated"})
    await asked(journey, cast.mei)
    said = await answers(journey, cast.mei, after, **changed)
    assert words in said
    assert "no evidence yet" in (await journey.opens_part(cast.ana, 4)).text()


@both
async def test_a_drill_that_nobody_answers_says_so_once_in_its_own_message(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    message = await asked(journey, cast.mei)
    before = len(cast.mei.dm)
    await journey.travel(journey.clock.now() + 14 * MINUTE)
    assert "Nobody answered" not in drill(cast.mei).rendered()
    await journey.restart()
    await journey.travel(journey.clock.now() + 2 * MINUTE)
    assert "Nobody answered within 15 minutes. That counts as not passed" in drill(cast.mei).rendered()
    (told,) = results(cast.ana)
    assert "was put to @Mei Tanaka on 1 Feb 2027 and has no answer" in told.rendered()
    assert "Nobody answered within 15 minutes" in told.rendered()
    edited = drill(cast.mei).edited
    await journey.travel(journey.clock.now() + timedelta(days=10))
    assert (len(cast.mei.dm), drill(cast.mei).ts) == (before, message.ts), "no storm of reminders"
    assert drill(cast.mei).edited == edited, "it is said once"
    assert "the answer took" in await answers(journey, cast.mei, MINUTE), "a late answer is still taken"
    (told,) = results(cast.ana)
    assert "Not passed: the answer took" in told.rendered(), "in the same message"


async def test_the_clock_starts_when_the_drill_is_said(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    await journey.types(cast.ana, "/plumb drill", cast.churn)
    gate = asyncio.Event()
    journey.workspace.faults.next(
        "chat.postMessage", Fault.hold(gate), match=lambda args: "Drill:" in str(args["text"])
    )
    await cast.ana.submit({"who": cast.mei.id, "scenario": "scores_equal"})
    journey.clock.move_to(journey.clock.now() + 40 * MINUTE)
    await journey.bot.tick()
    gate.set()
    await journey.quiet()
    assert "gives everybody the same score" in drill(cast.mei).rendered()
    await journey.travel(journey.clock.now() + 10 * MINUTE)
    assert "Nobody answered" not in drill(cast.mei).rendered()
    assert "✓ Passed in 14 minutes" in await answers(journey, cast.mei, 4 * MINUTE)


async def test_a_drill_that_reaches_nobody_is_waited_for_a_day_and_edits_nothing(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    journey.workspace.faults.next(
        "chat.postMessage", Fault.error("user_disabled"), times=None, match=lambda args: "Drill:" in str(args["text"])
    )
    await journey.types(cast.ana, "/plumb drill", cast.churn)
    assert (await journey.submits(cast.ana, {"who": cast.mei.id, "scenario": "traffic_drop"})).accepted
    edited = journey.card(cast.churn).edited
    await journey.travel(journey.clock.now() + timedelta(hours=30))
    due = await journey.bot.next_due()
    assert due is not None
    assert due > journey.clock.now() + timedelta(hours=1), "nobody looks for it any more"
    assert journey.card(cast.churn).edited == edited
    assert not [one for one in cast.mei.dm if "Drill:" in one.text]


async def test_only_the_owner_asks_and_only_who_was_asked_answers(journey: Journey, cast: Cast) -> None:
    card = await journey.kickoff(sponsor=cast.sam, members=(cast.mei,))
    project = button(card, "kickoff.open")["value"].partition("|")[0]
    for person in (cast.sam, cast.mei, cast.lena):
        heard = await journey.types(person, "/plumb drill", cast.churn)
        assert "Only the owner asks for a drill." in heard.text
        assert "Only the owner asks" in await journey.forges(person, card, "drill.open", project)
    assert (
        "Guests and people from other organisations" in (await journey.types(cast.gus, "/plumb drill", cast.churn)).text
    )
    message = await asked(journey, cast.mei)
    value = button(message, "drill.answer")["value"]
    assert "put to somebody else" in await journey.forges(cast.sam, card, "drill.answer", value)
    assert "Only the people of Churn model" in await journey.forges(cast.lena, card, "drill.answer", value)
    assert "This drill is over" in await journey.forges(cast.mei, card, "drill.answer", f"{project}|2027-01-01")
    heard = await journey.types(cast.mei, "/plumb drill", cast.churn)
    assert heard.modal is not None
    assert heard.modal.callback_id == "drill.answer", "whoever was asked answers by the command too"


async def test_a_drill_goes_to_somebody_of_the_project_and_one_at_a_time(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    page = await journey.opens_part(cast.ana, 4)
    await journey.presses(cast.ana, page, "drill.open")
    refused = await journey.submits(cast.ana, {"who": cast.lena.id, "scenario": "traffic_drop"})
    assert "one of the people of Churn model" in refused.errors["who"]
    assert (await journey.submits(cast.ana, {"who": cast.ana.id, "scenario": "labels_delayed"})).accepted
    assert "the outcomes that the model is checked against have not arrived" in drill(cast.ana).rendered()
    await journey.types(cast.ana, "/plumb drill", cast.churn)
    assert cast.ana.modal is not None
    assert cast.ana.modal.callback_id == "drill.answer"
    await cast.ana.close(everything=True)
    page = await journey.opens_part(cast.ana, 4)
    await journey.presses(cast.ana, page, "drill.open")
    await journey.submits(cast.ana, {"who": cast.mei.id, "scenario": "traffic_drop"})
    assert "A drill is under the clock already." in cast.ana.modal.text()
    assert "traffic" not in "".join(one.text for one in cast.mei.dm)


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"what": "An alert"}, {"what"}),
        ({"what": "something", "paged": "the team", "hours": ""}, {"what", "paged", "hours"}),
    ],
)
async def test_thin_words_are_sent_back_kindly_and_stay_in_their_fields(
    journey: Journey, cast: Cast, typed: dict[str, str], fields: set[str]
) -> None:
    await journey.kickoff(members=(cast.mei,))
    message = await asked(journey, cast.mei)
    await journey.presses(cast.mei, message, "drill.answer")
    refused = await journey.submits(cast.mei, {**GOOD, **typed})
    assert set(refused.errors) == fields
    assert "Nearly: which alert or check is it" in refused.errors["what"]
    assert cast.mei.modal is not None
    assert cast.mei.modal.values()["meanwhile"] == GOOD["meanwhile"]
    assert cast.mei.modal.values()["what"] == typed["what"]
    assert (await journey.submits(cast.mei, GOOD)).accepted
    assert "✓ Passed" in drill(cast.mei).rendered()


async def test_an_alert_that_nobody_gets_is_no_pass(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    await asked(journey, cast.mei)
    said = await answers(journey, cast.mei, MINUTE, paged="Nobody")
    assert "Not passed: it would tell nobody: no person and no rota gets it" in said


async def test_the_page_that_asked_for_a_drill_follows_what_becomes_of_it(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    page = await journey.opens_part(cast.ana, 4)
    await cast.ana.fill({"readiness.reliability.fallback": "manual"})
    await journey.presses(cast.ana, page, "drill.open")
    assert (await journey.submits(cast.ana, {"who": cast.mei.id, "scenario": "traffic_drop"})).accepted
    assert cast.ana.modal is not None
    assert cast.ana.modal.id == page.id
    assert "was put to @Mei Tanaka on 1 Feb 2027 and has no answer" in cast.ana.modal.text()
    assert "✓ Passed" in await answers(journey, cast.mei, MINUTE)
    assert "✓ *Passed* in 1 minute" in cast.ana.modal.text()
    assert cast.ana.modal.values()["readiness.reliability.fallback"] == "manual", "what is chosen there stays"


async def test_a_drill_puts_nothing_over_another_page(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    page = await journey.opens_part(cast.ana, 4)
    await journey.presses(cast.ana, page, "drill.open")
    await journey.submits(cast.ana, {"who": cast.mei.id, "scenario": "traffic_drop"})
    assert cast.ana.modal is not None
    await journey.presses(cast.ana, cast.ana.modal, "kickoff.back")
    await answers(journey, cast.mei, MINUTE)
    assert "Part 3 of 5" in cast.ana.modal.text()
    await journey.closes(cast.ana)
    await asked(journey, cast.mei)
    await answers(journey, cast.mei, MINUTE)
    assert journey.windows(cast.ana) == [], "nor opens one that was closed"


async def test_what_could_not_be_saved_elsewhere_outlives_a_drill_and_evidence(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    await journey.page(cast.ana, 4, {SILENT: "manual"})
    await journey.opens_part(cast.ana, 5)
    await cast.ana.fill({"days_to_deploy": "soon"})
    assert cast.ana.modal is not None
    await journey.presses(cast.ana, cast.ana.modal, "kickoff.back")
    assert "“soon”" in cast.ana.modal.text()
    await journey.presses(cast.ana, cast.ana.modal, "drill.open")
    await journey.submits(cast.ana, {"who": cast.mei.id, "scenario": "traffic_drop"})
    assert "“soon”" in cast.ana.modal.text()
    await journey.presses(cast.ana, cast.ana.modal, "readiness.evidence")
    assert (await journey.submits(cast.ana, {"note": "See the runbook of the team."})).accepted
    assert "“soon”" in cast.ana.modal.text()
    assert (await journey.submits(cast.ana, {})).accepted
    assert cast.ana.modal.values()["days_to_deploy"] == "soon"


async def test_half_an_answer_is_sent_back_to_its_fields(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    message = await asked(journey, cast.mei)
    await journey.presses(cast.mei, message, "drill.answer")
    refused = await journey.submits(cast.mei, {"what": "An alert on features", "how": "automatic", "hours": "soon"})
    assert set(refused.errors) == {"hours", "paged", "meanwhile"}
    assert (await journey.submits(cast.mei, GOOD)).accepted
    assert "✓ Passed in less than a minute" in drill(cast.mei).rendered()
