"""Units run off the event loop, whole, and again where that may mend a failure; the voice is woken after the commit."""

import asyncio
import gc
import threading
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Engine, text

from bot.domain.ids import ProjectId, WorkspaceId
from storage.engine import open_engine
from storage.failures import AlreadyHeard, Overtaken, ReadOnlyUnit, StorageBusy, Unavailable
from storage.runner import UnitRunner
from storage.sweep import Sweep
from storage.unit_of_work import Store, Work
from tests.databases import Fresh
from tests.storage.samples import ANA, NOW, P1, P2, T1, T2, fact, outgoing, project

T = TypeVar("T")


@pytest.fixture
async def runner(store: Store) -> AsyncIterator[UnitRunner]:
    running = UnitRunner(store)
    yield running
    await running.close()


async def _write(runner: UnitRunner, unit: Callable[[Work], T], workspace: WorkspaceId = T1) -> T:
    return await runner.write(workspace, unit, actor=ANA, now=NOW)


async def _read(runner: UnitRunner, unit: Callable[[Work], T]) -> T:
    return await runner.read(T1, unit, now=NOW)


async def test_a_unit_runs_whole_in_another_thread_and_its_result_comes_back(runner: UnitRunner) -> None:
    def unit(work: Work) -> tuple[str, threading.Thread]:
        work.inbox.keep("trigger", "{}")
        return "result", threading.current_thread()

    result, thread = await _write(runner, unit)
    assert result == "result"
    assert thread is not threading.current_thread()
    assert await _read(runner, lambda work: work.inbox.heard("trigger")) == "{}"


async def test_a_refusal_comes_back_as_it_was_raised_and_nothing_is_kept(runner: UnitRunner) -> None:
    calls = []

    def unit(work: Work) -> None:
        calls.append(1)
        work.inbox.keep("trigger", "{}")
        raise LookupError("no such thing")

    with pytest.raises(LookupError, match="no such thing"):
        await _write(runner, unit)
    assert len(calls) == 1
    assert await _read(runner, lambda work: work.inbox.heard("trigger")) is None


async def test_a_reading_unit_cannot_write_and_is_not_tried_again(runner: UnitRunner) -> None:
    calls = []

    def unit(work: Work) -> None:
        calls.append(1)
        work.inbox.keep("trigger", "{}")

    with pytest.raises(ReadOnlyUnit):
        await _read(runner, unit)
    assert len(calls) == 1


async def test_the_voice_is_woken_in_the_loop_after_the_commit_and_only_when_something_was_said(store: Store) -> None:
    woken: list[tuple[threading.Thread, bool]] = []

    def on_spoke() -> None:
        with store.reading(T1, now=NOW) as work:
            woken.append((threading.current_thread(), work.deliveries.exists("one")))

    runner = UnitRunner(store, on_spoke=on_spoke)
    await _write(runner, lambda work: work.audit.append((fact(),)))
    await _write(runner, lambda work: work.say(outgoing("one")))
    await _write(runner, lambda work: work.say(outgoing("one")))
    await asyncio.sleep(0)
    await runner.close()
    assert woken == [(threading.current_thread(), True)]


async def test_a_unit_that_was_overtaken_runs_again_and_sees_what_overtook_it(runner: UnitRunner) -> None:
    rounds = []

    def unit(work: Work) -> str:
        rounds.append(work)
        heard = work.inbox.heard("trigger")
        if heard is not None:
            return heard
        if len(rounds) == 1:
            raise AlreadyHeard("another process was faster")
        work.inbox.keep("trigger", "second round")
        return "kept"

    assert await _write(runner, unit) == "kept"
    assert len(rounds) == 2
    assert rounds[0] is not rounds[1]
    assert await _write(runner, unit) == "second round"


@pytest.mark.parametrize("failure", [Overtaken("always"), Unavailable("always")])
async def test_after_a_bounded_number_of_rounds_the_storage_is_busy(runner: UnitRunner, failure: Exception) -> None:
    rounds = []

    def unit(_work: Work) -> None:
        rounds.append(1)
        raise failure

    for run in (_write, _read):
        rounds.clear()
        with pytest.raises(StorageBusy, match="always") as caught:
            await run(runner, unit)
        assert caught.value.__cause__ is failure
        assert len(rounds) == 3


async def test_two_projects_with_one_key_at_once_become_two_keys(runner: UnitRunner) -> None:
    def start(id_: ProjectId) -> Callable[[Work], str]:
        def unit(work: Work) -> str:
            taken = work.projects.keys()
            key = "churn-2" if "churn" in taken else "churn"
            work.projects.save(project(id_=id_, key=key))
            return key

        return unit

    keys = await asyncio.gather(_write(runner, start(P1)), _write(runner, start(P2)))
    assert sorted(keys) == ["churn", "churn-2"]


async def test_a_cancelled_caller_does_not_stop_a_unit_that_runs(store: Store) -> None:
    woken = asyncio.Event()
    runner = UnitRunner(store, on_spoke=woken.set)
    begun, go_on = threading.Event(), threading.Event()

    def unit(work: Work) -> None:
        begun.set()
        assert go_on.wait(timeout=10)
        work.say(outgoing("one"))

    caller = asyncio.create_task(_write(runner, unit))
    assert await asyncio.to_thread(begun.wait, 10)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    go_on.set()
    async with asyncio.timeout(10):
        await woken.wait()
    await runner.close()
    with store.reading(T1, now=NOW) as work:
        assert work.deliveries.exists("one")


async def test_a_unit_whose_caller_went_away_in_the_queue_still_runs(runner: UnitRunner) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def first(_work: Work) -> None:
        begun.set()
        assert go_on.wait(timeout=10)

    running = asyncio.create_task(_write(runner, first))
    assert await asyncio.to_thread(begun.wait, 10)
    queued = asyncio.create_task(_write(runner, lambda work: work.inbox.keep("trigger", "{}"), T2))
    await asyncio.sleep(0)
    queued.cancel()
    go_on.set()
    await running
    with pytest.raises(asyncio.CancelledError):
        await queued
    await runner.close()
    with runner.store.reading(T2, now=NOW) as work:
        assert work.inbox.heard("trigger") == "{}"


async def test_closing_finishes_what_was_accepted_and_takes_nothing_new(store: Store) -> None:
    runner = UnitRunner(store)
    accepted = [
        asyncio.create_task(_write(runner, lambda work, key=str(number): work.inbox.keep(key, "{}")))  # type: ignore[misc]
        for number in range(20)
    ]
    await asyncio.sleep(0)
    await runner.close()
    await asyncio.gather(*accepted)
    with pytest.raises(RuntimeError, match="shutdown"):
        await _write(runner, lambda _: None)
    with store.reading(T1, now=NOW) as work:
        assert all(work.inbox.heard(str(number)) == "{}" for number in range(20))


async def test_the_loop_goes_on_while_a_unit_runs(runner: UnitRunner) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def unit(_work: Work) -> str:
        begun.set()
        assert go_on.wait(timeout=10)
        return "done"

    running = asyncio.create_task(_write(runner, unit))
    assert await asyncio.to_thread(begun.wait, 10)
    assert await _read(runner, lambda work: work.inbox.heard("trigger")) is None
    assert not running.done()
    go_on.set()
    assert await running == "done"


async def test_what_minds_its_own_transactions_runs_in_a_thread_and_in_rounds(
    runner: UnitRunner, engine: Engine
) -> None:
    assert await runner.call(Sweep(engine).next_due) is None
    rounds = []

    def unavailable_once() -> str:
        rounds.append(1)
        if len(rounds) == 1:
            raise Unavailable("now")
        return "then"

    assert await runner.call(unavailable_once) == "then"

    def broken() -> None:
        with engine.connect() as connection:
            connection.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(Exception, match="nowhere"):
        await runner.call(broken)


async def test_a_database_that_stays_locked_is_busy_in_time_for_slack(tmp_path: Path, fresh_database: Fresh) -> None:
    engine = open_engine(fresh_database("sqlite"), patience=timedelta(milliseconds=20))
    store = Store(engine)
    runner = UnitRunner(store)
    with store.unit(T2, actor=None, now=NOW):
        with pytest.raises(StorageBusy, match="locked"):
            await _write(runner, lambda work: work.inbox.keep("trigger", "{}"))
        assert await _read(runner, lambda work: work.inbox.heard("trigger")) is None
    await _write(runner, lambda work: work.inbox.keep("trigger", "{}"))
    await runner.close()
    engine.dispose()


async def test_on_postgresql_a_workspace_waits_for_itself_and_for_no_other(fresh_database: Fresh) -> None:
    engine = open_engine(fresh_database("postgresql"), patience=timedelta(milliseconds=100))
    store = Store(engine)
    runner = UnitRunner(store)
    with store.unit(T2, actor=None, now=NOW):
        await _write(runner, lambda work: work.inbox.keep("trigger", "{}"))
        with pytest.raises(StorageBusy, match="lock"):
            await _write(runner, lambda work: work.inbox.keep("trigger", "{}"), T2)
    await _write(runner, lambda work: work.inbox.keep("trigger", "{}"), T2)
    await runner.close()
    engine.dispose()


async def test_a_connection_that_postgresql_ends_in_the_middle_is_replaced(fresh_database: Fresh) -> None:
    engine = open_engine(fresh_database("postgresql"))
    runner = UnitRunner(Store(engine))
    rounds = []

    def unit(work: Work) -> str:
        rounds.append(1)
        if len(rounds) == 1:
            pid = work.inbox._connection.scalar(text("SELECT pg_backend_pid()"))
            with engine.connect() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        work.inbox.keep("trigger", "{}")
        return "kept"

    assert await _write(runner, unit) == "kept"
    assert len(rounds) == 2
    await runner.close()
    engine.dispose()


async def test_who_stops_waiting_for_what_ran_aside_leaves_no_fault_in_the_log(runner: UnitRunner) -> None:
    told, begun, may_go, ended = list[object](), threading.Event(), threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: told.append(context))

    def refused() -> None:
        begun.set()
        may_go.wait(5)
        loop.call_soon_threadsafe(ended.set)
        raise ValueError("nobody wants this any more")

    waiting = asyncio.create_task(runner.aside(refused))
    await asyncio.to_thread(begun.wait, 5)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    may_go.set()
    await ended.wait()
    await runner.aside(lambda: None)  # its thread is done with the other
    del waiting
    gc.collect()
    assert told == []
