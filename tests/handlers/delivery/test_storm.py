"""Everything at once: answers are lost, late and refused, drains are killed, and the history is right all the same."""

import asyncio
import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest

from bot.domain.ids import ChannelId, LivingKey
from bot.domain.message import Outgoing, ToChannel
from handlers.delivery.lock import DrainLock
from handlers.delivery.pace import Waits
from handlers.demo.workspace import Fault
from tests.handlers.delivery.kit import TICK, Bot, keys_in, words_of
from tests.storage.deliveries.saying import outgoing

POST, EDIT, HISTORY = "chat.postMessage", "chat.update", "conversations.history"
CHANNELS, MESSAGES, CARDS, KILLS = 4, 12, 5, 6
MISFORTUNES = (
    Fault.lose_answer(),
    Fault.lose_answer(),
    Fault.drop_before(),
    Fault.status(500),
    Fault.status(502, accepted=True),
    Fault.html(),
    Fault.html(accepted=True),
    Fault.error("internal_error"),
    Fault.error("invalid_blocks"),
    Fault.delay(0.02),
)


def decided(channel: str, dice: random.Random) -> Iterator[Outgoing]:
    """What is decided for a channel: messages in order, and a card that keeps changing among them."""
    to, card = ToChannel(channel=ChannelId(channel)), LivingKey(f"card:{channel}")
    changes = iter(range(CARDS))
    for number in range(MESSAGES):
        yield outgoing(f"{channel}:{number}", to=to, words=f"{number:02}")
        if dice.random() < CARDS / MESSAGES and (change := next(changes, None)) is not None:
            yield outgoing(f"{card}:{change}", to=to, words=f"card {change}", living=card)


def misfortune(bot: Bot, dice: random.Random) -> None:
    """A few of the calls to come go wrong."""
    for method in (POST, POST, EDIT, HISTORY):
        fault = dice.choice(MISFORTUNES)
        bot.workspace.faults.next(method, fault, match=lambda _: dice.random() < 0.3)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_in_a_storm_every_message_is_said_once_and_in_order(bot: Bot, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    # Longer than this workspace is ever at work on a call, as patience has to be.
    bot.waits = Waits(first=TICK, most=4 * TICK, patience=40 * TICK)
    channels = [bot.workspace.add_channel(f"c{number}", bot=True) for number in range(CHANNELS)]
    decisions = [list(decided(channel.id, dice)) for channel in channels]
    waiting = [iter(each) for each in decisions]
    for _ in range(KILLS):
        misfortune(bot, dice)
        drain = bot.drain(lock=DrainLock(tmp_path / "plumbline.db"))
        await drain.start()
        for each in waiting:
            bot.keep(*islice(each, dice.randint(1, 4)))
            drain.wake()
        await asyncio.sleep(dice.random() * 0.1)
        await drain.stop(grace=timedelta(0))
    for each in waiting:
        bot.keep(*each)
    bot.workspace.faults.clear()
    last = bot.drain(lock=DrainLock(tmp_path / "plumbline.db"))
    await last.start()
    async with asyncio.timeout(20):
        await last.settled()
    for channel, wanted in zip(channels, decisions, strict=True):
        said = bot.said(channel)
        cards = [words_of(message.body) for message in wanted if message.living]
        assert [words for words in said if not words.startswith("card")] == [f"{n:02}" for n in range(MESSAGES)]
        assert [words for words in said if words.startswith("card")] == cards[-1:]
        assert len(set(keys_in(bot.workspace.messages(channel)))) == len(said)
    assert set(bot.states().values()) <= {"sent", "superseded"}
