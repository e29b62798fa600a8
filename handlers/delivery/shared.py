"""The drain of many replicas on PostgreSQL: the ledger says what is due, procrastinate who sends it, and only he does.

Every replica looks, has procrastinate wake somebody for each destination that has something due, and is itself one of
those who are woken. A wake-up that is lost costs some seconds: the next look asks again, for the ledger is the truth.
"""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition, Job, Status
from procrastinate.worker import Worker

from bot.domain.ids import ChannelId, WorkspaceId
from handlers.borders import new_token
from handlers.delivery.agenda import Agenda
from handlers.delivery.drain import GRACE
from handlers.delivery.looking import LookingDrain
from handlers.delivery.ports import Ports
from handlers.delivery.trying import Tries
from storage.keeping_ledger import Room
from storage.ledger_rows import Head, Queue
from storage.wake_ups import WAKE_UPS, WakeUp, wake_up_key

_log = structlog.get_logger("plumbline.delivery")

PARALLEL: Final = 64
"""How many destinations one replica works on at a time; most of that time is Slack's."""

EACH: Final = 8
"""How many destinations of one workspace all replicas together work on, or are asked to: where calls hang, they hang in
their own places.
"""

WAITING: Final = 128
"""How many wake-ups wait at a time: what procrastinate needs to hand one out grows with them."""

AT_A_TIME: Final = 20
"""How many messages of one destination are sent before another destination gets its turn."""

LONGEST_SLEEP: Final = timedelta(seconds=5)
"""Others keep messages too, and may die before they wake anybody."""

LET_GO: Final = timedelta(milliseconds=50)
"""How long procrastinate takes to write down that a wake-up is worked off; until then nobody else gets its lock."""

HEARTBEAT: Final = timedelta(seconds=5)
DEAD: Final = timedelta(seconds=30)
"""A replica without a heartbeat for so long is taken for dead.

Its try speaks no more by the time that somebody looks for what it said: see `fresh` and `patience` in `Waits`.
"""

SOON: Final = timedelta(milliseconds=20)
"""Who waits until nothing is left waits for other replicas too, and they tell us nothing. Only a demo waits so."""

CONNECTIONS: Final = 4
"""How many connections a replica has for its wake-ups, beside the one on which it is told of them."""

BETWEEN: Final = timedelta(milliseconds=100)
"""So long at least between two looks of all replicas, unless there is news.

What was worked off is no reason to look at once, and what one sees the others need not look for.
"""

POLL: Final = timedelta(milliseconds=200)
"""How long a wake-up waits that nobody noticed: procrastinate misses those that come while it looks for one."""


class SharedDrain(LookingDrain):
    """One of several; `driver` are the arguments with which psycopg connects to the database of the ledger."""

    def __init__(
        self,
        ports: Ports,
        tries: Tries,
        *,
        driver: Mapping[str, Any],
        parallel: int = PARALLEL,
        each: int = EACH,
        dead: timedelta = DEAD,
        heartbeat: timedelta = HEARTBEAT,
        longest_sleep: timedelta = LONGEST_SLEEP,
    ) -> None:
        super().__init__(ports, tries, longest_sleep=longest_sleep)
        self._parallel = parallel
        self._each = each
        self._dead = dead
        self._heartbeat = heartbeat
        self._agenda = Agenda(ports, each=each, unless_waked=True)
        self._queues = App(
            connector=PsycopgConnector(kwargs=_careless(driver), min_size=1, max_size=CONNECTIONS, timeout=10.0)
        )
        self._deliver = self._queues.task(name="deliver", queue=WAKE_UPS)(self._work_off)
        self._keep = self._queues.task(name="keep", queue=WAKE_UPS)(self._keep_up)
        self._worker: Worker | None = None
        self._at_work: set[Queue] = set()
        self._ended: set[int | None] = set()
        self._rescue_at = datetime.min.replace(tzinfo=UTC)
        self._look_at = self._rescue_at
        self._between = BETWEEN
        self._working: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look, and to be woken."""
        await self._queues.open_async()
        self._begin_to_look()
        self._working = asyncio.create_task(self._be_woken(), name="wake-ups")

    async def stop(self, grace: timedelta = GRACE) -> None:
        """Begin nothing more, finish what is in flight, and leave the rest to others."""
        await self._stop_looking()
        if self._working is not None:
            if self._worker is not None:
                self._worker.shutdown_graceful_timeout = grace.total_seconds()
                self._worker.stop()  # type: ignore[no-untyped-call]  # theirs
            await self._working
            self._working = None
            await self._let_go()
            await self._queues.close_async()

    async def _let_go(self) -> None:
        """What did not come to its end in time is looked for by the others at once, not when its lease is over."""
        ledger, now, patience = self._ports.ledger, self._ports.protocol_now(), self._ports.waits.patience
        for queue in tuple(self._at_work):
            await self._ports.in_thread(lambda: ledger.take_over(queue, now, patience))  # noqa: B023  awaited at once
        self._at_work.clear()

    async def _look(self, *, is_news: bool) -> timedelta:
        """Have somebody woken for all that can be sent now; it does not matter who."""
        business_now, now = self._ports.clock.now(), self._ports.protocol_now()
        if not is_news and not self._awaited and now < self._look_at:
            return self._look_at - now
        if now >= self._rescue_at:
            self._rescue_at = now + self._longest_sleep
            await self._rescue()
        self._look_at = now + self._between
        ledger, asked = self._ports.ledger, list[WakeUp]()
        room = WAITING - await self._ports.in_thread(ledger.wake_ups.waiting)
        if room > 0:
            await self._agenda.fill(business_now, now, enough=room)
            # Whoever works on a destination looks by itself what else is due there, and then has us look again.
            asked += [self._to_deliver(head) for head in self._agenda if head.queue not in self._at_work]
        outlook = await self._ports.in_thread(lambda: ledger.outlook(business_now, now))
        if outlook.may_keep:
            asked += [self._to_keep(each) for each in await self._tries.rooms(WAITING)]
        await self._ports.in_thread(lambda: ledger.wake_ups.ask(asked))
        is_busy = await self._ports.in_thread(ledger.has_wake_ups)
        if not is_busy and outlook.next_free is None and not self._wake.is_set():
            self._idle.set()
        moments = (outlook.next_wake, outlook.next_free, SOON if is_busy and self._awaited else None)
        return min((moment for moment in moments if moment is not None), default=self._longest_sleep)

    def _to_deliver(self, head: Head) -> WakeUp:
        """The oldest of every workspace come before the second oldest of any: one that has much delays nobody else."""
        where = {"workspace": head.workspace, "place": head.place, "destination": head.destination}
        return WakeUp(queue=head.queue, task=self._deliver.name, priority=-head.turn, arguments=where)

    def _to_keep(self, room: Room) -> WakeUp:
        what = {"workspace": room.workspace, "channel": room.channel, "tries": room.tries}
        return WakeUp(queue=room.queue, task=self._keep.name, priority=-EACH, arguments=what)

    async def _work_off(self, workspace: str, place: str, destination: str) -> None:
        """Send what is due for one destination, in order, as long as nothing has to wait longer than its place does."""
        queue: Queue = (WorkspaceId(workspace), place, destination)
        with self._at(queue):
            for _ in range(AT_A_TIME):
                head = await self._next(queue)
                if head is None or not await self._tries.message(head):
                    break

    @contextmanager
    def _at(self, queue: Queue) -> Iterator[None]:
        """Somebody works on this; what is cut off in the middle stays noted, so that `stop` lets go of it."""
        self._at_work.add(queue)
        try:
            yield
        except Exception:
            self._at_work.discard(queue)
            raise
        self._at_work.discard(queue)
        self._look_soon()

    async def _next(self, queue: Queue) -> Head | None:
        """What to send to it now; where only its place has to rest, when that is over, unless others need the room."""
        ledger = self._ports.ledger
        while not self._stopping:
            business_now, now = self._ports.clock.now(), self._ports.protocol_now()
            if self._tries.rests.rested([queue], now):
                return None
            head = await self._ports.in_thread(lambda: ledger.head_of(queue, business_now, now))  # noqa: B023  awaited
            if head is not None or not self._has_room(queue):
                return head
            free_at = await self._ports.in_thread(lambda: ledger.free_at(queue, business_now, now))  # noqa: B023  awaited
            if free_at is None:
                return None
            await asyncio.sleep((free_at - now).total_seconds())
        return None

    def _has_room(self, queue: Queue) -> bool:
        """Whether a place may be held while nothing is sent: in this replica, and among those of the workspace."""
        of_workspace = sum(workspace == queue[0] for workspace, _, _ in self._at_work)
        return 2 * len(self._at_work) <= self._parallel and 2 * of_workspace <= self._each

    async def _keep_up(self, workspace: str, channel: str, tries: int) -> None:
        """Keep what a channel has to keep."""
        room = Room(workspace=WorkspaceId(workspace), channel=ChannelId(channel), tries=tries)
        with self._at(room.queue):
            await self._tries.keeping(room)

    def _look_soon(self) -> None:
        """A wake-up that comes while the one before still holds its lock would wait until somebody polls."""
        asyncio.get_running_loop().call_later(LET_GO.total_seconds(), self._wake.set)

    async def _rescue(self) -> None:
        """What a dead replica was working on is taken over: its tries are looked for, and its locks are let go."""
        manager = self._queues.job_manager
        left = await manager.get_stalled_jobs(queue=WAKE_UPS, seconds_since_heartbeat=self._dead.total_seconds())
        for job in left:
            await self._take_over(job)
        replicas = await self._ports.in_thread(lambda: self._ports.ledger.wake_ups.replicas(self._dead))
        self._between = BETWEEN * max(replicas, 1)
        await self._close_what_ended()

    async def _close_what_ended(self) -> None:
        """A wake-up of ours whose end the database did not take would lock its destination as long as we live."""
        if self._worker is None or self._worker.worker_id is None:
            return
        manager, keys = self._queues.job_manager, {wake_up_key(queue) for queue in self._at_work}
        ours = await manager.list_jobs_async(queue=WAKE_UPS, status="doing", worker_id=self._worker.worker_id)
        ended = [job for job in ours if job.lock not in keys]
        # Seen once, it may just be beginning or coming to its end.
        for job in (job for job in ended if job.id in self._ended):
            await self._finish(job)
        self._ended = {job.id for job in ended}

    async def _take_over(self, job: Job) -> None:
        ledger, now, patience = self._ports.ledger, self._ports.protocol_now(), self._ports.waits.patience
        if job.task_name == self._deliver.name:
            workspace, place, to = (str(job.task_kwargs[name]) for name in ("workspace", "place", "destination"))
            queue: Queue = (WorkspaceId(workspace), place, to)
            await self._ports.in_thread(lambda: ledger.take_over(queue, now, patience))
        await self._finish(job)

    async def _finish(self, job: Job) -> None:
        with suppress(ConnectorException):  # another replica was faster
            await self._queues.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)
            _log.warning("delivery.taken_over", queue=job.lock)

    async def _be_woken(self) -> None:
        """Work off wake-ups until we stop; a database that goes away comes back."""
        while not self._stopping:
            self._worker = Worker(
                app=self._queues,
                queues=[WAKE_UPS],
                concurrency=self._parallel,
                fetch_job_polling_interval=POLL.total_seconds(),
                delete_jobs=DeleteJobCondition.ALWAYS,
                install_signal_handlers=False,
                update_heartbeat_interval=self._heartbeat.total_seconds(),
                stalled_worker_timeout=self._dead.total_seconds(),
            )
            try:
                await self._worker.run()  # type: ignore[no-untyped-call]  # theirs
            except Exception as error:  # noqa: BLE001  the drain's border: it has to outlive every failure
                _log.error("drain.failed", token=new_token(), exc_info=error)
                await asyncio.sleep(self._ports.waits.first.total_seconds())


def _careless(driver: Mapping[str, Any]) -> dict[str, Any]:
    """Wake-ups need not outlive a power cut, so nobody waits for the disk: the ledger knows what is due."""
    return {**driver, "options": f"{driver.get('options', '')} -csynchronous_commit=off".strip()}
