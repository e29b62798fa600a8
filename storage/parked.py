"""What was parked: whether a place is known to refuse, whom nobody can reach, and going on when it is mended."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select, update

from bot.domain.ids import UserId, WorkspaceId
from storage.tables.deliveries import TROUBLED, DeliveryState, among, deliveries

_c = deliveries.c
NEWS: Final = ("digest", "nag")
"""Kinds of which each one says all that there is: of several that waited, only the newest is still news."""


def release(
    connection: Connection,
    workspace: WorkspaceId,
    *,
    at: tuple[str, str] | None = None,
    causes: Collection[str] | None = None,
) -> int:
    """Try again what was parked in one place or in all, for these causes or for any; returns how many there are.

    They keep their numbers, so they go out in the order in which they were decided. Of several digests for one channel,
    and of several nags for one person, only the newest is said.
    """
    which = and_(_c.workspace == workspace, *_parked(at, causes))
    newer = deliveries.alias()
    is_old_news = exists().where(
        newer.c.workspace == workspace,
        newer.c.place == _c.place,
        newer.c.destination == _c.destination,
        newer.c.kind == _c.kind,
        newer.c.state == DeliveryState.PARKED,
        newer.c.id > _c.id,
    )
    stale = update(deliveries).where(which, _c.kind.in_(NEWS), is_old_news)
    connection.execute(stale.values(state=DeliveryState.SUPERSEDED, error=None))
    released = update(deliveries).where(which)
    values = {"state": DeliveryState.PENDING, "retry_at": None, "error": None}
    return connection.execute(released.values(**values)).rowcount


def is_parked(
    connection: Connection, workspace: WorkspaceId, causes: Collection[str], at: tuple[str, str] | None = None
) -> bool:
    """Whether something waits there, or anywhere, for one of these causes."""
    query = select(_c.id).where(_c.workspace == workspace, *_parked(at, None), _c.error.in_(sorted(causes)))
    return connection.execute(query.limit(1)).first() is not None


def unreachable(connection: Connection, workspace: WorkspaceId) -> frozenset[UserId]:
    """The people whose messages are parked."""
    query = select(_c.destination).where(_c.workspace == workspace, *_parked(None, None), _c.place == "person")
    return frozenset(UserId(user) for user in connection.execute(query.distinct()).scalars())


def _parked(at: tuple[str, str] | None, causes: Collection[str] | None) -> list[ColumnElement[bool]]:
    """Parked rows; what was parked by an older program with its message has no cause of its own."""
    which = [_c.state == DeliveryState.PARKED, among(deliveries, TROUBLED)]  # the second finds the index
    if at is not None:
        which += [_c.place == at[0], _c.destination == at[1]]
    if causes is not None:
        which.append(or_(_c.error.in_(sorted(causes)), _c.error.is_(None)))
    return which
