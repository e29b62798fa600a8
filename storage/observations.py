"""Observations of a workspace."""

from collections.abc import Collection, Mapping
from dataclasses import asdict

from sqlalchemy import select

from bot.domain.ids import ProjectId
from bot.domain.metrics import Observation
from storage.repository import Repository
from storage.tables.observations import observations
from storage.upsert import upsert


class Observations(Repository):
    """What was observed, by day."""

    def of(self, project: ProjectId) -> tuple[Observation, ...]:
        """One project's observations, by day."""
        return self.of_many({project}).get(project, ())

    def of_many(self, projects: Collection[ProjectId]) -> Mapping[ProjectId, tuple[Observation, ...]]:
        """Per project its observations, by day."""
        query = (
            select(observations)
            .where(self._mine(observations), observations.c.project.in_(sorted(projects)))
            .order_by(observations.c.day, observations.c.at)
        )
        found: dict[ProjectId, list[Observation]] = {}
        for row in self._connection.execute(query).mappings():
            found.setdefault(row["project"], []).append(Observation(**row))
        return {project: tuple(each) for project, each in found.items()}

    def save(self, observation: Observation) -> None:
        """Keep a value; the same metric, day and source once more replaces it."""
        upsert(self._connection, observations, [{**asdict(observation), "workspace": self._workspace}])
