"""Three experiments of the story: one that wins, one that loses on a guardrail, and one that cannot be run."""

from typing import Final

from handlers.demo.cast import Cast
from handlers.demo.promises import BERLIN, at, promise
from handlers.demo.stage import Stage

RESULTS: Final = {
    "control_n": "50,380",
    "control_x": "1,562",
    "treatment_n": "50,420",
    "treatment_x": "1,361",
    "guardrail_1": "12.40 ± 3.10; 12.41 ± 3.05",
}
FRAUD: Final = {
    "baseline": "0.80%",
    "daily_traffic": "30,000",
    "outcome_horizon": "14",
    "start": "2027-05-17",
}
FRAUD_NOTES: Final = """# Fraud scoring

Sponsor: @sam
KPI: Chargebacks per 100 payments
Category: risk
Unit: %
Better is: lower
Baseline: {baseline}
Target: -20%
Due date: 30 September 2027
Data source: Payments ledger, closed on the 2nd of each month

## Success
Chargebacks fall from 0.8 % to 0.64 % of payments by 30 September in the treated arm.

## Model metrics
- Recall at 1 % false positives: 0.61 today, 0.75 wanted

## Guardrails
- Approved payments: at most 0.2 % lower, today 97%

## Links
- Recall at 1 % false positives → Chargebacks per 100 payments: -0.2pp to -0.08pp

## Experiment
Design: A/B
Unit of randomisation: Payment
Primary metric: Chargebacks per 100 payments within two weeks
Traffic per day: {daily_traffic}
Days until an outcome is known: {outcome_horizon}
Smallest effect worth having: -10%
Start: {start}
Longest run: 6
Decision rule: Launch if chargebacks fall by a tenth and approvals hold; stop otherwise.

Slides are in the team's folder.
""".format(**FRAUD)
"""What Mei pastes: the notes of a meeting."""
BLOCKED: Final = {
    "control_n": "210,000",
    "control_x": "1,680",
    "treatment_n": "210,200",
    "treatment_x": "1,386",
    "guardrail_1": "203,700; 201,000",
}
DEMAND: Final = (
    {
        "metric_name": "Waste of fresh goods per store and week",
        "metric_category": "cost",
        "metric_unit": "€",
        "metric_direction": "down",
        "baseline": "€1,250",
        "target": "-8%",
        "deadline": "2027-12-31",
        "metric_source": "Inventory system, booked daily",
    },
    {"success_statement": "Waste falls from €1,250 to €1,150 a week by the end of the year against other stores."},
)
STORES: Final = {
    "design": "ab",
    "randomisation_unit": "Store",
    "primary_metric": "Waste of fresh goods per store and week",
    "spread": "420",
    "pool": "40",
    "mde": "-8%",
    "longest_run": "12",
}


async def wins(stage: Stage, cast: Cast) -> None:
    """Ana starts what was sealed, looks once, hands in the results; Sam launches; what it is worth is proven."""
    ana, sam, churn = cast.ana, cast.sam, cast.churn
    stage.transcript.chapter("7 · The experiment runs")
    heard = await stage.types(ana, "/plumb experiment start", churn)
    promise("day 1 of 72" in heard.text, f"the run is told with its days: {heard.text}")
    stage.transcript.seen("it runs: day 1 of 72, with the units that are expected and until when they enter")
    await stage.travel(at(2027, 4, 12, 10, 0, BERLIN))
    look = {"control_n": "15,580", "control_x": "483", "treatment_n": "15,620", "treatment_x": "443"}
    await _hand_in(stage, cast, look)
    await stage.reads(
        "a look is told as a look, with the interval that holds at any look",
        lambda: stage.workspace.messages(churn),
        "This is a look, not the result",
        "at any look",
    )
    await stage.travel(at(2027, 5, 12, 10, 0, BERLIN))
    stage.transcript.chapter("8 · It wins")
    await stage.types(ana, "/plumb experiment result", churn)
    refused = await stage.submits(ana, {**RESULTS, "control_x": "50,400"})
    promise(set(refused.errors) == {"control_x"}, f"more conversions than customers are refused there: {refused}")
    stage.transcript.seen("more conversions than customers are refused at their field")
    await stage.submits(ana, RESULTS)
    await stage.sees("the window says that it won", lambda: ana.modal and "experiment 1 won" in ana.modal.text())
    await stage.closes(ana)
    card = await stage.reads(
        "the channel sees the lift with its interval, a picture, the guardrail and the rule",
        lambda: stage.workspace.messages(churn),
        "experiment 1 won",
        "proven not worse than 1 %",
        "Intervals of the changes",
        "Read as registered",
    )
    await stage.sees(
        "the details stand in its thread",
        lambda: [one for one in stage.workspace.messages(churn) if one.thread_ts == card.ts and one.ts != card.ts],
    )
    await stage.types(sam, "/plumb experiment decide", churn)
    await stage.submits(sam, {"choice": "launch"})
    await stage.reads("Sam launches, as recommended", lambda: stage.workspace.messages(churn), "is decided: launch")
    impact = await stage.types(sam, "/impact", churn)
    promise("Proven €" in impact.text, f"what it is worth is proven: {impact.text}")
    promise("Money counts" in impact.text, f"it says how it came about: {impact.text}")
    stage.transcript.seen("what it is worth is proven, in euros a year with an interval, its floor and its formula")


async def hurts(stage: Stage, cast: Cast) -> None:
    """Mei pastes her notes. Her model stops fraud and good customers alike, and the rule says stop."""
    mei, sam, fraud = cast.mei, cast.sam, cast.fraud
    stage.transcript.chapter("9 · One that is pasted, and loses on its guardrail")
    await stage.types(mei, "/plumb kickoff import", fraud)
    await stage.submits(mei, {"text": FRAUD_NOTES, "name": "Fraud scoring"})
    await stage.sees(
        "all that stands in the notes is taken, and what belongs to no question is shown",
        lambda: mei.modal and all(words in mei.modal.text() for words in ("15 of 15", "Slides are in the team")),
    )
    await stage.closes(mei)
    await stage.types(sam, "/plumb sign", fraud)
    await stage.submits(sam, {})
    await stage.reads("Sam signs it the same day", lambda: stage.workspace.messages(fraud), "signed version 1")
    heard = await stage.types(mei, "/plumb experiment plan", fraud)
    await stage.presses(mei, heard.messages[-1], "plan.accept")
    await stage.travel(at(2027, 5, 17, 10, 0, BERLIN))
    await stage.types(mei, "/plumb experiment start", fraud)
    await stage.travel(at(2027, 6, 14, 10, 0, BERLIN))
    await stage.types(mei, "/plumb experiment result", fraud)
    await stage.submits(mei, BLOCKED)
    await stage.closes(mei)
    await stage.reads(
        "chargebacks fell, but approvals fell too: the recommendation is to stop",
        lambda: stage.workspace.messages(fraud),
        "Approved payments",
        "Recommendation: stop",
    )
    await stage.types(mei, "/plumb experiment decide", fraud)
    promise("launch" not in str(mei.modal and mei.modal.inputs()["choice"]), "only the sponsor may launch")
    await stage.submits(mei, {"choice": "stop"})
    await stage.reads("Mei stops it", lambda: stage.workspace.messages(fraud), "is decided: stop")


async def cannot_be_run(stage: Stage, cast: Cast) -> None:
    """Forty stores are too few for an experiment: the verdict says so, and what else there is."""
    lena, demand = cast.lena, cast.demand
    stage.transcript.chapter("10 · One that cannot be run")
    await stage.types(lena, "/plumb kickoff Demand forecast", demand)
    await stage.submits(lena, {"owner": lena.id, "sponsor": cast.sam.id})
    for page in DEMAND:
        await stage.submits(lena, page)
    await stage.fills(lena, STORES)
    await stage.sees(
        "the verdict says no, and names the ways out",
        lambda: lena.modal and "and there are 40" in lena.modal.text() and "Ways out" in lena.modal.text(),
    )
    await stage.submits(lena, STORES)
    await stage.closes(lena)
    heard = await stage.types(lena, "/plumb experiment plan", demand)
    promise("plan.accept" not in str(heard.messages[-1].blocks), "what cannot prove anything is not accepted")
    stage.transcript.seen("what cannot prove anything is not offered to be accepted")


async def _hand_in(stage: Stage, cast: Cast, results: dict[str, str]) -> None:
    await stage.types(cast.ana, "/plumb experiment result", cast.churn)
    await stage.submits(cast.ana, results)
    await stage.closes(cast.ana)
