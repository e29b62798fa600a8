"""Quantiles and tail probabilities of the reference distributions, as plain floats."""

import math

from scipy import special


def normal_quantile(share: float) -> float:
    """The z below which this share of a standard normal lies."""
    return float(special.ndtri(share))


def normal_below(z: float) -> float:
    """The share of a standard normal below z."""
    return float(special.ndtr(z))


def t_quantile(share: float, df: float) -> float:
    """The t below which this share of Student's distribution lies; infinite df is the normal."""
    return normal_quantile(share) if math.isinf(df) else float(special.stdtrit(df, share))


def t_below(t: float, df: float) -> float:
    """The share of Student's distribution below t; infinite df is the normal."""
    return normal_below(t) if math.isinf(df) else float(special.stdtr(df, t))


def as_t(z: float, df: float) -> float:
    """Student's t that is exceeded as rarely as this z >= 0 is; infinite df leaves it."""
    return z if math.isinf(df) else -t_quantile(normal_below(-z), df)


def as_normal(t: float, df: float) -> float:
    """The z of the same sign that is exceeded as rarely as this t is: `as_t` the other way round."""
    return t if math.isinf(df) else math.copysign(normal_quantile(t_below(-abs(t), df)), t)


def noncentral_t_below(t: float, df: float, noncentrality: float) -> float:
    """The share of the noncentral t distribution below t."""
    return float(special.nctdtr(df, noncentrality, t))


def chi_square_above(statistic: float, df: int) -> float:
    """The share of a chi-square distribution above the statistic."""
    return float(special.chdtrc(df, statistic))
