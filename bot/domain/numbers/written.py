"""Numbers as we write them: in the person's convention, so that reading them back gives the same number."""

import re
from decimal import Decimal

from bot.domain.numbers.conventions import Convention, convention_of

_SCIENTIFIC = (Decimal("1e-9"), Decimal("1e21"))  # outside of these, digits would be counted rather than read
_NO_BREAK = str.maketrans(" ", "\u202f")
_FACTORS = {"percent": 100, "relative_change": 100, "percentage_points": 100}
_PER = ("hour", "day", "week", "month", "quarter", "year")
_UNITS = {
    "percent": " %",
    "relative_change": " %",
    "percentage_points": " pp",
    **{f"per_{period}": f" per {period}" for period in _PER},
}
_SIGNED = frozenset({"relative_change", "percentage_points"})


def figures(value: Decimal, locale: str | None) -> str:
    """A finite number in the figures of the locale, without rounding what a person would type."""
    convention = convention_of(locale)
    least, most = _SCIENTIFIC
    if value and not least <= abs(value) < most:
        return str(value.normalize()).replace(".", convention.decimal)
    whole, _, rest = f"{value + 0:f}".partition(".")
    rest = rest.rstrip("0")
    return _grouped(whole, convention) + (convention.decimal + rest if rest else "")


def ungrouped(value: Decimal, locale: str | None) -> str:
    """A number with the decimal sign of the locale and no groups, so that it has one meaning there."""
    return f"{value.normalize():f}".replace(".", convention_of(locale).decimal)


def _grouped(whole: str, convention: Convention) -> str:
    """The digits before the decimal sign in groups."""
    step = r"(?<=[0-9])(?=(?:[0-9]{2})*[0-9]{3}$)" if convention.by_hundreds else r"(?<=[0-9])(?=(?:[0-9]{3})+$)"
    return re.sub(step, convention.group.translate(_NO_BREAK), whole)


def write_number(value: float, unit: str, locale: str | None = None) -> str:
    """The number with its unit, as it could be typed again: 3.1 %, +0.5 pp, 200 per day, EUR 1,250.5."""
    shown = Decimal(repr(value)) * _FACTORS.get(unit, 1)
    plus = "+" if unit in _SIGNED and value >= 0 else ""
    written = plus + figures(shown, locale)
    if unit.startswith("currency:"):
        return f"{unit.removeprefix('currency:')} {written}"
    return written + _UNITS.get(unit, "")


def echo_of(value: float, unit: str, locale: str | None = None) -> str:
    """What is said back to the person: the number with its unit and, where they differ, the value that is kept."""
    written = write_number(value, unit, locale)
    if unit not in _FACTORS:
        return written
    relative = " of the baseline" if unit == "relative_change" else ""
    return f"{written}{relative} = {figures(Decimal(repr(value)), locale)}"
