"""The deciding side of the ledger: messages are kept in the transaction of the change that they speak of."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Final, assert_never

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Executable, RowMapping, bindparam, case, func, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.ids import ChannelId, LivingKey, UserId
from bot.domain.message import Destination, Message, Outgoing, ToChannel, ToPerson
from storage import parked
from storage.repository import Repository
from storage.tables.columns import Moment
from storage.tables.deliveries import DeliveryState, deliveries, delivery_counters

_MESSAGES: Final[TypeAdapter[Message]] = TypeAdapter(Message)
_UNSAID: Final = (DeliveryState.PENDING, DeliveryState.PARKED)
_REPLACEABLE: Final = (DeliveryState.PENDING, DeliveryState.PARKED, DeliveryState.UNKNOWN)
_REMEMBERED: Final = "changed a message where it waited"


def written(message: Message) -> str:
    """A message as the ledger keeps it."""
    return _MESSAGES.dump_json(message).decode()


def read(body: str) -> Message:
    """A kept message as its type; raises pydantic's ValidationError when an older program wrote another shape."""
    return _MESSAGES.validate_json(body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Living:
    """A living message as it was last decided, and whether Slack has it."""

    body: Message
    was_sent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One row of the ledger as operators read it; the body stays where it is."""

    id: int
    key: str
    place: str
    destination: str
    kind: str
    state: DeliveryState
    decided_at: datetime
    not_before: datetime
    tries: int
    ts: str | None
    error: str | None
    payload_hash: str | None


_LINE: Final = tuple(deliveries.c[field.name] for field in fields(LedgerLine))


def _count(new: sqlite.Insert | postgresql.Insert) -> Executable:
    counted = {"last": delivery_counters.c.last + 1}
    keys = [delivery_counters.c.workspace]
    return new.on_conflict_do_update(index_elements=keys, set_=counted).returning(delivery_counters.c.last)


def _once(new: sqlite.Insert | postgresql.Insert) -> Executable:
    return new.on_conflict_do_nothing().returning(deliveries.c.id)


# Built once: putting a statement together costs SQLAlchemy more than SQLite needs to run it.
_COUNT: Final = {
    "sqlite": _count(sqlite.insert(delivery_counters)),
    "postgresql": _count(postgresql.insert(delivery_counters)),
}
_INSERT: Final = {"sqlite": _once(sqlite.insert(deliveries)), "postgresql": _once(postgresql.insert(deliveries))}
_NOTHING: Final = {"edits": None, "error": None}
_NEWEST_POST: Final = (
    select(
        deliveries.c.id,
        deliveries.c.state,
        deliveries.c.doubtful,
        deliveries.c.place,
        deliveries.c.destination,
        deliveries.c.error,
    )
    .where(
        deliveries.c.workspace == bindparam("workspace"),
        deliveries.c.living == bindparam("living"),
        deliveries.c.edits.is_(None),
        deliveries.c.id < bindparam("before"),
    )
    .order_by(deliveries.c.id.desc())
    .limit(1)
)


class Deliveries(Repository):
    """The messages of one workspace, inside the caller's transaction."""

    def keep(self, outgoing: Outgoing, now: datetime) -> bool:
        """Keep one message; False when its key was kept before, so that deciding twice is saying once.

        A living message that Slack does not have yet is changed where it waits; one that Slack has is edited.
        """
        row = self._row(outgoing, now)
        post = self._post(outgoing.living, row["id"]) if outgoing.living else None
        if post is None or (post["state"] == DeliveryState.DEAD and not outgoing.withdrawn):
            return self._keep_post(row, withdrawn=outgoing.withdrawn)
        if post["state"] in {DeliveryState.DEAD, DeliveryState.WITHDRAWN}:
            return self._insert(row, state=DeliveryState.WITHDRAWN, edits=post["id"])
        if post["state"] in _UNSAID and not post["doubtful"]:
            return self._change_unsaid(row, post, withdrawn=outgoing.withdrawn)
        if _place(post) != _place(row) and not outgoing.withdrawn:
            return self._move(row, post)
        return self._keep_edit(row, post)

    def release(self, to: Destination | None = None, causes: Collection[str] | None = None) -> int:
        """Try again what was parked for this destination or all of them, because somebody mended a cause (or any)."""
        at = None if to is None else address(to)
        return parked.release(self._connection, self._workspace, at=at, causes=causes)

    def is_parked(self, *causes: str, to: Destination | None = None) -> bool:
        """Whether something waits for one of these causes, there or anywhere."""
        at = None if to is None else address(to)
        return parked.is_parked(self._connection, self._workspace, causes, at)

    def unreachable(self) -> frozenset[UserId]:
        """The people whose messages are parked."""
        return parked.unreachable(self._connection, self._workspace)

    def supersede(self, row_id: int) -> bool:
        """Somebody else was told instead; False when it is out or settled already."""
        which = deliveries.c.state.in_((*_UNSAID, DeliveryState.TRYING))
        return self._change(deliveries.c.id == row_id, which, state=DeliveryState.SUPERSEDED, error=None)

    def exists(self, key: str) -> bool:
        """Whether a message with this key was ever kept."""
        found = select(deliveries.c.id).where(self._mine(deliveries), deliveries.c.key == key)
        return self._connection.execute(found).first() is not None

    def living(self, key: LivingKey) -> Living | None:
        """A living message as it was last decided; None when there is none or it was withdrawn."""
        body = self.bodies([key]).get(key)
        if body is None:
            return None
        is_there = self._mine(deliveries) & (deliveries.c.living == key) & deliveries.c.ts.is_not(None)
        said = self._connection.execute(select(deliveries.c.id).where(is_there).limit(1)).first()
        return Living(body=body, was_sent=said is not None)

    def posted_at(self, key: LivingKey) -> datetime | None:
        """When Slack says that a living message was first posted (business time); None while it has none."""
        posts = self._mine(deliveries) & (deliveries.c.living == key) & deliveries.c.edits.is_(None)
        query = select(deliveries.c.ts).where(posts, deliveries.c.ts.is_not(None)).order_by(deliveries.c.id).limit(1)
        ts: str | None = self._connection.execute(query).scalar()
        return None if ts is None else datetime.fromtimestamp(float(ts), tz=UTC)

    def bodies(self, living: Collection[LivingKey]) -> Mapping[LivingKey, Message]:
        """Living messages as they were last decided, without those that do not exist or were withdrawn."""
        newest = (
            select(func.max(deliveries.c.id))
            .where(self._mine(deliveries), deliveries.c.living.in_(living))
            .group_by(deliveries.c.living)
        )
        rows = self._connection.execute(
            select(deliveries.c.living, deliveries.c.body).where(
                self._mine(deliveries), deliveries.c.id.in_(newest), deliveries.c.state != DeliveryState.WITHDRAWN
            )
        )
        return {LivingKey(key): read(body) for key, body in rows}

    def list(self, *states: DeliveryState, limit: int = 100) -> tuple[LedgerLine, ...]:
        """The newest rows in these states (in any, when none is named), for operators."""
        query = select(*_LINE).where(self._mine(deliveries)).order_by(deliveries.c.id.desc()).limit(limit)
        if states:
            query = query.where(deliveries.c.state.in_(states))
        return tuple(LedgerLine(**row) for row in self._connection.execute(query).mappings())

    def _row(self, outgoing: Outgoing, now: datetime) -> dict[str, Any]:
        place, destination = address(outgoing.to)
        return {
            "workspace": self._workspace,
            "id": self._next_number(),
            "key": outgoing.key,
            "living": outgoing.living,
            "place": place,
            "destination": destination,
            "kind": outgoing.body.kind,
            "body": written(outgoing.body),
            "decided_at": now,
            "not_before": outgoing.not_before,
            "under": outgoing.under,
        }

    def _next_number(self) -> int:
        """The next number of this workspace.

        Its row stays locked to the end of the transaction: who comes later sees what came earlier, so that a smaller
        number never appears after a greater one was sent, and two cannot both be the first of a living message.
        """
        counted = _COUNT[self._connection.dialect.name]
        number: int = self._connection.execute(counted, {"workspace": self._workspace, "last": 1}).scalar_one()
        return number

    def _post(self, living: LivingKey, before: int) -> RowMapping | None:
        """The newest row of a living message that posts it, not counting those that only edit."""
        which = {"workspace": self._workspace, "living": living, "before": before}
        return self._connection.execute(_NEWEST_POST, which).mappings().first()

    def _keep_post(self, row: dict[str, Any], *, withdrawn: bool) -> bool:
        if not withdrawn:
            return self._insert(row, state=DeliveryState.PENDING)
        is_same = deliveries.c.key == row["key"]
        return self._change(is_same, _is_unsaid(), state=DeliveryState.WITHDRAWN) or self._insert(
            row, state=DeliveryState.WITHDRAWN
        )

    def _change_unsaid(self, row: dict[str, Any], post: RowMapping, *, withdrawn: bool) -> bool:
        """Change a message where it waits; the row of its own only remembers the key and the body."""
        state = DeliveryState.WITHDRAWN if withdrawn else DeliveryState.SUPERSEDED
        is_new = self._insert(row, state=state, edits=post["id"], error=_REMEMBERED)
        if not (is_new or withdrawn):
            return False
        self._supersede_edits(post, row)
        after = {"state": DeliveryState.WITHDRAWN} if withdrawn else _as_decided(row)
        is_changed = self._change(deliveries.c.id == post["id"], _is_unsaid(), **after)
        if is_new and not is_changed:
            # A drain began to send it in this very moment: what was decided becomes an edit.
            self._change(deliveries.c.id == row["id"], state=DeliveryState.PENDING, error=None)
        return is_new or is_changed

    def _move(self, row: dict[str, Any], post: RowMapping) -> bool:
        """A living message whose place changed is posted anew in the new one; Slack moves no messages."""
        if not self._insert(row, state=DeliveryState.PENDING):
            return False
        self._supersede_edits(post, row)
        return True

    def _keep_edit(self, row: dict[str, Any], post: RowMapping) -> bool:
        """An edit goes after its post; where the post is parked or unknown, the edit waits with it."""
        waits = post["state"] in {DeliveryState.PARKED, DeliveryState.UNKNOWN}
        state = post["state"] if waits else DeliveryState.PENDING
        where = {"place": post["place"], "destination": post["destination"]}
        if not self._insert(row | where, state=state, edits=post["id"], error=post["error"] if waits else None):
            return False
        self._supersede_edits(post, row)
        return True

    def _supersede_edits(self, post: RowMapping, row: dict[str, Any]) -> None:
        older = (deliveries.c.edits == post["id"]) & (deliveries.c.id < row["id"])
        self._change(older, deliveries.c.state.in_(_REPLACEABLE), state=DeliveryState.SUPERSEDED)

    def _insert(self, row: dict[str, Any], **more: Any) -> bool:
        insert = _INSERT[self._connection.dialect.name]
        return self._connection.execute(insert, _NOTHING | row | more).first() is not None

    def _change(self, *which: ColumnElement[bool], **after: Any) -> bool:
        changed = update(deliveries).where(self._mine(deliveries), *which).values(**after)
        return self._connection.execute(changed).rowcount > 0


def address(to: Destination) -> tuple[str, str]:
    """A destination as two columns: the kind of place, and the id of the person or channel."""
    match to:
        case ToPerson():
            return to.place, to.user
        case ToChannel():
            return to.place, to.channel
        case _:
            assert_never(to)


def destination(place: str, address_id: str) -> Destination:
    """Two columns as a destination."""
    return ToPerson(user=UserId(address_id)) if place == "person" else ToChannel(channel=ChannelId(address_id))


def _place(row: Mapping[str, Any] | RowMapping) -> tuple[str, str]:
    return row["place"], row["destination"]


def _is_unsaid() -> ColumnElement[bool]:
    """Rows that Slack cannot have: never tried, or refused each time."""
    return deliveries.c.state.in_(_UNSAID) & ~deliveries.c.doubtful


def _as_decided(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a waiting message takes over from a later decision; it is never said before either was due."""
    due = row["not_before"]
    later = case((deliveries.c.not_before < due, literal(due, Moment)), else_=deliveries.c.not_before)
    columns = ("place", "destination", "kind", "body", "decided_at")
    return {name: row[name] for name in columns} | {"not_before": later}
