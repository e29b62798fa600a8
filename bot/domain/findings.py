"""What the charter lint has to say of an answer."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.ids import QuestionId, UserId


class Severity(StrEnum):
    """A blocker stands in the way of sign-off, a warning can be accepted, a note informs."""

    BLOCKER = "blocker"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Who accepted a finding, why, and until which day (None: as long as it says the same)."""

    reason: str
    by: UserId
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that fired: its id, where the mend is, the words of the answer that led to it, and what would help.

    `is_missing` says that there is only no answer yet; a blocker that the sponsor can waive until a day is
    `is_waivable`.
    """

    rule: str
    severity: Severity
    question: QuestionId
    words: tuple[str, ...] = ()
    advice: str = ""
    is_missing: bool = False
    is_waivable: bool = False
    accepted: Acceptance | None = None
