"""The signed charters of a channel as its canvas, in Markdown, and the words of a bookmark where there is no canvas."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final

from bot.domain.charter_messages import CharterSheet, SheetPart
from bot.domain.ids import UserId
from bot.domain.text import shorten
from bot.views.answers import answer_lines
from bot.views.chain import chain_line
from bot.views.charter_sheet import LABEL_MOST, SHEET, headline_of, label_of, open_line, signed_line, warning_line
from bot.views.lines import Line
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


def charter_canvas(
    sheets: Sequence[CharterSheet],
    words: Words,
    *,
    names: Mapping[UserId, str] | None = None,
    most: int = CANVAS_MOST,
) -> str:
    """All signed charters of a channel in so many bytes; those for which there is no room are counted at the end.

    `names` are those of the people, as far as they are known: nobody is mentioned.
    """
    known = {str(user): name for user, name in (names or {}).items()}
    written = list[str]()
    for length in _ANSWER_MOST:
        written = [_sheet(sheet, words, length, known) for sheet in sheets]
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
    blocks = [words.line(SHEET, "canvas_note").markdown(), *written]
    if not count:
        blocks.append(words.line(SHEET, "canvas_empty").markdown())
    elif count > len(written):
        blocks.append(words.line(SHEET, "canvas_more", count=count - len(written)).markdown())
    return _BETWEEN.join(blocks)


def _sheet(sheet: CharterSheet, words: Words, most: int, names: Mapping[str, str]) -> str:
    blocks = [f"# {headline_of(sheet, words).markdown()}", signed_line(sheet, words).markdown(names)]
    for part in sheet.parts:
        title = one_line(part.part.title, LABEL_MOST) or NOTHING
        heading = words.line(SHEET, "heading", number=part.part.number, title=title)
        blocks += [f"## {heading.markdown()}", "\n".join(_part(part, words, most, names))]
    if sheet.chain is not None:
        heading, chain = words.line(SHEET, "chain_heading"), chain_line(sheet.chain, words)
        blocks += [f"## {heading.markdown()}", chain.markdown()]
    blocks += _listed("accepted_heading", [warning_line(each, words, most) for each in sheet.accepted], words, names)
    blocks += _listed("open_heading", [open_line(each, words) for each in sheet.open], words, names)
    return "\n\n".join(blocks)


def _listed(heading: str, lines: Sequence[Line], words: Words, names: Mapping[str, str]) -> list[str]:
    """A heading with a list below it; nothing where there is nothing to list."""
    if not lines:
        return []
    return [f"## {words.line(SHEET, heading).markdown()}", "\n".join(f"- {line.markdown(names)}" for line in lines)]


def _part(part: SheetPart, words: Words, most: int, names: Mapping[str, str]) -> Iterator[str]:
    """A list of the answers; one in rows has them as a list of its own."""
    if not part.answers:
        yield words.line(SHEET, "no_answers").markdown()
    for answer in part.answers:
        label = label_of(answer, words).markdown()
        said = answer_lines(answer.question, answer.value, words, most=most)
        lines = [line.markdown(names) or NOTHING for line in said]
        if len(lines) == 1:
            yield f"- {label} {lines[0]}"
        else:
            yield f"- {label}"
            yield from (f"    - {line}" for line in lines)
