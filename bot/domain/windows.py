"""The windows that open at once for whoever pressed or typed, by what they show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.domain.charter import Cell, Drill, NotApplicable, Proof, Row, Value
from bot.domain.charter_windows import CharterWindow
from bot.domain.drafts import Drafts
from bot.domain.experiment_messages import PlanLine
from bot.domain.findings import Finding
from bot.domain.ids import ChannelId, ProjectId, QuestionId, UserId
from bot.domain.keeping import Kept
from bot.domain.kickoff import Clash
from bot.domain.metrics import Unit
from bot.domain.pasted import Unplaced, Unread
from bot.domain.progress import PartProgress
from bot.domain.projects import ProjectName
from bot.domain.questions import Part, Question
from bot.domain.readiness.items import Item
from bot.domain.readouts import Because, Readout
from bot.domain.remarks import Realism
from bot.domain.rows import RowClash
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
class Underneath:
    """The page that a row's window lies on: its part, or None for a single question, its revision and its fields with
    a condition, so that it can be shown again with the `drafts` that it carries; `view` and `hash` name it where it is
    open.
    """

    part: int | None
    revision: int
    shown: tuple[QuestionId, ...] = ()
    seen: int | None = None
    is_whole: bool = False
    drafts: Drafts = field(default_factory=dict)
    view: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDialog:
    """The window of one row: its cells as its fields show them, and what somebody else changed meanwhile.

    `revision` is the charter's when the row was read; where `clash` tells of a change or removal, `by` made it,
    and `seen` is the charter's revision by then.
    """

    project: ProjectName
    question: Question
    row: str
    cells: Mapping[QuestionId, Cell]
    revision: int
    page: Underneath
    is_new: bool
    clash: RowClash | None = None
    by: UserId | None = None
    seen: int | None = None
    kind: Literal["row_dialog"] = "row_dialog"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDialog:
    """The window that takes a whole charter: for one of the channel's projects, or for a new one of this name."""

    channel: ChannelId
    projects: tuple[ProjectName, ...]
    chosen: ProjectId | None
    name: str
    takes_file: bool = False
    kind: Literal["import_dialog"] = "import_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedDialog:
    """What became of a pasted charter: how much was saved, and each piece that was not, with the reason.

    `saved` counts the answers that stand as they were pasted, `logged` the values of the past; `proposed` were read
    from prose without labels; `left` is how many more pieces belong to no question than are listed.
    """

    project: ProjectName
    is_new: bool
    saved: int
    logged: int
    answered: int
    required: int
    unread: tuple[Unread, ...] = ()
    kept: tuple[Kept, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    left: int = 0
    proposed: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()
    kind: Literal["imported_dialog"] = "imported_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDialog:
    """The window that takes the results of a running experiment, by its registered plan.

    `by_arm` asks for aggregates of control and treatment, else for a series; `is_mean` for means and spreads instead of
    counts, `with_before` for the period before as well; `is_ratio` for rows, because a ratio has too many figures for
    fields. `logged` is how many values of the business metric are there already; `again` how the final reading came
    out that these results would replace; `takes_file` whether a file may be attached.
    """

    project: ProjectName
    number: int
    plan: PlanLine
    by_arm: bool
    is_mean: bool
    two_arms: bool
    guardrails: tuple[str, ...]
    secondaries: tuple[str, ...]
    started_on: date
    ends_on: date
    today: date
    logged: int = 0
    with_before: bool = False
    again: Because | None = None
    takes_file: bool = False
    is_ratio: bool = False
    kind: Literal["result_dialog"] = "result_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideDialog:
    """The window that records a decision: what the registered rule recommends, and why."""

    project: ProjectName
    number: int
    plan: PlanLine
    readout: Readout | None
    unit: Unit
    may_launch: bool
    sponsor: UserId | None
    kind: Literal["decide_dialog"] = "decide_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadoutDialog:
    """The window after results were handed in: what they say, and what comes next."""

    project: ProjectName
    number: int
    plan: PlanLine
    unit: Unit
    readout: Readout
    kind: Literal["readout_dialog"] = "readout_dialog"


Dialog = (
    StartDialog
    | StartedDialog
    | PageDialog
    | RowDialog
    | SavedDialog
    | FinishedDialog
    | ImportDialog
    | ImportedDialog
    | ResultDialog
    | DecideDialog
    | ReadoutDialog
    | CharterWindow
    | EvidenceDialog
    | DrillDialog
    | DrillAnswerDialog
)
