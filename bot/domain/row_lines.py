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

Cells = Mapping[QuestionId, Cell]
_FIGURE: Final = r"(?P<{name}>[€$£]?\d[\d.,]*\s*(?:%|percent\b)?)"
_TODAY: Final = re.compile(
    rf"{_FIGURE.format(name='before')}\s*(?:today|now)\b|\btoday:?\s*{_FIGURE.format(name='after')}"
)
_WANTED: Final = re.compile(
    rf"{_FIGURE.format(name='before')}\s*(?:wanted|by then)\b|\b(?:wanted|target):?\s*{_FIGURE.format(name='after')}"
)
_ARROW: Final = re.compile(
    r"(?P<from>.+?)\s*(?:->|=>|\N{RIGHTWARDS ARROW})\s*(?P<to>[^:]+?)\s*"
    r"(?::\s*(?P<effect>[^;]+?)\s*(?:;\s*(?P<evidence>.+))?)?"
)
_ENDS_NAME: Final = re.compile("[:=]")
_NAME, _WHY, _MEASURED = QuestionId("name"), QuestionId("why"), QuestionId("measured")


def cells_of_line(question: Question, line: str) -> Cells:
    """What a line of words says, by column; nothing is lost, so that a line of any shape is a row at least by name."""
    read = _LINES.get(question.id, _unread)
    cells = {column: cell for column, cell in read(line).items() if question.column(column)}
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


def _unread(_line: str) -> dict[QuestionId, Cell]:
    return {}


def _guardrail(line: str) -> dict[QuestionId, Cell]:
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


def _model_metric(line: str) -> dict[QuestionId, Cell]:
    name, rest = _name_and_rest(line)
    cells: dict[QuestionId, Cell] = {_NAME: Text(text=name)} if name else {}
    for column, pattern in (("today", _TODAY), ("target", _WANTED)):
        found = pattern.search(rest)
        figure = read_number(found["before"] or found["after"]) if found else None
        if found and isinstance(figure, Number):
            typed = (found["before"] or found["after"]).strip()
            cells[QuestionId(column)] = Quantity(value=figure.value, unit=figure.unit, typed=typed, echo=figure.echo)
            rest = rest.replace(found[0], " ", 1)
    left = rest.strip(" ,;.:=-\t")
    return {**cells, _MEASURED: Text(text=left)} if left else cells


def _proxy_metric(line: str) -> dict[QuestionId, Cell]:
    name, rest = _name_and_rest(line)
    cells: dict[QuestionId, Cell] = {_NAME: Text(text=name)} if name else {}
    return {**cells, _WHY: Text(text=rest.strip())} if rest.strip() else cells


def _name_and_rest(line: str) -> tuple[str, str]:
    """The name that the rules read in a line, and all that stands behind the sign that ends it."""
    sign = _ENDS_NAME.search(line)
    return parted(line)[0], line[sign.end() :] if sign else ""


_LINES: Final[Mapping[str, Callable[[str], dict[QuestionId, Cell]]]] = {
    "guardrails": _guardrail,
    "model_metrics": _model_metric,
    "proxy_metrics": _proxy_metric,
}


def in_words(question: Question) -> bool:
    """Whether lines of this question are read as sentences; elsewhere a line names the row, or has bars or an arrow."""
    return question.id in _LINES
