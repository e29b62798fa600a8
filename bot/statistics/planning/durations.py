"""From units to calendar: days, and whole weeks, because a week is the cycle of most businesses."""

from collections.abc import Callable

from bot.statistics.planning.designs import whole
from bot.statistics.reasons import NotComputable, Reason

SHORTEST_WEEKS = 2
"""Below two whole weeks an effect may be novelty or a weekday."""

LONGEST_WEEKS = 52
"""How far ahead a curve of detectable effects looks."""


def days_for(units: float, per_day: float) -> int:
    """Days of traffic until that many units were seen."""
    _positive(per_day)
    return whole(units / per_day)


def weeks_for(units: float, per_day: float) -> int:
    """Whole weeks until that many units were seen, two at least."""
    _positive(per_day)
    return max(SHORTEST_WEEKS, whole(units / (7 * per_day)))


def first_week(power_at: Callable[[int], float], power: float, max_weeks: int) -> tuple[int | None, tuple[float, ...]]:
    """The first week with the power, None where there is none, and the power at the end of every week."""
    by_week = tuple(power_at(week) for week in range(1, max_weeks + 1))
    reached = (week for week, at in enumerate(by_week, start=1) if at >= power)
    return next(reached, None), by_week


def _positive(per_day: float) -> None:
    if per_day <= 0:
        raise NotComputable(Reason.BAD_INPUT, "There must be traffic.", field="daily_traffic")
