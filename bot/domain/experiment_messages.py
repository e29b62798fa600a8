"""What channels hear of an experiment, and the plan and the run in the few words that cards share."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.domain.ids import UserId
from bot.domain.metrics import Direction, Unit
from bot.domain.projects import ProjectName
from bot.domain.readouts import Decided, Readout
from bot.statistics.verdicts.summary import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A plan in a few words; `effect` is the smallest one worth having, as a share of the baseline without its sign.

    `horizon_days` is how long after a unit enters its outcome is known; `pool` counts the units where all are there
    from the first day; `counted_per` is what the metric is counted per where that is not the unit of randomisation.
    """

    design: str
    primary_metric: str
    start: date
    decision_rule: str
    accepted_by: UserId
    seal: str
    randomisation_unit: str | None = None
    weeks: int | None = None
    n_total: int | None = None
    effect: float | None = None
    wanted: Direction | None = None
    guardrails: tuple[str, ...] = ()
    horizon_days: int = 0
    pool: int | None = None
    counted_per: str | None = None
    counter_metric: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """The latest experiment in a few words: where it stands in its days, its latest readout, and its decision.

    `expected` is how many units should be in it by today, `entry_days` on how many days units enter it, None where that
    was not kept. `seal` is that of the plan as it was frozen at the start, and `registered_start` the day that it
    named.
    """

    number: int
    started_on: date
    ends_on: date
    day: int
    days: int
    expected: int | None
    readout: Readout | None
    decided: Decided | None
    seal: str = ""
    registered_start: date | None = None
    entry_days: int | None = None

    @property
    def days_late(self) -> int:
        """Days from the registered start to the real one; negative where it began before."""
        return 0 if self.registered_start is None else (self.started_on - self.registered_start).days


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAccepted:
    """The owner accepted a plan; told to the home channel. `replaces` is the seal of the plan that counted before.

    `verdict` is what the arithmetic said of it.
    """

    project: ProjectName
    plan: PlanLine
    replaces: str | None = None
    verdict: Verdict | None = None
    kind: Literal["plan_accepted"] = "plan_accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentStarted:
    """An experiment runs; told to the home channel. `ends_on` is the first day after the planned run."""

    project: ProjectName
    number: int
    plan: PlanLine
    started_on: date
    ends_on: date
    by: UserId
    kind: Literal["experiment_started"] = "experiment_started"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadoutCard:
    """What the results say, for the home channel: the primary metric, the guardrails, the recommendation.

    A look before the planned end is told as such; `unit` is the primary metric's.
    """

    project: ProjectName
    number: int
    plan: PlanLine
    unit: Unit
    readout: Readout
    sponsor: UserId | None
    kind: Literal["readout_card"] = "readout_card"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadoutDetails:
    """Everything else that the results say, in the thread of the card."""

    project: ProjectName
    number: int
    plan: PlanLine
    unit: Unit
    readout: Readout
    kind: Literal["readout_details"] = "readout_details"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTold:
    """What was decided on an experiment; told to the home channel."""

    project: ProjectName
    number: int
    plan: PlanLine
    unit: Unit
    decided: Decided
    readout: Readout | None
    kind: Literal["decision_told"] = "decision_told"
