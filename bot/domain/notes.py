"""The notes that only one person sees, by what they say."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from bot.domain.api_tokens import Right
from bot.domain.calendar import Cadence, Weekday
from bot.domain.experiment_messages import PlanLine, RunLine
from bot.domain.ids import ChannelId, TokenId, UserId
from bot.domain.message import Digest, ImpactSummary, Owed, ProjectCard
from bot.domain.metrics import Kpi, Unit
from bot.domain.projects import ProjectName
from bot.domain.questions import Question
from bot.domain.schedules import Schedule
from bot.domain.undelivered import Outcome
from bot.domain.wrong_answers import WrongAnswer
from bot.statistics.verdicts.summary import Verdict


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
    """A value was logged; `replaced` is the value that stood for that day before.

    `in_order` are the words of the command in their proper order, where they came in another one.
    """

    project: ProjectName
    kpi: Kpi
    day: date
    value: float
    replaced: float | None
    in_order: str = ""
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
    arithmetic's answer to whether it can work; only one that fits can be accepted. `wrong` are complete answers that
    allow no verdict, each with the reason. `refuses` says that the answers want no experiment; who may change nothing
    (`may_write`) gets no buttons.
    """

    project: ProjectName
    plan: PlanLine | None
    missing: tuple[Question, ...]
    is_accepted: bool
    may_accept: bool = True
    has_changed: bool = False
    verdict: Verdict | None = None
    unit: Unit | None = None
    wrong: tuple[WrongAnswer, ...] = ()
    refuses: bool = False
    may_write: bool = True
    kind: Literal["plan_note"] = "plan_note"


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
class DrillNote:
    """A drill was put to somebody (`of`)."""

    project: ProjectName
    of: UserId
    kind: Literal["drill_note"] = "drill_note"


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
class RetriedNote:
    """What waited for a place is tried again: how many messages that is."""

    count: int
    kind: Literal["retried_note"] = "retried_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledNote:
    """A message that did not get out could not be settled as somebody asked."""

    number: int
    outcome: Outcome
    kind: Literal["settled_note"] = "settled_note"


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
    | DrillNote
    | SharedNote
    | TokenNote
    | TokensNote
    | RetriedNote
    | SettledNote
    | TryAgain
    | NoteText
)
