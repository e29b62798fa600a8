"""What becomes of a message after an answer that was not a plain yes."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from handlers.delivery import payload
from handlers.delivery.answers import Answer, Verdict
from handlers.delivery.ports import Ports
from handlers.delivery.speaking import Arguments, Said
from storage.ledger_rows import Delivery

_log = structlog.get_logger("plumbline.delivery")

OnParked = Callable[[Delivery, str], Awaitable[None]]
"""Tells somebody who can mend it. It is called before the row is parked, and again after a crash between the two, so
what it keeps needs a key that follows from the message: then telling twice is telling once. The message may itself be
one that tells of parking: then it is passed on to somebody else."""


class Settler:
    """Writes into the ledger what an answer means for its message."""

    def __init__(self, ports: Ports, on_parked: OnParked) -> None:
        self._ports = ports
        self._on_parked = on_parked

    async def settle(self, delivery: Delivery, said: Said) -> None:
        """After an answer to the message itself, which for all we know may have come through."""
        if said.answer.verdict is Verdict.READ_BACK_FIRST:
            await self.unsure(delivery, said.answer.reason, said.asked_at)
        else:
            await self.unsent(delivery, said.answer, said.arguments)

    async def unsent(self, delivery: Delivery, answer: Answer, arguments: Arguments | None = None) -> None:
        """After an answer by which the message certainly did not go out, or before it was tried at all."""
        match answer.verdict:
            case Verdict.LATER | Verdict.STOP_WORKSPACE | Verdict.READ_BACK_FIRST:
                rest = answer.hold_back or self._ports.waits.again(delivery.tries, self._ports.dice())
                retry_at = self._ports.protocol_now() + rest
                await self._ports.in_thread(lambda: self._ports.ledger.later(delivery, retry_at, answer.reason))
                is_stopped = answer.verdict is Verdict.STOP_WORKSPACE
                self._ports.metrics.deliveries.add("stopped" if is_stopped else "later")
            case Verdict.PARK | Verdict.OUT_OF_THREAD:
                await self._park(delivery, answer.reason)
            case _:
                await self.dead(delivery, answer.reason, arguments)

    async def unsure(self, delivery: Delivery, reason: str, asked_at: datetime) -> None:
        """It may have come through: look for it when Slack has had the time to finish what it was asked."""
        waits = self._ports.waits
        rest = waits.again(delivery.tries, self._ports.dice())
        retry_at = max(asked_at + waits.patience, self._ports.protocol_now() + rest)
        await self._ports.in_thread(lambda: self._ports.ledger.unsure(delivery, retry_at, reason))
        self._ports.metrics.deliveries.add("read_back_first")

    async def dead(self, delivery: Delivery, reason: str, arguments: Arguments | None = None) -> None:
        """No form of it is taken; it stays in the ledger as a dead letter, known by the hash of what was refused."""
        digest = payload.payload_hash(arguments) if arguments is not None else None
        await self._ports.in_thread(lambda: self._ports.ledger.dead(delivery, reason, digest))
        self._ports.metrics.deliveries.add("dead")
        fields = {"workspace": delivery.workspace, "delivery": delivery.id, "destination": delivery.recipient}
        _log.error("delivery.dead", **fields, reason=reason, payload=digest)

    async def _park(self, delivery: Delivery, reason: str) -> None:
        await self._on_parked(delivery, reason)
        business_now = self._ports.clock.now()
        await self._ports.in_thread(lambda: self._ports.ledger.park(delivery, business_now, reason))
        self._ports.metrics.deliveries.add("parked")
        fields = {"workspace": delivery.workspace, "delivery": delivery.id, "destination": delivery.recipient}
        _log.warning("delivery.parked", **fields, reason=reason)
