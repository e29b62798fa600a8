"""An answer in words: as a sheet, a comparison of versions or a clash shows it."""

from typing import Final, assert_never

from bot.domain.charter import (
    Accepted,
    ChangesAsked,
    Choice,
    Day,
    Drill,
    NotApplicable,
    Proof,
    Quantity,
    Rows,
    Text,
    Value,
    Who,
)
from bot.domain.questions import Question
from bot.views import mentions
from bot.views.lines import Line
from bot.views.names import one_line, who
from bot.views.row_words import row_text
from bot.views.words import Words

_ANSWERS: Final = "answers/answers"


def answer_lines(question: Question | None, value: Value | None, words: Words, *, most: int = 300) -> tuple[Line, ...]:
    """The answer on one line, one in rows on a line for each; `question` is None where the bank asks it no more."""
    match value:
        case Rows():
            return tuple(_said(row_text(question, row, words, most=most), words) for row in value.rows) or (
                words.line(_ANSWERS, "none"),
            )
        case NotApplicable() | Accepted() | Proof() | Drill() | ChangesAsked():
            return (_about(value, words, most),)
        case _:
            return (_said(_plain(question, value, words, most), words) if value else words.line(_ANSWERS, "none"),)


def answer_line(question: Question | None, value: Value | None, words: Words, *, most: int = 300) -> Line:
    """The same on a single line."""
    first, *rest = answer_lines(question, value, words, most=most)
    for line in rest:
        first = first + Line("; ") + line
    return first


def answer_text(question: Question | None, value: Value | None, words: Words, *, most: int = 300) -> str:
    """The same as a value for a template; a person stays a mention."""
    return who(value.user) if isinstance(value, Who) else answer_line(question, value, words, most=most).plain


def _said(text: str, words: Words) -> Line:
    return words.line(_ANSWERS, "words", words=text)


def _about(value: NotApplicable | Accepted | Proof | Drill | ChangesAsked, words: Words, most: int) -> Line:
    match value:
        case NotApplicable():
            return words.line(_ANSWERS, "not_applicable", reason=one_line(value.reason, most))
        case Accepted():
            until = words.figures.day(value.until) if value.until else ""
            return words.line(_ANSWERS, "accepted", reason=one_line(value.reason, most), until=until)
        case Proof():
            until = words.figures.day(value.until) if value.until else ""
            note = one_line(value.note, most)
            return words.line(_ANSWERS, "proof", link=mentions.link(value.link), note=note, until=until)
        case ChangesAsked():
            return words.line(_ANSWERS, "changes_asked", reason=one_line(value.reason, most), ready=value.is_ready)
        case Drill():
            return words.line(
                _ANSWERS,
                "drill",
                scenario=words.label("scenario", value.scenario),
                answered=value.answered_at is not None,
                passed=value.passed,
                until=words.figures.day(value.until) if value.until else "",
            )
        case _:
            assert_never(value)


def _plain(question: Question | None, value: Text | Quantity | Day | Choice | Who, words: Words, most: int) -> str:
    match value:
        case Text():
            return one_line(value.text, most)
        case Quantity():
            return one_line(value.typed, most)
        case Day():
            return words.figures.day(value.day)
        case Choice():
            offered = question.option(value.option) if question else None
            return one_line(offered.label if offered else value.option, most)
        case Who():
            return who(value.user)
        case _:
            assert_never(value)
