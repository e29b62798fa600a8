"""One row of an answer in words: what it is about first, then each cell as it was understood."""

import re
from typing import Final, assert_never

from bot.domain.charter import Cell, Choice, Day, Quantity, Row, Text
from bot.domain.ids import QuestionId
from bot.domain.questions import Column, Question
from bot.views.names import one_line
from bot.views.words import Words

_ROWS: Final = "rows/rows"
_MINUS: Final = re.compile(r"(?<![\w.])-(?=\d)")
_BETWEEN: Final = " · "
_CELL_MOST: Final = 120


def row_text(question: Question | None, row: Row, words: Words, *, most: int = 300) -> str:
    """The row on one line; without the question, or for columns that it asks no more, the cells as they were typed."""
    columns = question.columns if question is not None else ()
    known = {column.id for column in columns}
    if question is not None and _is_sentence(question, row):
        return one_line(_sentence(question, row, words), most)
    told = [
        _told(column, row.cells[column.id], words, number)
        for number, column in enumerate(columns)
        if column.id in row.cells
    ]
    told += [cell_text(None, cell, words) for column, cell in row.cells.items() if column not in known]
    return one_line(_BETWEEN.join(each for each in told if each), most)


def cell_text(column: Column | None, cell: Cell, words: Words) -> str:
    """A cell as it was typed; a choice by its label, a day as days are written where the column is known."""
    match cell:
        case Text():
            return one_line(cell.text, _CELL_MOST)
        case Quantity():
            return one_line(cell.typed, _CELL_MOST)
        case Day():
            return cell.day.isoformat() if column is None else words.figures.day(cell.day)
        case Choice():
            offered = column.option(cell.option) if column else None
            return one_line(offered.label if offered else cell.option, _CELL_MOST)
        case _:
            assert_never(cell)


def _told(column: Column, cell: Cell, words: Words, number: int) -> str:
    """The name of a row alone, texts alone, and all else behind its label; a number as it was understood."""
    if isinstance(cell, Text):
        return cell_text(column, cell, words)
    said = _MINUS.sub("\N{MINUS SIGN}", cell.echo) if isinstance(cell, Quantity) else cell_text(column, cell, words)
    return words.plain(_ROWS, "cell", label=column.label, value=said) if number else said


_SENTENCES: Final = {
    "guardrails": ("name", "margin", "today", "spread"),
    "metric_links": ("from", "to", "effect", "evidence"),
}
"""The questions whose rows are said as a sentence, with the cells that it needs in words."""
_CHOSEN: Final = {"guardrails": ("better", "counter"), "metric_links": ("per",)}
"""The cells that choose its words."""


def _is_sentence(question: Question, row: Row) -> bool:
    """Whether a sentence says all that stands in the row."""
    sayable = {*_SENTENCES.get(question.id, ()), *_CHOSEN.get(question.id, ())}
    return bool(sayable) and sayable.issuperset(row.cells)


def _sentence(question: Question, row: Row, words: Words) -> str:
    said = {name: _short(row.cells.get(QuestionId(name))) for name in _SENTENCES[question.id]}
    if question.id == "guardrails":
        margin, _, read = said.pop("margin").partition(" = ")
        is_up, is_counter = _chosen(row, "better") != "down", _chosen(row, "counter") == "yes"
        return words.plain(_ROWS, "guardrail", **said, margin=margin, read=read, is_up=is_up, is_counter=is_counter)
    return words.plain(_ROWS, "link", start=said.pop("from"), per=_chosen(row, "per") or "unit", **said)


def _short(cell: Cell | None) -> str:
    match cell:
        case Text():
            return one_line(cell.text, _CELL_MOST)
        case Quantity():
            return _MINUS.sub("\N{MINUS SIGN}", cell.echo)
        case _:
            return ""


def _chosen(row: Row, column: str) -> str:
    cell = row.cells.get(QuestionId(column))
    return cell.option if isinstance(cell, Choice) else ""
