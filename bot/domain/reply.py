"""What the hand on the button gets back at once: dialogs to open, and notes that only this person sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Annotated, Literal

from pydantic import Field

from bot.domain.api_tokens import Right
from bot.domain.calendar import Cadence, Weekday
from bot.domain.charter import Value
from bot.domain.findings import Finding
from bot.domain.ids import ChannelId, QuestionId, TokenId, UserId
from bot.domain.kickoff import Clash
from bot.domain.message import Digest, ImpactSummary, Owed, PlanLine, ProjectCard, ProjectName, RunLine
from bot.domain.metrics import Kpi, Unit
from bot.domain.questions import Part, Question
from bot.domain.readouts import Because, Readout
from bot.domain.schedules import Schedule
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
    """The numbers that were just saved, and the answers that tell what they mean."""

    questions: tuple[Question, ...] = ()
    values: Mapping[QuestionId, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedDialog:
    """The window after a single question with a number: how it was read."""

    project: ProjectName
    read: ReadBack
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
class PageDialog:
    """One page of the wizard, or a single question of it.

    `values` are what the fields show; `revision` is the charter's when the page was made; `clashes` are shown with what
    the other person saved; `findings` are what the answers saved so far lack; `saved` is the part just saved,
    `read` how its numbers were read. `verdict` stands on the page of the proof and follows its fields.
    """

    project: ProjectName
    part: Part
    parts: int
    questions: tuple[Question, ...]
    values: Mapping[QuestionId, Value]
    revision: int
    answered: int
    required: int
    findings: tuple[Finding, ...] = ()
    clashes: tuple[Clash, ...] = ()
    saved: int | None = None
    read: ReadBack = field(default_factory=ReadBack)
    is_single: bool = False
    verdict: VerdictLine | None = None
    kind: Literal["page_dialog"] = "page_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedDialog:
    """The window after the last page: what stands, what does not hold yet, and whether a plan can be accepted."""

    project: ProjectName
    answered: int
    required: int
    findings: tuple[Finding, ...]
    open_questions: tuple[Question, ...]
    can_accept_plan: bool
    read: ReadBack = field(default_factory=ReadBack)
    kind: Literal["finished_dialog"] = "finished_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """The short help."""

    kind: Literal["help"] = "help"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownWord:
    """A word that is no command, with the nearest ones."""

    word: str
    near: tuple[str, ...]
    kind: Literal["unknown_word"] = "unknown_word"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardNote:
    """A project's card, shown to one person, with a button to share it; who may change nothing gets no buttons."""

    card: ProjectCard
    may_write: bool = True
    kind: Literal["card_note"] = "card_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactNote:
    """An impact summary, shown to one person, with a button to share it; `project` is None for all of the channel."""

    summary: ImpactSummary
    project: ProjectName | None
    may_write: bool = True
    kind: Literal["impact_note"] = "impact_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Several projects could be meant, or one must be named; each gets a button that runs `word` for it."""

    word: str
    projects: tuple[ProjectName, ...]
    kind: Literal["pick"] = "pick"


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiNote:
    """A value was logged; `replaced` is the value that stood for that day before."""

    project: ProjectName
    kpi: Kpi
    day: date
    value: float
    replaced: float | None
    kind: Literal["kpi_note"] = "kpi_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPreview:
    """What a digest would look like and when it would come, with a button that saves the schedule.

    `replaces` is the schedule that the channel has now.
    """

    digest: Digest
    cadence: Cadence
    weekday: Weekday
    at: time
    zone: str
    next_at: datetime
    next_day: date
    replaces: Schedule | None = None
    kind: Literal["digest_preview"] = "digest_preview"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSet:
    """The schedule was saved."""

    channel: ChannelId
    cadence: Cadence
    weekday: Weekday
    at: time
    zone: str
    next_day: date
    kind: Literal["digest_set"] = "digest_set"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestOff:
    """The channel's digest is off; `was_on` tells whether it had been on."""

    was_on: bool
    kind: Literal["digest_off"] = "digest_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedItem:
    """One thing owed by this person: whether it is put off already, and whether it can be put off now."""

    owed: Owed
    snoozed_until: date | None = None
    snoozes_left: int
    can_snooze: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedNote:
    """What somebody owes, across projects."""

    items: tuple[OwedItem, ...]
    projects: tuple[ProjectName, ...] = ()
    may_start: bool = True
    kind: Literal["owed_note"] = "owed_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNote:
    """The plan of a project: accepted, ready to be accepted, or lacking answers.

    `has_changed` says that the answers differ from a plan that was sealed; then `plan` is the new one. `verdict` is the
    arithmetic's answer to whether it can work; only one that fits can be accepted. `refuses` says that the answers want
    no experiment; who may change nothing (`may_write`) gets no buttons.
    """

    project: ProjectName
    plan: PlanLine | None
    missing: tuple[Question, ...]
    is_accepted: bool
    may_accept: bool = True
    has_changed: bool = False
    verdict: Verdict | None = None
    unit: Unit | None = None
    refuses: bool = False
    may_write: bool = True
    kind: Literal["plan_note"] = "plan_note"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RunNote:
    """The experiment of a project as it stands: started just now, running, read out or decided.

    Who may change nothing (`may_write`) gets no buttons.
    """

    project: ProjectName
    plan: PlanLine
    unit: Unit
    run: RunLine
    just_started: bool = False
    may_write: bool = True
    kind: Literal["run_note"] = "run_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozeNote:
    """An item was put off."""

    project: ProjectName
    until: date
    left: int
    kind: Literal["snooze_note"] = "snooze_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedNote:
    """A private answer was shared with the channel."""

    kind: Literal["shared_note"] = "shared_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenNote:
    """A token of the API was made. `secret` is the token itself: it is shown once, and no reply that is kept has it."""

    token: TokenId
    name: str
    right: Right
    secret: str | None = None
    kind: Literal["token_note"] = "token_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLine:
    """A token in the list: who made it when (a day of whoever asks)."""

    name: str
    right: Right
    made_by: UserId
    made_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TokensNote:
    """The tokens that open the API's door, with a button that revokes each; `revoked` is the one that just ended."""

    tokens: tuple[TokenLine, ...]
    revoked: str | None = None
    kind: Literal["tokens_note"] = "tokens_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class TryAgain:
    """A window could not be opened in time; a button tries once more. `action` and `value` are the button's."""

    action: str
    value: str
    kind: Literal["try_again"] = "try_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteText:
    """A refusal or a short word: what to say, who could do it instead."""

    words: str
    who_can: str | None = None
    ask: UserId | None = None
    kind: Literal["note_text"] = "note_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldErrors:
    """A form comes back with words at its fields; nothing was kept."""

    errors: Mapping[QuestionId, str]
    kind: Literal["field_errors"] = "field_errors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """There is nothing to say; the message or the window itself shows what changed."""

    kind: Literal["nothing"] = "nothing"


Dialog = (
    StartDialog
    | StartedDialog
    | PageDialog
    | SavedDialog
    | FinishedDialog
    | ResultDialog
    | DecideDialog
    | ReadoutDialog
)
Note = (
    Help
    | UnknownWord
    | CardNote
    | ImpactNote
    | Pick
    | KpiNote
    | DigestPreview
    | DigestSet
    | DigestOff
    | OwedNote
    | PlanNote
    | RunNote
    | SnoozeNote
    | SharedNote
    | TokenNote
    | TokensNote
    | TryAgain
    | NoteText
)
Reply = Annotated[Dialog | Note | FieldErrors | Nothing, Field(discriminator="kind")]
