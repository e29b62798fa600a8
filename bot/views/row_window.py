"""The window of one row: an input for each column, and what somebody else changed in it meanwhile."""

from dataclasses import asdict
from typing import Any, Final

from bot.domain.charter import Quantity
from bot.domain.questions import Column
from bot.domain.row_windows import RowDialog
from bot.views.alerts import notice
from bot.views.answer_inputs import answer_input, input_hint
from bot.views.blocks import context
from bot.views.degree import Degree
from bot.views.inputs import field
from bot.views.lines import Line
from bot.views.modals import compact, modal
from bot.views.names import one_line, project_name, who
from bot.views.rendered import Block
from bot.views.row_words import cell_text
from bot.views.rows import ROWS
from bot.views.words import Words

_PAGE: Final = "kickoff/page"
_LABEL_MOST: Final = 60
_THEIRS_MOST: Final = 60


def row_window(reply: RowDialog, words: Words, degree: Degree) -> dict[str, Any]:
    """The window; what is submitted in it is saved at once, and it closes onto the page that it lies on."""
    place = words.line(ROWS, "place", project=project_name(reply.project), label=one_line(reply.question.label, 200))
    alerts = [notice(line, "warning", degree) for line in _clashes(reply, words)]
    fields = [_field(column, reply, words) for column in reply.question.columns]
    return modal(
        "rows.row",
        words.plain(ROWS, "title_new" if reply.is_new else "title_edit"),
        [*alerts, context(place), *fields],
        close=words.plain(ROWS, "close"),
        submit=words.plain(ROWS, "submit"),
        metadata=_metadata(reply),
    )


def _metadata(reply: RowDialog) -> str:
    about: dict[str, object] = {
        "project": reply.project.id,
        "question": reply.question.id,
        "row": reply.row,
        "revision": reply.revision,
        "is_new": reply.is_new,
        "page": asdict(reply.page),
    }
    return compact(about if reply.seen is None else {**about, "seen": reply.seen})


def _field(column: Column, reply: RowDialog, words: Words) -> Block:
    cell = reply.cells.get(column.id)
    label = words.plain(_PAGE, "label", label=one_line(column.label, 200), required=column.required)
    echo = cell.echo if isinstance(cell, Quantity) else ""
    return field(column.id, label, answer_input(column, cell, words), hint=input_hint(column, words, echo=echo))


def _clashes(reply: RowDialog, words: Words) -> list[Line]:
    """What the other person saved, with the words of the page for a field."""
    if reply.clash is None:
        return []
    if reply.clash.is_gone:
        return [words.line(ROWS, "gone", by=who(reply.by))]
    lines = []
    for clash in reply.clash.cells:
        column = reply.question.column(clash.column)
        values = {"by": who(reply.by), "label": one_line(column.label, _LABEL_MOST) if column else clash.column}
        if clash.theirs is None:
            lines.append(words.line(_PAGE, "clash_cleared", **values))
        else:
            theirs = one_line(cell_text(column, clash.theirs, words), _THEIRS_MOST)
            lines.append(words.line(_PAGE, "clash", **values, theirs=theirs))
    return lines
