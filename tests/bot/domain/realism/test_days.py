"""Days that come before there can be proof, or sooner than returns usually do."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.experiments.plan import Size
from bot.domain.realism.days import returns_of, too_early
from bot.domain.remarks import ReturnsRemark
from bot.domain.timelines import Timeline
from tests.bot.domain.builders import CHURN, EPOCH, dossier, plan, priors, quantity
from tests.bot.domain.experiments.found import by_arm, with_readout
from tests.bot.domain.experiments.runs import run
from tests.bot.domain.realism.test_timelines import finished

KICKOFF = EPOCH.date()
PLAN = plan(size=Size(n_per_arm=100, n_total=200, weeks=6, effect=0.05, detects=0.05), horizon_days=30)
"""From 1 March: six weeks and thirty days, so the first day after it is 12 May 2027."""
PROVEN = date(2027, 3, 1) + timedelta(days=72)


def test_value_and_deadline_must_wait_for_the_experiment() -> None:
    early = {**CHURN, "deadline": PROVEN - timedelta(days=1), "value_expected_by": PROVEN - timedelta(days=1)}
    value, deadline = too_early(dossier(early, plan=PLAN))
    assert (value.question, deadline.question) == ("value_expected_by", "deadline")
    assert (value.proof, value.days, value.is_shortest) == (PROVEN, 72, False)
    in_time = {**CHURN, "deadline": PROVEN, "value_expected_by": PROVEN}
    assert too_early(dossier(in_time, plan=PLAN)) == ()


def test_a_deployment_after_the_registered_start_moves_the_proof() -> None:
    answers = {"value_expected_by": PROVEN, "days_to_deploy": 60}
    (remark,) = too_early(dossier(answers, plan=PLAN))
    assert remark.proof == KICKOFF + timedelta(days=60 + 72)
    assert too_early(dossier({**answers, "days_to_deploy": 10}, plan=PLAN)) == ()


def test_without_a_plan_the_shortest_run_is_taken_so_that_it_holds_for_any() -> None:
    """Two weeks, and the wait for the last outcome."""
    answers = {"days_to_deploy": 20, "outcome_horizon": quantity(30)}
    proof = KICKOFF + timedelta(days=20 + 14 + 30)
    assert too_early(dossier({**answers, "value_expected_by": proof})) == ()
    (remark,) = too_early(dossier({**answers, "value_expected_by": proof - timedelta(days=1)}))
    assert (remark.proof, remark.days, remark.is_shortest) == (proof, 44, True)
    (by_start,) = too_early(dossier({"start": date(2027, 3, 1), "value_expected_by": date(2027, 3, 14)}))
    assert by_start.proof == date(2027, 3, 15)


def test_where_no_start_is_known_no_day_is_too_early() -> None:
    assert too_early(dossier({"value_expected_by": KICKOFF})) == ()


def test_a_running_experiment_says_when_it_started_and_a_read_one_that_there_is_proof() -> None:
    running = run(started_on=date(2027, 3, 10))
    answers = {"value_expected_by": PROVEN, "days_to_deploy": 300}
    (remark,) = too_early(dossier(answers, plan=PLAN, experiments=(running,)))
    assert remark.proof == date(2027, 3, 10) + timedelta(days=72)
    read = with_readout(by_arm())
    assert too_early(dossier(answers, plan=PLAN, experiments=(read,))) == ()


def test_a_plan_of_a_thousand_years_is_no_fault() -> None:
    answers = {"days_to_deploy": 1e15, "outcome_horizon": quantity(1e15), "value_expected_by": date(2099, 1, 1)}
    (remark,) = too_early(dossier(answers))
    assert remark.proof > date(2200, 1, 1)


@pytest.mark.parametrize(("days", "fires"), [(364, True), (365, False), (-3, True)])
def test_returns_within_a_year_are_held_against_what_is_stated(days: int, *, fires: bool) -> None:
    found = returns_of(dossier({"value_expected_by": KICKOFF + timedelta(days=days)}), priors())
    assert (found is not None) == fires
    if found is not None:
        assert (found.days, found.low_years, found.high_years, found.within_a_year) == (days, 2, 4, 0.06)
        assert found.source == priors().returns.source


def test_five_own_launches_replace_what_is_stated_of_returns() -> None:
    """By hand: 100 to 140 in tens have their fastest tenth at 104; a stopped project is no launch."""
    launched = tuple(finished(number, 50, 100 + 10 * number) for number in range(5))
    stopped = replace(launched[0], launched=None)

    def said(days: int, *history: Timeline) -> ReturnsRemark | None:
        answers: dict[str, object] = {"value_expected_by": KICKOFF + timedelta(days=days)}
        return returns_of(dossier(answers, history=history), priors())

    assert said(104, *launched) is None
    early = said(103, *launched)
    assert early is not None
    assert early.own is not None
    assert (early.own.low, early.own.high, early.source) == (110, 130, None)
    stated = said(104, stopped, *launched[1:])
    assert stated is not None
    assert (stated.own, stated.source) == (None, priors().returns.source)
    assert returns_of(dossier(history=launched), priors()) is None
