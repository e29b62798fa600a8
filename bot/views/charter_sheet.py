"""The sheet of a signed charter, as it is pinned in the project's channel: who signed what, part by part."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from bot.domain.charter_messages import AcceptedWarning, CharterSheet, SheetAnswer, SheetPart
from bot.domain.findings import Finding, Severity
from bot.domain.ids import QuestionId
from bot.views.answers import answer_line
from bot.views.blocks import SECTION_MOST, context, header, section
from bot.views.chain import chain_line, chain_picture
from bot.views.findings import finding_lines
from bot.views.lines import Line
from bot.views.names import one_line, project_name, who
from bot.views.rendered import Block, Rendered
from bot.views.room import TEXT_MOST, WEIGHT_MOST, folded
from bot.views.typed_text import NOTHING, cut
from bot.views.words import Words

SHEET: Final = "charter/sheet"
SEAL_MOST: Final = 12
"""As much of a seal as people compare."""
LABEL_MOST: Final = 150
_ANSWER_MOST: Final = (300, 160, 80, 40)
"""How long an answer may be: the first length at which all of them fit."""
_UNCUT: Final = 1_000_000
_CHUNK_MOST: Final = 2500
"""Characters of one block; Slack takes 3,000."""
_BLOCK_WEIGHT: Final = 120
"""What a block takes around its words."""
_ROOM: Final = WEIGHT_MOST - 1500
"""What the headline, the signature and the note below leave of a message."""


def charter_sheet(message: CharterSheet, words: Words) -> Rendered:
    """The sheet within Slack's limits; answers are cut as far as they must be, and the sheet says so."""
    headline, signed = headline_of(message, words), signed_line(message, words)
    sections, whole = _fitting(message, words), _lines(_sections(message, words, _UNCUT))
    shown = _lines(sections)
    note = words.line(SHEET, "cut", left=len(whole) - len(shown))
    is_whole = shown == whole and all(len(line.mrkdwn) <= _CHUNK_MOST for line in whole)
    blocks = [header(headline.plain), context(signed), *_blocks(sections), *([] if is_whole else [context(note)])]
    lines = [cut(line.mrkdwn, _CHUNK_MOST) for each in sections for line in each.all_lines]
    pictures = chain_picture(message.chain, message.project, words) if message.chain is not None else ()
    text = _text([headline.strong.mrkdwn, signed.mrkdwn], lines, note.mrkdwn)
    return Rendered(text=text, blocks=blocks, pictures=pictures)


def headline_of(message: CharterSheet, words: Words) -> Line:
    """Whose charter it is, and which version of it."""
    return words.line(SHEET, "headline", project=project_name(message.project), version=message.version)


def signed_line(message: CharterSheet, words: Words) -> Line:
    """Who signed it and when, and the beginning of the seal."""
    day = words.figures.day(message.signed_on)
    return words.line(SHEET, "signed", by=who(message.signed_by), day=day, seal=message.seal[:SEAL_MOST] or NOTHING)


def label_of(answer: SheetAnswer, words: Words) -> Line:
    """The question, as a label before its answer."""
    label = one_line(answer.question.label, LABEL_MOST) or answer.question.id
    return words.line(SHEET, "label", label=label, asks=answer.question.label.endswith("?"))


def warning_line(warning: AcceptedWarning, words: Words, most: int) -> Line:
    """An accepted warning by its title, with who accepted it and why."""
    finding = Finding(rule=warning.rule, severity=Severity.WARNING, question=QuestionId(""))
    title, _ = finding_lines(finding, words)
    reason = one_line(warning.reason, most) or NOTHING
    return words.line(SHEET, "warning", title=title.plain, reason=reason, by=who(warning.by), later=warning.later)


def open_line(finding: Finding, words: Words) -> Line:
    """A warning that nobody has accepted, with the sentence that teaches."""
    title, why = finding_lines(finding, words)
    return words.line(SHEET, "open_warning", title=title.plain, why=why.plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """A heading with its lines."""

    heading: Line
    lines: tuple[Line, ...]

    @property
    def all_lines(self) -> tuple[Line, ...]:
        """The heading, and each line with its bullet."""
        return (self.heading, *(Line("• ") + line for line in self.lines))

    @property
    def weight(self) -> int:
        """No less than the characters that it takes in a message."""
        return _BLOCK_WEIGHT + sum(_weight(line) for line in self.all_lines)

    def within(self, room: int) -> "_Section":
        """The same with as many lines as fit into so much weight."""
        room -= _BLOCK_WEIGHT + _weight(self.heading)
        weights = accumulate(_weight(Line("• ") + line) for line in self.lines)
        return replace(self, lines=self.lines[: sum(weight <= room for weight in weights)])


def _weight(line: Line) -> int:
    """What a line takes in a message, with its share of the block that it stands in."""
    shown = cut(line.mrkdwn, SECTION_MOST)
    return len(json.dumps(shown, ensure_ascii=False)) + (len(shown) * _BLOCK_WEIGHT) // _CHUNK_MOST


def _fitting(message: CharterSheet, words: Words) -> list[_Section]:
    """The sections with the longest answers at which all fit; where none do, the last lines are left out."""
    sections: list[_Section] = []
    for most in _ANSWER_MOST:
        sections = _sections(message, words, most)
        if sum(section.weight for section in sections) <= _ROOM:
            return sections
    room, kept = _ROOM, list[_Section]()
    for each in sections:
        fitting = each.within(room)
        if fitting.lines:
            kept.append(fitting)
            room -= fitting.weight
    return kept


def _lines(sections: list[_Section]) -> list[Line]:
    return [line for each in sections for line in each.lines]


def _sections(message: CharterSheet, words: Words, most: int) -> list[_Section]:
    parts = [_part(part, words, most) for part in message.parts if part.answers]
    warnings = tuple(warning_line(each, words, most) for each in message.accepted)
    accepted = _Section(heading=words.line(SHEET, "accepted"), lines=warnings)
    chain = () if message.chain is None else (chain_line(message.chain, words),)
    linked = _Section(heading=words.line(SHEET, "chain"), lines=chain)
    found = tuple(open_line(each, words) for each in message.open)
    unsettled = _Section(heading=words.line(SHEET, "open"), lines=found)
    return [*parts, *(each for each in (linked, accepted, unsettled) if each.lines)]


def _part(part: SheetPart, words: Words, most: int) -> _Section:
    title = one_line(part.part.title, LABEL_MOST) or NOTHING
    heading = words.line(SHEET, "part", number=part.part.number, title=title)
    return _Section(heading=heading, lines=tuple(answer_of(answer, words, most) for answer in part.answers))


def answer_of(answer: SheetAnswer, words: Words, most: int) -> Line:
    """A question with its answer, on one line."""
    said = answer_line(answer.question, answer.value, words, most=most)
    return label_of(answer, words) + Line(" ") + (said or Line(NOTHING))


def _blocks(sections: list[_Section]) -> Iterator[Block]:
    """The lines of each section in as few blocks as they fit into."""
    for each in sections:
        chunk, size = Line(""), 0
        for line in each.all_lines:
            if chunk and size + len(line.mrkdwn) > _CHUNK_MOST:
                yield section(chunk)
                chunk, size = Line(""), 0
            chunk = chunk + Line("\n") + line if chunk else line
            size += len(line.mrkdwn) + 1
        yield section(chunk)


def _text(head: list[str], lines: list[str], note: str) -> str:
    """The lines that fit, with a word about those that do not."""
    kept, left = folded([*head, *lines], most=TEXT_MOST - len(note) - 1)
    return "\n".join([*kept, *([note] if left else [])])
