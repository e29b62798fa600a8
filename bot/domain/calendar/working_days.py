"""Working days and hours: when a person may be written to, and how many of their days a deadline is away."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from bot.domain.calendar.errors import UnknownCountry
from bot.domain.calendar.wall_time import Weekday, as_utc, local_date, local_instant

_LONGEST_REST = 1000  # days without a single working day: no calendar of people looks like this
_WORKING_WEEK = frozenset({Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY})


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingHours:
    """The wall times, end excluded, and the weekdays on which a person works."""

    start: time = time(9)
    end: time = time(17)
    days: frozenset[Weekday] = _WORKING_WEEK

    def __post_init__(self) -> None:
        if self.start.tzinfo is not None or self.end.tzinfo is not None:
            raise ValueError("working hours are wall times, without a zone of their own")
        if self.start >= self.end:
            raise ValueError("working hours must start before they end, on the same day")
        if not self.days:
            raise ValueError("working hours need at least one working day")


def is_working_day(day: date, holidays_there: Container[date], hours: WorkingHours) -> bool:
    """Whether the person works on this date."""
    return Weekday.of(day) in hours.days and day not in holidays_there


def add_working_days(day: date, count: int, holidays_there: Container[date], hours: WorkingHours) -> date:
    """The date `count` working days later (earlier when negative); zero gives the day itself, working or not."""
    step = timedelta(days=1 if count > 0 else -1)
    reached = day
    for _ in range(abs(count)):
        reached = _next_working_day(reached, step, holidays_there, hours)
    return reached


def _next_working_day(day: date, step: timedelta, holidays_there: Container[date], hours: WorkingHours) -> date:
    for distance in range(1, _LONGEST_REST):
        candidate = day + distance * step
        if is_working_day(candidate, holidays_there, hours):
            return candidate
    raise ValueError(f"no working day within {_LONGEST_REST} days of {day.isoformat()}")


def working_days_between(earlier: date, later: date, holidays_there: Container[date], hours: WorkingHours) -> int:
    """How many working days lie after `earlier` up to and including `later`; negative when `later` comes first."""
    if later < earlier:
        return -working_days_between(later, earlier, holidays_there, hours)
    days = (earlier + timedelta(days=n) for n in range(1, (later - earlier).days + 1))
    return sum(is_working_day(day, holidays_there, hours) for day in days)


def in_working_hours(now: datetime, where: ZoneInfo, hours: WorkingHours, holidays_there: Container[date]) -> bool:
    """Whether the person is at work at this instant."""
    today = local_date(now, where)
    # A fold over midnight puts the clock back to yesterday while the new day's hours may already have begun.
    windows = (_window(today + timedelta(days=n), where, hours, holidays_there) for n in (0, 1))
    return any(opening <= now < closing for opening, closing in windows)


def next_opening(now: datetime, where: ZoneInfo, hours: WorkingHours, holidays_there: Container[date]) -> datetime:
    """The first instant, `now` included, at which the person is at work, in UTC."""
    now = as_utc(now)
    today = local_date(now, where)
    for distance in range(_LONGEST_REST):
        opening, closing = _window(today + timedelta(days=distance), where, hours, holidays_there)
        if now < closing and opening < closing:
            return max(now, opening)
    raise ValueError(f"no working hours within {_LONGEST_REST} days of {today.isoformat()}")


def _window(
    day: date, where: ZoneInfo, hours: WorkingHours, holidays_there: Container[date]
) -> tuple[datetime, datetime]:
    """The instants between which the person works on a date; equal ones (an empty window) when not at all."""
    opening = local_instant(day, hours.start, where)
    if not is_working_day(day, holidays_there, hours):
        return opening, opening
    return opening, local_instant(day, hours.end, where)


def holidays_of(country: str, years: Iterable[int]) -> frozenset[date]:
    """The public holidays of a country ("DE") or of a part of it ("DE-BY") in these years."""
    code, _, part = country.strip().upper().partition("-")
    try:
        return frozenset(holidays.country_holidays(code, subdiv=part or None, years=tuple(years)))
    except NotImplementedError:
        raise UnknownCountry(
            f"“{country[:20]}” is not a country whose holidays are known.", "Write a code like DE, US or DE-BY."
        ) from None
