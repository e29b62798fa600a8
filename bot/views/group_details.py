"""The details of a readout whose arms are made of clusters or periods: what was the unit, and what the periods say."""

from typing import Final

from bot.domain.calendar.wall_time import Weekday
from bot.domain.metrics import Unit
from bot.statistics.arms.summary import ArmsReadout, CarryOver, Counted, PeriodsNote
from bot.views.comparisons import Scale
from bot.views.lines import Line
from bot.views.words import Words

_WEEKDAYS: Final = tuple(Weekday)
_DETAILS: Final = "experiment/details"


def of_groups(arms: ArmsReadout, unit: Unit, words: Words, *, early: bool) -> list[Line]:
    """How the groups were read; nothing where units were assigned one by one."""
    if arms.counted is Counted.UNITS:
        return []
    found = [words.line(_DETAILS, f"by_{arms.counted}")]
    if arms.periods is not None:
        found += _of_periods(arms.periods, unit, words, early=early)
    return found


def _of_periods(periods: PeriodsNote, unit: Unit, words: Words, *, early: bool) -> list[Line]:
    found = [] if early else [_carry_over(periods.carry_over, unit, words)]
    days = ", ".join(words.label("weekday", _WEEKDAYS[day]) for day in periods.weekdays)
    hours = ", ".join(f"{hour:02}:00" for hour in periods.hours)
    if days or hours:
        found.append(words.line(_DETAILS, "one_sided", when=", ".join(filter(None, (days, hours)))))
    return found


def _carry_over(carry_over: CarryOver | None, unit: Unit, words: Words) -> Line:
    """What is left without the first period after each switch; before the planned end nothing, as of any interval."""
    if carry_over is None:
        return words.line(_DETAILS, "carry_over_unseen")
    scale = Scale.of(words.figures, unit, (carry_over.low, carry_over.high), carry_over.difference)
    return words.line(
        _DETAILS,
        "carry_over",
        difference=scale.change(carry_over.difference),
        interval=scale.interval(carry_over.low, carry_over.high),
        differs=carry_over.differs,
    )
