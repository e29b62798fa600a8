"""Many initiatives made into one sum: draws are added, never the ends of intervals, and what moves together says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np

from bot.statistics import draws
from bot.statistics.arrays import FloatArray
from bot.statistics.distributions import Distribution, Simulated
from bot.statistics.estimates import Estimate
from bot.statistics.propagation import Spread, of_draws
from bot.statistics.reasons import NotComputable, Reason

SHARED: Final = 0.3
"""The correlation of initiatives that share a KPI or a team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """The annual worth of one initiative; those with the same `group` (a KPI, a team) move together, None is alone."""

    worth: Distribution
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioSum:
    """The sum at the usual correlation and at both extremes, its floor, and the seed that made it."""

    usual: Spread
    independent: Spread
    together: Spread
    floor: float
    seed: int


def equicorrelated_sum(estimates: FloatArray, errors: FloatArray, rho: float) -> Estimate:
    """The sum of estimates whose every pair has the correlation rho: se^2 = (1 - rho) sum se^2 + rho (sum se)^2."""
    if np.any(errors < 0):
        raise NotComputable(Reason.BAD_INPUT, "A standard error cannot be negative.", field="se")
    if estimates.size > 1 and rho < -1 / (estimates.size - 1):
        words = f"{estimates.size} quantities cannot all have a correlation of {rho} with each other."
        raise NotComputable(Reason.BAD_INPUT, words, field="rho")
    variance = (1 - rho) * float(errors @ errors) + rho * float(errors.sum()) ** 2
    return Estimate(value=float(estimates.sum()), se=max(variance, 0.0) ** 0.5)


def portfolio_sum(initiatives: Sequence[Initiative], *, rho: float = SHARED, seed: int = draws.SEED) -> PortfolioSum:
    """The sum over initiatives, at `rho` within each group and 0 between groups; beside it all apart and all together.

    The copula is normal: an initiative's score is sqrt(rho) of its group's plus sqrt(1 - rho) of its own. One
    initiative is drawn at a time, so that 200 of them need the memory of a few.
    """
    if not 0 <= rho <= 1:
        raise NotComputable(Reason.BAD_INPUT, "A correlation of shared initiatives lies between 0 and 1.", field="rho")
    if not initiatives:
        raise NotComputable(Reason.TOO_FEW, "There is no initiative to add.", field="initiatives")
    randomness = np.random.default_rng(seed)
    usual, apart = np.zeros(draws.DRAWS), np.zeros(draws.DRAWS)
    for members in _grouped(initiatives):
        shared = randomness.standard_normal(draws.DRAWS)
        for member in members:
            own = randomness.standard_normal(draws.DRAWS)
            alone = draws.values_at(member.worth, own)
            apart += alone
            mixed = np.sqrt(rho) * shared + np.sqrt(1 - rho) * own
            usual += alone if len(members) == 1 else draws.values_at(member.worth, mixed)
    return PortfolioSum(
        usual=of_draws(usual, 0.95),
        independent=of_draws(apart, 0.95),
        together=of_draws(_together(initiatives, draws.scores(randomness, draws.DRAWS)), 0.95),
        floor=sum(lower_bound(initiative.worth) for initiative in initiatives),
        seed=seed,
    )


def lower_bound(worth: Distribution) -> float:
    """The lower end of the equal-tailed 95 % interval."""
    return float(draws.values_at(worth, np.array([draws.LOWER_95]))[0])


def _together(initiatives: Iterable[Initiative], normal_scores: FloatArray) -> FloatArray:
    """Everything perfectly correlated: then quantiles add, and the sum's nodes are the sums of the nodes."""
    nodes = sum((draws.values_at(one.worth, draws.scores_of_nodes()) for one in initiatives), np.zeros(1))
    return draws.values_at(Simulated(mean=0.0, sd=0.0, nodes=tuple(nodes.tolist())), normal_scores)


def _grouped(initiatives: Iterable[Initiative]) -> list[list[Initiative]]:
    alone = [[initiative] for initiative in initiatives if initiative.group is None]
    named = sorted((one for one in initiatives if one.group is not None), key=lambda one: one.group or "")
    return alone + [list(members) for _, members in groupby(named, key=lambda one: one.group)]
