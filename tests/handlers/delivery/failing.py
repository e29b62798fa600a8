"""A database that fails for a while: what a full disk, a restart or a lock looks like from here."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.engine import Engine

HEAD = "SELECT mine.id, mine.tries"
LOOK = "SELECT EXISTS (SELECT * \nFROM deliveries"
SENT = "UPDATE deliveries SET state=?, retry_at=?, ts=?"
UNSURE = "UPDATE deliveries SET state=?, retry_at=?, doubtful=?"
BEGIN_RECHECK = "UPDATE deliveries SET recheck_at=? WHERE deliveries.workspace = ?"
"""How the statements of the ledger begin, whatever the driver calls their parameters."""


def normal(statement: str) -> str:
    """A statement with SQLite's question marks for psycopg's names."""
    return re.sub(r"%\(\w+\)s(::[A-Z]+( WITH(OUT)? TIME ZONE)?)?", "?", statement)


@contextmanager
def failing(engine: Engine, *starts: str, times: int | None = None) -> Iterator[list[int]]:
    """Let statements that begin so fail, so many times or until the end; yields the count of failures."""
    failures = [0]

    def fail(_: object, __: object, statement: str, *___: object) -> None:
        if normal(statement).startswith(starts) and (times is None or failures[0] < times):
            failures[0] += 1
            raise OSError("the disk is gone")

    event.listen(engine, "before_cursor_execute", fail)
    try:
        yield failures
    finally:
        event.remove(engine, "before_cursor_execute", fail)
