"""The sending side of the ledger: every step of a delivery is one short transaction of its own."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Update,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    true,
    update,
)

from bot.domain.charter_messages import SHEET
from bot.domain.ids import ChannelId
from storage.deliveries import address
from storage.engine import BEGIN
from storage.governor import Governor
from storage.keeping_ledger import KeepingLedger
from storage.keepings import Keepings
from storage.ledger_looks import LedgerLooks, the_row
from storage.ledger_rows import BEGUN, Delivery, Head, Queue, delivery_of
from storage.rechecks import Rechecks
from storage.standing import Standing
from storage.tables.columns import Moment
from storage.tables.deliveries import UNFINISHED, DeliveryState, among, deliveries, places
from storage.upsert import upsert
from storage.wake_ups import WakeUps

LEASE: Final = timedelta(seconds=60)
"""How long a try may take before another drain may think that its own is dead (protocol time)."""

RECHECK: Final = timedelta(minutes=5)
"""How long after it came through a message that was tried more than once is looked for once more."""

_NOTHING_TO_EDIT: Final = "the message that it edits is not in Slack"


class Ledger(LedgerLooks):
    """The drain's view of all workspaces; business time says what is due, protocol time when Slack may be asked.

    After a post its place is left alone for the `gap`.
    """

    def __init__(self, engine: Engine, *, gap: timedelta = timedelta(0)) -> None:
        super().__init__(engine)
        self._gap = gap
        self._writer = engine.execution_options(**{BEGIN: "IMMEDIATE"})
        self.standing = Standing(engine)
        self.governor = Governor(engine)
        self.rechecks = Rechecks(engine)
        self.keepings = KeepingLedger(engine)
        self.wake_ups = WakeUps(engine)

    def begin(self, head: Head, business_now: datetime, protocol_now: datetime) -> Delivery | None:
        """Commit that a try begins, before any byte of it is sent; None when the row is no longer there to be tried.

        A row that was in the middle of a try is doubtful from here on: that try may have reached Slack. The place rests
        from here on, even if nobody lives to say that it was spoken to.
        """
        c = deliveries.c
        begun = (
            update(deliveries)
            .where(
                *the_row(head),
                among(deliveries, UNFINISHED),
                c.tries == head.tries,
                or_(c.retry_at.is_(None), c.retry_at <= protocol_now),
            )
            .values(
                doubtful=case((c.state == DeliveryState.TRYING, true()), else_=c.doubtful),
                state=DeliveryState.TRYING,
                tries=c.tries + 1,
                tried_at=protocol_now,
                retry_at=protocol_now + LEASE,
                first_try=func.coalesce(c.first_try, literal(business_now, Moment)),
            )
            .returning(*BEGUN)
        )
        with self._writer.begin() as connection:
            row = connection.execute(begun).mappings().first()
            if row is None:
                return None
            delivery = delivery_of(connection, row)
            if delivery is None:
                is_it = (deliveries.c.workspace == head.workspace) & (deliveries.c.id == head.id)
                gone = {"state": DeliveryState.SUPERSEDED, "error": _NOTHING_TO_EDIT}
                connection.execute(update(deliveries).where(is_it).values(**gone))
            elif delivery.edits is None:
                self._rest(connection, delivery, protocol_now)
            return delivery

    def sent(self, delivery: Delivery, ts: str, channel: str, *, at: datetime | None = None) -> None:
        """Slack has it since `at` (protocol time), if that is known; a sheet is from here on to be kept where it is.

        What was tried before is looked for once more in a while: perhaps Slack has it twice.
        """
        out: dict[str, Any] = {
            "state": DeliveryState.SENT,
            "ts": ts,
            "posted_channel": channel,
            "retry_at": None,
            "error": None,
        }
        if at is not None and delivery.edits is None and delivery.tries > 1:
            out["recheck_at"] = at + RECHECK
        with self._writer.begin() as connection:
            is_ours = connection.execute(_trying(delivery).values(**out)).rowcount > 0
            if at is not None and delivery.edits is None:
                self._rest(connection, delivery, at)
            if is_ours and delivery.kind == SHEET and delivery.living is not None:
                Keepings(connection, delivery.workspace).ask(delivery.living, ChannelId(channel))

    def later(self, delivery: Delivery, retry_at: datetime | None, error: str) -> None:
        """Slack certainly did not take it; try again, not before `retry_at` (protocol time)."""
        self._settle(delivery, state=DeliveryState.PENDING, retry_at=retry_at, error=error)

    def unsure(self, delivery: Delivery, retry_at: datetime, error: str) -> None:
        """Slack may have taken it; look, not before `retry_at` (protocol time)."""
        self._settle(delivery, state=DeliveryState.TRYING, doubtful=True, retry_at=retry_at, error=error)

    def degrade(self, delivery: Delivery, degree: str, error: str) -> None:
        """Slack refused the layout; from here on this simpler one is tried."""
        self._settle(delivery, degree=degree, error=error)

    def out_of_thread(self, delivery: Delivery, error: str) -> None:
        """Slack takes no reply in its thread; from here on it is said, and looked for, beside it."""
        self._settle(delivery, under=None, error=error)

    def illustrate(self, delivery: Delivery, files: Mapping[str, str | None]) -> None:
        """Slack has these files for its pictures, and it goes without those that are None; kept before it is sent."""
        self._settle(delivery, pictures=json.dumps(files))

    def blind(self, delivery: Delivery) -> None:
        """It is about to be sent again without having been read back: perhaps people see it twice."""
        self._settle(delivery, blind=True)

    def repost(self, delivery: Delivery) -> None:
        """Slack refused to edit; this row posts anew, linked to the old message, and later edits are edits of it."""
        c = deliveries.c
        edited = select(c.edits).where(*the_row(delivery)).scalar_subquery()
        followers = update(deliveries).where(c.workspace == delivery.workspace, c.edits == edited, c.id > delivery.id)
        with self._writer.begin() as connection:
            connection.execute(followers.values(edits=delivery.id))
            reposted = {"state": DeliveryState.PENDING, "retry_at": None, "follows": c.edits, "edits": None}
            connection.execute(_trying(delivery).values(**reposted, doubtful=False))

    def park(self, delivery: Delivery, business_now: datetime, reason: str) -> None:
        """Slack refuses this destination: what is due for it waits together until a human mends it."""
        c = deliveries.c
        waiting = and_(
            *_queue(delivery), c.state == DeliveryState.PENDING, or_(c.not_before <= business_now, _is_edit())
        )
        parked = {"state": DeliveryState.PARKED, "retry_at": None, "error": reason}
        with self._writer.begin() as connection:
            connection.execute(_trying(delivery).values(**parked))
            connection.execute(update(deliveries).where(waiting).values(**parked))

    def unknown(self, delivery: Delivery, reason: str) -> None:
        """It may be in Slack and cannot be looked for; it is not said again, and its edits wait with it."""
        unknown = {"state": DeliveryState.UNKNOWN, "retry_at": None, "error": reason}
        with self._writer.begin() as connection:
            connection.execute(_trying(delivery).values(**unknown))
            connection.execute(_waiting_edits(delivery).values(**unknown))

    def dead(self, delivery: Delivery, reason: str, payload_hash: str | None) -> None:
        """Slack takes it in no form; the next version of a living message gets a try of its own."""
        dead = {"state": DeliveryState.DEAD, "retry_at": None, "error": reason, "payload_hash": payload_hash}
        with self._writer.begin() as connection:
            connection.execute(_trying(delivery).values(**dead))
            connection.execute(_waiting_edits(delivery).values(edits=None))

    def recover(self, protocol_now: datetime, patience: timedelta) -> int:
        """Take over tries that a killed drain left, to be looked for; returns how many there were.

        Only for who knows that no other drain is alive. Those that may have been going on just now rest for `patience`,
        because Slack may still be at work on them.
        """
        c, soon = deliveries.c, protocol_now + patience
        left = update(deliveries).where(among(deliveries, UNFINISHED), c.state == DeliveryState.TRYING)
        # What rested already rests no longer than it would have: else who is killed again and again never looks.
        retry_at = case(
            (c.tried_at <= protocol_now - LEASE, literal(protocol_now, Moment)),
            (c.retry_at > soon, literal(soon, Moment)),
            else_=c.retry_at,
        )
        with self._writer.begin() as connection:
            return connection.execute(left.values(doubtful=True, retry_at=retry_at)).rowcount

    def take_over(self, queue: Queue, protocol_now: datetime, patience: timedelta) -> int:
        """Take over the try that a dead process left in this queue, to be looked for; returns how many there were.

        Only for who knows that nobody else alive works on this queue.
        """
        c, (workspace, place, to) = deliveries.c, queue
        which = (c.workspace == workspace) & (c.place == place) & (c.destination == to)
        tried = select(c.id, c.tries, c.tried_at, c.retry_at).where(
            which, among(deliveries, UNFINISHED), c.state == DeliveryState.TRYING, c.retry_at > protocol_now
        )
        count = 0
        with self._writer.begin() as connection:
            for row in connection.execute(tried).all():
                # One that rests after an answer is in nobody's hands, however often it was tried: its rest stays.
                if row.retry_at == row.tried_at + LEASE:
                    is_it = (c.workspace == workspace) & (c.id == row.id) & (c.tries == row.tries)
                    left = update(deliveries).where(is_it, c.state == DeliveryState.TRYING)
                    values = {"doubtful": True, "retry_at": protocol_now + patience}
                    count += connection.execute(left.values(**values)).rowcount
        return count

    def _rest(self, connection: Connection, delivery: Delivery, since: datetime) -> None:
        """The place that was spoken to is left alone for a moment."""
        if self._gap:
            place, to = address(delivery.destination)
            row = {"workspace": delivery.workspace, "place": place, "destination": to, "free_at": since + self._gap}
            upsert(connection, places, [row])

    def _settle(self, delivery: Delivery, **values: Any) -> None:
        with self._writer.begin() as connection:
            connection.execute(_trying(delivery).values(**values))


def _trying(delivery: Delivery) -> Update:
    """The row, as long as the try that this delivery stands for was not taken over by another drain."""
    is_ours = (deliveries.c.state == DeliveryState.TRYING) & (deliveries.c.tries == delivery.tries)
    return update(deliveries).where(*the_row(delivery), is_ours)


def _waiting_edits(delivery: Delivery) -> Update:
    c = deliveries.c
    return update(deliveries).where(
        c.workspace == delivery.workspace, c.edits == delivery.id, c.state == DeliveryState.PENDING
    )


def _is_edit() -> ColumnElement[bool]:
    return deliveries.c.edits.is_not(None)


def _queue(delivery: Delivery) -> tuple[ColumnElement[bool], ...]:
    c, (place, to) = deliveries.c, address(delivery.destination)
    return c.workspace == delivery.workspace, c.place == place, c.destination == to
