"""What a series would have done without the change: a drifting level plus control series, carried on past the change.

The model is y_t = level_t + x_t b + noise, level_t = level_(t-1) + drift, with the default priors of Brodersen et al.
(2015), but the two variances are set to their most probable values and b is the generalised least squares fit, so that
the answer is one calculation and not a sample. Differences of y have a tridiagonal covariance: the work grows with n.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.linalg import cho_solve_banded, cholesky_banded
from scipy.optimize import minimize

from bot.statistics.arrays import BoolArray, FloatArray, Places, has_spread
from bot.statistics.estimates import Estimate
from bot.statistics.reasons import NotComputable, Reason

_DRIFT_GUESS: Final = 0.01**2
"""The prior's variance of a step of the level, on the scale of a series with variance 1, worth 32 observations."""
_DRIFT_WORTH: Final = 32
_NOISE_GUESS: Final = 0.2
"""The prior's variance of the noise when the controls explain 80 %, worth 50 observations."""
_NOISE_WORTH: Final = 50
_SPARE: Final = 5
_LOGS: Final = (-9.0, 3.0)
"""Logarithms of standard deviations that are tried; further apart, the covariance would lose its digits."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Observed:
    """A series (n,) with its controls (n, k); `before` is one unbroken stretch, `after` lies wholly behind it."""

    y: FloatArray
    controls: FloatArray
    before: BoolArray
    after: BoolArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Steps:
    """Differences of the series before, scaled: their covariance's factor, the fit, and what misses."""

    factor: FloatArray
    coef: FloatArray
    residuals: FloatArray
    information: FloatArray
    drift: float
    noise: float
    misfit: float


def average_effect(observed: Observed) -> Estimate:
    """The mean of y - counterfactual over the points after, with its standard error."""
    before, after = np.flatnonzero(observed.before), np.flatnonzero(observed.after)
    _check(observed, before, after)
    used = slice(int(before[0]), int(after[-1]) + 1)
    spread = float(observed.y[observed.before].std(ddof=1))
    scales = observed.controls[observed.before].std(axis=0, ddof=1)
    y, controls = observed.y[used] / spread, observed.controls[used] / scales
    known = before.size
    steps = _most_probable(np.diff(y[:known]), np.diff(controls[:known], axis=0))
    ahead = after - before[0] - known + 1
    expected, variance = _average_ahead(steps, controls, known, ahead)
    actual = float(y[ahead + known - 1].mean()) - float(y[known - 1])
    return Estimate(value=(actual - expected) * spread, se=variance**0.5 * spread)


def _check(observed: Observed, before: Places, after: Places) -> None:
    count = observed.controls.shape[1]
    if before.size < count + _SPARE:
        words = f"{before.size} points before are too few for {count} controls; at least {count + _SPARE} are needed."
        raise NotComputable(Reason.TOO_FEW, words, field="y")
    if not after.size:
        raise NotComputable(Reason.TOO_FEW, "There is no point after the change.", field="y")
    if not has_spread(observed.y[observed.before]):
        raise NotComputable(Reason.NO_SPREAD, "y never changes before.", field="y")
    if not all(has_spread(column) for column in observed.controls[observed.before].T):
        raise NotComputable(Reason.NO_SPREAD, "A control never changes before.", field="controls")


def _most_probable(steps: FloatArray, controls: FloatArray) -> _Steps:
    lengths = np.linalg.norm(controls, axis=0)
    if not lengths.all() or np.linalg.matrix_rank(controls / lengths, tol=1e-9) < controls.shape[1]:
        words = "The controls do not vary independently of each other."
        raise NotComputable(Reason.NO_SPREAD, words, field="controls")
    start = np.log([_DRIFT_GUESS, _NOISE_GUESS]) / 2
    found = minimize(lambda logs: _given(logs, steps, controls).misfit, start, method="Nelder-Mead")
    if not found.success:
        raise NotComputable(Reason.NO_CONVERGENCE, "The variances of the series do not settle.", field="y")
    return _given(found.x, steps, controls)


def _given(logs: FloatArray, steps: FloatArray, controls: FloatArray) -> _Steps:
    """The fit for given standard deviations of drift and noise (in logs), and minus twice the log posterior, halved."""
    drift, noise = (float(variance) for variance in np.exp(2 * np.clip(logs, *_LOGS)))
    band = np.zeros((2, steps.size))
    band[0, 1:], band[1] = -noise, drift + 2 * noise
    factor = cholesky_banded(band)
    weighted = cho_solve_banded((factor, False), controls)
    information = controls.T @ weighted
    coef = np.linalg.solve(information, weighted.T @ steps)
    residuals = steps - controls @ coef
    square = float(residuals @ cho_solve_banded((factor, False), residuals))
    size = 2 * float(np.log(factor[1]).sum()) + float(np.linalg.slogdet(information)[1])
    prior = _surprise(drift, _DRIFT_GUESS, _DRIFT_WORTH) + _surprise(noise, _NOISE_GUESS, _NOISE_WORTH)
    return _Steps(
        factor=factor,
        coef=coef,
        residuals=residuals,
        information=information,
        drift=drift,
        noise=noise,
        misfit=(square + size) / 2 + prior,
    )


def _surprise(variance: float, guess: float, worth: float) -> float:
    """Minus the log of the inverse gamma prior, on the scale of the log variance."""
    return worth / 2 * (float(np.log(variance)) + guess / variance)


def _average_ahead(steps: _Steps, controls: FloatArray, known: int, ahead: Places) -> tuple[float, float]:
    """Mean and variance of the average of y at `ahead` points behind the last known one, relative to that one.

    The average is a weighted sum of the differences to come; only the first of them is correlated with one that is
    known, the last, through the noise of the last known point. Universal kriging gives the rest.
    """
    weights = (ahead[:, None] >= np.arange(1, int(ahead[-1]) + 1)).mean(axis=0)
    shared = np.zeros(known - 1)
    shared[-1] = -steps.noise
    carried = cho_solve_banded((steps.factor, False), shared)
    moved = controls[ahead + known - 1].mean(axis=0) - controls[known - 1]
    expected = float(moved @ steps.coef + carried @ steps.residuals)
    own = (steps.drift + 2 * steps.noise) * float(weights @ weights)
    own -= 2 * steps.noise * float(weights[1:] @ weights[:-1])
    differences = np.diff(controls[:known], axis=0)
    unsure = moved - differences.T @ carried
    return expected, own - float(carried @ shared) + float(unsure @ np.linalg.solve(steps.information, unsure))
