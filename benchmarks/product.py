"""The whole bot over HTTP, in a demo workspace: status with its reads, a flood of events, and stalls of its loop."""

import asyncio
import contextlib
import gc
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Final

from benchmarks.figures import Figure
from benchmarks.load import HOST, Caller, Run, commands, events, run
from handlers.app import Plumbline
from handlers.clock import SystemClock
from handlers.demo.cast import Cast, gather
from handlers.demo.program import load_manifest
from handlers.demo.workspace import Workspace
from handlers.settings import load_settings

TITLE: Final = "The whole bot (SQLite, one project with a card, its real listeners)"
MANY: Final = 16
STATUS_GOAL, FLOOD_GOAL, STALL_GOAL = 50.0, 500.0, 20.0
_PROBE: Final = 0.002
_FLOOD: Final = 5_000


@dataclass(slots=True)
class Stalls:
    """How late the bot's loop came back to a task that wakes every two milliseconds; milliseconds."""

    late: list[float] = field(default_factory=list)

    async def watch(self) -> None:
        """Until it is cancelled."""
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(_PROBE)
            self.late.append((time.perf_counter() - begun - _PROBE) * 1e3)


def figures(*, quick: bool = False) -> list[Figure]:
    """Measure on one running bot; the generator and the workspace share the other core."""
    return asyncio.run(_measured(quick=quick))


async def _measured(*, quick: bool) -> list[Figure]:
    count, flood = (64, 64) if quick else (3_000, _FLOOD)
    async with _workspace() as (workspace, cast), _bot(workspace) as (port, stalls):
        workspace.deliver_over_http(f"http://{HOST}:{port}/slack/events")
        await _kickoff(workspace, cast)
        caller = Caller(
            secret=workspace.signing_secret, team=workspace.team_id, app=workspace.world.app_id,
            user=cast.ana.id, channel=cast.churn.id,
        )  # fmt: skip
        await asyncio.to_thread(run, port, commands(count // 4, "/plumb", 0, caller), at_once=MANY)
        status = await asyncio.to_thread(run, port, commands(count, "/plumb", 10_000, caller), at_once=MANY)
        flooded = await asyncio.to_thread(run, port, events(flood, caller), at_once=MANY)
        stalls.send(None)
        late: Sequence[float] = await asyncio.to_thread(stalls.recv)
    return [
        _figure(f"/plumb status, {MANY} at a time, p99", _p99(status), STATUS_GOAL),
        Figure(name=f"/plumb status, {MANY} at a time", value=_speed(status), unit="req/s"),
        _figure(f"flood of {flood:,} events that each commit, p99", _p99(flooded), FLOOD_GOAL),
        Figure(name="flood of events", value=_speed(flooded), unit="req/s"),
        _figure("longest stall of the loop under both", max(late), STALL_GOAL),
        Figure(name="stall of the loop, median", value=statistics.median(late), unit="ms"),
    ]


def _figure(name: str, value: float, goal: float) -> Figure:
    return Figure(name=name, value=value, unit="ms", goal=f"<= {goal:g} ms", reached=value <= goal)


def _p99(ran: Run) -> float:
    return sorted(ran.latencies)[int(len(ran.latencies) * 0.99)] * 1e3


def _speed(ran: Run) -> float:
    return len(ran.latencies) / ran.seconds


@asynccontextmanager
async def _workspace() -> AsyncIterator[tuple[Workspace, Cast]]:
    workspace = Workspace(load_manifest(None), SystemClock(), limits=False)
    await workspace.start()
    try:
        yield workspace, gather(workspace)
    finally:
        await workspace.stop()


@asynccontextmanager
async def _bot(workspace: Workspace) -> AsyncIterator[tuple[int, Connection]]:
    """The bot in a process of its own: its port, and the pipe that asks for its stalls."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    with tempfile.TemporaryDirectory(prefix="plumbline-bench-") as folder:
        variables = {
            "SLACK_BOT_TOKEN": workspace.bot_token,
            "SLACK_SIGNING_SECRET": workspace.signing_secret,
            "SLACK_API_URL": workspace.api_url,
            "DATABASE_URL": f"sqlite:///{folder}/plumbline.db",
            "PLUMBLINE_DATA": folder,
            "PORT": 0,
        }
        process = context.Process(target=_serve, args=(variables, theirs), daemon=True)
        process.start()
        yield await asyncio.to_thread(ours.recv), ours
        ours.send(None)
        await asyncio.to_thread(process.join)


def _serve(variables: dict[str, Any], pipe: Connection) -> None:
    asyncio.run(_served(variables, pipe))


async def _served(variables: dict[str, Any], pipe: Connection) -> None:
    async with Plumbline(load_settings(_env_file=None, **variables)) as bot:
        gc.freeze()  # as `plumbline run` does
        pipe.send(bot.port)
        stalls = Stalls()
        watching = asyncio.create_task(stalls.watch())
        await asyncio.to_thread(pipe.recv)
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching
        pipe.send(stalls.late)
        await asyncio.to_thread(pipe.recv)


async def _kickoff(workspace: Workspace, cast: Cast) -> None:
    heard = await cast.ana.command("/plumb", "kickoff", cast.churn)
    assert heard.error is None, heard.error
    await workspace.until(lambda: cast.ana.modal)
    people = {"owner": cast.ana.id, "sponsor": cast.sam.id, "members": []}
    submitted = await cast.ana.submit({"name": "Churn model", **people})
    assert submitted.accepted, submitted
