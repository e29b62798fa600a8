"""The portfolio that the demo begins with: one signed, one with findings, one just begun; made by people who act."""

from collections.abc import Mapping
from typing import Any

from handlers.demo.cast import Cast
from handlers.demo.charter import REALISM, REQUIREMENTS
from handlers.demo.stage import Stage
from handlers.demo.story import PROOF, TOO_SMALL, answers, kickoff
from handlers.demo.workspace.people.person import Person
from handlers.demo.workspace.world.channels import Channel

FRAUD: tuple[Mapping[str, Any], ...] = (
    {
        "metric_name": "Chargebacks per month",
        "metric_category": "risk",
        "metric_unit": "chargebacks",
        "metric_direction": "down",
        "baseline": "2,880",
        "target": "-20%",
        "deadline": "2027-09-30",
        "metric_source": "Payments ledger, closed on the 2nd of each month",
        "cadence": "monthly",
        "value_per_unit": "$900",
        "currency": "USD",
    },
    {
        "success_statement": "Chargebacks fall from 2,880 to 2,300 a month by 30 September in the treated arm.",
        "model_metrics": [{"name": "Recall at 1 % false positives", "today": "0.61", "target": "0.75"}],
        "guardrails": [{"name": "Approved payments", "better": "up", "margin": "0.2%", "today": "97%"}],
        "metric_links": [
            {
                "from": "Recall at 1 % false positives",
                "to": "Chargebacks per month",
                "effect": "-700 to -400",
                "per": "step",
            }
        ],
    },
    {
        "design": "ab",
        "randomisation_unit": "Payment",
        "primary_metric": "Share of payments charged back within two weeks",
        "primary_baseline": "0.80%",
        "daily_traffic": "12,000",
        "outcome_horizon": "14",
        "mde": "-10%",
        "start": "2027-02-15",
        "longest_run": "12",
        "decision_rule": "Launch if chargebacks fall by a tenth and approvals hold; stop otherwise.",
    },
)
CHARGEBACKS = {
    "2026-09-30": "2,907",
    "2026-10-31": "2,858",
    "2026-11-30": "2,760",
    "2026-12-31": "2,707",
    "2027-01-31": "2,626",
}
OPEN: Mapping[str, Any] = {
    "readiness.maintainability.takeover": "no",
    "readiness.adaptability.drift": "no",
}
SEASONED: Mapping[str, Any] = {
    "ml_years": "6",
    "days_to_deploy": "21",
    "annual_budget": "$180k",
    "value_expected_by": "2027-06-30",
    "why_now": "The payment provider charges $15 more for each since January.",
}
DEMAND: Mapping[str, Any] = {
    "metric_name": "Forecast RMSE on the holdout weeks",
    "metric_category": "cost",
    "metric_unit": "units",
    "metric_direction": "down",
}


async def seed(stage: Stage, cast: Cast) -> None:
    """Make the portfolio: a plan that cannot show its effect, a signed charter, a score named as outcome."""
    await kickoff(stage, cast)
    await answers(stage, cast)
    await _doubts(stage, cast)
    await _fraud(stage, cast)
    await _begin(stage, cast.lena, cast.demand, "Demand forecast", sponsor=cast.sam)
    await stage.submits(cast.lena, DEMAND)
    await stage.closes(cast.lena)


async def _doubts(stage: Stage, cast: Cast) -> None:
    """Ana fills in the rest; her plan is too small, two requirements are open, and the first deployment is near."""
    ana = cast.ana
    await stage.types(ana, "/plumb kickoff", cast.churn)
    for page in ({**PROOF, **TOO_SMALL}, {**REQUIREMENTS, **OPEN}, REALISM):
        await stage.submits(ana, page)
    await stage.closes(ana)


async def _fraud(stage: Stage, cast: Cast) -> None:
    mei, fraud = cast.mei, cast.fraud
    await _begin(stage, mei, fraud, "Fraud scoring", sponsor=cast.sam)
    for page in (*FRAUD, REQUIREMENTS, SEASONED):
        await stage.submits(mei, page)
    await stage.closes(mei)
    await stage.types(cast.sam, "/plumb sign", fraud)
    await stage.submits(cast.sam, {})
    heard = await stage.types(mei, "/plumb experiment plan", fraud)
    await stage.presses(mei, heard.messages[-1], "plan.accept")
    for day, value in CHARGEBACKS.items():
        await stage.types(mei, f"/plumb kpi {value} {day}", fraud)


async def _begin(stage: Stage, owner: Person, channel: Channel, name: str, *, sponsor: Person) -> None:
    await stage.types(owner, f"/plumb kickoff {name}", channel)
    await stage.submits(owner, {"owner": owner.id, "sponsor": sponsor.id})
