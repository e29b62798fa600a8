"""What a rule of the lint is, and what it is handed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.domain.charter import Charter
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.findings import Severity
from bot.domain.ids import QuestionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One project on one day of the organisation, with what its answers are read with."""

    dossier: Dossier
    rules: Rulebook
    today: date

    @property
    def charter(self) -> Charter:
        """The answers."""
        return self.dossier.charter


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """A rule that fired: the words that led to it, what would help, and whether it only misses an answer.

    `question` is the one that mends it here, where that is another than the rule's own.
    """

    words: tuple[str, ...] = ()
    advice: str = ""
    is_missing: bool = False
    question: QuestionId | None = None


MISSING = Fired(is_missing=True)
"""There is no answer yet."""

Check = Callable[[Case], Fired | None]
"""Returns None while the rule is content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its id, how serious it is unless the policy says otherwise, and the question that mends it.

    A blocker that the sponsor can waive until some day is `waivable`; other blockers can only be mended.
    """

    id: str
    severity: Severity
    question: QuestionId
    check: Check
    waivable: bool = False
