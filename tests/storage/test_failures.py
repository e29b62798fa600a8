"""What a driver's error means: another round, a misuse, or a fault."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from storage.engine import open_engine
from storage.failures import Overtaken, ReadOnlyUnit, Unavailable, told_apart
from storage.unit_of_work import Store, told
from tests.storage.conftest import Unit
from tests.storage.samples import NOW, T1


def _postgresql(state: str) -> DBAPIError:
    return DBAPIError("SELECT 1", {}, psycopg.errors.lookup(state)("told"))


@pytest.mark.parametrize("state", ["40001", "40P01", "23505"])
def test_a_lost_race_is_worth_another_round(state: str) -> None:
    assert isinstance(told_apart(_postgresql(state)), Overtaken)


@pytest.mark.parametrize("state", ["55P03", "57P01", "57P02", "57P03", "25P03", "08006", "53300"])
def test_a_database_that_cannot_now_is_unavailable(state: str) -> None:
    assert isinstance(told_apart(_postgresql(state)), Unavailable)


@pytest.mark.parametrize("state", ["23503", "22P02", "42P01", "22003"])
def test_everything_else_is_the_fault_that_it_is(state: str) -> None:
    fault = _postgresql(state)
    assert told_apart(fault) is fault


def test_a_write_in_a_reading_transaction_is_a_misuse() -> None:
    assert isinstance(told_apart(_postgresql("25006")), ReadOnlyUnit)


def test_a_fault_of_another_driver_stays_what_it_is() -> None:
    fault = DBAPIError("SELECT 1", {}, RuntimeError("told"))
    assert told_apart(fault) is fault


def test_a_server_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    engine = open_engine(f"postgresql://nobody@/nothing?host={tmp_path}")
    with pytest.raises(Unavailable), Store(engine).unit(T1, actor=None, now=NOW):
        pass
    engine.dispose()


def test_a_table_that_is_not_there_is_a_fault(engine: Engine) -> None:
    with pytest.raises(DBAPIError, match="nowhere"), told(), engine.connect() as connection:
        connection.execute(text("SELECT 1 FROM nowhere"))


def test_a_unique_violation_is_a_lost_race_and_another_constraint_is_not(engine: Engine, unit: Unit) -> None:
    def keep(answer: str | None) -> Callable[[], None]:
        def run() -> None:
            with told(), engine.begin() as connection:
                row = {"answer": answer, "now": "2026-11-23 09:00:00"}
                connection.execute(text("INSERT INTO inbox VALUES ('T1', 'k', :answer, :now)"), row)

        return run

    keep("{}")()
    with pytest.raises(Overtaken):
        keep("{}")()
    with pytest.raises(DBAPIError):
        keep(None)()


def test_a_locked_sqlite_is_unavailable_and_a_broken_one_is_a_fault(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/plumbline.db", patience=timedelta(milliseconds=1))
    store = Store(engine)
    with store.unit(T1, actor=None, now=NOW), pytest.raises(Unavailable), store.unit(T1, actor=None, now=NOW):
        pass
    engine.dispose()
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database" * 100)
    engine = open_engine(f"sqlite:///{broken}")
    with pytest.raises(DBAPIError), Store(engine).unit(T1, actor=None, now=NOW):
        pass
    engine.dispose()


def test_sqlite_tells_its_codes() -> None:
    """The name of the code is what errors are told apart by; without it every one would be a fault."""
    with pytest.raises(sqlite3.OperationalError) as caught, sqlite3.connect(":memory:") as connection:
        connection.execute("SELECT 1 FROM nowhere")
    connection.close()
    assert caught.value.sqlite_errorcode == sqlite3.SQLITE_ERROR
