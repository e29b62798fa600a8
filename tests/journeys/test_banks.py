"""An operator changes the questions: running kickoffs keep theirs, new ones get the new, people read their language."""

import json
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from handlers import resources
from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME, PROOF, SUCCESS
from handlers.demo.workspace import Person
from storage.engine import open_engine
from storage.tables import banks, charters
from storage.unit_of_work import Work
from tests.databases import LONG_KINDS
from tests.journeys.conftest import Depart
from tests.journeys.journey import Journey, button
from tests.journeys.programs import environment, outcome

OURS = """\
questions:
  add:
    - { id: data_owner, part: 2, label: Who owns the data, type: text, required: true }
  disable: [why_now, model_metrics, reporter]
  reword:
    metric_name: { label: The number that counts }
"""
GERMAN = """\
questions:
  translate:
    de:
      parts: { 1: { title: Das Ergebnis, question: Welche Kennzahl wollen wir verbessern? } }
      questions:
        metric_name: { label: Geschäftskennzahl, help: Wofür im Geschäft jemand bezahlt wird. }
        metric_direction: { label: Besser ist, options: { up: Höher, down: Tiefer } }
        decision_rule: { label: Entscheidungsregel }
        daily_traffic: { label: Einheiten pro Tag }
"""


async def shows(journey: Journey, person: Person, question: str, channel: str = "churn") -> str:
    """What a person is shown who asks for one question: the window's label, or the words of a refusal."""
    if person.modal is not None:
        await journey.closes(person)
    heard = await journey.types(person, f"/plumb answer {question}", getattr(journey.cast, channel))
    return person.modal.text() if person.modal is not None else heard.text


@pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
async def test_a_running_kickoff_keeps_its_questions_and_a_new_one_gets_the_new(journey: Journey, cast: Cast) -> None:
    ana, sam = cast.ana, cast.sam
    await journey.kickoff(sponsor=sam)
    await journey.answers(ana, {"metric_name": "Monthly churn", "why_now": "Budget is decided in May"})
    await journey.restart(policy=OURS)
    await journey.answers(ana, {"metric_unit": "%"})
    assert "3 of 15" in journey.card(cast.churn).rendered()
    checklist = journey.checklist(ana).rendered()
    assert "✓ Business metric" in checklist
    assert "Model metrics" in checklist
    assert "Who owns the data" not in checklist
    assert "Budget is decided in May" in str((await journey.opens_part(ana, 5)).values())
    await journey.closes(ana)

    fraud = await journey.kickoff(cast.mei, cast.fraud, name="Fraud", sponsor=sam)
    assert "1 of 15" in fraud.rendered()  # one more and one less than shipped
    await journey.answers(cast.mei, {"data_owner": "Payments"}, cast.fraud)
    new = journey.checklist(cast.mei).rendered()
    assert "The number that counts" in new
    assert "✓ Who owns the data" in new
    assert "Model metrics" not in new
    assert "why_now" not in (await journey.opens_part(cast.mei, 5)).inputs()

    await journey.restart(policy="{}")
    assert "Who owns the data" in await shows(journey, cast.mei, "data_owner", "fraud")
    assert "Model metrics" in await shows(journey, ana, "model_metrics")


async def test_a_question_that_a_kickoff_does_not_have_is_said_to_be_so(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.restart(policy=OURS)
    for words in ("data_owner", "Who owns the data", "data_owner churn-model"):
        said = await shows(journey, cast.ana, words)
        assert "“Who owns the data” is not asked in this kickoff, which has the questions that it started with" in said
    await journey.kickoff(cast.mei, cast.fraud, name="Fraud", sponsor=cast.sam)
    assert "This question is not asked in this kickoff" in await shows(journey, cast.mei, "why_now", "fraud")
    project = button(journey.card(cast.churn), "kickoff.open")["value"].partition("|")[0]
    told = await journey.forges(cast.ana, journey.card(cast.churn), "kickoff.answer", f"{project}|data_owner")
    assert "“Who owns the data” is not asked in this kickoff" in told


async def test_a_file_that_answers_what_a_kickoff_does_not_ask_changes_nothing(
    journey: Journey, cast: Cast, tmp_path: Path
) -> None:
    await journey.kickoff(sponsor=cast.sam)
    file, rules = tmp_path / "charter.json", tmp_path / "ours.yaml"
    rules.write_text(OURS, encoding="utf-8")
    answers = {"metric_name": "Monthly churn", "data_owner": "Payments"}
    people = {"owner": cast.ana.id, "sponsor": cast.sam.id}
    file.write_text(
        json.dumps({"name": "Churn model", "channel": cast.churn.id, **people, "answers": answers}), encoding="utf-8"
    )
    assert "PLUMBLINE_POLICY" not in environment(journey)
    status, _, complaint = await outcome(journey, "kickoff", str(file), PLUMBLINE_POLICY=str(rules))
    assert status == 1
    assert "“Who owns the data” is not asked in this kickoff" in complaint
    assert "Monthly churn" not in journey.card(cast.churn).rendered()


async def adopts(journey: Journey, person: Person) -> None:
    """The owner moves the only kickoff to the present bank, in the window of its charter."""
    await journey.types(person, "/plumb charter", journey.cast.churn)
    assert person.modal is not None
    await journey.presses(person, person.modal, "charter.adopt")
    await journey.quiet()
    assert "charter.adopt" not in str(person.modal.blocks), "it has the present questions now"
    await journey.closes(person)


@pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
async def test_a_kickoff_that_adopts_the_present_bank_is_asked_its_questions(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(
        cast.ana, {"metric_name": "Monthly churn", "model_metrics": [{"name": "AUC", "today": "0.74"}]}
    )
    await journey.restart(policy=OURS)
    await adopts(journey, cast.ana)
    checklist = journey.checklist(cast.ana).rendered()
    assert "✓ The number that counts" in checklist
    assert "Who owns the data" in checklist
    assert "Model metrics" not in checklist
    assert "2 of 15" in journey.card(cast.churn).rendered()
    assert [entry.subject for entry in journey.audit("charter.bank_adopted")] == ["bank"]

    def history(work: Work) -> list[tuple[str, bool]]:
        told = work.charters.history(work.projects.all()[0].id)
        return [(each.question, each.value is None) for each in told if each.question == "model_metrics"]

    kept = await journey.bot.runner.read(journey.bot.workspace, history, now=journey.clock.now())
    assert kept == [("model_metrics", False), ("model_metrics", True)]
    await journey.restart(policy="{}")
    assert "Who owns the data" in journey.checklist(cast.ana).rendered()
    await journey.answers(cast.ana, {"data_owner": "Payments"})


async def test_what_was_typed_for_a_question_that_went_away_is_not_lost_in_silence(
    journey: Journey, cast: Cast
) -> None:
    await journey.kickoff(sponsor=cast.sam, members=(cast.mei,))
    await journey.restart(policy=OURS)
    await journey.types(cast.mei, "/plumb answer why_now", cast.churn)
    await adopts(journey, cast.ana)
    refused = await journey.submits(cast.mei, {"why_now": "Budget is decided in May"})
    assert list(refused.errors) == ["why_now"]
    assert "This question is not asked in this kickoff" in refused.errors["why_now"]
    await journey.closes(cast.mei)


def forgets(journey: Journey, edition: str) -> None:
    """The database as a Plumbline that did not keep banks left it."""
    engine = open_engine(journey.address)
    with engine.begin() as connection:
        connection.execute(delete(banks))
        connection.execute(update(charters).values(bank_edition=edition))
    engine.dispose()


@pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
async def test_a_kickoff_from_before_takes_the_bank_of_the_first_start_and_keeps_it(
    journey: Journey, cast: Cast
) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.end()
    forgets(journey, "of long ago")
    await journey.restart(policy=OURS)
    await journey.answers(cast.ana, {"data_owner": "Payments"})
    await journey.restart(policy="{}")
    assert "Who owns the data" in await shows(journey, cast.ana, "data_owner")

    def edition(work: Work) -> set[str]:
        return {work.charters.many((each.id,))[each.id].bank_edition for each in work.projects.all()}

    kept = await journey.bot.runner.read(journey.bot.workspace, edition, now=journey.clock.now())
    assert kept == {resources.load_rulebook(ours(journey)).bank.edition}


def ours(journey: Journey) -> Path:
    file = journey.settings(journey.workspace).data / "ours.yaml"
    file.write_text(OURS, encoding="utf-8")
    return file


@pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
async def test_what_is_due_is_shown_of_a_database_that_was_migrated_and_never_run_since(
    journey: Journey, cast: Cast
) -> None:
    await journey.kickoff(sponsor=cast.sam)
    preview = await journey.types(cast.ana, "/plumb digest weekly monday 09:00", cast.churn)
    await journey.presses(cast.ana, preview.messages[-1], "digest.save")
    await journey.end()
    forgets(journey, "of long ago")
    status, printed, complaint = await outcome(journey, "due", "--at", "2027-02-08T09:00+01:00")
    assert (status, complaint) == (0, "")
    assert "Churn model" in printed


async def test_the_wizard_goes_past_a_part_that_asks_nothing(depart: Depart) -> None:
    fourth = ", ".join(each.id for each in resources.load_bank().of_part(4))
    journey = await depart(policy=f"questions: {{ disable: [{fourth}] }}")
    ana = journey.cast.ana
    await journey.kickoff()
    await journey.opens_part(ana, 3)
    await journey.submits(ana, {})
    assert ana.modal is not None
    assert "why_now" in ana.modal.inputs()
    assert "Part 5 of 5" in ana.modal.text()
    assert "Part 4" not in journey.checklist(ana).rendered()


async def test_a_button_of_a_part_that_asks_nothing_opens_the_next_that_does(depart: Depart) -> None:
    gone = ", ".join(each.id for number in (4, 5) for each in resources.load_bank().of_part(number))
    journey = await depart(policy=f"questions: {{ disable: [{gone}] }}")
    ana = journey.cast.ana
    card = await journey.kickoff()
    project = button(card, "kickoff.open")["value"].partition("|")[0]
    assert "Part 1 of 3" in (await journey.opens(ana, f"{project}|4", card)).text()
    await journey.opens_part(ana, 3)
    await journey.submits(ana, {})
    assert ana.modal is not None
    assert ana.modal.callback_id == "kickoff.finished"


@pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
async def test_everybody_reads_the_questions_in_the_language_of_their_slack(depart: Depart) -> None:
    journey = await depart(policy=GERMAN)
    cast, workspace = journey.cast, journey.workspace
    ulla = workspace.add_user("ulla", real_name="Ulla Berg", tz="Europe/Berlin", locale="de-DE")
    cast.churn.members.append(ulla.id)
    await journey.kickoff(ulla, sponsor=cast.sam)
    assert "Geschäftskennzahl" in journey.checklist(ulla).rendered()
    assert "Decision rule" in journey.checklist(cast.sam).rendered()
    window = await journey.opens_part(ulla, 1)
    assert "Welche Kennzahl wollen wir verbessern?" in window.text()
    assert "Wofür im Geschäft jemand bezahlt wird." in window.text()
    assert "Higher" not in str(window.blocks)
    await journey.submits(ulla, {**OUTCOME, "baseline": "3,1 %"})
    await journey.closes(ulla)
    assert "✓ Geschäftskennzahl" in journey.checklist(ulla).rendered()
    # What one person saves, another reads in theirs.
    await journey.answers(cast.sam, {"decision_rule": "Launch if it falls."})
    assert "Besser ist" in journey.checklist(ulla).rendered()
    await journey.types(ulla, "/plumb kpi 3,0 %", cast.churn)
    assert "Besser ist" in journey.checklist(ulla).rendered()
    assert "✓ Decision rule" in journey.checklist(cast.sam).rendered()
    heard = await journey.types(ulla, "/plumb experiment plan", cast.churn)
    assert "“Einheiten pro Tag”" in heard.text
    for words in ("besser ist", "Better is", "metric_direction"):
        assert "Besser ist" in await shows(journey, ulla, words)
    assert "Better is" in await shows(journey, cast.sam, "Besser ist")


async def test_a_sponsor_who_is_named_later_reads_their_language_too(depart: Depart) -> None:
    journey = await depart(policy=GERMAN)
    cast = journey.cast
    ulla = journey.workspace.add_user("ulla", real_name="Ulla Berg", tz="Europe/Berlin", locale="de-DE")
    cast.churn.members.append(ulla.id)
    await journey.kickoff()
    await journey.answers(cast.ana, {"sponsor": ulla.id})
    assert "Entscheidungsregel" in journey.checklist(ulla).rendered()
    assert "Decision rule" not in journey.checklist(ulla).rendered()


async def signs(journey: Journey) -> None:
    """Everything that is required is answered, and the sponsor signs."""
    cast = journey.cast
    for part, page in ((1, OUTCOME), (2, SUCCESS), (3, PROOF)):
        await journey.page(cast.ana, part, page)
    await journey.types(cast.sam, "/plumb sign", cast.churn)
    signed = await journey.submits(cast.sam, {})
    assert signed.accepted, signed
    assert len(journey.audit("charter.signed")) == 1


async def test_restoring_a_version_brings_back_what_is_asked_today(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await signs(journey)
    await journey.restart(policy=OURS)
    await adopts(journey, cast.ana)
    await journey.answers(cast.ana, {"metric_name": "Weekly churn"})
    card = journey.card(cast.churn)
    project = button(card, "kickoff.open")["value"].partition("|")[0]
    ack = await cast.ana.forge(journey.pressing(cast.ana, card, "charter.restore", f"{project}|1"))
    assert ack.error is None
    await journey.quiet()
    assert OUTCOME["metric_name"] in journey.card(cast.churn).rendered()

    def standing(work: Work) -> set[str]:
        project = work.projects.all()[0].id
        found = work.charters.get(project)
        return {question for question, each in found.answers.items() if each.value is not None} if found else set()

    answers = await journey.bot.runner.read(journey.bot.workspace, standing, now=journey.clock.now())
    assert "success_statement" in answers
    assert "model_metrics" not in answers


async def test_a_channel_reads_a_signed_charter_in_its_language_and_a_person_in_theirs(depart: Depart) -> None:
    journey = await depart(policy=f"language: de\n{GERMAN}")
    cast = journey.cast
    await journey.kickoff(sponsor=cast.sam)
    await signs(journey)
    assert "Geschäftskennzahl" in journey.said_in(cast.churn)
    await journey.types(cast.ana, "/plumb charter", cast.churn)
    assert cast.ana.modal is not None
    assert "Business metric" in cast.ana.modal.text()
    assert "Geschäftskennzahl" not in cast.ana.modal.text()
