"""The windows of an experiment: its results, what they say, and the decision."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.domain.experiment_messages import PlanLine
from bot.domain.ids import UserId
from bot.domain.metrics import Unit
from bot.domain.projects import ProjectName
from bot.domain.readouts import Because, Readout


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
