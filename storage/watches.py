"""The watches of a workspace: which projects are to be looked at again, and when."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from bot.domain.ids import ProjectId
from bot.domain.watches import Watch
from storage.repository import Repository, mine
from storage.tables.watches import watches
from storage.upsert import upsert

_c = watches.c
_ONE = select(_c.look_at).where(mine(watches), _c.project == bindparam("project"))
_DUE = (
    select(_c.project, _c.look_at)
    .where(mine(watches), _c.look_at <= bindparam("now"))
    .order_by(_c.look_at, _c.project)
    .limit(bindparam("at_most"))
)
_END = delete(watches).where(mine(watches), _c.project == bindparam("project"))


class Watches(Repository):
    """When each project is to be looked at again."""

    def save(self, watch: Watch) -> None:
        """Look at the project then, or before that if an earlier look stands: each look plans the next one."""
        standing: datetime | None = self._run(_ONE, project=watch.project).scalar()
        if standing is None or watch.look_at < standing:
            row = {"workspace": self._workspace, "project": watch.project, "look_at": watch.look_at}
            upsert(self._connection, watches, [row])

    def due(self, now: datetime, limit: int) -> tuple[Watch, ...]:
        """What is to be looked at by now, longest waiting first."""
        rows = self._run(_DUE, now=now, at_most=limit).mappings()
        return tuple(Watch(project=row["project"], look_at=row["look_at"]) for row in rows)

    def end(self, project: ProjectId) -> bool:
        """It is being looked at; False when nothing was planned any more."""
        return self._run(_END, project=project).rowcount > 0
