"""Reads a typed range, such as a low, a likely and a high value; only the fields that take one ask for it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.domain.numbers.outcome import AskBack, Invalid, Number, Reading
from bot.domain.numbers.reader import read_number
from bot.domain.numbers.tokens import UntypeableError, prepared
from bot.domain.numbers.written import echo_of, write_number

_BRACKETS: Final = re.compile(r"(?P<likely>.+?)\s*[\[(]\s*(?P<ends>.+?)\s*[\])]")
_BETWEEN: Final = re.compile(r"between\s+(?P<low>.+?)\s+and\s+(?P<high>.+)", re.IGNORECASE)
_GIVE_OR_TAKE: Final = re.compile(r"\s*(?:±|\+\s*/\s*-|\+-)\s*")
_THREE: Final = re.compile(r"\s*/\s*(?=[^\w\s]{0,2}\s*\d)")
_TO: Final = re.compile(r"\s+(?:to|bis)\s+", re.IGNORECASE)
_DASH: Final = re.compile(r"(?<=[\w%€$£¥])(?<!\de)\s*-\s*(?=[€$£¥]?\s*[-+]?\s*[€$£¥]?\s*\d)", re.IGNORECASE)
_FROM: Final = re.compile(r"^from\s+(?=.*\bto\b)", re.IGNORECASE)
_FIGURE: Final = re.compile(r"\d(?:[.,'\u2019\s]*\d)*")
_SCALED_FROM: Final = 100
"""How many times its figure a number is at least, where a word or a letter says how large it is: k, Mio., lakh, 万."""
_SIGN: Final = re.compile(r"^(?P<before>[€$£¥]?)\s*(?P<sign>[-+])\s*")
_SHARES: Final = frozenset({"percent", "relative_change"})
_IN_HUNDREDS: Final = _SHARES | {"percentage_points"}
_BARE: Final = frozenset({"count", "ratio"})
_TWO_UNITS: Final = "The two ends are in different units."
_MIXED: Final = "It is not clear how large the ends are: k or M stands at some of them only."
_REVERSED: Final = "The low end lies above the high end, or the likeliest value outside of them."


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A low, a likely and a high value in one unit of `read_number`; `echo` says what was understood."""

    low: float
    likely: float
    high: float
    unit: str
    echo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The pieces of a range: its ends, with the likeliest value where it was said, or how far to go from it.

    Ends around a dash stand so close that a scale behind the second is that of both.
    """

    low: str = ""
    likely: str = ""
    high: str = ""
    margin: str = ""
    is_dashed: bool = False


def read_range(
    text: str, locale: str | None = None, *, example: str = "", is_signed: bool = False
) -> Range | AskBack | Invalid | None:
    """What somebody meant by a range; None where the text is none, so that it may be a single number.

    "A to B", "A-B" and "between A and B" (the likeliest is the middle), "A ± B", "A / B / C" and "B [A to C]" are some.
    A signed one takes values below zero, and ends in either order.
    """
    try:
        parts = _parts(prepared(text))
    except UntypeableError:
        return None
    if parts is None:
        return None
    read = {
        name: _number(typed, locale, is_signed=is_signed)
        for name in ("low", "likely", "high", "margin")
        if (typed := getattr(parts, name))
    }
    for each in read.values():
        if isinstance(each, AskBack | Invalid):
            return each
    numbers = {name: each for name, each in read.items() if isinstance(each, Number)}
    ends = _scaled_alike({name: each for name, each in numbers.items() if name != "margin"}, parts, locale)
    if ends is None:
        return AskBack(reason=_MIXED, hint=f"Example: {example}")
    return _assembled({**numbers, **ends}, locale, example, is_signed=is_signed)


def _scaled_alike(ends: dict[str, Number], parts: _Parts, locale: str | None) -> dict[str, Number] | None:
    """The ends where all are scaled or none is, zero aside, or around a dash the last of them; None for a mixture."""
    scales = {
        name: _scale(getattr(parts, name), each, locale) for name, each in ends.items() if each.value or name != "low"
    }
    if len({scale > 1 for scale in scales.values()}) < 2:
        return ends
    low, high = ends.get("low"), ends.get("high")
    if (
        not parts.is_dashed
        or low is None
        or high is None
        or scales["low"] > 1
        or low.value * scales["high"] > high.value
    ):
        return None
    value = float(Decimal(repr(low.value)) * scales["high"])
    return {**ends, "low": Number(value=value, unit=low.unit, echo=low.echo, noun=low.noun)}


def _scale(typed: str, number: Number, locale: str | None) -> int:
    """How many times its figure a number is, in whatever language that was said; 1 where nothing was."""
    figure = _FIGURE.search(typed)
    plain = read_number(figure[0], locale) if figure else None
    if not isinstance(plain, Number) or not plain.value:
        return 1
    times = round(abs(number.value / plain.value))
    return times if times >= _SCALED_FROM else 1


def _parts(text: str) -> _Parts | None:
    if found := _BRACKETS.fullmatch(text):
        ends = _ends(found["ends"]) or tuple(re.split(r"\s*[;,]\s+", found["ends"]))
        return _Parts(low=ends[0], likely=found["likely"], high=ends[1]) if len(ends) == 2 else None
    if found := _BETWEEN.fullmatch(text):
        return _Parts(low=found["low"], high=found["high"])
    middle = _GIVE_OR_TAKE.split(text)
    if len(middle) == 2 and all(middle):
        return _Parts(likely=middle[0], margin=middle[1])
    three = _THREE.split(text)
    if len(three) == 3:
        return _Parts(low=three[0], likely=three[1], high=three[2])
    ends = _ends(_FROM.sub("", text))
    return _Parts(low=ends[0], high=ends[1], is_dashed=not _TO.search(text)) if ends else None


def _ends(text: str) -> tuple[str, ...]:
    for sign in (_TO, _DASH):
        found = sign.split(text)
        if len(found) == 2 and all(re.search(r"\d", each) for each in found):
            return tuple(found)
    return ()


def _number(typed: str, locale: str | None, *, is_signed: bool) -> Reading:
    """One value; with a sign before it, the sign is read apart, because a count alone has none."""
    sign = _SIGN.match(typed) if is_signed else None
    read = read_number(_SIGN.sub(r"\g<before>", typed) if sign else typed, locale)
    if sign is None or not isinstance(read, Number):
        return read
    turned = -read.value if sign["sign"] == "-" else read.value
    return Number(value=turned, unit=read.unit, echo=echo_of(turned, read.unit, locale), noun=read.noun)


def read_signed(text: str, locale: str | None = None) -> Reading:
    """A single number that may lie below zero, as a count elsewhere may not."""
    try:
        return _number(prepared(text), locale, is_signed=True)
    except UntypeableError:
        return read_number(text, locale)


def _assembled(
    read: dict[str, Number], locale: str | None, example: str, *, is_signed: bool
) -> Range | AskBack | Invalid:
    ends = {name: each for name, each in read.items() if name != "margin"}
    unit = _unit([each.unit for each in ends.values()])
    if unit is None:
        return AskBack(reason=_TWO_UNITS, hint=f"Example: {example}")
    values = {name: _in_unit(each, unit) for name, each in ends.items()}
    if "margin" in read:
        reach = _reach(read["margin"], values["likely"], unit)
        if reach is None:
            return AskBack(reason=_TWO_UNITS, hint=f"Example: {example}")
        values |= {"low": values["likely"] - reach, "high": values["likely"] + reach}
    low, high = values["low"], values["high"]
    if is_signed:
        low, high = sorted((low, high))
    likely = values["likely"] if "likely" in values else _middle(low, high)
    if not low <= likely <= high:
        return Invalid(reason=_REVERSED, hint=f"Example: {example}")
    return Range(low=low, likely=likely, high=high, unit=unit, echo=_echo(low, likely, high, unit, locale))


def _unit(units: list[str]) -> str | None:
    """The unit of all; one that is named once holds for the bare numbers beside it."""
    named = {unit for unit in units if unit not in _BARE}
    if len(named) > 1:
        return None
    if named:
        return next(iter(named))
    return "count" if "count" in units else "ratio"


def _in_unit(number: Number, unit: str) -> float:
    """A bare number beside one in percent or points is meant in them too."""
    return number.value / 100 if number.unit in _BARE and unit in _IN_HUNDREDS else number.value


def _middle(low: float, high: float) -> float:
    """The middle of what was written, not of the nearest floats."""
    return float((Decimal(repr(low)) + Decimal(repr(high))) / 2)


def _reach(margin: Number, likely: float, unit: str) -> float | None:
    """How far the ends lie from the likeliest value: in its unit, or a share of it."""
    if margin.unit == unit or margin.unit in _BARE:
        return abs(_in_unit(margin, unit))
    return abs(likely * margin.value) if margin.unit in _SHARES else None


def _echo(low: float, likely: float, high: float, unit: str, locale: str | None) -> str:
    ends = f"{write_number(low, unit, locale)} to {write_number(high, unit, locale)}"
    return f"{ends}, likeliest {echo_of(likely, unit, locale)}"
