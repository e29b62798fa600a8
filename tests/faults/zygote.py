"""A process that has imported everything and forks speakers: each costs some milliseconds instead of a second."""

import asyncio
import ctypes
import gc
import os
import select
import signal
import subprocess
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tests.faults.plan import Plan, read

_DIE_WITH_PARENT: Final = 1
ROOT: Final = Path(__file__).parents[2]


class Child:
    """A speaker, as its parent holds it; it is found by a handle that no other process can get."""

    def __init__(self, pid: int, plan: Plan) -> None:
        self.pid, self.plan = pid, plan
        self._handle: int | None = None
        try:
            self._handle = os.pidfd_open(pid)
        except ProcessLookupError:
            self._handle = None

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended yet."""
        if self._handle is None:
            return False
        readable, _, _ = select.select([self._handle], [], [], 0)
        return not readable

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal, if it lives."""
        if self._handle is not None:
            try:
                signal.pidfd_send_signal(self._handle, number)
            except ProcessLookupError:
                return

    async def ended(self) -> None:
        """Wait until it has ended."""
        if self._handle is None:
            return
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._handle, over.set)
        try:
            await over.wait()
        finally:
            loop.remove_reader(self._handle)

    @property
    def is_stopped(self) -> bool:
        """Whether it is frozen."""
        try:
            return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"
        except (FileNotFoundError, ProcessLookupError):
            return False

    def close(self) -> None:
        """Let go of the handle."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


class Zygote:
    """Forks speakers on demand; when it ends, so do they."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.zygote"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        """Ready."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, and every speaker with it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    async def speaker(self, plan: Plan) -> Child:
        """Start one."""
        return Child(await asyncio.to_thread(self._fork, plan), plan)

    def _fork(self, plan: Plan) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._turn:
            self._process.stdin.write(plan.written() + "\n")
            self._process.stdin.flush()
            return int(self._process.stdout.readline())


def _speak(line: str, parent: int) -> None:
    from tests.faults.speaker import run  # noqa: PLC0415  imported already, before the first fork

    status = 1
    plan = read(line)
    log = os.open(Path(plan.folder) / f"{plan.name}.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    try:
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() == parent:
            run(plan)
            status = 0
    except BaseException:  # noqa: BLE001  the process's own border
        traceback.print_exc()
    finally:
        os._exit(status)


def main() -> None:
    """Fork a speaker for each line, and say its number."""
    import tests.faults.speaker  # noqa: F401, PLC0415  so that a fork has it

    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    me = os.getpid()
    with os.fdopen(os.dup(0)) as plans:
        for line in plans:
            pid = os.fork()
            if pid == 0:
                _speak(line, me)
            sys.stdout.write(f"{pid}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
