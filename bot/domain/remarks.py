"""What can be said of a plan's realism, as figures with their sources; templates hold the words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from bot.domain.ids import QuestionId
from bot.domain.impact import Money, Standing
from bot.domain.priors import Source
from bot.statistics.break_even_summary import Payback
from bot.statistics.usual_lifts import Prior


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualDays:
    """How many days something usually takes, and what would be unusually fast.

    `source` is None where these are the workspace's own `projects`. `from_years` and `until_years` of ML in production
    are those that a stated range is for, None where it has no such end.
    """

    low: int
    high: int
    fastest: float
    source: Source | None = None
    projects: int = 0
    from_years: float | None = None
    until_years: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRemark:
    """The planned days to the first deployment beside the usual ones; `planned` is None where nobody said."""

    planned: int | None
    usual: UsualDays

    @property
    def is_unrealistic(self) -> bool:
        """Whether what is planned is faster than what is unusually fast."""
        return self.planned is not None and self.planned < self.usual.fastest


class Expected(StrEnum):
    """Where an expected lift comes from."""

    TARGET = "target"
    SMALLEST_EFFECT = "smallest_effect"


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftRemark:
    """The expected lift, relative to the level of today, beside what lifts usually are.

    `limit` is the lift from which on it is implausible; `source` is None where the prior is that of own experiments.
    """

    expected: float
    of: Expected
    prior: Prior
    limit: float
    source: Source | None = None

    @property
    def is_implausible(self) -> bool:
        """Whether so large a lift is next to never seen."""
        return self.expected > self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRemark:
    """A day that comes before there can be proof.

    `proof` is the first day on which there can be any; `is_shortest` says that the run is the shortest there is,
    because no plan is accepted yet.
    """

    question: QuestionId
    day: date
    proof: date
    days: int
    is_shortest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnsRemark:
    """A value that is expected unusually soon after the kickoff, by own launches or by what is stated.

    `own` are the days from kickoff to launch of the workspace's own projects.
    """

    day: date
    days: int
    low_years: float | None = None
    high_years: float | None = None
    within_a_year: float | None = None
    source: Source | None = None
    own: UsualDays | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRemark:
    """The budget a year, with its ends where a range was written, beside the value a year.

    `value` is that of the impact. `needed` is the share of the target that pays the
    budget, None where the target is worth nothing; `wait` are the days until value begins, None where nobody said.
    `payback` is None where it could not be computed.
    """

    budget: Money
    value: Money
    standing: Standing
    needed: float | None
    wait: int | None
    payback: Payback | None
    kind: Literal["budget"] = "budget"


class Unbudgeted(StrEnum):
    """Why a budget cannot be held against a value."""

    NO_BUDGET = "no_budget"
    NO_VALUE = "no_value"
    NO_CHANGE = "no_change"
    STOPPED = "stopped"
    OTHER_CURRENCY = "other_currency"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoBudgetRemark:
    """That there is no break-even, and why; the currencies are those of the budget and of the value."""

    why: Unbudgeted
    budget: Money | None = None
    currency: str = ""
    kind: Literal["no_budget"] = "no_budget"


MoneyRemark = Annotated[BudgetRemark | NoBudgetRemark, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Realism:
    """Everything that is said of one plan; what cannot be said yet is None."""

    timeline: TimelineRemark | None
    lift: LiftRemark | None
    days: tuple[DayRemark, ...]
    returns: ReturnsRemark | None
    money: MoneyRemark

    @property
    def doubts(self) -> int:
        """How many of the remarks ask for another look."""
        is_unrealistic = self.timeline is not None and self.timeline.is_unrealistic
        is_implausible = self.lift is not None and self.lift.is_implausible
        money = self.money
        is_unpaid = isinstance(money, BudgetRemark) and money.payback is not None and money.payback.covered < 0.5
        return is_unrealistic + is_implausible + is_unpaid + len(self.days) + (self.returns is not None)
