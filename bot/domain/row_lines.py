"""Lines of text as rows: what was typed before an answer had rows, and what a charter file says on a line."""

import re
from collections.abc import Callable, Mapping
from itertools import chain, count
from typing import Final

from bot.domain.charter import Cell, Choice, Quantity, Text
from bot.domain.experiments.guardrails import Guardrail, guardrails_in
from bot.domain.ids import QuestionId
from bot.domain.named_lines import parted
from bot.domain.numbers import Number, echo_of, read_number
from bot.domain.questions import Question
from bot.domain.spans import span_within

Cells = Mapping[QuestionId, Cell]
_FIGURE: Final = r"(?P<{name}>[€$£]?\d(?:[\d.,]*\d)?\s*(?:%|percent\b|Prozent\b)?)"
_NOW_WORDS: Final = r"(?:today|now|currently|current|baseline|heute|aktuell|derzeit|ist|ausgangswert)"
_WANTED_WORDS: Final = r"(?:wanted|want|target|goal|aim|zielwert|ziel|soll)"
_TODAY: Final = re.compile(
    rf"{_FIGURE.format(name='before')}\s*(?:today|now|currently|heute|aktuell|derzeit)\b"
    rf"|\b{_NOW_WORDS}\b\s*[:=]?\s*{_FIGURE.format(name='after')}",
    re.IGNORECASE,
)
_WANTED: Final = re.compile(
    rf"{_FIGURE.format(name='before')}\s*(?:wanted|by then)\b"
    rf"|\b{_WANTED_WORDS}\b\s*[:=]?\s*{_FIGURE.format(name='after')}",
    re.IGNORECASE,
)
_COMMA: Final = re.compile(r"(?P<whole>\d+),(?P<part>\d{1,2}|\d{4,})(?!\d)")
_ARROW: Final = re.compile(
    r"(?P<from>.+?)\s*(?:->|=>|\N{RIGHTWARDS ARROW})\s*(?P<to>[^:]+?)\s*"
    r"(?::\s*(?P<effect>[^;]+?)\s*(?:;\s*(?P<evidence>.+))?)?"
)
_ENDS_NAME: Final = re.compile("[:=]")
_NAME, _WHY, _MEASURED = QuestionId("name"), QuestionId("why"), QuestionId("measured")
_NOW, _THEN = QuestionId("today"), QuestionId("target")


def cells_of_line(question: Question, line: str, locale: str | None = None) -> Cells:
    """What a line of words says, by column; nothing is lost, so that a line of any shape is a row at least by name."""
    read = _LINES.get(question.id, _unread)
    cells = {column: cell for column, cell in read(line, locale).items() if question.column(column)}
    first = question.columns[0].id
    return cells if first in cells else {first: Text(text=line.strip())}


def typed_in_line(question: Question, line: str) -> dict[QuestionId, str]:
    """What a line says as typed cells: between bars in the order of the columns, or around an arrow."""
    if "|" in line:
        typed = [each.strip() for each in line.strip().strip("|").split("|")]
        beyond = (QuestionId(f"cell {number}") for number in count(len(question.columns) + 1))
        return dict(zip(chain((column.id for column in question.columns), beyond), typed, strict=False))
    arrow = _ARROW.fullmatch(line.strip()) if question.column("from") and question.column("to") else None
    if arrow is not None:
        told = {QuestionId(name): typed.strip() for name, typed in arrow.groupdict().items() if typed}
        return {column: typed for column, typed in told.items() if question.column(column)}
    return {question.columns[0].id: line.strip()}


def _unread(_line: str, _locale: str | None) -> dict[QuestionId, Cell]:
    return {}


def _guardrail(line: str, _locale: str | None) -> dict[QuestionId, Cell]:
    found = guardrails_in(line)
    return _guardrail_cells(found[0]) if found else {}


def _guardrail_cells(read: Guardrail) -> dict[QuestionId, Cell]:
    cells: dict[str, Cell] = {"name": Text(text=read.name), "better": Choice(option=read.wanted.value)}
    if read.margin is not None:
        cells["margin"] = _quantity(read.margin, "ratio", f"{read.margin * 100:.12g}%", "percent")
    if read.level is not None:
        unit = "percent" if read.sd is None else "count"
        typed = f"{read.level * 100:.12g}%" if read.sd is None else f"{read.level:.12g}"
        cells["today"] = _quantity(read.level, unit, typed, unit)
    if read.sd is not None:
        cells["spread"] = _quantity(read.sd, "count", f"{read.sd:.12g}", "count")
    if read.is_counter:
        cells["counter"] = Choice(option="yes")
    return {QuestionId(column): cell for column, cell in cells.items()}


def _quantity(value: float, unit: str, typed: str, shown: str) -> Quantity:
    return Quantity(value=value, unit=unit, typed=typed, echo=echo_of(float(f"{value:.12g}"), shown))


def _model_metric(line: str, locale: str | None) -> dict[QuestionId, Cell]:
    name, told = _metric_and_told(line)
    levels, left = _levels(told, locale)
    cells: dict[QuestionId, Cell] = {_NAME: Text(text=name)} if name else {}
    left = left.strip(" ,;.:=-\t()")
    return {**cells, **levels, **({_MEASURED: Text(text=left)} if left else {})}


def _levels(told: str, locale: str | None) -> tuple[dict[QuestionId, Quantity], str]:
    """Where a model metric stands and where it is to go, and what is left of the words."""
    span = span_within(told)
    if span is not None:
        start, end = _quantity_in(span.start, locale), _quantity_in(span.end, locale)
        return ({_NOW: start, _THEN: end}, f"{span.words} {span.rest}") if start and end else ({}, told)
    levels: dict[QuestionId, Quantity] = {}
    for column, pattern in ((_NOW, _TODAY), (_THEN, _WANTED)):
        found = pattern.search(told)
        level = _quantity_in((found["before"] or found["after"]).strip(), locale) if found else None
        if found and level:
            levels[column] = level
            told = told.replace(found[0], " ", 1)
    return levels, told


def _quantity_in(typed: str, locale: str | None) -> Quantity | None:
    figure = _number(typed, locale)
    return None if figure is None else Quantity(value=figure.value, unit=figure.unit, typed=typed, echo=figure.echo)


def _number(typed: str, locale: str | None) -> Number | None:
    """A figure; with a comma that can only be a decimal one also where the locale has a point."""
    for said in (typed, _COMMA.sub(r"\g<whole>.\g<part>", typed)):
        read = read_number(said, locale if said == typed else None)
        if isinstance(read, Number):
            return read
    return None


def _metric_and_told(line: str) -> tuple[str, str]:
    """A metric and what is told of it; without a sign between them, its levels end its name."""
    span, sign = span_within(line), _ENDS_NAME.search(line)
    starts = [found.start() for pattern in (_TODAY, _WANTED) if (found := pattern.search(line))]
    first = min([*starts, *([len(span.words)] if span else [])], default=0)
    if not line[:first].strip() or (sign is not None and sign.start() < first):
        return _name_and_rest(line)
    return parted(line[:first].strip(" ,;(-\u2013"))[0], line[first:]


def _proxy_metric(line: str, _locale: str | None) -> dict[QuestionId, Cell]:
    name, rest = _name_and_rest(line)
    cells: dict[QuestionId, Cell] = {_NAME: Text(text=name)} if name else {}
    return {**cells, _WHY: Text(text=rest.strip())} if rest.strip() else cells


def _name_and_rest(line: str) -> tuple[str, str]:
    """The name that the rules read in a line, and all that stands behind the sign that ends it."""
    sign = _ENDS_NAME.search(line)
    return parted(line)[0], line[sign.end() :] if sign else ""


_LINES: Final[Mapping[str, Callable[[str, str | None], dict[QuestionId, Cell]]]] = {
    "guardrails": _guardrail,
    "model_metrics": _model_metric,
    "proxy_metrics": _proxy_metric,
}


def in_words(question: Question) -> bool:
    """Whether lines of this question are read as sentences; elsewhere a line names the row, or has bars or an arrow."""
    return question.id in _LINES
