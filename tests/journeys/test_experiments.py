"""An experiment from its plan to its decision, as the people of a project live through it."""

import asyncio
import json
import math
from datetime import date, timedelta

import pytest

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME
from handlers.demo.story import PROOF as STORY
from handlers.demo.workspace import Fault, Message, Person
from tests.databases import KINDS
from tests.journeys.journey import BERLIN, NEW_YORK, Journey, at, button, elements, wall

both = pytest.mark.parametrize("database", KINDS, indirect=True)
PROOF = {**STORY, "outcome_horizon": "", "longest_run": "8"}
"""The story's plan, as if outcomes were known at once."""
STARTED = at("2027-03-01", "10:00", BERLIN)
ENDED = at("2027-04-12", "10:00", BERLIN)
WON = {
    "control_n": "46,800",
    "control_x": "1,451",
    "treatment_n": "46,900",
    "treatment_x": "1,266",
    "guardrail_1": "12.40 ± 3.10; 12.41 ± 3.05",
}
ARMS = ("control,1116,34", "treatment,1116,30")
"""A day's units and leavers."""


async def planned(journey: Journey, cast: Cast, *, members: tuple[Person, ...] = (), **answers: str) -> None:
    """A project whose plan is accepted on 1 February, to start on 1 March."""
    await journey.kickoff(sponsor=cast.sam, members=members)
    await journey.answers(cast.ana, OUTCOME)
    guardrails = answers.pop("guardrails", "Margin per customer: at most 1 % lower")
    await journey.answers(cast.sam, {"value_per_unit": "€400k", "guardrails": guardrails})
    await journey.answers(cast.ana, {**PROOF, **answers})
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    await journey.presses(cast.ana, heard.messages[-1], "plan.accept")


async def started(journey: Journey, cast: Cast, *, members: tuple[Person, ...] = (), **answers: str) -> None:
    await planned(journey, cast, members=members, **answers)
    journey.clock.move_to(STARTED)
    heard = await journey.types(cast.ana, "/plumb experiment start", cast.churn)
    assert "ends on" in heard.text.casefold(), heard.text


async def hands_in(journey: Journey, cast: Cast, values: dict[str, str]) -> str:
    """Open the window of results, submit it, and give what the next window says."""
    await journey.types(cast.ana, "/plumb experiment result", cast.churn)
    submitted = await journey.submits(cast.ana, values)
    assert submitted.accepted, submitted
    assert cast.ana.modal is not None
    said = cast.ana.modal.text()
    await journey.closes(cast.ana)
    return said


def said_last(journey: Journey, cast: Cast, words: str) -> Message:
    return next(one for one in reversed(journey.workspace.messages(cast.churn)) if words in one.text)


async def shown(journey: Journey, cast: Cast, words: str) -> str:
    """What the open window says once these words stand in it."""
    await journey.workspace.until(lambda: cast.ana.modal is not None and words in cast.ana.modal.text())
    assert cast.ana.modal is not None
    return cast.ana.modal.text()


# --- the verdict ----------------------------------------------------------------------------------


async def test_the_verdict_follows_what_is_typed(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    window = await journey.opens_part(cast.ana, 3)
    assert "Traffic per day" in window.text()
    await cast.ana.fill({"design": "ab", "daily_traffic": "1,200", "mde": "-5%", "longest_run": "8"})
    await journey.quiet()
    no = await shown(journey, cast, "46 weeks")
    assert "No" in no
    for way in ("11.8 %", "6,840"):
        assert way in no, no
    assert "CUPED: where" not in no, "nobody churns before the experiment"
    await cast.ana.fill({"daily_traffic": "2,400", "mde": "-10%"})
    assert "Yes" in await shown(journey, cast, "Yes: 6 weeks")
    assert cast.ana.modal is not None
    assert cast.ana.modal.values()["daily_traffic"] == "2,400"
    saved = await journey.submits(cast.ana, {})
    assert saved.accepted
    assert "2,400" in (await journey.opens_part(cast.ana, 3)).text()


async def test_a_verdict_that_comes_late_does_not_bring_a_page_back(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    await journey.opens_part(cast.ana, 3)
    gate, arrived = asyncio.Event(), asyncio.Event()

    def note(_: object) -> bool:
        arrived.set()
        return True

    journey.workspace.faults.next("views.update", Fault.hold(gate), match=note)
    await cast.ana.fill({"design": "ab"})
    await arrived.wait()
    saved = await cast.ana.submit(PROOF)
    assert saved.accepted
    gate.set()
    await journey.quiet()
    assert cast.ana.modal is not None
    assert "Part 4 of 5" in cast.ana.modal.text()


async def test_a_plan_that_cannot_show_its_effect_is_not_accepted(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    await journey.answers(cast.ana, {**PROOF, "daily_traffic": "1,200", "mde": "-5%"})
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    assert "46 weeks" in heard.text
    assert not [one for one in elements(heard.messages[-1].blocks) if one.get("action_id") == "plan.accept"]
    project = button(journey.checklist(cast.ana), "kickoff.open")["value"].partition("|")[0]
    forged = await journey.forges(cast.ana, heard.messages[-1], "plan.accept", project)
    assert "would prove nothing" in forged
    assert journey.audit("plan.accepted") == []


# --- the life -------------------------------------------------------------------------------------


@both
async def test_an_ab_test_from_its_plan_to_the_launch(journey: Journey, cast: Cast) -> None:
    await started(journey, cast)
    [fact] = journey.audit("experiment.started")
    assert '"n_total":100800' in str(fact.after).replace(" ", "")
    journey.clock.move_to(at("2027-03-15", "10:00", BERLIN))
    look = await hands_in(
        journey,
        cast,
        {"control_n": "15,000", "control_x": "465", "treatment_n": "15,100", "treatment_x": "430"},
    )
    assert "look" in look.casefold()
    journey.clock.move_to(ENDED)
    said = await hands_in(journey, cast, WON)
    assert "won" in said.casefold(), said
    card = said_last(journey, cast, "won")
    for words in ("2.70 %", "3.10 %", "Margin per customer", "as registered", "Launch if churn falls"):
        assert words in card.rendered(), (words, card.rendered())
    details = next(
        one for one in journey.workspace.messages(cast.churn) if one.thread_ts == card.ts and one.ts != card.ts
    )
    assert "p" in details.text
    refused = await journey.types(cast.ana, "/plumb experiment decide", cast.churn)
    assert refused.error is None
    assert cast.ana.modal is not None
    assert "launch" not in [each["value"] for each in options(cast)]
    await journey.closes(cast.ana)
    await journey.types(cast.sam, "/plumb experiment decide", cast.churn)
    decided = await journey.submits(cast.sam, {"choice": "launch"})
    assert decided.accepted, decided
    assert "launch" in said_last(journey, cast, "launch").text.casefold()
    impact = await journey.types(cast.sam, "/impact", cast.churn)
    assert "Proven €" in impact.text
    assert " to €" in impact.text
    assert "Launched" in (await journey.types(cast.sam, "/plumb status", cast.churn)).text


def options(cast: Cast) -> list[dict[str, str]]:
    assert cast.ana.modal is not None
    return list(cast.ana.modal.inputs()["choice"]["element"]["options"])


async def test_a_winner_that_hurts_a_guardrail_is_not_to_be_launched(journey: Journey, cast: Cast) -> None:
    await started(journey, cast)
    journey.clock.move_to(ENDED)
    said = await hands_in(journey, cast, {**WON, "guardrail_1": "12.40 ± 3.10; 11.90 ± 3.05"})
    assert "Margin per customer" in said
    await journey.types(cast.sam, "/plumb experiment decide", cast.churn)
    against = await journey.submits(cast.sam, {"choice": "launch"})
    assert "recommends to stop" in against.errors["reason"]
    decided = await journey.submits(
        cast.sam, {"choice": "launch", "reason": "Margin recovers with the new price list."}
    )
    assert decided.accepted
    assert "Margin recovers with the new price list." in said_last(journey, cast, "Margin recovers").rendered()


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


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("control_x", "46,900"),
        ("control_n", "0"),
        ("control_n", "1.5"),
        ("treatment_x", "-3"),
        ("treatment_x", "many"),
        ("guardrail_1", "12.4 ± -3; 12.3 ± 3"),
        ("guardrail_1", "12.4"),
        ("through", "2027-02-01"),
        ("rows", "metric,arm,n\nx"),
    ],
)
async def test_impossible_results_are_refused_at_their_field(
    journey: Journey, cast: Cast, field: str, typed: str
) -> None:
    await started(journey, cast)
    journey.clock.move_to(ENDED)
    await journey.types(cast.ana, "/plumb experiment result", cast.churn)
    refused = await journey.submits(cast.ana, {**WON, field: typed})
    assert set(refused.errors) == {field}, refused
    assert journey.audit("experiment.read") == []
    again = await journey.submits(
        cast.ana, {**WON, field: WON.get(field, "2027-04-11" if field == "through" else None)}
    )
    assert again.accepted, again


async def test_the_word_alone_shows_how_far_the_project_is(journey: Journey, cast: Cast) -> None:
    await planned(journey, cast)
    assert "Yes: 6 weeks" in (await journey.types(cast.ana, "/plumb experiment", cast.churn)).text
    journey.clock.move_to(STARTED)
    await journey.types(cast.ana, "/plumb experiment start", cast.churn)
    told = (await journey.types(cast.ana, "/plumb experiment", cast.churn)).text
    assert "day 1 of 42" in told, told
    journey.clock.move_to(ENDED)
    await hands_in(journey, cast, WON)
    await journey.types(cast.sam, "/plumb experiment decide", cast.churn)
    assert (await journey.submits(cast.sam, {"choice": "iterate", "reason": "Once more, with longer offers."})).accepted
    assert "Yes: 6 weeks" in (await journey.types(cast.ana, "/plumb experiment", cast.churn)).text


async def test_results_may_be_pasted_day_by_day(journey: Journey, cast: Cast) -> None:
    await started(journey, cast)
    journey.clock.move_to(ENDED)
    rows = ["date,arm,n,x"]
    for day in range(42):
        when = date(2027, 3, 1) + timedelta(days=day)
        rows += [f"{when},control,1114,{34 + day % 2}", f"{when},treatment,1116,{30 + day % 2}"]
    said = await hands_in(journey, cast, {"rows": "\n".join(rows), "guardrail_1": WON["guardrail_1"]})
    assert "won" in said.casefold(), said


async def test_a_look_at_harm_owes_a_decision_before_the_end(journey: Journey, cast: Cast) -> None:
    await started(journey, cast)
    journey.clock.move_to(at("2027-03-15", "10:00", BERLIN))
    worse = {"control_n": "15,000", "control_x": "465", "treatment_n": "15,100", "treatment_x": "690"}
    said = await hands_in(journey, cast, worse)
    assert "need not wait" in said
    assert "no decision on the results" in (await journey.types(cast.sam, "/plumb nags", cast.churn)).text
    await journey.travel(at("2027-03-22", "09:01", NEW_YORK))
    assert [wall(one, NEW_YORK) for one in journey.nags(cast.sam)] == ["2027-03-22 09:00"]
    await journey.types(cast.sam, "/plumb experiment decide", cast.churn)
    assert (await journey.submits(cast.sam, {"choice": "stop"})).accepted
    await journey.travel(at("2027-04-20", "12:00", NEW_YORK))
    assert len(journey.nags(cast.sam)) == 1
    assert journey.nags(cast.ana) == []


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


# --- over time ------------------------------------------------------------------------------------


async def test_an_interrupted_series_from_its_plan_to_its_decision(journey: Journey, cast: Cast) -> None:
    await planned(journey, cast, design="interrupted_time_series", daily_traffic="60,000", mde="-10%")
    journey.clock.move_to(STARTED)
    await journey.types(cast.ana, "/plumb experiment start", cast.churn)
    journey.clock.move_to(at("2027-04-27", "10:00", BERLIN))
    rows = ["date,value"]
    for day in range(-90, 56):
        when = date(2027, 3, 1) + timedelta(days=day)
        level = 3.1 + 0.05 * math.sin(day * 1.7) + 0.04 * math.cos(day * 0.9) - (0.45 if day >= 0 else 0)
        rows.append(f"{when},{level:.4f}%")
    said = await hands_in(journey, cast, {"rows": "\n".join(rows)})
    assert "\u22120.4" in said, said
    assert "measured (observed)" in said
    await journey.types(cast.sam, "/plumb experiment decide", cast.churn)
    decided = await journey.submits(
        cast.sam, {"choice": "launch", "reason": "It pays, and nobody else changed anything."}
    )
    assert decided.accepted, decided
    assert "measured €" in (await journey.types(cast.sam, "/impact", cast.churn)).text.casefold()


# --- what is owed -----------------------------------------------------------------------------------


async def test_a_late_start_is_brought_up_and_stops_with_the_start(journey: Journey, cast: Cast) -> None:
    await planned(journey, cast)
    await journey.travel(at("2027-03-02", "09:01", BERLIN))
    [nag] = journey.nags(cast.ana)
    assert wall(nag, BERLIN) == "2027-03-02 09:00"
    heard = await journey.presses(cast.ana, nag, "experiment.start")
    assert heard.error is None
    await journey.quiet()
    assert "✓" in journey.nags(cast.ana)[0].rendered()
    await journey.travel(at("2027-04-01", "12:00", BERLIN))
    assert len(journey.nags(cast.ana)) == 1


async def test_a_missing_readout_goes_to_the_owner_and_a_missing_decision_to_the_sponsor(
    journey: Journey, cast: Cast
) -> None:
    await started(journey, cast)
    await journey.travel(at("2027-04-13", "09:01", BERLIN))
    assert [wall(one, BERLIN) for one in journey.nags(cast.ana)] == ["2027-04-13 09:00"]
    heard = await journey.presses(cast.ana, journey.nags(cast.ana)[0], "experiment.result")
    assert heard.error is None
    await journey.workspace.until(lambda: cast.ana.modal)
    handed = await journey.submits(cast.ana, WON)
    assert handed.accepted
    await journey.closes(cast.ana)
    assert "✓" in journey.nags(cast.ana)[0].rendered()
    await journey.travel(at("2027-04-20", "09:01", NEW_YORK))
    assert [wall(one, NEW_YORK) for one in journey.nags(cast.sam)] == ["2027-04-20 09:00"]


# --- outcomes that are waited for, fixed pools, other units ---------------------------------------------------


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


async def test_a_late_start_is_told_everywhere_and_kept_with_both_dates(journey: Journey, cast: Cast) -> None:
    await planned(journey, cast)
    journey.clock.move_to(at("2027-03-04", "10:00", BERLIN))
    heard = await journey.types(cast.ana, "/plumb experiment start", cast.churn)
    late = "started 3 days later than registered"
    assert late in heard.text
    assert late in said_last(journey, cast, "experiment 1 runs").text
    assert f"from 4 Mar 2027 ({late})" in journey.card(cast.churn).rendered()
    journey.clock.move_to(at("2027-04-15", "10:00", BERLIN))
    assert late in await hands_in(journey, cast, {**WON, "through": "2027-04-14"})
    assert late in said_last(journey, cast, "experiment 1 won").text


async def test_forty_stores_are_a_pool_and_not_traffic(journey: Journey, cast: Cast) -> None:
    """One standard deviation: R's power.t.test(delta = 1, sd = 1, power = .8) gives 17 an arm."""
    stores = {"daily_traffic": "", "pool": "40", "primary_baseline": "€1,250", "spread": "100", "mde": "-8%"}
    await planned(journey, cast, members=(), **stores)
    accepted = said_last(journey, cast, "has a plan").text
    assert "Planned: all 40 units from the first day, watched for 8 weeks" in accepted
    journey.clock.move_to(STARTED)
    heard = await journey.types(cast.ana, "/plumb experiment start", cast.churn)
    assert "day 1 of 56, about 40 units expected by now, all of them from the first day" in heard.text


async def test_traffic_and_a_pool_are_asked_back_while_they_are_typed(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    await journey.opens_part(cast.ana, 3)
    await cast.ana.fill({"design": "ab", "daily_traffic": "1,200", "mde": "-5%", "pool": "40"})
    assert "Keep one: 2,000 here" in await shown(journey, cast, "No verdict: Traffic per day is answered too")
    await cast.ana.fill({"pool": "", "outcome_horizon": "80"})
    assert "or a longest run of 14 weeks or more" in await shown(journey, cast, "known after 80 days")
    await journey.closes(cast.ana)
    await journey.answers(cast.ana, {**PROOF, "pool": "40"})
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    assert "Keep one: 2,000 here for a fixed pool, or 1,200 a day there." in heard.text


async def test_a_rate_per_payment_of_customers_is_planned_and_read_as_a_ratio(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    await journey.opens_part(cast.ana, 3)
    await cast.ana.fill({**PROOF, "counted_per": "Payment"})
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


async def test_a_guest_reads_the_plan_and_is_offered_nothing(journey: Journey, cast: Cast) -> None:
    nothing = (await journey.types(cast.gus, "/plumb experiment", cast.churn)).text
    assert "There is no ML project here yet." in nothing
    assert "/plumb kickoff" not in nothing
    await journey.kickoff(sponsor=cast.sam)
    lacking = await journey.types(cast.gus, "/plumb experiment plan", cast.churn)
    offered = elements(lacking.messages[-1].blocks)
    assert "is no plan" not in lacking.text, "nobody has refused an experiment yet"
    await journey.answers(cast.ana, OUTCOME)
    await journey.answers(cast.ana, PROOF)
    ready = await journey.types(cast.gus, "/plumb experiment plan", cast.churn)
    offered += elements(ready.messages[-1].blocks)
    assert "Yes: 6 weeks" in ready.text
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    await journey.presses(cast.ana, heard.messages[-1], "plan.accept")
    journey.clock.move_to(STARTED)
    await journey.types(cast.ana, "/plumb experiment start", cast.churn)
    runs = await journey.types(cast.gus, "/plumb experiment", cast.churn)
    assert "day 1 of 42" in runs.text
    assert [*offered, *elements(runs.messages[-1].blocks)] == []


async def test_the_guardrail_that_was_sealed_as_counter_metric_stays_it(journey: Journey, cast: Cast) -> None:
    """The objective's words ask for margin; the owner calls another guardrail the counter-metric, before the start."""
    guarded = "Trust in offers: at most 2 % lower, today 40 %, our counter-metric"
    await started(journey, cast, guardrails=guarded)
    assert "Nothing watches what this usually costs" not in journey.card(cast.churn).rendered()
    assert "Counter-metric: “Trust in offers”" in said_last(journey, cast, "has a plan").text
    await journey.answers(cast.sam, {"guardrails": "Something else: at most 1 % lower"})
    journey.clock.move_to(ENDED)
    said = await hands_in(journey, cast, {**WON, "guardrail_1": "18,720; 18,760"})
    assert "✓ Trust in offers: proven not worse than 2 %" in said
    assert "Recommendation: launch." in said
    assert "Not as registered: the guardrails" in said
