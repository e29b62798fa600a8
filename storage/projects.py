"""Projects of a workspace."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, insert, or_, select

from bot.domain.ids import ChannelId, ProjectId, UserId, WorkspaceId
from bot.domain.projects import Project
from storage.repository import Repository, among, mine
from storage.tables.projects import members, projects
from storage.upsert import upsert

_c = projects.c


def _where(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Projects that meet these conditions, one row a member, and one with nobody for those without members."""
    held = (members.c.workspace == _c.workspace) & (members.c.project == _c.id)
    return (
        select(projects, members.c.user)
        .outerjoin(members, held)
        .where(mine(projects), *conditions)
        .order_by(_c.created_at, _c.id, members.c.place)
    )


_ONE = _where(_c.id == bindparam("project"))
_BY_KEY = _where(_c.key == bindparam("key"))
_MANY = _where(_c.id.in_(among("ids")))
_IN_CHANNEL = _where(_c.channel == bindparam("channel"))
_ALL = _where()
_joined = select(members.c.project).where(mine(members), members.c.user == bindparam("user"))
_OF_PERSON = _where(or_(_c.owner == bindparam("user"), _c.sponsor == bindparam("user"), _c.id.in_(_joined)))
_KEYS = select(_c.key).where(mine(projects))
_LEAVE = delete(members).where(mine(members), members.c.project == bindparam("project_id"))
_JOIN = insert(members)


class Projects(Repository):
    """The projects of a workspace, oldest first."""

    def __init__(self, connection: Connection, workspace: WorkspaceId) -> None:
        super().__init__(connection, workspace)
        self._seen: dict[ProjectId, Project] = {}

    def get(self, project: ProjectId) -> Project | None:
        """One project by its id."""
        return next(iter(self._read(_ONE, project=project)), None)

    def by_key(self, key: str) -> Project | None:
        """One project by its key."""
        return next(iter(self._read(_BY_KEY, key=key)), None)

    def many(self, ids: Collection[ProjectId]) -> tuple[Project, ...]:
        """Those of these projects that exist."""
        return self._read(_MANY, ids=tuple(ids))

    def in_channel(self, channel: ChannelId) -> tuple[Project, ...]:
        """The projects whose home this channel is."""
        return self._read(_IN_CHANNEL, channel=channel)

    def of_person(self, user: UserId) -> tuple[Project, ...]:
        """The projects in which somebody holds a role."""
        return self._read(_OF_PERSON, user=user)

    def all(self) -> tuple[Project, ...]:
        """Every project."""
        return self._read(_ALL)

    def keys(self) -> frozenset[str]:
        """The keys that are taken."""
        return frozenset(self._run(_KEYS).scalars())

    def save(self, project: Project) -> None:
        """Keep a project and its members; one that was read in this unit and did not change is left alone."""
        self._is_ours(project.workspace)
        before = self._seen.get(project.id)
        if before == project:
            return
        row = {column.name: getattr(project, column.name) for column in _c}
        upsert(self._connection, projects, [row])
        if before is None or before.members != project.members:
            self._keep_members(project)
        self._seen[project.id] = project

    def _keep_members(self, project: Project) -> None:
        self._run(_LEAVE, project_id=project.id)
        if project.members:
            who = {"workspace": self._workspace, "project": project.id}
            rows = [{**who, "user": user, "place": place} for place, user in enumerate(project.members)]
            self._connection.execute(_JOIN, rows)

    def _read(self, statement: Select[Any], **values: object) -> tuple[Project, ...]:
        told: dict[ProjectId, tuple[dict[str, Any], list[UserId]]] = {}
        for row in self._run(statement, **values).mappings().all():
            if row["id"] not in told:
                told[row["id"]] = ({column.name: row[column.name] for column in _c}, [])
            if row["user"] is not None:
                told[row["id"]][1].append(row["user"])
        found = tuple(Project(**columns, members=tuple(users)) for columns, users in told.values())
        self._seen.update((project.id, project) for project in found)
        return found
