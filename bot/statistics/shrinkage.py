"""Estimates drawn towards what is usual: the normal posterior, and James-Stein."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from bot.statistics.arrays import FloatArray
from bot.statistics.distributions import Normal
from bot.statistics.reasons import NotComputable, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class JamesStein:
    """The mean of all, the share of each distance to it that is kept, and the shrunken estimates."""

    grand_mean: float
    shrink_factor: float
    shrunk: tuple[float, ...]


def posterior(estimate: float, se: float, prior: Normal) -> Normal:
    """Normal prior, normal error: the mean weighted by the inverse variances."""
    if se <= 0:
        raise NotComputable(Reason.BAD_INPUT, "A standard error must be positive.", field="se")
    if prior.sd <= 0:
        raise NotComputable(Reason.BAD_INPUT, "The prior must have a positive spread.", field="prior_sd")
    kept = prior.sd**2 / (prior.sd**2 + se**2)
    return Normal(mean=kept * estimate + (1 - kept) * prior.mean, sd=math.sqrt(kept) * se)


def probability_positive(distribution: Normal) -> float:
    """The chance that the effect is above zero."""
    return float(ndtr(distribution.mean / distribution.sd))


def james_stein(shares: FloatArray, n_each: int) -> JamesStein:
    """Shares of n_each trials towards their mean: ybar + (1 - (k-3) s2 / S)(y - ybar), s2 = ybar (1 - ybar) / n_each.

    Efron and Morris (1975); S is the sum of squared distances. The factor is negative when the shares differ less than
    chance would have them differ.
    """
    if shares.size < 4:
        raise NotComputable(Reason.TOO_FEW, "Four estimates at least are needed.", field="estimates")
    if np.any((shares < 0) | (shares > 1)):
        raise NotComputable(Reason.BAD_INPUT, "A share lies between 0 and 1.", field="estimates")
    if np.ptp(shares) == 0:
        raise NotComputable(Reason.NO_SPREAD, "All estimates are the same.", field="estimates")
    mean = float(shares.mean())
    distances = shares - mean
    variance = mean * (1 - mean) / n_each
    factor = 1 - (shares.size - 3) * variance / float(distances @ distances)
    return JamesStein(grand_mean=mean, shrink_factor=factor, shrunk=tuple((mean + factor * distances).tolist()))
