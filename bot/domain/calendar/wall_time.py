"""Wall time: turns a day and a time in an IANA zone into an instant, whatever daylight saving does there."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.calendar.errors import UnknownZone

# These exist on some machines only, or count leap seconds; "Factory" is the zone of a machine nobody configured.
ZONE_HINT = "Write one like Europe/Berlin or America/New_York."
_NOT_A_PLACE = ("posix/", "right/", "localtime", "posixrules", "Factory")


class Weekday(StrEnum):
    """The days of the week by name, because no two libraries agree on their numbers."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @classmethod
    def of(cls, day: date) -> Self:
        """The weekday of a date."""
        return tuple(cls)[day.weekday()]

    def on_or_after(self, day: date) -> date:
        """The first date with this weekday that is not before `day`."""
        ahead = (tuple(Weekday).index(self) - day.weekday()) % 7
        return day + timedelta(days=ahead)


def zone(name: str) -> ZoneInfo:
    """The IANA zone of this exact name; raises `UnknownZone` for any other text."""
    if not name.startswith(_NOT_A_PLACE):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass  # a folder of the database ("Europe"), a path out of it, or nothing at all
    shown = name if len(name) <= 60 else f"{name[:59]}…"
    raise UnknownZone(f"“{shown}” is not a time zone.", ZONE_HINT)


def as_utc(moment: datetime) -> datetime:
    """The same instant in UTC; a naive datetime raises ValueError, because nobody knows when it is."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("a naive datetime is not an instant")
    return moment.astimezone(UTC)


def local_date(moment: datetime, where: ZoneInfo) -> date:
    """The calendar day that people in the zone have at this instant."""
    return as_utc(moment).astimezone(where).date()


def local_time(moment: datetime, where: ZoneInfo) -> time:
    """The wall time that people in the zone read at this instant."""
    return as_utc(moment).astimezone(where).time()


def local_instant(day: date, at: time, where: ZoneInfo) -> datetime:
    """The UTC instant of a wall time: in a gap the first valid instant after it, in a fold the first of the two."""
    if at.tzinfo is not None:
        raise ValueError("a wall time has no zone of its own")
    wall = datetime.combine(day, at.replace(fold=0))
    first = wall.replace(tzinfo=where).astimezone(UTC)
    if first.astimezone(where).replace(tzinfo=None) == wall:
        return first
    return _end_of_gap(wall, where)


def _end_of_gap(wall: datetime, where: ZoneInfo) -> datetime:
    """The instant of the transition that skips this wall time, found by halving (transitions are whole seconds)."""
    skipped = wall.replace(tzinfo=where, microsecond=0)
    after = skipped.astimezone(UTC)  # read with the offset before the gap: an instant behind it
    before = skipped.replace(fold=1).astimezone(UTC)
    offset = before.astimezone(where).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(where).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after
