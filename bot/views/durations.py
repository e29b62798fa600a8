"""How long things take, in words: weeks, the wait for the last outcome, and a start on another day than registered."""

from typing import Final

from bot.views.words import Words

VERDICT: Final = "verdict/verdict"
_WEEKS_ALONE: Final = 26
"""Longer than this is told in months too, and longer than three years in years."""
_MONTHS_ALONE: Final = 36
_FEW_MONTHS: Final = 10.0
_WEEKS_A_MONTH: Final = 365.25 / 12 / 7


def weeks_of(weeks: int, words: Words) -> str:
    """So many weeks, in words."""
    return words.plain(VERDICT, "weeks", count=words.figures.number(weeks))


def days_of(days: int, words: Words) -> str:
    """So many days, in words; nothing for none."""
    return words.plain(VERDICT, "days", count=words.figures.number(days)) if days else ""


def months_of(weeks: int, words: Words) -> str:
    """Weeks in months or years where weeks are hard to picture, else nothing."""
    if weeks <= _WEEKS_ALONE:
        return ""
    months = round(weeks / _WEEKS_A_MONTH)
    if months <= _MONTHS_ALONE:
        return words.plain(VERDICT, "months", count=words.figures.number(months))
    return words.plain(VERDICT, "years", count=words.figures.number(round(months / 12)))


def months_text(months: float, words: Words) -> str:
    """So many months: with a decimal while there are few."""
    return words.figures.number(round(months, 1) if months < _FEW_MONTHS else round(months))


def lateness(days: int, words: Words) -> str:
    """A start so many days after the registered one, before it where negative; nothing on the day itself."""
    if not days:
        return ""
    return words.plain("experiment/run", "late", days=days_of(abs(days), words), is_later=days > 0)
