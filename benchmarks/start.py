"""Start and size: from the start of the process to the first acknowledgement, memory, --help, and the worker."""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.figures import Figure
from handlers.clock import SystemClock
from handlers.demo.cast import gather
from handlers.demo.program import load_manifest
from handlers.demo.workspace import Workspace
from handlers.worker.worker import Worker
from storage.engine import open_engine
from storage.readiness import make_ready

TITLE: Final = "Start and size (ratios to importing slack_bolt, aiohttp, sqlalchemy and pydantic)"
_LIBRARIES: Final = "import slack_bolt.app.async_app, aiohttp, sqlalchemy, pydantic"
_MAIN: Final = "from handlers.cli import main; main()"
_HOUSE: Final = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What one start showed: seconds until it answers, and then resident memory in megabytes."""

    seconds: float
    megabytes: float


def figures(*, quick: bool = False) -> list[Figure]:
    """Measure in rounds; each round starts the libraries alone, the bot, --help and the worker."""
    rounds = 1 if quick else 7
    libraries, helps, starts, workers = [], [], [], []
    for _ in range(rounds):
        libraries.append(_seconds(lambda: _run("-c", _LIBRARIES)))
        helps.append(_seconds(lambda: _run("-c", _MAIN, "--help")))
        starts.append(asyncio.run(_start()))
        workers.append(asyncio.run(_worker()))
    peer = statistics.median(libraries)
    ack, help_ = statistics.median(each.seconds for each in starts), statistics.median(helps)
    memory = statistics.median(each.megabytes for each in starts)
    warm = statistics.median(each.seconds for each in workers)
    worker = statistics.median(each.megabytes for each in workers)
    return [
        Figure(name="the libraries alone", value=peer, unit="s"),
        _against(peer, "start to first acknowledgement", ack, "<= 1 s", reached=ack <= 1.0),
        _against(peer, "plumbline --help", help_, "<= 0.3 s", reached=help_ <= 0.3),
        Figure(
            name="memory after the first acknowledgement",
            value=memory,
            unit="MB",
            goal="<= 100 MB",
            reached=memory <= 100,
        ),
        _against(peer, "the worker until it is warm", warm, "< 5 s", reached=warm < 5),
        Figure(name="memory of the warm worker", value=worker, unit="MB", goal="< 250 MB", reached=worker < 250),
    ]


def _against(peer: float, name: str, seconds: float, goal: str, *, reached: bool) -> Figure:
    return Figure(
        name=name, value=seconds, unit="s", against="the libraries", ratio=seconds / peer, goal=goal, reached=reached
    )


def _seconds(act: Callable[[], None]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=_HOUSE)


async def _start() -> Started:
    """`plumbline run` on a SQLite file that is ready; somebody types as soon as it is connected."""
    workspace = Workspace(load_manifest(None), SystemClock())
    await workspace.start()
    cast = gather(workspace)
    with tempfile.TemporaryDirectory(prefix="plumbline-bench-") as folder:
        database = f"sqlite:///{folder}/plumbline.db"
        engine = open_engine(database)
        make_ready(engine)
        engine.dispose()
        begun = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _MAIN, "run"),
            env=_environment(workspace, database, folder),
            cwd=_HOUSE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await workspace.connected(1, timeout=30.0)
            heard = await cast.ana.command("/plumb", "help", cast.churn)
            seconds = time.perf_counter() - begun
            assert heard.acked
            return Started(seconds=seconds, megabytes=_megabytes(process.pid))
        finally:
            process.terminate()
            await process.wait()
            await workspace.stop()


async def _worker() -> Started:
    """The worker as the bot starts it, until everything scientific is imported."""
    begun = time.perf_counter()
    worker = Worker()
    worker.start()
    try:
        process = await worker.ready()
        return Started(seconds=time.perf_counter() - begun, megabytes=_megabytes(process))
    finally:
        await asyncio.to_thread(worker.close)


def _environment(workspace: Workspace, database: str, folder: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "SLACK_API_URL": workspace.api_url,
        "DATABASE_URL": database,
        "PLUMBLINE_DATA": folder,
    }


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]
    return int(kilobytes) / 1024
