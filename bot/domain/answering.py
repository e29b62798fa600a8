"""From what was typed into a field to a value that can be kept, or the words that go to that field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

from bot.domain import calendar
from bot.domain import text as texts
from bot.domain.charter import Choice, Day, NotApplicable, Quantity, Text, Value, Who
from bot.domain.ids import QuestionId, UserId
from bot.domain.metrics import Unit
from bot.domain.number_forms import BadAnswer, example_in, fitted, signed_without_unit
from bot.domain.numbers import GENERAL_HINT, AskBack, Invalid, Number, Reading, echo_of, read_number, write_number
from bot.domain.people import Person
from bot.domain.questions import AnswerType, NumberForm, Question

_OPTIONS_MOST = 20
_EARLIEST_YEAR, _LATEST_YEAR = 1990, 2100


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
        # A field stays empty that somebody said not to apply; leaving it so takes nothing back.
        kept = reader.shown.get(question.id)
        return kept if isinstance(kept, NotApplicable) else None
    if len(cleaned) > question.max_length:
        raise BadAnswer(
            f"This is {len(cleaned):,} characters long; at most {question.max_length:,} fit. Nothing was cut."
        )
    return _READERS[question.type](question, cleaned, reader)


def _words(_question: Question, typed: str, _reader: Reader) -> Value:
    return Text(text=typed)


def _day(question: Question, typed: str, reader: Reader) -> Value:
    try:
        day = calendar.parse_day(typed, reader.today, reader.locale)
    except calendar.UnreadableDay as unreadable:
        named = f"“{texts.shorten(typed, 40)}”: {unreadable.reason}"
        raise BadAnswer(f"{named} Example: {reader.today.year + 1}-06-30") from None
    if reader.shown.get(question.id) == Day(day=day):
        return Day(day=day)
    if question.not_in_past and day < reader.today:
        over, today = calendar.written_day(day), calendar.written_day(reader.today)
        raise BadAnswer(f"{over} is over already; today is {today}. Name a day to come.")
    if not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        raise BadAnswer(f"The year {day.year} is too far away. Example: {reader.today.year + 1}-06-30")
    return Day(day=day)


def _choice(question: Question, typed: str, _reader: Reader) -> Value:
    if question.option(typed) is None:
        offered = ", ".join(option.value for option in question.options[:_OPTIONS_MOST])
        raise BadAnswer(f"“{texts.shorten(typed, 40)}” is not offered. Choose one of: {offered}")
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
    reading, form = _reading(question, typed, reader), question.form or NumberForm.PLAIN
    kept = reader.shown.get(question.id)
    unclear = None if _is_shown(kept, typed) else signed_without_unit(typed, form, reader.unit, reader.locale)
    if unclear is not None:
        raise BadAnswer(unclear)
    match reading:
        case Number():
            value, unit = fitted(reading, form, reader.unit, question.example)
            return Quantity(value=value, unit=unit, typed=typed, echo=_echo(reading, value, unit, reader.locale))
        case AskBack() | Invalid():
            raise BadAnswer(f"{reading.reason} {_shown(question, reading, reader.unit)}")
        case _:
            assert_never(reading)


def _shown(question: Question, reading: AskBack | Invalid, unit: Unit) -> str:
    """How to write it instead: what the reading itself proposes, else the field's own example."""
    example = example_in(question.form or NumberForm.PLAIN, unit, question.example)
    return f"Example: {example}" if reading.hint == GENERAL_HINT else reading.hint


def _reading(question: Question, typed: str, reader: Reader) -> Reading:
    shown = reader.shown.get(question.id)
    if isinstance(shown, Quantity) and _is_shown(shown, typed):
        return Number(value=shown.value, unit=shown.unit, echo=shown.echo)
    return read_number(typed, reader.locale)


def _is_shown(value: Value | None, typed: str) -> bool:
    """Whether a field still says what stands: its answer is kept as it was read then."""
    return isinstance(value, Quantity) and value.typed == typed


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
