"""What a design without randomisation can detect: the smallest change of a level, known before the change is made."""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy.special import ndtri, stdtrit

from bot.statistics.placebo_power import rank_shift
from bot.statistics.reasons import NotComputable, Reason

_SHORTEST: Final = 2
_SPARE: Final = 3
_ROUNDING: Final = 1e-9
_LARGEST_LOGARITHM: Final = 700.0
"""The exponential of more has no float; so large a gap is out of any effect's reach anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesDesign:
    """A planned readout: the spread of a point without trend and weekdays, the correlation of neighbours, the points.

    `sd` and the answer share a unit: give a share of the mean to get one.
    """

    sd: float
    autocorrelation: float
    points_before: int
    points_after: int
    alpha: float = 0.05
    power: float = 0.80

    def __post_init__(self) -> None:
        if self.sd <= 0:
            raise NotComputable(Reason.NO_SPREAD, "The spread of a point must be positive.", field="sd")
        if not -1 < self.autocorrelation < 1:
            words = "The correlation of neighbours lies between -1 and 1."
            raise NotComputable(Reason.BAD_INPUT, words, field="autocorrelation")
        for field, share in (("alpha", self.alpha), ("power", self.power)):
            if not 0 < share < 1:
                raise NotComputable(Reason.BAD_INPUT, f"{field} lies between 0 and 1.", field=field)
        for field, points in (("points_before", self.points_before), ("points_after", self.points_after)):
            if points < _SHORTEST:
                raise NotComputable(Reason.TOO_FEW, f"{field} must be at least {_SHORTEST}.", field=field)


def interrupted(design: SeriesDesign, *, trend: bool = True) -> float:
    """The level change that y ~ const + level (+ trend) with AR(1) errors detects.

    Half width plus power: (t(1 - alpha/2) + t(power)) se, where se is that of generalised least squares, by the
    transformation of Prais and Winsten (1954) that makes AR(1) errors independent.
    """
    n = design.points_before + design.points_after
    after = np.arange(n) >= design.points_before
    columns = [np.ones(n), after, *([np.linspace(-1, 1, n)] if trend else [])]
    regressors = np.column_stack(columns).astype(np.float64)
    df = n - regressors.shape[1]
    if df < _SPARE:
        raise NotComputable(
            Reason.TOO_FEW, f"{n} points leave nothing to estimate an error from.", field="points_after"
        )
    rho = design.autocorrelation
    white = np.vstack([math.sqrt(1 - rho**2) * regressors[:1], regressors[1:] - rho * regressors[:-1]])
    innovation = design.sd * math.sqrt(1 - rho**2)
    se = innovation * math.sqrt(float(np.linalg.inv(white.T @ white)[1, 1]))
    return float(stdtrit(df, 1 - design.alpha / 2) + stdtrit(df, design.power)) * se


def difference_in_differences(design: SeriesDesign, *, sd_control: float, correlation: float) -> float:
    """The change of the treated level that the series treated - control detects; the control cannot be without noise.

    The difference spreads by sqrt(sd^2 + sd_control^2 - 2 correlation sd sd_control); it has no trend.
    """
    if sd_control < 0 or not -1 <= correlation <= 1:
        words = "A control has no negative spread, and a correlation between -1 and 1."
        raise NotComputable(Reason.BAD_INPUT, words, field="sd_control" if sd_control < 0 else "correlation")
    variance = design.sd**2 + sd_control**2 - 2 * correlation * design.sd * sd_control
    return interrupted(replace(design, sd=math.sqrt(max(variance, 0.0))), trend=False)


def synthetic_control(design: SeriesDesign, *, donors: int) -> float:
    """The gap, the same at every point after, that a synthetic control detects; in the unit of `design.sd`.

    `design.sd` is the spread of the gap around zero at points to which its weights were not fitted. The verdict takes
    two things, so the larger counts: a mean gap beyond chance (z, AR(1) noise; zero before by the fit), and a rank by
    the ratio of squared gaps after and before, in which the noise of single points drowns much of a level. The placebos
    must be able to reach alpha at all: 1 / (donors + 1) at best, else NOT_REACHABLE.
    """
    if 1 / (donors + 1) > design.alpha:
        words = f"With {donors} donors no p-value can be below {1 / (donors + 1):.3f}."
        raise NotComputable(Reason.NOT_REACHABLE, words, field="donors")
    by_mean = float(ndtri(1 - design.alpha / 2) + ndtri(design.power)) * _sd_of_mean(design)
    return design.sd * max(by_mean, _gap_of_rank(design, donors))


def _gap_of_rank(design: SeriesDesign, donors: int) -> float:
    """The gap, in `design.sd`, that ranks high enough among the placebos' ratios of squared gaps.

    The logarithm of a ratio is about normal with variance 2 v (1/after + 1/before) by the delta method, where
    v = (1 + rho^2) / (1 - rho^2) counts how alike the squares of neighbours are (their correlation is rho^2 a step); a
    gap tau adds log(1 + tau^2 / sd^2) to the treated unit's.
    """
    last_rank = math.floor(design.alpha * (donors + 1) + _ROUNDING)
    alike = (1 + design.autocorrelation**2) / (1 - design.autocorrelation**2)
    spread = math.sqrt(2 * alike * (1 / design.points_after + 1 / design.points_before))
    shift = max(0.0, rank_shift(donors, last_rank, design.power)) * spread
    return math.sqrt(math.expm1(min(shift, _LARGEST_LOGARITHM)))


def _sd_of_mean(design: SeriesDesign) -> float:
    """The standard deviation of the mean of the points after, for points of standard deviation one."""
    m = design.points_after
    lags = np.arange(1, m)
    return math.sqrt((1 + 2 * float(((1 - lags / m) * design.autocorrelation**lags).sum())) / m)
