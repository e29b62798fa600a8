"""The drain of one process: wakes after commits and at the next moment that matters, and never dies of a failure."""

import asyncio
from collections.abc import Iterable
from contextlib import AbstractContextManager, ExitStack, suppress
from datetime import timedelta
from functools import partial
from typing import Final

import structlog

from handlers.borders import new_token
from handlers.delivery.keeping.keeper import Keeper, Shown
from handlers.delivery.line import Clients, Line
from handlers.delivery.pace import Pace, Queue
from handlers.delivery.pictures import Pictures, Studio
from handlers.delivery.ports import Ports
from handlers.delivery.rendered import Render
from handlers.delivery.sender import Sender
from handlers.delivery.settling import OnParked, Settler
from handlers.delivery.speaking import Speaker
from storage.keeping_ledger import Room
from storage.ledger_rows import Head

_log = structlog.get_logger("plumbline.delivery")

SHORTEST_SLEEP: Final = timedelta(milliseconds=20)
"""A story's clock may stand still just before something is due, and looking at it all the time helps nobody."""

LONGEST_SLEEP: Final = timedelta(seconds=60)
"""A wall clock may be set while we sleep."""

GRACE: Final = timedelta(seconds=10)
"""How long `stop` waits for what is in flight: as long as one call of Slack may take."""


class Drain:
    """Sends what is due: destinations side by side, the messages of each in order and one at a time.

    With a `lock`, which says that no other drain is alive, tries that a killed one left are taken over at the start;
    without, when their lease is over. Without a `studio` messages go out without their pictures, and without `shown`
    no charter is kept beyond its message.
    """

    def __init__(  # noqa: PLR0913  the parts of the voice, handed over by the assembly
        self,
        ports: Ports,
        *,
        clients: Clients,
        render: Render,
        on_parked: OnParked,
        lock: AbstractContextManager[object] | None = None,
        pace: Pace | None = None,
        parallel: int = 16,
        studio: Studio | None = None,
        shown: Shown | None = None,
    ) -> None:
        line = Line(ports, clients)
        speaker = Speaker(ports, line, render, Pictures(ports, line, studio))
        self._ports = ports
        self._sender = Sender(ports, line, speaker, Settler(ports, on_parked))
        self._keeper = None if shown is None else Keeper(ports, line, shown)
        self._lock = lock
        self._pace = pace or Pace()
        self._parallel = parallel
        self._busy: dict[Queue, asyncio.Task[None]] = {}
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._looked = asyncio.Event()
        self._held = ExitStack()
        self._stopping = False
        self._loop: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin; raises the lock's refusal when another drain is at work."""
        with ExitStack() as held:
            if self._lock is not None:
                held.enter_context(self._lock)
                await self._recover()
            self._held = held.pop_all()
        self._stopping = False
        self._loop = asyncio.create_task(self._run(), name="drain")

    async def stop(self, grace: timedelta = GRACE) -> None:
        """Begin nothing more, finish what is in flight, and let go of the rest."""
        self._stopping = True
        self._wake.set()
        if self._loop is not None:
            await self._loop
            self._loop = None
        await self._finish(grace)
        self._held.close()

    def wake(self) -> None:
        """Something was kept, or a clock was moved: look at once. Call it on the event loop, after the commit."""
        self._idle.clear()
        self._wake.set()

    async def idle(self) -> None:
        """Wait until nothing can be sent now: what is left waits for a time, or for a human."""
        if self._loop is None:
            raise RuntimeError("the drain was not started")
        self.wake()
        await self._idle.wait()

    async def settled(self) -> None:
        """Wait until all that is due is out or needs a human; sits out pauses and rests, however long they are."""
        await self.idle()
        while await self._has_due():
            await self.looked()
            await self.idle()

    async def looked(self) -> None:
        """Wait until it has looked once more, woken or by itself."""
        await self._looked.wait()

    async def _has_due(self) -> bool:
        now, ledger = self._ports.clock.now(), self._ports.ledger
        if await self._ports.in_thread(lambda: ledger.has_due(now)):
            return True
        return self._keeper is not None and await self._ports.in_thread(ledger.keepings.has_open)

    async def _recover(self) -> None:
        now, patience = self._ports.protocol_now(), self._ports.waits.patience
        ledger, in_thread = self._ports.ledger, self._ports.in_thread
        left = await in_thread(lambda: ledger.recover(now, patience))
        left += await in_thread(lambda: ledger.keepings.recover(now, patience))
        if left:
            _log.warning("deliveries.recovered", count=left)

    async def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            sleep = await self._look_safely()
            self._tell_looked()
            with suppress(TimeoutError):
                async with asyncio.timeout(min(max(sleep, SHORTEST_SLEEP), LONGEST_SLEEP).total_seconds()):
                    await self._wake.wait()
        self._idle.set()

    def _tell_looked(self) -> None:
        """Let go of who waits for this look; who comes later waits for the next."""
        looked, self._looked = self._looked, asyncio.Event()
        looked.set()

    async def _look_safely(self) -> timedelta:
        """Look once; a database that cannot be asked now is asked again a little later."""
        try:
            return await self._look()
        except Exception as error:  # noqa: BLE001  the drain's border: it has to outlive every failure
            _log.error("drain.failed", token=new_token(), exc_info=error)
            return self._ports.waits.first

    async def _look(self) -> timedelta:
        """Start what can be sent now; how long until time alone may change that."""
        business_now, now = self._ports.clock.now(), self._ports.protocol_now()
        ledger, limit = self._ports.ledger, self._parallel + self._pace.waiting(now)
        heads = await self._ports.in_thread(lambda: ledger.claim(business_now, now, limit))
        waits = self._start(head for head in heads if head.queue not in self._busy)
        outlook = await self._ports.in_thread(lambda: ledger.outlook(business_now, now))
        if self._keeper is not None and outlook.may_keep:
            waits += self._start_keeping(self._keeper, await self._keeper.claim(self._parallel))
        if not self._busy and not waits and not self._wake.is_set():
            self._idle.set()
        return min([*waits, outlook.next_wake or LONGEST_SLEEP])

    def _start(self, heads: Iterable[Head]) -> list[timedelta]:
        """Start as many as there is room for; how long those have to wait that may not go yet."""
        now, waits = self._ports.protocol_now(), []
        for head in heads:
            wait = self._pace.wait(head.queue, now, is_edit=head.is_edit)
            if wait:
                waits.append(wait)
            elif len(self._busy) < self._parallel:
                task = asyncio.create_task(self._try(head), name=f"delivery {head.id}")
                self._busy[head.queue] = task
                task.add_done_callback(partial(self._finished, head))
        return waits

    def _start_keeping(self, keeper: Keeper, rooms: Iterable[Room]) -> list[timedelta]:
        """Start to keep what may be kept now; how long those channels have to wait that may not be tried yet."""
        now, waits = self._ports.protocol_now(), []
        for room in [room for room in rooms if room.queue not in self._busy]:
            wait = self._pace.wait(room.queue, now, is_edit=True)
            if wait:
                waits.append(wait)
            elif len(self._busy) < self._parallel:
                task = asyncio.create_task(self._keep(keeper, room), name=f"keeping {room.channel}")
                self._busy[room.queue] = task
                task.add_done_callback(partial(self._kept, room))
        return waits

    async def _keep(self, keeper: Keeper, room: Room) -> None:
        try:
            await keeper.keep(room)
        except Exception as error:  # noqa: BLE001  the drain's border: it has to outlive every failure
            await keeper.failed(room, error)

    def _kept(self, room: Room, task: asyncio.Task[None]) -> None:
        del self._busy[room.queue]
        if not task.cancelled() and (error := task.exception()):
            # Not even the ledger could be told: the channel comes back when the lease of its try is over.
            _log.error("keeping.unsettled", channel=room.channel, token=new_token(), exc_info=error)
            self._pace.rest(room.queue, self._ports.protocol_now() + self._ports.waits.patience)
        self._wake.set()

    async def _try(self, head: Head) -> None:
        delivery = await self._sender.begin(head)
        if delivery is None:
            return
        try:
            await self._sender.send(delivery)
        except Exception as error:  # noqa: BLE001  the drain's border: it has to outlive every failure
            token = new_token()
            _log.error("delivery.failed", workspace=head.workspace, delivery=head.id, token=token, exc_info=error)
            await self._sender.unsure(delivery, f"fault {token}")

    def _finished(self, head: Head, task: asyncio.Task[None]) -> None:
        del self._busy[head.queue]
        now = self._ports.protocol_now()
        if not head.is_edit:
            self._pace.spoke(head.queue, now)
        if not task.cancelled() and (error := task.exception()):
            # Not even the ledger could be told: the row comes back when the lease of its try is over.
            _log.error("delivery.unsettled", delivery=head.id, token=new_token(), exc_info=error)
            self._pace.rest(head.queue, now + self._ports.waits.patience)
        self._wake.set()

    async def _finish(self, grace: timedelta) -> None:
        in_flight = list(self._busy.values())
        if not in_flight:
            return
        _, late = await asyncio.wait(in_flight, timeout=grace.total_seconds())
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
