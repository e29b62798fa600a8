"""Migrations make exactly the schema that the program knows, once, and refuse what they do not know."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.schema import CreateSchema

from storage.engine import SchemaMismatch, is_sqlite, open_engine
from storage.migrate import (
    current_version,
    is_ours,
    newest_version,
    pending,
    start_anew,
    upgrade,
)
from storage.readiness import NEWEST, make_ready
from storage.tables import metadata
from storage.unit_of_work import Store
from tests.databases import Fresh
from tests.storage.samples import NOW, T1

SCHEMA = "plumbline_of_a_test"


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path}/deeply/nested/plumbline.db")
    yield engine
    engine.dispose()


@pytest.fixture
def own_schema(fresh_database: Fresh) -> Iterator[Engine]:
    """PostgreSQL, where everything stays in a schema that does not exist yet."""
    url = fresh_database("postgresql")
    engine = open_engine(url, schema=SCHEMA)
    yield engine
    engine.dispose()
    outside = open_engine(url)
    with outside.begin() as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))
    outside.dispose()


@pytest.fixture(params=["empty_sqlite", "own_schema"])
def unmigrated(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.getfixturevalue(request.param)
    return found


def _differences(engine: Engine) -> object:
    with engine.connect() as connection:
        told = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "include_object": is_ours}
        )
        return compare_metadata(told, metadata)


def test_the_migrated_schema_is_the_one_that_the_program_knows(engine: Engine) -> None:
    assert _differences(engine) == []


def test_a_schema_of_our_own_is_migrated_the_same(own_schema: Engine) -> None:
    upgrade(own_schema)
    assert _differences(own_schema) == []
    with own_schema.connect() as connection:
        found = {name for name in inspect(connection).get_table_names(SCHEMA) if not name.startswith("procrastinate_")}
        assert found == metadata.tables.keys() | {"alembic_version"}


def test_an_empty_database_comes_up_to_date_and_stays(unmigrated: Engine) -> None:
    assert current_version(unmigrated) is None
    assert pending(unmigrated)[-1] == newest_version()
    upgrade(unmigrated)
    assert current_version(unmigrated) == newest_version()
    assert pending(unmigrated) == ()
    with Store(unmigrated).unit(T1, actor=None, now=NOW) as work:
        work.inbox.keep("trigger", "{}")
    upgrade(unmigrated)
    assert make_ready(unmigrated) is False
    with Store(unmigrated).reading(T1, now=NOW) as work:
        assert work.inbox.heard("trigger") == "{}"


def test_what_a_program_has_to_itself_is_migrated_when_it_starts(unmigrated: Engine) -> None:
    assert make_ready(unmigrated) is True
    assert current_version(unmigrated) == newest_version()


def test_a_database_of_an_older_program_is_migrated_and_was_there(unmigrated: Engine) -> None:
    *_, before_last, _ = pending(unmigrated)
    with unmigrated.begin() as connection:
        if not is_sqlite(unmigrated):
            connection.execute(CreateSchema(SCHEMA))
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(resources.files("storage") / "migrations"))
        config.set_main_option("path_separator", "os")
        command.upgrade(config, before_last)
    assert make_ready(unmigrated) is False
    assert current_version(unmigrated) == newest_version()


def test_a_shared_database_is_migrated_by_an_operator(fresh_database: Fresh) -> None:
    engine = open_engine(fresh_database("postgresql"))
    make_ready(engine)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    with pytest.raises(SchemaMismatch, match="plumbline migrate"):
        make_ready(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": newest_version()})
    engine.dispose()


def test_a_program_refuses_a_schema_that_is_newer_than_itself(unmigrated: Engine) -> None:
    upgrade(unmigrated)
    with unmigrated.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for start in (make_ready, upgrade, pending):
        with pytest.raises(SchemaMismatch, match="newer Plumbline"):
            start(unmigrated)
    assert current_version(unmigrated) == "9999"


def test_a_migration_that_fails_leaves_nothing_behind(unmigrated: Engine) -> None:
    upgrade(unmigrated)
    with unmigrated.begin() as connection:
        connection.execute(text("DROP TABLE schedules"))
        connection.execute(text("DELETE FROM alembic_version"))
    with pytest.raises(Exception, match="already exists"):
        upgrade(unmigrated)
    assert current_version(unmigrated) is None
    with unmigrated.connect() as connection:
        assert "schedules" not in inspect(connection).get_table_names()


def test_replicas_that_start_at_once_migrate_once(unmigrated: Engine) -> None:
    together = threading.Barrier(3)

    def start() -> None:
        together.wait(timeout=10)
        upgrade(unmigrated)

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(start) for _ in range(3)]:
            done.result(timeout=60)
    assert current_version(unmigrated) == newest_version()


def test_starting_anew_empties_our_own_schema_and_nothing_else(own_schema: Engine, postgresql_engine: Engine) -> None:
    outside = Store(postgresql_engine)
    with outside.unit(T1, actor=None, now=NOW) as work:
        work.inbox.keep("trigger", "outside")
    for answer in ("first", "second"):
        start_anew(own_schema)
        with Store(own_schema).unit(T1, actor=None, now=NOW) as work:
            assert work.inbox.heard("trigger") is None
            work.inbox.keep("trigger", answer)
    with outside.reading(T1, now=NOW) as work:
        assert work.inbox.heard("trigger") == "outside"


def test_only_a_schema_of_our_own_is_ever_emptied(engine: Engine) -> None:
    with pytest.raises(ValueError, match="schema of our own"):
        start_anew(engine)


def test_the_migrations_travel_with_the_package() -> None:
    scripts = resources.files("storage") / "migrations"
    assert (scripts / "env.py").is_file()
    assert [each.name for each in (scripts / "versions").iterdir() if each.name.startswith("0001")]


def test_there_is_no_way_back() -> None:
    for script in (resources.files("storage") / "migrations" / "versions").iterdir():
        if script.name.endswith(".py"):
            assert "def downgrade" not in script.read_text(encoding="utf-8")


def test_the_version_that_a_start_asks_for_is_that_of_the_newest_migration() -> None:
    assert newest_version() == NEWEST


def test_a_start_on_a_finished_schema_loads_nothing_that_migrates(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/plumbline.db"
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    start = (
        "import sys, handlers.app; from storage.engine import open_engine; from storage.readiness import make_ready; "
        f"make_ready(open_engine({url!r})); print([each for each in ('alembic', 'mako') if each in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", start], capture_output=True, text=True, check=True)  # noqa: S603  our own
    assert ran.stdout.strip() == "[]"
