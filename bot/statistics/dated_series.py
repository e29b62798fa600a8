"""A series with its dates as arrays: which points lie after the change, its trend, weekdays and controls as columns."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.statistics.arrays import BoolArray, FloatArray, has_spread, indicator, vector
from bot.statistics.longitudinal_summary import Rhythm, Series
from bot.statistics.reasons import NotComputable, Reason

STEP_DAYS: Final = {Rhythm.DAILY: 1, Rhythm.WEEKLY: 7}
FEWEST_BEFORE: Final = {Rhythm.DAILY: 14, Rhythm.WEEKLY: 6}
FEWEST_AFTER: Final = {Rhythm.DAILY: 7, Rhythm.WEEKLY: 2}
WANTED_BEFORE: Final = {Rhythm.DAILY: 56, Rhythm.WEEKLY: 26}
WANTED_AFTER: Final = {Rhythm.DAILY: 28, Rhythm.WEEKLY: 8}
"""With fewer points after, 95 % intervals held the effect in 83 to 93 % of 500 simulated series each (AR(1) of 0.4).

By days before and after: 83 % at 14/7, 91 % at 56/7, 92 % at 56/27, 95 % at 90/28. By weeks: 87 % at 8/4, 88 % at 26/4
and at 26/8, 91 % at 52/26. Differences without a trend hold some points more.
"""

POINTS_A_CONTROL: Final = 10
_DAYS_A_WEEK: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dated:
    """Values (n,), points after the change (n,), and the time of each in steps of its rhythm since the change (n,)."""

    series: Series
    y: FloatArray
    after: BoolArray
    time: FloatArray

    @property
    def gaps(self) -> bool:
        """Whether points of the rhythm are missing."""
        return bool((np.diff(self.time) > 1).any())

    def weekdays(self) -> FloatArray:
        """One column for each weekday but the first that occurs, for daily series; of shape (n, up to 6)."""
        if self.series.rhythm is not Rhythm.DAILY:
            return np.empty((self.y.size, 0))
        days = np.array([day.toordinal() % _DAYS_A_WEEK for day in self.series.dates])
        return np.asarray(days[:, None] == np.unique(days)[1:], dtype=np.float64)

    def controls(self) -> FloatArray:
        """The control series around their means, in their own standard deviations; of shape (n, controls)."""
        columns = [self._control(number) for number in range(len(self.series.controls))]
        return np.column_stack(columns) if columns else np.empty((self.y.size, 0))

    def _control(self, number: int) -> FloatArray:
        control = self.series.controls[number]
        values = vector(control.values, f"controls.{control.name}", length=self.y.size, varying=True)
        if not has_spread(values[~self.after]):
            words = f"The control {control.name} never changes before the change."
            raise NotComputable(Reason.NO_SPREAD, words, field=f"controls.{control.name}")
        return np.asarray((values - values.mean()) / values.std(), dtype=np.float64)


def dated(series: Series) -> Dated:
    """The arrays of a series; refused when dates do not fit its rhythm or either side has too few points."""
    y = vector(series.values, "values")
    days = np.array([day.toordinal() for day in series.dates], dtype=np.float64)
    if days.size != y.size:
        words = f"There are {days.size} dates for {y.size} values."
        raise NotComputable(Reason.BAD_INPUT, words, field="dates")
    if (np.diff(days) < STEP_DAYS[series.rhythm]).any():
        words = f"The dates must increase by a step of a {series.rhythm} series at least."
        raise NotComputable(Reason.BAD_INPUT, words, field="dates")
    start = series.start.toordinal()
    after = indicator((days >= start).astype(float).tolist(), "start", length=y.size)
    _enough(int((~after).sum()), FEWEST_BEFORE[series.rhythm], "before")
    _enough(int(after.sum()), FEWEST_AFTER[series.rhythm], "after")
    if not has_spread(y[~after]):
        raise NotComputable(Reason.NO_SPREAD, "The series never changes before the change.", field="values")
    return Dated(series=series, y=y, after=after, time=(days - start) / STEP_DAYS[series.rhythm])


def check_controls(given: Dated) -> None:
    """Refuses more control series than one for each ten points before the change: they would fit its noise."""
    controls, points = len(given.series.controls), int((~given.after).sum())
    most = points // POINTS_A_CONTROL
    if controls > most:
        words = (
            f"There are {controls} control series for {points} points before the change; one for each "
            f"{POINTS_A_CONTROL} points fits, so at most {most} here. Leave out those that say least of the metric, or "
            "add points from before."
        )
        raise NotComputable(Reason.TOO_FEW, words, field="controls")


def _enough(points: int, fewest: int, side: str) -> None:
    if points < fewest:
        words = f"There are {points} points {side} the change; at least {fewest} are needed."
        raise NotComputable(Reason.TOO_FEW, words, field="values")
