"""What a readout by arm is asked and what it says: plain values, nothing scientific to import."""

from dataclasses import dataclass
from enum import StrEnum

from bot.statistics.readout.experiments import Metric, Role
from bot.statistics.summaries import Adjustable, Mean, Proportion, Ratio

Arm = Proportion | Mean | Ratio | Adjustable
"""The summary of one metric in one arm."""


class Said(StrEnum):
    """What one comparison says; withheld while the arms do not have the sizes that were planned."""

    BETTER = "better"
    WORSE = "worse"
    UNDECIDED = "undecided"
    NOT_WORSE = "not_worse"
    NOT_PROVEN = "not_proven"
    WITHHELD = "withheld"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The primary metric in one week alone: the control's summary, then the treatment's."""

    number: int
    control: Arm
    treatment: Arm


class Counted(StrEnum):
    """What chance assigned, and what is counted therefore."""

    UNITS = "units"
    CLUSTERS = "clusters"
    PERIODS = "periods"


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """The primary metric right after a switch and in later periods, control and first treatment; None for too few.

    `weekdays` (Monday is 0) and `hours` are those on which the periods always had the same arm. `in_blocks` says that
    the arms switched too rarely for periods that were each given one; `days` are those of the run that are covered.
    """

    fresh: tuple[Arm, Arm] | None
    settled: tuple[Arm, Arm] | None
    weekdays: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    in_blocks: bool = False
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmsQuestion:
    """Results beside what was registered; the control comes first everywhere.

    `planned_n` is the planned total of control and one treatment; `effect` the smallest one worth having as a share of
    the control's level, without its sign; `early` says that the planned end is not reached.
    """

    arms: tuple[str, ...]
    weights: tuple[float, ...]
    metrics: tuple[Metric, ...]
    planned_n: int
    effect: float | None
    early: bool
    alpha: float = 0.05
    weeks: tuple[Week, ...] = ()
    counted: Counted = Counted.UNITS
    switches: Switches | None = None

    @property
    def by_groups(self) -> bool:
        """Whether units are groups, of which there are few."""
        return self.counted is not Counted.UNITS

    @property
    def counts(self) -> tuple[int, ...]:
        """Units per arm, as the primary metric counts them."""
        primary = next(metric for metric in self.metrics if metric.role is Role.PRIMARY)
        return primary.control.n, *(arm.n for arm in primary.treatments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One metric of one treatment against the control.

    Bounds are None where they are unbounded, lifts where there is none to be had. `low` and `high` agree with
    `adjusted_p`; those of a guardrail are each one-sided at its level. `always_low` and `always_high` hold at any look.
    `se` is that of the difference. `margin` is what a guardrail may lose, as a share of the control; `words` say why
    nothing could be read. `is_rate` says that levels are shares of units. `variance_left` is the share of the variance
    that adjusting by the period before leaves (CUPED), `before_p` the p of no difference then, None without one.
    """

    metric: str
    role: Role
    arm: int
    said: Said
    wanted_up: bool
    control: float = 0.0
    treatment: float = 0.0
    difference: float = 0.0
    low: float | None = None
    high: float | None = None
    always_low: float | None = None
    always_high: float | None = None
    se: float | None = None
    p_value: float | None = None
    adjusted_p: float | None = None
    lift: float | None = None
    lift_low: float | None = None
    lift_high: float | None = None
    margin: float | None = None
    small_sample: bool = False
    is_rate: bool = False
    variance_left: float | None = None
    before_p: float | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Novelty:
    """The first week's lift beside the last week's; `fades` where it shrank or turned by more than chance."""

    first: float
    last: float
    fades: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver:
    """The difference of the primary metric without the first period after each switch, with its 95 % interval.

    `differs` says that the periods right after a switch show another difference by more than chance.
    """

    difference: float
    low: float
    high: float
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodsNote:
    """What the order of a switchback's periods says: carry-over, None where too few periods follow another of their
    arm, and the weekdays (Monday is 0) and hours on which only one arm was ever seen.
    """

    carry_over: CarryOver | None
    weekdays: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmsReadout:
    """The sizes of the arms first, then what each metric says.

    `exaggeration` is how many times too large a significant effect is on average, if the true one is the smallest worth
    having (type M error); None where no effect was registered.
    """

    arms: tuple[str, ...]
    counts: tuple[int, ...]
    sample_ratio_p: float
    mismatch: bool
    early: bool
    lines: tuple[Line, ...]
    novelty: Novelty | None = None
    exaggeration: float | None = None
    counted: Counted = Counted.UNITS
    periods: PeriodsNote | None = None
