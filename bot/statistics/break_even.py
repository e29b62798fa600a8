"""Break-even by draws: how often a year's value covers a year's budget, and when all that was spent is back."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

from bot.statistics import draws
from bot.statistics.arrays import FloatArray
from bot.statistics.break_even_summary import BreakEven, BreakEvenQuestion, Payback, certain, wait_in_months
from bot.statistics.money import sums_by_currency
from bot.statistics.portfolio_summary import Initiative, PortfolioSum
from bot.statistics.reasons import NotComputable, Reason

Currency = TypeVar("Currency")
Group = TypeVar("Group")

_SHARES = (0.025, 0.5, 0.975)


def break_even(question: BreakEvenQuestion, *, seed: int = draws.SEED) -> BreakEven:
    """The answer from draws with a fixed seed: products of draws, never of point estimates.

    Raises NotComputable when one of the draws is too large to be a number.
    """
    if question.is_certain:
        return certain(question)
    randomness = draws.generator(seed)
    with np.errstate(over="ignore", invalid="ignore"):
        change, worth, budget = (
            draws.values_at(each, draws.scores(randomness, draws.DRAWS))
            for each in (question.change, question.worth, question.budget)
        )
        value = change * worth
    if not (np.isfinite(value).all() and np.isfinite(budget).all()):
        raise NotComputable(Reason.NOT_ESTIMABLE, "Some draws are too large to be numbers.")
    low, high = draws.interval(value)
    soonest, middle, latest = _months(value, budget, question.wait_days)
    payback = Payback(
        low=low,
        high=high,
        covered=float((value >= budget).mean()),
        months=middle,
        soonest=soonest,
        latest=latest,
        seed=seed,
    )
    return BreakEven(question=question, payback=payback)


def with_sums(
    currencies: Mapping[Currency, Mapping[Group, Sequence[Initiative]]], question: BreakEvenQuestion | None
) -> tuple[Mapping[Currency, Mapping[Group, PortfolioSum]], BreakEven | None]:
    """The sums of an impact summary, and the break-even of its one project where it has a question."""
    return sums_by_currency(currencies), None if question is None else break_even(question)


def _months(value: FloatArray, budget: FloatArray, wait_days: int | None) -> tuple[float | None, ...]:
    """The months to pay back at the shares of the interval and in its middle; never is later than any month."""
    if wait_days is None:
        return (None, None, None)
    months = np.full_like(value, np.inf)
    with np.errstate(over="ignore"):
        gain = value - budget
        np.divide(wait_in_months(wait_days) * value, gain, out=months, where=gain > 0)
    ordered = np.sort(months)
    found = (float(ordered[round(share * (ordered.size - 1))]) for share in _SHARES)
    return tuple(each if np.isfinite(each) else None for each in found)
