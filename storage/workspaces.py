"""The workspace itself: its name, its bot, and whether we may speak there."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from bot.domain.ids import UserId, WorkspaceId
from storage.repository import Repository, mine
from storage.tables.workspaces import WorkspaceStatus, workspaces
from storage.upsert import upsert

_ONE = select(workspaces).where(mine(workspaces))
_STOP = (
    update(workspaces)
    .where(mine(workspaces), workspaces.c.status == WorkspaceStatus.ACTIVE)
    .values(status=WorkspaceStatus.STOPPED, stopped_at=bindparam("at"), stopped_why=bindparam("why"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A workspace that installed Plumbline, `since` when it first did (UTC); a stopped one says since when and why."""

    workspace: WorkspaceId
    name: str
    bot_user: UserId | None
    status: WorkspaceStatus
    since: datetime
    stopped_at: datetime | None = None
    stopped_why: str | None = None


class Workspaces(Repository):
    """The row of one workspace."""

    def get(self) -> Workspace | None:
        """This workspace, or None when it never arrived."""
        row = self._run(_ONE).mappings().first()
        return None if row is None else Workspace(**row)

    def status(self) -> WorkspaceStatus | None:
        """Whether anything may be said here, or None when this workspace never arrived."""
        found = self.get()
        return found.status if found else None

    def arrive(self, name: str, bot_user: UserId | None, now: datetime) -> Workspace:
        """Plumbline is (again) installed here; the day of the first arrival stays."""
        before = self.get()
        arrived = Workspace(
            workspace=self._workspace,
            name=name,
            bot_user=bot_user,
            status=WorkspaceStatus.ACTIVE,
            since=before.since if before else now,
        )
        upsert(self._connection, workspaces, [{column.name: getattr(arrived, column.name) for column in workspaces.c}])
        return arrived

    def stop(self, at: datetime | None = None, why: str | None = None) -> bool:
        """Nothing is sent here any more, and what was kept stays; True when it was not stopped before."""
        return self._run(_STOP, at=at, why=why).rowcount > 0
