"""The sheet of a signed charter, as it is pinned in the project's channel: who signed what, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.charter_messages import AcceptedWarning, CharterSheet, SheetAnswer, SheetPart
from bot.domain.findings import Finding, Severity
from bot.domain.ids import QuestionId
from bot.views.answers import answer_line
from bot.views.blocks import bullets, context, header, rich_section, rich_text
from bot.views.findings import finding_lines
from bot.views.lines import Line
from bot.views.names import one_line, project_name, who
from bot.views.rendered import Block, Rendered
from bot.views.room import TEXT_MOST, WEIGHT_MOST, folded, light
from bot.views.typed_text import NOTHING
from bot.views.words import Words

SHEET: Final = "charter/sheet"
SEAL_MOST: Final = 12
"""As much of a seal as people compare."""
LABEL_MOST: Final = 150
_ANSWER_MOST: Final = (300, 160, 80, 40)
"""How long an answer may be: the first length at which all of them fit."""
_UNCUT: Final = 1_000_000
_BLOCK_WEIGHT: Final = 200
"""What a block and its list take around their words."""
_ROOM: Final = WEIGHT_MOST - 1500
"""What the headline, the signature and the note below leave of a message."""
_PARTS_MOST: Final = 20


def charter_sheet(message: CharterSheet, words: Words) -> Rendered:
    """The sheet within Slack's limits; answers are cut as far as they must be, and the sheet says so."""
    headline, signed = headline_of(message, words), signed_line(message, words)
    sections = _fitting(message, words)
    cut = words.line(SHEET, "cut", left=sum(section.left for section in sections))
    blocks = [header(headline.plain), context(signed), *_blocks(sections)]
    if not _is_whole(sections, message, words):
        blocks.append(context(cut))
    lines = [line.mrkdwn for section in sections for line in section.text]
    return Rendered(text=_text([headline.strong.mrkdwn, signed.mrkdwn], lines, cut.mrkdwn), blocks=blocks)


def headline_of(message: CharterSheet, words: Words) -> Line:
    """Whose charter it is, and which version of it."""
    return words.line(SHEET, "headline", project=project_name(message.project), version=message.version)


def signed_line(message: CharterSheet, words: Words) -> Line:
    """Who signed it and when, and the beginning of the seal."""
    day = words.figures.day(message.signed_on)
    return words.line(SHEET, "signed", by=who(message.signed_by), day=day, seal=message.seal[:SEAL_MOST] or NOTHING)


def label_of(answer: SheetAnswer, words: Words) -> Line:
    """The question, as a label before its answer."""
    return words.line(SHEET, "label", label=one_line(answer.question.label, LABEL_MOST) or answer.question.id)


def warning_line(warning: AcceptedWarning, words: Words, most: int) -> Line:
    """An accepted warning by its title, with who accepted it and why."""
    finding = Finding(rule=warning.rule, severity=Severity.WARNING, question=QuestionId(""))
    title, _ = finding_lines(finding, words)
    reason = one_line(warning.reason, most) or NOTHING
    return words.line(SHEET, "warning", title=title.plain, reason=reason, by=who(warning.by))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """A heading with its lines, as many as there is room for; `left` of them are left out."""

    heading: Line
    lines: tuple[Line, ...]
    left: int = 0

    @property
    def weight(self) -> int:
        """No less than the characters that it takes in a message."""
        return _BLOCK_WEIGHT + self.heading.weight + sum(line.weight for line in self.lines)

    @property
    def text(self) -> tuple[Line, ...]:
        """The lines of plain text."""
        return (self.heading, *(Line("• ") + line for line in self.lines))

    def within(self, room: int) -> "_Section":
        """The same with as many lines as fit into so much weight."""
        kept, left = light(self.lines, most=room - _BLOCK_WEIGHT - self.heading.weight)
        return replace(self, lines=tuple(kept), left=left)


def _fitting(message: CharterSheet, words: Words) -> list[_Section]:
    """The sections with the longest answers at which all fit; where none do, the last lines are left out."""
    sections: list[_Section] = []
    for most in _ANSWER_MOST:
        sections = _sections(message, words, most)
        if sum(section.weight for section in sections) <= _ROOM:
            return sections
    room, kept = _ROOM, list[_Section]()
    for section in sections:
        kept.append(section.within(room))
        room -= kept[-1].weight
    return kept


def _is_whole(sections: list[_Section], message: CharterSheet, words: Words) -> bool:
    whole = _sections(message, words, _UNCUT)
    return [section.lines for section in sections] == [section.lines for section in whole]


def _sections(message: CharterSheet, words: Words, most: int) -> list[_Section]:
    parts = [_part(part, words, most) for part in message.parts[:_PARTS_MOST] if part.answers]
    warnings = tuple(warning_line(each, words, most) for each in message.accepted)
    accepted = _Section(heading=words.line(SHEET, "accepted"), lines=warnings)
    return [*parts, *([accepted] if warnings else [])]


def _part(part: SheetPart, words: Words, most: int) -> _Section:
    title = one_line(part.part.title, LABEL_MOST) or NOTHING
    heading = words.line(SHEET, "part", number=part.part.number, title=title)
    return _Section(heading=heading, lines=tuple(answer_of(answer, words, most) for answer in part.answers))


def answer_of(answer: SheetAnswer, words: Words, most: int) -> Line:
    """A question with its answer, on one line."""
    said = answer_line(answer.question, answer.value, words, most=most)
    return label_of(answer, words) + Line(" ") + (said or Line(NOTHING))


def _blocks(sections: list[_Section]) -> Iterator[Block]:
    for section in sections:
        listed = (bullets(section.lines),) if section.lines else ()
        yield rich_text(rich_section(section.heading.inline), *listed)


def _text(head: list[str], lines: list[str], cut: str) -> str:
    """The lines that fit, with a word about those that do not."""
    kept, left = folded([*head, *lines], most=TEXT_MOST - len(cut) - 1)
    return "\n".join([*kept, *([cut] if left else [])])
