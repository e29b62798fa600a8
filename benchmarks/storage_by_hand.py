"""The rows of an answer written by hand on the bare driver: what a unit of work is measured against."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

_AT = "2026-11-23 09:00:00.000000"
_HASH = "0" * 64
_VALUE = '{"text":"customers who stay","kind":"text"}'
_STATEMENTS = (
    "UPDATE charters SET revision = :number WHERE workspace = :workspace AND project = 'P1'",
    """INSERT INTO answers (workspace, project, question, revision, value, "by", at)
    VALUES (:workspace, 'P1', 'metric_name', :number, :value, 'U1', :at)""",
    """INSERT INTO audit_entries (workspace, seq, at, actor, act, project, subject, after, previous, hash)
    VALUES (:workspace, :number, :at, 'U1', 'charter.answered', 'P1', 'metric_name', :value, :hash, :hash)""",
    "UPDATE audit_heads SET seq = :number, hash = :hash WHERE workspace = :workspace",
)
_FOR_PSYCOPG = tuple(
    statement.replace(":workspace", "%(workspace)s")
    .replace(":number", "%(number)s")
    .replace(":value", "%(value)s")
    .replace(":at", "%(at)s")
    .replace(":hash", "%(hash)s")
    for statement in _STATEMENTS
)


class ByHand:
    """Writes the same rows, each thread on a connection of its own; numbers begin where a unit of work never comes."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._own = threading.local()
        self._opened: list[Any] = []
        # SQLite has one writer: threads that queue here wait shorter than in its busy handler.
        self._turn = threading.Lock()

    def write(self, workspace: str, number: int) -> None:
        row = {"workspace": workspace, "number": 1_000_000 + number, "value": _VALUE, "at": _AT, "hash": _HASH}
        if self._url.drivername == "sqlite":
            with self._turn:
                _on_sqlite(self._connection(), row)
        else:
            _on_postgresql(self._connection(), row)

    def _connection(self) -> Any:
        if not hasattr(self._own, "connection"):
            self._own.connection = self._connect()
            self._opened.append(self._own.connection)
        return self._own.connection

    def _connect(self) -> "sqlite3.Connection | psycopg.Connection":
        if self._url.drivername == "sqlite":
            connection = sqlite3.connect(str(self._url.database), isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("PRAGMA foreign_keys=ON")
            return connection
        return psycopg.connect(self._url.render_as_string(hide_password=False))

    def close(self) -> None:
        for connection in self._opened:
            connection.close()


def _on_sqlite(connection: sqlite3.Connection, row: dict[str, Any]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for statement in _STATEMENTS:
        connection.execute(statement, row)
    connection.execute("COMMIT")


def _on_postgresql(connection: psycopg.Connection, row: dict[str, Any]) -> None:
    with connection.transaction():
        for statement in _FOR_PSYCOPG:
            connection.execute(statement, row)


@contextmanager
def by_hand(url: str) -> Iterator[ByHand]:
    bare = ByHand(url)
    try:
        yield bare
    finally:
        bare.close()
