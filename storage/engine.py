"""Engines from an address: SQLite with the pragmas that make it safe, PostgreSQL through psycopg 3."""

import os
import re
import sqlite3
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

BEGIN = "plumbline_begin"
"""Execution option: how SQLite begins a transaction, DEFERRED for reading (the default) or IMMEDIATE for writing."""

SCHEMA = "plumbline_schema"
"""Execution option of an engine: the PostgreSQL schema that everything stays in, or None for the database's own."""

PATIENCE = timedelta(seconds=1)
"""How long one attempt waits for a lock: three of them fit before Slack gives up on an answer."""

IDLE = timedelta(seconds=30)
"""How long PostgreSQL lets a transaction sleep before it takes the locks of a hung replica away."""

POOL = 16
_USUAL_PORT = 5432
_FOR_SQLITE = "file:"
"""How an address begins that SQLite itself takes apart."""
_HAS_PORT = re.compile(r"[^:]+:\d+")
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


class BadAddress(ValueError):  # noqa: N818  says what is wrong
    """A database address that cannot be used; the words say why, and never hold the password."""


class SchemaMismatch(RuntimeError):  # noqa: N818  says what is wrong
    """The database's schema is not the one that this program needs; the words say what to do."""


class NoDatabase(BadAddress):
    """There is no SQLite file at this address, and none was to be made; `path` is where it would be."""

    def __init__(self, path: str) -> None:
        super().__init__(f"there is no database at {path}")
        self.path = path


def open_engine(
    url: str, *, schema: str | None = None, patience: timedelta = PATIENCE, may_create: bool = True
) -> Engine:
    """An engine for `sqlite:///path`, `sqlite://` (in memory, one connection) or `postgresql://…`.

    On PostgreSQL everything stays in `schema` when one is named; `patience` is how long a lock is waited for. A SQLite
    file that is not there is made with its folders, or with `may_create` False refused as NoDatabase.
    """
    try:
        address = make_url(url.replace("postgres://", "postgresql://", 1))
    except ValueError:  # it is not repeated: it may be a part of the password
        raise BadAddress(
            "the port of a database address is a number; a / in its password is written %2F, a : %3A, an @ %40"
        ) from None
    except ArgumentError:
        raise BadAddress("a database address is sqlite:///path or postgresql://…") from None
    if "@" in (address.host or ""):
        raise BadAddress("a database address with an @ in its password: write it as %40")
    match address.drivername:
        case "sqlite":
            return _sqlite(address, patience, may_create=may_create)
        case "postgresql":
            return _postgresql(address, schema, patience)
        case _:
            raise BadAddress("a database address is sqlite:///path or postgresql://…")


def is_sqlite(engine: Engine) -> bool:
    """Whether this is SQLite, where one unit writes at a time."""
    return engine.dialect.name == "sqlite"


def looking(engine: Engine) -> Engine:
    """The same database for looks of one statement, which are a transaction anyway.

    Around each of them, PostgreSQL would be told of a beginning and an end, and each costs as much as the look itself.
    """
    return engine if is_sqlite(engine) else engine.execution_options(isolation_level="AUTOCOMMIT")


def whereabouts(engine: Engine) -> str:
    """Where a database is, for people: its path, or host and name; never a user or a password."""
    address = engine.url
    if is_sqlite(engine):
        return str(address.database or "memory")
    given = address.query.get("host") or address.host or "localhost"  # a folder of sockets stands in the query
    port = address.query.get("port") or address.port or _USUAL_PORT
    hosts = [given] if isinstance(given, str) else given
    places = ",".join(host if _HAS_PORT.fullmatch(host) else f"{host}:{port}" for host in hosts)
    return f"{places}/{address.database or ''}"


def reach(engine: Engine, *, to_write: bool = False) -> None:
    """Connect once; BadAddress says in one line why that is not possible, and never holds the password.

    With `to_write`, a SQLite file has to be one that can be written too: it opens as well where it cannot.
    """
    what = "reached"
    try:
        with engine.connect() as connection:
            if is_sqlite(engine):
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")  # nothing is read before that
        if to_write and is_sqlite(engine):
            what = "written"
            _try_to_write(engine)
    except DBAPIError as error:
        if _is_busy(error):
            return
        raise BadAddress(f"the database at {whereabouts(engine)} cannot be {what}: {_why(engine, error)}") from None


def _try_to_write(engine: Engine) -> None:
    """Write something and take it back: SQLite lets one begin, even IMMEDIATE, where nothing can be written."""
    with engine.execution_options(**{BEGIN: "IMMEDIATE"}).connect() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 0")
        connection.rollback()


def _is_busy(error: DBAPIError) -> bool:
    """Whether somebody else writes into a SQLite file just now: then it can be written."""
    return _code(error) == sqlite3.SQLITE_BUSY


def _code(error: DBAPIError) -> int | None:
    """What kind of error SQLite says it is; None for PostgreSQL."""
    code: int | None = getattr(error.orig, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _why(engine: Engine, error: DBAPIError) -> str:
    lines = [line.strip() for line in str(error.orig).splitlines() if line.strip()]
    why = lines[0] if lines else type(error.orig).__name__
    secret = engine.url.password
    words = why.replace(secret, "***") if secret else why
    may_not = _code(error) in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
    return f"{words}; this user has to be able to write the file and its folder" if may_not else words


def _sqlite(address: URL, patience: timedelta, *, may_create: bool) -> Engine:
    is_file = bool(address.database) and address.database != ":memory:"
    file = Path(str(address.database)) if is_file and not str(address.database).startswith(_FOR_SQLITE) else None
    if file is not None:
        _make_room(file, may_create=may_create)
    engine = create_engine(
        address,
        # What lives in memory lives in one connection: threads take turns with it.
        poolclass=QueuePool,
        pool_size=POOL if is_file else 1,
        max_overflow=0,
        pool_timeout=patience.total_seconds(),
        connect_args={"check_same_thread": False, "timeout": patience.total_seconds()},
        hide_parameters=True,
    )
    if file is not None:
        event.listen(engine, "do_connect", lambda *_: _make_private(file))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _make_room(file: Path, *, may_create: bool) -> None:
    try:
        if not may_create and not file.exists():
            raise NoDatabase(str(file))
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadAddress(f"there can be no database at {file}: {error.strerror}") from None


def _make_private(file: Path) -> None:
    """A file that is not there yet is its owner's alone; SQLite makes those beside it (-wal, -shm) like it.

    One that is there keeps its mode: it was made so on purpose. Where none can be made, SQLite says why.
    """
    with suppress(OSError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))


def _prepare(connection: SqliteConnection, _record: object) -> None:
    # Transactions are begun by us: the driver would begin one at the first write, after what was read before it.
    connection.isolation_level = None
    # NORMAL: a commit outlives the process however it dies; the decision 0002 says what a power cut may take.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get(BEGIN, 'DEFERRED')}")


def _postgresql(address: URL, schema: str | None, patience: timedelta) -> Engine:
    return create_engine(
        address.set(drivername="postgresql+psycopg"),
        pool_size=POOL,
        max_overflow=0,
        pool_timeout=patience.total_seconds(),
        connect_args=_arguments(address, schema, patience),
        hide_parameters=True,
        execution_options={SCHEMA: schema},
    )


def driver_arguments(engine: Engine) -> dict[str, Any]:
    """The arguments with which psycopg connects to the database and the schema of this engine, password included."""
    schema: str | None = engine.get_execution_options().get(SCHEMA)
    _, named = engine.dialect.create_connect_args(engine.url)
    return {**named, **_arguments(engine.url, schema, PATIENCE)}


def _arguments(address: URL, schema: str | None, patience: timedelta) -> dict[str, Any]:
    if schema is not None and not _NAME.fullmatch(schema):
        raise BadAddress(f"{schema!r} is not a plain name for a schema")
    settings = {
        "lock_timeout": f"{_milliseconds(patience)}ms",
        "idle_in_transaction_session_timeout": f"{_milliseconds(IDLE)}ms",
        "timezone": "UTC",
    }
    if schema is not None:
        settings["search_path"] = schema
    arguments: dict[str, Any] = {"application_name": "plumbline", "connect_timeout": 10}
    own = " ".join(f"-c{name}={value}" for name, value in settings.items())
    given = address.query.get("options", "")
    arguments["options"] = f"{given} {own}".strip() if isinstance(given, str) else own
    return arguments


def _milliseconds(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)
