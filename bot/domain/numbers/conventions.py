"""How figures are written: the decimal and group signs of a locale, and the value of figures under them."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol

_PLAIN_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\u2008", " ") | dict.fromkeys("\u2019\u02bc", "'"))
_EXPONENT = r"(?:[eE][+-]?[0-9]{1,4})?"
_ARABIC_DECIMAL, _ARABIC_GROUP = "\u066b", "\u066c"


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """The signs of one way of writing figures; `by_hundreds` is the Indian 12,34,567."""

    decimal: str
    group: str
    by_hundreds: bool = False
    percent_first: bool = False
    is_known: bool = True


class WrittenElsewhereError(ValueError):
    """The figure is well formed, but only under another convention than the person's."""


class MalformedError(ValueError):
    """The figure is well formed nowhere, or has no finite value."""


_POINT = Convention(decimal=".", group=",", is_known=False)
_ELSEWHERE = (
    _POINT,
    Convention(decimal=",", group="."),
    Convention(decimal=",", group=" "),
    Convention(decimal=".", group=",", by_hundreds=True),
)


@cache
def convention_of(locale: str | None) -> Convention:
    """The convention of a locale ("de", "en-IN", "pt_BR"); the English one when it is not known."""
    spoken = spoken_locale(locale)
    if spoken is None:
        return _POINT
    group = get_group_symbol(spoken, numbering_system="latn").translate(_PLAIN_BLANKS)
    return Convention(
        decimal=get_decimal_symbol(spoken, numbering_system="latn"),
        group=group,
        by_hundreds=spoken.decimal_formats[None].grouping == (3, 2),
        percent_first=str(spoken.percent_formats[None].pattern).startswith("%"),
    )


@cache
def spoken_locale(locale: str | None) -> Locale | None:
    """Babel's locale for a tag, or None when there is none or Babel does not know it."""
    tag = re.split("[.@]", (locale or "").strip().replace("-", "_"))[0]
    try:
        return Locale.parse(tag) if tag else None
    except (ValueError, UnknownLocaleError):
        return None


def figure_value(figure: str, convention: Convention) -> Decimal:
    """The value of figures (ASCII digits with separators); raises `WrittenElsewhereError` or `MalformedError`."""
    if not convention.is_known and re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", figure):
        raise WrittenElsewhereError(figure)  # 1.250 is 1250 for half of the world
    fitting = _decimal_and_groups(figure, convention)
    if fitting:
        return _finite(figure, *fitting[0])
    if any(_decimal_and_groups(figure, other) for other in _ELSEWHERE):
        raise WrittenElsewhereError(figure)
    raise MalformedError(figure)


def values_anywhere(figure: str) -> tuple[Decimal, ...]:
    """What the figures mean under any of the common conventions, smallest first."""
    readings = [fitting[0] for each in _ELSEWHERE if (fitting := _decimal_and_groups(figure, each))]
    return tuple(sorted({_finite(figure, *signs) for signs in readings}))


def _decimal_and_groups(figure: str, convention: Convention) -> list[tuple[str, str]]:
    """The decimal and group signs under which the figure is well formed in this convention."""
    groups = [convention.group, " ", "'", _ARABIC_GROUP]
    decimals = [convention.decimal, _ARABIC_DECIMAL]
    return [
        (decimal, group)
        for group in groups
        for decimal in decimals
        if decimal != group and re.fullmatch(_shape(decimal, group, by_hundreds=convention.by_hundreds), figure)
    ]


def _shape(decimal: str, group: str, *, by_hundreds: bool) -> str:
    decimal, group = re.escape(decimal), re.escape(group)
    whole = rf"[0-9]+|[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+"
    if by_hundreds:
        whole += rf"|[1-9][0-9]?(?:{group}[0-9]{{2}})*{group}[0-9]{{3}}"
    return rf"(?:(?:{whole})(?:{decimal}[0-9]+)?|{decimal}[0-9]+){_EXPONENT}"


def _finite(figure: str, decimal: str, group: str) -> Decimal:
    value = Decimal(figure.replace(group, "").replace(decimal, "."))
    if not math.isfinite(float(value)) or (float(value) == 0 and value != 0):
        raise MalformedError(figure)
    return value
