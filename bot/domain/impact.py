"""What a project is worth: the change of its business metric times its value, and how well that is known."""

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
    """An amount per year in one currency."""

    amount: float
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """The annual worth of a project's best evidence, or the reason why there is no figure.

    `change` is in the metric's own unit, positive when it went the wanted way.
    """

    grade: Grade
    change: float | None
    annual: Money | None
    missing: Unpriced | None

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


def impact_of(charter: Charter, kpi: Kpi, *, default_currency: str) -> Impact:
    """The best figure there is: the observed change when values were logged, else what the target claims."""
    observed = kpi.improvement is not None
    grade = Grade.OBSERVED if observed else Grade.CLAIMED
    change = kpi.improvement if observed else kpi.wanted
    worth = charter.quantity("value_per_unit")
    if change is None:
        return Impact(grade=grade, change=None, annual=None, missing=Unpriced.NO_CHANGE)
    if worth is None:
        return Impact(grade=grade, change=change, annual=None, missing=Unpriced.NO_VALUE)
    typed_currency = worth.unit.partition(":")[2]
    currency = typed_currency or charter.choice("currency") or default_currency
    annual = Money(amount=kpi.unit.in_units(change) * worth.value, currency=currency)
    return Impact(grade=grade, change=change, annual=annual, missing=None)


def sum_up(impacts: Iterable[Impact]) -> MoneySums:
    """The three sums of a portfolio; projects without a figure add nothing."""
    totals: dict[Standing, dict[str, float]] = {standing: {} for standing in Standing}
    for impact in impacts:
        if impact.annual is not None:
            by_currency = totals[impact.standing]
            by_currency[impact.annual.currency] = by_currency.get(impact.annual.currency, 0.0) + impact.annual.amount
    return MoneySums(
        proven=_amounts(totals[Standing.PROVEN]),
        measured=_amounts(totals[Standing.MEASURED]),
        claimed=_amounts(totals[Standing.CLAIMED]),
    )


def _amounts(by_currency: dict[str, float]) -> tuple[Money, ...]:
    return tuple(Money(amount=amount, currency=currency) for currency, amount in sorted(by_currency.items()))
