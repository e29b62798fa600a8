"""An answer in rows on a page: its rows, each with a menu to edit or remove it, and the button that adds one."""

from typing import Final

from bot.domain.charter import Row
from bot.domain.page_windows import ChangedRow, PageDialog
from bot.domain.questions import Question
from bot.domain.rows import named, rows_in
from bot.views.answer_inputs import excused
from bot.views.blocks import button, context, option, section
from bot.views.lines import Line
from bot.views.names import one_line, who
from bot.views.rendered import Block
from bot.views.row_words import row_text
from bot.views.words import Words

ROWS: Final = "rows/rows"
_LABEL_MOST: Final = 200
_NAME_MOST: Final = 40
_ROW_MOST: Final = 90


def listed_rows(question: Question, reply: PageDialog, words: Words) -> list[Block]:
    """The question with its button, and a block for each row; Slack finds each by its own block id."""
    rows = rows_in(question, reply.values.get(question.id))
    label = one_line(question.label, _LABEL_MOST)
    head = words.line(ROWS, "head", label=label, required=question.required)
    about = words.line(
        ROWS,
        "about",
        help=question.help.strip(),
        example="" if rows else question.example.strip(),
        count=len(rows),
        excused=excused(reply.values.get(question.id)),
    )
    add = button(words.plain(ROWS, "add"), "rows.add", f"{reply.project.id}|{question.id}")
    shown = rows[: question.rows_most]
    blocks = [{**section(head + Line("\n") + about, add), "block_id": f"rows.{question.id}"}]
    blocks += [_row(question, row, reply, words) for row in shown]
    left = len(rows) - len(shown)
    return [*blocks, context(words.line(ROWS, "more", count=left))] if left else blocks


def _row(question: Question, row: Row, reply: PageDialog, words: Words) -> Block:
    menu = {
        "type": "overflow",
        "action_id": "rows.change",
        "options": [
            option("edit", words.plain(ROWS, "edit")),
            option(f"remove|{reply.listed_at}", words.plain(ROWS, "remove")),
        ],
    }
    line = words.line(ROWS, "row", row=row_text(question, row, words))
    return {**section(line, menu), "block_id": f"rows.{question.id}.{row.id}"}


def changed_row(changed: ChangedRow, words: Words) -> Line:
    """That somebody edited a row which was to be removed, and how it reads now."""
    return words.line(
        ROWS,
        "changed",
        by=who(changed.by),
        name=one_line(named(changed.question, changed.row), _NAME_MOST),
        row=row_text(changed.question, changed.row, words, most=_ROW_MOST),
    )
