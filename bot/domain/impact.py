"""What a project is worth: the change of its business metric times its value, and how well that is known."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from bot.domain.charter import Charter
from bot.domain.metrics import Kpi


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount per year in one currency, with its 95 % interval where one is known."""

    amount: float
    currency: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an experiment says of the business metric: the change in its unit, positive the wanted way, with bounds."""

    grade: Grade
    change: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """The annual worth of a project's best evidence, or the reason why there is no figure.

    `change` is in the metric's own unit, positive when it went the wanted way; `by_experiment` tells that an
    experiment says so, and not the values alone.
    """

    grade: Grade
    change: float | None
    annual: Money | None
    missing: Unpriced | None
    by_experiment: bool = False

    @property
    def standing(self) -> Standing:
        """The sum that this impact belongs to."""
        return standing_of(self.grade)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneySums:
    """Per standing one amount a currency, sorted by currency; currencies are never added."""

    proven: tuple[Money, ...]
    measured: tuple[Money, ...]
    claimed: tuple[Money, ...]


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


def impact_of(charter: Charter, kpi: Kpi, evidence: Evidence | None, *, default_currency: str) -> Impact:
    """The best figure there is: an experiment's, else the change that was logged, else what the target claims."""
    observed = kpi.improvement is not None
    grade = evidence.grade if evidence else Grade.OBSERVED if observed else Grade.CLAIMED
    change = evidence.change if evidence else kpi.improvement if observed else kpi.wanted
    by_experiment = evidence is not None
    worth = charter.quantity("value_per_unit")
    if change is None:
        return Impact(grade=grade, change=None, annual=None, missing=Unpriced.NO_CHANGE)
    if worth is None:
        missing = Unpriced.NO_VALUE
        return Impact(grade=grade, change=change, annual=None, missing=missing, by_experiment=by_experiment)
    typed_currency = worth.unit.partition(":")[2]
    currency = typed_currency or charter.choice("currency") or default_currency

    def priced(level: float) -> float:
        return kpi.unit.in_units(level) * worth.value

    annual = Money(
        amount=priced(change),
        currency=currency,
        low=priced(evidence.low) if evidence else None,
        high=priced(evidence.high) if evidence else None,
    )
    return Impact(grade=grade, change=change, annual=annual, missing=None, by_experiment=by_experiment)


def sum_up(impacts: Iterable[Impact]) -> MoneySums:
    """The three sums of a portfolio; projects without a figure add nothing."""
    totals: dict[Standing, dict[str, list[Money]]] = {standing: {} for standing in Standing}
    for impact in impacts:
        if impact.annual is not None:
            totals[impact.standing].setdefault(impact.annual.currency, []).append(impact.annual)
    return MoneySums(
        proven=_amounts(totals[Standing.PROVEN]),
        measured=_amounts(totals[Standing.MEASURED]),
        claimed=_amounts(totals[Standing.CLAIMED]),
    )


def _amounts(by_currency: dict[str, list[Money]]) -> tuple[Money, ...]:
    return tuple(_total(currency, amounts) for currency, amounts in sorted(by_currency.items()))


def _total(currency: str, amounts: list[Money]) -> Money:
    """The sum of independent normal amounts: half widths add in squares, not interval ends.

    One amount without an interval leaves the sum without one.
    """
    total = math.fsum(each.amount for each in amounts)
    halves = [(each.high - each.low) / 2 for each in amounts if each.low is not None and each.high is not None]
    if len(halves) < len(amounts):
        return Money(amount=total, currency=currency)
    half = math.hypot(*halves)
    return Money(amount=total, currency=currency, low=total - half, high=total + half)
