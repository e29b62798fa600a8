"""Draws from distributions with a fixed seed: spread evenly over each quantity, so that few draws already sit still."""

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final, assert_never

import numpy as np
from scipy.special import betaincinv, ndtr, ndtri

from bot.statistics.arrays import FloatArray
from bot.statistics.distributions import (
    Beta,
    Constant,
    Distribution,
    Lognormal,
    Normal,
    Product,
    Simulated,
    Triangular,
    Uniform,
)
from bot.statistics.portfolio_summary import DRAWS as DRAWS  # noqa: PLC0414  said here and known where nothing is drawn
from bot.statistics.reasons import NotComputable, Reason

SEED: Final = 20_261_123
"""Stored with every simulated figure: the same seed and the same inputs give the same figure again."""

LOWER_95: Final = float(ndtri(0.025))
"""The normal score of the lower end of a 95 % interval."""

_NODES: Final = 801
_WIDEST: Final = 4.5


def generator(seed: int = SEED) -> np.random.Generator:
    """The source of a simulation's randomness."""
    return np.random.default_rng(seed)


def scores(randomness: np.random.Generator, draws: int) -> FloatArray:
    """Standard normal scores (draws,) in random order, the middle of each of `draws` equally likely strata once.

    Latin hypercube sampling (McKay, Beckman and Conover, 1979) when every quantity gets scores of its own.
    """
    return randomness.permutation(ordered_scores(draws))


@cache
def ordered_scores(draws: int) -> FloatArray:
    """The same, smallest first; shared by all who ask, so nobody may write into it."""
    ordered = np.asarray(ndtri((np.arange(draws) + 0.5) / draws), dtype=np.float64)
    ordered.flags.writeable = False
    return ordered


def values_at(distribution: Distribution, normal_scores: FloatArray) -> FloatArray:  # noqa: PLR0911  one return a kind
    """The quantiles of the distribution at these standard normal scores."""
    match distribution:
        case Constant():
            return np.full_like(normal_scores, distribution.mean)
        case Normal():
            return distribution.mean + distribution.sd * normal_scores
        case Lognormal():
            return np.exp(distribution.mu + distribution.sigma * normal_scores)
        case Uniform():
            return distribution.low + (distribution.high - distribution.low) * _shares(normal_scores)
        case Triangular():
            return _triangular(distribution, _shares(normal_scores))
        case Beta():
            return np.asarray(betaincinv(distribution.a, distribution.b, _shares(normal_scores)), dtype=np.float64)
        case Simulated():
            return _between_nodes(np.asarray(distribution.nodes), normal_scores)
        case Product():
            return _between_nodes(_nodes_of(distribution), normal_scores)
        case _:
            assert_never(distribution)


def product_of(factors: Sequence[Distribution], randomness: np.random.Generator) -> FloatArray:
    """Draws of a product of independent factors, of shape (DRAWS,), in no particular order.

    The first factor that is uncertain stays in the order of its values: the others are shuffled against it, and
    shuffling is most of the work.
    """
    certain = math.prod(factor.mean for factor in factors if isinstance(factor, Constant))
    uncertain = [factor for factor in factors if not isinstance(factor, Constant)]
    product = np.full(DRAWS, float(certain))
    for number, factor in enumerate(uncertain):
        drawn = scores(randomness, DRAWS) if number else ordered_scores(DRAWS)
        product *= values_at(factor, drawn)
    return product


@lru_cache(maxsize=512)
def _nodes_of(product: Product) -> FloatArray:
    """The quantiles of a product at the nodes: simulated once, always from the same seed."""
    nodes = quantiles(product_of(product.factors, generator()), _shares_of_nodes())
    nodes.flags.writeable = False
    return nodes


def scores_of_nodes() -> FloatArray:
    """The normal scores that a `Simulated` distribution keeps its values at."""
    return np.linspace(-_WIDEST, _WIDEST, _NODES)


def simulated(drawn: FloatArray) -> Simulated:
    """What draws say, small enough to keep: mean, standard deviation, and the values at the nodes."""
    if not np.isfinite(drawn).all():
        words = "Some draws are not finite numbers."
        raise NotComputable(Reason.NOT_ESTIMABLE, words)
    nodes = quantiles(drawn, _shares_of_nodes())
    return Simulated(mean=float(drawn.mean()), sd=float(drawn.std(ddof=1)), nodes=tuple(nodes.tolist()))


@cache
def _shares_of_nodes() -> FloatArray:
    return _shares(scores_of_nodes())


def interval(drawn: FloatArray, confidence: float = 0.95) -> tuple[float, float]:
    """The equal-tailed interval."""
    tail = (1 - confidence) / 2
    low, high = quantiles(drawn, np.array([tail, 1 - tail])).tolist()
    return low, high


def quantiles(drawn: FloatArray, shares: FloatArray) -> FloatArray:
    """The values below which these shares of the draws lie, straight lines between neighbours (type 7)."""
    ordered = np.sort(drawn)
    places = shares * (drawn.size - 1)
    left = np.minimum(places.astype(np.intp), drawn.size - 2)
    return np.asarray(ordered[left] + (places - left) * (ordered[left + 1] - ordered[left]), dtype=np.float64)


def _between_nodes(nodes: FloatArray, normal_scores: FloatArray) -> FloatArray:
    """Straight lines between evenly spaced nodes, several times as fast as a search for the place of each score."""
    places = (np.clip(normal_scores, -_WIDEST, _WIDEST) + _WIDEST) * ((nodes.size - 1) / (2 * _WIDEST))
    left = np.minimum(places.astype(np.intp), nodes.size - 2)
    return nodes[left] + (places - left) * np.diff(nodes)[left]


def _shares(normal_scores: FloatArray) -> FloatArray:
    return np.asarray(ndtr(normal_scores), dtype=np.float64)


def _triangular(distribution: Triangular, shares: FloatArray) -> FloatArray:
    low, likely, high = distribution.low, distribution.likely, distribution.high
    whole = high - low
    rising = low + np.sqrt(shares * whole * (likely - low))
    falling = high - np.sqrt((1 - shares) * whole * (high - likely))
    return np.where(shares * whole < likely - low, rising, falling)
