"""Engines from an address: SQLite with the pragmas that make it safe, PostgreSQL through psycopg 3."""

import re
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

BEGIN = "plumbline_begin"
"""Execution option of a connection: how SQLite begins its transactions (DEFERRED for reading, IMMEDIATE for writing)."""

BUSY_MILLISECONDS = 5_000
POOL = 8
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


class BadAddress(ValueError):  # noqa: N818  says what is wrong
    """A database address that cannot be used; the words say why."""


def open_engine(url: str, *, schema: str | None = None) -> Engine:
    """An engine for `sqlite:///path` or `postgresql://…`; on PostgreSQL everything stays in `schema` when one is named."""
    if url.startswith("sqlite:///"):
        return _sqlite(url)
    if url.startswith(("postgresql://", "postgres://")):
        return _postgresql(url, schema)
    raise BadAddress("a database address is sqlite:///path or postgresql://…")


def is_sqlite(engine: Engine) -> bool:
    """Whether one process has this database to itself."""
    return engine.dialect.name == "sqlite"


def _sqlite(url: str) -> Engine:
    path = make_url(url).database
    if not path or path == ":memory:":
        raise BadAddress("SQLite needs a file: what was acknowledged must survive the process")
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, poolclass=QueuePool, pool_size=POOL, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # Transactions are begun by us: the driver would begin one at the first write, after what was read before it.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MILLISECONDS}",
        "synchronous=NORMAL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get(BEGIN, 'DEFERRED')}")


def _postgresql(url: str, schema: str | None) -> Engine:
    address = make_url(url.replace("postgres://", "postgresql://", 1)).set(drivername="postgresql+psycopg")
    arguments: dict[str, Any] = {"application_name": "plumbline"}
    if schema is not None:
        if not _NAME.fullmatch(schema):
            raise BadAddress(f"{schema!r} is not a plain name for a schema")
        arguments["options"] = f"-csearch_path={schema}"
    return create_engine(address, pool_size=POOL, max_overflow=POOL, pool_pre_ping=True, connect_args=arguments)
