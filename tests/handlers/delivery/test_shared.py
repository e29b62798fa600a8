"""The drain of many replicas: each destination is worked on by one of them, and no death of another loses anything."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from sqlalchemy import event, text

from bot.domain.ids import ChannelId, WorkspaceId
from bot.domain.message import ToChannel
from handlers.delivery.drain import Drain
from handlers.delivery.shared import AT_A_TIME, BETWEEN, WAITING
from handlers.demo.workspace import Channel, Fault
from storage.wake_ups import WAKE_UPS, WakeUp, has_wake_ups, wake_up_key
from tests.databases import Fresh
from tests.handlers.delivery.conftest import Logs
from tests.handlers.delivery.failing import HEAD, LOOK, failing
from tests.handlers.delivery.kit import Bot, keys_in, protocol_now
from tests.storage.deliveries.saying import outgoing

POST, HISTORY = "chat.postMessage", "conversations.history"
HAND_OUT = "procrastinate_fetch_job_v2"


@pytest.fixture
def database_url(fresh_database: Fresh) -> str:
    return fresh_database("postgresql")


def left_by_a_dead_replica(bot: Bot, task: str, **arguments: object) -> None:
    """A wake-up that somebody worked on whose heart has stopped."""
    key = wake_up_key((WorkspaceId(bot.team), "channel", str(arguments.get("destination", arguments.get("channel")))))
    with bot.engine.begin() as connection:
        dead = connection.execute(
            text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id")
        ).scalar_one()
        connection.execute(
            text(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, status, worker_id)"
                " VALUES (:queue, :task, :key, :key, CAST(:args AS jsonb), 'doing', :worker)"
            ),
            {
                "queue": WAKE_UPS,
                "task": task,
                "key": key,
                "args": json.dumps({"workspace": bot.team, **arguments}),
                "worker": dead,
            },
        )


def wake_up_to(bot: Bot, channel: str, *, task: str = "deliver", **arguments: object) -> WakeUp:
    """What a replica asks for when something is to be sent to a channel, or kept there."""
    queue = (WorkspaceId(bot.team), "channel", channel)
    where = {"place": "channel", "destination": channel} if task == "deliver" else {"channel": channel}
    return WakeUp(queue=queue, task=task, priority=0, arguments={"workspace": bot.team, **where, **arguments})


@contextmanager
def without(bot: Bot, function: str, name: str) -> Iterator[None]:
    """The database does not know one of procrastinate's functions, as in the middle of an upgrade."""

    def rename(before: str, after: str) -> None:
        with bot.engine.begin() as connection:
            connection.execute(text(f"ALTER FUNCTION {before} RENAME TO {after}"))

    rename(function, "hidden")
    try:
        yield
    finally:
        rename(function.replace(name, "hidden"), name)


async def finished(bot: Bot, *drains: Drain) -> None:
    async with asyncio.timeout(30):
        for drain in drains:
            await drain.settled()
    for drain in drains:
        await drain.stop()
    with bot.engine.connect() as connection:
        assert not has_wake_ups(connection)


async def test_what_a_dead_replica_was_sending_is_looked_for_and_sent_by_another(
    bot: Bot, churn: Channel, to_churn: ToChannel, logs: Logs
) -> None:
    bot.keep(outgoing("a", to=to_churn), outgoing("b", to=to_churn))
    bot.begin()
    left_by_a_dead_replica(bot, "deliver", place="channel", destination=churn.id)
    drain = bot.drain()
    await drain.start()
    await finished(bot, drain)
    assert bot.said(churn) == ["a", "b"]
    assert bot.calls() == [HISTORY, POST, POST]
    assert [line["event"] for line in logs].count("delivery.taken_over") == 1


async def test_what_a_dead_replica_had_sent_is_not_sent_again(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.keep(outgoing("a", to=to_churn))
    client = await bot.client_of(bot.team)
    await client.chat_postMessage(**bot.arguments(bot.begin(), churn))
    left_by_a_dead_replica(bot, "deliver", place="channel", destination=churn.id)
    drain = bot.drain()
    await drain.start()
    await finished(bot, drain)
    assert bot.said(churn) == ["a"]


async def test_a_channel_that_a_dead_replica_was_keeping_is_let_go(bot: Bot, churn: Channel) -> None:
    left_by_a_dead_replica(bot, "keep", channel=churn.id, tries=0)
    drain = bot.drain()
    await drain.start()
    await finished(bot, drain)


async def test_replicas_share_what_there_is_and_keep_the_order_of_each_channel(bot: Bot) -> None:
    channels = [bot.workspace.add_channel(f"c{number}", bot=True) for number in range(8)]
    replicas = [bot.drain() for _ in range(3)]
    for replica in replicas:
        await replica.start()
    for number in range(12):
        for channel in channels:
            to = ToChannel(channel=ChannelId(channel.id))
            bot.keep(outgoing(f"{channel.id}:{number}", to=to, words=f"{number:02}"))
        replicas[number % 3].wake()
    await finished(bot, *replicas)
    for channel in channels:
        assert bot.said(channel) == [f"{number:02}" for number in range(12)]
    posted = [key for channel in channels for key in keys_in(bot.workspace.messages(channel))]
    assert len(posted) == len(set(posted)) == len(bot.calls(POST)) == 96


async def test_what_another_process_kept_and_woke_nobody_for_is_found(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    bot.longest_sleep = timedelta(milliseconds=200)
    drain = bot.drain()
    await drain.start()
    await drain.idle()
    bot.keep(outgoing("a", to=to_churn))
    async with asyncio.timeout(20):
        await bot.workspace.until(lambda: bot.said(churn) == ["a"])
    await finished(bot, drain)


async def test_connections_that_break_are_opened_again(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    drain = bot.drain()
    await drain.start()
    await drain.idle()
    with bot.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        others = "pid <> pg_backend_pid() AND datname = current_database()"
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))  # noqa: S608
    bot.engine.dispose()
    bot.keep(outgoing("a", to=to_churn))
    drain.wake()
    async with asyncio.timeout(30):
        await bot.workspace.until(lambda: bot.said(churn) == ["a"])
    await finished(bot, drain)


async def test_what_is_not_finished_in_time_is_left_to_others_at_once(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    gate, arrived = asyncio.Event(), asyncio.Event()

    def note(_: object) -> bool:
        arrived.set()
        return True

    bot.workspace.faults.next(POST, Fault.hold(gate), match=note)
    bot.keep(outgoing("a", to=to_churn))
    drain = bot.drain()
    await drain.start()
    await arrived.wait()
    await drain.stop(grace=timedelta(0))
    gate.set()
    row = bot.row("a")
    assert row["doubtful"]
    assert row["retry_at"] <= protocol_now() + bot.waits.patience
    other = bot.drain()
    await other.start()
    await finished(bot, other)
    assert bot.said(churn) == ["a"]


async def test_more_than_one_turn_of_a_destination_is_said_in_order(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    words = [f"{number:02}" for number in range(AT_A_TIME + 5)]
    bot.keep(*(outgoing(each, to=to_churn, words=each) for each in words))
    drain = bot.drain()
    await drain.start()
    await finished(bot, drain)
    assert bot.said(churn) == words


async def test_while_many_wake_ups_wait_nobody_asks_for_more(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.parallel = 1
    gate, arrived = asyncio.Event(), asyncio.Event()

    def note(_: object) -> bool:
        arrived.set()
        return True

    bot.workspace.faults.next(POST, Fault.hold(gate), match=note)
    bot.keep(outgoing("first", to=to_churn))
    drain = bot.drain()
    await drain.start()
    await arrived.wait()
    others = [f"C{number:03}" for number in range(WAITING)]
    bot.ledger.wake_ups.ask([wake_up_to(bot, channel) for channel in others])
    later = bot.workspace.add_channel("later", bot=True)
    bot.keep(outgoing("later", to=ToChannel(channel=ChannelId(later.id))))
    await bot.looked(drain)
    await bot.looked(drain)
    assert bot.ledger.wake_ups.waiting() == WAITING
    gate.set()
    await finished(bot, drain)
    assert (bot.said(churn), bot.said(later)) == (["first"], ["later"])


async def test_of_many_replicas_each_looks_more_seldom(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.longest_sleep = timedelta(seconds=60)
    with bot.engine.begin() as connection:
        connection.execute(text("INSERT INTO procrastinate_workers SELECT FROM generate_series(1, 200)"))
    bot.keep(outgoing("a", to=to_churn))
    drain = bot.drain()
    looks: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        if statement.startswith(LOOK) and bot.said(churn):
            looks.append(statement)

    event.listen(bot.engine, "before_cursor_execute", note)
    await drain.start()
    async with asyncio.timeout(20):
        await bot.workspace.until(lambda: bot.said(churn) == ["a"])
        await drain.looked()  # what was worked off has it look, and it does not yet
    with suppress(TimeoutError):
        async with asyncio.timeout(5 * BETWEEN.total_seconds()):
            await drain.looked()
    event.remove(bot.engine, "before_cursor_execute", note)
    assert looks == []
    await finished(bot, drain)


async def test_a_database_that_fails_while_one_is_woken_loses_nothing(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    bot.longest_sleep = timedelta(milliseconds=200)
    bot.keep(outgoing("a", to=to_churn))
    drain = bot.drain()
    with failing(bot.engine, HEAD, times=1) as failures:
        await drain.start()
        await finished(bot, drain)
    assert failures == [1]
    assert bot.said(churn) == ["a"]


async def test_a_queue_that_hands_out_nothing_is_asked_again(
    bot: Bot, churn: Channel, to_churn: ToChannel, logs: Logs
) -> None:
    drain = bot.drain()
    with without(bot, f"{HAND_OUT}(character varying[], bigint)", HAND_OUT):
        await drain.start()
        async with asyncio.timeout(20):
            while not any(line["event"] == "drain.failed" for line in logs):  # noqa: ASYNC110  a log wakes nobody
                await asyncio.sleep(0.01)
    bot.keep(outgoing("a", to=to_churn))
    await finished(bot, drain)
    assert bot.said(churn) == ["a"]


async def test_a_replica_that_keeps_nothing_in_channels_lets_a_wake_up_for_it_go(bot: Bot, churn: Channel) -> None:
    bot.shown = None
    bot.ledger.wake_ups.ask([wake_up_to(bot, churn.id, task="keep", tries=0)])
    drain = bot.drain()
    await drain.start()
    await finished(bot, drain)
    assert bot.calls() == []


async def test_one_that_is_stopped_as_it_starts_leaves_all_to_others(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    bot.keep(outgoing("a", to=to_churn))
    drain = bot.drain()
    await drain.start()
    await drain.stop()
    assert bot.calls() == []
    other = bot.drain()
    await other.start()
    await finished(bot, other)
    assert bot.said(churn) == ["a"]


async def test_stopping_one_that_never_ran_is_nothing(bot: Bot) -> None:
    await bot.drain().stop()
