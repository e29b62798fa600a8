"""The lock by which one data directory has one drain: the system drops it when the process dies, however it dies."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from bot.domain.refusal import Refusal

LOCK_NAME: Final = "plumbline.drain.lock"


class AlreadyDraining(Refusal):
    """Another process sends the messages of this database; two would say things twice."""


class DrainLock:
    """Held with `with`; refuses when another process, or another drain in this one, holds it."""

    def __init__(self, data_directory: Path) -> None:
        self.path = data_directory / LOCK_NAME
        self._handle: int | None = None

    def __enter__(self) -> Self:
        """Take the lock, or refuse at once and name who has it."""
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 32).decode("ascii", "replace").strip() or "unknown"
            os.close(handle)
            raise AlreadyDraining(
                f"Another Plumbline (process {holder}) already sends the messages of this database.",
                who_can=f"Stop it first, or give this one another data directory; the lock is {self.path}",
            ) from None
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        self._handle = handle
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go; the file stays, because removing it could take it from under the next holder."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
