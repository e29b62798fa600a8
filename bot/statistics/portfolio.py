"""Many initiatives made into one sum: draws are added, never the ends of intervals, and what moves together says so."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np

from bot.statistics import draws
from bot.statistics.arrays import FloatArray
from bot.statistics.distributions import Distribution, Simulated
from bot.statistics.estimates import Estimate
from bot.statistics.portfolio_summary import SHARED, Initiative, PortfolioSum
from bot.statistics.propagation import of_draws
from bot.statistics.reasons import NotComputable, Reason


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
    initiative is drawn at a time, so that 200 of them need the memory of a few. Each one's draws are spread evenly
    (see `draws.scores`), so that the sum of a single initiative has that one's own interval.
    """
    if not 0 <= rho <= 1:
        raise NotComputable(Reason.BAD_INPUT, "A correlation of shared initiatives lies between 0 and 1.", field="rho")
    if not initiatives:
        raise NotComputable(Reason.TOO_FEW, "There is no initiative to add.", field="initiatives")
    randomness, near, far = draws.generator(seed), np.sqrt(rho), np.sqrt(1 - rho)
    usual, apart = np.zeros(draws.DRAWS), np.zeros(draws.DRAWS)
    for members in _grouped(initiatives):
        shared = draws.scores(randomness, draws.DRAWS) if len(members) > 1 else None
        for member in members:
            own = draws.scores(randomness, draws.DRAWS)
            alone = draws.values_at(member.worth, own)
            apart += alone
            usual += alone if shared is None else draws.values_at(member.worth, near * shared + far * own)
    return PortfolioSum(
        initiatives=tuple(initiatives),
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
