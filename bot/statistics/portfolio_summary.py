"""What is added in a portfolio, and what comes out: plain values, nothing scientific to import."""

from dataclasses import dataclass
from typing import Final

from bot.statistics.distributions import Distribution

DRAWS: Final = 100_000
SHARED: Final = 0.3
"""The correlation of initiatives that share a KPI or a team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Mean, standard deviation, median and equal-tailed interval of a derived quantity."""

    mean: float
    sd: float
    median: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """The annual worth of one initiative; those with the same `group` (a KPI, a team) move together, None is alone."""

    worth: Distribution
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioSum:
    """The sum at the usual correlation and at both extremes, its floor, and the seed that made it.

    `initiatives` are those that were added: a sum is never shown beside others.
    """

    initiatives: tuple[Initiative, ...]
    usual: Spread
    independent: Spread
    together: Spread
    floor: float
    seed: int
