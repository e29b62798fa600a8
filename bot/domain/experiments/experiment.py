"""One experiment from its start to its decision, with the plan as it was sealed."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.experiments.plan import Plan
from bot.domain.ids import ExperimentId, ProjectId, UserId, WorkspaceId
from bot.domain.readouts import Decided, Readout


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """A run: `ends_on` is the first day after it; `readout` is the latest, `looks` counts all of them.

    It holds the days on which units enter and the wait until the last outcome is known.
    """

    workspace: WorkspaceId
    id: ExperimentId
    project: ProjectId
    number: int
    plan: Plan
    started_on: date
    ends_on: date
    started_by: UserId
    started_at: datetime
    looks: int = 0
    readout: Readout | None = None
    decided: Decided | None = None

    @property
    def is_running(self) -> bool:
        """Whether its final readout is still to come."""
        return self.decided is None and (self.readout is None or self.readout.early)

    @property
    def awaits_decision(self) -> bool:
        """Whether a final readout waits for somebody to decide."""
        return self.decided is None and self.readout is not None and not self.readout.early

    def day(self, today: date) -> int:
        """Which day of the run it is, from one on."""
        return (today - self.started_on).days + 1

    @property
    def days(self) -> int:
        """How many days it is planned to run."""
        return (self.ends_on - self.started_on).days

    def expected(self, today: date) -> int | None:
        """How many units should be in it by the end of a day, None for designs over time."""
        plan = self.plan
        if plan.size is None or plan.size.n_total is None:
            return None
        if plan.pool is not None:
            return plan.pool
        if plan.daily_traffic is None:
            return None
        return round(plan.daily_traffic * min(self.entry_days, max(0, self.day(today))))

    @property
    def entry_days(self) -> int:
        """On how many days units enter; one where all are there from the first."""
        return 1 if self.plan.pool is not None else min(self.days, 7 * self.plan.weeks)

    @property
    def days_late(self) -> int:
        """Days from the registered start to the real one; negative where it began before."""
        return (self.started_on - self.plan.start).days

    def read(self, readout: Readout) -> "Experiment":
        """The same with one more readout."""
        return replace(self, readout=readout, looks=self.looks + 1)


def last_readout(experiment: Experiment) -> Readout:
    """The readout of an experiment that has one; ValueError where there is none, which is a mistake of ours."""
    if experiment.readout is None:
        raise ValueError(f"experiment {experiment.id} was never read")
    return experiment.readout


def last_decision(experiment: Experiment) -> Decided:
    """The decision on an experiment that has one; ValueError where there is none, which is a mistake of ours."""
    if experiment.decided is None:
        raise ValueError(f"experiment {experiment.id} is not decided")
    return experiment.decided
