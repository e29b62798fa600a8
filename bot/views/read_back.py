"""How the number that stands in a field was read, told below the field."""

import re
from collections.abc import Mapping
from typing import Final, assert_never

from bot.domain.charter import Quantity, Text, Value
from bot.domain.ids import QuestionId
from bot.domain.metrics import Unit, UnitKind, target_level, unit_of
from bot.domain.page_windows import ReadBack
from bot.domain.questions import NumberForm, Question
from bot.views.blocks import context
from bot.views.figures import Figures
from bot.views.lines import Line
from bot.views.names import one_line
from bot.views.rendered import Block
from bot.views.words import Words

_MINUS: Final = re.compile(r"(?<![\w.])-(?=\d)")
_OF_BASELINE: Final = " of the baseline"
_PER_DAY: Final = " per day"
_LABEL_MOST: Final = 60
_CHANGES: Final = frozenset({"relative_change", "percentage_points"})
_BASELINE, _UNIT = QuestionId("baseline"), QuestionId("metric_unit")


def read_back(question: Question, values: Mapping[QuestionId, Value], figures: Figures) -> str:
    """What was understood ("3.1 % = 0.031"); of a change to the metric also the level, where the page tells it."""
    echo, level = _parts(question, values, figures)
    return f"{echo} = {level}" if level else echo


def _parts(question: Question, values: Mapping[QuestionId, Value], figures: Figures) -> tuple[str, str]:
    """The echo of a number, and for a change of the metric the level that it leads to, where that is known."""
    value = values.get(question.id)
    if not isinstance(value, Quantity):
        return "", ""
    echo = _MINUS.sub("\u2212", value.echo)
    unit = _unit(values)
    if question.form is not NumberForm.METRIC_OR_CHANGE or value.unit not in _CHANGES or unit is None:
        return echo, ""
    baseline = values.get(_BASELINE)
    level = target_level(_level(baseline, unit), value)
    return echo, figures.level(level, unit) if level is not None else ""


def read_blocks(read: ReadBack, words: Words) -> list[Block]:
    """How the numbers of a save were read, and how many links follow a new name, where there are any."""
    lines = [read_line(read, words)] if read.questions else []
    lines += [words.line("kickoff/saved", "links", count=read.links)] if read.links else []
    return [context(line) for line in lines]


def read_line(read: ReadBack, words: Words) -> Line:
    """All numbers of a save as they were read, each with its label."""
    items = [
        f"{one_line(question.label, _LABEL_MOST)} {_short(question, read.values, words.figures)}"
        for question in read.questions
    ]
    return words.line("kickoff/saved", "read", items=" · ".join(items))


def _short(question: Question, values: Mapping[QuestionId, Value], figures: Figures) -> str:
    """What was understood; a change whose level is known as both, without what it is relative to."""
    echo, level = _parts(question, values, figures)
    if question.form is NumberForm.TRAFFIC:
        # "Traffic per day 2,400 per day": the label says it already.
        return echo.removesuffix(_PER_DAY)
    return f"{echo.partition(' = ')[0].removesuffix(_OF_BASELINE)} = {level}" if level else echo


def _unit(values: Mapping[QuestionId, Value]) -> Unit | None:
    typed = values.get(_UNIT)
    return unit_of(typed.text) if isinstance(typed, Text) else None


def _level(baseline: Value | None, unit: Unit) -> float | None:
    """The baseline as a level, unless it was answered when the metric had another unit."""
    if not isinstance(baseline, Quantity):
        return None
    match unit.kind:
        case UnitKind.PERCENT:
            return baseline.value if baseline.unit == "percent" else None
        case UnitKind.MONEY:
            return baseline.value if baseline.unit == f"currency:{unit.label}" else None
        case UnitKind.PLAIN:
            return baseline.value if baseline.unit == "count" else None
        case _:
            assert_never(unit.kind)
