"""A series interrupted once: its level before and after, with or without a trend that bends."""

from dataclasses import dataclass

import numpy as np

from bot.statistics.arrays import BoolArray, FloatArray
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.regression import Fit, newey_west, ols


def level_shift(y: FloatArray, after: BoolArray) -> Fit:
    """Fits y ~ const + after: the coefficients are the mean before and the change of the level."""
    return ols(y, np.column_stack([np.ones(y.size), after]), field="post")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Segments:
    """Points in time, and the last one before the change."""

    time: FloatArray
    after: BoolArray
    last_before: float

    def __post_init__(self) -> None:
        if not np.array_equal(self.time > self.last_before, self.after):
            words = "The change must come right after last_pre_time."
            raise NotComputable(Reason.BAD_INPUT, words, field="last_pre_time")


def segmented(y: FloatArray, segments: Segments) -> Fit:
    """Fits y ~ const + time + after + (time - last_before) after: constant, trend, change of level, of slope."""
    since = np.where(segments.after, segments.time - segments.last_before, 0.0)
    return ols(y, np.column_stack([np.ones(y.size), segments.time, segments.after, since]), field="time")


def with_errors(fit: Fit, lag: int | None) -> Fit:
    """The classical errors for None, else those of Newey-West with this lag."""
    return fit if lag is None else newey_west(fit, lag)
