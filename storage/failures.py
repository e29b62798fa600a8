"""How a unit of work can fail for reasons of storage, and what a driver's error means."""

import sqlite3
from typing import Final

from sqlalchemy.exc import OperationalError, StatementError

from storage.tables.columns import Unstorable

_LOST_RACE: Final = frozenset({"40001", "40P01", "23505"})
"""PostgreSQL: serialization failure, deadlock, unique violation."""

_BUSY: Final = frozenset({"55P03", "57P01", "57P02", "57P03", "25P03"})
"""PostgreSQL: lock not available, shutting down, crashed, starting up, idle transaction ended."""

_BUSY_CLASSES: Final = ("08", "53")
"""PostgreSQL: connection lost, out of resources."""

_READ_ONLY: Final = "25006"


class Overtaken(Exception):  # noqa: N818  says what happened
    """Another unit kept something first that this one did not know of: run again, it would decide otherwise."""


class AlreadyHeard(Overtaken):
    """Another process kept the same thing a moment ago: run again, the unit finds its answer."""


class Unavailable(Exception):  # noqa: N818  says what happened
    """The database did not take the unit now (locked, restarting, unreachable); nothing was kept."""


class StorageBusy(Exception):  # noqa: N818  says what happened
    """The database did not take the unit in several rounds; nothing was kept."""


class ReadOnlyUnit(RuntimeError):  # noqa: N818  says what happened
    """A reading unit tried to change something."""


class WrongWorkspace(ValueError):  # noqa: N818  says what happened
    """Something of one workspace was handed to the unit of another."""


def told_apart(error: StatementError) -> Exception:
    """What a driver's error means: worth another round, a misuse, or the error itself, which is a fault."""
    match error.orig:
        case Unstorable() as refused:
            return refused
        case sqlite3.Error(sqlite_errorcode=code):
            return _of_sqlite(error, code)
        case BaseException() as told if hasattr(told, "sqlstate"):
            # Known by its state, so that a program on SQLite need not load the other driver.
            return _of_postgresql(error, told.sqlstate)
        case _:
            return error


def _of_sqlite(error: StatementError, code: int) -> Exception:
    if code in {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}:
        return Overtaken(str(error.orig))
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Unavailable(str(error.orig))
        case sqlite3.SQLITE_READONLY:
            return ReadOnlyUnit("a reading unit tried to change something")
        case _:
            return error


def _of_postgresql(error: StatementError, state: str | None) -> Exception:
    if state == _READ_ONLY:
        return ReadOnlyUnit("a reading unit tried to change something")
    if state in _LOST_RACE:
        return Overtaken(str(error.orig))
    # Without a state the server was never reached, or went away in the middle.
    is_unreachable = state is None and isinstance(error, OperationalError)
    if is_unreachable or state in _BUSY or str(state).startswith(_BUSY_CLASSES):
        return Unavailable(str(error.orig))
    return error
