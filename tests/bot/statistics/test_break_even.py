"""Break-even by draws, held against formulas."""

from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.impact import Standing
from bot.statistics.break_even import break_even, with_sums
from bot.statistics.break_even_summary import BreakEvenQuestion, months_to_pay_back, wait_in_months
from bot.statistics.distributions import Constant, Distribution, Normal, Triangular
from bot.statistics.portfolio_summary import Initiative
from bot.statistics.reasons import NotComputable

WAIT = 90
IN_MONTHS = 12 * 90 / 365.25


def asked(
    change: Distribution, worth: Distribution | None = None, budget: float = 120.0, wait: int | None = WAIT
) -> BreakEvenQuestion:
    return BreakEvenQuestion(
        change=change, worth=worth or Constant(mean=400.0), budget=Constant(mean=budget), wait_days=wait
    )


@given(value=st.floats(0.01, 1e6), budget=st.floats(0, 1e6), wait=st.integers(0, 2000))
def test_at_the_break_even_value_has_paid_all_that_was_spent(value: float, budget: float, wait: int) -> None:
    months = months_to_pay_back(value, budget, wait)
    if months is None:
        assert not value > budget
    else:
        assert value * (months - wait_in_months(wait)) == pytest.approx(budget * months, rel=1e-6, abs=1e-6 * value)


def test_what_is_too_large_to_be_a_month_is_never() -> None:
    assert months_to_pay_back(1e308, 0.999e308, 10**6) is None
    assert months_to_pay_back(2.0, 1.0, None) is None


def test_a_normal_change_covers_the_budget_as_often_as_the_formula_says() -> None:
    """Value is normal with mean 200 and sd 80: P(value >= 120) = Phi(1), and its quantiles are known."""
    payback = break_even(asked(Normal(mean=0.5, sd=0.2))).payback
    value = NormalDist(200, 80)
    assert payback.covered == pytest.approx(1 - value.cdf(120), abs=1e-4)
    ends = [value.inv_cdf(0.025), value.inv_cdf(0.975)]
    assert [payback.low, payback.high] == pytest.approx(ends, rel=1e-3)
    best = ends[1]
    assert payback.soonest == pytest.approx(IN_MONTHS * best / (best - 120), rel=1e-3)
    assert payback.months == pytest.approx(IN_MONTHS * 200 / (200 - 120), rel=1e-3)
    assert payback.latest is None
    assert payback.seed is not None


def test_a_value_that_always_covers_the_budget_has_a_latest_month() -> None:
    payback = break_even(asked(Normal(mean=0.5, sd=0.02))).payback
    worst = NormalDist(200, 8).inv_cdf(0.025)
    assert payback.covered == 1
    assert payback.latest == pytest.approx(IN_MONTHS * worst / (worst - 120), rel=1e-3)


def test_a_range_of_the_worth_is_triangular() -> None:
    """By hand: half a unit at 200, 400 or 600: P(worth >= 240) = 1 - 40^2 / (400 * 200)."""
    payback = break_even(asked(Constant(mean=0.5), Triangular(low=200, likely=400, high=600))).payback
    assert payback.covered == pytest.approx(1 - 40**2 / (400 * 200), abs=1e-4)


def test_the_same_question_has_the_same_answer() -> None:
    question = asked(Normal(mean=0.5, sd=0.2), Triangular(low=200, likely=400, high=600))
    assert break_even(question) == break_even(question)
    assert break_even(question).question == question


def test_what_is_certain_is_not_drawn() -> None:
    payback = break_even(asked(Constant(mean=0.5))).payback
    assert payback.seed is None
    assert payback.months == pytest.approx(IN_MONTHS * 200 / 80)
    assert (payback.low, payback.high, payback.soonest, payback.latest) == (200, 200, payback.months, payback.months)


def test_a_value_that_is_just_the_budget_covers_it_and_pays_nothing_back() -> None:
    for change in (Constant(mean=0.5), Normal(mean=0.5, sd=0.0)):
        payback = break_even(asked(change, budget=200)).payback
        assert (payback.covered, payback.months) == (1.0, None)


def test_without_a_wait_nothing_is_said_of_months() -> None:
    payback = break_even(asked(Normal(mean=0.5, sd=0.2), wait=None)).payback
    assert (payback.soonest, payback.months, payback.latest) == (None, None, None)
    assert payback.covered > 0.8


@pytest.mark.parametrize("mean", [1e306, 1e308])
def test_draws_that_are_no_numbers_are_refused(mean: float) -> None:
    with pytest.raises(NotComputable):
        break_even(asked(Normal(mean=mean, sd=mean / 4)))


def test_the_sums_come_with_the_break_even_of_the_one_project() -> None:
    standings = {"EUR": {Standing.PROVEN: (Initiative(worth=Normal(mean=200.0, sd=80.0)),)}}
    sums, found = with_sums(standings, asked(Normal(mean=0.5, sd=0.2)))
    assert sums["EUR"][Standing.PROVEN].usual.mean == pytest.approx(200, rel=1e-3)
    assert found is not None
    assert found.payback.covered == pytest.approx(NormalDist().cdf(1), abs=1e-4)
    assert with_sums(standings, None)[1] is None
