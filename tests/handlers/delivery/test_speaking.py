"""What reaches Slack when nothing goes wrong."""

import asyncio
import time
from datetime import timedelta
from itertools import pairwise

from bot.domain.ids import ChannelId, UserId
from bot.domain.message import ToChannel, ToPerson
from bot.views.degree import Degree
from bot.views.rendered import Rendered
from handlers.delivery.payload import MOST_EDIT_TEXT, opaque_key
from handlers.demo.workspace import Channel, Fault, Person, Setup
from tests.handlers.delivery.conftest import StartBot
from tests.handlers.delivery.kit import Bot, keys_in, words_of
from tests.storage.deliveries.saying import CARD, MONDAY, outgoing

HOUR = timedelta(hours=1)


async def test_a_message_is_posted_with_its_text_its_blocks_and_its_key(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    bot.keep(outgoing("nag:1", to=to_churn, words="Churn owes a plan"))
    await bot.run()
    (call,) = bot.workspace.log.calls("chat.postMessage")
    assert call.args["text"] == "Churn owes a plan"
    assert call.args["blocks"][0]["type"] == "section"
    assert (call.args["unfurl_links"], call.args["unfurl_media"], call.args["parse"]) == (False, False, "none")
    assert call.args["metadata"] == {
        "event_type": "plumbline_delivery",
        "event_payload": {"key": opaque_key(bot.team, "nag:1")},
    }
    (message,) = bot.workspace.messages(churn)
    row = bot.row("nag:1")
    assert (row["state"], row["ts"], row["posted_channel"]) == ("sent", message.ts, churn.id)


async def test_the_key_in_slack_tells_nothing_and_differs_by_workspace(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    bot.keep(outgoing("nag:no_experiment:U0ANA", to=to_churn))
    await bot.run()
    (key,) = keys_in(bot.workspace.messages(churn))
    assert len(key) == 32
    assert "nag" not in key
    assert opaque_key(bot.team, "a") != opaque_key(type(bot.team)("T2"), "a")


async def test_the_try_is_committed_before_a_byte_is_sent(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    seen: list[tuple[str, object, int]] = []

    def look(_: object) -> bool:
        row = bot.row("nag:1")
        seen.append((row["state"], row["first_try"], row["tries"]))
        return False

    bot.workspace.faults.next("chat.postMessage", Fault.drop_before(), match=look)
    bot.keep(outgoing("nag:1", to=to_churn))
    await bot.run()
    assert seen == [("trying", MONDAY, 1)]
    assert bot.said(churn) == ["nag:1"]


async def test_nothing_is_said_twice_by_two_runs(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.keep(outgoing("nag:1", to=to_churn), outgoing("nag:1", to=to_churn))
    await bot.run()
    await bot.run()
    assert bot.said(churn) == ["nag:1"]


async def test_order_is_kept_in_each_place(bot: Bot, churn: Channel, sales: Channel, to_churn: ToChannel) -> None:
    to_sales = ToChannel(channel=ChannelId(sales.id))
    wanted = [f"{number:02}" for number in range(12)]
    for words in wanted:
        bot.keep(outgoing(f"churn:{words}", to=to_churn, words=words))
        bot.keep(outgoing(f"sales:{words}", to=to_sales, words=words))
    await bot.run()
    assert bot.said(churn) == wanted
    assert bot.said(sales) == wanted


async def test_order_is_kept_when_a_message_has_to_be_tried_again(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    bot.workspace.faults.next("chat.postMessage", Fault.drop_before())
    bot.keep(*(outgoing(key, to=to_churn) for key in "abc"))
    await bot.run()
    assert bot.said(churn) == ["a", "b", "c"]


async def test_one_slow_place_holds_up_no_other(bot: Bot, churn: Channel, sales: Channel, to_churn: ToChannel) -> None:
    gate = asyncio.Event()
    bot.workspace.faults.next("chat.postMessage", Fault.hold(gate), match=lambda args: args["channel"] == churn.id)
    bot.keep(outgoing("slow", to=to_churn), outgoing("behind", to=to_churn))
    bot.keep(outgoing("quick", to=ToChannel(channel=ChannelId(sales.id))))
    drain = bot.drain()
    await drain.start()
    await bot.workspace.until(lambda: bot.said(sales) == ["quick"])
    assert bot.said(churn) == []
    gate.set()
    await drain.settled()
    assert bot.said(churn) == ["slow", "behind"]


async def test_no_more_are_sent_side_by_side_than_allowed(bot: Bot) -> None:
    gate, arrived = asyncio.Event(), asyncio.Semaphore(0)
    channels = [bot.workspace.add_channel(f"c{number}", bot=True) for number in range(5)]
    bot.parallel = 2

    def note(_: object) -> bool:
        arrived.release()
        return True

    bot.workspace.faults.next("chat.postMessage", Fault.hold(gate), times=None, match=note)
    for channel in channels:
        bot.keep(outgoing(channel.id, to=ToChannel(channel=ChannelId(channel.id))))
    drain = bot.drain()
    await drain.start()
    await arrived.acquire()
    await arrived.acquire()
    behind = outgoing("behind", to=ToChannel(channel=ChannelId(channels[0].id)))
    for _ in range(3):
        bot.keep(behind)
        await bot.looked(drain)
    assert sorted(bot.states().values()) == ["pending"] * 4 + ["trying"] * 2
    gate.set()
    await drain.settled()
    assert [bot.said(channel) for channel in channels] == [
        [channels[0].id, "behind"],
        *([channel.id] for channel in channels[1:]),
    ]


async def test_nothing_is_said_before_it_is_due(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.keep(outgoing("tomorrow", to=to_churn, not_before=MONDAY + HOUR), outgoing("today", to=to_churn))
    drain = bot.drain()
    await drain.start()
    await drain.settled()
    assert bot.said(churn) == ["today"]
    bot.clock.advance(HOUR)
    await drain.settled()
    assert bot.said(churn) == ["today", "tomorrow"]


async def test_what_is_due_soon_is_said_without_being_woken(
    start_bot: StartBot,
) -> None:
    bot = await start_bot(running_clock=True)
    channel = bot.workspace.add_channel("churn", bot=True)
    to = ToChannel(channel=ChannelId(channel.id))
    drain = bot.drain()
    await drain.start()
    bot.keep(outgoing("soon", to=to, not_before=bot.clock.now() + timedelta(seconds=1)))
    await drain.idle()
    assert bot.said(channel) == []
    await bot.workspace.until(lambda: bot.said(channel) == ["soon"])


async def test_a_person_is_written_to_in_a_conversation_that_is_opened_once(bot: Bot, ana: Person) -> None:
    to = ToPerson(user=UserId(ana.id))
    bot.keep(outgoing("a", to=to), outgoing("b", to=to))
    await bot.run()
    bot.keep(outgoing("c", to=to))
    await bot.run()
    assert bot.calls("conversations.open") == ["conversations.open"]
    (conversation,) = [one for one in bot.workspace.world.channels.values() if one.is_dm]
    assert bot.said(conversation) == ["a", "b", "c"]
    assert bot.row("a")["posted_channel"] == conversation.id


async def test_a_living_message_is_edited_in_place(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.keep(outgoing("card:1", to=to_churn, living=CARD, words="one"))
    await bot.run()
    bot.keep(outgoing("card:2", to=to_churn, living=CARD, words="two"))
    await bot.run()
    (message,) = bot.workspace.messages(churn)
    assert message.text == "two"
    assert keys_in([message]) == [opaque_key(bot.team, "card:1")]
    assert bot.calls() == ["chat.postMessage", "chat.update"]
    assert bot.row("card:2")["ts"] == message.ts


async def test_a_living_message_that_changed_before_it_was_said_is_said_once(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    for words in ("one", "two", "three"):
        bot.keep(outgoing(f"card:{words}", to=to_churn, living=CARD, words=words))
    await bot.run()
    assert bot.said(churn) == ["three"]
    assert bot.calls() == ["chat.postMessage"]


async def test_a_withdrawn_message_is_never_said(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.keep(outgoing("nag:1", to=to_churn, living=CARD))
    bot.keep(outgoing("nag:2", to=to_churn, living=CARD, withdrawn=True))
    await bot.run()
    assert bot.said(churn) == []
    assert bot.calls() == []


async def test_an_edit_to_plain_text_takes_the_blocks_away(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.keep(outgoing("card:1", to=to_churn, living=CARD))
    await bot.run()
    bot.render = lambda message, _: Rendered(text=words_of(message), blocks=None)
    bot.keep(outgoing("card:2", to=to_churn, living=CARD))
    await bot.run()
    (message,) = bot.workspace.messages(churn)
    assert (message.text, message.blocks) == ("card:2", [])


async def test_an_edit_stays_within_slacks_length_for_edits(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    long = "é" * 10_000
    bot.render = lambda message, _: Rendered(text=f"{words_of(message)} {long}", blocks=None)
    bot.keep(outgoing("card:1", to=to_churn, living=CARD))
    await bot.run()
    assert len(bot.said(churn)[0]) > MOST_EDIT_TEXT
    bot.keep(outgoing("card:2", to=to_churn, living=CARD))
    await bot.run()
    assert len(bot.said(churn)[0]) == MOST_EDIT_TEXT
    assert bot.said(churn)[0].startswith("card:2")
    assert bot.row("card:2")["degree"] == Degree.FULL


async def test_messages_in_one_channel_keep_their_distance(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.keep(*(outgoing(key, to=to_churn) for key in "abc"))
    drain = bot.drain(gap=timedelta(milliseconds=200))
    await drain.start()
    await drain.settled()
    posts = bot.workspace.log.calls("chat.postMessage")
    pauses = [after.real_at - before.real_at for before, after in pairwise(posts)]
    assert len(pauses) == 2
    # Counted from when Slack is asked, and one is longer on its way than another.
    assert all(pause >= 0.1 for pause in pauses), pauses


async def test_the_distance_is_between_messages_of_one_channel_and_edits_need_none(
    bot: Bot, churn: Channel, sales: Channel, to_churn: ToChannel
) -> None:
    bot.keep(outgoing("card:1", to=to_churn, living=CARD))
    drain = bot.drain(gap=HOUR)
    await drain.start()
    await drain.settled()
    bot.keep(outgoing("card:2", to=to_churn, living=CARD), outgoing("b", to=to_churn))
    bot.keep(outgoing("c", to=ToChannel(channel=ChannelId(sales.id))))
    drain.wake()
    await bot.workspace.until(lambda: bot.said(churn) == ["card:2"] and bot.said(sales) == ["c"])
    await bot.looked(drain)
    assert bot.row("b")["tries"] == 0


async def test_slacks_own_limits_are_never_met_at_slacks_own_pace(start_bot: StartBot) -> None:
    # Ten times Slack's speed: its seconds and our gap shrink alike.
    bot = await start_bot(Setup(real_now=lambda: 10 * time.time()), limits=True)
    channels = [bot.workspace.add_channel(f"c{number}", bot=True) for number in range(3)]
    for channel in channels:
        bot.keep(*(outgoing(f"{channel.id}:{n}", to=ToChannel(channel=ChannelId(channel.id))) for n in range(6)))
    drain = bot.drain(gap=timedelta(milliseconds=100))
    await drain.start()
    await drain.settled()
    assert {call.status for call in bot.workspace.log.calls()} == {200}
    assert all(len(bot.said(channel)) == 6 for channel in channels)
