"""What an impact in money is made of and what comes out of it: plain values, nothing scientific to import."""

from dataclasses import dataclass

from bot.statistics.distributions import Constant, Distribution, Simulated, Triangular


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Change of the metric times exposure times value per unit, a year.

    `change` is per unit of exposure and already the wanted way round; `exposure` counts units per period (visitors a
    week, say), of which a year has `periods_per_year`; `value` is money per unit.
    """

    change: tuple[Distribution, ...]
    exposure: Distribution
    value: Distribution
    periods_per_year: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """Money a year: the middle of the draws, their mean, the equal-tailed 95 % interval, and the seed they came from.

    `distribution` is what a portfolio adds.
    """

    median: float
    mean: float
    low: float
    high: float
    prob_positive: float
    distribution: Simulated
    seed: int


def link_effect(low: float, likely: float, high: float) -> Distribution:
    """An assumed effect as low, likely and high: triangular, or a constant when all three are one.

    Low and high may come the other way round, as people write them for effects below zero.
    """
    if low == likely == high:
        return Constant(mean=likely)
    return Triangular(low=min(low, high), likely=likely, high=max(low, high))
