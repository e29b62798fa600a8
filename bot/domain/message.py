"""Everything that Plumbline can say, as types; views lay them out and templates hold the words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from bot.domain.chain import Chain
from bot.domain.charter import Drill
from bot.domain.charter_messages import CharterSheet
from bot.domain.experiment_messages import (
    DecisionTold,
    ExperimentStarted,
    PlanAccepted,
    PlanLine,
    ReadoutCard,
    ReadoutDetails,
    RunLine,
)
from bot.domain.findings import Finding
from bot.domain.ids import ChannelId, LivingKey, QuestionId, UserId
from bot.domain.impact import Impact
from bot.domain.metrics import Kpi
from bot.domain.policy import ObligationKind, Rung
from bot.domain.projects import ProjectName, Stage
from bot.domain.readiness.score import Readiness
from bot.domain.remarks import MoneyRemark
from bot.domain.signing_messages import ChangesRequest, CharterSigned, SigningLine, SignRequest
from bot.domain.sums import MoneySums


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One question on somebody's checklist, with the rules that its present answer breaks.

    `reopened` says that its evidence is over.
    """

    question: QuestionId
    part: int
    label: str
    required: bool
    done: bool
    findings: tuple[Finding, ...] = ()
    reopened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An open question that was given to somebody else."""

    label: str
    to: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The kickoff checklist of one person, edited in place as items get done.

    `given` are open questions that would be this person's, had they not been given to somebody else.
    `readiness` is there for those who are asked for requirements.
    """

    project: ProjectName
    user: UserId
    roles: tuple[str, ...]
    items: tuple[ChecklistItem, ...]
    answered: int
    required: int
    given: tuple[Given, ...] = ()
    readiness: Readiness | None = None
    kind: Literal["checklist"] = "checklist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One open obligation as cards, lists and digests show it.

    `is_ready` says of a missing experiment that its plan is complete, and only the owner's acceptance is missing.
    """

    project: ProjectName
    what: ObligationKind
    due: date
    overdue: bool
    who: UserId | None
    done: bool = False
    is_ready: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectCard:
    """The state of one project: stage, people, metric, findings, plan, and who owes what."""

    project: ProjectName
    stage: Stage
    owner: UserId
    sponsor: UserId | None
    kpi: Kpi
    impact: Impact
    signing: SigningLine
    findings: tuple[Finding, ...]
    plan: PlanLine | None
    plan_is_ready: bool = False
    plan_has_changed: bool = False
    run: RunLine | None = None
    owed: tuple[Owed, ...]
    answered: int
    required: int
    chain: Chain | None = None
    readiness: Readiness | None = None
    kind: Literal["card"] = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class NagItem:
    """One overdue obligation in a nag: what happens next if nothing does, and whether it got done since.

    `rung` is the hat in which this person (or the channel) is asked for it; one nag may mix hats. `is_ready` says that
    only the owner's acceptance is missing. `open_items` are the requirements that are still open.
    """

    project: ProjectName
    what: ObligationKind
    due: date
    owner: UserId
    escalates_to: Rung | None
    escalates_on: date | None
    snoozes_left: int
    done: bool = False
    snoozed_until: date | None = None
    rung: Rung = Rung.OWNER
    is_ready: bool = False
    open_items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Nag:
    """All that one person owes today, most important first; `rung` is the hat of the first item."""

    user: UserId
    day: date
    rung: Rung
    items: tuple[NagItem, ...]
    kind: Literal["nag"] = "nag"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelNag:
    """One overdue obligation brought to the project's home channel."""

    day: date
    item: NagItem
    kind: Literal["channel_nag"] = "channel_nag"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillAsked:
    """A drill put to somebody, edited in place when it is answered, or when its time was over (`is_over`) before."""

    project: ProjectName
    drill: Drill
    by: UserId
    is_over: bool = False
    kind: Literal["drill"] = "drill"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRow:
    """One project in a digest or an impact summary."""

    project: ProjectName
    stage: Stage
    owner: UserId
    kpi: Kpi
    impact: Impact
    owed: tuple[Owed, ...]
    blockers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happened since the last digest."""

    project: ProjectName
    act: str
    by: UserId | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A scheduled summary of a channel's projects; `late_for` is when it was due if it could not be sent then.

    `sums` is None where they could not be computed.
    """

    channel: ChannelId
    day: date
    cadence: str
    rows: tuple[DigestRow, ...]
    sums: MoneySums | None
    changes: tuple[Change, ...]
    hidden: int = 0
    late_for: datetime | None = None
    skipped: int = 0
    preview: bool = False
    is_first: bool = False
    kind: Literal["digest"] = "digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestDetails:
    """How the figures of a digest came about, in its thread."""

    rows: tuple[DigestRow, ...]
    sums: MoneySums | None
    kind: Literal["digest_details"] = "digest_details"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactSummary:
    """What one project or all of a channel's projects are worth, by how well it is known.

    `sums` is None where they could not be computed. `budget` is that of a single project, held against its value; None
    where nobody has named one.
    """

    day: date
    rows: tuple[DigestRow, ...]
    sums: MoneySums | None
    hidden: int = 0
    budget: MoneyRemark | None = None
    kind: Literal["impact"] = "impact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """Messages cannot reach a channel or (then `person` says whom) a person; told once to somebody who can mend it."""

    channel: ChannelId | None
    reason: str
    project: ProjectName | None
    person: UserId | None = None
    kind: Literal["parked"] = "parked"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillTold:
    """What came of a drill, or that nobody answered it in time, told to whoever put it to somebody else."""

    project: ProjectName
    drill: Drill
    kind: Literal["drill_told"] = "drill_told"


Message = Annotated[
    Checklist
    | ProjectCard
    | Nag
    | ChannelNag
    | DrillAsked
    | DrillTold
    | PlanAccepted
    | ExperimentStarted
    | ReadoutCard
    | ReadoutDetails
    | DecisionTold
    | CharterSheet
    | Digest
    | DigestDetails
    | ImpactSummary
    | SignRequest
    | CharterSigned
    | ChangesRequest
    | Parked,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPerson:
    """A direct message."""

    user: UserId
    place: Literal["person"] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToChannel:
    """A post in a channel."""

    channel: ChannelId
    place: Literal["channel"] = "channel"


Destination = Annotated[ToPerson | ToChannel, Field(discriminator="place")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message that must reach Slack exactly once as people see it.

    `key` is unique in a workspace and names the reason to speak; messages that share a `living` key are one message,
    posted once and edited after; `not_before` is business time (UTC). `withdrawn` asks that an unsent one is not said.
    `under` is the key of the message in whose thread it is said.
    """

    key: str
    to: Destination
    body: Message
    not_before: datetime
    living: LivingKey | None = None
    withdrawn: bool = False
    under: str | None = None
