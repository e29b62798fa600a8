"""What belongs to a message is said in its thread, once, and never gets lost for want of one."""

import pytest

from bot.domain.message import ToChannel
from handlers.demo.workspace import Channel, Fault
from tests.handlers.delivery.kit import Bot
from tests.storage.deliveries.saying import outgoing

POST, HISTORY, REPLIES = "chat.postMessage", "conversations.history", "conversations.replies"


async def test_details_go_into_the_thread_of_their_message(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.keep(outgoing("card", to=to_churn), outgoing("details", to=to_churn, under="card"))
    await bot.run()
    card, details = bot.workspace.messages(churn)
    assert (card.text, details.text) == ("card", "details")
    assert details.thread_ts == card.ts
    assert card.thread_ts in {None, card.ts}


@pytest.mark.parametrize("fault", [Fault.lose_answer(), Fault.drop_before()], ids=["answer lost", "never arrived"])
async def test_what_is_said_in_a_thread_is_looked_for_there(
    bot: Bot, churn: Channel, to_churn: ToChannel, fault: Fault
) -> None:
    bot.keep(outgoing("card", to=to_churn))
    await bot.run()
    bot.workspace.faults.next(POST, fault)
    bot.keep(outgoing("details", to=to_churn, under="card"))
    await bot.run()
    assert [one.text for one in bot.workspace.messages(churn)] == ["card", "details"]
    assert REPLIES in bot.calls()
    assert HISTORY not in bot.calls()


async def test_details_of_a_message_that_never_came_through_are_said_all_the_same(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    bot.keep(outgoing("details", to=to_churn, under="card that nobody took"))
    await bot.run()
    [details] = bot.workspace.messages(churn)
    assert details.thread_ts is None
