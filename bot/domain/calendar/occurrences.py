"""Schedules: the next instant of a weekly, biweekly or monthly wall time, exactly one for each period."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import count
from typing import NamedTuple, assert_never
from zoneinfo import ZoneInfo

from bot.domain.calendar.wall_time import Weekday, as_utc, local_date, local_instant


class Cadence(StrEnum):
    """How often something scheduled comes back."""

    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"


class Occurrence(NamedTuple):
    """One time of a schedule: its UTC instant, and the local date it stands for (the key of its period)."""

    at: datetime
    day: date


def next_local(after: datetime, at: time, where: ZoneInfo, weekday: Weekday | None = None) -> Occurrence:
    """The next time strictly after `after` that clocks there show `at`, on any day or on one weekday."""
    start = local_date(after, where)
    if weekday is None:
        return _first_after(after, _every(start, 1), at, where)
    return _first_after(after, _every(weekday.on_or_after(start), 7), at, where)


def next_occurrence(
    after: datetime, cadence: Cadence, weekday: Weekday, at: time, where: ZoneInfo, anchor: date
) -> Occurrence:
    """The schedule's next time strictly after `after`.

    Biweekly keeps the rhythm that begins with the first such weekday on or after `anchor`;
    monthly is the first such weekday of the month.
    """
    return _first_after(after, _days(local_date(after, where), cadence, weekday, anchor), at, where)


def occurrences_between(
    after: datetime, until: datetime, cadence: Cadence, weekday: Weekday, at: time, where: ZoneInfo, anchor: date
) -> tuple[Occurrence, ...]:
    """All times of the schedule after `after` up to and including `until`, oldest first: what was missed in between."""
    found = []
    following = next_occurrence(after, cadence, weekday, at, where, anchor)
    while following.at <= until:
        found.append(following)
        following = next_occurrence(following.at, cadence, weekday, at, where, anchor)
    return tuple(found)


def _first_after(after: datetime, days: Iterator[date], at: time, where: ZoneInfo) -> Occurrence:
    after = as_utc(after)
    candidates = (Occurrence(local_instant(day, at, where), day) for day in days)
    return next(candidate for candidate in candidates if candidate.at > after)


def _days(start: date, cadence: Cadence, weekday: Weekday, anchor: date) -> Iterator[date]:
    """The dates of the schedule from `start` on; for monthly, from the month of `start` on."""
    match cadence:
        case Cadence.WEEKLY:
            return _every(weekday.on_or_after(start), 7)
        case Cadence.BIWEEKLY:
            late = (start - weekday.on_or_after(anchor)).days % 14
            return _every(start + timedelta(days=(14 - late) % 14), 14)
        case Cadence.MONTHLY:
            return _monthly(start, weekday)
        case _:
            assert_never(cadence)


def _every(first: date, days: int) -> Iterator[date]:
    return (first + timedelta(days=days * n) for n in count())


def _monthly(start: date, weekday: Weekday) -> Iterator[date]:
    months = (start.year * 12 + start.month - 1 + n for n in count())
    return (weekday.on_or_after(date(month // 12, month % 12 + 1, 1)) for month in months)
