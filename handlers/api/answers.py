"""What programs are told: projects, experiments and readouts as JSON; levels in percent are fractions."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from bot.domain.dossier import Dossier
from bot.domain.experiments.experiment import Experiment, last_readout
from bot.domain.metrics import Direction, Observation, UnitKind
from bot.domain.projects import Project, Stage
from bot.domain.readouts import Choice, Readout


class ValueOut(BaseModel):
    """A value of the business metric, and what recorded it: `typed`, or `api:` with the token's name."""

    day: date
    value: float
    source: str


class MetricOut(BaseModel):
    """The business metric as it was answered; what is not answered yet is null."""

    name: str | None
    unit: str | None
    unit_kind: UnitKind
    direction: Direction
    baseline: float | None
    target: float | None
    deadline: date | None
    latest: ValueOut | None


class ProjectOut(BaseModel):
    """A project; people and channels are Slack's ids."""

    key: str
    name: str
    stage: Stage
    channel: str
    owner: str
    sponsor: str | None
    members: list[str]
    created_at: datetime
    metric: MetricOut


class ExperimentOut(BaseModel):
    """An experiment: `ends_on` is the first day after it, `readout` the latest of its `looks`."""

    number: int
    id: str
    state: Literal["running", "read", "decided"]
    design: str
    primary_metric: str
    seal: str
    started_on: date
    ends_on: date
    looks: int
    readout: Readout | None
    decision: Choice | None


class ProjectDetail(ProjectOut):
    """A project with its experiments, oldest first."""

    experiments: list[ExperimentOut]


class ProjectPage(BaseModel):
    """One page of projects, by key; `next_cursor` leads to the next one and is null on the last."""

    projects: list[ProjectOut]
    next_cursor: str | None


class ReadoutOut(BaseModel):
    """What was handed in, read: the numbers, what the registered rule recommends by them, and the evidence grade."""

    project: str = Field(description="The project's key.")
    experiment: ExperimentOut
    readout: Readout


class ObservationsOut(BaseModel):
    """What stands now for the days that were posted, from this token."""

    project: str = Field(description="The project's key.")
    observations: list[ValueOut]


def project_out(dossier: Dossier) -> ProjectOut:
    """A project as it stands."""
    return ProjectOut.model_validate(_project(dossier))


def project_detail(dossier: Dossier) -> ProjectDetail:
    """A project with its experiments."""
    return ProjectDetail.model_validate(
        {**_project(dossier), "experiments": [experiment_out(each) for each in dossier.experiments]}
    )


def _project(dossier: Dossier) -> dict[str, object]:
    project = dossier.project
    return {
        "key": project.key,
        "name": project.name,
        "stage": dossier.stage,
        "channel": project.channel,
        "owner": project.owner,
        "sponsor": project.sponsor,
        "members": list(project.members),
        "created_at": project.created_at,
        "metric": _metric(dossier),
    }


def _metric(dossier: Dossier) -> MetricOut:
    kpi = dossier.kpi
    return MetricOut(
        name=kpi.name or None,
        unit=kpi.unit.label or None,
        unit_kind=kpi.unit.kind,
        direction=kpi.direction,
        baseline=kpi.baseline,
        target=kpi.target,
        deadline=kpi.deadline,
        latest=_value(kpi.latest) if kpi.latest else None,
    )


def experiment_out(experiment: Experiment) -> ExperimentOut:
    """An experiment as it stands."""
    decided = experiment.decided
    running: Literal["running", "read"] = "running" if experiment.is_running else "read"
    return ExperimentOut(
        number=experiment.number,
        id=experiment.id,
        state="decided" if decided else running,
        design=experiment.plan.design,
        primary_metric=experiment.plan.primary_metric,
        seal=experiment.plan.seal,
        started_on=experiment.started_on,
        ends_on=experiment.ends_on,
        looks=experiment.looks,
        readout=experiment.readout,
        decision=decided.choice if decided else None,
    )


def readout_out(project: Project, experiment: Experiment) -> ReadoutOut:
    """The latest readout of an experiment that has one."""
    told = experiment_out(experiment)
    return ReadoutOut(project=project.key, experiment=told, readout=last_readout(experiment))


def observations_out(project: Project, kept: Iterable[Observation]) -> ObservationsOut:
    """The values that stand now."""
    return ObservationsOut(project=project.key, observations=[_value(each) for each in kept])


def _value(observation: Observation) -> ValueOut:
    return ValueOut(day=observation.day, value=observation.value, source=observation.source)
