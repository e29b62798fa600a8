"""The three sums of a portfolio: what is added, what moves together, and what came out of the draws."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.impact import Impact, Money, Standing, spread_of
from bot.domain.prices import HALF
from bot.statistics.distributions import Constant, Distribution, Normal, Product, Triangular
from bot.statistics.portfolio_summary import Initiative, PortfolioSum

Portfolios: TypeAlias = Mapping[str, Mapping[Standing, Sequence[Initiative]]]
"""Per currency and standing what is added; every standing is there, also without initiatives."""
Drawn: TypeAlias = Mapping[str, Mapping[Standing, PortfolioSum]]
"""What the worker made of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Total(Money):
    """A sum a year; its interval is that of added draws, None where one of the amounts has none.

    `floor` is the sum of the lower bounds. `apart` and `together` are the interval at a correlation of 0 and of 1
    between all of them. The same `seed` gives the same interval again. `in_range` counts those whose price is a range,
    which is drawn beside their change.
    """

    floor: float | None = None
    apart: tuple[float, float] | None = None
    together: tuple[float, float] | None = None
    seed: int | None = None
    count: int = 1
    in_range: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneySums:
    """Per standing one amount a currency, sorted by currency; currencies are never added."""

    proven: tuple[Total, ...] = ()
    measured: tuple[Total, ...] = ()
    claimed: tuple[Total, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """One project's impact, and what it has in common with others that have the same: its metric, its owner."""

    impact: Impact
    metric: str
    owner: str


def portfolios_of(stakes: Iterable[Stake]) -> Portfolios:
    """What is to be added: each project that has a figure in exactly one standing of one currency."""
    priced = [(stake, stake.impact.annual) for stake in stakes if stake.impact.annual is not None]
    groups = _groups([stake for stake, _ in priced])
    found: dict[str, dict[Standing, list[Initiative]]] = {}
    for (stake, annual), group in zip(priced, groups, strict=True):
        standings = found.setdefault(annual.currency, {standing: [] for standing in Standing})
        standings[stake.impact.standing].append(Initiative(worth=_worth(stake.impact, annual), group=group))
    return {currency: {key: tuple(each) for key, each in found[currency].items()} for currency in sorted(found)}


def needs_draws(portfolios: Portfolios) -> bool:
    """Whether any of the sums has an interval to be drawn; amounts alone are added exactly."""
    return any(_has_interval(each) for standings in portfolios.values() for each in standings.values())


def sums_of(portfolios: Portfolios, drawn: Drawn | None = None) -> MoneySums | None:
    """The sums, None where an interval is needed and the draws are missing, or are those of other amounts.

    The middle of a sum is the sum of the middles, whatever moves together: no draws are needed for it.
    """
    found: dict[Standing, list[Total]] = {standing: [] for standing in Standing}
    for currency, standings in portfolios.items():
        for standing, initiatives in standings.items():
            if not initiatives:
                continue
            total = _total(currency, initiatives, (drawn or {}).get(currency, {}).get(standing))
            if total is None:
                return None
            found[standing].append(total)
    return MoneySums(
        proven=tuple(found[Standing.PROVEN]),
        measured=tuple(found[Standing.MEASURED]),
        claimed=tuple(found[Standing.CLAIMED]),
    )


def _total(currency: str, initiatives: Sequence[Initiative], drawn: PortfolioSum | None) -> Total | None:
    amount = sum(initiative.worth.mean for initiative in initiatives)
    if not _has_interval(initiatives):
        return Total(amount=amount, currency=currency, count=len(initiatives))
    if drawn is None or drawn.initiatives != tuple(initiatives) or not math.isfinite(amount):
        return None
    low, high = drawn.usual.interval
    return Total(
        amount=amount,
        currency=currency,
        low=low,
        high=high,
        floor=drawn.floor,
        apart=drawn.independent.interval,
        together=drawn.together.interval,
        seed=drawn.seed,
        count=len(initiatives),
        in_range=sum(isinstance(each.worth, Product) for each in initiatives),
    )


def _has_interval(initiatives: Sequence[Initiative]) -> bool:
    """One amount without an interval leaves the sum without one: half of what is uncertain is no interval."""
    return bool(initiatives) and not any(isinstance(each.worth, Constant) for each in initiatives)


def _worth(impact: Impact, annual: Money) -> Distribution:
    """What is drawn of an impact: its change and its price, each by itself, where the price is a range."""
    if annual.low is None or annual.high is None:
        return Constant(mean=annual.amount)
    if impact.price is None or impact.counted is None:
        return Normal(mean=annual.amount, sd=abs(annual.high - annual.low) / (2 * HALF))
    spread = spread_of(impact.counted)
    change = Constant(mean=impact.counted.value) if spread is None else Normal(mean=impact.counted.value, sd=spread)
    price = Triangular(low=impact.price.low, likely=impact.price.likely, high=impact.price.high)
    return Product(factors=(change, price))


def _groups(stakes: Sequence[Stake]) -> list[str | None]:
    """For each the name of its group, None where it stands alone.

    What shares a metric or an owner is in one group, and what is linked through others is too: that makes a sum too
    wide rather than too narrow, and pairs of 0.3 beside pairs of 0 are not always possible.
    """
    keys = [tuple(filter(None, (_metric_key(stake), f"owner:{stake.owner}"))) for stake in stakes]
    leaders: dict[str, str] = {}

    def leader(key: str) -> str:
        while leaders.setdefault(key, key) != key:
            key = leaders[key]
        return key

    for own in keys:
        first, *others = sorted(leader(key) for key in own)
        for other in others:
            leaders[other] = first
    names = [leader(own[0]) for own in keys]
    sizes = Counter(names)
    return [name if sizes[name] > 1 else None for name in names]


def _metric_key(stake: Stake) -> str | None:
    name = " ".join(stake.metric.casefold().split())
    return f"metric:{name}" if name else None
