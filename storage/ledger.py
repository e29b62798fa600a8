"""The sending side of the ledger: every step of a delivery is one short transaction of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    RowMapping,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    update,
)

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.message import Destination
from storage.deliveries import destination, insert_into
from storage.tables.columns import Moment
from storage.tables.deliveries import (
    TROUBLED,
    UNFINISHED,
    DeliveryState,
    among,
    deliveries,
    direct_channels,
    pauses,
)
from storage.tables.workspaces import workspaces

POST: Final = "chat.postMessage"
EDIT: Final = "chat.update"
LEASE: Final = timedelta(seconds=60)
"""How long a try may take before another drain may think that its own is dead (protocol time)."""

_NOTHING_TO_EDIT: Final = "the message that it edits is not in Slack"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The next message for one destination; `tries` is what `begin` compares, so that only one drain begins it."""

    workspace: WorkspaceId
    id: int
    place: str
    destination: str
    is_edit: bool
    tries: int

    @property
    def queue(self) -> tuple[str, str, str]:
        """What is sent in order, one at a time: the messages of one destination."""
        return self.workspace, self.place, self.destination


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A message that Slack has: where it is, and the key that its metadata carries."""

    channel: ChannelId
    ts: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message that is being tried; `first_try` is business time, `body` is read by `storage.deliveries.read`.

    `edits` is the message to change in place; `follows` one that could not be changed, and that this one links to.
    `direct` is the conversation with the person, once it was opened. `doubtful` asks for reading back before a post.
    """

    workspace: WorkspaceId
    id: int
    key: str
    to: Destination
    kind: str
    body: str
    first_try: datetime
    tries: int
    doubtful: bool
    degree: str
    edits: Posted | None
    follows: Posted | None
    direct: ChannelId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What an operator wants to know: rows that are due and not out, and those that need a human."""

    due: int
    oldest_due: datetime | None
    parked: int
    unknown: int
    dead: int
    sent_blind: int


class Ledger:
    """The drain's view of all workspaces; business time says what is due, protocol time when Slack may be asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

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
        is_stopped = exists().where(workspaces.c.id == mine.c.workspace, workspaces.c.status == "stopped")
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
                ~is_stopped,
            )
            .order_by(mine.c.not_before, mine.c.id)
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
            .returning(*_BEGUN)
        )
        with self._engine.begin() as connection:
            row = connection.execute(begun).mappings().first()
            return self._delivery(connection, row) if row else None

    def _delivery(self, connection: Connection, row: RowMapping) -> Delivery | None:
        edited = _newest_posted(connection, row) if row["edits"] is not None else None
        if row["edits"] is not None and edited is None:
            values = {"state": DeliveryState.SUPERSEDED, "error": _NOTHING_TO_EDIT}
            connection.execute(update(deliveries).where(*_same(row)).values(**values))
            return None
        return Delivery(
            workspace=WorkspaceId(row["workspace"]),
            id=row["id"],
            key=row["key"],
            to=destination(row["place"], row["destination"]),
            kind=row["kind"],
            body=row["body"],
            first_try=row["first_try"],
            tries=row["tries"],
            doubtful=row["doubtful"],
            degree=row["degree"],
            edits=edited,
            follows=_posted(connection, row) if row["follows"] is not None else None,
            direct=_direct(connection, row) if row["place"] == "person" else None,
        )

    def sent(self, delivery: Delivery, ts: str, channel: str) -> None:
        """Slack has it."""
        self._settle(delivery, state=DeliveryState.SENT, ts=ts, posted_channel=channel, retry_at=None, error=None)

    def later(self, delivery: Delivery, retry_at: datetime | None, error: str) -> None:
        """Slack certainly did not take it; try again, not before `retry_at` (protocol time)."""
        self._settle(delivery, state=DeliveryState.PENDING, retry_at=retry_at, error=error)

    def unsure(self, delivery: Delivery, retry_at: datetime, error: str) -> None:
        """Slack may have taken it; look, not before `retry_at` (protocol time)."""
        self._settle(delivery, state=DeliveryState.TRYING, doubtful=True, retry_at=retry_at, error=error)

    def degrade(self, delivery: Delivery, degree: str, error: str) -> None:
        """Slack refused the layout; from here on this simpler one is tried."""
        self._settle(delivery, degree=degree, error=error)

    def blind(self, delivery: Delivery) -> None:
        """It is about to be sent again without having been read back: perhaps people see it twice."""
        self._settle(delivery, blind=True)

    def repost(self, delivery: Delivery) -> None:
        """Slack refused to edit; this row posts anew, linked to the old message, and later edits are edits of it."""
        c = deliveries.c
        edited = select(c.edits).where(*_is(delivery)).scalar_subquery()
        followers = update(deliveries).where(c.workspace == delivery.workspace, c.edits == edited, c.id > delivery.id)
        with self._engine.begin() as connection:
            connection.execute(followers.values(edits=delivery.id))
            connection.execute(_trying(delivery).values(follows=c.edits, edits=None, doubtful=False))

    def park(self, delivery: Delivery, business_now: datetime, reason: str) -> None:
        """Slack refuses this destination: what is due for it waits together until a human mends it."""
        c = deliveries.c
        waiting = and_(*_queue(delivery), c.state == DeliveryState.PENDING, or_(c.not_before <= business_now, _is_edit()))
        parked = {"state": DeliveryState.PARKED, "retry_at": None, "error": reason}
        with self._engine.begin() as connection:
            connection.execute(_trying(delivery).values(**parked))
            connection.execute(update(deliveries).where(waiting).values(**parked))

    def unknown(self, delivery: Delivery, reason: str) -> None:
        """It may be in Slack and cannot be looked for; it is not said again, and its edits wait with it."""
        unknown = {"state": DeliveryState.UNKNOWN, "retry_at": None, "error": reason}
        with self._engine.begin() as connection:
            connection.execute(_trying(delivery).values(**unknown))
            connection.execute(_waiting_edits(delivery).values(**unknown))

    def dead(self, delivery: Delivery, reason: str, payload_hash: str | None) -> None:
        """Slack takes it in no form; the next version of a living message gets a try of its own."""
        dead = {"state": DeliveryState.DEAD, "retry_at": None, "error": reason, "payload_hash": payload_hash}
        with self._engine.begin() as connection:
            connection.execute(_trying(delivery).values(**dead))
            connection.execute(_waiting_edits(delivery).values(edits=None))

    def withdraw(self, workspace: WorkspaceId, row_id: int, reason: str) -> bool:
        """An operator drops a message that waits or needs a human; False when it is being tried or is out."""
        droppable = deliveries.c.state.in_((DeliveryState.PENDING, *TROUBLED))
        which = (deliveries.c.workspace == workspace) & (deliveries.c.id == row_id) & droppable
        with self._engine.begin() as connection:
            dropped = update(deliveries).where(which).values(state=DeliveryState.WITHDRAWN, error=reason)
            return connection.execute(dropped).rowcount > 0

    def recover(self, protocol_now: datetime, patience: timedelta) -> int:
        """Take over tries that a killed drain left; each is looked for once `patience` has passed since it began.

        Only for who knows that no other drain is alive; returns how many there were.
        """
        c = deliveries.c
        left = update(deliveries).where(among(deliveries, (DeliveryState.TRYING,)))
        with self._engine.begin() as connection:
            fresh = left.where(c.tried_at > protocol_now - patience).values(doubtful=True, retry_at=protocol_now + patience)
            stale = left.where(c.tried_at <= protocol_now - patience).values(doubtful=True, retry_at=protocol_now)
            return connection.execute(fresh).rowcount + connection.execute(stale).rowcount

    def pause(self, workspace: WorkspaceId, method: str, until: datetime) -> None:
        """Slack asked not to be called with this method before `until` (protocol time); the later wish counts."""
        with self._engine.begin() as connection:
            new = insert_into(connection, pauses).values(workspace=workspace, method=method, until=until)
            latest = case((pauses.c.until > new.excluded.until, pauses.c.until), else_=new.excluded.until)
            keys = [pauses.c.workspace, pauses.c.method]
            connection.execute(new.on_conflict_do_update(index_elements=keys, set_={"until": latest}))

    def paused_until(self, workspace: WorkspaceId, method: str, protocol_now: datetime) -> datetime | None:
        """Until when this method must not be called; None when it may be."""
        query = select(pauses.c.until).where(
            pauses.c.workspace == workspace, pauses.c.method == method, pauses.c.until > protocol_now
        )
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def stop_workspace(self, workspace: WorkspaceId) -> bool:
        """Say nothing more there until somebody installs Plumbline again; True when it was not stopped before."""
        stopped = (
            update(workspaces)
            .where(workspaces.c.id == workspace, workspaces.c.status != "stopped")
            .values(status="stopped")
        )
        with self._engine.begin() as connection:
            return connection.execute(stopped).rowcount > 0

    def remember_direct(self, workspace: WorkspaceId, user: UserId, channel: ChannelId) -> None:
        """Keep the conversation with a person, so that it is opened once."""
        with self._engine.begin() as connection:
            new = insert_into(connection, direct_channels).values(workspace=workspace, user=user, channel=channel)
            keys = [direct_channels.c.workspace, direct_channels.c.user]
            connection.execute(new.on_conflict_do_update(index_elements=keys, set_={"channel": channel}))

    def next_wake(self, business_now: datetime, protocol_now: datetime) -> timedelta | None:
        """How long until something may become sendable by time alone; None when nothing waits for a time."""
        c = deliveries.c
        due = select(func.min(c.not_before)).where(among(deliveries, UNFINISHED), c.not_before > business_now)
        retry = select(func.min(c.retry_at)).where(
            among(deliveries, UNFINISHED), c.retry_at.is_not(None), c.retry_at > protocol_now
        )
        paused = select(func.min(pauses.c.until)).where(pauses.c.until > protocol_now)
        query = select(due.scalar_subquery(), retry.scalar_subquery(), paused.scalar_subquery())
        with self._engine.connect() as connection:
            moments = connection.execute(query).one()
        nows = (business_now, protocol_now, protocol_now)
        return min((moment - now for moment, now in zip(moments, nows, strict=True) if moment), default=None)

    def backlog(self, business_now: datetime) -> Backlog:
        """What is due and not out, and what needs a human."""
        c = deliveries.c
        due = select(func.count(), func.min(c.not_before)).where(
            among(deliveries, UNFINISHED), c.not_before <= business_now
        )
        troubled = select(c.state, func.count()).where(among(deliveries, TROUBLED)).group_by(c.state)
        blind = select(func.count()).where(c.blind)
        with self._engine.connect() as connection:
            waiting, oldest = connection.execute(due).one()
            counts = {state: count for state, count in connection.execute(troubled)}
            sent_blind = connection.execute(blind).scalar_one()
        return Backlog(
            due=waiting,
            oldest_due=oldest,
            sent_blind=sent_blind,
            **{state.value: counts.get(state, 0) for state in TROUBLED},
        )

    def _settle(self, delivery: Delivery, **values: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(_trying(delivery).values(**values))


_BEGUN: Final = (
    deliveries.c.workspace,
    deliveries.c.id,
    deliveries.c.key,
    deliveries.c.living,
    deliveries.c.place,
    deliveries.c.destination,
    deliveries.c.kind,
    deliveries.c.body,
    deliveries.c.first_try,
    deliveries.c.tries,
    deliveries.c.doubtful,
    deliveries.c.degree,
    deliveries.c.edits,
    deliveries.c.follows,
)


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
