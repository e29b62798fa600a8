"""The drain of one process: it alone sends what is in its file, and it asks nothing while there is nothing to do."""

import asyncio
import os
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.domain.message import ToChannel
from bot.domain.refusal import Refusal
from handlers.delivery.lock import AlreadyDraining, CannotLock, DrainLock, lock_of
from handlers.demo.workspace import Channel
from storage.engine import open_engine
from storage.governor import ENOUGH
from tests.databases import Fresh
from tests.handlers.delivery.failing import LOOK, failing
from tests.handlers.delivery.kit import Bot, protocol_now
from tests.storage.deliveries.saying import MONDAY, outgoing

HOUR = timedelta(hours=1)


@pytest.fixture
def database_url(fresh_database: Fresh) -> str:
    return fresh_database("sqlite")


async def test_a_second_drain_on_the_same_data_refuses_to_start(bot: Bot, tmp_path: Path) -> None:
    first = bot.drain(lock=DrainLock(tmp_path / "plumbline.db"))
    await first.start()
    with pytest.raises(AlreadyDraining) as refusal:
        await bot.drain(lock=DrainLock(tmp_path / "plumbline.db")).start()
    assert isinstance(refusal.value, Refusal)
    assert str(os.getpid()) in refusal.value.words
    assert str(tmp_path / "plumbline.db") in refusal.value.words
    assert "Stop it first" in refusal.value.words
    await first.stop()
    second = bot.drain(lock=DrainLock(tmp_path / "plumbline.db"))
    await second.start()


def test_a_file_has_one_lock_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, link, elsewhere = tmp_path / "real.db", tmp_path / "link.db", tmp_path / "elsewhere"
    file.touch()
    link.symlink_to(file)
    elsewhere.symlink_to(tmp_path, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    names = (f"{file}", f"{link}", "real.db", "./link.db", f"{elsewhere}/real.db", "file:real.db?uri=true")
    for name in names:
        with _locked(f"sqlite:///{name}") as lock:
            assert (lock.database, lock.path.parent) == (file, tmp_path)
            with pytest.raises(AlreadyDraining), _locked(f"sqlite:///{file}"):
                pass
    assert DrainLock(link).path == DrainLock(Path("real.db")).path == DrainLock(file).path


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:"])
def test_what_lies_in_memory_needs_no_lock(address: str) -> None:
    engine = open_engine(address)
    assert lock_of(engine) is None
    engine.dispose()


def test_what_lies_on_a_server_has_no_lock_of_ours(fresh_database: Fresh) -> None:
    engine = open_engine(fresh_database("postgresql"))
    assert lock_of(engine) is None
    engine.dispose()


def test_a_lock_that_cannot_be_opened_is_refused_with_the_reason(tmp_path: Path) -> None:
    lock = DrainLock(tmp_path / "plumbline.db")
    lock.path.mkdir()
    with pytest.raises(CannotLock, match="Is a directory") as refusal, lock:
        pass
    assert str(lock.database) in refusal.value.words
    assert str(lock.path) in refusal.value.words


def _locked(address: str) -> DrainLock:
    engine = open_engine(address)
    lock = lock_of(engine)
    engine.dispose()
    assert lock is not None
    return lock


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from handlers.delivery.lock import DrainLock;"
        "DrainLock(pathlib.Path(sys.argv[1])).__enter__(); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(  # noqa: S603  our own interpreter
        [sys.executable, "-c", script, str(tmp_path / "plumbline.db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyDraining, match=f"process {holder.pid}"), DrainLock(tmp_path / "plumbline.db"):
            pass
        holder.kill()
        holder.wait()
    with DrainLock(tmp_path / "plumbline.db") as lock:
        assert lock.path.read_text() == f"{os.getpid()}\n"


def test_a_lock_whose_holder_is_unknown_is_refused_all_the_same(tmp_path: Path) -> None:
    with DrainLock(tmp_path / "plumbline.db") as lock:
        lock.path.write_text("")
        with pytest.raises(AlreadyDraining, match="process unknown"), DrainLock(tmp_path / "plumbline.db"):
            pass


def test_a_lock_is_its_owners_alone_and_names_nobody_but_who_holds_it(tmp_path: Path) -> None:
    with DrainLock(tmp_path / "plumbline.db") as lock:
        lock.path.write_text("the process before, whose number was a long one\n")
    with DrainLock(tmp_path / "plumbline.db") as lock:
        assert lock.path.read_text() == f"{os.getpid()}\n"
        assert stat.S_IMODE(lock.path.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR


def test_letting_go_of_a_lock_that_is_not_held_is_nothing(tmp_path: Path) -> None:
    DrainLock(tmp_path / "plumbline.db").__exit__(None, None, None)


async def test_a_drain_that_cannot_recover_lets_the_lock_go(bot: Bot, engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="the disk is gone"), failing(engine, "UPDATE deliveries"):
        await bot.drain(lock=DrainLock(tmp_path / "plumbline.db")).start()
    with DrainLock(tmp_path / "plumbline.db"):
        pass


async def test_the_next_process_does_not_wait_for_a_dead_one_that_tried_the_way(
    bot: Bot, churn: Channel, to_churn: ToChannel, tmp_path: Path
) -> None:
    governor, rest = bot.ledger.governor, timedelta(0)
    for _ in range(ENOUGH):
        governor.failed(bot.team, protocol_now(), rest, rest)
    assert governor.admit(bot.team, "chat.postMessage", None, protocol_now()).wait_until is None
    bot.keep(outgoing("a", to=to_churn))
    await bot.drain(lock=DrainLock(tmp_path / "plumbline.db")).start()
    await bot.workspace.until(lambda: bot.said(churn) == ["a"])


async def test_an_idle_drain_asks_the_database_nothing(bot: Bot, engine: Engine, to_churn: ToChannel) -> None:
    bot.keep(outgoing("tomorrow", to=to_churn, not_before=MONDAY + HOUR))
    drain = bot.drain()
    await drain.start()
    await bot.looked(drain)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    await bot.looked(drain)
    await bot.looked(drain)
    await asyncio.sleep(0.1)
    looks = sum(statement.startswith(LOOK) for statement in asked)
    assert looks >= 2
    assert sum(not statement.startswith("BEGIN") for statement in asked) == 2 * looks
    asked.clear()
    await asyncio.sleep(0.2)
    assert asked == []


async def test_a_clock_that_stands_still_just_before_something_is_due_is_not_stared_at(
    bot: Bot, engine: Engine, to_churn: ToChannel
) -> None:
    bot.keep(outgoing("soon", to=to_churn, not_before=MONDAY + timedelta(microseconds=1)))
    drain = bot.drain()
    await drain.start()
    await drain.idle()
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    await asyncio.sleep(0.2)
    assert sum(statement.startswith(LOOK) for statement in asked) <= 11
