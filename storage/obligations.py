"""Obligations of a workspace."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select

from bot.domain.ids import ProjectId
from bot.domain.obligations import Obligation, ObligationStatus
from bot.domain.policy import ObligationKind
from storage.repository import Repository, among, mine
from storage.tables.obligations import obligations
from storage.upsert import upsert

_c = obligations.c


def _where(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(obligations).where(mine(obligations), *conditions)


_ONE = _where(_c.project == bindparam("project"), _c.kind == bindparam("kind", type_=_c.kind.type))
_IN_ORDER = (_c.due, _c.project, _c.kind)
_OF_PROJECT = _where(_c.project == bindparam("project")).order_by(*_IN_ORDER)
_OF_PROJECTS = _where(_c.project.in_(among("projects"))).order_by(*_IN_ORDER)
_OWED = _where(_c.recipient == bindparam("recipient"), _c.status != ObligationStatus.DONE).order_by(*_IN_ORDER)
_DUE = (
    _where(_c.status == ObligationStatus.OPEN, _c.look_at <= bindparam("now"))
    .order_by(_c.look_at, _c.project, _c.kind)
    .limit(bindparam("at_most"))
)


class Obligations(Repository):
    """What the projects of a workspace owe."""

    def get(self, project: ProjectId, kind: ObligationKind) -> Obligation | None:
        """One obligation, or None."""
        return next(iter(self._read(_ONE, project=project, kind=kind)), None)

    def of_project(self, project: ProjectId) -> tuple[Obligation, ...]:
        """Everything that a project owes or owed, soonest due first."""
        return self._read(_OF_PROJECT, project=project)

    def of_projects(self, projects: Collection[ProjectId]) -> Mapping[ProjectId, tuple[Obligation, ...]]:
        """Per project everything that it owes or owed, soonest due first; projects that never owed are not there."""
        found: dict[ProjectId, list[Obligation]] = {}
        for each in self._read(_OF_PROJECTS, projects=tuple(projects)):
            found.setdefault(each.project, []).append(each)
        return {project: tuple(each) for project, each in found.items()}

    def owed_by(self, recipient: str) -> tuple[Obligation, ...]:
        """What is not done and was last brought to this person or channel, soonest due first."""
        return self._read(_OWED, recipient=recipient)

    def due(self, now: datetime, limit: int) -> tuple[Obligation, ...]:
        """What is to be looked at by now, longest waiting first."""
        return self._read(_DUE, now=now, at_most=limit)

    def save(self, *changed: Obligation) -> None:
        """Keep obligations as they are now."""
        for each in changed:
            self._is_ours(each.workspace)
        upsert(
            self._connection,
            obligations,
            [{column.name: getattr(each, column.name) for column in _c} for each in changed],
        )

    def _read(self, statement: Select[Any], **values: object) -> tuple[Obligation, ...]:
        return tuple(Obligation(**row) for row in self._run(statement, **values).mappings())
