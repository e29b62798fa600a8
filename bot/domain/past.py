"""Earlier values of a metric that a charter file brings along, checked before any of them is logged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain import kpi
from bot.domain.calendar import UnreadableDay, parse_day, written_day
from bot.domain.dossier import Dossier
from bot.domain.numbers import Number, read_number
from bot.domain.pasted import Logged
from bot.domain.refusal import Refusal

MOST: Final = 500
"""Values that one charter brings at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with one value: its line (0 where that is not known), what stands there, and why.

    What is no error is logged all the same.
    """

    line: int
    text: str
    why: str
    is_error: bool = True


def problems_in(history: Sequence[Logged], dossier: Dossier, today: date) -> tuple[Problem, ...]:
    """Values whose day or level cannot be read or kept, days that stand twice, and days out of their order."""
    found: list[Problem] = []
    seen: dict[date, Logged] = {}
    latest: date | None = None
    for each in history[:MOST]:
        day, wrong = _day_of(each, today)
        wrong = wrong or _wrong_level(each, dossier)
        if day is not None and day in seen:
            wrong = wrong or f"{written_day(day)} stands here twice{_at(seen[day])}."
        if wrong:
            found.append(_problem(each, wrong))
        elif day is not None and latest is not None and day < latest:
            behind = f"It stands behind {written_day(latest)}. The order makes no difference if the day is right."
            found.append(_problem(each, behind, is_error=False))
        if day is not None:
            seen.setdefault(day, each)
            latest = day if latest is None else max(latest, day)
    if len(history) > MOST:
        found.append(_problem(history[MOST], f"These are {len(history)} values; at most {MOST} fit."))
    return tuple(found)


def _problem(each: Logged, why: str, *, is_error: bool = True) -> Problem:
    return Problem(line=each.line, text=f"{each.day}: {each.value}", why=why, is_error=is_error)


def _at(each: Logged) -> str:
    return f", first in line {each.line}" if each.line else ""


def _day_of(each: Logged, today: date) -> tuple[date | None, str]:
    try:
        day = parse_day(each.day, today, is_past=True)
        kpi.must_be_past(day, today)
    except (UnreadableDay, Refusal) as refusal:
        return None, str(refusal)
    return day, ""


def _wrong_level(each: Logged, dossier: Dossier) -> str:
    """Without a unit in the file, which may stand in the project already, a level need only be a number."""
    if not dossier.charter.text("metric_unit"):
        reading = read_number(each.value)
        return "" if isinstance(reading, Number) else f"{reading.reason} {reading.hint}"
    try:
        kpi.read_level(dossier, each.value, None)
    except Refusal as refusal:
        return str(refusal)
    return ""
