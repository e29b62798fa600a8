"""The loop itself: one at a time, never busy, never dead."""

import asyncio
from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.domain.ids import WorkspaceId
from bot.domain.message import ToChannel
from handlers.delivery.pace import Waits
from handlers.demo.workspace import Channel, Fault
from storage.ledger_rows import Delivery
from tests.handlers.delivery.failing import LOOK, SENT, UNSURE, failing
from tests.handlers.delivery.kit import TICK, Bot
from tests.storage.deliveries.saying import CARD, MONDAY, NAG, outgoing

POST, HISTORY = "chat.postMessage", "conversations.history"
HOUR = timedelta(hours=1)


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
        while not failures[0]:
            await bot.looked(drain)
        await asyncio.sleep(0.35)
        await drain.stop()
    assert failures[0] <= 5


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
    try:
        await bot.run()
    finally:
        event.remove(engine, "after_cursor_execute", withdraw)
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
