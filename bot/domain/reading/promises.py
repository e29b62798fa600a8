"""Reads what a statement promises of one metric by name: from which level to which; only what is beyond doubt."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, assert_never

from bot.domain.metrics import Unit, UnitKind
from bot.domain.numbers import Number, read_number
from bot.domain.reading.patterns import FIGURE, plain
from bot.domain.reading.promise_places import is_of, is_whole, main_noun
from bot.domain.reading.promised_days import PromisedDay, promised_day

_SENTENCE: Final = re.compile(r"[^;\n]+?(?:(?<!\b[0-9])(?<!\b[0-9]{2})[.!?](?=\s)|(?=[;\n])|$)")
"""One or two digits and a point are a day as much of Europe writes it, not the end."""
_GOES_ON: Final = re.compile(rf"\bthen\b|(?:\bto\b|>)\s?{FIGURE}", re.IGNORECASE)
_DIGITS: Final = re.compile(r"[0-9](?:[0-9.,' ]*[0-9])?")
_PERCENT: Final = (
    r"\s?(?:%|percent\b|per cent\b|pct\b|prozent\b|pour cent\b|por ciento\b|por cento\b)"
    r"(?!\s?-?\s?(?:points?|punkte)\b)"
)
_MONEY: Final = r"(?:\s?(?:[€$£¥₹]|(?-i:[A-Z]{3})\b|euros?\b|dollars?\b|pounds?\b|yen\b))?"
_TO: Final = r"(?:\b(?:to|auf|à|a|al|para|até)\b|-*>|=>)"
_REACHES: Final = (
    r"\b(?:to|below|under|above|over|at most|at least|no more than|reach(?:es)?|auf|unter|über|höchstens|mindestens)\b"
)
_BARE: Final = frozenset({"count", "ratio"})
"""The units of a number that was written without any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedLevel:
    """A level as it was written; a fraction where it is in percent."""

    typed: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What a statement says of the metric: where it stands, where it shall get to, and by when; None where in doubt."""

    baseline: PromisedLevel | None = None
    target: PromisedLevel | None = None
    deadline: PromisedDay | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Move:
    """The metric goes to a level, from another one where that is said; `before` and `after` are its sentence."""

    levels: tuple[PromisedLevel, ...]
    before: str
    after: str


def promise_of(text: str, metric: str, unit: Unit) -> Promise:
    """What a statement promises of the metric in its unit: certain readings that all agree, or nothing."""
    moves = tuple(_moves(text, metric, unit)) if unit.label else ()
    baselines = {each.levels[0].value: each.levels[0] for each in moves if len(each.levels) > 1}
    targets = {each.levels[-1].value: each for each in moves}
    baseline = next(iter(baselines.values())) if len(baselines) == 1 else None
    last = next(iter(targets.values())) if len(targets) == 1 else None
    if last is None or _GOES_ON.search(last.after):
        return Promise(baseline=baseline)
    day = promised_day(plain(text), before=last.before, after=last.after)
    return Promise(baseline=baseline, target=last.levels[-1], deadline=day)


def last_digit(value: float, typed: str) -> float:
    """How much one of the last digit that was typed is, however its digits were grouped; 0 where none was."""
    found = _DIGITS.search(typed)
    digits = int("".join(filter(str.isdecimal, found[0]))) if found else 0
    return abs(value) / digits if digits else 0.0


def _moves(text: str, metric: str, unit: Unit) -> Iterator[_Move]:
    for sentence in _SENTENCE.finditer(plain(text)):
        said = sentence[0]
        for found in _pattern(unit, main_noun(metric)).finditer(said):
            before, after = said[: found.start()], said[found.end() :]
            levels = _levels(text[sentence.start() : sentence.end()], found, unit)
            if levels and is_of(metric, before) and is_whole(metric, after):
                yield _Move(levels=levels, before=before, after=after)


def _levels(typed: str, found: re.Match[str], unit: Unit) -> tuple[PromisedLevel, ...]:
    """The levels of a move as they were typed; none where one of them is no number in the metric's unit."""
    parts = (("first", "own"), ("second", "unit")) if found["first"] else (("second", "unit"),)
    numbers = [_read(found[figure], found[behind] or "", unit) for figure, behind in parts]
    read = [each for each in numbers if isinstance(each, Number)]
    if len(read) < len(parts) or not _fit({each.unit for each in read}, unit):
        return ()
    ends = [found.end(behind) if found[behind] else found.end(figure) for figure, behind in parts]
    return tuple(
        PromisedLevel(typed=typed[found.start(figure) : end].strip(), value=number.value)
        for (figure, _), end, number in zip(parts, ends, read, strict=True)
    )


def _read(figure: str, behind: str, unit: Unit) -> object:
    """A figure as a number: of percents the sign may stand behind the second only, other units tell no size."""
    match unit.kind:
        case UnitKind.PERCENT:
            return read_number(f"{figure}%")
        case UnitKind.MONEY:
            return read_number(f"{figure}{behind}")
        case UnitKind.PLAIN:
            return read_number(figure)
        case _:
            assert_never(unit.kind)


def _fit(units: set[str], unit: Unit) -> bool:
    """Whether all are in the metric's unit; of two amounts of money one may leave the currency to the other."""
    match unit.kind:
        case UnitKind.PERCENT:
            return units == {"percent"}
        case UnitKind.MONEY:
            return units - _BARE == {f"currency:{unit.label}"}
        case UnitKind.PLAIN:
            return units <= _BARE
        case _:
            assert_never(unit.kind)


@cache
def _pattern(unit: Unit, noun: str) -> re.Pattern[str]:
    """From a level to another, or to one; a plain unit stands behind the last, unless the metric's noun names it."""
    match unit.kind:
        case UnitKind.PERCENT:
            own, last = f"(?:{_PERCENT})?", _PERCENT
        case UnitKind.MONEY:
            own = last = _MONEY
        case UnitKind.PLAIN:
            named = rf"(?:\s?{re.escape(unit.label)}\b)"
            own, last = f"{named}?", f"{named}?" if unit.label.casefold() == noun else named
        case _:
            assert_never(unit.kind)
    first = rf"(?P<first>{FIGURE})(?P<own>{own})\s?(?:(?:down|up)\s)?{_TO}"
    return re.compile(rf"(?:{first}|{_REACHES})\s?(?P<second>{FIGURE})(?P<unit>{last})(?![a-z0-9%])", re.IGNORECASE)
