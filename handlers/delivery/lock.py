"""The lock by which one SQLite file has one drain: the system drops it when the process dies, however it dies."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from sqlalchemy import Engine

from bot.domain.refusal import Refusal
from storage.sqlite_file import sqlite_file

ENDING: Final = ".drain.lock"
"""What is added to the database's name: the lock lies beside the file, where everybody who opens that file finds it."""


class AlreadyDraining(Refusal):
    """Another process sends the messages of this database; two would say things twice."""


class CannotLock(Refusal):
    """The lock cannot be opened, so nobody knows whether another process sends from this database."""


class DrainLock:
    """Held with `with`; refuses when another process, or another drain in this one, holds it."""

    def __init__(self, database: Path) -> None:
        self.database = database.resolve()
        self.path = self.database.with_name(self.database.name + ENDING)
        self._handle: int | None = None

    def __enter__(self) -> Self:
        """Take the lock, or refuse at once and name who has it."""
        handle = self._opened()
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 32).decode("ascii", "replace").strip() or "unknown"
            os.close(handle)
            raise AlreadyDraining(
                f"Another Plumbline (process {holder}) already sends the messages of {self.database}. Stop it first: "
                "two would say everything twice."
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

    def _opened(self) -> int:
        try:
            return os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise CannotLock(
                f"Whether another Plumbline sends the messages of {self.database} cannot be told: "
                f"{self.path} cannot be opened ({error.strerror}). Run this as the user who owns the database."
            ) from None


def lock_of(engine: Engine) -> DrainLock | None:
    """The lock of this database's file; None where there is no file, so that nobody else can send from it."""
    file = sqlite_file(engine)
    return None if file is None else DrainLock(file)
