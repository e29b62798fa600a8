"""What a readout says: plain values, free of anything scientific, for the rules and the views."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.statistics.comparison.intervals import Interval
from bot.statistics.comparison.mismatch import SampleRatio
from bot.statistics.readout.experiments import Role
from bot.statistics.reasons import Reason


class Basis(StrEnum):
    """What the interval and the p-value rest on."""

    WELCH = "welch"
    Z = "z"
    NEWCOMBE = "newcombe"
    SEQUENCE = "sequence"


class Verdict(StrEnum):
    """What one comparison says; withheld while the sample ratio is wrong."""

    BETTER = "better"
    WORSE = "worse"
    UNDECIDED = "undecided"
    NOT_WORSE = "not_worse"
    NOT_PROVEN = "not_proven"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One metric of one treatment against the control.

    `interval` and `lift_interval` are at 1 - `level`, the level at which the correction decided this test, and so
    exclude zero exactly when `adjusted_p` is at most alpha. A guardrail's interval is one-sided and its p-value is
    that of "worse than the margin". `lift` is None where the control is zero, `lift_interval` where the lift cannot
    be bounded. `small_sample` asks for a warning: fewer than 30 events or non-events in an arm.
    """

    metric: str
    role: Role
    arm: int
    control: float
    treatment: float
    difference: float
    interval: Interval
    level: float
    p_value: float
    adjusted_p: float
    lift: float | None
    lift_interval: Interval | None
    basis: Basis
    verdict: Verdict
    small_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A comparison that could not be computed, and why."""

    metric: str
    role: Role
    arm: int
    reason: Reason
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Readout:
    """The sample ratio first; then what each metric says, in the order of the metrics and arms."""

    sample_ratio: SampleRatio
    findings: Sequence[Finding | Unread]

    @property
    def withheld(self) -> bool:
        """Whether nothing may be concluded."""
        return self.sample_ratio.mismatch
