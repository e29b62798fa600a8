"""From what was typed into a field to a value that can be kept, or the words that go to that field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

from bot.domain import text as texts
from bot.domain.charter import Choice, Day, Quantity, Text, Value, Who
from bot.domain.ids import QuestionId, UserId
from bot.domain.metrics import Unit, UnitKind
from bot.domain.numbers import AskBack, Invalid, Number, Reading, echo_of, read_number, write_number
from bot.domain.people import Person
from bot.domain.questions import AnswerType, NumberForm, Question

_EARLIEST_YEAR, _LATEST_YEAR = 1990, 2100
_DAYS_A_WEEK = 7


class BadAnswer(ValueError):  # noqa: N818  a refusal is an answer, not an error
    """What was typed cannot be kept; the message goes to the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How a person's typing is to be read: their locale, their day, the metric's unit, and who exists.

    `shown` is what the fields said when the page was opened: a field that still says so keeps its answer, though by now
    its day may be over, its person gone, or its number typed by somebody of another locale.
    """

    locale: str | None
    today: date
    unit: Unit
    people: Mapping[UserId, Person]
    shown: Mapping[QuestionId, Value] = field(default_factory=dict)


def read_answer(question: Question, typed: str | None, reader: Reader) -> Value | None:
    """The value of one field, None when it was left empty; BadAnswer has the words for the field."""
    try:
        cleaned = texts.clean(typed or "")
    except texts.UnusableText as unsafe:
        raise BadAnswer(str(unsafe)) from None
    if texts.is_empty(cleaned):
        return None
    if len(cleaned) > question.max_length:
        raise BadAnswer(
            f"This is {len(cleaned):,} characters long; at most {question.max_length:,} fit. Nothing was cut."
        )
    return _READERS[question.type](question, cleaned, reader)


def _words(_question: Question, typed: str, _reader: Reader) -> Value:
    return Text(text=typed)


def _day(question: Question, typed: str, reader: Reader) -> Value:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise BadAnswer(f"“{texts.shorten(typed, 40)}” is not a day of the calendar. Example: 2027-06-30") from None
    if reader.shown.get(question.id) == Day(day=day):
        return Day(day=day)
    if question.not_in_past and day < reader.today:
        raise BadAnswer(f"{day.isoformat()} is over already; today is {reader.today.isoformat()}. Name a day to come.")
    if not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        raise BadAnswer(f"The year {day.year} is too far away. Example: {reader.today.year + 1}-06-30")
    return Day(day=day)


def _choice(question: Question, typed: str, _reader: Reader) -> Value:
    if question.option(typed) is None:
        raise BadAnswer("This choice was not offered. Choose one from the list.")
    return Choice(option=typed)


def _person(question: Question, typed: str, reader: Reader) -> Value:
    if reader.shown.get(question.id) == Who(user=UserId(typed)):
        return Who(user=UserId(typed))
    person = reader.people.get(UserId(typed))
    if person is None:
        raise BadAnswer("This person is not known in this workspace. Choose somebody else.")
    if not person.can_write:
        raise BadAnswer("Choose a full, active member of this workspace: no app, guest or deactivated account.")
    return Who(user=person.user)


def _number(question: Question, typed: str, reader: Reader) -> Value:
    reading = _reading(question, typed, reader)
    match reading:
        case Number():
            value, unit = _FORMS[question.form or NumberForm.PLAIN](reading, reader.unit)
            return Quantity(value=value, unit=unit, typed=typed, echo=_echo(reading, value, unit, reader.locale))
        case AskBack() | Invalid():
            raise BadAnswer(f"{reading.reason} {reading.hint}")
        case _:
            assert_never(reading)


def _reading(question: Question, typed: str, reader: Reader) -> Reading:
    shown = reader.shown.get(question.id)
    if isinstance(shown, Quantity) and shown.typed == typed:
        return Number(value=shown.value, unit=shown.unit, echo=shown.echo)
    return read_number(typed, reader.locale)


def _echo(reading: Number, value: float, unit: str, locale: str | None) -> str:
    """What was understood, in the unit that is kept."""
    if unit in (reading.unit, "ratio", "count"):
        return reading.echo
    if reading.unit == "per_week":
        return f"{reading.echo} = {write_number(round(value, 1), unit, locale)}"
    return echo_of(value, unit, locale)


_READERS: Mapping[AnswerType, Callable[[Question, str, Reader], Value]] = {
    AnswerType.TEXT: _words,
    AnswerType.LONG_TEXT: _words,
    AnswerType.DATE: _day,
    AnswerType.CHOICE: _choice,
    AnswerType.PERSON: _person,
    AnswerType.NUMBER: _number,
}

Fitted = tuple[float, str]


def level_in(number: Number, unit: Unit) -> Fitted:
    """A number as a level of a metric with this unit: (value, unit); BadAnswer says which form the unit takes."""
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
        raise BadAnswer(f"The unit is percent. Is that {number.value:g} %? Write {number.value:g}%")
    raise BadAnswer("The unit is percent. Write a level like 3.1% or 0.031.")


def _money_level(number: Number, unit: Unit) -> Fitted:
    if number.unit in ("count", "ratio", f"currency:{unit.label}"):
        return number.value, f"currency:{unit.label}"
    if number.unit.startswith("currency:"):
        typed = number.unit.partition(":")[2]
        raise BadAnswer(
            f"The unit is {unit.label}, this is {typed}. Write the amount in {unit.label}, like 1,250 or 1.2M."
        )
    raise BadAnswer(f"The unit is {unit.label}. Write an amount like 1,250 or 1.2M.")


def _plain_level(number: Number, unit: Unit) -> Fitted:
    if number.unit in ("count", "ratio", "per_day", "per_week"):
        return number.value, "count"
    if not unit.label:
        raise BadAnswer(
            "The metric has no unit yet. Answer “Unit” too, for example % or €, or write a plain number: 1,250"
        )
    raise BadAnswer(f"Write a plain number in the metric's unit ({texts.shorten(unit.label, 40)}). Example: 1,250")


def _level(number: Number, _unit: Unit) -> Fitted:
    if number.unit in ("percent", "ratio", "count") or number.unit.startswith("currency:"):
        return number.value, number.unit
    raise BadAnswer("Write where it stands, with its unit. Example: 3.1%, €42.50 or 1,250")


def _level_or_change(number: Number, unit: Unit) -> Fitted:
    if number.unit == "relative_change":
        return number.value, number.unit
    if number.unit == "percentage_points":
        if unit.kind is not UnitKind.PERCENT:
            raise BadAnswer("Percentage points need a metric in percent. Write a level, or a change like -10%.")
        return number.value, number.unit
    return level_in(number, unit)


def _money(number: Number, _unit: Unit) -> Fitted:
    if number.unit not in ("count", "ratio") and not number.unit.startswith("currency:"):
        raise BadAnswer("Write an amount of money. Example: €400k")
    if number.value < 0:
        raise BadAnswer("An amount below zero makes no sense here. Example: €400k")
    return number.value, number.unit if number.unit.startswith("currency:") else "count"


def _share(number: Number, _unit: Unit) -> Fitted:
    if number.unit not in ("ratio", "percent") or not 0 < number.value < 1:
        raise BadAnswer("Write a share between 0 and 1. Example: 0.05 or 5%")
    return number.value, "ratio"


def _count(number: Number, _unit: Unit) -> Fitted:
    if number.unit != "count" or number.value < 0 or number.value != int(number.value):
        raise BadAnswer("Write a whole number, zero or more. Example: 8")
    return number.value, "count"


def _traffic(number: Number, _unit: Unit) -> Fitted:
    if number.unit not in ("count", "per_day", "per_week") or number.value <= 0:
        raise BadAnswer("Write how many a day, more than zero. Example: 1,200 or 120k/week")
    per_day = number.value / _DAYS_A_WEEK if number.unit == "per_week" else number.value
    return per_day, "per_day"


def _change(number: Number, unit: Unit) -> Fitted:
    if number.unit == "percentage_points" and unit.kind is UnitKind.PERCENT and number.value != 0:
        return number.value, number.unit
    if number.unit in ("relative_change", "percent") and number.value != 0:
        return number.value, "relative_change"
    raise BadAnswer("Write a change. Example: +5% (relative), or +0.5pp for a metric in percent")


def _plain(number: Number, _unit: Unit) -> Fitted:
    if number.unit not in ("count", "ratio") or number.value < 0:
        raise BadAnswer("Write a plain number, zero or more. Example: 42.5")
    return number.value, "count"


_FORMS: Mapping[NumberForm, Callable[[Number, Unit], Fitted]] = {
    NumberForm.METRIC: level_in,
    NumberForm.LEVEL: _level,
    NumberForm.METRIC_OR_CHANGE: _level_or_change,
    NumberForm.MONEY: _money,
    NumberForm.SHARE: _share,
    NumberForm.COUNT: _count,
    NumberForm.TRAFFIC: _traffic,
    NumberForm.CHANGE: _change,
    NumberForm.PLAIN: _plain,
}


def read_page(
    questions: tuple[Question, ...], typed: Mapping[QuestionId, str | None], reader: Reader
) -> tuple[dict[QuestionId, Value | None], dict[QuestionId, str]]:
    """All fields of one page: what can be kept, and the words for each field that cannot."""
    values: dict[QuestionId, Value | None] = {}
    errors: dict[QuestionId, str] = {}
    for question in questions:
        if question.id not in typed:
            continue
        try:
            values[question.id] = read_answer(question, typed[question.id], reader)
        except BadAnswer as bad:
            errors[question.id] = str(bad)
    return values, errors
