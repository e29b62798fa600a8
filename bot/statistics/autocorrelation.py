"""How much the residuals of a series depend on the ones before: Durbin-Watson and Ljung-Box."""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from bot.statistics.arrays import FloatArray
from bot.statistics.reasons import NotComputable, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class LjungBox:
    """The portmanteau statistic and its chi-square p-value."""

    statistic: float
    p_value: float


def durbin_watson(residuals: FloatArray) -> float:
    """Sum of squared steps over the sum of squares: 2 without autocorrelation, 0 at +1, 4 at -1."""
    steps = np.diff(residuals)
    return float(steps @ steps / (residuals @ residuals))


def ljung_box(residuals: FloatArray, *, lags: int, ddof: int = 0) -> LjungBox:
    """Q = n (n+2) sum r_k^2 / (n-k) over the first lags, on lags - ddof degrees of freedom (Ljung and Box, 1978)."""
    n = residuals.size
    if not 1 <= lags < n:
        raise NotComputable(Reason.BAD_INPUT, f"{lags} lags do not fit {n} points.", field="lags")
    if not 0 <= ddof < lags:
        raise NotComputable(Reason.BAD_INPUT, "ddof must be less than the number of lags.", field="ddof")
    centred = residuals - residuals.mean()
    squares = float(centred @ centred)
    shares = [float(centred[lag:] @ centred[:-lag]) / squares for lag in range(1, lags + 1)]
    statistic = n * (n + 2) * sum(share**2 / (n - lag) for lag, share in enumerate(shares, start=1))
    return LjungBox(statistic=statistic, p_value=float(chdtrc(lags - ddof, statistic)))
