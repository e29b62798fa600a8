"""The ledger as operators read it across workspaces: what did not get out, and which workspaces are stopped."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Engine, case, func, select

from bot.domain.ids import WorkspaceId
from storage.tables.deliveries import TROUBLED, UNFINISHED, DeliveryState, among, deliveries
from storage.tables.workspaces import WorkspaceStatus, workspaces

_c, _w = deliveries.c, workspaces.c
_FIRST: Final = (
    DeliveryState.DEAD,
    DeliveryState.UNKNOWN,
    DeliveryState.PARKED,
    DeliveryState.TRYING,
    DeliveryState.PENDING,
)
"""What needs a human stands before what is still worked on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLine:
    """One row of the ledger; times are in UTC, the body is there only for whoever asks for it."""

    workspace: WorkspaceId
    id: int
    state: DeliveryState
    kind: str
    place: str
    destination: str
    decided_at: datetime
    not_before: datetime
    tried_at: datetime | None
    tries: int
    error: str | None
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedWorkspace:
    """A workspace in which nothing is said: since when (UTC) and why, and how much is due there."""

    workspace: WorkspaceId
    name: str
    stopped_at: datetime | None
    why: str | None
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rows are wanted; nothing named means all that did not get out though it is due."""

    states: Collection[DeliveryState] = ()
    workspace: str | None = None
    kind: str | None = None
    destination: str | None = None


class DeliveryList:
    """Reads the ledger; each call is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def lines(self, wanted: Wanted, now: datetime, limit: int | None) -> tuple[DeliveryLine, ...]:
        """The rows that are wanted, those first that need a human, and the newest first among equals."""
        query = select(*(_c[field.name] for field in fields(DeliveryLine))).where(*_conditions(wanted, now))
        rank = case({state: place for place, state in enumerate(_FIRST)}, value=_c.state, else_=len(_FIRST))
        query = query.order_by(rank, _c.not_before.desc(), _c.workspace, _c.id.desc()).limit(limit)
        with self._engine.connect() as connection:
            return tuple(DeliveryLine(**row) for row in connection.execute(query).mappings())

    def stopped(self, now: datetime, workspace: str | None = None) -> tuple[StoppedWorkspace, ...]:
        """The workspaces that are stopped, longest first."""
        due = (
            select(func.count())
            .where(_c.workspace == _w.workspace, among(deliveries, UNFINISHED), _c.not_before <= now)
            .scalar_subquery()
        )
        query = select(_w.workspace, _w.name, _w.stopped_at, _w.stopped_why.label("why"), due.label("due")).where(
            _w.status == WorkspaceStatus.STOPPED
        )
        if workspace is not None:
            query = query.where(_w.workspace == workspace)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(_w.stopped_at, _w.workspace)).mappings()
            return tuple(StoppedWorkspace(**row) for row in rows)

    def workspaces_of(self, row_id: int) -> tuple[WorkspaceId, ...]:
        """The workspaces that have a message with this number."""
        query = select(_c.workspace).where(_c.id == row_id).order_by(_c.workspace)
        with self._engine.connect() as connection:
            return tuple(WorkspaceId(each) for each in connection.execute(query).scalars())


def _conditions(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.states:
        conditions.append(_c.state.in_(tuple(wanted.states)))
    else:
        conditions.append(among(deliveries, TROUBLED) | (among(deliveries, UNFINISHED) & (_c.not_before <= now)))
    given = {_c.workspace: wanted.workspace, _c.kind: wanted.kind, _c.destination: wanted.destination}
    return [*conditions, *(column == value for column, value in given.items() if value is not None)]
