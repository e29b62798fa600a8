"""How people get to every window, in the order in which they meet them; each is a scene for a picture."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Final

from bot.domain.charter_windows import AcceptDialog, ChangesDialog, CharterDialog, ItemDialog, SignDialog
from bot.domain.experiment_windows import DecideDialog, ReadoutDialog, ResultDialog
from bot.domain.page_windows import FinishedDialog, PageDialog, SavedDialog, StartDialog, StartedDialog
from bot.domain.pasted_windows import ImportDialog, ImportedDialog
from bot.domain.readiness_windows import DrillAnswerDialog, DrillDialog, EvidenceDialog
from bot.domain.row_windows import RowDialog
from handlers.demo.story import OUTCOME, PROOF, SUCCESS
from handlers.demo.workspace import Person
from tests.journeys.journey import Journey, button, elements
from tests.journeys.running import ENDED, STARTED, WON


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One window as somebody meets it: its file's name, its type, what it is called, and when it opens."""

    name: str
    shows: type
    title: str
    opens: str


SCENES: Final = (
    Scene(name="start", shows=StartDialog, title="Start", opens="`/plumb kickoff Churn model` in a channel."),
    Scene(
        name="started",
        shows=StartedDialog,
        title="Started for others",
        opens="After the start, for somebody who named no role for themselves.",
    ),
    Scene(
        name="page-1", shows=PageDialog, title="Page 1, fresh", opens="After the start, for whoever has a role in it."
    ),
    Scene(
        name="page-1-error",
        shows=PageDialog,
        title="Page 1, with an error at a field",
        opens="On saving what cannot be read: nothing is saved, nothing is lost.",
    ),
    Scene(
        name="page-2",
        shows=PageDialog,
        title="Page 2, fresh, with what page 1 lacks",
        opens="After page 1; here the metric that was named is a score of the model.",
    ),
    Scene(
        name="page-1-findings",
        shows=PageDialog,
        title="Page 1, filled, with findings",
        opens="From the checklist or the card, once something is answered.",
    ),
    Scene(
        name="page-1-clash",
        shows=PageDialog,
        title="Page 1, with a clash",
        opens="On saving a field that somebody else answered differently after the page was opened.",
    ),
    Scene(name="row", shows=RowDialog, title="A row, new", opens="The button beside a question whose answer has rows."),
    Scene(
        name="page-2-filled",
        shows=PageDialog,
        title="Page 2, with rows",
        opens="Each row is saved by itself; the page stays as it was typed.",
    ),
    Scene(name="row-edit", shows=RowDialog, title="A row, edited", opens="“Edit” in the menu of a row."),
    Scene(
        name="row-clash",
        shows=RowDialog,
        title="A row, with a clash",
        opens="On saving a cell that somebody else changed after the row was opened.",
    ),
    Scene(name="page-3", shows=PageDialog, title="Page 3, fresh", opens="After page 2."),
    Scene(
        name="page-3-verdict",
        shows=PageDialog,
        title="Page 3, with the verdict on what is typed",
        opens="By itself, while somebody types.",
    ),
    Scene(
        name="page-3-unfolded",
        shows=PageDialog,
        title="Page 3, unfolded",
        opens="The button that shows the optional questions.",
    ),
    Scene(name="page-4", shows=PageDialog, title="Page 4, fresh", opens="After page 3."),
    Scene(
        name="page-4-filled",
        shows=PageDialog,
        title="Page 4, filled",
        opens="From the checklist or the card, once requirements are answered.",
    ),
    Scene(
        name="evidence",
        shows=EvidenceDialog,
        title="Evidence for a requirement",
        opens="The button beside a requirement that is answered.",
    ),
    Scene(
        name="evidence-why",
        shows=EvidenceDialog,
        title="Why a requirement does not apply",
        opens="The button beside a requirement that is said not to apply.",
    ),
    Scene(name="page-5", shows=PageDialog, title="Page 5, fresh", opens="After page 4."),
    Scene(
        name="page-5-filled",
        shows=PageDialog,
        title="Page 5, with what is known of such plans",
        opens="By itself, while somebody types.",
    ),
    Scene(name="finished", shows=FinishedDialog, title="Kickoff saved", opens="After page 5."),
    Scene(
        name="question",
        shows=PageDialog,
        title="A single question",
        opens="Its button on the checklist, on a finding or in a nag, or `/plumb answer baseline`.",
    ),
    Scene(
        name="saved",
        shows=SavedDialog,
        title="Saved",
        opens="After a single question with a number: how the number was read.",
    ),
    Scene(
        name="question-rows",
        shows=PageDialog,
        title="A single question with rows",
        opens="Its button on the checklist, or `/plumb answer guardrails`.",
    ),
    Scene(
        name="item",
        shows=ItemDialog,
        title="Not mine to answer",
        opens="The button on a single question: to give it to somebody else, or to say that it does not apply.",
    ),
    Scene(name="sign", shows=SignDialog, title="Sign", opens="The button in what asks the sponsor to sign."),
    Scene(
        name="changes",
        shows=ChangesDialog,
        title="Ask for changes",
        opens="The button in the window to sign, or in what asks the sponsor to sign.",
    ),
    Scene(name="charter", shows=CharterDialog, title="Charter", opens="`/plumb charter`, or its button on the card."),
    Scene(
        name="charter-compared",
        shows=CharterDialog,
        title="Charter, compared with a version",
        opens="Choosing a version in the charter's window.",
    ),
    Scene(
        name="accept",
        shows=AcceptDialog,
        title="Accept a warning",
        opens="“Accept” beside a warning on the card.",
    ),
    Scene(
        name="waive",
        shows=AcceptDialog,
        title="Waive a blocker",
        opens="“Waive” beside a blocker that the sponsor may waive.",
    ),
    Scene(name="drill", shows=DrillDialog, title="Ask for a drill", opens="`/plumb drill`, or its button on page 4."),
    Scene(
        name="drill-answer",
        shows=DrillAnswerDialog,
        title="Answer a drill",
        opens="The button in the message that puts the drill.",
    ),
    Scene(name="result", shows=ResultDialog, title="Results", opens="`/plumb experiment result`, while one runs."),
    Scene(name="readout", shows=ReadoutDialog, title="Readout", opens="After results were handed in."),
    Scene(
        name="result-again",
        shows=ResultDialog,
        title="Results, read again",
        opens="`/plumb experiment result` after the final reading.",
    ),
    Scene(
        name="decide",
        shows=DecideDialog,
        title="Decide",
        opens="`/plumb experiment decide`, or the button of the readout.",
    ),
    Scene(name="import", shows=ImportDialog, title="Paste a charter", opens="`/plumb kickoff import`."),
    Scene(name="imported", shows=ImportedDialog, title="Charter read", opens="After a charter was pasted."),
)

Shown = AsyncIterator[tuple[str, Person]]
Act = Callable[[Journey], Shown]
NOTES = """Owner: @ana
KPI: Monthly churn of paying customers
Unit: %
Better is: lower
Baseline: 3.1%
Target: about a tenth less
Data source: Finance dashboard “Retention”
Design: A/B
Thanks everybody!
"""
_MONEY = {"value_per_unit": "€400k", "currency": "EUR"}
_MET = {
    "readiness.reliability.fallback": "automated",
    "readiness.reliability.silent_failure": "manual",
    "readiness.scalability.variants": "not_applicable",
}
_FACTS = {"ml_years": "2", "days_to_deploy": "20", "annual_budget": "€250k", "value_expected_by": "2027-06-30"}


async def play(journey: Journey) -> Shown:
    """Drive people from the first window to the last; each scene's name, with whoever has it open."""
    for act in (_start, _outcome, _success, _proof, _requirements, _realism, _singly, _charter, _drill, _run, _paste):
        async for shown in act(journey):
            yield shown


async def _start(journey: Journey) -> Shown:
    cast = journey.cast
    await journey.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    yield "start", cast.ana
    await journey.types(cast.lena, "/plumb kickoff Upsell", cast.leads)
    await journey.submits(cast.lena, {"owner": cast.mei.id, "sponsor": cast.ana.id, "members": []})
    yield "started", cast.lena
    await journey.closes(cast.lena)
    people = {"owner": cast.ana.id, "sponsor": cast.sam.id, "members": [cast.mei.id]}
    await journey.submits(cast.ana, people)
    yield "page-1", cast.ana


async def _outcome(journey: Journey) -> Shown:
    ana, mei = journey.cast.ana, journey.cast.mei
    await journey.submits(ana, {**OUTCOME, "metric_name": "AUC on the validation set", "baseline": "banana"})
    yield "page-1-error", ana
    await journey.submits(ana, {"baseline": "3.1%"})
    yield "page-2", ana
    await journey.opens_part(ana, 1)
    yield "page-1-findings", ana
    await journey.opens_part(mei, 1)
    await journey.submits(ana, {"metric_name": OUTCOME["metric_name"], **_MONEY})
    await journey.submits(mei, {"metric_name": "Yearly churn"})
    yield "page-1-clash", mei
    await journey.closes(mei)


async def _success(journey: Journey) -> Shown:
    ana, mei = journey.cast.ana, journey.cast.mei
    await journey.changes(ana, "guardrails")
    yield "row", ana
    await journey.closes(ana)
    await journey.submits(ana, SUCCESS)
    await journey.opens_part(ana, 2)
    yield "page-2-filled", ana
    await journey.opens_part(mei, 2)
    await journey.changes(mei, "guardrails", "Margin")
    await journey.changes(ana, "guardrails", "Margin")
    yield "row-edit", ana
    await journey.submits(ana, {"margin": "2%"})
    await journey.submits(mei, {"margin": "3%"})
    yield "row-clash", mei
    await journey.closes(mei)
    await journey.closes(mei)


async def _proof(journey: Journey) -> Shown:
    ana = journey.cast.ana
    await journey.submits(ana, {})
    yield "page-3", ana
    await journey.fills(ana, {"design": "ab", "primary_metric": PROOF["primary_metric"], "daily_traffic": "1,200"})
    await journey.fills(ana, {"mde": "-5%", "longest_run": "12"})
    await journey.workspace.until(lambda: ana.modal and "No:" in ana.modal.text())
    yield "page-3-verdict", ana
    await journey.fills(ana, {**PROOF, "outcome_horizon": "0"})
    await journey.workspace.until(lambda: ana.modal and "Yes:" in ana.modal.text())
    yield "page-3-unfolded", ana


async def _requirements(journey: Journey) -> Shown:
    ana = journey.cast.ana
    await journey.submits(ana, {})
    yield "page-4", ana
    await journey.submits(ana, _MET)
    page = await journey.opens_part(ana, 4)
    yield "page-4-filled", ana
    await _proves(journey, page, "readiness.reliability.fallback")
    yield "evidence", ana
    await journey.submits(ana, {"link": "https://wiki.example.com/fallback", "note": "The runbook, tried in January"})
    assert ana.modal is not None
    await _proves(journey, ana.modal, "readiness.scalability.variants")
    yield "evidence-why", ana
    await journey.closes(ana)


async def _proves(journey: Journey, page: object, question: str) -> None:
    value = button(page, "readiness.evidence", question)["value"]  # type: ignore[arg-type]
    await journey.presses(journey.cast.ana, page, "readiness.evidence", value)  # type: ignore[arg-type]


async def _realism(journey: Journey) -> Shown:
    ana = journey.cast.ana
    await journey.submits(ana, {})
    yield "page-5", ana
    await journey.fills(ana, _FACTS)
    yield "page-5-filled", ana
    await journey.submits(ana, {})
    yield "finished", ana
    await journey.closes(ana)


async def _singly(journey: Journey) -> Shown:
    cast = journey.cast
    await journey.types(cast.ana, "/plumb answer baseline", cast.churn)
    yield "question", cast.ana
    await journey.submits(cast.ana, {"baseline": "3.2%"})
    yield "saved", cast.ana
    await journey.closes(cast.ana)
    await journey.answers(cast.ana, {"baseline": "3.1%"})
    await journey.types(cast.sam, "/plumb answer guardrails", cast.churn)
    yield "question-rows", cast.sam
    await journey.closes(cast.sam)
    await journey.types(cast.sam, "/plumb answer decision_rule", cast.churn)
    assert cast.sam.modal is not None
    await journey.presses(cast.sam, cast.sam.modal, "item.hand")
    yield "item", cast.sam
    await cast.sam.close(everything=True)


async def _charter(journey: Journey) -> Shown:
    cast = journey.cast
    await journey.types(cast.sam, "/plumb sign", cast.churn)
    yield "sign", cast.sam
    assert cast.sam.modal is not None
    await journey.presses(cast.sam, cast.sam.modal, "changes.open")
    yield "changes", cast.sam
    await journey.closes(cast.sam)
    await journey.submits(cast.sam, {})
    await journey.answers(cast.ana, {"target": "-20%"})
    await journey.types(cast.ana, "/plumb charter", cast.churn)
    yield "charter", cast.ana
    window = cast.ana.modal
    assert window is not None
    chosen = next(each for each in elements(window.blocks) if each["action_id"] == "charter.compare")
    await cast.ana.choose(window, "charter.compare", chosen["options"][0]["value"])
    await journey.workspace.until(lambda: cast.ana.modal and "Since version 1" in cast.ana.modal.text())
    yield "charter-compared", cast.ana
    await journey.closes(cast.ana)
    await journey.answers(cast.ana, {"target": OUTCOME["target"]})
    await journey.types(cast.ana, "/plumb answer guardrails", cast.churn)
    await journey.changes(cast.ana, "guardrails", "Margin", "remove")
    await journey.closes(cast.ana)
    await journey.presses(cast.ana, journey.card(cast.churn), "finding.accept")
    yield "accept", cast.ana
    await journey.closes(cast.ana)
    await journey.answers(cast.ana, {"guardrails": SUCCESS["guardrails"]})
    await journey.answers(cast.ana, {"design": "none"})
    await journey.presses(cast.sam, journey.card(cast.churn), "finding.accept")
    yield "waive", cast.sam
    await journey.closes(cast.sam)
    await journey.answers(cast.ana, {"design": "ab"})


async def _drill(journey: Journey) -> Shown:
    cast = journey.cast
    await journey.types(cast.ana, "/plumb drill", cast.churn)
    yield "drill", cast.ana
    await journey.submits(cast.ana, {"who": cast.mei.id, "scenario": "features_frozen"})
    put = [one for one in cast.mei.dm if "Drill: would you notice?" in one.rendered()][-1]
    await journey.presses(cast.mei, put, "drill.answer")
    yield "drill-answer", cast.mei
    await journey.closes(cast.mei)


async def _run(journey: Journey) -> Shown:
    cast = journey.cast
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    await journey.presses(cast.ana, heard.messages[-1], "plan.accept")
    journey.clock.move_to(STARTED)
    await journey.types(cast.ana, "/plumb experiment start", cast.churn)
    journey.clock.move_to(ENDED)
    await journey.types(cast.ana, "/plumb experiment result", cast.churn)
    yield "result", cast.ana
    await journey.submits(cast.ana, WON)
    yield "readout", cast.ana
    await journey.closes(cast.ana)
    await journey.types(cast.ana, "/plumb experiment result", cast.churn)
    yield "result-again", cast.ana
    await journey.closes(cast.ana)
    await journey.types(cast.sam, "/plumb experiment decide", cast.churn)
    yield "decide", cast.sam
    await journey.closes(cast.sam)


async def _paste(journey: Journey) -> Shown:
    cast = journey.cast
    await journey.types(cast.ana, "/plumb kickoff import", cast.demand)
    yield "import", cast.ana
    await journey.submits(cast.ana, {"text": NOTES, "name": "Win-back"})
    yield "imported", cast.ana
    await journey.closes(cast.ana)
