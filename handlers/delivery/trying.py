"""One try of one message or of one channel's keeping, with the border that no failure of it gets past."""

import structlog

from handlers.borders import new_token
from handlers.delivery.keeping.keeper import Keeper, Shown
from handlers.delivery.line import Clients, Line
from handlers.delivery.pace import Rests
from handlers.delivery.pictures import Pictures, Studio
from handlers.delivery.ports import Ports
from handlers.delivery.rendered import Render
from handlers.delivery.sender import Sender
from handlers.delivery.settling import OnParked, Settler
from handlers.delivery.speaking import Speaker
from storage.keeping_ledger import Room
from storage.ledger_rows import Head

_log = structlog.get_logger("plumbline.delivery")


class Tries:
    """What every drain does with what is due, whoever hands it out.

    Without a `studio` messages go out without their pictures, and without `shown` no charter is kept beyond its
    message.
    """

    def __init__(
        self,
        ports: Ports,
        *,
        clients: Clients,
        render: Render,
        on_parked: OnParked,
        studio: Studio | None = None,
        shown: Shown | None = None,
    ) -> None:
        line = Line(ports, clients)
        speaker = Speaker(ports, line, render, Pictures(ports, line, studio))
        self._ports = ports
        self._sender = Sender(ports, line, speaker, Settler(ports, on_parked))
        self.line = line
        self.keeper = None if shown is None else Keeper(ports, line, shown)
        self.rests = Rests()

    async def message(self, head: Head) -> bool:
        """Try a message; whether it was still there to be tried."""
        try:
            return await self._message(head)
        except Exception as error:  # noqa: BLE001  the drain's border: it has to outlive every failure
            # Not even the ledger could be told: the row comes back when the lease of its try is over.
            _log.error("delivery.unsettled", delivery=head.id, token=new_token(), exc_info=error)
            self.rests.rest(head.queue, self._ports.protocol_now() + self._ports.waits.patience)
            return True

    async def _message(self, head: Head) -> bool:
        delivery = await self._sender.begin(head)
        if delivery is None:
            return False
        try:
            await self._sender.send(delivery)
        except Exception as error:  # noqa: BLE001  the drain's border: it has to outlive every failure
            token = new_token()
            _log.error("delivery.failed", workspace=head.workspace, delivery=head.id, token=token, exc_info=error)
            await self._sender.unsure(delivery, f"fault {token}")
        return True

    async def keeping(self, room: Room) -> None:
        """Try to keep what a channel has to keep."""
        try:
            await self._keep(room)
        except Exception as error:  # noqa: BLE001  the drain's border: it has to outlive every failure
            # Not even the ledger could be told: the channel comes back when the lease of its try is over.
            _log.error("keeping.unsettled", channel=room.channel, token=new_token(), exc_info=error)
            self.rests.rest(room.queue, self._ports.protocol_now() + self._ports.waits.patience)

    async def _keep(self, room: Room) -> None:
        if self.keeper is None:
            return
        try:
            await self.keeper.keep(room)
        except Exception as error:  # noqa: BLE001  the drain's border: it has to outlive every failure
            await self.keeper.failed(room, error)

    async def rooms(self, limit: int) -> tuple[Room, ...]:
        """Channels that have something to keep and may be worked on now."""
        return () if self.keeper is None else await self.keeper.claim(limit)
