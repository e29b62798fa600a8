"""Messages that did not get out: put back to be tried again, or dropped, beside a drain that may be at work."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, RowMapping, and_, exists, func, or_, select, update

from bot.domain.undelivered import Outcome, Trouble, Undelivered
from storage.deliveries import destination
from storage.repository import Repository
from storage.tables.deliveries import TROUBLED, DeliveryState, among, deliveries

_c = deliveries.c
_FULL: Final = "full"
_DROPPABLE: Final = (DeliveryState.PENDING, *TROUBLED)
_SETTLED: Final = {
    DeliveryState.TRYING: Outcome.IS_TRIED,
    DeliveryState.SENT: Outcome.IS_OUT,
    DeliveryState.SUPERSEDED: Outcome.IS_OBSOLETE,
    DeliveryState.WITHDRAWN: Outcome.IS_DROPPED,
}
"""States in which a message is neither tried again nor dropped, whoever asks."""


class UndeliveredMessages(Repository):
    """The rows of one workspace that need a human, inside the caller's transaction.

    Every change names the state that it starts from, so that a drain that begins a try in this moment wins, and doing
    it twice is doing it once.
    """

    def counts(self) -> Mapping[Trouble, int]:
        """How many there are of each kind of trouble."""
        query = select(_c.state, func.count()).where(self._mine(deliveries), among(deliveries, TROUBLED))
        counted: dict[str, int] = dict(self._connection.execute(query.group_by(_c.state)).all())
        return {trouble: counted.get(trouble.value, 0) for trouble in Trouble}

    def newest(self, limit: int) -> tuple[Undelivered, ...]:
        """The newest of them; an edit is counted with the message that it changes."""
        query = select(deliveries).where(self._mine(deliveries), among(deliveries, TROUBLED))
        rows = self._connection.execute(query.order_by(_c.id.desc()).limit(limit)).mappings()
        return tuple(_undelivered(row) for row in rows)

    def state(self, row_id: int) -> DeliveryState | None:
        """How far a message got; None when there is none with this number."""
        query = select(_c.state).where(self._mine(deliveries), _c.id == row_id)
        return self._connection.execute(query).scalar()

    def retry(self, row_id: int) -> Outcome:
        """Put one back: what may be out is looked for first, what Slack took in no form gets its full layout again."""
        row = self._row(row_id)
        if row is None:
            return Outcome.NOT_FOUND
        match row["state"]:
            case DeliveryState.PENDING:
                return Outcome.WAITS_ALREADY
            case DeliveryState.PARKED | DeliveryState.UNKNOWN:
                return self._again(row)
            case DeliveryState.DEAD:
                return Outcome.IS_OBSOLETE if self._has_newer(row) else self._again(row)
            case settled:
                return _SETTLED[settled]

    def drop(self, row_id: int, why: str) -> Outcome:
        """Never say it, for a reason that stays with it; its edits go with it."""
        row = self._row(row_id)
        if row is None:
            return Outcome.NOT_FOUND
        if row["state"] == DeliveryState.WITHDRAWN:
            return Outcome.DROPPED_ALREADY
        if row["state"] not in _DROPPABLE:
            return _SETTLED[row["state"]]
        values = {"state": DeliveryState.WITHDRAWN, "retry_at": None, "error": why}
        if not self._change(_c.id == row_id, _c.state.in_(_DROPPABLE), **values):
            return Outcome.IS_TRIED
        self._change(_c.edits == row_id, _c.state.in_(_DROPPABLE), **values)
        return Outcome.DROPPED

    def _again(self, row: RowMapping) -> Outcome:
        state, post = row["state"], row["edits"] or row["id"]
        values: dict[str, Any] = {"state": DeliveryState.PENDING, "retry_at": None, "error": None}
        if state == DeliveryState.UNKNOWN:
            values["doubtful"] = _c.edits.is_(None)  # it may be out: it is looked for before it is said again
        if state == DeliveryState.DEAD:
            values |= {"degree": _FULL, "payload_hash": None}
            which = _c.id == row["id"]
        else:
            # A message and the edits that wait with it: either alone would be stuck, or say what is old.
            which = or_(_c.id == post, _c.edits == post)
        is_put_back = self._change(which, _c.state == state, **values)
        return Outcome.RETRIED if is_put_back else Outcome.IS_TRIED

    def _has_newer(self, row: RowMapping) -> bool:
        """Whether a later version of a living message is out or on its way: the old one would say what is over."""
        if row["living"] is None:
            return False
        over = (DeliveryState.SUPERSEDED, DeliveryState.WITHDRAWN)
        newer = and_(self._mine(deliveries), _c.living == row["living"], _c.id > row["id"], _c.state.not_in(over))
        return bool(self._connection.execute(select(exists().where(newer))).scalar())

    def _row(self, row_id: int) -> RowMapping | None:
        query = select(deliveries).where(self._mine(deliveries), _c.id == row_id)
        return self._connection.execute(query).mappings().first()

    def _change(self, *which: ColumnElement[bool], **values: Any) -> bool:
        changed = update(deliveries).where(self._mine(deliveries), *which).values(**values)
        return self._connection.execute(changed).rowcount > 0


def _undelivered(row: RowMapping) -> Undelivered:
    return Undelivered(
        id=row["id"],
        to=destination(row["place"], row["destination"]),
        kind=row["kind"],
        trouble=Trouble(row["state"]),
        due_at=row["not_before"],
        reason=row["error"] or "",
    )
