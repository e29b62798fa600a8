"""What every repository is: one workspace's rows, inside the caller's transaction."""

from sqlalchemy import ColumnElement, Connection, Table

from bot.domain.ids import WorkspaceId


class Repository:
    """Rows of one workspace."""

    def __init__(self, connection: Connection, workspace: WorkspaceId) -> None:
        self._connection = connection
        self._workspace = workspace

    def _mine(self, table: Table) -> ColumnElement[bool]:
        """The condition that every query carries."""
        return table.c.workspace == self._workspace
