"""A message that people see twice is found within the hour, and the second is deleted and counted."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, update

from bot.domain.message import ToChannel
from handlers.delivery.healing import Healer
from handlers.delivery.line import Line
from handlers.delivery.ports import Ports
from handlers.demo.workspace import Channel, Fault
from storage.rechecks import LAST
from storage.tables.deliveries import deliveries
from tests.handlers.delivery.conftest import NO_HISTORY, Logs, StartBot
from tests.handlers.delivery.failing import BEGIN_RECHECK, failing
from tests.handlers.delivery.kit import Bot, in_thread, protocol_now
from tests.storage.deliveries.saying import outgoing

POST, DELETE, HISTORY = "chat.postMessage", "chat.delete", "conversations.history"
PAST = timedelta(seconds=1)


async def said_twice(bot: Bot, to: ToChannel, channel: Channel) -> str:
    """A message whose first try was frozen just before its bytes went out; the ts of the one that the ledger knows."""
    bot.keep(outgoing("a", to=to))
    frozen = bot.arguments(bot.begin(), channel)
    bot.recover()
    await bot.run()
    client = await bot.client_of(bot.team)
    await client.chat_postMessage(**frozen)
    assert bot.said(channel) == ["a", "a"]
    return str(bot.row("a")["ts"])


async def heal(bot: Bot, at: datetime | None = None) -> tuple[int, int]:
    """Look as the tick does, when it is time, or at another moment; how many were deleted, and what was counted."""
    moment = at or protocol_now()
    with bot.engine.begin() as connection:
        waits = deliveries.c.recheck_at.is_not(None)
        connection.execute(update(deliveries).where(waits).values(recheck_at=moment - PAST))
    ports = Ports(ledger=bot.ledger, clock=bot.clock, protocol_now=lambda: moment, in_thread=in_thread)
    healed = await Healer(ports, Line(ports, bot.client_of)).run()
    return healed, sum(ports.metrics.doubled.read().values())


async def test_the_second_is_deleted_and_the_one_that_edits_change_stays(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    ours = await said_twice(bot, to_churn, churn)
    assert await heal(bot) == (1, 1)
    assert [message.ts for message in bot.workspace.messages(churn) if not message.deleted] == [ours]


async def test_in_a_thread_the_second_is_deleted_too(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    """A channel's history does not hold what is said in threads, and there are other messages to hang it on."""
    bot.keep(outgoing("another", to=to_churn), outgoing("card", to=to_churn))
    await bot.run()
    bot.keep(outgoing("details", to=to_churn, under="card"))
    thread = str(bot.row("card")["ts"])
    frozen = bot.arguments(bot.begin(), churn) | {"thread_ts": thread}
    bot.recover()
    await bot.run()
    await (await bot.client_of(bot.team)).chat_postMessage(**frozen)
    assert bot.said(churn) == ["another", "card", "details", "details"]
    ours = bot.row("details")["ts"]
    assert await heal(bot) == (1, 1)
    said = [message for message in bot.workspace.messages(churn) if message.thread_ts == thread]
    assert [message.ts for message in said if message.ts != thread and not message.deleted] == [ours]


async def test_one_that_is_pages_away_from_the_other_is_found(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.keep(outgoing("a", to=to_churn))
    frozen = bot.arguments(bot.begin(), churn)
    bot.recover()
    await bot.run()
    client = await bot.client_of(bot.team)
    for number in range(200):
        await client.chat_postMessage(channel=churn.id, text=f"{number}")
    await client.chat_postMessage(**frozen)
    assert bot.said(churn).count("a") == 2
    assert await heal(bot) == (1, 1)
    assert bot.said(churn).count("a") == 1


async def test_a_message_that_was_tried_once_is_not_looked_for(bot: Bot, to_churn: ToChannel) -> None:
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert await heal(bot) == (0, 0)
    assert HISTORY not in bot.calls()


async def test_it_is_looked_for_soon_and_once_more_at_the_end_of_the_hour(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    bot.workspace.faults.next(POST, Fault.lose_answer())
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    row = bot.row("a")
    assert timedelta(minutes=4) < row["recheck_at"] - protocol_now() < timedelta(minutes=6)
    assert await heal(bot) == (0, 0)
    assert bot.row("a")["recheck_at"] == row["tried_at"] + LAST
    assert await heal(bot, row["tried_at"] + LAST) == (0, 0)
    assert bot.row("a")["recheck_at"] is None
    assert bot.said(churn) == ["a"]


async def test_two_replicas_look_for_it_once(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    await said_twice(bot, to_churn, churn)
    with bot.engine.begin() as connection:
        connection.execute(update(deliveries).values(recheck_at=protocol_now() - PAST))
    rechecks = bot.ledger.rechecks
    (recheck,) = rechecks.due(protocol_now(), 10)
    assert rechecks.begin(recheck, protocol_now())
    assert not rechecks.begin(recheck, protocol_now())


async def test_where_nothing_can_be_read_it_is_given_up(start_bot: StartBot) -> None:
    bot = await start_bot(NO_HISTORY)
    churn = bot.workspace.add_channel("churn", bot=True)
    to = ToChannel(channel=churn.id)  # type: ignore[arg-type]  # a ChannelId, but for the checker
    bot.workspace.faults.next(POST, Fault.lose_answer())
    bot.keep(outgoing("a", to=to))
    await bot.run()
    assert await heal(bot) == (0, 0)
    assert bot.row("a")["recheck_at"] is None


@pytest.mark.parametrize("fault", [Fault.retry_after(30), Fault.html()])
async def test_where_nothing_can_be_read_for_now_it_is_looked_for_later(
    bot: Bot, churn: Channel, to_churn: ToChannel, fault: Fault
) -> None:
    await said_twice(bot, to_churn, churn)
    bot.workspace.faults.next(HISTORY, fault)
    assert await heal(bot) == (0, 0)
    assert bot.row("a")["recheck_at"] is not None


async def test_one_that_fails_keeps_no_other_from_being_healed(
    bot: Bot, churn: Channel, sales: Channel, to_churn: ToChannel
) -> None:
    await said_twice(bot, to_churn, churn)
    with bot.engine.begin() as connection:
        connection.execute(update(deliveries).values(posted_channel="C0NOWHERE"))
    to_sales = ToChannel(channel=sales.id)  # type: ignore[arg-type]  # a ChannelId, but for the checker
    bot.workspace.faults.next(POST, Fault.drop_before())
    bot.keep(outgoing("b", to=to_sales))
    await bot.run()
    client = await bot.client_of(bot.team)
    (post,) = [call for call in bot.workspace.log.calls(POST) if call.args["channel"] == sales.id][-1:]
    await client.chat_postMessage(**post.args)
    assert await heal(bot) == (1, 1)
    assert bot.said(sales) == ["b"]


async def test_a_look_that_breaks_off_keeps_no_other_from_being_healed(
    bot: Bot, churn: Channel, to_churn: ToChannel, logs: Logs
) -> None:
    ours = await said_twice(bot, to_churn, churn)
    with failing(bot.engine, BEGIN_RECHECK) as failures:
        assert await heal(bot) == (0, 0)
    assert failures == [1]
    assert [line["event"] for line in logs if line["log_level"] == "error"] == ["recheck.failed"]
    assert await heal(bot) == (1, 1)
    assert [message.ts for message in bot.workspace.messages(churn) if not message.deleted] == [ours]


async def test_what_another_replica_has_begun_to_look_for_is_left_to_it(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    await said_twice(bot, to_churn, churn)

    def begin_first(*_: object) -> None:
        with bot.engine.begin() as connection:
            connection.execute(update(deliveries).values(recheck_at=protocol_now() + PAST))

    with bot.engine.begin() as connection:
        connection.execute(update(deliveries).values(recheck_at=protocol_now() - PAST))
    ports = Ports(ledger=bot.ledger, clock=bot.clock, protocol_now=protocol_now, in_thread=in_thread)
    read_before = bot.calls(HISTORY)
    event.listen(bot.engine, "checkin", begin_first, once=True)
    assert await Healer(ports, Line(ports, bot.client_of)).run() == 0
    event.remove(bot.engine, "checkin", begin_first)
    assert bot.said(churn) == ["a", "a"]
    assert bot.calls(HISTORY) == read_before


async def test_what_somebody_deleted_already_is_healed(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    await said_twice(bot, to_churn, churn)
    bot.workspace.faults.next(DELETE, Fault.error("message_not_found"))
    assert await heal(bot) == (1, 1)
