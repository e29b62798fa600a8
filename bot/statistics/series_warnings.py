"""What in a series weakens its readout: too short on a side, unlike itself just before, broken or diverging."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from bot.statistics.arrays import FloatArray
from bot.statistics.dated_series import WANTED_AFTER, WANTED_BEFORE, Dated
from bot.statistics.longitudinal_summary import Rhythm, SeriesWarning
from bot.statistics.reasons import NotComputable
from bot.statistics.robust_fit import robust_fit

HIGH_AUTOCORRELATION: Final = 0.6
"""From here on even AR(1) errors reject too often in a series of some months."""

_LAST_WEEKS: Final = {Rhythm.DAILY: 28, Rhythm.WEEKLY: 4}
_SURE: Final = 0.01


def of_history(dated: Dated) -> Iterable[SeriesWarning]:
    """What can be said of any series before its change."""
    before = int((~dated.after).sum())
    if before < WANTED_BEFORE[dated.series.rhythm]:
        yield SeriesWarning.SHORT_HISTORY
    if dated.gaps:
        yield SeriesWarning.MISSING_POINTS
    time = dated.time[~dated.after]
    if _differs(dated, np.asarray(time >= -_LAST_WEEKS[dated.series.rhythm], dtype=np.float64)):
        yield SeriesWarning.REGRESSION_TO_THE_MEAN


def of_points_after(dated: Dated) -> Iterable[SeriesWarning]:
    """Whether errors from regression are too small for so few points; a rank among placebos has none."""
    if int(dated.after.sum()) < WANTED_AFTER[dated.series.rhythm]:
        yield SeriesWarning.FEW_AFTER


def of_trend(dated: Dated) -> Iterable[SeriesWarning]:
    """Whether the trend bends in the middle of the time before the change."""
    time = dated.time[~dated.after]
    middle = (time[0] + time[-1]) / 2
    if _differs(dated, np.maximum(time - middle, 0.0)):
        yield SeriesWarning.TREND_BREAK_BEFORE


def of_parallels(dated: Dated) -> Iterable[SeriesWarning]:
    """Whether the difference of two series already drifts before the change."""
    if _differs(dated, dated.time[~dated.after], trend=False):
        yield SeriesWarning.DIVERGED_BEFORE


def _differs(dated: Dated, column: FloatArray, *, trend: bool = True) -> bool:
    """Whether the column is needed to explain the series before its change, at 1 % by the wider errors.

    A past that is too short for the question gives no warning here; `SHORT_HISTORY` already says so.
    """
    before = ~dated.after
    known = [np.ones(int(before.sum())), *([dated.time[before]] if trend else [])]
    design = np.column_stack([*known, dated.weekdays()[before], dated.controls()[before], column])
    try:
        fit = robust_fit(dated.y[before], design, daily=dated.series.rhythm is Rhythm.DAILY)
    except NotComputable:
        return False
    _, found = fit.wider(np.eye(design.shape[1])[-1])
    return found.p_value < _SURE
