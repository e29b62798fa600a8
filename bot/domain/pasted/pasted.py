"""What was pasted, sorted by the questions that it answers; what belongs to none is kept beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.answering import Given
from bot.domain.ids import QuestionId


class Why(StrEnum):
    """Why a piece of a text is no answer."""

    NO_QUESTION = "no_question"
    EITHER = "either"
    AGAIN = "again"
    BESIDE = "beside"
    UNKNOWN = "unknown"
    FIXED = "fixed"
    WHO = "who"
    VALUE = "value"
    RISK = "risk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A piece of the text that was not taken as an answer, and what is to be said of it: names of questions, or why."""

    text: str
    why: Why = Why.NO_QUESTION
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One earlier value of the business metric, day and value as they were typed, and its line, 0 if not known."""

    day: str
    value: str
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """A charter as it was typed: answers by question, people by role, and what could not be placed.

    None takes an answer back. `proposed` are the answers that were read from prose without any label. `title` is the
    highest heading that opens a text: it belongs to no question, and may be the project's name.
    """

    typed: Mapping[QuestionId, Given]
    people: Mapping[QuestionId, str] = field(default_factory=dict)
    name: str | None = None
    title: str | None = None
    channel: str | None = None
    history: tuple[Logged, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    proposed: tuple[QuestionId, ...] = ()

    def words(self, question: str) -> str:
        """The text of an answer; nothing for one that is not there, is taken back, or stands in rows."""
        typed = self.typed.get(QuestionId(question))
        return typed if isinstance(typed, str) else ""
