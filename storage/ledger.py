"""The sending side of the ledger: every step of a delivery is one short transaction of its own."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Engine, Update, and_, case, exists, func, literal, or_, select, true, update

from bot.domain.charter_messages import SHEET
from bot.domain.ids import ChannelId, WorkspaceId
from storage.deliveries import address
from storage.engine import BEGIN
from storage.keeping_ledger import KeepingLedger, may_keep, next_try
from storage.keepings import Keepings
from storage.ledger_rows import BEGUN, Backlog, Delivery, Head, Outlook, delivery_of
from storage.standing import Standing, is_stopped
from storage.tables.columns import Moment
from storage.tables.deliveries import TROUBLED, UNFINISHED, DeliveryState, among, deliveries, pauses

POST: Final = "chat.postMessage"
EDIT: Final = "chat.update"
LEASE: Final = timedelta(seconds=60)
"""How long a try may take before another drain may think that its own is dead (protocol time)."""

_NOTHING_TO_EDIT: Final = "the message that it edits is not in Slack"


class Ledger:
    """The drain's view of all workspaces; business time says what is due, protocol time when Slack may be asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**{BEGIN: "IMMEDIATE"})
        self.standing = Standing(engine)
        self.keepings = KeepingLedger(engine)

    def claim(self, business_now: datetime, protocol_now: datetime, limit: int) -> tuple[Head, ...]:
        """The heads of at most `limit` destinations, oldest first; an earlier unfinished one holds up its followers."""
        mine, ahead = deliveries.alias("mine"), deliveries.alias("ahead")
        is_held_up = exists().where(
            ahead.c.workspace == mine.c.workspace,
            ahead.c.place == mine.c.place,
            ahead.c.destination == mine.c.destination,
            ahead.c.id < mine.c.id,
            among(ahead, UNFINISHED),
            ahead.c.not_before <= business_now,
        )
        is_paused = exists().where(
            pauses.c.workspace == mine.c.workspace,
            pauses.c.method == case((mine.c.edits.is_(None), POST), else_=EDIT),
            pauses.c.until > protocol_now,
        )
        query = (
            select(
                mine.c.workspace, mine.c.id, mine.c.place, mine.c.destination, mine.c.tries, mine.c.edits.is_not(None)
            )
            .where(
                among(mine, UNFINISHED),
                mine.c.not_before <= business_now,
                or_(mine.c.retry_at.is_(None), mine.c.retry_at <= protocol_now),
                ~is_held_up,
                ~is_paused,
                ~is_stopped(mine),
            )
            .order_by(mine.c.not_before, mine.c.id, mine.c.workspace)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return tuple(
                Head(workspace=ws, id=row_id, place=place, destination=to, tries=tries, is_edit=is_edit)
                for ws, row_id, place, to, tries, is_edit in connection.execute(query)
            )

    def begin(self, head: Head, business_now: datetime, protocol_now: datetime) -> Delivery | None:
        """Commit that a try begins, before any byte of it is sent; None when the row is no longer there to be tried.

        A row that was in the middle of a try is doubtful from here on: that try may have reached Slack.
        """
        c = deliveries.c
        begun = (
            update(deliveries)
            .where(
                *_is(head),
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
            return delivery

    def sent(self, delivery: Delivery, ts: str, channel: str) -> None:
        """Slack has it; a sheet is from here on to be kept where it is."""
        out = {"state": DeliveryState.SENT, "ts": ts, "posted_channel": channel, "retry_at": None, "error": None}
        with self._writer.begin() as connection:
            is_ours = connection.execute(_trying(delivery).values(**out)).rowcount > 0
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

    def illustrate(self, delivery: Delivery, files: Mapping[str, str | None]) -> None:
        """Slack has these files for its pictures, and it goes without those that are None; kept before it is sent."""
        self._settle(delivery, pictures=json.dumps(files))

    def earlier_pictures(self, delivery: Delivery) -> Mapping[str, str]:
        """The files that the versions before this one of a living message have shown."""
        c = deliveries.c
        living = select(c.living).where(*_is(delivery)).scalar_subquery()
        shown = select(c.pictures).where(
            c.workspace == delivery.workspace, c.living == living, c.id < delivery.id, c.pictures.is_not(None)
        )
        with self._engine.connect() as connection:
            newest = connection.execute(shown.order_by(c.id.desc()).limit(1)).scalar()
        return {shows: file for shows, file in json.loads(newest or "{}").items() if file is not None}

    def blind(self, delivery: Delivery) -> None:
        """It is about to be sent again without having been read back: perhaps people see it twice."""
        self._settle(delivery, blind=True)

    def repost(self, delivery: Delivery) -> None:
        """Slack refused to edit; this row posts anew, linked to the old message, and later edits are edits of it."""
        c = deliveries.c
        edited = select(c.edits).where(*_is(delivery)).scalar_subquery()
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

    def withdraw(self, workspace: WorkspaceId, row_id: int, reason: str) -> bool:
        """An operator drops a message that waits or needs a human; False when it is being tried or is out."""
        droppable = deliveries.c.state.in_((DeliveryState.PENDING, *TROUBLED))
        which = (deliveries.c.workspace == workspace) & (deliveries.c.id == row_id) & droppable
        with self._writer.begin() as connection:
            dropped = update(deliveries).where(which).values(state=DeliveryState.WITHDRAWN, error=reason)
            return connection.execute(dropped).rowcount > 0

    def recover(self, protocol_now: datetime, patience: timedelta) -> int:
        """Take over tries that a killed drain left, to be looked for; returns how many there were.

        Only for who knows that no other drain is alive. Those that may have been going on just now rest for `patience`,
        because Slack may still be at work on them.
        """
        c = deliveries.c
        left = update(deliveries).where(among(deliveries, UNFINISHED), c.state == DeliveryState.TRYING)
        with self._writer.begin() as connection:
            fresh = left.where(c.tried_at > protocol_now - LEASE).values(
                doubtful=True, retry_at=protocol_now + patience
            )
            stale = left.where(c.tried_at <= protocol_now - LEASE).values(doubtful=True, retry_at=protocol_now)
            return connection.execute(fresh).rowcount + connection.execute(stale).rowcount

    def has_due(self, business_now: datetime) -> bool:
        """Whether anything that is due is still worked on, in workspaces that may be spoken to."""
        due = select(deliveries.c.id).where(
            among(deliveries, UNFINISHED), deliveries.c.not_before <= business_now, ~is_stopped(deliveries)
        )
        with self._engine.connect() as connection:
            return connection.execute(due.limit(1)).first() is not None

    def outlook(self, business_now: datetime, protocol_now: datetime) -> Outlook:
        """How long until something may be sent or kept by time alone, and whether a channel may keep something now."""
        c = deliveries.c
        due = select(func.min(c.not_before)).where(among(deliveries, UNFINISHED), c.not_before > business_now)
        retry = select(func.min(c.retry_at)).where(
            among(deliveries, UNFINISHED), c.retry_at.is_not(None), c.retry_at > protocol_now
        )
        paused = select(func.min(pauses.c.until)).where(pauses.c.until > protocol_now)
        times = [query.scalar_subquery() for query in (due, retry, paused, next_try(protocol_now))]
        with self._engine.connect() as connection:
            *moments, keeps = connection.execute(select(*times, may_keep(protocol_now))).one()
        nows = (business_now, protocol_now, protocol_now, protocol_now)
        waits = [moment - now for moment, now in zip(moments, nows, strict=True) if moment]
        return Outlook(next_wake=min(waits, default=None), may_keep=bool(keeps))

    def backlog(self, business_now: datetime) -> Backlog:
        """What is due and not out, and what needs a human."""
        c = deliveries.c
        due = select(func.count(), func.min(c.not_before)).where(
            among(deliveries, UNFINISHED), c.not_before <= business_now
        )
        troubled = select(c.state, func.count()).where(among(deliveries, TROUBLED)).group_by(c.state)
        blind = select(func.count()).where(c.blind.is_(true()))
        with self._engine.connect() as connection:
            waiting, oldest = connection.execute(due).one()
            counts: dict[str, int] = dict(connection.execute(troubled).all())
            sent_blind = connection.execute(blind).scalar_one()
        return Backlog(
            due=waiting,
            oldest_due=oldest,
            sent_blind=sent_blind,
            **{state.value: counts.get(state, 0) for state in TROUBLED},
        )

    def _settle(self, delivery: Delivery, **values: Any) -> None:
        with self._writer.begin() as connection:
            connection.execute(_trying(delivery).values(**values))


def _is(row: Head | Delivery) -> tuple[ColumnElement[bool], ...]:
    return deliveries.c.workspace == row.workspace, deliveries.c.id == row.id


def _trying(delivery: Delivery) -> Update:
    """The row, as long as the try that this delivery stands for was not taken over by another drain."""
    is_ours = (deliveries.c.state == DeliveryState.TRYING) & (deliveries.c.tries == delivery.tries)
    return update(deliveries).where(*_is(delivery), is_ours)


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
