"""Signed versions of the charters of a workspace."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import RowMapping, bindparam, func, insert, select

from bot.domain.ids import ProjectId
from bot.domain.versions import Version
from storage.repository import Repository, among, mine
from storage.tables.versions import charter_versions

_c = charter_versions.c
_of_project = select(charter_versions).where(mine(charter_versions), _c.project == bindparam("project"))
_ALL = _of_project.order_by(_c.number)
_LAST = _of_project.order_by(_c.number.desc()).limit(1)
_latest = (
    select(_c.project, func.max(_c.number).label("number"))
    .where(mine(charter_versions), _c.project.in_(among("projects")))
    .group_by(_c.project)
    .subquery()
)
_LAST_OF = (
    select(charter_versions)
    .join(_latest, (_c.project == _latest.c.project) & (_c.number == _latest.c.number))
    .where(mine(charter_versions))
)
_KEEP = insert(charter_versions)


class Versions(Repository):
    """What sponsors signed; a version is never changed."""

    def last(self, project: ProjectId) -> Version | None:
        """The version that was signed last, or None."""
        row = self._run(_LAST, project=project).mappings().first()
        return _version(row) if row else None

    def last_of(self, projects: Collection[ProjectId]) -> Mapping[ProjectId, Version]:
        """Per project the version that was signed last."""
        rows = self._run(_LAST_OF, projects=tuple(projects)).mappings()
        return {row["project"]: _version(row) for row in rows}

    def of(self, project: ProjectId) -> tuple[Version, ...]:
        """Every version that was signed, oldest first."""
        return tuple(_version(row) for row in self._run(_ALL, project=project).mappings())

    def save(self, version: Version) -> None:
        """Keep a version behind the earlier ones."""
        self._is_ours(version.workspace)
        row: dict[str, Any] = {column.name: getattr(version, column.name) for column in charter_versions.c}
        self._connection.execute(_KEEP, row)


def _version(row: RowMapping) -> Version:
    return Version(**row)
