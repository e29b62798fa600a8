"""Drains that are broken on purpose: what the checker of histories has to catch."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import update

from bot.domain.message import Message
from handlers.delivery.looking import LookingDrain
from handlers.delivery.ports import Ports
from handlers.delivery.shared import SharedDrain
from handlers.delivery.trying import Tries
from storage.ledger_rows import Delivery, Head
from storage.tables.deliveries import DeliveryState, deliveries

Mutant: TypeAlias = Callable[[Ports, Tries, LookingDrain], None]


def no_read_back(_: Ports, tries: Tries, __: LookingDrain) -> None:
    """What may be out already is posted again without a look."""

    async def always(*_: Any) -> bool:
        return True

    _put(tries._sender, "_may_post_again", always)


def no_lease_check(ports: Ports, _: Tries, drain: LookingDrain) -> None:
    """Tries that are going on are taken over at once, without patience."""
    ledger = ports.ledger
    take_over, recover = ledger.take_over, ledger.recover
    _put(ledger, "take_over", lambda queue, now, _: take_over(queue, now - timedelta(hours=1), timedelta(0)))
    _put(ledger, "recover", lambda now, _: recover(now, timedelta(0)))
    if isinstance(drain, SharedDrain):
        drain._dead = timedelta(0)


def begin_without_compare(ports: Ports, _: Tries, __: LookingDrain) -> None:
    """A try begins whatever became of the row since somebody looked at it."""
    ledger = ports.ledger
    begin = ledger.begin

    def blindly(head: Head, business_now: datetime, protocol_now: datetime) -> Delivery | None:
        row = (deliveries.c.workspace == head.workspace) & (deliveries.c.id == head.id)
        pending = {"state": DeliveryState.PENDING, "retry_at": None, "tries": head.tries, "doubtful": False}
        with ledger._writer.begin() as connection:
            connection.execute(update(deliveries).where(row).values(**pending))
        return begin(head, business_now, protocol_now)

    _put(ledger, "begin", blindly)


def sent_before_post(ports: Ports, tries: Tries, _: LookingDrain) -> None:
    """A message is marked sent, and only then posted."""
    sender, ledger = tries._sender, ports.ledger
    post_in = sender._post_in

    async def post(channel: Any, delivery: Delivery, message: Message, link: str | None) -> None:
        await ports.in_thread(lambda: ledger.sent(delivery, "1.000000", channel))
        await post_in(channel, delivery, message, link)

    _put(sender, "_post_in", post)


def no_take_over(ports: Ports, _: Tries, drain: LookingDrain) -> None:
    """What a dead process left stays where it is, and so do its locks."""
    _put(ports.ledger, "recover", lambda *_: 0)
    _put(ports.ledger, "take_over", lambda *_: 0)
    if isinstance(drain, SharedDrain):
        _put(drain, "_rescue", _nothing)


def no_pause(ports: Ports, _: Tries, __: LookingDrain) -> None:
    """Retry-After is forgotten at once."""
    ledger = ports.ledger
    later = ledger.later
    _put(ledger.governor, "pause", lambda *_: None)
    _put(ledger, "later", lambda delivery, _, error: later(delivery, None, error))


def newest_first(ports: Ports, _: Tries, __: LookingDrain) -> None:
    """Whoever waits longest waits on: the newest message of a destination goes first."""
    ledger = ports.ledger
    begin = ledger.begin

    def newest(head: Head, business_now: datetime, protocol_now: datetime) -> Delivery | None:
        c = deliveries.c
        same = (c.workspace == head.workspace) & (c.destination == head.destination) & c.edits.is_(None)
        waiting = same & (c.state == DeliveryState.PENDING) & (c.not_before <= business_now) & c.under.is_(None)
        with ledger._engine.connect() as connection:
            rows = connection.execute(deliveries.select().where(waiting).order_by(c.id.desc()).limit(1)).all()
        found = [replace(head, id=row.id, tries=row.tries) for row in rows if not head.is_edit]
        return begin((found or [head])[0], business_now, protocol_now)

    _put(ledger, "begin", newest)


def speaks_after_a_freeze(_: Ports, tries: Tries, __: LookingDrain) -> None:
    """A process that was frozen says what it was about to say, however long that took."""
    line = tries.line
    call = line.call

    async def always(workspace: Any, method: str, calling: Any, **_: Any) -> Any:
        return await call(workspace, method, calling)

    _put(line, "call", always)


def forgets_cancelling(ports: Ports, _: Tries, __: LookingDrain) -> None:
    """What was withdrawn is said all the same."""
    ledger = ports.ledger
    begin = ledger.begin

    def revived(head: Head, business_now: datetime, protocol_now: datetime) -> Delivery | None:
        c = deliveries.c
        withdrawn = (c.workspace == head.workspace) & (c.state == DeliveryState.WITHDRAWN) & c.living.is_(None)
        with ledger._writer.begin() as connection:
            connection.execute(update(deliveries).where(withdrawn).values(state=DeliveryState.PENDING))
        return begin(head, business_now, protocol_now)

    _put(ledger, "begin", revived)


async def _nothing() -> None:
    return None


def _put(holder: object, name: str, broken: object) -> None:
    setattr(holder, name, broken)


MUTANTS: Final[Mapping[str, Mutant]] = {
    mutant.__name__: mutant
    for mutant in (
        no_read_back,
        no_lease_check,
        begin_without_compare,
        sent_before_post,
        no_take_over,
        no_pause,
        newest_first,
        speaks_after_a_freeze,
        forgets_cancelling,
    )
}
