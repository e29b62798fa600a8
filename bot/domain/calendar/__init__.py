"""Calendar: zones, wall times, working days, schedules, and the days and times people type."""

from bot.domain.calendar.errors import UnknownCountry, UnknownZone, UnreadableDay, UnreadableTime, UnreadableWeekday
from bot.domain.calendar.occurrences import (
    Cadence,
    Occurrence,
    next_local,
    next_occurrence,
    occurrences_between,
)
from bot.domain.calendar.typed_days import parse_day, written_day
from bot.domain.calendar.typed_times import parse_time, parse_weekday, parse_zone
from bot.domain.calendar.wall_time import ZONE_HINT, Weekday, as_utc, local_date, local_instant, local_time, zone
from bot.domain.calendar.working_days import (
    WorkingHours,
    add_working_days,
    holidays_of,
    in_working_hours,
    is_working_day,
    next_opening,
    working_days_between,
)

__all__ = [
    "ZONE_HINT",
    "Cadence",
    "Occurrence",
    "UnknownCountry",
    "UnknownZone",
    "UnreadableDay",
    "UnreadableTime",
    "UnreadableWeekday",
    "Weekday",
    "WorkingHours",
    "add_working_days",
    "as_utc",
    "holidays_of",
    "in_working_hours",
    "is_working_day",
    "local_date",
    "local_instant",
    "local_time",
    "next_local",
    "next_occurrence",
    "next_opening",
    "occurrences_between",
    "parse_day",
    "parse_time",
    "parse_weekday",
    "parse_zone",
    "working_days_between",
    "written_day",
    "zone",
]
