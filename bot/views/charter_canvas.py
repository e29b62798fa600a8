"""The signed charters of a channel as its canvas, in Markdown, and the words of a bookmark where there is no canvas."""

from collections.abc import Iterator, Sequence
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
_ANSWER_MOST: Final = (3000, 600, 120)
"""How long an answer, or one row of it, may be: the first length at which all of them fit."""


def charter_canvas(sheets: Sequence[CharterSheet], words: Words) -> str:
    """All signed charters of a channel, a heading each; those for which there is no room are counted at the end."""
    written = [_sheet(sheet, words, _ANSWER_MOST[0]) for sheet in sheets]
    for most in _ANSWER_MOST[1:]:
        if _fits(written, sheets, words):
            break
        written = [_sheet(sheet, words, most) for sheet in sheets]
    while not _fits(written, sheets, words):
        written.pop()
    return _joined(written, len(sheets), words)


def _fits(written: Sequence[str], sheets: Sequence[CharterSheet], words: Words) -> bool:
    return len(_joined(written, len(sheets), words).encode()) <= CANVAS_MOST


def charter_bookmark(sheet: CharterSheet, words: Words) -> str:
    """What the bookmark of a charter is called."""
    return shorten(words.plain(SHEET, "bookmark", project=project_name(sheet.project)), BOOKMARK_MOST)


def _joined(written: Sequence[str], count: int, words: Words) -> str:
    blocks = [words.line(SHEET, "canvas_note").markdown, *written]
    if not count:
        blocks.append(words.line(SHEET, "canvas_empty").markdown)
    elif count > len(written):
        blocks.append(words.line(SHEET, "canvas_more", count=count - len(written)).markdown)
    return "\n\n".join(blocks)


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
