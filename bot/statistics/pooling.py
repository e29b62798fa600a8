"""Several estimates of one effect made into one: fixed effect, DerSimonian-Laird, Paule-Mandel."""

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import assert_never

import numpy as np

from bot.statistics.arrays import FloatArray
from bot.statistics.estimates import Estimate
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.usual_lifts import cochran, paule_mandel


class Heterogeneity(StrEnum):
    """How the variance between the studies, tau2, is found."""

    NONE = auto()
    DERSIMONIAN_LAIRD = auto()
    PAULE_MANDEL = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """The pooled mean, the variance between studies (never negative), and Cochran's Q."""

    mean: Estimate
    tau2: float
    q: float


def pooled(estimates: FloatArray, variances: FloatArray, heterogeneity: Heterogeneity) -> Pooled:
    """The mean weighted by 1 / (variance + tau2)."""
    _check(estimates, variances)
    tau2 = between(estimates, variances, heterogeneity)
    weights = 1 / (variances + tau2)
    mean = float(weights @ estimates / weights.sum())
    se = float(weights.sum() ** -0.5)
    return Pooled(mean=Estimate(value=mean, se=se), tau2=tau2, q=_cochran(estimates, variances))


def between(estimates: FloatArray, variances: FloatArray, heterogeneity: Heterogeneity) -> float:
    """The variance between studies; 0 when they differ no more than their errors say."""
    match heterogeneity:
        case Heterogeneity.NONE:
            return 0.0
        case Heterogeneity.DERSIMONIAN_LAIRD:
            return _dersimonian_laird(estimates, variances)
        case Heterogeneity.PAULE_MANDEL:
            return paule_mandel(estimates.tolist(), variances.tolist())
        case _:
            assert_never(heterogeneity)


def _dersimonian_laird(estimates: FloatArray, variances: FloatArray) -> float:
    """(Q - (k - 1)) / (sum w - sum w^2 / sum w), cut at zero (DerSimonian and Laird, 1986)."""
    weights = 1 / variances
    surplus = _cochran(estimates, variances) - (estimates.size - 1)
    return max(0.0, surplus / float(weights.sum() - (weights @ weights) / weights.sum()))


def _cochran(estimates: FloatArray, variances: FloatArray) -> float:
    return cochran(estimates.tolist(), variances.tolist())


def _check(estimates: FloatArray, variances: FloatArray) -> None:
    if estimates.size < 2:
        raise NotComputable(Reason.TOO_FEW, "Two estimates at least are needed.", field="estimates")
    if np.any(variances <= 0):
        raise NotComputable(Reason.BAD_INPUT, "A variance must be positive.", field="variances")
