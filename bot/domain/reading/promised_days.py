"""Reads by which day a sentence promises something, as exactly as it was written: a day, a month or a year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from babel.dates import get_month_names

from bot.domain.reading.patterns import DATE

_LANGUAGES: Final = ("en", "de", "fr", "es", "pt")
_MONTHS: Final = {
    name.casefold().rstrip("."): number
    for language in _LANGUAGES
    for width in ("wide", "abbreviated")
    for number, name in get_month_names(width, locale=language).items()
} | {"sept": 9}
_NAME: Final = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_YEAR: Final = r"20[2-9]\d"
_WRITTEN: Final = (
    rf"(?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)\b|"
    rf"(?:(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|\.)?\s(?:of\s|de\s)?)?(?P<month>{_NAME})\b\.?"
    rf"(?:\s(?P<behind>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?!\s?%))?(?:,?\s(?:de\s)?(?P<year>{_YEAR})\b)?|"
    rf"(?P<only>{_YEAR})\b"
)
_UNTIL: Final = r"(?:by|until|till|before|no later than|not later than|bis(?: zum)?|avant|d'ici|para|até|antes de)"
_PART: Final = (
    r"(?:the\s)?(?:(?:early|mid|late|anfang|mitte|ende|fin|finales de|fim de)[ -]|(?:end|start|middle) of\s)?(?:the\s)?"
)
_BY: Final = re.compile(rf"\b{_UNTIL}\s{_PART}(?:le\s|o\s|el\s)?(?:{_WRITTEN})", re.IGNORECASE)
_ELSE: Final = re.compile(
    r"[,:;]|\b(?:once|when|if|after|while|and|or|then|wenn|und|oder|quand|et|cuando|y)\b", re.IGNORECASE
)
"""Between a level and a day: the day is perhaps one of something else."""
_DATE: Final = re.compile(rf"{DATE}|(?-i:\bMay\b)", re.IGNORECASE)
"""May by itself is a month where it has a capital."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedDay:
    """By when, as far as it was written: a day or month may lack its year, a year its months."""

    typed: str
    year: int | None
    month: int | None
    day: int | None

    def allows(self, deadline: date) -> bool:
        """Whether a deadline may be what was written: in it, or right beside it ("before July" is the end of June)."""
        years = (self.year,) if self.year else (deadline.year - 1, deadline.year, deadline.year + 1)
        return any(self._spans(year, deadline) for year in years)

    def _spans(self, year: int, deadline: date) -> bool:
        first_month, last_month = (self.month, self.month) if self.month else (1, 12)
        longest = monthrange(year, last_month)[1]
        first = date(year, first_month, min(self.day, longest) if self.day else 1)
        last = date(year, last_month, min(self.day, longest) if self.day else longest)
        return first - timedelta(days=1) <= deadline <= last + timedelta(days=1)


def promised_day(text: str, *, before: str, after: str) -> PromisedDay | None:
    """The day by which a level is promised, in its sentence before or after it; None where the text has another one."""
    found = _BY.match(before.lstrip()) or _BY.search(after)
    if found is None or (found.string is after and _ELSE.search(after[: found.start()])):
        return None
    # A date that is written out may be two for the pattern: so many as in these words, and none besides.
    if len(_DATE.findall(text)) != len(_DATE.findall(found[0])):
        return None
    return _day(found)


def _day(found: re.Match[str]) -> PromisedDay:
    typed = found[0].strip().rstrip(".")
    if found["iso"]:
        year, month, *day = map(int, found["iso"].split("-"))
        return PromisedDay(typed=typed, year=year, month=month, day=day[0] if day else None)
    written = found["year"] or found["only"]
    day_ = found["day"] or found["behind"]
    return PromisedDay(
        typed=typed,
        year=int(written) if written else None,
        month=_MONTHS[found["month"].casefold()] if found["month"] else None,
        day=int(day_) if day_ else None,
    )
