"""The figures of the demo agree with one another: what is counted a month, what enters a day, and what is handed in."""

from datetime import date, timedelta

import pytest

from bot.domain.numbers import Number, read_number
from handlers.demo import experiments, portfolio, story


def number(typed: str) -> float:
    read = read_number(typed)
    assert isinstance(read, Number), typed
    return read.value


def test_the_chargebacks_of_a_month_are_those_of_its_payments() -> None:
    outcome, _, proof = portfolio.FRAUD
    a_month = 30 * number(proof["daily_traffic"]) * number(proof["primary_baseline"])
    assert number(outcome["baseline"]) == pytest.approx(a_month, rel=0.02)
    assert all(number(value) == pytest.approx(a_month, rel=0.1) for value in portfolio.CHARGEBACKS.values())


@pytest.mark.parametrize(
    ("proof", "baseline", "results", "weeks"),
    [
        (story.PROOF, story.OUTCOME["baseline"], experiments.RESULTS, 6),
        (experiments.FRAUD, experiments.FRAUD["baseline"], experiments.BLOCKED, 2),
    ],
)
def test_as_many_units_are_handed_in_as_enter_in_the_planned_weeks_and_the_control_stands_at_the_baseline(
    proof: dict[str, str], baseline: str, results: dict[str, str], weeks: int
) -> None:
    units = number(results["control_n"]) + number(results["treatment_n"])
    assert units == pytest.approx(7 * weeks * number(proof["daily_traffic"]), rel=0.01)
    assert number(results["control_x"]) / number(results["control_n"]) == pytest.approx(number(baseline), rel=0.01)


def test_the_fraud_story_reads_its_results_when_the_last_outcome_is_known() -> None:
    """It is read on 14 June: two weeks of entry from 17 May, and two weeks of waiting."""
    start = date.fromisoformat(experiments.FRAUD["start"])
    wait = int(experiments.FRAUD["outcome_horizon"])
    assert start + timedelta(weeks=2, days=wait) == date(2027, 6, 14)
