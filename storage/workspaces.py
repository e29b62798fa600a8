"""The workspace itself: its name, its bot, and whether we may speak there."""

from datetime import datetime

from sqlalchemy import insert, select, update

from storage.repository import Repository
from storage.tables.workspaces import workspaces

ACTIVE, STOPPED = "active", "stopped"


class Workspaces(Repository):
    """The row of one workspace."""

    def arrive(self, name: str, bot_user: str | None, now: datetime) -> None:
        """We are (again) installed here."""
        row = {"name": name, "bot_user": bot_user, "status": ACTIVE}
        known = self._connection.scalar(select(workspaces.c.workspace).where(self._mine(workspaces)))
        if known is None:
            row |= {"workspace": self._workspace, "since": now}
            self._connection.execute(insert(workspaces), [row])
        else:
            self._connection.execute(update(workspaces).where(self._mine(workspaces)).values(row))

    def status(self) -> str | None:
        """`active`, `stopped`, or None for a workspace that never arrived."""
        status: str | None = self._connection.scalar(select(workspaces.c.status).where(self._mine(workspaces)))
        return status

    def stop(self) -> None:
        """Nothing is sent here any more; what was kept stays."""
        self._connection.execute(update(workspaces).where(self._mine(workspaces)).values(status=STOPPED))
