"""The organisation's rules as one frozen model; the shipped defaults are the defaults here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from bot.domain import calendar
from bot.domain.calendar import Weekday, WorkingHours
from bot.domain.findings import Severity


class Rung(StrEnum):
    """Whom an overdue obligation is brought to."""

    OWNER = "owner"
    CHANNEL = "channel"
    SPONSOR = "sponsor"


class ObligationKind(StrEnum):
    """What a project can owe."""

    NO_EXPERIMENT = "no_experiment"
    NOT_SIGNED = "not_signed"
    CHANGES_ASKED = "changes_asked"
    LATE_START = "late_start"
    NO_READOUT = "no_readout"
    NO_DECISION = "no_decision"
    READINESS_OPEN = "readiness_open"


class BrokenPolicy(ValueError):  # noqa: N818  named by what is wrong, as all our exceptions are
    """The policy cannot be used; the words name the entry and the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """When an obligation falls due and how it climbs; all counts are working days of the person who is asked."""

    due_after: int
    rungs: tuple[Rung, ...]
    gaps: tuple[int, ...] = (1, 2, 4)
    escalate_after: int = 1
    importance: int = 0

    def __post_init__(self) -> None:
        if not self.rungs:
            raise BrokenPolicy("a ladder needs at least one rung")
        if self.due_after < 0:
            raise BrokenPolicy(f"due_after is {self.due_after}; nothing is due before it began")
        if min((*self.gaps, self.escalate_after)) < 1:
            raise BrokenPolicy("gaps and escalate_after must be at least one working day")


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozeRule:
    """How long and how often an item may be put off."""

    choices: tuple[int, ...] = (1, 3)
    at_most: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessRule:
    """How long evidence counts (days), when requirements are due (working days before the launch), what a drill asks.

    A drill is passed when it is answered within so many minutes and something automatic tells within so many hours.
    """

    evidence_days: int = 180
    before_launch: int = 5
    drill_minutes: int = 15
    notice_hours: int = 24

    def __post_init__(self) -> None:
        if self.before_launch < 0:
            raise BrokenPolicy(
                f"before_launch is {self.before_launch}; what is due before a launch is not due after it"
            )
        if min(self.evidence_days, self.drill_minutes, self.notice_hours) < 1:
            raise BrokenPolicy("evidence_days, drill_minutes and notice_hours must be at least 1")


def _shipped_ladders() -> dict[ObligationKind, Ladder]:
    return {
        ObligationKind.NO_EXPERIMENT: Ladder(
            due_after=10, rungs=(Rung.OWNER, Rung.CHANNEL, Rung.SPONSOR), importance=100
        ),
        ObligationKind.NOT_SIGNED: Ladder(due_after=3, rungs=(Rung.SPONSOR, Rung.OWNER), importance=95),
        ObligationKind.CHANGES_ASKED: Ladder(due_after=3, rungs=(Rung.OWNER, Rung.CHANNEL), importance=93),
        ObligationKind.NO_DECISION: Ladder(due_after=5, rungs=(Rung.SPONSOR, Rung.OWNER), importance=90),
        ObligationKind.NO_READOUT: Ladder(due_after=2, rungs=(Rung.OWNER, Rung.SPONSOR), importance=80),
        ObligationKind.LATE_START: Ladder(due_after=1, rungs=(Rung.OWNER, Rung.CHANNEL), importance=70),
        # Due is counted back from the launch, see ReadinessRule; the ladder's own days come on top.
        ObligationKind.READINESS_OPEN: Ladder(due_after=0, rungs=(Rung.OWNER,), importance=40),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Working hours, holidays, ladders and limits of an organisation; what cannot be right is refused by name.

    `severities` changes those of the lint's rules by their id, None for a rule that is off; `signs_own` lets somebody
    who leads a project sign it as its sponsor too.
    `language` is what channels are spoken to in, where the question bank is translated; None is the bank's own.
    """

    hours: WorkingHours = field(
        default_factory=lambda: WorkingHours(start=time(9), end=time(17, 30), days=frozenset(list(Weekday)[:5]))
    )
    zone: str = "UTC"
    country: str | None = None
    currency: str = "EUR"
    language: str | None = None
    ladders: dict[ObligationKind, Ladder] = field(default_factory=_shipped_ladders)
    snooze: SnoozeRule = field(default_factory=SnoozeRule)
    readiness: ReadinessRule = field(default_factory=ReadinessRule)
    digest_weekday: Weekday = Weekday.MONDAY
    digest_at: time = time(9)
    digest_late_after_minutes: int = 60
    profile_fresh_hours: int = 24
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    signs_own: bool = False

    def __post_init__(self) -> None:
        calendar.zone(self.zone)
        if self.country is not None:
            calendar.holidays_of(self.country, ())
        missing = set(ObligationKind) - self.ladders.keys()
        if missing:
            raise BrokenPolicy(f"there is no ladder for {min(missing)}")
