"""What a rule of the lint is, and what it is handed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.domain.charter import Charter
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.findings import Severity
from bot.domain.ids import QuestionId
from bot.domain.reading import MetricReading, read_metric_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One project on one day of the organisation, with what its answers are read with.

    `named` is what its business metric was read as, None where none is named: three rules ask, and reading is dear.
    """

    dossier: Dossier
    rules: Rulebook
    today: date
    named: MetricReading | None

    @classmethod
    def of(cls, dossier: Dossier, rules: Rulebook, today: date) -> Self:
        """The case of a project."""
        name = dossier.charter.text("metric_name")
        named = read_metric_name(name, rules.vocabulary) if name else None
        return cls(dossier=dossier, rules=rules, today=today, named=named)

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
