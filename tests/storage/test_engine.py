"""Engines are opened from an address, with what makes them safe."""

import os
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from storage.engine import BEGIN, BadAddress, NoDatabase, is_sqlite, open_engine, reach, whereabouts
from tests.databases import Fresh


@pytest.mark.parametrize("url", ["", "plumbline.db", "mysql://root@localhost/x", "sqlite+aiosqlite:///x.db"])
def test_an_address_that_cannot_be_used_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(BadAddress, match="sqlite:///path or postgresql://"):
        open_engine(url)


def test_a_password_does_not_appear_in_the_refusal() -> None:
    with pytest.raises(BadAddress) as caught:
        open_engine("mysql://root:swordfish@localhost/x")
    assert "swordfish" not in str(caught.value)


@pytest.mark.parametrize("schema", ["", "Upper", "a b", "a;b", 'a"b', "1a", "x" * 64, "-c"])
def test_a_schema_is_a_plain_name(schema: str) -> None:
    with pytest.raises(BadAddress, match="plain name"):
        open_engine("postgresql://localhost/x", schema=schema)


def test_sqlite_is_opened_safely(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/new/folder/plumbline.db", patience=timedelta(milliseconds=250))
    assert is_sqlite(engine)
    with engine.connect() as connection:
        told = {
            pragma: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
            for pragma in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    assert told == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 250, "synchronous": 1}
    engine.dispose()


def test_a_writing_transaction_on_sqlite_locks_before_it_reads(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/plumbline.db", patience=timedelta(milliseconds=1))
    with engine.execution_options(**{BEGIN: "IMMEDIATE"}).begin():
        with engine.connect() as reader:
            assert reader.execute(text("SELECT 1")).scalar() == 1
        with (
            pytest.raises(Exception, match="locked"),
            engine.execution_options(**{BEGIN: "IMMEDIATE"}).begin(),
        ):
            pass
    engine.dispose()


def test_in_memory_everybody_sees_the_same_database() -> None:
    engine = open_engine("sqlite://")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE seen (a INTEGER)"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM seen")).scalar() == 0
    engine.dispose()


def test_postgresql_is_opened_with_patience_and_keeps_the_options_of_its_address(fresh_database: Fresh) -> None:
    address = fresh_database("postgresql") + "&options=-cwork_mem%3D5MB"
    engine = open_engine(address, schema="pg_temp", patience=timedelta(milliseconds=250))
    assert not is_sqlite(engine)
    with engine.connect() as connection:
        told = {
            name: connection.exec_driver_sql(f"SHOW {name}").scalar()
            for name in ("lock_timeout", "work_mem", "search_path", "TimeZone", "application_name")
        }
    assert told == {
        "lock_timeout": "250ms",
        "work_mem": "5MB",
        "search_path": "pg_temp",
        "TimeZone": "UTC",
        "application_name": "plumbline",
    }
    engine.dispose()


def test_the_old_spelling_of_postgresql_is_understood(fresh_database: Fresh) -> None:
    engine = open_engine(fresh_database("postgresql").replace("postgresql://", "postgres://", 1))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
    engine.dispose()


def test_a_sqlite_file_is_made_with_its_folders_unless_it_is_only_to_be_read(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "plumbline.db"
    with pytest.raises(NoDatabase, match="there is no database at") as missing:
        open_engine(f"sqlite:///{file}", may_create=False)
    assert missing.value.path == str(file)
    assert list(tmp_path.iterdir()) == []
    engine = open_engine(f"sqlite:///{file}")
    reach(engine)
    assert whereabouts(engine) == str(file)
    engine.dispose()
    open_engine(f"sqlite:///{file}", may_create=False).dispose()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadAddress, match="there can be no database at"):
        open_engine(f"sqlite:///{tmp_path / 'file' / 'plumbline.db'}")


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("postgresql://someone:hunter2@127.0.0.1:1/plumb", "127.0.0.1:1/plumb"),
        ("postgresql://someone:hunter2@127.0.0.1:1/plumb?password=hunter2", "127.0.0.1:1/plumb"),
        ("sqlite:////", "/"),
    ],
)
def test_a_database_that_cannot_be_reached_is_one_line_without_the_password(url: str, where: str) -> None:
    engine = open_engine(url)
    with pytest.raises(BadAddress) as refused:
        reach(engine)
    engine.dispose()
    words = str(refused.value)
    assert words.startswith(f"the database at {where} cannot be reached: ")
    assert "\n" not in words
    assert "hunter2" not in words


def test_a_driver_that_repeats_the_password_is_not_repeated() -> None:
    engine = open_engine("postgresql://someone:hunter2@127.0.0.1:1/plumb")

    def fail(*_: object) -> None:
        raise OperationalError("no", None, ValueError("bad hunter2\nand more"))

    event.listen(engine, "do_connect", fail)
    with pytest.raises(BadAddress, match=r"cannot be reached: bad \*\*\*$"):
        reach(engine)


def test_in_memory_and_by_default_a_database_has_a_name_for_people() -> None:
    assert whereabouts(open_engine("sqlite://")) == "memory"
    assert whereabouts(open_engine("postgresql:///plumb")) == "localhost:5432/plumb"


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("postgresql://u:hunter2@/plumb?host=/some/socket/dir", "/some/socket/dir:5432/plumb"),
        ("postgresql://u:hunter2@elsewhere/plumb?host=/some/socket/dir&port=77", "/some/socket/dir:77/plumb"),
        ("postgresql://u:hunter2@[fe80::1]:77/plumb", "fe80::1:77/plumb"),
        ("postgresql://u:hunter2@/plumb?host=one:1&host=two:2", "one:1,two:2/plumb"),
        ("postgresql://u:hunter2@/plumb?host=one&host=two", "one:5432,two:5432/plumb"),
    ],
)
def test_a_host_in_the_query_is_where_the_database_is(address: str, where: str) -> None:
    engine = open_engine(address)
    assert whereabouts(engine) == where
    _, named = engine.dialect.create_connect_args(engine.url)  # what the driver is told
    assert named["host"] in where or set(named["host"].split(",")) == {"one", "two"}


@pytest.mark.parametrize(
    "address", ["postgresql://u:hunter2@h:abc/db", "postgresql://u:hun@h:ter2@/db", "postgresql://h:/db"]
)
def test_a_port_that_is_no_number_is_what_is_wrong(address: str) -> None:
    with pytest.raises(BadAddress, match=r"^the port of a database address is a number; ") as refused:
        open_engine(address)
    assert not any(part in str(refused.value) for part in ("abc", "hun", "ter2"))


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "plumbline.db"
    file.write_bytes(b"this is no database" * 100)
    engine = open_engine(f"sqlite:///{file}")
    with pytest.raises(BadAddress, match=f"^the database at {file} cannot be reached: file is not a database$"):
        reach(engine)
    engine.dispose()


def test_a_file_that_can_only_be_read_is_reached_and_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    owner = open_engine(f"sqlite:///{tmp_path}/plumbline.db")
    with owner.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 7")
    reach(owner, to_write=True)
    engine = open_engine(f"sqlite:///file:{tmp_path}/plumbline.db?mode=ro&uri=true")
    reach(engine)
    with pytest.raises(BadAddress, match=r"cannot be written: attempt to write a readonly database; this user has to "):
        reach(engine, to_write=True)
    with owner.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == 7
    engine.dispose()
    owner.dispose()
    assert list(empty.iterdir()) == []  # an address that SQLite takes apart is no path to us


@pytest.fixture
def _everybody_reads() -> Iterator[None]:
    """What a process makes, everybody may read and write, unless it says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


@pytest.mark.usefixtures("_everybody_reads")
@pytest.mark.parametrize(("existing", "mode"), [(None, 0o600), (0o644, 0o644), (0o660, 0o660)])
def test_a_file_that_is_made_is_its_owners_alone_and_one_that_is_there_keeps_its_mode(
    tmp_path: Path, existing: int | None, mode: int
) -> None:
    if existing is not None:
        (tmp_path / "plumbline.db").touch()
        (tmp_path / "plumbline.db").chmod(existing)
    engine = open_engine(f"sqlite:///{tmp_path}/plumbline.db")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE seen (a INTEGER)"))
        assert modes(tmp_path) == dict.fromkeys(("plumbline.db", "plumbline.db-wal", "plumbline.db-shm"), mode)
    engine.dispose()
    assert modes(tmp_path) == {"plumbline.db": mode}


def test_a_file_into_which_somebody_writes_just_now_can_be_written(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/plumbline.db", patience=timedelta(milliseconds=1))
    with engine.execution_options(**{BEGIN: "IMMEDIATE"}).begin():
        reach(engine, to_write=True)
    engine.dispose()
