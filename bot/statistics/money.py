"""Money: an impact by draws with a fixed seed, effects shrunken first, and the three sums of a portfolio."""

import math
from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

from bot.statistics import draws
from bot.statistics.distributions import Constant, Distribution, Lognormal, Normal
from bot.statistics.money_summary import Chain, Worth
from bot.statistics.portfolio import portfolio_sum
from bot.statistics.portfolio_summary import Initiative, PortfolioSum
from bot.statistics.propagation import drawn_product
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.shrinkage import posterior
from bot.statistics.usual_lifts import Prior

Currency = TypeVar("Currency")
Group = TypeVar("Group")


def annual_worth(chain: Chain, *, seed: int = draws.SEED) -> Worth:
    """Draws of change x exposure x value, a year: products of draws, never of point estimates (JCGM 101)."""
    if chain.periods_per_year <= 0:
        words = "A year must have some periods."
        raise NotComputable(Reason.BAD_INPUT, words, field="periods_per_year")
    factors = _as_one([*chain.change, chain.exposure, chain.value, Constant(mean=chain.periods_per_year)])
    drawn = drawn_product(factors, draws.generator(seed))
    low, median, high = draws.quantiles(drawn, np.array([0.025, 0.5, 0.975])).tolist()
    return Worth(
        median=median,
        mean=float(drawn.mean()),
        low=low,
        high=high,
        prob_positive=float((drawn > 0).mean()),
        distribution=draws.simulated(drawn),
        seed=seed,
    )


def _as_one(factors: Sequence[Distribution]) -> list[Distribution]:
    """The factors with all lognormal ones made into one, which their product is exactly: there is less to draw."""
    lognormal = [factor for factor in factors if isinstance(factor, Lognormal)]
    others: list[Distribution] = [factor for factor in factors if not isinstance(factor, Lognormal)]
    if not lognormal:
        return others
    spread = math.hypot(*(factor.sigma for factor in lognormal))
    return [*others, Lognormal(mu=sum(factor.mu for factor in lognormal), sigma=spread)]


def shrunken(estimate: float, se: float, prior: Prior, *, baseline: float) -> Normal:
    """The effect that money uses: an absolute effect drawn towards zero, the prior's width being a share of `baseline`.

    Verdicts do not use it.
    """
    if baseline == 0:
        raise NotComputable(Reason.NOT_ESTIMABLE, "A share of a baseline of zero is nothing.", field="baseline")
    return posterior(estimate, se, Normal(mean=0.0, sd=prior.sd * abs(baseline)))


def sums(standings: Mapping[Group, Sequence[Initiative]], *, seed: int = draws.SEED) -> Mapping[Group, PortfolioSum]:
    """One sum a standing (proven, measured, claimed), each from draws of its own; without initiatives there is none."""
    return {
        standing: portfolio_sum(initiatives, seed=seed + number)
        for number, (standing, initiatives) in enumerate(standings.items())
        if initiatives
    }


def sums_by_currency(
    currencies: Mapping[Currency, Mapping[Group, Sequence[Initiative]]], *, seed: int = draws.SEED
) -> Mapping[Currency, Mapping[Group, PortfolioSum]]:
    """The sums of each currency for itself: money of two currencies is never added.

    Every currency is drawn from the same seed, so that one more of them changes no sum of the others. Raises
    NotComputable when one of the draws is too large to be a number.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        return {currency: sums(standings, seed=seed) for currency, standings in currencies.items()}
