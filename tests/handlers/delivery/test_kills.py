"""A drain that is killed between any two steps, and the next one on the same database."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.ids import ChannelId, UserId
from bot.domain.message import ToChannel, ToPerson
from handlers.delivery.drain import Drain
from handlers.delivery.lock import DrainLock
from handlers.demo.workspace import Channel, Fault, Person
from storage.engine import is_sqlite
from storage.ledger_rows import Delivery
from tests.handlers.delivery.conftest import NO_HISTORY, StartBot
from tests.handlers.delivery.kit import Bot, protocol_now
from tests.storage.deliveries.saying import CARD, NAG, outgoing

POST, EDIT, HISTORY = "chat.postMessage", "chat.update", "conversations.history"
AT_ONCE = timedelta(0)


async def kill(drain: Drain) -> None:
    """End a drain without letting it settle anything."""
    await drain.stop(grace=AT_ONCE)


async def killed_in(bot: Bot, method: str) -> asyncio.Event:
    """Start a drain, kill it while Slack works on its call of this method; set the event to let Slack finish."""
    gate = asyncio.Event()
    arrived = asyncio.Event()

    def note(_: object) -> bool:
        arrived.set()
        return True

    bot.workspace.faults.next(method, Fault.hold(gate), match=note)
    drain = bot.drain()
    await drain.start()
    await arrived.wait()
    await kill(drain)
    return gate


async def the_next(bot: Bot, tmp_path: Path) -> None:
    """The process that comes after: it holds the lock, so it takes over at once what was left."""
    if not is_sqlite(bot.engine):
        bot.recover()  # as those do who take over what a dead replica was working on: see test_shared
    drain = bot.drain(lock=DrainLock(tmp_path / "plumbline.db"))
    await drain.start()
    async with asyncio.timeout(30):
        await drain.settled()
    await drain.stop()


async def test_killed_after_deciding(bot: Bot, churn: Channel, to_churn: ToChannel, tmp_path: Path) -> None:
    bot.keep(outgoing("a", to=to_churn), outgoing("b", to=to_churn))
    await the_next(bot, tmp_path)
    assert bot.said(churn) == ["a", "b"]


async def test_killed_after_beginning(bot: Bot, churn: Channel, to_churn: ToChannel, tmp_path: Path) -> None:
    bot.keep(outgoing("a", to=to_churn), outgoing("b", to=to_churn))
    bot.begin()
    await the_next(bot, tmp_path)
    assert bot.said(churn) == ["a", "b"]
    assert bot.calls() == [HISTORY, POST, POST]


@pytest.mark.parametrize("finished", ["before the next looks", "never"])
async def test_killed_while_slack_works(
    bot: Bot, churn: Channel, to_churn: ToChannel, tmp_path: Path, finished: str
) -> None:
    bot.keep(outgoing("a", to=to_churn), outgoing("b", to=to_churn))
    gate = await killed_in(bot, POST)
    if finished != "never":
        gate.set()
        await bot.workspace.until(lambda: bot.said(churn) == ["a"])
    await the_next(bot, tmp_path)
    assert bot.said(churn) == ["a", "b"]
    gate.set()


async def test_killed_after_slack_said_yes(bot: Bot, churn: Channel, to_churn: ToChannel, tmp_path: Path) -> None:
    bot.keep(outgoing("a", to=to_churn))
    delivery = bot.begin()
    client = await bot.client_of(bot.team)
    answer = await client.chat_postMessage(**bot.arguments(delivery, churn))
    await the_next(bot, tmp_path)
    assert bot.said(churn) == ["a"]
    assert bot.row("a")["ts"] == answer["ts"]


async def test_killed_after_marking_sent(bot: Bot, churn: Channel, to_churn: ToChannel, tmp_path: Path) -> None:
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    await the_next(bot, tmp_path)
    assert bot.said(churn) == ["a"]
    assert bot.calls() == [POST]


async def test_killed_while_it_looks(bot: Bot, churn: Channel, to_churn: ToChannel, tmp_path: Path) -> None:
    bot.workspace.faults.next(POST, Fault.lose_answer())
    bot.keep(outgoing("a", to=to_churn))
    gate = await killed_in(bot, HISTORY)
    gate.set()
    await the_next(bot, tmp_path)
    assert bot.said(churn) == ["a"]


async def test_killed_while_it_opens_a_conversation(bot: Bot, ana: Person, tmp_path: Path) -> None:
    bot.keep(outgoing("a", to=ToPerson(user=UserId(ana.id))))
    gate = await killed_in(bot, "conversations.open")
    gate.set()
    await the_next(bot, tmp_path)
    (conversation,) = [one for one in bot.workspace.world.channels.values() if one.is_dm]
    assert bot.said(conversation) == ["a"]


async def test_killed_while_it_edits(bot: Bot, churn: Channel, to_churn: ToChannel, tmp_path: Path) -> None:
    bot.keep(outgoing("card:1", to=to_churn, living=CARD))
    await bot.run()
    bot.keep(outgoing("card:2", to=to_churn, living=CARD))
    gate = await killed_in(bot, EDIT)
    gate.set()
    await bot.workspace.until(lambda: bot.said(churn) == ["card:2"])
    bot.keep(outgoing("card:3", to=to_churn, living=CARD))
    await the_next(bot, tmp_path)
    assert bot.said(churn) == ["card:3"]


async def test_killed_between_two_layouts(bot: Bot, churn: Channel, to_churn: ToChannel, tmp_path: Path) -> None:
    bot.workspace.faults.next(POST, Fault.error("invalid_blocks"))
    bot.keep(outgoing("a", to=to_churn))
    gate = await killed_in(bot, POST)
    gate.set()
    await bot.workspace.until(lambda: bot.said(churn) == ["a"])
    await the_next(bot, tmp_path)
    assert bot.said(churn) == ["a"]
    assert bot.row("a")["degree"] == "plain"


@pytest.mark.parametrize("method", ["chat.getPermalink", POST])
async def test_killed_on_the_way_from_an_edit_to_a_new_message(
    bot: Bot, churn: Channel, to_churn: ToChannel, tmp_path: Path, method: str
) -> None:
    bot.keep(outgoing("card:1", to=to_churn, living=CARD))
    await bot.run()
    bot.workspace.faults.next(EDIT, Fault.error("edit_window_closed"))
    bot.keep(outgoing("card:2", to=to_churn, living=CARD))
    gate = await killed_in(bot, method)
    gate.set()
    if method == POST:
        await bot.workspace.until(lambda: len(bot.said(churn)) == 2)
    await the_next(bot, tmp_path)
    assert [words.split("\n")[0] for words in bot.said(churn)] == ["card:1", "card:2"]


async def test_killed_between_telling_and_parking_tells_the_same_again(
    bot: Bot, to_churn: ToChannel, tmp_path: Path
) -> None:
    bot.workspace.faults.next(POST, Fault.error("is_archived"), times=None)
    bot.keep(outgoing("a", to=to_churn, body=NAG))
    told = asyncio.Event()

    async def die(_: Delivery, __: str) -> None:
        told.set()
        await asyncio.Event().wait()

    bot.tell = die
    drain = bot.drain()
    await drain.start()
    await told.wait()
    await kill(drain)
    assert bot.states() == {"a": "trying"}
    bot.tell = None
    await the_next(bot, tmp_path)
    assert bot.told == [("a", "is_archived")]
    assert bot.states() == {"a": "parked"}


@pytest.mark.parametrize("accepted", [True, False])
async def test_a_nag_that_was_killed_and_cannot_be_looked_for_is_not_said_again(
    start_bot: StartBot, tmp_path: Path, *, accepted: bool
) -> None:
    bot = await start_bot(NO_HISTORY)
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.keep(outgoing("nag", to=ToChannel(channel=ChannelId(churn.id)), body=NAG))
    gate = await killed_in(bot, POST)
    if accepted:
        gate.set()
        await bot.workspace.until(lambda: bot.said(churn))
    await the_next(bot, tmp_path)
    assert len(bot.said(churn)) == int(accepted)
    assert bot.states() == {"nag": "unknown"}
    gate.set()


async def test_without_the_lock_a_left_try_is_taken_over_when_its_lease_is_over(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    bot.keep(outgoing("a", to=to_churn))
    bot.begin()
    drain = bot.drain()
    await drain.start()
    await drain.idle()
    assert bot.said(churn) == []
    bot.end_leases(protocol_now())
    await drain.settled()
    assert bot.said(churn) == ["a"]
    assert bot.calls() == [HISTORY, POST]
