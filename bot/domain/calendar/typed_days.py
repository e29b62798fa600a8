"""Days as people type them: one calendar day, or the reason why it is none."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names

from bot.domain.calendar.errors import UnreadableDay, UnreadableWeekday
from bot.domain.calendar.typed_times import folded, parse_weekday

_EARLIEST, _LATEST = date(1970, 1, 1), date(2199, 12, 31)  # outside of these it is a slip of the finger
_HINT = "Write it like 2027-03-31."
_RELATIVE = {"today": 0, "now": 0, "tomorrow": 1, "yesterday": -1}
_PERIOD_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_SHORT_PERIODS = {"m": ["month"], "q": ["quarter"], "y": ["year"]}
_SHORT_MONTHS = get_month_names("abbreviated", locale="en")
_AMOUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reckoning:
    """What a day is counted from, and which way: days without a year lie ahead, unless they are of the past."""

    today: date
    locale: str | None
    is_past: bool


def parse_day(text: str, today: date, locale: str | None = None, *, is_past: bool = False) -> date:
    """The calendar day that was typed, relative words counted from `today`; raises `UnreadableDay`.

    2027-03-31, 31.3.2027, 31 March 2027, March 31 (the next one), tomorrow, Friday (the next one), in 3 weeks,
    end of March, end of Q2 2027. Whether 3/4/2027 is in March or April is decided by `locale`, else asked back.
    With `is_past`, a day, a weekday or a month's end without a year is the latest one that is not in the future.
    """
    reckoning = _Reckoning(today=today, locale=locale, is_past=is_past)
    said = folded(text).replace(",", " ")
    said = " ".join(said.split())
    if not said or len(said) > 60:
        raise UnreadableDay("This is not a day.", _HINT)
    for form in _FORMS:
        found = form(said, reckoning)
        if found is not None:
            return _within_reason(found)
    raise UnreadableDay("This is not a day.", _HINT)


def written_day(day: date) -> str:
    """A day as our sentences name it, and as `parse_day` reads it: 1 Feb 2027."""
    return f"{day.day} {_SHORT_MONTHS[day.month]} {day.year}"


def _within_reason(day: date) -> date:
    if not _EARLIEST <= day <= _LATEST:
        raise UnreadableDay(f"The year {day.year} is out of reach.", _HINT)
    return day


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise UnreadableDay(f"There is no {year:04}-{month:02}-{day:02} in the calendar.", _HINT) from None


def _year(text: str) -> int:
    if len(text) not in {2, 4}:
        raise UnreadableDay("The year needs four digits.", _HINT)
    return int(text) if len(text) == 4 else 2000 + int(text)


def _iso(said: str, _by: _Reckoning) -> date | None:
    plain = re.sub(r"([0-9]{4})\s?年\s?([0-9]{1,2})\s?月\s?([0-9]{1,2})\s?日", r"\1-\2-\3", said)
    found = re.fullmatch(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", plain)
    return _day(int(found[1]), int(found[3]), int(found[4])) if found else None


def _numeric(said: str, by: _Reckoning) -> date | None:
    found = re.fullmatch(r"([0-9]{1,2})([-/.])\s?([0-9]{1,2})\2\s?([0-9]{2,4})", said)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[3]), _year(found[4])
    if found[2] == "." or first > 12 or first == second:
        return _day(year, second, first)
    if second > 12:
        return _day(year, first, second)
    day_first = _writes_day_first(by.locale)
    if day_first is None:
        raise UnreadableDay("Which of the two is the month?", _HINT)
    return _day(year, second, first) if day_first else _day(year, first, second)


def _writes_day_first(locale: str | None) -> bool | None:
    """How the person's locale orders day and month; None when the locale does not say (no region, not known)."""
    spoken = _locale(locale)
    if spoken is None or (spoken.language == "en" and spoken.territory is None):
        return None
    pattern = str(spoken.date_formats["short"].pattern)
    return pattern.index("d") < pattern.index("M")


def _locale(locale: str | None) -> Locale | None:
    try:
        return Locale.parse(locale.replace("-", "_")) if locale else None
    except (ValueError, UnknownLocaleError):
        return None


def _with_month_name(said: str, by: _Reckoning) -> date | None:
    words = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b|(?<=[0-9])\.|\bof\b|\bde\b|\bthe\b", " ", said).split()
    months = [(place, _months(by.locale).get(word.rstrip("."))) for place, word in enumerate(words)]
    named = [(place, month) for place, month in months if month]
    if len(named) != 1 or not 2 <= len(words) <= 3:
        return None
    place, month = named[0]
    numbers = [word for other, word in enumerate(words) if other != place]
    if not all(re.fullmatch("[0-9]{1,4}", number) for number in numbers):
        return None
    if len(numbers[0]) > 2:
        numbers.reverse()
    if len(numbers[0]) > 2:
        raise UnreadableDay("Which day of that month?", _HINT)
    if len(numbers) == 2:
        return _day(_year(numbers[1]), month, int(numbers[0]))
    return _nearest_yearly(month, int(numbers[0]), by)


def _nearest_yearly(month: int, day: int, by: _Reckoning) -> date:
    """The next such day, or the latest; a 29 February is up to eight years away over a century."""
    step = -1 if by.is_past else 1
    for year in range(by.today.year, by.today.year + 9 * step, step):
        try:
            if ((found := date(year, month, day)) - by.today).days * step >= 0:
                return found
        except ValueError:
            continue
    return _day(by.today.year, month, day)


@cache
def _months(locale: str | None) -> dict[str, int]:
    names = {"sept": 9}
    for spoken in (_locale(locale), Locale("en")):
        for width in ("wide", "abbreviated"):
            if spoken is not None:
                names |= {folded(name).rstrip("."): n for n, name in get_month_names(width, locale=spoken).items()}
    return names


def _relative(said: str, by: _Reckoning) -> date | None:
    if said in _RELATIVE:
        return by.today + timedelta(days=_RELATIVE[said])
    if said == "next week":
        return by.today + timedelta(days=7)
    words = "|".join(_AMOUNTS)
    found = re.fullmatch(rf"(in )?([0-9]{{1,4}}|{words}) (day|week|month|year)s?( from now)?", said)
    if not found or bool(found[1]) == bool(found[4]):
        return None
    return _later(by.today, _AMOUNTS.get(found[2]) or int(found[2]), found[3])


def _later(today: date, amount: int, unit: str) -> date:
    try:
        if unit in {"day", "week"}:
            return today + timedelta(days=amount * (7 if unit == "week" else 1))
        months = today.year * 12 + today.month - 1 + amount * (12 if unit == "year" else 1)
        return min(date(months // 12, months % 12 + 1, 1) + timedelta(days=today.day - 1), _end(months))
    except (OverflowError, ValueError):
        raise UnreadableDay("That is out of reach.", _HINT) from None


def _end(months: int) -> date:
    """The last day of a month counted from year 0."""
    return date((months + 1) // 12, (months + 1) % 12 + 1, 1) - timedelta(days=1)


def _weekday(said: str, by: _Reckoning) -> date | None:
    is_past = by.is_past and not said.startswith(("next ", "this "))
    try:
        weekday = parse_weekday(said.removeprefix("next ").removeprefix("this ").removeprefix("last "), by.locale)
    except UnreadableWeekday:
        return None
    if is_past and not said.startswith("last "):
        return weekday.on_or_after(by.today - timedelta(days=6))
    return weekday.on_or_after(by.today + timedelta(days=-7 if said.startswith("last ") else 1))


def _end_of_period(said: str, by: _Reckoning) -> date | None:
    found = re.fullmatch(r"(?:the )?(?:by )?(?:the )?end of (.+)|eo([myq])", said)
    if not found:
        return None
    words = _SHORT_PERIODS[found[2]] if found[2] else found[1].removeprefix("the ").split()
    this_month = by.today.year * 12 + by.today.month - 1
    match words:
        case ["this" | "next" as which, period] if period in _PERIOD_MONTHS:
            length = _PERIOD_MONTHS[period]
            return _end(this_month - this_month % length + length * (2 if which == "next" else 1) - 1)
        case [period] if period in _PERIOD_MONTHS:
            return _end(this_month - this_month % _PERIOD_MONTHS[period] + _PERIOD_MONTHS[period] - 1)
        case _:
            return _end_of_named(words[0], words[1:], by)


def _end_of_named(name: str, rest: list[str], by: _Reckoning) -> date | None:
    quarter = re.fullmatch("q([1-4])", name)
    month = int(quarter[1]) * 3 if quarter else _months(by.locale).get(name.rstrip("."))
    if not rest and re.fullmatch("[0-9]{4}", name):
        return _day(_year(name), 12, 31)
    if month is None or len(rest) > 1 or not all(re.fullmatch("[0-9]{4}", year) for year in rest):
        return None
    if rest:
        return _end(_within_reason(_day(_year(rest[0]), month, 1)).year * 12 + month - 1)
    ends = [_end(year * 12 + month - 1) for year in range(by.today.year - 1, by.today.year + 2)]
    return max(end for end in ends if end <= by.today) if by.is_past else min(end for end in ends if end >= by.today)


_FORMS: tuple[Callable[[str, _Reckoning], date | None], ...] = (
    _iso,
    _numeric,
    _relative,
    _end_of_period,
    _with_month_name,
    _weekday,
)
