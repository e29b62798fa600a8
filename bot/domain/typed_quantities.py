"""From what was typed into a field for a number to the quantity that is kept, or the words that go to the field."""

from typing import assert_never

from bot.domain.charter import Quantity, Value
from bot.domain.metrics import Unit
from bot.domain.number_forms import BadAnswer, example_in, fitted, signed_without_unit
from bot.domain.numbers import (
    GENERAL_HINT,
    AskBack,
    Invalid,
    Number,
    Range,
    Reading,
    echo_of,
    read_number,
    read_range,
    read_signed,
    write_number,
)
from bot.domain.questions import Input, NumberForm
from bot.domain.reader import Reader

_RANGED = frozenset({NumberForm.MONEY_RANGE, NumberForm.EFFECT})
"""The forms that take a range as well."""


def read_quantity(question: Input, typed: str, reader: Reader) -> Quantity:
    """The number, or the range where the field takes one, that was typed; BadAnswer has the words for the field."""
    form = question.form or NumberForm.PLAIN
    if form in _RANGED and (ranged := _ranged(question, typed, form, reader)) is not None:
        return ranged
    reading = _reading(question, typed, reader)
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


def _ranged(question: Input, typed: str, form: NumberForm, reader: Reader) -> Quantity | None:
    """A range in a field that takes one; None where a single number stands there, or what stood there before."""
    kept = reader.shown.get(question.id)
    if isinstance(kept, Quantity) and kept.typed == typed:
        return kept
    example = example_in(form, reader.unit, question.example)
    read = read_range(typed, reader.locale, example=example, is_signed=form is NumberForm.EFFECT)
    match read:
        case None:
            return None
        case AskBack() | Invalid():
            raise BadAnswer(f"{read.reason} {_shown(question, read, reader.unit)}")
        case Range():
            return _as_quantity(read, form, typed, question, reader)
        case _:
            assert_never(read)


def _as_quantity(read: Range, form: NumberForm, typed: str, question: Input, reader: Reader) -> Quantity:
    ends = (read.low, read.likely, read.high)
    if form is NumberForm.EFFECT and ends == (0, 0, 0):
        raise BadAnswer(f"An effect of zero leads nowhere. Example: {example_in(form, reader.unit, question.example)}")
    fits = [
        fitted(Number(value=each, unit=read.unit, echo=read.echo), form, reader.unit, question.example)
        for each in ends
        if each != 0 or form is not NumberForm.EFFECT
    ]
    is_range = read.low < read.high
    return Quantity(
        value=read.likely,
        unit=fits[0][1],
        typed=typed,
        echo=read.echo if is_range else echo_of(read.likely, fits[0][1], reader.locale),
        low=read.low if is_range else None,
        high=read.high if is_range else None,
    )


def _shown(question: Input, reading: AskBack | Invalid, unit: Unit) -> str:
    """How to write it instead: what the reading itself proposes, else the field's own example."""
    example = example_in(question.form or NumberForm.PLAIN, unit, question.example)
    return f"Example: {example}" if reading.hint == GENERAL_HINT else reading.hint


def _reading(question: Input, typed: str, reader: Reader) -> Reading:
    shown = reader.shown.get(question.id)
    if isinstance(shown, Quantity) and _is_shown(shown, typed):
        return Number(value=shown.value, unit=shown.unit, echo=shown.echo)
    return (read_signed if question.form is NumberForm.EFFECT else read_number)(typed, reader.locale)


def _is_shown(value: Value | None, typed: str) -> bool:
    """Whether a field still says what stands: its answer is kept as it was read then."""
    return isinstance(value, Quantity) and value.typed == typed


def _echo(reading: Number, value: float, unit: str, locale: str | None) -> str:
    """What was understood, in the unit that is kept."""
    if unit in (reading.unit, "ratio", "count"):
        return reading.echo
    if reading.unit.startswith("per_"):
        return f"{reading.echo} = {write_number(round(value, 1), unit, locale)}"
    return echo_of(value, unit, locale)
