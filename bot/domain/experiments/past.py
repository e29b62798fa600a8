"""The metric's own past as designs over time need it: measured where enough was logged, else what is usual."""

import itertools
import math
import statistics
from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.metrics import BUSINESS, Observation
from bot.statistics.verdicts.summary import History

USUAL_SPREAD: Final = 0.03
USUAL_AUTOCORRELATION: Final = 0.4
USUAL_DAYS: Final = 90
_FEWEST_POINTS: Final = 14
_WEEK: Final = 7
_FEWEST_WITH_WEEKDAYS: Final = 4 * _WEEK
"""Fewer weeks say too little of each weekday."""
_MOST_CORRELATION: Final = 0.95
_LEAST_SPREAD: Final = 1e-9


def past_of(observations: tuple[Observation, ...], *, days: int | None) -> History:
    """The spread of a day around trend and weekday as a share of the level, and how alike neighbouring days are.

    Measured from the logged values of the business metric where they are at least 14 days without a gap; weekdays are
    taken out from four weeks on. Else what such metrics usually do, over `days` where somebody named them.
    """
    logged = _logged(observations)
    values = list(logged.values())
    level = statistics.fmean(values) if values else 0.0
    if len(values) < _FEWEST_POINTS or level == 0 or not _is_daily(list(logged)):
        return History(
            spread=USUAL_SPREAD, autocorrelation=USUAL_AUTOCORRELATION, days=days or USUAL_DAYS, assumed=True
        )
    groups = _WEEK if len(values) >= _FEWEST_WITH_WEEKDAYS else 1
    residuals = _residuals(values, groups)
    # One level for each group, and one slope.
    spread = math.sqrt(math.fsum(each**2 for each in residuals) / (len(values) - groups - 1)) / abs(level)
    return History(
        spread=max(spread, _LEAST_SPREAD), autocorrelation=_correlation(residuals), days=len(values), assumed=False
    )


def _logged(observations: tuple[Observation, ...]) -> dict[date, float]:
    """The values of the business metric by day, oldest first; what was recorded last of a day counts."""
    own = sorted((each for each in observations if each.metric == BUSINESS), key=lambda each: (each.day, each.at))
    return {each.day: each.value for each in own}


def _is_daily(days: list[date]) -> bool:
    return (days[-1] - days[0]).days + 1 == len(days)


def _residuals(values: Sequence[float], groups: int) -> list[float]:
    """What least squares leave of consecutive days: one line, with a level of its own for every `groups`-th day.

    Taking the levels out of days and values first gives the same line as all at once (Frisch and Waugh 1933); a single
    group is a plain trend.
    """
    days = _around_levels(range(len(values)), groups)
    apart = _around_levels(values, groups)
    slope = math.fsum(day * value for day, value in zip(days, apart, strict=True)) / math.fsum(day**2 for day in days)
    return [value - slope * day for day, value in zip(days, apart, strict=True)]


def _around_levels(values: Sequence[float], groups: int) -> list[float]:
    levels = [statistics.fmean(values[group::groups]) for group in range(groups)]
    return [value - levels[place % groups] for place, value in enumerate(values)]


def _correlation(residuals: list[float]) -> float:
    """How alike neighbouring days are, from 0 to 0.95.

    Few points make it look smaller by (1 + 4 rho) / n (Kendall 1954, Biometrika 41), which is added back.
    """
    variance = math.fsum(each**2 for each in residuals)
    if not variance:
        return 0.0
    found = math.fsum(one * other for one, other in itertools.pairwise(residuals)) / variance
    corrected = found + (1 + 4 * found) / len(residuals)
    return min(_MOST_CORRELATION, max(0.0, corrected))
