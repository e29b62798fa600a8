"""Projects of a workspace."""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, delete, insert, or_, select

from bot.domain.ids import ChannelId, ProjectId, UserId
from bot.domain.projects import Project
from storage.repository import Repository
from storage.tables.projects import members, projects
from storage.upsert import upsert


class Projects(Repository):
    """The projects of a workspace, oldest first."""

    def get(self, project: ProjectId) -> Project | None:
        """One project by its id."""
        return next(iter(self._where(projects.c.id == project)), None)

    def by_key(self, key: str) -> Project | None:
        """One project by its key."""
        return next(iter(self._where(projects.c.key == key)), None)

    def many(self, ids: Collection[ProjectId]) -> tuple[Project, ...]:
        """Those of these projects that exist."""
        return self._where(projects.c.id.in_(sorted(ids)))

    def in_channel(self, channel: ChannelId) -> tuple[Project, ...]:
        """The projects whose home this channel is."""
        return self._where(projects.c.channel == channel)

    def of_person(self, user: UserId) -> tuple[Project, ...]:
        """The projects in which somebody holds a role."""
        joined = select(members.c.project).where(self._mine(members), members.c.user == user)
        return self._where(or_(projects.c.owner == user, projects.c.sponsor == user, projects.c.id.in_(joined)))

    def all(self) -> tuple[Project, ...]:
        """Every project."""
        return self._where()

    def keys(self) -> frozenset[str]:
        """The keys that are taken."""
        return frozenset(self._connection.scalars(select(projects.c.key).where(self._mine(projects))))

    def save(self, project: Project) -> None:
        """Keep a project and its members."""
        row = {
            "workspace": self._workspace,
            "id": project.id,
            "key": project.key,
            "name": project.name,
            "channel": project.channel,
            "owner": project.owner,
            "sponsor": project.sponsor,
            "created_at": project.created_at,
        }
        upsert(self._connection, projects, [row])
        self._save_members(project.id, project.members)

    def _save_members(self, project: ProjectId, users: Iterable[UserId]) -> None:
        standing = self._members({project}).get(project, ())
        if standing == tuple(users):
            return
        self._connection.execute(delete(members).where(self._mine(members), members.c.project == project))
        rows = [
            {"workspace": self._workspace, "project": project, "user": user, "place": place}
            for place, user in enumerate(users)
        ]
        if rows:
            self._connection.execute(insert(members), rows)

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[Project, ...]:
        query = (
            select(projects).where(self._mine(projects), *conditions).order_by(projects.c.created_at, projects.c.id)
        )
        rows = self._connection.execute(query).mappings().all()
        joined = self._members({row["id"] for row in rows})
        return tuple(Project(**row, members=joined.get(row["id"], ())) for row in rows)

    def _members(self, ids: Collection[ProjectId]) -> dict[ProjectId, tuple[UserId, ...]]:
        if not ids:
            return {}
        query = (
            select(members.c.project, members.c.user)
            .where(self._mine(members), members.c.project.in_(sorted(ids)))
            .order_by(members.c.place)
        )
        found: dict[ProjectId, tuple[UserId, ...]] = {}
        for project, user in self._connection.execute(query):
            found[project] = (*found.get(project, ()), user)
        return found
