"""Differences in differences: from four means, from two series, and from a panel with one treated unit."""

from dataclasses import dataclass

import numpy as np

from bot.statistics.arrays import BoolArray, FloatArray
from bot.statistics.interrupted_series import level_shift
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.regression import Fit, ols


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One group before and after, and the standard error of its change where it is known."""

    before: float
    after: float
    se: float | None = None

    def __post_init__(self) -> None:
        if self.se is not None and self.se < 0:
            raise NotComputable(Reason.BAD_INPUT, "A standard error cannot be negative.", field="se_change")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The difference of the changes; no standard error when one of the two is not known."""

    effect: float
    se: float | None


def of_changes(treated: Change, control: Change) -> Difference:
    """(treated after - before) - (control after - before); se = sqrt(se_t^2 + se_c^2) for independent groups."""
    effect = (treated.after - treated.before) - (control.after - control.before)
    known = treated.se is not None and control.se is not None
    return Difference(effect=effect, se=float(np.hypot(treated.se or 0.0, control.se or 0.0)) if known else None)


def of_panel(treated: FloatArray, controls: FloatArray, after: BoolArray) -> float:
    """Block means of a treated series (n,) and its controls (n, units): the two-way effect with equal weights."""
    others = controls.mean(axis=1)
    gap = treated - others
    return float(gap[after].mean() - gap[~after].mean())


def of_regression(treated: FloatArray, control: FloatArray, after: BoolArray) -> Fit:
    """Fits y ~ const + treated + after + treated after over both series stacked; the effect is the last coefficient."""
    n = treated.size
    group = np.repeat([1.0, 0.0], n)
    period = np.tile(after, 2).astype(np.float64)
    design = np.column_stack([np.ones(2 * n), group, period, group * period])
    return ols(np.concatenate([treated, control]), design, field="post")


def of_series(treated: FloatArray, control: FloatArray, after: BoolArray) -> Fit:
    """The level shift of the series treated - control; the effect is the last coefficient."""
    return level_shift(treated - control, after)
