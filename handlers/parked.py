"""Tells somebody that a place refuses messages: a person of a project, else an admin, whom Slack is asked for."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.domain.ids import UserId, WorkspaceId
from bot.domain.message import Parked, ToPerson
from bot.domain.people import Person
from handlers.flows import parking
from handlers.flows.parking import Notice
from handlers.slack.asked import Clock
from storage.deliveries import read
from storage.ledger_rows import Delivery
from storage.runner import UnitRunner
from storage.unit_of_work import Work

_log = structlog.get_logger("plumbline.delivery")

FindAdmins = Callable[[WorkspaceId, datetime], Awaitable[tuple[Person, ...]]]


class Parking:
    """Finds whom to tell; what the ledger does with the message itself is settled elsewhere."""

    def __init__(self, runner: UnitRunner, clock: Clock, admins: FindAdmins) -> None:
        self._runner = runner
        self._clock = clock
        self._admins = admins

    async def __call__(self, delivery: Delivery, reason: str) -> None:
        """Tell the people of a project, or an admin; when nobody at all can be reached, only operators hear of it."""
        now = self._clock.now()
        told = await self._tell(delivery, reason, now)
        if not told and await self._learned(delivery.workspace, now):
            told = await self._tell(delivery, reason, now)
        if not told:
            _log.error(
                "parking.untold",
                workspace=delivery.workspace,
                delivery=delivery.id,
                destination=delivery.recipient,
                reason=reason,
            )

    async def _tell(self, delivery: Delivery, reason: str, now: datetime) -> bool:
        notice = _notice(delivery)

        def unit(work: Work) -> bool:
            if notice is not None:
                return parking.pass_on(work, notice, now)
            return parking.tell(work, delivery.id, delivery.destination, reason, now)

        return await self._runner.write(delivery.workspace, unit, actor=None, now=now)

    async def _learned(self, workspace: WorkspaceId, now: datetime) -> bool:
        """Ask Slack who the admins are, because nobody whom we know can be reached; False when it does not say."""
        admins = await self._admins(workspace, now)

        def unit(work: Work) -> None:
            for admin in admins:
                work.people.save(admin)

        await self._runner.write(workspace, unit, actor=None, now=now)
        return bool(admins)


def _notice(delivery: Delivery) -> Notice | None:
    """What is told of parking, where this message is such a notice."""
    body = read(delivery.body)
    if not isinstance(body, Parked) or not isinstance(delivery.destination, ToPerson):
        return None
    return Notice(number=delivery.id, key=delivery.key, to=UserId(delivery.destination.user), body=body)
