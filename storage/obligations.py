"""Obligations of a workspace."""

import json
from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, select

from bot.domain.ids import LivingKey, ProjectId
from bot.domain.obligations import Obligation, ObligationStatus
from bot.domain.policy import ObligationKind
from storage.repository import Repository
from storage.tables.obligations import obligations
from storage.upsert import upsert


class Obligations(Repository):
    """What the projects of a workspace owe."""

    def get(self, project: ProjectId, kind: ObligationKind) -> Obligation | None:
        """One obligation, or None."""
        found = self._where(obligations.c.project == project, obligations.c.kind == kind)
        return next(iter(found), None)

    def of_project(self, project: ProjectId) -> tuple[Obligation, ...]:
        """Everything that a project owes or owed."""
        return self._where(obligations.c.project == project)

    def of_projects(self, projects: Collection[ProjectId]) -> Mapping[ProjectId, tuple[Obligation, ...]]:
        """Per project everything that it owes or owed."""
        found: dict[ProjectId, tuple[Obligation, ...]] = {}
        for each in self._where(obligations.c.project.in_(sorted(projects))):
            found[each.project] = (*found.get(each.project, ()), each)
        return found

    def owed_by(self, recipient: str) -> tuple[Obligation, ...]:
        """What is not done and now brought to this person or channel; held until the unit ends."""
        query = (
            select(obligations)
            .where(
                self._mine(obligations),
                obligations.c.recipient == recipient,
                obligations.c.status.in_([ObligationStatus.OPEN, ObligationStatus.SILENT]),
            )
            .order_by(obligations.c.due, obligations.c.project)
            .with_for_update()
        )
        return tuple(_obligation(row) for row in self._connection.execute(query).mappings())

    def due(self, now: datetime, limit: int) -> tuple[Obligation, ...]:
        """What is to be looked at by now, longest waiting first."""
        query = (
            select(obligations)
            .where(
                self._mine(obligations),
                obligations.c.status == ObligationStatus.OPEN,
                obligations.c.look_at <= now,
            )
            .order_by(obligations.c.look_at, obligations.c.project)
            .limit(limit)
        )
        return tuple(_obligation(row) for row in self._connection.execute(query).mappings())

    def save(self, obligation: Obligation) -> None:
        """Keep an obligation."""
        row = {field.name: getattr(obligation, field.name) for field in fields(obligation)}
        row |= {"workspace": self._workspace, "said": json.dumps(obligation.said)}
        upsert(self._connection, obligations, [row])

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[Obligation, ...]:
        query = (
            select(obligations)
            .where(self._mine(obligations), *conditions)
            .order_by(obligations.c.due, obligations.c.project, obligations.c.kind)
        )
        return tuple(_obligation(row) for row in self._connection.execute(query).mappings())


def _obligation(row: RowMapping) -> Obligation:
    told = dict(row)
    told["kind"] = ObligationKind(told["kind"])
    told["status"] = ObligationStatus(told["status"])
    told["said"] = tuple(LivingKey(key) for key in json.loads(told["said"]))
    return Obligation(**told)
