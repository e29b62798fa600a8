"""The requirements: answered, shown with evidence that runs out, owed before the launch."""

from zoneinfo import ZoneInfo

import pytest

from handlers import resources
from handlers.demo.cast import Cast
from handlers.demo.workspace import Person
from tests.databases import LONG_KINDS
from tests.journeys.conftest import Depart
from tests.journeys.journey import BERLIN, TOKYO, Journey, at, button, wall
from tests.journeys.running import started

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)

FALLBACK = "readiness.reliability.fallback"
SILENT = "readiness.reliability.silent_failure"
PEAK = "readiness.scalability.throughput"
ALL = [each.id for each in resources.load_rulebook(None).bank.of_part(4)]
RUNBOOK = {"link": "https://wiki.example.com/fallback", "note": "The runbook, tried in January"}


async def met(journey: Journey, owner: Person, **but: str) -> None:
    """Every requirement is automated, but for some."""
    other = {question.replace("__", "."): answer for question, answer in but.items()}
    await journey.page(owner, 4, {**dict.fromkeys(ALL, "automated"), **other})


async def proves(journey: Journey, person: Person, question: str, values: dict[str, str]) -> None:
    """Show evidence for a requirement from its page, and close the page."""
    page = await journey.opens_part(person, 4)
    await journey.presses(person, page, "readiness.evidence", button(page, "readiness.evidence", question)["value"])
    saved = await journey.submits(person, values)
    assert saved.accepted, saved
    await journey.closes(person)


def page_of(person: Person) -> str:
    assert person.modal is not None
    return person.modal.text()


async def test_evidence_is_taken_on_top_of_the_page_and_shown_on_it_at_once(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.page(cast.ana, 4, {FALLBACK: "automated", SILENT: "manual"})
    page = await journey.opens_part(cast.ana, 4)
    assert "*Reliability* · 1.5 of 3" in page.text()
    assert page.text().count("no evidence yet") == 2
    await journey.fills(cast.ana, {PEAK: "manual"})
    await journey.presses(cast.ana, page, "readiness.evidence", button(page, "readiness.evidence", FALLBACK)["value"])
    assert [each.callback_id for each in journey.windows(cast.ana)] == ["kickoff.page", "readiness.evidence"]
    assert (await journey.submits(cast.ana, RUNBOOK)).accepted
    assert (
        "One point · https://wiki.example.com/fallback, The runbook, tried in January (counts until 31 Jul 2027)"
        in (page_of(cast.ana))
    )
    assert (await journey.submits(cast.ana, {})).accepted, "the page is still there, with what was typed into it"
    assert "By hand and documented" in (await journey.opens_part(cast.ana, 4)).text()
    assert "0.5 of 4 (Scalability)" not in journey.card(cast.churn).rendered(), "nothing of two headings is answered"
    assert "Readiness: 0 of 4 (Maintainability), 11 items open, 2 without evidence" in (
        journey.card(cast.churn).rendered()
    )
    assert [entry.subject for entry in journey.audit("charter.answered")].count(f"proof.{FALLBACK}") == 1


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"link": "javascript:alert(1)"}, "link", "web address"),
        ({"link": "ftp://files.example.com/runbook"}, "link", "web address"),
        ({"link": "https://ana:secret@wiki.example.com"}, "link", "web address"),
        ({"link": "https://wiki.example.com/a b"}, "link", "web address"),
        ({"link": "https://wiki.example.com/<!channel>"}, "link", "web address"),
        ({"note": "The runbook", "until": "2027-01-31"}, "until", "is over already"),
    ],
)
async def test_what_cannot_be_evidence_is_said_at_its_field_and_nothing_is_kept(
    journey: Journey, cast: Cast, typed: dict[str, str], field: str, words: str
) -> None:
    await journey.kickoff()
    await journey.page(cast.ana, 4, {FALLBACK: "automated"})
    page = await journey.opens_part(cast.ana, 4)
    await journey.presses(cast.ana, page, "readiness.evidence")
    refused = await journey.submits(cast.ana, typed)
    assert words in refused.errors[field]
    assert not [entry for entry in journey.audit("charter.answered") if entry.subject.startswith("proof.")]
    assert (await journey.submits(cast.ana, {**RUNBOOK, "until": "2027-07-01"})).accepted


async def test_what_does_not_apply_leaves_the_score_once_it_is_said_why(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await met(journey, cast.ana, readiness__scalability__throughput="not_applicable")
    assert "Readiness: 3 of 4 (Scalability), 1 item open, 13 without evidence" in journey.card(cast.churn).rendered()
    page = await journey.opens_part(cast.ana, 4)
    assert "Still open: say why it does not apply." in page.text()
    await journey.presses(cast.ana, page, "readiness.evidence", button(page, "readiness.evidence", PEAK)["value"])
    assert (await journey.submits(cast.ana, {"why": "Scores are computed once a night."})).accepted
    assert "Does not count: Scores are computed once a night." in page_of(cast.ana)
    assert "Readiness: 3 of 3 (Reliability), 13 without evidence" in journey.card(cast.churn).rendered()


async def test_two_people_at_one_item_see_what_the_other_saved(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    await journey.page(cast.ana, 4, {FALLBACK: "automated"})
    page = await journey.opens_part(cast.ana, 4)
    await journey.presses(cast.ana, page, "readiness.evidence")
    await proves(journey, cast.mei, FALLBACK, {"note": "Mei tried it on Friday"})
    clashing = await journey.submits(cast.ana, RUNBOOK)
    assert "Mei tried it on Friday" in page_of(cast.ana), clashing
    assert "The runbook, tried in January" in page_of(cast.ana), "what was typed is still there"
    assert (await journey.submits(cast.ana, {})).accepted
    await journey.quiet()
    assert "The runbook, tried in January" in page_of(cast.ana)


@both
@pytest.mark.parametrize(("who", "zone"), [("ana", BERLIN), ("mei", TOKYO)])
async def test_an_item_whose_evidence_is_over_opens_again_and_is_brought_up_in_the_owners_morning(
    journey: Journey, cast: Cast, who: str, zone: object
) -> None:
    owner: Person = getattr(cast, who)
    await journey.kickoff(owner)
    await journey.answers(owner, {"days_to_deploy": "10"})
    await met(journey, owner)
    await proves(journey, owner, FALLBACK, {**RUNBOOK, "until": "2027-02-05"})
    await journey.travel(at("2027-02-05", "23:59", BERLIN))
    assert "0 items" not in journey.card(cast.churn).rendered()
    assert "open" not in journey.card(cast.churn).rendered().split("Readiness:")[1].splitlines()[0]
    await journey.restart()
    await journey.travel(at("2027-02-06", "02:00", BERLIN))
    assert "Readiness: 2 of 3 (Reliability), 1 item open" in journey.card(cast.churn).rendered()
    assert "requirements open, due Monday 8 February" in journey.card(cast.churn).rendered()
    assert "Open again, because the evidence is over" in journey.checklist(owner).rendered()
    assert journey.nags(owner) == []
    await journey.travel(at("2027-02-08", "12:00", zone))  # type: ignore[arg-type]  # a zone of the table above
    [nag] = journey.nags(owner)
    assert wall(nag, zone) == "2027-02-08 09:00"  # type: ignore[arg-type]  # the same
    assert "has one requirement open: Reliability: a fallback takes over when the model is down" in nag.rendered()
    await journey.presses(owner, journey.checklist(owner), "readiness.evidence")
    assert "The earlier evidence counted until 5 Feb 2027" in page_of(owner)
    refused = await journey.submits(owner, {"link": "", "note": ""})
    assert "is over" in refused.errors["link"], "taking old evidence away does not make the claim count again"
    assert (await journey.submits(owner, {"note": "Tried again today"})).accepted
    assert "✓ Churn model: no requirement is open any more" in journey.nags(owner)[0].rendered()
    assert "Open again" not in journey.checklist(owner).rendered()


async def test_what_is_open_is_brought_up_five_working_days_before_the_launch(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.answers(cast.ana, {"days_to_deploy": "45"})
    # 45 days after Monday, 1 February is Thursday, 18 March; five working days before it is the 11th.
    assert "requirements open, due Thursday 11 March" in journey.card(cast.churn).rendered()
    await met(journey, cast.ana, readiness__reliability__on_call="no", readiness__adaptability__drift="no")
    await journey.accepts_a_plan()
    await journey.travel(at("2027-03-11", "08:59", BERLIN))
    assert not [nag for nag in journey.nags(cast.ana) if "requirements open" in nag.rendered()]
    await journey.travel(at("2027-03-11", "12:00", BERLIN))
    nag = journey.nags(cast.ana)[-1]
    assert (
        "has 2 requirements open: Reliability: somebody is paged when it fails; Adaptability: drift" in nag.rendered()
    )
    page = await journey.presses(cast.ana, nag, "kickoff.open")
    assert page.modal is not None
    assert "*Readiness: 2 of 3*, by the weakest heading, Reliability. 2 items are open." in page.modal.text()


async def test_a_launch_that_is_put_off_takes_the_reminder_with_it(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.answers(cast.ana, {"days_to_deploy": "10"})
    await journey.travel(at("2027-02-04", "12:00", BERLIN))
    assert "14 requirements open" in journey.nags(cast.ana)[-1].rendered()
    await journey.answers(cast.ana, {"days_to_deploy": "45"})
    assert "requirements open, due Thursday 11 March" in journey.card(cast.churn).rendered()
    await journey.answers(cast.ana, {"days_to_deploy": ""})
    assert "requirements open" not in journey.card(cast.churn).rendered(), "no launch, nothing owed before it"
    assert "no requirement is open any more" in journey.nags(cast.ana)[-1].rendered()


async def test_the_list_of_what_waits_opens_the_page_and_puts_the_item_off(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.answers(cast.ana, {"days_to_deploy": "10"})
    await journey.travel(at("2027-02-04", "12:00", BERLIN))
    heard = await journey.types(cast.ana, "/plumb nags", cast.churn)
    assert "requirements open, due since Thursday 4 February" in heard.text
    assert button(heard.messages[-1], "kickoff.open", "|4")["text"]["text"] == "Open the requirements"
    menus = [one for one in journey.nags(cast.ana)[-1].blocks if "nag.snooze" in str(one)]
    assert "readiness_open|3" in str(menus)


async def test_another_length_and_another_time_come_from_the_policy(depart: Depart) -> None:
    journey = await depart(policy="readiness: { evidence_days: 30, before_launch: 10 }\n")
    cast = journey.cast
    await journey.kickoff()
    await journey.answers(cast.ana, {"days_to_deploy": "45"})
    assert "requirements open, due Thursday 4 March" in journey.card(cast.churn).rendered()
    await journey.page(cast.ana, 4, {FALLBACK: "automated"})
    page = await journey.opens_part(cast.ana, 4)
    await journey.presses(cast.ana, page, "readiness.evidence")
    assert cast.ana.modal is not None
    assert "2027-03-03" in cast.ana.modal.text(), "30 days after 1 February"


async def test_nobody_shows_evidence_for_what_is_not_theirs_or_not_claimed(journey: Journey, cast: Cast) -> None:
    card = await journey.kickoff(members=(cast.mei,))
    project = button(card, "kickoff.open")["value"].partition("|")[0]
    await journey.page(cast.ana, 4, {FALLBACK: "no"})
    forged = {
        "not claimed": (cast.ana, f"{project}|{FALLBACK}", "not claimed to be met"),
        "not answered": (cast.ana, f"{project}|{SILENT}", "not claimed to be met"),
        "no requirement": (cast.ana, f"{project}|metric_name", "not asked for any more"),
        "no project": (cast.ana, f"P0|{FALLBACK}", "does not exist any more"),
        "no role": (cast.lena, f"{project}|{FALLBACK}", "Only the people of Churn model"),
    }
    for name, (person, value, words) in forged.items():
        assert words in await journey.forges(person, card, "readiness.evidence", value), name


async def test_a_stopped_project_owes_nothing_before_a_launch(journey: Journey, cast: Cast) -> None:
    await started(journey, cast, days_to_deploy="60")
    assert "requirements open" in journey.card(cast.churn).rendered()
    await journey.types(cast.ana, "/plumb experiment decide", cast.churn)
    decided = await journey.submits(cast.ana, {"choice": "stop", "reason": "The offers cost more than they bring."})
    assert decided.accepted, decided
    assert "requirements open" not in journey.card(cast.churn).rendered()


async def test_the_clock_is_set_to_when_evidence_is_over(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.answers(cast.ana, {"days_to_deploy": "10"})
    await met(journey, cast.ana)
    await proves(journey, cast.ana, FALLBACK, {**RUNBOOK, "until": "2027-02-05"})
    assert await journey.bot.next_due() == at("2027-02-06", "00:00", ZoneInfo("UTC"))


async def test_windows_that_are_not_ours_are_told_apart_and_nothing_is_kept(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.page(cast.ana, 4, {FALLBACK: "automated"})
    before = len(journey.audit())
    for metadata in ("", "[]", "nonsense", '{"project": 1}', '{"project": "P0", "question": "x"}', "[" * 3000):
        for callback in ("readiness.evidence", "drill.ask", "drill.answer"):
            page = await journey.opens_part(cast.ana, 4)
            payload = cast.ana.submission_payload(page)
            payload["view"] |= {"callback_id": callback, "private_metadata": metadata}
            ack = await cast.ana.forge(payload)
            assert ack.error is None, (callback, metadata)
            await cast.ana.close(everything=True)
    await journey.quiet()
    assert len(journey.audit()) == before
