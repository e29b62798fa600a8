"""The loop itself: one at a time, never busy, never dead."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.domain.ids import WorkspaceId
from bot.domain.message import ToChannel
from bot.domain.refusal import Refusal
from handlers.delivery.lock import AlreadyDraining, DrainLock
from handlers.delivery.pace import Rests, Waits
from handlers.demo.workspace import Channel, Fault
from storage.ledger_rows import Delivery, Queue
from tests.handlers.delivery.kit import TICK, Bot
from tests.storage.deliveries.saying import CARD, MONDAY, NAG, SECOND, outgoing

POST, HISTORY = "chat.postMessage", "conversations.history"
HOUR = timedelta(hours=1)
LOOK = "WITH RECURSIVE turns"
SENT = "UPDATE deliveries SET state=?, retry_at=?, ts=?"
UNSURE = "UPDATE deliveries SET state=?, retry_at=?, doubtful=?"


@contextmanager
def failing(engine: Engine, *starts: str, times: int | None = None) -> Iterator[list[int]]:
    """Let statements that begin so fail, so many times or until the end; yields the count of failures."""
    failures = [0]

    def fail(_: object, __: object, statement: str, *___: object) -> None:
        if statement.startswith(starts) and (times is None or failures[0] < times):
            failures[0] += 1
            raise OSError("the disk is gone")

    event.listen(engine, "before_cursor_execute", fail)
    try:
        yield failures
    finally:
        event.remove(engine, "before_cursor_execute", fail)


HERE: Queue = (WorkspaceId("T1"), "channel", "C1")
THERE: Queue = (WorkspaceId("T1"), "channel", "C2")


async def test_a_second_drain_on_the_same_data_refuses_to_start(bot: Bot, tmp_path: Path) -> None:
    first = bot.drain(lock=DrainLock(tmp_path))
    await first.start()
    with pytest.raises(AlreadyDraining) as refusal:
        await bot.drain(lock=DrainLock(tmp_path)).start()
    assert isinstance(refusal.value, Refusal)
    assert str(os.getpid()) in refusal.value.words
    await first.stop()
    second = bot.drain(lock=DrainLock(tmp_path))
    await second.start()


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from handlers.delivery.lock import DrainLock;"
        "DrainLock(pathlib.Path(sys.argv[1])).__enter__(); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(  # noqa: S603  our own interpreter
        [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyDraining, match=f"process {holder.pid}"), DrainLock(tmp_path):
            pass
        holder.kill()
        holder.wait()
    with DrainLock(tmp_path) as lock:
        assert lock.path.read_text() == f"{os.getpid()}\n"


def test_a_lock_whose_holder_is_unknown_is_refused_all_the_same(tmp_path: Path) -> None:
    with DrainLock(tmp_path) as lock:
        lock.path.write_text("")
        with pytest.raises(AlreadyDraining, match="process unknown"), DrainLock(tmp_path):
            pass


def test_letting_go_of_a_lock_that_is_not_held_is_nothing(tmp_path: Path) -> None:
    DrainLock(tmp_path).__exit__(None, None, None)


async def test_a_drain_that_cannot_recover_lets_the_lock_go(bot: Bot, engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="the disk is gone"), failing(engine, "UPDATE deliveries"):
        await bot.drain(lock=DrainLock(tmp_path)).start()
    with DrainLock(tmp_path):
        pass


async def test_a_drain_is_started_before_it_is_waited_for(bot: Bot) -> None:
    with pytest.raises(RuntimeError):
        await bot.drain().idle()


async def test_stopping_a_drain_that_never_ran_is_nothing(bot: Bot) -> None:
    await bot.drain().stop()


async def test_stopping_finishes_what_is_in_flight_and_begins_nothing_more(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    gate = asyncio.Event()
    arrived = asyncio.Event()

    def note(_: object) -> bool:
        arrived.set()
        return True

    bot.workspace.faults.next(POST, Fault.hold(gate), match=note)
    bot.keep(outgoing("a", to=to_churn), outgoing("b", to=to_churn))
    drain = bot.drain()
    await drain.start()
    await arrived.wait()
    stopping = asyncio.create_task(drain.stop())
    gate.set()
    await stopping
    assert bot.said(churn) == ["a"]
    assert bot.states() == {"a": "sent", "b": "pending"}


async def test_a_stopped_drain_releases_who_waits_for_it(bot: Bot, to_churn: ToChannel) -> None:
    gate = asyncio.Event()
    bot.workspace.faults.next(POST, Fault.hold(gate))
    bot.keep(outgoing("a", to=to_churn))
    drain = bot.drain()
    await drain.start()
    waiting = asyncio.create_task(drain.idle())
    await bot.looked(drain)
    await drain.stop(grace=timedelta(0))
    async with asyncio.timeout(5):
        await waiting


async def test_a_wait_that_was_given_up_harms_nobody(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.workspace.faults.next(POST, Fault.drop_before())
    bot.waits = Waits(first=TICK, most=TICK, patience=timedelta(milliseconds=200))
    bot.keep(outgoing("a", to=to_churn))
    drain = bot.drain()
    await drain.start()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await drain.settled()
    await drain.settled()
    assert bot.said(churn) == ["a"]


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


async def test_a_database_that_fails_for_a_moment_does_not_kill_the_drain(
    bot: Bot, churn: Channel, to_churn: ToChannel, engine: Engine
) -> None:
    drain = bot.drain()
    with failing(engine, LOOK):
        await drain.start()
        bot.keep(outgoing("a", to=to_churn))
        await bot.looked(drain)
        assert bot.said(churn) == []
    await drain.settled()
    assert bot.said(churn) == ["a"]


async def test_a_database_that_fails_before_a_try_begins_is_asked_again(
    bot: Bot, churn: Channel, to_churn: ToChannel, engine: Engine
) -> None:
    drain = bot.drain()
    bot.keep(outgoing("a", to=to_churn), outgoing("b", to=to_churn))
    with failing(engine, "UPDATE deliveries", times=1):
        await drain.start()
        await drain.settled()
    assert bot.said(churn) == ["a", "b"]


async def test_a_database_that_keeps_failing_is_not_hammered(bot: Bot, to_churn: ToChannel, engine: Engine) -> None:
    bot.waits = Waits(first=TICK, most=TICK, patience=10 * TICK)
    bot.keep(outgoing("a", to=to_churn))
    drain = bot.drain()
    with failing(engine, "UPDATE deliveries") as failures:
        await drain.start()
        await asyncio.sleep(0.35)
        await drain.stop()
    assert 1 <= failures[0] <= 5


async def test_a_database_that_fails_after_slack_said_yes_doubles_nothing(
    bot: Bot, churn: Channel, to_churn: ToChannel, engine: Engine
) -> None:
    drain = bot.drain()
    bot.keep(outgoing("a", to=to_churn), outgoing("b", to=to_churn))
    with failing(engine, SENT, times=1) as failures:
        await drain.start()
        await drain.settled()
    assert failures == [1]
    assert bot.said(churn) == ["a", "b"]
    assert bot.calls() == [POST, HISTORY, POST]


async def test_what_is_withdrawn_between_the_look_and_the_try_is_not_said(
    bot: Bot, churn: Channel, to_churn: ToChannel, engine: Engine
) -> None:
    def withdraw(_: object, __: object, statement: str, *___: object) -> None:
        if statement.startswith(LOOK) and bot.states() == {"a": "pending"}:
            bot.keep(outgoing("b", to=to_churn, living=CARD, withdrawn=True))

    bot.keep(outgoing("a", to=to_churn, living=CARD))
    event.listen(engine, "after_cursor_execute", withdraw)
    await bot.run()
    assert bot.states() == {"a": "withdrawn", "b": "withdrawn"}
    assert bot.said(churn) == []


async def test_a_fault_that_not_even_the_ledger_hears_of_is_healed_by_the_lease(
    bot: Bot, churn: Channel, to_churn: ToChannel, engine: Engine
) -> None:
    drain = bot.drain()
    bot.keep(outgoing("a", to=to_churn))
    with failing(engine, SENT, UNSURE, times=2) as failures:
        await drain.start()
        await bot.workspace.until(lambda: bot.said(churn) == ["a"])
        await drain.idle()
        assert failures == [2]
    assert bot.states() == {"a": "trying"}
    bot.end_leases(MONDAY)
    await drain.settled()
    assert bot.said(churn) == ["a"]
    assert bot.states() == {"a": "sent"}


async def test_telling_of_a_parked_place_that_fails_is_tried_again(bot: Bot, to_churn: ToChannel) -> None:
    bot.workspace.faults.next(POST, Fault.error("is_archived"), times=None)
    bot.keep(outgoing("a", to=to_churn, body=NAG))
    tried: list[str] = []

    async def fail_once(delivery: Delivery, reason: str) -> None:
        tried.append(reason)
        if len(tried) == 1:
            raise ZeroDivisionError
        await bot.on_parked(delivery, reason)

    bot.tell = fail_once
    await bot.run()
    assert bot.told == [("a", "is_archived")]
    assert bot.states() == {"a": "parked"}


async def test_a_workspace_without_a_client_does_not_stop_the_others(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    asked: list[WorkspaceId] = []

    async def none_at_first(workspace: WorkspaceId) -> AsyncWebClient:
        asked.append(workspace)
        if len(asked) == 1:
            raise LookupError(workspace)
        return await bot.client_of(workspace)

    bot.find_client = none_at_first
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert bot.said(churn) == ["a"]


# --- pace and patience ----------------------------------------------------------------------------


def test_a_place_that_rests_is_left_out_until_it_has_rested() -> None:
    rests = Rests()
    rests.rest(HERE, MONDAY + 2 * SECOND)
    assert rests.rested([HERE, THERE], MONDAY + SECOND) == {HERE}
    assert rests.next_end(MONDAY + SECOND) == SECOND
    assert rests.rested([HERE, THERE], MONDAY + 2 * SECOND) == frozenset()
    assert rests.next_end(MONDAY) is None
    assert rests._until == {}


def test_rests_double_up_to_the_longest() -> None:
    waits = Waits(first=SECOND, most=10 * SECOND)
    assert [waits.again(tries) // SECOND for tries in (1, 2, 3, 4, 5, 1000)] == [1, 2, 4, 8, 10, 10]


def test_what_failed_together_is_tried_again_at_different_times() -> None:
    waits = Waits(first=SECOND, most=10 * SECOND)
    assert waits.again(2, 0.0) == 2 * SECOND
    assert waits.again(2, 1.0) == 2.5 * SECOND
    assert waits.again(2, 0.5) == 2.25 * SECOND
