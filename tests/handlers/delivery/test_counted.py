"""What comes of each try is counted once, under its own name."""

from datetime import timedelta

import pytest

from bot.domain.ids import ChannelId, UserId
from bot.domain.message import Message, ToChannel, ToPerson
from bot.views.degree import Degree
from bot.views.rendered import Rendered
from handlers.demo.workspace import Channel, Fault, Person, Setup
from tests.handlers.counts import counted
from tests.handlers.delivery.conftest import NO_HISTORY, StartBot
from tests.handlers.delivery.kit import Bot, words_of
from tests.storage.deliveries.saying import CARD, DIGEST, NAG, outgoing

POST, EDIT, OPEN = "chat.postMessage", "chat.update", "conversations.open"


async def test_what_is_sent_and_what_is_edited_are_deliveries(bot: Bot, to_churn: ToChannel) -> None:
    bot.keep(outgoing("card:1", to=to_churn, living=CARD), outgoing("b", to=to_churn))
    await bot.run()
    bot.keep(outgoing("card:2", to=to_churn, living=CARD))
    await bot.run()
    assert counted(bot.metrics.deliveries) == {"sent": 3}
    assert counted(bot.metrics.adopted) == {}


async def test_a_message_that_was_found_is_adopted_and_not_sent_again(bot: Bot, to_churn: ToChannel) -> None:
    bot.workspace.faults.next(POST, Fault.lose_answer())
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert counted(bot.metrics.deliveries) == {"read_back_first": 1}
    assert counted(bot.metrics.adopted) == {"": 1}


async def test_a_message_that_was_not_found_is_sent(bot: Bot, to_churn: ToChannel) -> None:
    bot.workspace.faults.next(POST, Fault.drop_before())
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert counted(bot.metrics.deliveries) == {"read_back_first": 1, "sent": 1}
    assert counted(bot.metrics.adopted) == {}


async def test_what_is_too_fast_is_tried_later(bot: Bot, to_churn: ToChannel) -> None:
    bot.workspace.faults.next(POST, Fault.retry_after(1))
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert counted(bot.metrics.deliveries) == {"later": 1, "sent": 1}


async def test_a_conversation_that_is_not_open_yet_is_tried_later(bot: Bot, ana: Person) -> None:
    bot.workspace.faults.next(OPEN, Fault.drop_before())
    bot.keep(outgoing("a", to=ToPerson(user=UserId(ana.id))))
    await bot.run()
    assert counted(bot.metrics.deliveries) == {"later": 1, "sent": 1}


async def test_a_simpler_layout_is_counted_for_each_step(bot: Bot, to_churn: ToChannel) -> None:
    def render(message: Message, degree: Degree) -> Rendered:
        refused = [{"type": "alert", "text": {"type": "plain_text", "text": "only for modals"}}]
        return Rendered(text=words_of(message), blocks=None if degree is Degree.PLAIN else [*refused, {"n": degree}])

    bot.render = render
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert counted(bot.metrics.deliveries) == {"degraded": 2, "sent": 1}


async def test_a_place_that_refuses_is_parked(bot: Bot, to_churn: ToChannel) -> None:
    bot.workspace.faults.next(POST, Fault.error("is_archived"))
    bot.keep(outgoing("a", to=to_churn, body=NAG))
    await bot.run()
    assert counted(bot.metrics.deliveries) == {"parked": 1}


async def test_a_message_that_slack_takes_in_no_form_is_dead(bot: Bot, to_churn: ToChannel) -> None:
    bot.workspace.faults.next(POST, Fault.error("never_heard_of"), times=None)
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert counted(bot.metrics.deliveries) == {"degraded": 1, "dead": 1}


async def test_a_revoked_token_stops(bot: Bot, to_churn: ToChannel) -> None:
    bot.workspace.uninstall("token_revoked")
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert counted(bot.metrics.deliveries) == {"stopped": 1}


@pytest.mark.parametrize(
    ("body", "came"),
    [(NAG, {"read_back_first": 1, "unknown": 1}), (DIGEST, {"read_back_first": 1, "sent_blind": 1, "sent": 1})],
)
async def test_what_cannot_be_read_back_is_unknown_or_sent_blind(
    start_bot: StartBot, body: Message, came: dict[str, int]
) -> None:
    bot = await start_bot(NO_HISTORY)
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.workspace.faults.next(POST, Fault.lose_answer())
    bot.keep(outgoing("a", to=ToChannel(channel=ChannelId(churn.id)), body=body))
    await bot.run()
    assert counted(bot.metrics.deliveries) == came


async def test_an_edit_that_slack_refuses_is_counted_beside_the_message_that_follows(start_bot: StartBot) -> None:
    bot = await start_bot(Setup(edit_window=timedelta(minutes=5)))
    churn = bot.workspace.add_channel("churn", bot=True)
    to = ToChannel(channel=ChannelId(churn.id))
    bot.keep(outgoing("card:1", to=to, living=CARD))
    await bot.run()
    bot.clock.advance(timedelta(hours=1))
    bot.keep(outgoing("card:2", to=to, living=CARD))
    await bot.run()
    assert counted(bot.metrics.deliveries) == {"sent": 2, "edit_refused": 1}


async def test_the_drain_says_when_it_looked(bot: Bot, churn: Channel) -> None:
    before = bot.metrics.drain_age
    await bot.run()
    after = bot.metrics.drain_age
    assert before is None
    assert after is not None
    assert 0 <= after < 10


async def test_a_drain_that_cannot_ask_the_database_has_not_looked(bot: Bot) -> None:
    bot.engine.dispose()
    drain = bot.drain()
    with bot.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE deliveries RENAME TO lost")
    try:
        await drain.start()
        await drain.looked()
        assert bot.metrics.drain_age is None
        await drain.stop()
    finally:
        with bot.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE lost RENAME TO deliveries")
