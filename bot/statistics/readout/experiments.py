"""What a readout is asked for: the arms' summaries by metric, and what was registered before the start."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.summaries import Summary


class Role(StrEnum):
    """What a metric is for."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    GUARDRAIL = "guardrail"


class Direction(StrEnum):
    """Which way a metric should go."""

    INCREASE = "increase"
    DECREASE = "decrease"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric: the control's summary, then each treatment's, all of one kind.

    `margin` is what a guardrail may lose, as a share of the control's mean.
    """

    name: str
    role: Role
    wanted: Direction
    control: Summary
    treatments: tuple[Summary, ...]
    margin: float | None = None

    def __post_init__(self) -> None:
        if not self.treatments:
            raise NotComputable(Reason.TOO_FEW, f"{self.name} has no treatment.", field="treatments")
        if any(type(arm) is not type(self.control) for arm in self.treatments):
            words = f"The arms of {self.name} are summed up in different ways."
            raise NotComputable(Reason.BAD_INPUT, words, field="treatments")
        if (self.role is Role.GUARDRAIL) != (self.margin is not None):
            words = f"{self.name}: a guardrail, and nothing else, has a margin."
            raise NotComputable(Reason.BAD_INPUT, words, field="margin")
        if self.margin is not None and self.margin <= 0:
            raise NotComputable(Reason.BAD_INPUT, f"The margin of {self.name} must be above zero.", field="margin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """Results as they were handed in, beside what was registered.

    `counts` and `weights` go by arm, the control first. `planned_n` is the planned total of control and one
    treatment. Before the planned end (`early`), as when it was planned `sequential`, only the confidence sequence,
    which is tuned to `planned_n`, may speak. `by_groups` says that units are groups, clusters or periods, so that they
    are few.
    """

    counts: Sequence[int]
    weights: Sequence[float]
    metrics: tuple[Metric, ...]
    planned_n: int
    sequential: bool = False
    early: bool = False
    alpha: float = 0.05
    by_groups: bool = False

    def __post_init__(self) -> None:
        if self.planned_n < 4:
            words = "The planned total of two arms is at least four units."
            raise NotComputable(Reason.BAD_INPUT, words, field="planned_n")
        if not 0 < self.alpha < 0.5:
            raise NotComputable(Reason.BAD_INPUT, "alpha lies between 0 and one half.", field="alpha")
        if any(len(metric.treatments) != len(self.counts) - 1 for metric in self.metrics):
            words = "Every metric needs a summary for each arm."
            raise NotComputable(Reason.BAD_INPUT, words, field="metrics")
