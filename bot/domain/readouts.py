"""A readout as it is kept, what the registered rule recommends by it, and what was decided on it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.ids import UserId
from bot.domain.impact import Grade
from bot.statistics.arms.summary import ArmsReadout, Line, Said
from bot.statistics.longitudinal_summary import GuardrailOverTime, LongitudinalReadout, SyntheticReadout
from bot.statistics.readout.experiments import Role


class Advice(StrEnum):
    """What the registered rule recommends; none while it cannot speak."""

    LAUNCH = "launch"
    ITERATE = "iterate"
    STOP = "stop"
    WAIT = "wait"


class Because(StrEnum):
    """Why the rule recommends what it recommends."""

    RUNNING = "running"
    MISMATCH = "mismatch"
    UNEQUAL_BEFORE = "unequal_before"
    UNREAD = "unread"
    WON = "won"
    COUNTER_METRIC_UNMEASURED = "counter_metric_unmeasured"
    COUNTER_METRIC_WORSE = "counter_metric_worse"
    GUARDRAIL_UNPROVEN = "guardrail_unproven"
    GUARDRAIL_UNMEASURED = "guardrail_unmeasured"
    HARMED = "harmed"
    ARM_HARMED = "arm_harmed"
    TOO_SMALL = "too_small"
    UNDECIDED = "undecided"


class Choice(StrEnum):
    """What can be decided of an experiment."""

    LAUNCH = "launch"
    ITERATE = "iterate"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided, by whom and why; `recommended` is what the registered rule said at that time."""

    choice: Choice
    by: UserId
    at: datetime
    reason: str
    recommended: Choice | None

    @property
    def is_against_the_rule(self) -> bool:
        """Whether somebody decided otherwise than the rule that was registered before the result."""
        return self.recommended is not None and self.choice is not self.recommended


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """The advice of the registered rule, the reason, and the metrics that it is about.

    `arm` is the treatment that decided, None where none did or it is of a design over time.
    """

    advice: Advice
    because: Because
    about: tuple[str, ...] = ()
    arm: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What was paid for a win: units of another metric lost for each unit of the primary metric that was won.

    `dear` is by the bad ends of both intervals, None where they do not bound it. The trade pays while a unit of the
    primary metric is worth more than so many units of the other. `is_rate` says that the other is a share of units.
    """

    metric: str
    likely: float
    dear: float | None
    is_rate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """The trace of the final readings before this one: how many there are by now, and what the one before said.

    `number` is that reading's; `was_withheld` says that any of them had arms of other sizes than planned; `reason` is
    somebody's, in writing.
    """

    readings: int
    said: Because
    number: int
    was_withheld: bool
    reason: str


class DoubtKind(StrEnum):
    """What about results makes one look at the query before anything else."""

    UNITS = "units"
    LEVEL = "level"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something in the results that is far from what was planned: units in all, or the control's level."""

    kind: DoubtKind
    seen: float
    planned: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Readout:
    """One look at results: `arms` for a randomised design, `series` or `synthetic` for one over time.

    `guardrails` are those of a design over time; by arm they are lines like the primary metric. `through` is the last
    day of the data; `early` says that the planned end was not reached; `changed` names the terms that differ from the
    registered ones; `again` is None for the first final reading. `days_late` counts the days from the registered start
    to the real one, negative where it began before.
    """

    number: int
    through: date
    early: bool
    by: UserId
    at: datetime
    arms: ArmsReadout | None = None
    series: LongitudinalReadout | None = None
    synthetic: SyntheticReadout | None = None
    guardrails: tuple[GuardrailOverTime, ...] = ()
    changed: tuple[str, ...] = ()
    recommendation: Recommendation
    grade: Grade
    price: Price | None = None
    again: Again | None = None
    days_late: int = 0
    doubts: tuple[Doubt, ...] = ()

    @property
    def primary(self) -> Line | None:
        """The primary metric of the treatment that decided, else of the first that won, else of the first."""
        return primary_of(self.arms, self.recommendation.arm) if self.arms else None

    @property
    def is_over_time(self) -> bool:
        """Whether it compares over time, so that nothing in it is proven by chance alone having drawn the arms."""
        return self.series is not None or self.synthetic is not None

    @property
    def calls_for_decision(self) -> bool:
        """Whether the rule has spoken: at the planned end, or before it where going on does harm or proves nothing."""
        return not self.early or self.recommendation.advice is not Advice.WAIT

    @property
    def as_registered(self) -> bool:
        """Whether the terms are those that were sealed before the start."""
        return not self.changed


def primary_of(arms: ArmsReadout, arm: int | None = None) -> Line | None:
    """The primary metric of one treatment, else of the first that won, else of the first; a readout speaks of it."""
    lines = [line for line in arms.lines if line.role is Role.PRIMARY]
    deciding = [line for line in lines if line.arm == arm]
    won = [line for line in lines if line.said is Said.BETTER]
    return next(iter((*deciding, *won, *lines)), None)
