"""Observations of a workspace."""

from collections.abc import Collection, Mapping
from dataclasses import asdict

from sqlalchemy import bindparam, select

from bot.domain.ids import ProjectId
from bot.domain.metrics import Observation
from storage.repository import Repository, among, mine
from storage.tables.observations import observations
from storage.upsert import upsert

_c = observations.c
_ALL = select(observations).where(mine(observations)).order_by(_c.project, _c.day, _c.at, _c.metric, _c.source)
_ONE = _ALL.where(_c.project == bindparam("project"))
_MANY = _ALL.where(_c.project.in_(among("projects")))


class Observations(Repository):
    """What was observed, by day."""

    def of(self, project: ProjectId) -> tuple[Observation, ...]:
        """One project's observations, by day."""
        return tuple(Observation(**row) for row in self._run(_ONE, project=project).mappings())

    def of_many(self, projects: Collection[ProjectId]) -> Mapping[ProjectId, tuple[Observation, ...]]:
        """Per project its observations, by day; projects without any are not there."""
        found: dict[ProjectId, list[Observation]] = {}
        for row in self._run(_MANY, projects=tuple(projects)).mappings():
            found.setdefault(row["project"], []).append(Observation(**row))
        return {project: tuple(each) for project, each in found.items()}

    def save(self, observation: Observation) -> None:
        """Keep a value; the same metric, day and source once more replaces it (the audit trail holds both)."""
        self._is_ours(observation.workspace)
        upsert(self._connection, observations, [asdict(observation)])
