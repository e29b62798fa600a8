"""Which numbers a field takes: each form fits a number to its unit, or says what is wrong and shows an example."""

import re
from collections.abc import Callable, Mapping
from typing import assert_never

from bot.domain import text as texts
from bot.domain.metrics import Unit, UnitKind
from bot.domain.numbers import Number, read_number, write_number
from bot.domain.questions import NumberForm

_DAYS = {"per_day": 1.0, "per_week": 7.0, "per_month": 365.25 / 12, "per_quarter": 365.25 / 4, "per_year": 365.25}
"""How many days the traffic of a period is spread over; an hour's depends on how many of them are open."""
_PERIODS = re.compile(r"(?:\b(?:per|an?|each|every)\s|/\s?)(hour|day|week|month|quarter|year)\b", re.IGNORECASE)
_MINUS = "\N{MINUS SIGN}"
_SIGNED = re.compile(r"(?P<sign>[+\-\N{MINUS SIGN}\N{EN DASH}])\s*(?P<figure>\d\S*)")
_MOST_PERCENT = 100
"""A bare number above it was not meant in percent; a level above it is written with its sign."""
_EXAMPLES: Mapping[NumberForm, str] = {
    NumberForm.LEVEL: "3.1%, €42.50 or 1,250",
    NumberForm.MONEY: "€400k",
    NumberForm.MONEY_RANGE: "€400k, or €300k to 500k",
    NumberForm.SHARE: "0.05 or 5%",
    NumberForm.COUNT: "8",
    NumberForm.TRAFFIC: "1,200 or 120k/week",
    NumberForm.CHANGE: "+5% (relative), or +0.5pp for a metric in percent",
    NumberForm.PLAIN: "42.5",
    NumberForm.EFFECT: "-0.1pp, or -0.15pp to -0.05pp",
}
_LEVELS: Mapping[UnitKind, str] = {
    UnitKind.PERCENT: "3.1% or 0.031",
    UnitKind.MONEY: "1,250 or 1.2M",
    UnitKind.PLAIN: "1,250",
}
"""Levels are written in the metric's unit, which the question cannot know: its example fits a metric in percent."""


class BadAnswer(ValueError):  # noqa: N818  a refusal is an answer, not an error
    """What was typed cannot be kept; the message goes to the field."""


class _WrongFormError(ValueError):
    """A number of another form; the argument says which is taken, and the field shows its example."""


Fitted = tuple[float, str]


def fitted(number: Number, form: NumberForm, unit: Unit, example: str = "") -> Fitted:
    """A number as a field of this form keeps it: (value, unit); BadAnswer shows the field's own example."""
    try:
        return _FORMS[form](number, unit)
    except _WrongFormError as wrong:
        raise BadAnswer(f"{wrong} Example: {example_in(form, unit, example)}") from None


def example_in(form: NumberForm, unit: Unit, own: str = "") -> str:
    """What can be typed into a field of this form; `own` is the question's example, which is of a metric in percent."""
    match form:
        case NumberForm.METRIC:
            return own if own and unit.kind is UnitKind.PERCENT else _LEVELS[unit.kind]
        case NumberForm.METRIC_OR_CHANGE:
            return own if own and unit.kind is UnitKind.PERCENT else f"{_LEVELS[unit.kind]}, or a change like -10%"
        case _:
            return own or _EXAMPLES[form]


def signed_without_unit(typed: str, form: NumberForm, unit: Unit, locale: str | None) -> str | None:
    """The question back for a bare number with a sign in a field that takes changes ("-10"); None for all else."""
    signed = _SIGNED.fullmatch(typed.strip())
    if form not in (NumberForm.CHANGE, NumberForm.METRIC_OR_CHANGE) or signed is None:
        return None
    figure = read_number(signed["figure"], locale)
    if not isinstance(figure, Number) or figure.unit not in ("count", "ratio") or figure.noun or figure.value == 0:
        return None
    return _which_change("+" if signed["sign"] == "+" else "-", signed["figure"], form, unit)


def _which_change(sign: str, figure: str, form: NumberForm, unit: Unit) -> str:
    """Which change a bare number may be, with an example of each."""
    shown = f"{sign.replace('-', _MINUS)}{figure}"
    if unit.kind is UnitKind.PERCENT:
        asked = f"Is that {shown} % of the baseline, or {shown} percentage points?"
        return f"{asked} Write {sign}{figure}% or {sign}{figure}pp"
    level = ", or the new level itself" if form is NumberForm.METRIC_OR_CHANGE else ""
    return f"Is that {shown} % of the baseline? Write {sign}{figure}%{level}"


def level_in(number: Number, unit: Unit) -> Fitted:
    """A number as a level of a metric with this unit: (value, unit); BadAnswer says which form the unit takes."""
    return fitted(number, NumberForm.METRIC, unit)


def _metric_level(number: Number, unit: Unit) -> Fitted:
    match unit.kind:
        case UnitKind.PERCENT:
            return _percent_level(number)
        case UnitKind.MONEY:
            return _money_level(number, unit)
        case UnitKind.PLAIN:
            return _plain_level(number, unit)
        case _:
            assert_never(unit.kind)


def _percent_level(number: Number) -> Fitted:
    if number.unit in ("percent", "ratio"):
        return number.value, "percent"
    if number.unit == "count" and number.value == 0:
        return 0.0, "percent"
    if number.unit == "count" and number.value == 1:
        raise BadAnswer("Is that 1 %, or 100 %? Write it with the sign: 1% or 100%")
    if number.unit == "count":
        if number.value > _MOST_PERCENT:
            written = write_number(number.value, "count")
            raise BadAnswer(f"The unit is percent, and {written} looks like a count. Write a level like 3.1%.")
        raise BadAnswer(f"The unit is percent. Is that {number.value:g} %? Write {number.value:g}%")
    raise _WrongFormError("The unit is percent; write a level in it.")


def _money_level(number: Number, unit: Unit) -> Fitted:
    if number.unit in ("count", "ratio", f"currency:{unit.label}"):
        return number.value, f"currency:{unit.label}"
    if number.unit.startswith("currency:"):
        typed = number.unit.partition(":")[2]
        raise BadAnswer(
            f"The unit is {unit.label}, this is {typed}. Write the amount in {unit.label}, like 1,250 or 1.2M."
        )
    raise _WrongFormError(f"The unit is {unit.label}; write an amount in it.")


def _plain_level(number: Number, unit: Unit) -> Fitted:
    named = _PERIODS.search(unit.label)
    is_rate = number.unit.startswith("per_")
    if is_rate and named and number.unit != f"per_{named[1].casefold()}":
        raise BadAnswer(f"The unit is {texts.shorten(unit.label, 40)}. Write the number {named[0].strip()}.")
    if is_rate or number.unit in ("count", "ratio"):
        return number.value, "count"
    if not unit.label:
        raise BadAnswer(
            "The metric has no unit yet. Answer “Unit” too, for example % or €, or write a plain number: 1,250"
        )
    raise BadAnswer(f"Write a plain number in the metric's unit ({texts.shorten(unit.label, 40)}). Example: 1,250")


def _level(number: Number, _unit: Unit) -> Fitted:
    if number.unit in ("percent", "ratio", "count") or number.unit.startswith("currency:"):
        return number.value, number.unit
    raise _WrongFormError("Write where it stands, with its unit.")


def _level_or_change(number: Number, unit: Unit) -> Fitted:
    if number.unit == "relative_change":
        return number.value, number.unit
    if number.unit == "percentage_points":
        if unit.kind is not UnitKind.PERCENT:
            raise BadAnswer("Percentage points need a metric in percent. Write a level, or a change like -10%.")
        return number.value, number.unit
    return _metric_level(number, unit)


def _money(number: Number, _unit: Unit) -> Fitted:
    if number.unit not in ("count", "ratio") and not number.unit.startswith("currency:"):
        raise _WrongFormError("Write an amount of money.")
    if number.value < 0:
        raise _WrongFormError("An amount below zero makes no sense here.")
    return number.value, number.unit if number.unit.startswith("currency:") else "count"


def _share(number: Number, _unit: Unit) -> Fitted:
    if number.unit == "count" and 1 <= number.value < _MOST_PERCENT and not number.noun:
        share = f"{number.value / 100:.4f}".rstrip("0")
        share = share.ljust(len("0.00"), "0")
        raise BadAnswer(f"A share lies between 0 and 1. Is that {number.value:g} %? Write {number.value:g}% or {share}")
    if number.unit not in ("ratio", "percent") or not 0 < number.value < 1:
        raise _WrongFormError("Write a share between 0 and 1.")
    return number.value, "ratio"


def _count(number: Number, _unit: Unit) -> Fitted:
    if number.unit != "count" or number.value < 0 or number.value != int(number.value):
        raise _WrongFormError("Write a whole number, zero or more.")
    return number.value, "count"


def _traffic(number: Number, _unit: Unit) -> Fitted:
    days = 1.0 if number.unit == "count" else _DAYS.get(number.unit)
    if days is None or number.value <= 0:
        raise _WrongFormError("Write how many a day, more than zero.")
    return number.value / days, "per_day"


def _change(number: Number, unit: Unit) -> Fitted:
    if number.unit == "percentage_points" and unit.kind is UnitKind.PERCENT and number.value != 0:
        return number.value, number.unit
    if number.unit in ("relative_change", "percent") and number.value != 0:
        return number.value, "relative_change"
    if number.unit == "count" and number.value != 0 and not number.noun:
        raise BadAnswer(_which_change("+", f"{number.value:g}", NumberForm.CHANGE, unit))
    raise _WrongFormError("Write a change.")


def _plain(number: Number, _unit: Unit) -> Fitted:
    if number.unit not in ("count", "ratio") or number.value < 0:
        raise _WrongFormError("Write a plain number, zero or more.")
    return number.value, "count"


def _effect(number: Number, _unit: Unit) -> Fitted:
    """How much the next metric moves; without a sign of percent or money, in that metric's own unit."""
    if number.value == 0:
        raise _WrongFormError("An effect of zero leads nowhere.")
    if number.unit in ("percent", "relative_change"):
        return number.value, "relative_change"
    if number.unit in ("count", "ratio"):
        return number.value, "count"
    if number.unit == "percentage_points" or number.unit.startswith("currency:"):
        return number.value, number.unit
    raise _WrongFormError("Write how much the next metric moves.")


_FORMS: Mapping[NumberForm, Callable[[Number, Unit], Fitted]] = {
    NumberForm.METRIC: _metric_level,
    NumberForm.LEVEL: _level,
    NumberForm.METRIC_OR_CHANGE: _level_or_change,
    NumberForm.MONEY: _money,
    NumberForm.MONEY_RANGE: _money,
    NumberForm.SHARE: _share,
    NumberForm.COUNT: _count,
    NumberForm.TRAFFIC: _traffic,
    NumberForm.CHANGE: _change,
    NumberForm.PLAIN: _plain,
    NumberForm.EFFECT: _effect,
}
