"""The windows of the requirements: evidence for one, and the silent-failure drill."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.domain.charter import Drill, NotApplicable, Proof
from bot.domain.drafts import Drafts
from bot.domain.ids import UserId
from bot.domain.kickoff import Clash
from bot.domain.projects import ProjectName
from bot.domain.readiness.items import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """The page of the requirements below a window: the revision that its fields are of, and the drafts it carries."""

    revision: int
    drafts: Drafts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDialog:
    """The window that takes the evidence of one requirement; `evidence` is what its fields show.

    `until` is the last day if nobody names another, `clash` what somebody else saved meanwhile. `page` is the one below
    it, None where it stands alone.
    """

    project: ProjectName
    item: Item
    evidence: Proof | NotApplicable | None
    until: date
    revision: int
    clash: Clash | None = None
    page: Below | None = None
    kind: Literal["evidence_dialog"] = "evidence_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillDialog:
    """The window that puts a drill to somebody of the project; `limit` is in minutes, `within` in hours.

    `page` is the one below it, None where it stands alone.
    """

    project: ProjectName
    asked: UserId
    limit: int
    within: int
    page: Below | None = None
    kind: Literal["drill_dialog"] = "drill_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillAnswerDialog:
    """The window in which a drill is answered."""

    project: ProjectName
    drill: Drill
    kind: Literal["drill_answer_dialog"] = "drill_answer_dialog"
