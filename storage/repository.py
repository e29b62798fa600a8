"""What every repository is: one workspace's rows, inside the caller's transaction."""

from typing import Any, TypeAlias

from sqlalchemy import BindParameter, ColumnElement, Connection, CursorResult, Executable, Table, bindparam

from bot.domain.ids import WorkspaceId
from storage.failures import WrongWorkspace

Rows: TypeAlias = CursorResult[*tuple[Any, ...]]
"""What a statement found."""


class Repository:
    """Rows of one workspace.

    Statements are built once, as constants of their module: building one costs more than SQLite takes to answer it.
    """

    def __init__(self, connection: Connection, workspace: WorkspaceId) -> None:
        self._connection = connection
        self._workspace = workspace

    def _run(self, statement: Executable, **values: Any) -> Rows:
        """Execute a statement whose condition is `mine(…)`, for this workspace."""
        return self._connection.execute(statement, {"mine": self._workspace, **values})

    def _mine(self, table: Table) -> ColumnElement[bool]:
        """The condition for a statement that is built where it runs, because its shape depends on what is asked."""
        owner: ColumnElement[bool] = table.c.workspace == self._workspace
        return owner

    def _is_ours(self, workspace: WorkspaceId) -> None:
        """Refuse what belongs to another workspace: WrongWorkspace."""
        if workspace != self._workspace:
            raise WrongWorkspace(f"something of {workspace} was handed to a unit of {self._workspace}")


def mine(table: Table) -> ColumnElement[bool]:
    """The condition that every statement carries: rows of the repository's own workspace."""
    owner: ColumnElement[bool] = table.c.workspace == bindparam("mine")
    return owner


def among(name: str) -> BindParameter[Any]:
    """A list to be named when the statement runs."""
    return bindparam(name, expanding=True)
