"""Whose turn it is: workspaces with something due, one after another, and the messages at the heads of queues."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Exists,
    Select,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.selectable import FromClause

from bot.domain.ids import WorkspaceId
from storage.governor import is_left_alone
from storage.ledger_rows import Head, Queue
from storage.standing import is_stopped
from storage.tables.columns import Id, Moment
from storage.tables.deliveries import UNFINISHED, allowances, among, deliveries, places
from storage.wake_ups import is_waked, live_by_workspace

POST: Final = "chat.postMessage"
EDIT: Final = "chat.update"

_NO_SORTING: Final = text("SET LOCAL enable_sort TO off")
_business_now = bindparam("business_now", type_=Moment)
_protocol_now = bindparam("protocol_now", type_=Moment)


def is_any_due(connection: Connection, business_now: datetime) -> bool:
    """Whether anything at all is due."""
    return bool(connection.execute(_IS_ANY_DUE, {"business_now": business_now}).scalar_one())


def workspaces_in_turn(
    connection: Connection, business_now: datetime, protocol_now: datetime, *, after: str, most: int
) -> tuple[WorkspaceId, ...]:
    """The next workspaces that have something due and may be spoken to, by id, from the one behind `after`."""
    now = {"business_now": business_now, "protocol_now": protocol_now}
    _read_in_order(connection)
    rows = connection.execute(_ROUND, {**now, "after": after, "most": most}).scalars()
    return tuple(WorkspaceId(row) for row in rows)


def heads_of(
    connection: Connection,
    workspaces: Sequence[WorkspaceId],
    business_now: datetime,
    protocol_now: datetime,
    *,
    each: int,
    unless_waked: bool = False,
) -> tuple[Head, ...]:
    """What can be sent now in these workspaces: everybody's oldest first, then everybody's second, up to `each`.

    An earlier unfinished message holds up its followers. With `unless_waked`, without those that somebody was asked to
    send already, which count among the `each` as long as they are not done.
    """
    now = {"business_now": business_now, "protocol_now": protocol_now}
    is_list = connection.dialect.name == "postgresql"
    rows = connection.execute(_HEADS[is_list, unless_waked], {**now, "workspaces": list(workspaces), "each": each})
    return tuple(
        Head(workspace=WorkspaceId(ws), id=row_id, place=place, destination=to, tries=tries, is_edit=is_edit, turn=turn)
        for ws, row_id, place, to, tries, is_edit, turn in rows
    )


def head_of(connection: Connection, queue: Queue, business_now: datetime, protocol_now: datetime) -> Head | None:
    """What can be sent now to this one destination."""
    workspace, place, to = queue
    which = {"of": workspace, "place": place, "to": to, "business_now": business_now, "protocol_now": protocol_now}
    row = connection.execute(_HEAD, which).one_or_none()
    if row is None:
        return None
    return Head(workspace=workspace, id=row[0], place=place, destination=to, tries=row[1], is_edit=row[2], turn=1)


def _read_in_order(connection: Connection) -> None:
    """Let PostgreSQL go through an index in its order for the rest of this transaction.

    When a herd has come due since it last counted its rows, it believes that there are none, that sorting them costs
    nothing, and reads all of the herd again for every single workspace.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_NO_SORTING)


def _any_due() -> Exists:
    """Told from its own index, so that a look costs nothing while everything that waits is due later."""
    due = deliveries.alias()
    return exists().where(among(due, UNFINISHED), due.c.not_before <= _business_now)


def _round() -> Select[str]:
    """Skips from workspace to workspace through the index: what it costs grows with them, not with their messages."""

    def behind(workspace: ColumnElement[str]) -> ColumnElement[str]:
        waiting = deliveries.alias()
        found = select(waiting.c.workspace).where(
            waiting.c.workspace > workspace,
            among(waiting, UNFINISHED),
            _is_due(waiting),
            ~is_stopped(waiting),
            ~is_left_alone(waiting),
        )
        return found.order_by(waiting.c.workspace).limit(1).scalar_subquery()

    first = select(behind(bindparam("after")).label("workspace"), literal(1).label("turn")).where(_any_due())
    turns = first.cte("turns", recursive=True)
    following = select(behind(turns.c.workspace), turns.c.turn + 1).where(
        turns.c.workspace.is_not(None), turns.c.turn < bindparam("most")
    )
    turns = turns.union_all(following)
    return select(turns.c.workspace).where(turns.c.workspace.is_not(None)).order_by(turns.c.turn)


def _heads(*, is_list: bool, unless_waked: bool) -> Select[str, int, str, str, int, bool, int]:
    mine, queued = deliveries.alias("mine"), deliveries.alias("queued")
    first = (
        select(queued.c.workspace, func.min(queued.c.id).label("id"))
        .where(
            _in_one_list(queued) if is_list else queued.c.workspace.in_(bindparam("workspaces", expanding=True)),
            among(queued, UNFINISHED),
            _is_due(queued),
        )
        .group_by(queued.c.workspace, queued.c.place, queued.c.destination)
        .subquery("first")
    )
    turn = func.row_number().over(partition_by=mine.c.workspace, order_by=(mine.c.not_before, mine.c.id))
    ready = (
        select(
            mine.c.workspace,
            mine.c.id,
            mine.c.place,
            mine.c.destination,
            mine.c.tries,
            mine.c.edits.is_not(None).label("is_edit"),
            turn.label("turn"),
            mine.c.not_before,
        )
        .join(first, (first.c.workspace == mine.c.workspace) & (first.c.id == mine.c.id))
        .where(*_may_go(mine), *([~is_waked(mine)] if unless_waked else []))
        .subquery("ready")
    )
    c, live = ready.c, live_by_workspace()
    nth: ColumnElement[int] = c.turn + func.coalesce(live.c.wake_ups, 0) if unless_waked else c.turn
    heads = select(c.workspace, c.id, c.place, c.destination, c.tries, c.is_edit, nth)
    if unless_waked:
        heads = heads.outerjoin(live, live.c.workspace == c.workspace)
    return heads.where(nth <= bindparam("each")).order_by(nth, c.not_before, c.id, c.workspace)


def _in_one_list(rows: FromClause) -> ColumnElement[bool]:
    """A hundred workspaces as one parameter: psycopg takes long statements apart anew each time."""
    return rows.c.workspace == func.any(bindparam("workspaces", type_=ARRAY(Id)))


def _head() -> Select[int, int, bool]:
    mine, queued = deliveries.alias("mine"), deliveries.alias("queued")
    waiting = select(queued.c.id).where(
        queued.c.workspace == bindparam("of"),
        queued.c.place == bindparam("place"),
        queued.c.destination == bindparam("to"),
        among(queued, UNFINISHED),
        _is_due(queued),
    )
    first = waiting.order_by(queued.c.id).limit(1)
    return select(mine.c.id, mine.c.tries, mine.c.edits.is_not(None)).where(
        mine.c.workspace == bindparam("of"),
        mine.c.id == first.scalar_subquery(),
        *_may_go(mine),
        ~is_stopped(mine),
        ~is_left_alone(mine),
    )


def _is_due(rows: FromClause) -> ColumnElement[bool]:
    """Dressed up, because SQLite would rather read all that is due in a workspace than one queue in its order."""
    return func.coalesce(rows.c.not_before, _business_now) <= _business_now


def _may_go(mine: FromClause) -> tuple[ColumnElement[bool], ...]:
    """Rows that neither rest themselves nor wait for their place or for Slack's method."""
    is_paused = exists().where(
        allowances.c.workspace == mine.c.workspace,
        allowances.c.method == case((mine.c.edits.is_(None), POST), else_=EDIT),
        allowances.c.until > _protocol_now,
    )
    is_spoken_to = exists().where(
        places.c.workspace == mine.c.workspace,
        places.c.place == mine.c.place,
        places.c.destination == mine.c.destination,
        places.c.free_at > _protocol_now,
    )
    return (
        or_(mine.c.retry_at.is_(None), mine.c.retry_at <= _protocol_now),
        ~is_paused,
        or_(mine.c.edits.is_not(None), ~is_spoken_to),
    )


# Built once: putting such a statement together costs SQLAlchemy more than the database needs to run it.
_IS_ANY_DUE: Final = select(_any_due())
_ROUND: Final = _round()
_HEADS: Final = {
    (is_list, unless_waked): _heads(is_list=is_list, unless_waked=unless_waked)
    for is_list in (False, True)
    for unless_waked in (False, True)
}
_HEAD: Final = _head()
