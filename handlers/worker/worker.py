"""The worker as the rest of the house knows it: asked by the name of a job, bounded, timed, and always there again."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any, Final, Self

import structlog
from pebble import ProcessExpired, ProcessFuture, ProcessPool

from bot.domain.refusal import Refusal
from bot.statistics.reasons import NotComputable
from handlers.metrics.counting import Counts
from handlers.worker import process
from handlers.worker.refusals import TookTooLong, WorkerBusy, WorkerClosed, WorkerLost
from handlers.worker.spawning import Spawning

_log = structlog.get_logger("plumbline.worker")

WARM: Final = (
    "bot.statistics.analyze",
    "bot.statistics.verdicts.promising",
    "bot.statistics.arms.reading",
    "bot.statistics.longitudinal",
    "bot.statistics.money",
    "bot.charts.png",
)
SECONDS: Final = 30.0
"""How long one job may compute."""
START: Final = 30.0
"""How long the process may take to be born and warm; above that something hangs, and it is born again."""
GRACE: Final = 5.0
PATIENCE: Final = 10.0
NEWS: Final = 0.2
"""How much later than its process the parent may hear that both were told to end."""
MOST_WAITING: Final = 64
ATTEMPTS: Final = 2

OUTCOMES: Final = ("done", "refused", "failed", "timed_out", "lost", "dropped", "busy")
"""How a job ends; one that is `busy` never began, because too many wait already."""

_ENDINGS: Final = (
    (NotComputable, "refused"),
    (TookTooLong, "timed_out"),
    (WorkerLost, "lost"),
    (WorkerClosed, "dropped"),
)

Job = Callable[..., Any]
Arguments = tuple[Any, ...]


class Worker:
    """One process, one job at a time; it belongs to no event loop, so that one may serve several.

    Jobs go through one thread, which hands them over one by one: whoever is at work when the process dies is known, and
    is tried once more, while those who wait are not touched. The process is born at the start, in the background.
    """

    def __init__(
        self,
        *,
        warm: Sequence[str] = WARM,
        packages: Sequence[str] = process.ALLOWED,
        seconds: float = SECONDS,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        self._warm = tuple(warm)
        self._packages = tuple(packages)
        self._seconds = seconds
        self._room = threading.BoundedSemaphore(most_waiting)
        words = "Jobs of the worker, by how they ended."
        self.jobs = Counts("plumbline_worker_jobs_total", words, ("outcome",), [(each,) for each in OUTCOMES])
        self._asked = Counts("asked", "Jobs that were taken, ended or not.")
        self._line = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker")
        self._pool: ProcessPool | None = None
        self._current: ProcessFuture[Any] | None = None
        self._has_served = False
        self._warming = False
        self._closing = False
        self._ending = threading.Event()

    async def __aenter__(self) -> Self:
        """Begin to warm up; does not wait for it."""
        self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Finish the job that is being worked on, drop the others, end the process."""
        await asyncio.to_thread(self.close)

    def start(self) -> None:
        """Let the process be born in the background."""
        self._line.submit(self._warm_up)

    @property
    def is_born(self) -> bool:
        """Whether there is a process, warm or on its way."""
        return self._pool is not None

    @property
    def is_closed(self) -> bool:
        """Whether it takes no jobs any more."""
        return self._closing

    @property
    def waiting(self) -> int:
        """How many jobs were taken and have not ended, the one at work included."""
        ended = sum(count for (outcome,), count in self.jobs.read().items() if outcome != "busy")
        return sum(self._asked.read().values()) - ended

    async def ready(self) -> int:
        """Wait until the process is warm; its id."""
        return int(await self._submitted(process.here, (), START))

    async def run(self, job: str, *arguments: Any, seconds: float | None = None) -> Any:
        """The result of `module:function(*arguments)`, computed in the process; what it raises is raised here.

        `seconds` limits the computing, not the wait for the turn. Raises ValueError for a job that is not on the list,
        and WorkerBusy, TookTooLong, WorkerLost or WorkerClosed, which have words for the person who asked.
        """
        named = process.checked(job, self._packages)
        return await self._submitted(process.perform, (*named, arguments), seconds or self._seconds)

    def expect_end(self) -> None:
        """It will be closed soon, and its process may be told to end before: neither is worth a warning any more.

        Jobs are still taken; a process that is gone is born again when one needs it, and not before.
        """
        self._ending.set()

    def close(self, grace: float = GRACE) -> None:
        """Finish what is being worked on within `grace` seconds, drop the rest, end the process; blocks."""
        self._closing = True
        self.expect_end()
        self._line.shutdown(wait=False, cancel_futures=True)
        current = self._current
        if current is not None:
            with suppress(Exception, CancelledError):  # its own caller gets it; here only the end counts
                current.result(timeout=0 if self._warming else grace)
            current.cancel()  # type: ignore[no-untyped-call]  # pebble has types for most, not for this
        self._line.shutdown(wait=True)
        self._end_pool()

    # --- asking ----------------------------------------------------------------------------------

    async def _submitted(self, function: Job, arguments: Arguments, seconds: float) -> Any:
        if not self._room.acquire(blocking=False):
            self.jobs.add("busy")
            raise WorkerBusy
        try:
            asked: Future[Any] = self._line.submit(self._performed, function, arguments, seconds)
        except RuntimeError:  # the line was shut down
            self._room.release()
            raise WorkerClosed from None
        self._asked.add()
        asked.add_done_callback(self._job_ended)
        try:
            return await asyncio.wrap_future(asked)
        except asyncio.CancelledError:
            if _is_cancelled_from_outside():
                raise
            raise WorkerClosed from None

    def _job_ended(self, job: Future[Any]) -> None:
        self._room.release()
        self.jobs.add(_outcome(job))

    # --- in the thread ---------------------------------------------------------------------------

    def _performed(self, function: Job, arguments: Arguments, seconds: float) -> Any:
        for _ in range(ATTEMPTS):
            try:
                return self._tried(function, arguments, seconds)
            except (ProcessExpired, BrokenProcessPool) as died:
                if not self._ending.wait(NEWS):
                    _log.warning("worker.died", reason=str(died))
        raise WorkerLost

    def _tried(self, function: Job, arguments: Arguments, seconds: float) -> Any:
        future = self._scheduled(function, arguments, seconds)
        self._current = future
        try:
            if self._closing:
                raise WorkerClosed
            result = future.result(timeout=seconds + START)
        except CancelledError:
            raise WorkerClosed from None
        except TimeoutError:
            _log.warning("worker.stopped", reason="its time was over", seconds=seconds)
            if not future.done():  # pebble, which stops and replaces the process by itself, hangs too
                self._end_pool()
            raise TookTooLong from None
        finally:
            self._current = None
        self._has_served = True
        return result

    def _scheduled(self, function: Job, arguments: Arguments, seconds: float) -> ProcessFuture[Any]:
        try:
            return self._living().schedule(function, args=arguments, timeout=seconds)
        except RuntimeError as broken:  # it broke between the look and the word
            raise BrokenProcessPool(str(broken)) from broken

    def _living(self) -> ProcessPool:
        if self._pool is None or not self._pool.active:
            self._end_pool()
            self._has_served = False
            self._pool = ProcessPool(
                max_workers=1, initializer=process.get_ready, initargs=[self._warm], context=Spawning(self._ended)
            )
        return self._pool

    def _warm_up(self) -> None:
        self._warming = True
        try:
            self._performed(process.here, (), START)
            _log.info("worker.ready")
        except Refusal as refusal:
            if not self._ending.is_set():
                _log.warning("worker.cold", refusal=type(refusal).__name__)
        finally:
            self._warming = False

    def _end_pool(self) -> None:
        if self._pool is None:
            return
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble has types for most, not for this
        # It waits for its own threads, and one of them may hang in a pipe that nobody reads any more.
        waiting = threading.Thread(target=self._pool.join, daemon=True, name="worker's end")
        waiting.start()
        waiting.join(PATIENCE)
        self._pool = None

    def _ended(self) -> None:
        """A process is gone: have it back before it is needed, unless it never served: that could go on forever."""
        if not self._ending.wait(NEWS) and self._current is None and self._has_served:
            with suppress(RuntimeError):  # the line was shut down
                self._line.submit(self._warm_up)


def _outcome(job: Future[Any]) -> str:
    """How a job ended, in one word."""
    if job.cancelled():
        return "dropped"
    error = job.exception()
    if error is None:
        return "done"
    return next((outcome for kind, outcome in _ENDINGS if isinstance(error, kind)), "failed")


def _is_cancelled_from_outside() -> bool:
    """Whether somebody cancelled the task that waits, rather than we the job that it waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
