"""The windows around a charter: accepting a finding, giving an item away, signing, and reading versions."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from bot.domain.charter import Value
from bot.domain.charter_messages import AcceptedWarning, SheetPart
from bot.domain.findings import Finding
from bot.domain.ids import QuestionId, UserId
from bot.domain.impact import Impact
from bot.domain.metrics import Kpi
from bot.domain.projects import ProjectName
from bot.domain.prospects import Prospect
from bot.domain.questions import Part, Question
from bot.domain.remarks import Realism
from bot.domain.signing_messages import ChangesLine, SigningLine, VersionLine

EDITS_PAGE: Final = 12
"""How many edits the window of a charter shows at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptDialog:
    """The window in which a finding is accepted; a waiver asks for its last day too, within so many days."""

    project: ProjectName
    finding: Finding
    most_days: int
    kind: Literal["accept_dialog"] = "accept_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One answer that became another; `asked` is None where the bank does not ask the question any more.

    `by` and `at` (UTC) are of the later answer, None where there is none.
    """

    question: QuestionId
    asked: Question | None
    before: Value | None
    after: Value | None
    by: UserId | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignDialog:
    """The window in which the sponsor signs: what is signed, what changed since the last time, what is accepted.

    `seal` is of the answers that are shown, `seen` of what was accepted too: a signature on anything else is refused.
    `impact` is what reaching the target is worth by them, `prospect` and `realism` are how it is to be proven and how
    realistic it is. `changes` is what was asked to be changed before, and `since` what was edited after that.
    """

    project: ProjectName
    number: int
    owner: UserId
    parts: tuple[SheetPart, ...]
    changed: tuple[Edit, ...]
    findings: tuple[Finding, ...]
    kpi: Kpi
    impact: Impact
    seal: str
    seen: str = ""
    prospect: Prospect = field(default_factory=Prospect)
    realism: Realism | None = None
    changes: ChangesLine | None = None
    since: tuple[Edit, ...] = ()
    kind: Literal["sign_dialog"] = "sign_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterDialog:
    """The window that reads a charter: how it stands, its answers, its versions, and what was edited last.

    `compared` is the version that the present answers are compared with, and `differences` what differs; `edits`
    are a page of them, newest first: of `edits_total` those up to `edits_upto`, counted from the oldest;
    `in_the_way` counts what stands between the charter and a signature. `may_adopt` says that new kickoffs get
    other questions by now, and that this person may move this one to them; `may_sign` that this person is asked to
    sign. `accepted` are what somebody accepted beside the answers, `changes` what the sponsor asked to be changed
    and is not done yet; `may_ready` says that this person can answer that it is ready as it is.
    """

    project: ProjectName
    signing: SigningLine
    in_the_way: int
    parts: tuple[SheetPart, ...]
    versions: tuple[VersionLine, ...]
    edits: tuple[Edit, ...]
    edits_upto: int = 0
    edits_total: int = 0
    accepted: tuple[AcceptedWarning, ...] = ()
    changes: ChangesLine | None = None
    compared: int | None = None
    differences: tuple[Edit, ...] = ()
    may_answer: bool = False
    may_restore: bool = False
    may_adopt: bool = False
    may_sign: bool = False
    may_ready: bool = False
    kind: Literal["charter_dialog"] = "charter_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDialog:
    """The window in which an item is given to somebody else (`to` has it now), or said not to apply and why."""

    project: ProjectName
    question: Question
    to: UserId | None
    reason: str
    kind: Literal["item_dialog"] = "item_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The questions of one part of which a change can be asked."""

    part: Part
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesDialog:
    """The window in which the sponsor asks for changes; what was asked before and is not done yet stands in it."""

    project: ProjectName
    number: int
    owner: UserId
    offered: tuple[Offered, ...]
    reason: str = ""
    chosen: tuple[QuestionId, ...] = ()
    kind: Literal["changes_dialog"] = "changes_dialog"


CharterWindow = AcceptDialog | SignDialog | ChangesDialog | CharterDialog | ItemDialog
