"""Results as the people of a project hand them in: each form, each refusal, and what becomes of them."""

import json
from datetime import date, timedelta

import pytest

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME
from tests.databases import LONG_KINDS
from tests.journeys.journey import BERLIN, Journey, at, button
from tests.journeys.running import ENDED, PROOF, STARTED, WON, hands_in, planned, said_last, shown, started

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
ARMS = ("control,1116,34", "treatment,1116,30")
"""A day's units and leavers."""


async def test_what_was_registered_but_not_measured_wins_nothing(journey: Journey, cast: Cast) -> None:
    await started(journey, cast)
    journey.clock.move_to(ENDED)
    said = await hands_in(journey, cast, {name: value for name, value in WON.items() if name != "guardrail_1"})
    assert "Margin per customer" in said
    assert "won" not in said.casefold().split("margin")[0] or "not" in said.casefold()


async def test_arms_of_the_wrong_sizes_withhold_everything(journey: Journey, cast: Cast) -> None:
    await started(journey, cast)
    journey.clock.move_to(ENDED)
    said = await hands_in(journey, cast, {**WON, "treatment_n": "44,000"})
    assert "withheld" in said.casefold()


async def test_a_withheld_reading_stays_visible_beside_the_one_that_replaces_it(journey: Journey, cast: Cast) -> None:
    await started(journey, cast)
    journey.clock.move_to(ENDED)
    await hands_in(journey, cast, {**WON, "treatment_n": "44,000"})
    await journey.types(cast.ana, "/plumb experiment result", cast.churn)
    refused = await journey.submits(cast.ana, {**WON, "reason": "a typing error"})
    assert "why it is read again" in refused.errors["reason"]
    assert cast.ana.modal is not None
    assert cast.ana.modal.values()["control_n"] == "46,800"
    why = "The log of 3 March was loaded twice; it counts once now."
    assert (await journey.submits(cast.ana, {**WON, "reason": why})).accepted
    card = said_last(journey, cast, "won").rendered()
    assert "Reading 2 of the final data." in card
    assert "no result: its arms do not have the planned sizes" in card
    assert why in card
    assert [json.loads(str(fact.after))["again"] is not None for fact in journey.audit("experiment.read")] == [
        False,
        True,
    ]


async def test_a_plan_that_reckons_with_the_period_before_is_read_with_it(journey: Journey, cast: Cast) -> None:
    await started(journey, cast, pre_period_correlation="0.4")
    journey.clock.move_to(at("2027-05-01", "10:00", BERLIN))
    heard = await journey.types(cast.ana, "/plumb experiment result", cast.churn)
    assert heard.error is None
    assert cast.ana.modal is not None
    assert "The plan reckons with the period before" in cast.ana.modal.text()
    before = {"control_pre": "2.0 ± 1.0; 0.0693", "treatment_pre": "2.0 ± 1.0; 0.0651"}
    handed = await journey.submits(cast.ana, {**WON, **before})
    assert handed.accepted, handed
    assert "as registered" in said_last(journey, cast, "won").rendered()
    details = said_last(journey, cast, "details of experiment 1").rendered()
    assert "adjusted by the period before the experiment (CUPED): 16 % of the variance is gone" in details
    await journey.closes(cast.ana)
    await journey.types(cast.ana, "/plumb experiment result", cast.churn)
    again = await journey.submits(cast.ana, {**WON, "reason": "Read without the period before, to compare."})
    assert again.accepted, again
    bare = said_last(journey, cast, "Reading 2").rendered()
    assert "whether it is adjusted by the period before changed since it was sealed" in bare


async def test_a_plan_that_changed_after_its_start_is_shown_as_changed(journey: Journey, cast: Cast) -> None:
    await started(journey, cast)
    await journey.answers(cast.ana, {"decision_rule": "Launch whatever happens, as long as the team likes it."})
    refused = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    project = button(journey.checklist(cast.ana), "kickoff.open")["value"].partition("|")[0]
    forged = await journey.forges(cast.ana, refused.messages[-1], "plan.accept", project)
    assert "runs already" in forged
    journey.clock.move_to(ENDED)
    said = await hands_in(journey, cast, WON)
    assert "decision rule" in said.casefold(), said
    assert "Not as registered" in said


IMPOSSIBLE = (
    ("control_x", "46,900"),
    ("control_n", "0"),
    ("control_n", "1.5"),
    ("treatment_x", "-3"),
    ("treatment_x", "many"),
    ("guardrail_1", "12.4 ± -3; 12.3 ± 3"),
    ("guardrail_1", "12.4"),
    ("through", "2027-02-01"),
    ("rows", "metric,arm,n\nx"),
)
MENDED = {**WON, "through": "2027-04-11", "rows": None}


async def test_impossible_results_are_refused_at_their_field(journey: Journey, cast: Cast) -> None:
    await started(journey, cast)
    journey.clock.move_to(ENDED)
    await journey.types(cast.ana, "/plumb experiment result", cast.churn)
    for field, typed in IMPOSSIBLE:
        refused = await journey.submits(cast.ana, {**WON, field: typed})
        assert set(refused.errors) == {field}, (typed, refused)
        await journey.fills(cast.ana, {field: MENDED[field]})
    assert journey.audit("experiment.read") == []
    again = await journey.submits(cast.ana, WON)
    assert again.accepted, again


async def test_results_may_be_pasted_day_by_day(journey: Journey, cast: Cast) -> None:
    await started(journey, cast)
    journey.clock.move_to(ENDED)
    rows = ["date,arm,n,x"]
    for day in range(42):
        when = date(2027, 3, 1) + timedelta(days=day)
        rows += [f"{when},control,1114,{34 + day % 2}", f"{when},treatment,1116,{30 + day % 2}"]
    said = await hands_in(journey, cast, {"rows": "\n".join(rows), "guardrail_1": WON["guardrail_1"]})
    assert "won" in said.casefold(), said


async def test_results_may_be_attached_as_a_file(journey: Journey, cast: Cast) -> None:
    await started(journey, cast)
    journey.clock.move_to(ENDED)
    rows = ["date,arm,n,x", *(f"{date(2027, 3, 1) + timedelta(days=day)},{arm}" for day in range(42) for arm in ARMS)]
    file = journey.workspace.add_file(cast.ana, "results.csv", "\n".join(rows).encode())
    broken = journey.workspace.add_file(cast.ana, "broken.csv", b"arm,n\ncontrol,many")
    guardrail = {"guardrail_1": WON["guardrail_1"]}
    await journey.types(cast.ana, "/plumb experiment result", cast.churn)
    both_ways = await journey.submits(cast.ana, {**guardrail, "file": [file], "rows": "arm,n,x"})
    assert "not both" in both_ways.errors["file"]
    refused = await journey.submits(cast.ana, {**guardrail, "file": [broken], "rows": None})
    assert "Line 2" in refused.errors["file"]
    assert journey.audit("experiment.read") == []
    handed = await journey.submits(cast.ana, {**guardrail, "file": [file]})
    assert handed.accepted, handed
    assert "46,872" in said_last(journey, cast, "won").rendered()


async def test_without_the_right_to_read_files_none_is_asked_for(journey: Journey, cast: Cast) -> None:
    await started(journey, cast)
    journey.workspace.world.granted -= {"files:read"}
    journey.clock.move_to(ENDED)
    await journey.types(cast.ana, "/plumb experiment result", cast.churn)
    assert cast.ana.modal is not None
    assert "file" not in cast.ana.modal.inputs()
    assert "rows" in cast.ana.modal.inputs()


@both
async def test_what_is_read_before_the_last_outcome_is_known_is_a_look(journey: Journey, cast: Cast) -> None:
    """Six weeks of entry from 1 March and thirty days: the last outcome is known on 11 May."""
    await planned(journey, cast, outcome_horizon="30", longest_run="12")
    assert "+ 30 days until the last outcome is known" in said_last(journey, cast, "has a plan").text
    journey.clock.move_to(STARTED)
    await journey.types(cast.ana, "/plumb experiment start", cast.churn)
    news = said_last(journey, cast, "experiment 1 runs").text
    assert "from 1 Mar 2027 to 11 May 2027." in news
    assert "then 30 days until the last outcome is known" in news
    journey.clock.move_to(ENDED)
    told = (await journey.types(cast.ana, "/plumb experiment", cast.churn)).text
    assert "about 100,800 units expected by now, the last ones entered on 11 Apr 2027, ends on 11 May 2027." in told
    assert "This is a look, not the result" in await hands_in(journey, cast, WON)
    await journey.travel(at("2027-05-12", "12:00", BERLIN))
    assert journey.nags(cast.ana) == [], "nothing is owed before its time"
    assert "experiment 1 won" in await hands_in(journey, cast, WON)


async def test_rows_by_day_of_entry_are_read_when_their_outcomes_are_known(journey: Journey, cast: Cast) -> None:
    await started(journey, cast, outcome_horizon="30", longest_run="12")
    journey.clock.move_to(at("2027-05-12", "10:00", BERLIN))
    rows = ["date,arm,n,x"]
    for day in range(42):
        when = date(2027, 3, 1) + timedelta(days=day)
        rows += [f"{when},control,1200,{37 + day % 2}", f"{when},treatment,1200,{32 + day % 2}"]
    await journey.types(cast.ana, "/plumb experiment result", cast.churn)
    typed = {"rows": "\n".join(rows), "guardrail_1": WON["guardrail_1"]}
    refused = await journey.submits(cast.ana, {**typed, "through": None})
    assert "until which outcomes were counted" in refused.errors["through"]
    accepted = await journey.submits(cast.ana, {**typed, "through": "2027-05-11"})
    assert accepted.accepted, accepted
    assert cast.ana.modal is not None
    assert "experiment 1 won" in cast.ana.modal.text()


async def test_a_rate_per_payment_of_customers_is_planned_and_read_as_a_ratio(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    await journey.opens_part(cast.ana, 3)
    await journey.fills(cast.ana, {**PROOF, "counted_per": "Payment"})
    warned = await shown(journey, cast, "Counted per “Payment”, randomised by “Customer”")
    assert "No verdict yet: it takes “Spread of the primary metric”." in warned
    await journey.closes(cast.ana)
    await journey.answers(cast.ana, {**PROOF, "counted_per": "Payment", "spread": "0.17"})
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    assert "the results need the ratio columns" in heard.text
    await journey.presses(cast.ana, heard.messages[-1], "plan.accept")
    journey.clock.move_to(STARTED)
    await journey.types(cast.ana, "/plumb experiment start", cast.churn)
    journey.clock.move_to(ENDED)
    await journey.types(cast.ana, "/plumb experiment result", cast.churn)
    assert cast.ana.modal is not None
    assert set(cast.ana.modal.inputs()) == {"through", "rows", "file"}
    rows = [
        "arm,n,num_mean,num_var,den_mean,den_var,cov",
        "control,46800,0.062,0.06,2,1,0.03",
        "treatment,46900,0.052,0.05,2,1,0.03",
    ]
    read = await journey.submits(cast.ana, {"rows": "\n".join(rows)})
    assert read.accepted, read
    assert "Read as registered" in cast.ana.modal.text()


async def test_a_counter_metric_without_a_margin_that_got_worse_is_not_launched_over(
    journey: Journey, cast: Cast
) -> None:
    """Churn is usually paid for by the margin; the plan names no guardrail, and the results hold it all the same."""
    await started(journey, cast, guardrails="")
    journey.clock.move_to(ENDED)
    rows = (
        "metric,arm,n,x,mean,sd\n,control,46800,1451,,\n,treatment,46900,1266,,\n"
        "Margin per customer,control,46800,,12.4,3.1\nMargin per customer,treatment,46900,,11.9,3.05"
    )
    said = await hands_in(journey, cast, {"rows": rows})
    assert "won on its metric, but paid for it with another" in said, said
    assert "Recommendation: iterate." in said
