"""What a database says of itself when an operator asks: its schema, whether the workspace is ours, and the backlog."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, text

from bot.domain.ids import WorkspaceId
from storage.ledger import Ledger
from storage.ledger_rows import Backlog
from storage.readiness import NEWEST, standing
from storage.tables.workspaces import WorkspaceStatus
from storage.unit_of_work import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """One look; there is no more than the version where the schema is not the one that this program knows."""

    schema: str | None
    status: WorkspaceStatus | None = None
    backlog: Backlog | None = None

    @property
    def is_current(self) -> bool:
        """Whether the schema is the one that this program needs."""
        return self.schema == NEWEST


def vitals(engine: Engine, workspace: WorkspaceId, now: datetime) -> Vitals:
    """Look once; raises whatever the database raises, after at most its patience."""
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))  # a database that cannot be asked must not look like one without a schema
    schema = standing(engine)
    if schema != NEWEST:
        return Vitals(schema=schema)
    with Store(engine).reading(workspace, now=now) as work:
        status = work.workspaces.status()
    return Vitals(schema=schema, status=status, backlog=Ledger(engine).backlog(now))
