"""What channels are told of a charter: the sheet of a signed one, which stays pinned and kept."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from bot.domain.chain import Chain
from bot.domain.charter import Value, Who
from bot.domain.findings import Finding
from bot.domain.ids import LivingKey, ProjectId, UserId
from bot.domain.projects import ProjectName
from bot.domain.questions import Part, Question

SHEET: Final = "charter_sheet"
"""The kind of message that is pinned in its channel and kept there as a canvas or a bookmark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetAnswer:
    """One question as it was asked, and the answer that was signed."""

    question: Question
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """The signed answers of one part of the kickoff, in the order in which they are asked."""

    part: Part
    answers: tuple[SheetAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedWarning:
    """A warning of the lint that stands in the charter all the same: by its rule, with who accepted it and why.

    One that was accepted `later` than the version was signed was not there to be signed.
    """

    rule: str
    reason: str
    by: UserId
    later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterSheet:
    """The signed charter of a project; `seal` is the SHA-256 of what was signed, in hexadecimal.

    `accepted` and `open` are the warnings beside it: those that somebody accepted, and those that nobody has.

    It is said as a living message under `sheet_key`, so that a new version changes it in place and its pin and its
    link stay.
    """

    project: ProjectName
    version: int
    seal: str
    signed_by: UserId
    signed_on: date
    parts: tuple[SheetPart, ...]
    accepted: tuple[AcceptedWarning, ...] = ()
    chain: Chain | None = None
    open: tuple[Finding, ...] = ()
    kind: Literal["charter_sheet"] = SHEET

    @property
    def people(self) -> frozenset[UserId]:
        """Everybody whom it names."""
        answers = (answer.value for part in self.parts for answer in part.answers)
        named = (value.user for value in answers if isinstance(value, Who))
        return frozenset((self.signed_by, *(each.by for each in self.accepted), *named))


def sheet_key(project: ProjectId) -> LivingKey:
    """The name under which the sheet of a project lives."""
    return LivingKey(f"charter:{project}")
