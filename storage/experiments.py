"""Experiments of a workspace."""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, insert, select

from bot.domain.experiments.experiment import Experiment
from bot.domain.ids import ExperimentId, ProjectId
from bot.domain.readouts import Choice, Readout
from bot.domain.timelines import Timeline
from storage.repository import Repository, Rows, among, mine
from storage.tables.charters import charters
from storage.tables.experiments import experiments, readouts
from storage.upsert import upsert

_c = experiments.c
_OF_PROJECT = select(experiments).where(mine(experiments), _c.project == bindparam("project")).order_by(_c.number)
_OF_PROJECTS = (
    select(experiments).where(mine(experiments), _c.project.in_(among("projects"))).order_by(_c.project, _c.number)
)
_LATEST = select(_c.id, _c.readout).where(mine(experiments), _c.readout.is_not(None)).order_by(_c.id)
_DECIDED = (
    select(_c.project, _c.started_on, _c.decided, charters.c.started_at)
    .join(charters, (charters.c.workspace == _c.workspace) & (charters.c.project == _c.project))
    .where(mine(experiments), _c.decided.is_not(None))
    .order_by(_c.project, _c.number)
)
_READOUTS = (
    select(readouts.c.body)
    .where(mine(readouts), readouts.c.experiment == bindparam("experiment"))
    .order_by(readouts.c.number)
)
_KEEP = insert(readouts)


class Experiments(Repository):
    """What was run; a readout is kept beside the earlier ones and never changed."""

    def of(self, project: ProjectId) -> tuple[Experiment, ...]:
        """The experiments of a project, oldest first."""
        return _read(self._run(_OF_PROJECT, project=project))

    def of_many(self, projects: Collection[ProjectId]) -> Mapping[ProjectId, tuple[Experiment, ...]]:
        """Per project its experiments, oldest first; projects without one are not there."""
        found: dict[ProjectId, list[Experiment]] = {}
        for each in _read(self._run(_OF_PROJECTS, projects=tuple(projects))):
            found.setdefault(each.project, []).append(each)
        return {project: tuple(each) for project, each in found.items()}

    def latest_readouts(self) -> Mapping[ExperimentId, Readout]:
        """The latest readout of every experiment of the workspace that has one."""
        return {row.id: row.readout for row in self._run(_LATEST)}

    def timelines(self) -> tuple[Timeline, ...]:
        """Of every project of the workspace that was launched or stopped: kickoff, first use and first launch.

        An experiment starts only once the one before it is decided, so the first start is that of a decided one.
        """
        found = groupby(self._run(_DECIDED), key=lambda row: row.project)
        timelines = (_timeline(list(rows)) for _, rows in found)
        return tuple(each for each in timelines if each is not None)

    def readouts(self, experiment: ExperimentId) -> tuple[Readout, ...]:
        """Every readout of an experiment, oldest first."""
        return tuple(self._run(_READOUTS, experiment=experiment).scalars())

    def save(self, experiment: Experiment) -> None:
        """Keep an experiment as it is now, and its latest readout where that is new."""
        self._is_ours(experiment.workspace)
        row = {column.name: getattr(experiment, column.name) for column in _c}
        upsert(self._connection, experiments, [row])
        readout = experiment.readout
        if readout is not None and len(self.readouts(experiment.id)) < readout.number:
            kept = {"workspace": experiment.workspace, "experiment": experiment.id, "number": readout.number}
            self._connection.execute(_KEEP, {**kept, "body": readout})


def _timeline(rows: Sequence[Row[Any]]) -> Timeline | None:
    """None while everything that was decided is to iterate."""
    ended = [row.decided for row in rows if row.decided.choice is not Choice.ITERATE]
    if not ended:
        return None
    launched = next((each.at.date() for each in ended if each.choice is Choice.LAUNCH), None)
    return Timeline(
        project=rows[0].project,
        kickoff=rows[0].started_at.date(),
        deployed=rows[0].started_on,
        launched=launched,
    )


def _read(rows: Rows) -> tuple[Experiment, ...]:
    return tuple(Experiment(**row) for row in rows.mappings())
