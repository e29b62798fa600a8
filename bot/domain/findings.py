"""What the charter lint has to say of an answer."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ids import QuestionId


class Severity(StrEnum):
    """A blocker stands in the way of sign-off, a warning can be accepted, a note informs."""

    BLOCKER = "blocker"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that fired: its id, where the mend is, the words of the answer that led to it, and what would help."""

    rule: str
    severity: Severity
    question: QuestionId
    words: tuple[str, ...] = ()
    advice: str = ""
