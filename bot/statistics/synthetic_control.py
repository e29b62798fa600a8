"""Synthetic control: the weighted donors that followed the treated unit before, and where they went after."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import nnls

from bot.statistics.arrays import BoolArray, FloatArray
from bot.statistics.longitudinal_summary import FEWEST_DONORS
from bot.statistics.reasons import NotComputable, Reason

_MOST_ROUNDS: Final = 10_000
WORST_FIT: Final = 0.10
"""The largest error before the change, as a share of the treated unit's mean, that is still called a fit."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Synthetic:
    """Weights of shape (donors,), the gap treated - synthetic (n,), its mean after, and the fit before."""

    weights: FloatArray
    gap: FloatArray
    effect: float
    pre_rmspe: float


def synthetic_control(treated: FloatArray, donors: FloatArray, *, fit: BoolArray, effect: BoolArray) -> Synthetic:
    """Weights on the simplex that fit the `fit` points; the effect is the mean gap of the `effect` points.

    Abadie, Diamond and Hainmueller (2010), outcomes only, no intercept. Fewer than five donors and an error before
    of more than 10 % of the mean are refused.
    """
    if donors.shape[1] < FEWEST_DONORS:
        words = (
            f"{donors.shape[1]} donors are too few; at least {FEWEST_DONORS} are needed. Add a column for each "
            "comparable unit that did not get the change."
        )
        raise NotComputable(Reason.TOO_FEW, words, field="controls")
    found = fitted(treated, donors, fit=fit, effect=effect)
    if found.pre_rmspe > WORST_FIT * abs(float(treated[fit].mean())):
        words = (
            f"The donors miss the treated unit by {found.pre_rmspe:.4g} before the change, more than 10 % of its mean. "
            "Add donors that are like it, some above and some below its level, or hand in shares instead of totals."
        )
        raise NotComputable(Reason.POOR_FIT, words, field="controls")
    return found


def fitted(treated: FloatArray, donors: FloatArray, *, fit: BoolArray, effect: BoolArray) -> Synthetic:
    """The same without a word on how well it fits, as placebos need it."""
    weights = _simplex_weights(treated[fit], donors[fit])
    gap = treated - donors @ weights
    rmspe = float(np.sqrt(np.mean(gap[fit] ** 2)))
    return Synthetic(weights=weights, gap=gap, effect=float(gap[effect].mean()), pre_rmspe=rmspe)


def _simplex_weights(target: FloatArray, donors: FloatArray) -> FloatArray:
    """The w >= 0 with sum 1 that minimise |target - donors w|, exactly.

    With P = donors - target that is the point of the hull of P's columns nearest to zero. Non-negative least squares
    of (P; c 1') w on (0; c) finds a multiple of it for any c, because for a given sum s the best error is s^2 d^2.
    """
    gaps = donors - target[:, None]
    scale = float(np.abs(gaps).max()) or 1.0
    stacked = np.vstack([gaps / scale, np.ones(donors.shape[1])])
    aim = np.append(np.zeros(target.size), 1.0)
    try:
        weights, _ = nnls(stacked, aim, maxiter=_MOST_ROUNDS)
    except RuntimeError:
        raise NotComputable(Reason.NO_CONVERGENCE, "The weights do not settle.", field="controls") from None
    return np.asarray(weights / weights.sum(), dtype=np.float64)
