"""What a project is worth: the change of its business metric times its value, and how well that is known."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from bot.domain.charter import Charter, Quantity
from bot.domain.metrics import Kpi, Unit
from bot.domain.prices import HALF, Price, priced_interval
from bot.statistics.usual_lifts import Prior


class Grade(StrEnum):
    """The evidence grades, weakest first."""

    CLAIMED = "claimed"
    OFFLINE = "offline"
    OBSERVED = "observed"
    LONGITUDINAL = "longitudinal"
    RANDOMISED = "randomised"
    REPLICATED = "replicated"


class Standing(StrEnum):
    """The three disjoint sums; a project counts in exactly one of them."""

    PROVEN = "proven"
    MEASURED = "measured"
    CLAIMED = "claimed"


class Unpriced(StrEnum):
    """Why a project has no figure in money."""

    NO_VALUE = "no_value"
    NO_CHANGE = "no_change"
    STOPPED = "stopped"
    SCORE = "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount per year in one currency, with its 95 % interval where one is known."""

    amount: float
    currency: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A change as it was seen, with its bounds where there are any."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an experiment says of the business metric: the change in its unit, positive the wanted way, with bounds.

    The change is the one that money uses: `seen` is what it was before it was drawn towards zero by the `prior`; both
    are None where nothing was drawn.
    """

    grade: Grade
    change: float
    low: float
    high: float
    seen: Span | None = None
    prior: Prior | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """What was found of a project that was stopped, positive the wanted way; `seen` is None where nothing was read."""

    grade: Grade = Grade.CLAIMED
    seen: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """The annual worth of a project's best evidence, or the reason why there is no figure.

    `change` is in the metric's own unit, positive when it went the wanted way; `by_experiment` tells that an
    experiment says so, and not the values alone. `seen` is the change before it was drawn towards zero by the `prior`,
    and `worth` is what one unit (a percentage point where the unit is percent) is worth a year: the mean of the `price`
    where that is a range. `counted` is the change in units with its bounds, where a range was priced.
    """

    grade: Grade
    change: float | None
    annual: Money | None
    missing: Unpriced | None
    by_experiment: bool = False
    seen: Span | None = None
    prior: Prior | None = None
    worth: float | None = None
    price: Price | None = None
    counted: Span | None = None

    @property
    def standing(self) -> Standing:
        """The sum that this impact belongs to."""
        return standing_of(self.grade)

    @property
    def is_amount_open(self) -> bool:
        """Whether the direction is proven and the amount is not: what money uses may as well be zero."""
        annual = self.annual
        if self.standing is not Standing.PROVEN or annual is None or annual.low is None or annual.high is None:
            return False
        return annual.low <= 0 <= annual.high


def standing_of(grade: Grade) -> Standing:
    """Proven needs randomisation; measured a comparison over time; the rest is claimed."""
    match grade:
        case Grade.RANDOMISED | Grade.REPLICATED:
            return Standing.PROVEN
        case Grade.LONGITUDINAL | Grade.OBSERVED:
            return Standing.MEASURED
        case Grade.OFFLINE | Grade.CLAIMED:
            return Standing.CLAIMED
        case _:
            assert_never(grade)


def impact_of(
    charter: Charter, kpi: Kpi, evidence: Evidence | None, *, default_currency: str, stopped: Stopped | None = None
) -> Impact:
    """The best figure there is: an experiment's, else the change that was logged, else what the target claims.

    What was stopped claims nothing and is worth nothing, whatever the target says and whatever was logged.
    """
    if evidence is None and stopped is not None:
        return _of_stopped(stopped)
    observed = kpi.improvement is not None
    grade = evidence.grade if evidence else Grade.OBSERVED if observed else Grade.CLAIMED
    change = evidence.change if evidence else kpi.improvement if observed else kpi.wanted
    seen, prior = (evidence.seen, evidence.prior) if evidence else (None, None)
    unpriced = Impact(
        grade=grade,
        change=change,
        annual=None,
        missing=Unpriced.NO_CHANGE,
        by_experiment=evidence is not None,
        seen=seen,
        prior=prior,
    )
    worth = charter.quantity("value_per_unit")
    if change is None:
        return unpriced
    if worth is None:
        return replace(unpriced, missing=Unpriced.NO_VALUE)
    currency = worth.unit.partition(":")[2] or charter.choice("currency") or default_currency
    counted = _counted(change, evidence, kpi.unit)
    price = _price_of(worth)
    if price is None:
        ends = sorted(end * worth.value for end in (counted.low, counted.high) if end is not None) or (None, None)
        annual = Money(amount=counted.value * worth.value, currency=currency, low=ends[0], high=ends[1])
        return replace(unpriced, annual=annual, missing=None, worth=worth.value)
    annual = _in_range(counted, price, currency, is_wanted=grade is Grade.CLAIMED)
    return replace(unpriced, annual=annual, missing=None, worth=price.mean, price=price, counted=counted)


def _counted(change: float, evidence: Evidence | None, unit: Unit) -> Span:
    """The change in units, with its bounds where there is evidence of it."""
    value = unit.in_units(change)
    if evidence is None:
        return Span(value=value)
    return Span(value=value, low=unit.in_units(evidence.low), high=unit.in_units(evidence.high))


def _price_of(worth: Quantity) -> Price | None:
    """What one unit is worth, where that is a range."""
    if worth.low is None or worth.high is None:
        return None
    return Price(low=worth.low, likely=worth.value, high=worth.high)


def _in_range(counted: Span, price: Price, currency: str, *, is_wanted: bool) -> Money:
    """The money of a change at a price that is a range.

    What reaching the target would be worth is uncertain by its price alone. A change that was logged is uncertain in a
    way that nobody knows, and half of what is uncertain is no interval.
    """
    bare = Money(amount=counted.value * price.mean, currency=currency)
    if spread_of(counted) is None and not is_wanted:
        return bare
    low, high = priced_interval(counted.value, spread_of(counted) or 0.0, price)
    return replace(bare, low=low, high=high)


def spread_of(counted: Span) -> float | None:
    """The standard error behind a 95 % interval; None without one."""
    if counted.low is None or counted.high is None:
        return None
    return abs(counted.high - counted.low) / (2 * HALF)


def _of_stopped(stopped: Stopped) -> Impact:
    return Impact(
        grade=stopped.grade,
        change=stopped.seen.value if stopped.seen else None,
        annual=None,
        missing=Unpriced.STOPPED,
        by_experiment=stopped.seen is not None,
        seen=stopped.seen,
    )
