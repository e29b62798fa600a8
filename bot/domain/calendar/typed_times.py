"""Times of day, weekdays and zones as people type them."""

import re
from datetime import time
from difflib import get_close_matches
from functools import cache
from unicodedata import normalize
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names

from bot.domain.calendar.errors import UnknownZone, UnreadableTime, UnreadableWeekday
from bot.domain.calendar.wall_time import Weekday, zone

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:(?:\s?[:.h]\s?)(?P<minute>\d{2}))?(?::(?P<second>00))?"
    r"\s?(?P<half>am|pm)?\s?(?:h|uhr|o'clock|hrs)?"
)
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_TIME_HINT = "Write one like 9:00, 14:30 or 9am."
# Abbreviations that do not say whether the place has daylight saving time, and what people who write them mean.
_MEANT = {
    "est": "America/New_York",
    "edt": "America/New_York",
    "et": "America/New_York",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "ct": "America/Chicago",
    "mst": "America/Denver",
    "mdt": "America/Denver",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pt": "America/Los_Angeles",
    "bst": "Europe/London",
    "ist": "Asia/Kolkata",
    "jst": "Asia/Tokyo",
    "cest": "Europe/Berlin",
    "aest": "Australia/Sydney",
}


def folded(text: str) -> str:
    """The text as compared here: compatibility forms resolved, blanks single, case folded."""
    return " ".join(normalize("NFKC", text).casefold().split())


def parse_time(text: str) -> time:
    """The time of day that was typed ("9", "9:00", "9am", "14:30", "noon"); raises `UnreadableTime`."""
    said = folded(text).replace("a.m.", "am").replace("p.m.", "pm").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if said in _NAMED_TIMES:
        return _NAMED_TIMES[said]
    found = _CLOCK.fullmatch(said)
    if not found or not said.isascii():
        raise UnreadableTime("This is not a time of day.", _TIME_HINT)
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half and not 1 <= hour <= 12:
        raise UnreadableTime(f"There is no {hour} {half}.", _TIME_HINT)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise UnreadableTime(f"There is no {found['hour']}:{minute:02} on a clock.", _TIME_HINT)
    return time(hour, minute)


def parse_weekday(text: str, locale: str | None = None) -> Weekday:
    """The weekday that was named, in English or in the person's language; raises `UnreadableWeekday`."""
    said = folded(text).rstrip(".").removeprefix("on ")
    names = _weekday_names("en") | (_weekday_names(locale) if locale else {})
    singular = said.removesuffix("s")
    if said in names or singular in names:
        return names.get(said) or names[singular]
    raise UnreadableWeekday("This is not a weekday.", "Write one like Monday or mon.")


@cache
def _weekday_names(locale: str) -> dict[str, Weekday]:
    try:
        spoken = Locale.parse(locale.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return {}
    names: dict[str, Weekday] = {"tues": Weekday.TUESDAY, "thur": Weekday.THURSDAY, "thurs": Weekday.THURSDAY}
    for width in ("wide", "abbreviated", "short"):
        for number, name in get_day_names(width, locale=spoken).items():
            names[folded(name).rstrip(".")] = tuple(Weekday)[number]
    return names


def parse_zone(text: str) -> ZoneInfo:
    """The zone that was typed, by its IANA name in any case or by its city; raises `UnknownZone` with near names."""
    said = folded(text).replace(" ", "_")
    if said in _MEANT:
        raise UnknownZone(
            f"“{text.strip()}” does not say whether its clocks change.", f"Write the place, perhaps {_MEANT[said]}."
        )
    known = _zone_names()
    if said in known:
        return zone(known[said])
    cities = sorted(name for key, name in known.items() if key.rpartition("/")[2] == said)
    if len(cities) == 1:
        return zone(cities[0])
    near = cities or [known[key] for key in get_close_matches(said[:60], known, n=3)]
    if not near:
        return zone(text)  # says what is wrong
    raise UnknownZone(f"“{text.strip()[:60]}” is not one time zone.", f"Did you mean {' or '.join(near)}?")


@cache
def _zone_names() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones()) if name not in {"Factory", "localtime"}}
