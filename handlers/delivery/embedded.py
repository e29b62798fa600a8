"""The drain of one process: it starts what is due itself, workspaces in turn, the oldest of each first."""

import asyncio
from collections import Counter
from collections.abc import Coroutine, Iterable
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

import structlog

from handlers.delivery.agenda import Agenda
from handlers.delivery.drain import GRACE
from handlers.delivery.looking import LookingDrain
from handlers.delivery.ports import Ports
from handlers.delivery.trying import Tries
from storage.keeping_ledger import Room
from storage.ledger_rows import Queue

_log = structlog.get_logger("plumbline.delivery")

PARALLEL: Final = 64
"""How many messages are on their way at a time; most of that time is Slack's."""

EACH: Final = 8
"""How many of them may be of one workspace: where calls hang, they hang in their own places."""


class EmbeddedDrain(LookingDrain):
    """With a `lock`, which says that no other drain is alive, it takes over at the start what a killed one left;
    without, when the lease of those tries is over.
    """

    def __init__(
        self,
        ports: Ports,
        tries: Tries,
        *,
        lock: AbstractContextManager[object] | None = None,
        parallel: int = PARALLEL,
        each: int = EACH,
    ) -> None:
        super().__init__(ports, tries)
        self._lock = lock
        self._parallel = parallel
        self._each = each
        self._agenda = Agenda(ports, each=each)
        self._busy: dict[Queue, asyncio.Task[Any]] = {}
        self._held = ExitStack()

    async def start(self) -> None:
        """Begin; raises the lock's refusal when another drain is at work."""
        with ExitStack() as held:
            if self._lock is not None:
                held.enter_context(self._lock)
                await self._recover()
            self._held = held.pop_all()
        self._begin_to_look()

    async def stop(self, grace: timedelta = GRACE) -> None:
        """Begin nothing more, finish what is in flight, and let go of the rest."""
        await self._stop_looking()
        await self._finish(grace)
        self._held.close()

    async def _recover(self) -> None:
        now, patience = self._ports.protocol_now(), self._ports.waits.patience
        ledger, in_thread = self._ports.ledger, self._ports.in_thread
        left = await in_thread(lambda: ledger.recover(now, patience))
        left += await in_thread(lambda: ledger.keepings.recover(now, patience))
        await in_thread(ledger.governor.recover)
        if left:
            _log.warning("deliveries.recovered", count=left)

    async def _look(self, *, is_news: bool) -> timedelta:
        """Start what is known to be due; where there is no more of that, or something is new, ask the ledger."""
        business_now, now = self._ports.clock.now(), self._ports.protocol_now()
        if not is_news and self._start_messages(now):
            return self._longest_sleep  # what is on its way wakes us when it is there
        await self._agenda.fill(business_now, now, enough=self._parallel)
        self._start_messages(now)
        ledger, rests = self._ports.ledger, self._tries.rests
        outlook = await self._ports.in_thread(lambda: ledger.outlook(business_now, now))
        if outlook.may_keep:
            self._start_keepings(await self._tries.rooms(self._parallel), now)
        soon = [wait for wait in (outlook.next_free, rests.next_end(now)) if wait is not None]
        if not self._busy and not soon and not self._wake.is_set():
            self._idle.set()
        return min([*soon, outlook.next_wake or self._longest_sleep])

    def _start_messages(self, now: datetime) -> bool:
        """Start as many as there is room for; whether there were any, or there is no room."""
        resting = self._tries.rests.rested(self._agenda.queues, now)
        in_flight = Counter(workspace for workspace, _, _ in self._busy)
        before = len(self._busy)
        for head in self._agenda:
            if len(self._busy) >= self._parallel:
                return True
            if head.queue in resting or head.queue in self._busy or in_flight[head.workspace] >= self._each:
                continue
            in_flight[head.workspace] += 1
            self._agenda.take(head)
            self._begin(head.queue, self._tries.message(head), f"delivery {head.id}")
        return len(self._busy) > before

    def _start_keepings(self, rooms: Iterable[Room], now: datetime) -> None:
        resting = self._tries.rests.rested([room.queue for room in rooms], now)
        for room in rooms:
            if room.queue not in resting and room.queue not in self._busy and len(self._busy) < self._parallel:
                self._begin(room.queue, self._tries.keeping(room), f"keeping {room.channel}")

    def _begin(self, queue: Queue, work: Coroutine[Any, Any, object], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._busy[queue] = task
        task.add_done_callback(partial(self._finished, queue))

    def _finished(self, queue: Queue, _: asyncio.Task[Any]) -> None:
        del self._busy[queue]
        self._wake.set()

    async def _finish(self, grace: timedelta) -> None:
        in_flight = list(self._busy.values())
        if not in_flight:
            return
        _, late = await asyncio.wait(in_flight, timeout=grace.total_seconds())
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
