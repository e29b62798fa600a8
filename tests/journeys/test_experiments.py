"""An experiment from its plan to its decision, as the people of a project live through it."""

import math
from datetime import date, timedelta

import pytest

from handlers.demo.cast import Cast
from tests.databases import KINDS
from tests.journeys.journey import BERLIN, NEW_YORK, Journey, at, wall
from tests.journeys.running import ENDED, STARTED, WON, hands_in, planned, said_last, started

both = pytest.mark.parametrize("database", KINDS, indirect=True)


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


async def test_a_look_at_harm_owes_a_decision_before_the_end(journey: Journey, cast: Cast) -> None:
    await started(journey, cast)
    journey.clock.move_to(at("2027-03-15", "10:00", BERLIN))
    worse = {"control_n": "15,000", "control_x": "465", "treatment_n": "15,100", "treatment_x": "690"}
    said = await hands_in(journey, cast, worse)
    assert "need not wait" in said
    assert "no decision on the results" in (await journey.types(cast.sam, "/plumb nags", cast.churn)).text
    status = (await journey.types(cast.sam, "/plumb status", cast.churn)).text
    assert "it lost: going on does harm, so a decision is due" in status, status
    await journey.travel(at("2027-03-16", "09:01", NEW_YORK))
    assert [wall(one, NEW_YORK) for one in journey.nags(cast.sam)] == ["2027-03-16 09:00"]
    await journey.types(cast.sam, "/plumb experiment decide", cast.churn)
    assert (await journey.submits(cast.sam, {"choice": "stop"})).accepted
    await journey.travel(at("2027-04-20", "12:00", NEW_YORK))
    assert len(journey.nags(cast.sam)) == 1
    assert journey.nags(cast.ana) == []


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
