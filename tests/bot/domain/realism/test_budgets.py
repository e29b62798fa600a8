"""A budget held against the value of a project: what is told without draws, what with them, and what is missing."""

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.charter import Choice, Quantity
from bot.domain.impact import Money, Standing
from bot.domain.readouts import Choice as Stop
from bot.domain.readouts import Decided
from bot.domain.realism.assessing import assess
from bot.domain.realism.budgets import budget_of, middle_of, question_of
from bot.domain.remarks import BudgetRemark, MoneyRemark, NoBudgetRemark, Unbudgeted
from bot.statistics.break_even import break_even
from bot.statistics.break_even_summary import MONTHS_A_YEAR, BreakEven
from bot.statistics.distributions import Constant, Normal, Triangular
from tests.bot.domain.builders import CHURN, EPOCH, OWNER, dossier, euros, observation, quantity, rulebook
from tests.bot.domain.experiments.found import by_arm, with_readout

EURO = "currency:EUR"
PRICED: dict[str, object] = {
    **CHURN,
    "value_per_unit": quantity(400_000, EURO),
    "annual_budget": quantity(120_000, EURO),
    "days_to_deploy": 90,
}
"""The target is 0.6 points at 400,000 a point: 240,000 a year."""


def told(answers: Mapping[str, object] | None = None, *, drawn: BreakEven | None = None, **also: Any) -> MoneyRemark:
    return budget_of(dossier({**PRICED, **(answers or {})}, **also), "EUR", drawn)


def remark(answers: Mapping[str, object] | None = None, *, drawn: BreakEven | None = None, **also: Any) -> BudgetRemark:
    found = told(answers, drawn=drawn, **also)
    assert isinstance(found, BudgetRemark)
    return found


def ranged(low: float, likely: float, high: float) -> Quantity:
    return Quantity(value=likely, unit=EURO, typed="a range", echo="a range", low=low, high=high)


def test_amounts_without_a_range_are_held_against_each_other_by_formula() -> None:
    """By hand: value 240, budget 120, first value on day 90: 240 (t - 90 d) = 120 t, so t is 180 days."""
    found = remark()
    assert found.value == euros(240_000)
    assert (found.budget, found.standing) == (Money(amount=120_000, currency="EUR"), Standing.CLAIMED)
    assert found.needed == pytest.approx(0.5)
    assert found.payback is not None
    assert found.payback.months == pytest.approx(MONTHS_A_YEAR * 180 / 365.25)
    assert (found.payback.covered, found.payback.seed, found.wait) == (1.0, None, 90)


def test_where_nothing_may_be_drawn_the_middle_of_what_was_typed_stands_for_it() -> None:
    """By hand: a budget of 90 to 180 with 120 as its likeliest is 130 in the mean; 240 (t - 90 d) = 130 t."""
    uncertain = dossier({**PRICED, "annual_budget": ranged(90_000, 120_000, 180_000)})
    assert budget_of(uncertain, "EUR").payback is None  # type: ignore[union-attr]  # it has a budget
    found = budget_of(uncertain, "EUR", middle_of(uncertain, "EUR"))
    assert isinstance(found, BudgetRemark)
    assert found.payback is not None
    assert found.payback.months == pytest.approx(MONTHS_A_YEAR * 90 * 240 / 110 / 365.25)
    assert found.payback.seed is None
    assert middle_of(dossier({**PRICED, "annual_budget": None}), "EUR") is None


@pytest.mark.parametrize("budget", [240_001, 500_000])
def test_a_value_below_the_budget_never_pays_it_back(budget: float) -> None:
    payback = remark({"annual_budget": quantity(budget, EURO)}).payback
    assert payback is not None
    assert (payback.months, payback.covered) == (None, 0.0)


def test_value_begins_at_the_later_of_the_deployment_and_the_day_that_is_expected() -> None:
    later = date(2027, 8, 20)
    assert remark({"value_expected_by": later}).wait == (later - EPOCH.date()).days
    assert remark({"value_expected_by": date(2027, 2, 11)}).wait == 90
    assert remark({"value_expected_by": date(2027, 1, 1), "days_to_deploy": None}).wait == 0


def test_without_a_day_on_which_value_begins_there_is_no_break_even() -> None:
    found = remark({"days_to_deploy": None})
    assert found.wait is None
    assert found.payback is not None
    assert (found.payback.months, found.payback.covered) == (None, 1.0)


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"annual_budget": None}, Unbudgeted.NO_BUDGET),
        ({"value_per_unit": None}, Unbudgeted.NO_VALUE),
        ({"target": None}, Unbudgeted.NO_CHANGE),
        ({"annual_budget": quantity(120_000, "currency:USD")}, Unbudgeted.OTHER_CURRENCY),
    ],
)
def test_what_is_missing_is_named(answers: dict[str, object], why: Unbudgeted) -> None:
    found = told(answers)
    assert isinstance(found, NoBudgetRemark)
    assert found.why is why
    assert question_of(dossier({**PRICED, **answers}), "EUR") is None


def test_two_currencies_are_named_and_never_converted() -> None:
    found = told({"annual_budget": quantity(120_000, "currency:USD")})
    assert isinstance(found, NoBudgetRemark)
    assert (found.budget, found.currency) == (Money(amount=120_000, currency="USD"), "EUR")


def test_an_amount_without_a_currency_is_in_the_chosen_one_else_in_the_organisations() -> None:
    bare = {"annual_budget": quantity(120_000), "value_per_unit": quantity(400_000)}
    assert remark(bare).budget.currency == "EUR"
    assert remark({**bare, "currency": Choice(option="USD")}).budget.currency == "USD"
    mixed = told({"annual_budget": quantity(120_000), "currency": Choice(option="USD")})
    assert isinstance(mixed, NoBudgetRemark)
    assert mixed.why is Unbudgeted.OTHER_CURRENCY


def test_a_stopped_project_pays_nothing_back() -> None:
    decided = Decided(choice=Stop.STOP, by=OWNER.user, at=EPOCH, reason="It costs more.", recommended=None)
    found = told(experiments=(with_readout(by_arm(), decided=decided),))
    assert isinstance(found, NoBudgetRemark)
    assert found.why is Unbudgeted.STOPPED


def test_a_target_that_is_worth_nothing_pays_nothing() -> None:
    found = remark({"target": quantity(0.04, "percent")})
    assert found.needed is None
    logged = remark({"target": None}, observations=(observation("2027-05-01", 0.028),))
    assert (logged.needed, logged.standing) == (None, Standing.MEASURED)


def test_ranges_and_experiments_are_drawn() -> None:
    answers = {**PRICED, "value_per_unit": ranged(200_000, 400_000, 500_000)}
    question = question_of(dossier(answers), "EUR")
    assert question is not None
    assert not question.is_certain
    assert question.worth == Triangular(low=200_000, likely=400_000, high=500_000)
    assert question.budget == Constant(mean=120_000)
    read = question_of(dossier(PRICED, experiments=(with_readout(by_arm()),)), "EUR")
    assert read is not None
    assert isinstance(read.change, Normal)


def test_a_logged_change_has_no_odds_whatever_is_known_of_its_price() -> None:
    """By hand: 0.3 points at a mean price of (200 + 400 + 600) / 3 are 120,000 a year."""
    answers = {"value_per_unit": ranged(200_000, 400_000, 600_000), "annual_budget": quantity(100_000, EURO)}
    logged = remark(answers, observations=(observation("2027-05-01", 0.028),))
    assert logged.payback is not None
    assert (logged.payback.seed, logged.payback.covered, logged.value.low) == (None, 1.0, None)
    assert logged.value.amount == pytest.approx(120_000)


def test_a_range_of_the_price_has_the_interval_and_the_mean_of_the_impact() -> None:
    """By hand: triangular from 200 over 400 to 500 has a mean of 366.67; the target is 0.6 points."""
    answers = {"value_per_unit": ranged(200_000, 400_000, 500_000)}
    question = question_of(dossier({**PRICED, **answers}), "EUR")
    assert question is not None
    drawn = break_even(question)
    found = remark(answers, drawn=drawn)
    assert found.value.amount == pytest.approx(0.6 * 1_100_000 / 3)
    assert found.needed == pytest.approx(120_000 / (0.6 * 1_100_000 / 3))
    assert found.value.low == pytest.approx(drawn.payback.low, rel=1e-3)
    assert found.value.high == pytest.approx(drawn.payback.high, rel=1e-3)


def test_without_draws_the_amounts_stand_and_the_odds_do_not() -> None:
    """By hand: a budget from 100 over 120 to 300 lies below the value of 240 in 1 - 60^2 / (200 x 180) of the draws."""
    answers = {"annual_budget": ranged(100_000, 120_000, 300_000)}
    found = remark(answers)
    assert found.payback is None
    question = question_of(dossier({**PRICED, **answers}), "EUR")
    assert question is not None
    drawn = remark(answers, drawn=break_even(question))
    assert drawn.payback is not None
    assert drawn.payback.covered == pytest.approx(0.9, abs=1e-4)
    assert drawn.payback.seed is not None
    assert drawn.value == found.value, "only the budget is uncertain"
    assert (drawn.budget.low, drawn.budget.high) == (100_000, 300_000)
    assert drawn.budget.amount == pytest.approx(520_000 / 3), "the mean, as of the price"
    assert drawn.needed == pytest.approx(520_000 / 3 / 240_000)


def test_draws_of_another_question_are_not_shown() -> None:
    answers = {"value_per_unit": ranged(200_000, 400_000, 500_000)}
    other = question_of(dossier({**PRICED, **answers, "annual_budget": quantity(1, EURO)}), "EUR")
    assert other is not None
    assert remark(answers, drawn=break_even(other)).payback is None


def test_what_an_experiment_saw_counts_with_its_interval() -> None:
    """By hand: 0.4 points drawn towards zero by a prior of 4 % of 5 points, at a standard error of 0.1 points."""
    run = with_readout(by_arm())
    kept = 0.2**2 / (0.2**2 + 0.1**2)
    answers = {**PRICED, "baseline": quantity(0.05, "percent"), "target": quantity(0.045, "percent")}
    question = question_of(dossier(answers, experiments=(run,)), "EUR")
    assert question is not None
    assert question.change.mean == pytest.approx(kept * 0.4)
    assert question.change.sd == pytest.approx(math.sqrt(kept) * 0.1)
    found = remark(answers, drawn=break_even(question), experiments=(run,))
    middle, half = 400_000 * kept * 0.4, 400_000 * 1.959964 * math.sqrt(kept) * 0.1
    assert found.value.amount == pytest.approx(middle)
    assert found.value.low == pytest.approx(middle - half, rel=0.005)
    assert found.value.high == pytest.approx(middle + half, rel=0.005)


@given(budget=st.floats(1, 1e7), more=st.floats(1, 1e7))
def test_a_larger_budget_is_never_paid_back_sooner_nor_from_less_of_the_target(budget: float, more: float) -> None:
    small, large = (remark({"annual_budget": quantity(each, EURO)}) for each in sorted((budget, more)))
    assert small.needed is not None
    assert large.needed is not None
    assert small.needed <= large.needed
    assert small.payback is not None
    assert large.payback is not None
    months = [math.inf if each.months is None else each.months for each in (small.payback, large.payback)]
    assert months[0] <= months[1]
    assert small.payback.covered >= large.payback.covered


def test_every_remark_that_asks_for_another_look_is_counted() -> None:
    tenth = {"target": quantity(-0.1, "relative_change"), "annual_budget": quantity(1_000, EURO)}
    sound = {**PRICED, **tenth, "ml_years": 2}
    assert assess(dossier(sound), rulebook()).doubts == 0
    doubtful = {
        **sound,
        "target": quantity(-0.2, "relative_change"),
        "days_to_deploy": 3,
        "value_expected_by": date(2027, 2, 10),
        "annual_budget": quantity(1_000_000, EURO),
    }
    found = assess(dossier(doubtful), rulebook())
    assert len(found.days) == 1
    assert found.doubts == 5
