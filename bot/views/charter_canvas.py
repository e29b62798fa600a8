"""The signed charters of a channel as its canvas, in Markdown, and the words of a bookmark where there is no canvas."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from bot.domain.charter_messages import CharterSheet, SheetPart
from bot.domain.text import shorten
from bot.views.answers import answer_lines
from bot.views.charter_sheet import LABEL_MOST, SHEET, headline_of, label_of, signed_line, warning_line
from bot.views.names import one_line, project_name
from bot.views.typed_text import NOTHING
from bot.views.words import Words

CANVAS_MOST: Final = 1_048_576
"""Bytes of Markdown that a canvas takes: 1 MiB."""
BOOKMARK_MOST: Final = 80
"""Slack names no limit for a bookmark's title; the bar above a channel shows fewer."""
_BETWEEN: Final = "\n\n"
_ROOM_FOR_NOTES: Final = 2000
_ANSWER_MOST: Final = (3000, 600, 120)
"""How long an answer, or one row of it, may be: the first length at which all of them fit."""


def charter_canvas(sheets: Sequence[CharterSheet], words: Words, *, most: int = CANVAS_MOST) -> str:
    """All signed charters of a channel in so many bytes; those for which there is no room are counted at the end."""
    written = list[str]()
    for length in _ANSWER_MOST:
        written = [_sheet(sheet, words, length) for sheet in sheets]
        if _size(written) <= most - _ROOM_FOR_NOTES:
            return _joined(written, len(sheets), words)
    sizes = accumulate(_size([each]) for each in written)
    kept = sum(size <= most - _ROOM_FOR_NOTES for size in sizes)
    return _joined(written[:kept], len(sheets), words)


def _size(written: Sequence[str]) -> int:
    return sum(len(each.encode()) + len(_BETWEEN) for each in written)


def charter_canvas_title(words: Words) -> str:
    """What the tab of the canvas is called."""
    return words.plain(SHEET, "canvas_title")


def charter_bookmark(sheet: CharterSheet, words: Words) -> str:
    """What the bookmark of a charter is called."""
    return shorten(words.plain(SHEET, "bookmark", project=project_name(sheet.project)), BOOKMARK_MOST)


def _joined(written: Sequence[str], count: int, words: Words) -> str:
    blocks = [words.line(SHEET, "canvas_note").markdown, *written]
    if not count:
        blocks.append(words.line(SHEET, "canvas_empty").markdown)
    elif count > len(written):
        blocks.append(words.line(SHEET, "canvas_more", count=count - len(written)).markdown)
    return _BETWEEN.join(blocks)


def _sheet(sheet: CharterSheet, words: Words, most: int) -> str:
    blocks = [f"# {headline_of(sheet, words).markdown}", signed_line(sheet, words).markdown]
    for part in sheet.parts:
        title = one_line(part.part.title, LABEL_MOST) or NOTHING
        heading = words.line(SHEET, "heading", number=part.part.number, title=title)
        blocks += [f"## {heading.markdown}", "\n".join(_part(part, words, most))]
    if sheet.accepted:
        warnings = [f"- {warning_line(each, words, most).markdown}" for each in sheet.accepted]
        blocks += [f"## {words.line(SHEET, 'accepted_heading').markdown}", "\n".join(warnings)]
    return "\n\n".join(blocks)


def _part(part: SheetPart, words: Words, most: int) -> Iterator[str]:
    """A list of the answers; one in rows has them as a list of its own."""
    if not part.answers:
        yield words.line(SHEET, "no_answers").markdown
    for answer in part.answers:
        label = label_of(answer, words).markdown
        lines = [line.markdown or NOTHING for line in answer_lines(answer.question, answer.value, words, most=most)]
        if len(lines) == 1:
            yield f"- {label} {lines[0]}"
        else:
            yield f"- {label}"
            yield from (f"    - {line}" for line in lines)
