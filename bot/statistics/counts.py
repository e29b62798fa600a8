"""Counts per period interrupted once: the Poisson rate after against the rate before, with overdispersion."""

import warnings
from dataclasses import dataclass
from typing import Final

import numpy as np
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM

from bot.statistics.arrays import BoolArray, FloatArray
from bot.statistics.estimates import Estimate
from bot.statistics.reasons import NotComputable, Reason

_HARMONICS: Final = (1, 2)
_MONTHS: Final = 12
_LEVEL: Final = 1
_LARGEST_LOG_RATIO: Final = 20.0
"""A rate that changes e^20 fold is a rate of zero on one side."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counts:
    """Events per period (n,), which periods lie after, the time of each, and what makes them comparable."""

    events: FloatArray
    after: BoolArray
    time: FloatArray
    exposure: FloatArray | None = None
    month: FloatArray | None = None

    def __post_init__(self) -> None:
        if (self.events < 0).any() or (self.events != np.round(self.events)).any():
            raise NotComputable(Reason.BAD_INPUT, "Counts are whole numbers from 0.", field="y")
        if self.exposure is not None and (self.exposure <= 0).any():
            raise NotComputable(Reason.BAD_INPUT, "An exposure must be positive.", field="exposure")
        if not self.events[self.after].any() or not self.events[~self.after].any():
            words = "Without any event on one side there is no ratio of rates."
            raise NotComputable(Reason.NO_SPREAD, words, field="y")


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRatio:
    """The change of the log rate, and Pearson's X2 per degree of freedom (1 for pure Poisson noise)."""

    log_ratio: Estimate
    dispersion: float

    @property
    def ratio(self) -> float:
        """The rate after over the rate before."""
        return float(np.exp(self.log_ratio.value))

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """The interval of the ratio."""
        low, high = self.log_ratio.interval(confidence)
        return float(np.exp(low)), float(np.exp(high))


def rate_ratio(counts: Counts, *, overdispersed: bool, small_sample: bool = False) -> RateRatio:
    """Fits log E(y) = const + level + trend (+ two harmonics of twelve months) + log exposure.

    Overdispersed errors are the model's times sqrt(X2/df), quasi-Poisson; small samples take t with n - k df.
    """
    design = _design(counts)
    n, k = design.shape
    if n <= k or np.linalg.matrix_rank(design / np.linalg.norm(design, axis=0)) < k:
        words = f"{n} periods cannot carry {k} coefficients."
        raise NotComputable(Reason.TOO_FEW, words, field="y")
    fitted = _fitted(counts, design)
    dispersion = float(fitted.pearson_chi2 / (n - k))
    value, se = float(fitted.params[_LEVEL]), float(fitted.bse[_LEVEL])
    if not np.isfinite(se) or abs(value) > _LARGEST_LOG_RATIO:
        raise NotComputable(Reason.NOT_ESTIMABLE, "The ratio of the rates has no bound.", field="y")
    scale = dispersion**0.5 if overdispersed else 1.0
    level = Estimate(value=value, se=se * scale, df=n - k if small_sample else None)
    return RateRatio(log_ratio=level, dispersion=dispersion)


def _design(counts: Counts) -> FloatArray:
    time = counts.time - counts.time.mean()
    columns = [np.ones(time.size), counts.after.astype(np.float64), time]
    if counts.month is not None:
        angle = 2 * np.pi * counts.month / _MONTHS
        columns += [wave(number * angle) for number in _HARMONICS for wave in (np.sin, np.cos)]
    return np.column_stack(columns)


def _fitted(counts: Counts, design: FloatArray) -> GLM:
    offset = None if counts.exposure is None else np.log(counts.exposure)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        fitted = GLM(counts.events, design, family=Poisson(), offset=offset).fit(maxiter=200, tol=1e-12)
    if not fitted.converged:
        raise NotComputable(Reason.NO_CONVERGENCE, "The rates do not settle.", field="y")
    return fitted
