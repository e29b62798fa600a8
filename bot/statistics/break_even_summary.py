"""A budget against a value, as it is asked and answered: plain values, nothing scientific to import."""

import math
from dataclasses import dataclass
from typing import Final

from bot.statistics.distributions import Constant, Distribution

MONTHS_A_YEAR: Final = 12.0
_DAYS_A_YEAR: Final = 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEvenQuestion:
    """Value a year is `change` times `worth`; the budget is spent from the first day on, value comes after the wait.

    `change` is in units and already the wanted way round, `worth` is money per unit and year, `budget` money a year,
    `wait_days` the days until value begins, None where nobody has said.
    """

    change: Distribution
    worth: Distribution
    budget: Distribution
    wait_days: int | None

    @property
    def is_certain(self) -> bool:
        """Whether there is nothing to draw."""
        return all(isinstance(each, Constant) for each in (self.change, self.worth, self.budget))


@dataclass(frozen=True, slots=True, kw_only=True)
class Payback:
    """What came out: the value a year with its 95 % interval, how often it covers the budget, and when it has paid.

    `covered` is the share of the draws in which a year's value is at least a year's budget. `months` from the kickoff
    until all that was spent is back, None where that never happens, or where nobody knows when value begins; `soonest`
    and `latest` are the ends of its 95 % interval. `seed` is None where nothing was drawn.
    """

    low: float
    high: float
    covered: float
    months: float | None = None
    soonest: float | None = None
    latest: float | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """The answer to a question, together with it: it is shown beside no other."""

    question: BreakEvenQuestion
    payback: Payback


def certain(question: BreakEvenQuestion) -> BreakEven:
    """The answer where nothing is uncertain, by formula."""
    value, budget = question.change.mean * question.worth.mean, question.budget.mean
    months = months_to_pay_back(value, budget, question.wait_days)
    payback = Payback(
        low=value,
        high=value,
        covered=1.0 if value >= budget else 0.0,
        months=months,
        soonest=months,
        latest=months,
    )
    return BreakEven(question=question, payback=payback)


def months_to_pay_back(value: float, budget: float, wait_days: int | None) -> float | None:
    """Months from the kickoff until value has paid all that was spent: value (t - wait) = budget t; None for never."""
    if wait_days is None or not value > budget:
        return None
    months = wait_in_months(wait_days) * value / (value - budget)
    return months if math.isfinite(months) else None


def wait_in_months(wait_days: int) -> float:
    """Days as months of the mean year."""
    return MONTHS_A_YEAR * wait_days / _DAYS_A_YEAR
