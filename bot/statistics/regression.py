"""Least squares for series: classical, Newey-West and AR(1) errors."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.statistics.arrays import FloatArray
from bot.statistics.estimates import Estimate
from bot.statistics.reasons import NotComputable, Reason

_TINY: Final = 1e-12
_MOST_ROUNDS: Final = 1000
_SETTLED: Final = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fit:
    """Coefficients of shape (k,), their covariance (k, k), the residuals and the design given, n - k df."""

    coef: FloatArray
    covariance: FloatArray
    residuals: FloatArray
    design: FloatArray
    df: int

    def contrast(self, weights: FloatArray) -> Estimate:
        """The weighted sum of the coefficients."""
        variance = float(weights @ self.covariance @ weights)
        return Estimate(value=float(weights @ self.coef), se=variance**0.5, df=self.df)

    def coefficient(self, number: int) -> Estimate:
        """One coefficient."""
        return self.contrast(np.eye(self.coef.size)[number])

    @property
    def errors(self) -> FloatArray:
        """The standard errors, of shape (k,)."""
        return np.sqrt(np.diag(self.covariance))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ar1Fit:
    """A fit whose errors follow e_t = rho e_(t-1) + noise; the residuals of `fit` are those on the scale of y."""

    rho: float
    fit: Fit


def ols(y: FloatArray, design: FloatArray, *, field: str = "X") -> Fit:
    """Ordinary least squares of y (n,) on the design (n, k), with s2 (X'X)^-1 on n - k degrees of freedom."""
    coef, inverse = _solved(y, design, field=field)
    residuals = y - design @ coef
    df = y.size - coef.size
    squares = float(residuals @ residuals)
    if squares <= (_TINY * float(np.linalg.norm(y))) ** 2:
        raise NotComputable(Reason.NO_SPREAD, "The fit is exact: nothing is left to estimate an error from.", field="y")
    return Fit(coef=coef, covariance=inverse * (squares / df), residuals=residuals, design=design, df=df)


def newey_west(fit: Fit, lag: int) -> Fit:
    """The same coefficients with the covariance of Newey and West (1987), Bartlett weights, times n/(n-k)."""
    n, k = fit.design.shape
    if not 0 <= lag < n:
        raise NotComputable(Reason.BAD_INPUT, f"A lag of {lag} does not fit {n} points.", field="max_lag")
    moments = fit.design * fit.residuals[:, None]
    middle = moments.T @ moments
    for step in range(1, lag + 1):
        shifted = moments[step:].T @ moments[:-step]
        middle += (1 - step / (lag + 1)) * (shifted + shifted.T)
    _, inverse = _solved(fit.residuals, fit.design, field="X")
    covariance = inverse @ middle @ inverse * (n / (n - k))
    return Fit(coef=fit.coef, covariance=covariance, residuals=fit.residuals, design=fit.design, df=fit.df)


def newey_west_lag(n: int, *, daily: bool = False) -> int:
    """floor(4 (n/100)^(2/9)), the rule of Stata and EViews; daily series take a whole week at least."""
    rule = int(4 * (n / 100) ** (2 / 9))
    return min(max(rule, 7) if daily else rule, n - 1)


def cochrane_orcutt(y: FloatArray, design: FloatArray, *, field: str = "X") -> Ar1Fit:
    """AR(1) errors by iterated Cochrane-Orcutt: rho = sum(e_t e_(t-1)) / sum(e_t^2), the first observation dropped."""
    residuals = ols(y, design, field=field).residuals
    rho = _first_order(residuals)
    for _ in range(_MOST_ROUNDS):
        fit = ols(y[1:] - rho * y[:-1], design[1:] - rho * design[:-1], field=field)
        residuals = y - design @ fit.coef
        before, rho = rho, _first_order(residuals)
        if abs(rho - before) < _SETTLED:
            told = Fit(coef=fit.coef, covariance=fit.covariance, residuals=residuals, design=design, df=fit.df)
            return Ar1Fit(rho=rho, fit=told)
    raise NotComputable(Reason.NO_CONVERGENCE, "The autocorrelation of the errors does not settle.", field="y")


def _first_order(residuals: FloatArray) -> float:
    return float(residuals[1:] @ residuals[:-1] / (residuals @ residuals))


def _solved(y: FloatArray, design: FloatArray, *, field: str) -> tuple[FloatArray, FloatArray]:
    """The coefficients and (X'X)^-1, by QR of the columns brought to one length."""
    n, k = design.shape
    if n <= k:
        words = f"{n} points cannot carry {k} coefficients and an error."
        raise NotComputable(Reason.TOO_FEW, words, field="y")
    lengths = np.linalg.norm(design, axis=0)
    if not lengths.all() or np.linalg.matrix_rank(design / lengths, tol=1e-9) < k:
        words = f"The columns of {field} do not vary independently of each other."
        raise NotComputable(Reason.NO_SPREAD, words, field=field)
    orthogonal, triangular = np.linalg.qr(design / lengths)
    back = np.linalg.inv(triangular)
    return (back @ (orthogonal.T @ y)) / lengths, (back @ back.T) / np.outer(lengths, lengths)
