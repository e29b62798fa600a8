"""The windows of a kickoff: its start, its pages, a single answer, and what stands when it is finished."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.domain.charter import Row, Value
from bot.domain.drafts import Drafts
from bot.domain.findings import Finding
from bot.domain.ids import ChannelId, QuestionId, UserId
from bot.domain.kickoff import Clash
from bot.domain.metrics import Unit
from bot.domain.progress import PartProgress
from bot.domain.projects import ProjectName
from bot.domain.questions import Part, Question
from bot.domain.readiness.items import Item
from bot.domain.remarks import Realism
from bot.statistics.verdicts.summary import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class StartDialog:
    """The first window of a kickoff: name, owner, sponsor, members. Errors and typed values are Slack's to keep."""

    channel: ChannelId
    name: str
    owner: UserId
    kind: Literal["start_dialog"] = "start_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedDialog:
    """Who has the checklist now, for a starter without a role; `outside` are known not to be in the private channel."""

    project: ProjectName
    owner: UserId
    is_private: bool
    people: tuple[UserId, ...]
    outside: tuple[UserId, ...] = ()
    kind: Literal["started_dialog"] = "started_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """The numbers that were just saved, and the answers that tell what they mean.

    `links` is how many links follow the new name of a metric.
    """

    questions: tuple[Question, ...] = ()
    values: Mapping[QuestionId, Value] = field(default_factory=dict)
    links: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedDialog:
    """The window after a single question: how a number was read, and what the lint says of the answer."""

    project: ProjectName
    read: ReadBack
    findings: tuple[Finding, ...] = ()
    kind: Literal["saved_dialog"] = "saved_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictLine:
    """The verdict as the page of the proof shows it: the answer, or what it still needs, or why there is none.

    `differing` holds what the metric is counted per and what is randomised, where these are not the same.
    """

    verdict: Verdict | None = None
    unit: Unit | None = None
    missing: tuple[Question, ...] = ()
    words: str = ""
    differing: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRow:
    """A row that was to be removed, and that somebody edited after it was shown."""

    question: Question
    row: Row
    by: UserId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDialog:
    """One page of the wizard, or a single question of it.

    Rows are listed as they stand; each is edited in a window of its own and saved at once, so `listed_at` is the
    revision that they are of, while the fields are of `revision`. `changed_row` was to be removed and was not.
    `values` are what the fields show; `revision` is the charter's when the page was made; `clashes` are shown with what
    the other person saved, by the revision `seen`; `findings` are what the answers saved so far lack; `saved` is the
    part just saved, `read` how its numbers were read. `verdict` stands on the page of the proof, `realism` on the last
    one, whole where the page `is_detailed`, and both follow what is typed there. `requirements` stand on the page that
    asks for them, with a button for the drill for who may ask for one (`may_drill`). So many optional questions are
    `folded` away; a page that `is_whole` shows all of them. `ways` are the pages to go to. `drafts` could not be saved
    when their page was left: those of this page are back in its fields, those of others are of the questions `left`;
    `told` is the part of which something was saved then. A page that `is_held` was not left, because its drafts were
    too long to be carried.
    """

    project: ProjectName
    part: Part
    parts: int
    questions: tuple[Question, ...]
    values: Mapping[QuestionId, Value]
    revision: int
    answered: int
    required: int
    listed_at: int = 0
    findings: tuple[Finding, ...] = ()
    clashes: tuple[Clash, ...] = ()
    saved: int | None = None
    read: ReadBack = field(default_factory=ReadBack)
    is_single: bool = False
    verdict: VerdictLine | None = None
    realism: Realism | None = None
    changed_row: ChangedRow | None = None
    seen: int | None = None
    folded: int = 0
    is_whole: bool = False
    requirements: tuple[Item, ...] = ()
    may_drill: bool = False
    ways: tuple[PartProgress, ...] = ()
    drafts: Drafts = field(default_factory=dict)
    left: tuple[Question, ...] = ()
    told: int | None = None
    is_held: bool = False
    is_detailed: bool = False
    kind: Literal["page_dialog"] = "page_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedDialog:
    """The window after the last page: what stands, what does not hold yet, how realistic it is, and what comes next."""

    project: ProjectName
    answered: int
    required: int
    findings: tuple[Finding, ...]
    open_questions: tuple[Question, ...]
    can_accept_plan: bool
    read: ReadBack = field(default_factory=ReadBack)
    realism: Realism | None = None
    kind: Literal["finished_dialog"] = "finished_dialog"
