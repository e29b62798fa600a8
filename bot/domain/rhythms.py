"""When a digest is wanted, as people type it: a cadence, then a weekday, a time and a zone in any order."""

from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches

from bot.domain import calendar
from bot.domain.calendar import Cadence, Weekday
from bot.domain.refusal import Refusal
from bot.domain.text import shorten

_EXAMPLE = "Example: /plumb digest {cadence} monday 09:00 Europe/Berlin"
_WORD_MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When a digest is wanted: wall time in a zone."""

    cadence: Cadence
    weekday: Weekday
    at: time
    zone: str


def read_rhythm(words: tuple[str, ...], usual: Rhythm, locale: str | None) -> Rhythm:
    """The words behind the cadence; what is left out is as `usual`. Refusal names the word that cannot be read."""
    weekday: Weekday | None = None
    at: time | None = None
    zone: str | None = None
    for word in words:
        if weekday is None and (named := _weekday(word, locale)) is not None:
            weekday = named
        elif at is None and (clock := _time(word)) is not None:
            at = clock
        elif zone is None and not word[:1].isdigit():
            zone = _zone(word, usual.cadence)
        else:
            raise _unread(word, usual.cadence, f"I cannot read “{shorten(word, _WORD_MOST)}”.")
    return Rhythm(cadence=usual.cadence, weekday=weekday or usual.weekday, at=at or usual.at, zone=zone or usual.zone)


def _weekday(word: str, locale: str | None) -> Weekday | None:
    try:
        return calendar.parse_weekday(word, locale)
    except calendar.UnreadableWeekday:
        return None


def _time(word: str) -> time | None:
    try:
        return calendar.parse_time(word)
    except calendar.UnreadableTime:
        return None


def _zone(word: str, cadence: Cadence) -> str:
    try:
        return calendar.parse_zone(word).key
    except calendar.UnknownZone as unknown:
        near = get_close_matches(word.casefold(), list(Weekday), n=1)
        if near:
            raise _unread(word, cadence, f"“{word}” is not a weekday. Did you mean {near[0]}?") from None
        if "/" in word or unknown.hint != calendar.ZONE_HINT:
            raise
        said = shorten(word, _WORD_MOST)
        raise _unread(word, cadence, f"“{said}” is no weekday, no time of day and no time zone.") from None


def _unread(word: str, cadence: Cadence, words: str) -> Refusal:
    """The refusal of a word: a number may be a day of the month, which no digest comes on, or a time of no clock."""
    said = shorten(word, _WORD_MOST)
    if cadence is Cadence.MONTHLY and word.rstrip(".stndrh").isdecimal():
        words = "A monthly digest comes on the first such weekday of the month, not on a day by its number."
    elif word[:1].isdigit() and _time(word) is None:
        words = f"“{said}” is not a time of day."
    return Refusal(f"{words} {_EXAMPLE.format(cadence=cadence)}")
