"""Replicas that only speak, each a process of its own: the drain as the product puts it together, and probes."""

import asyncio
import contextlib
import gc
import logging
import os
import resource
import statistics
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.many_teams import token_of
from bot.domain.ids import WorkspaceId
from bot.domain.message import Message, Outgoing
from bot.views.degree import Degree
from bot.views.messages import render
from bot.views.rendered import Rendered
from bot.views.words import Words
from handlers import resources
from handlers.clock import SystemClock, protocol_now
from handlers.delivery.drain import Drain
from handlers.delivery.embedded import EmbeddedDrain
from handlers.delivery.ports import Ports
from handlers.delivery.shared import SharedDrain
from handlers.delivery.tiers import SLACKS
from handlers.delivery.trying import Tries
from handlers.slack.edge.clients import Clients
from storage.engine import driver_arguments, open_engine
from storage.ledger import Ledger
from storage.ledger_rows import Delivery
from storage.runner import UnitRunner
from storage.unit_of_work import Store

_PROBE: Final = 0.002
_PAGE: Final = os.sysconf("SC_PAGE_SIZE") / 1024 / 1024
_WARM: Final = 1.0
"""Seconds after which a replica has connected and loaded what it loads once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """What a replica keeps beside what is due already: one message for each workspace, so many seconds apart."""

    workspaces: Sequence[str]
    every: float
    make: Callable[[datetime], Outgoing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a replica's probes say; `kept` is when each message of an aside was committed, by workspace.

    `own_stalls_ms` are the parts of its stalls for which its process had a processor.
    """

    cpu_seconds: float
    stalls_ms: Sequence[float]
    own_stalls_ms: Sequence[float]
    memory_mb: Sequence[float]
    kept: dict[str, float]

    @property
    def longest_stall_ms(self) -> float:
        """The longest time for which its loop did not come back."""
        return max(self.stalls_ms, default=0.0)

    @property
    def longest_own_stall_ms(self) -> float:
        """The same, without what it waited for a processor, or for a disk."""
        return max(self.own_stalls_ms, default=0.0)

    @property
    def median_stall_ms(self) -> float:
        """What is usual."""
        return statistics.median(self.stalls_ms or [0.0])

    @property
    def growth(self) -> float:
        """The most memory of the second half of its life, against the most of the first."""
        half = len(self.memory_mb) // 2
        return max(self.memory_mb[half:]) / max(self.memory_mb[:half]) if half else 1.0


@contextmanager
def voices(url: str, slack: str, replicas: int, aside: Aside | None = None) -> Iterator["Voices"]:
    """So many replicas on one database; they begin when they are told."""
    context = get_context("spawn")
    pipes, processes = [], []
    for number in range(replicas):
        ours, theirs = context.Pipe()
        arguments = (url, slack, aside if number == 0 else None, theirs)
        process = context.Process(target=_speak, args=arguments, daemon=True)
        process.start()
        pipes.append(ours)
        processes.append(process)
    try:
        for pipe in pipes:
            pipe.recv()
        yield Voices(pipes)
    finally:
        for process in processes:
            process.kill()
            process.join()


@dataclass(frozen=True, slots=True)
class Voices:
    """Replicas that are ready."""

    pipes: Sequence[Connection]

    def begin(self) -> float:
        """Let all begin; the moment."""
        moment = time.time()
        for pipe in self.pipes:
            pipe.send(None)
        return moment

    def end(self) -> list[Heard]:
        """Let all finish what is on its way, and ask what their probes say."""
        for pipe in self.pipes:
            pipe.send(None)
        return [pipe.recv() for pipe in self.pipes]


@dataclass(slots=True)
class _Probes:
    late: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    async def watch(self) -> None:
        await asyncio.sleep(_WARM)
        next_look = 0.0
        while True:
            begun, used = time.perf_counter(), time.process_time()
            await asyncio.sleep(_PROBE)
            ended = time.perf_counter()
            late = (ended - begun - _PROBE) * 1e3
            self.late.append(late)
            self.own.append(min(late, (time.process_time() - used) * 1e3))
            if ended > next_look:
                next_look = ended + 0.5
                self.memory.append(_memory_mb())


def _speak(url: str, slack: str, aside: Aside | None, pipe: Connection) -> None:
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    asyncio.run(_spoken(url, slack, aside, pipe))


async def _spoken(url: str, slack: str, aside: Aside | None, pipe: Connection) -> None:
    probes, kept = _Probes(), dict[str, float]()
    async with _drain(url, slack) as (drain, runner):
        gc.freeze()  # as `plumbline run` does
        pipe.send(None)
        await asyncio.to_thread(pipe.recv)
        used = _cpu()
        await drain.start()
        tasks = [asyncio.create_task(probes.watch())]
        if aside is not None:
            tasks.append(asyncio.create_task(_keep(aside, runner, drain, kept)))
        await asyncio.to_thread(pipe.recv)
        for task in tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await drain.stop()
        used = _cpu() - used
    pipe.send(
        Heard(cpu_seconds=used, stalls_ms=probes.late, own_stalls_ms=probes.own, memory_mb=probes.memory, kept=kept)
    )


async def _keep(aside: Aside, runner: UnitRunner, drain: Drain, kept: dict[str, float]) -> None:
    for name in aside.workspaces:
        await asyncio.sleep(aside.every)
        now, workspace = SystemClock().now(), WorkspaceId(name)
        outgoing = aside.make(now)
        await runner.write(workspace, lambda work: work.say(outgoing), actor=None, now=now)  # noqa: B023  awaited
        kept[name] = time.time()
        drain.wake()


def _memory_mb() -> float:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


@asynccontextmanager
async def _drain(url: str, slack: str) -> AsyncIterator[tuple[Drain, UnitRunner]]:
    """As the assembly builds it, but for many workspaces at once."""
    words, engine = resources.words(), open_engine(url)
    store = Store(engine)
    runner = UnitRunner(store)
    async with Clients(slack) as clients:
        ports = Ports(
            ledger=Ledger(engine, gap=SLACKS.gap),
            clock=SystemClock(),
            protocol_now=protocol_now,
            in_thread=runner.call,
            limits=SLACKS,
        )
        tries = _tries(ports, clients, words)
        if store.is_sqlite:
            yield EmbeddedDrain(ports, tries), runner
        else:
            yield SharedDrain(ports, tries, driver=driver_arguments(engine)), runner
    await runner.close()
    engine.dispose()


def _tries(ports: Ports, clients: Clients, words: Words) -> Tries:
    async def client_of(workspace: WorkspaceId) -> AsyncWebClient:
        return clients.web(token_of(workspace))

    async def on_parked(delivery: Delivery, reason: str) -> None:
        raise AssertionError(f"{delivery.key} was parked: {reason}")

    def laid_out(message: Message, degree: Degree) -> Rendered:
        return render(message, words, degree)

    return Tries(ports, clients=client_of, render=laid_out, on_parked=on_parked)
