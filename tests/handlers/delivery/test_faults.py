"""What reaches Slack when something goes wrong on the way: every message exactly once, all the same."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.ids import ChannelId, UserId
from bot.domain.message import ToChannel, ToPerson
from handlers.delivery.pace import Waits
from handlers.demo.workspace import Channel, Fault, Person, Setup
from storage.governor import ENOUGH
from tests.handlers.delivery.conftest import NO_HISTORY, Logs, StartBot
from tests.handlers.delivery.kit import QUICK, TICK, Bot, protocol_now
from tests.storage.deliveries.saying import CARD, DIGEST, MONDAY, NAG, outgoing

POST, EDIT, HISTORY, OPEN = "chat.postMessage", "chat.update", "conversations.history", "conversations.open"

ACCEPTED = [
    pytest.param(Fault.lose_answer(), id="answer lost"),
    pytest.param(Fault.status(500, accepted=True), id="500 after the work"),
    pytest.param(Fault.status(503, accepted=True), id="503 after the work"),
    pytest.param(Fault.html(accepted=True), id="html after the work"),
]
NOT_ACCEPTED = [
    pytest.param(Fault.drop_before(), id="dropped"),
    pytest.param(Fault.status(500), id="500"),
    pytest.param(Fault.html(), id="html"),
    pytest.param(Fault.error("internal_error"), id="internal_error"),
    pytest.param(Fault.error("fatal_error"), id="fatal_error"),
]


@pytest.mark.parametrize("fault", ACCEPTED)
async def test_a_message_whose_answer_is_lost_is_found_and_not_said_again(
    bot: Bot, churn: Channel, to_churn: ToChannel, fault: Fault
) -> None:
    bot.workspace.faults.next(POST, fault)
    bot.keep(outgoing("a", to=to_churn), outgoing("b", to=to_churn))
    await bot.run()
    assert bot.said(churn) == ["a", "b"]
    assert bot.calls() == [POST, HISTORY, POST]
    assert bot.row("a")["ts"] == bot.workspace.messages(churn)[0].ts


@pytest.mark.parametrize("fault", NOT_ACCEPTED)
async def test_a_message_that_did_not_arrive_is_looked_for_and_said_again(
    bot: Bot, churn: Channel, to_churn: ToChannel, fault: Fault
) -> None:
    bot.workspace.faults.next(POST, fault)
    bot.keep(outgoing("a", to=to_churn), outgoing("b", to=to_churn))
    await bot.run()
    assert bot.said(churn) == ["a", "b"]
    assert bot.calls() == [POST, HISTORY, POST, POST]


async def test_many_lost_answers_in_a_row_still_say_it_once(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.workspace.faults.next(POST, Fault.drop_before(), times=3)
    bot.workspace.faults.next(POST, Fault.lose_answer())
    bot.workspace.faults.next(HISTORY, Fault.drop_before(), times=2)
    bot.workspace.faults.next(HISTORY, Fault.html(), times=1)
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert bot.said(churn) == ["a"]


async def test_operators_read_for_how_long_a_workspace_is_left_alone_and_when_it_is_reached(
    bot: Bot, churn: Channel, to_churn: ToChannel, logs: Logs
) -> None:
    bot.waits = replace(QUICK, alone=timedelta(milliseconds=100), most=timedelta(seconds=1))
    bot.workspace.faults.next(POST, Fault.drop_before())
    bot.workspace.faults.next(HISTORY, Fault.status(500), times=ENOUGH - 1)
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert bot.said(churn) == ["a"]
    alone, reached = [line for line in logs if str(line["event"]).startswith("workspace.")]
    assert (alone["event"], reached["event"]) == ("workspace.left_alone", "workspace.reached")
    assert 0.1 <= alone["seconds"] < 0.2
    assert alone["workspace"] == reached["workspace"] == bot.team


async def test_a_message_is_found_however_much_was_said_since(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    ana = bot.workspace.add_user("ana")
    churn.members.append(ana.id)
    bot.workspace.faults.next(POST, Fault.lose_answer())
    bot.keep(outgoing("a", to=to_churn))
    bot.waits = Waits(first=TICK, most=TICK, patience=timedelta(seconds=60))
    drain = bot.drain()
    await drain.start()
    await bot.workspace.until(lambda: bot.said(churn) == ["a"])
    await drain.idle()
    await drain.stop()
    for number in range(450):
        await ana.say(f"chatter {number}", churn)
    bot.recover()
    bot.waits = Waits(first=TICK, most=TICK, patience=TICK)
    await bot.run()
    assert bot.calls() == [POST, HISTORY, HISTORY, HISTORY]
    assert [words for words in bot.said(churn) if "chatter" not in words] == ["a"]


async def test_reading_back_begins_before_the_first_try_and_not_at_the_beginning_of_time(
    bot: Bot, to_churn: ToChannel
) -> None:
    bot.workspace.faults.next(POST, Fault.drop_before(), times=2)
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    for call in bot.workspace.log.calls(HISTORY):
        assert 600 < MONDAY.timestamp() - float(call.args["oldest"]) <= 1200


async def test_another_apps_message_with_our_words_is_not_taken_for_ours(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    client = await bot.client_of(bot.team)
    stranger = {"event_type": "something_else", "event_payload": {"key": "a"}}
    await client.chat_postMessage(channel=churn.id, text="a", metadata=stranger)
    await client.chat_postMessage(channel=churn.id, text="a")
    bot.workspace.faults.next(POST, Fault.drop_before())
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert bot.said(churn) == ["a", "a", "a"]


@pytest.mark.parametrize("fault", [*ACCEPTED, *NOT_ACCEPTED, Fault.error("update_failed")])
async def test_an_edit_is_made_again_until_it_is_known_to_be_made(
    bot: Bot, churn: Channel, to_churn: ToChannel, fault: Fault
) -> None:
    bot.keep(outgoing("card:1", to=to_churn, living=CARD))
    await bot.run()
    bot.workspace.faults.next(EDIT, fault)
    bot.keep(outgoing("card:2", to=to_churn, living=CARD))
    await bot.run()
    assert bot.said(churn) == ["card:2"]
    assert bot.calls() == [POST, EDIT, EDIT]


async def test_an_edit_waits_for_a_post_that_has_to_be_looked_for(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    bot.workspace.faults.next(POST, Fault.lose_answer())
    bot.keep(outgoing("card:1", to=to_churn, living=CARD))
    bot.waits = Waits(first=TICK, most=TICK, patience=timedelta(milliseconds=300))
    drain = bot.drain()
    await drain.start()
    await bot.workspace.until(lambda: bot.said(churn) == ["card:1"])
    await drain.idle()
    bot.keep(outgoing("card:2", to=to_churn, living=CARD))
    await drain.settled()
    assert bot.said(churn) == ["card:2"]
    assert bot.calls() == [POST, HISTORY, EDIT]


async def test_without_a_connection_it_is_simply_tried_again(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    port = int(bot.workspace.url.rpartition(":")[2])
    await bot.workspace.stop()
    bot.keep(outgoing("a", to=to_churn))
    drain = bot.drain()
    await drain.start()
    await drain.idle()
    row = bot.row("a")
    assert (row["state"], row["doubtful"]) == ("pending", False)
    assert row["error"].startswith("no connection")
    await bot.workspace.start(port)
    await drain.settled()
    assert bot.said(churn) == ["a"]
    assert HISTORY not in bot.calls()


async def test_an_answer_that_takes_too_long_is_looked_for(start_bot: StartBot) -> None:
    bot = await start_bot(patience=1)
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.workspace.faults.next(POST, Fault.delay(1.2))
    bot.waits = Waits(first=TICK, most=TICK, patience=timedelta(seconds=2))
    bot.keep(outgoing("a", to=ToChannel(channel=ChannelId(churn.id))))
    await bot.run()
    assert bot.said(churn) == ["a"]
    assert bot.calls(HISTORY) == [HISTORY]


# --- too fast ------------------------------------------------------------------------------------


async def test_no_request_to_a_method_goes_out_before_retry_after(
    bot: Bot, churn: Channel, sales: Channel, to_churn: ToChannel
) -> None:
    bot.workspace.faults.next(POST, Fault.retry_after(1))
    bot.keep(outgoing("a", to=to_churn), outgoing("b", to=to_churn))
    bot.keep(outgoing("c", to=ToChannel(channel=ChannelId(sales.id))))
    bot.parallel = 1
    await bot.run()
    first, *others = bot.workspace.log.calls(POST)
    assert first.status == 429
    assert len(others) == 3
    assert all(call.real_at - first.real_at >= 1.0 for call in others)
    assert (bot.said(churn), bot.said(sales)) == (["a", "b"], ["c"])
    assert HISTORY not in bot.calls()


async def test_other_methods_go_on_while_one_is_paused(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.keep(outgoing("card:1", to=to_churn, living=CARD))
    await bot.run()
    bot.ledger.governor.pause(bot.team, POST, protocol_now() + timedelta(seconds=60))
    bot.keep(outgoing("card:2", to=to_churn, living=CARD), outgoing("b", to=to_churn))
    drain = bot.drain()
    await drain.start()
    await drain.idle()
    assert bot.said(churn) == ["card:2"]
    assert bot.row("b")["state"] == "pending"


async def test_a_pause_outlives_the_process(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.workspace.faults.next(POST, Fault.retry_after(1))
    bot.keep(outgoing("a", to=to_churn))
    drain = bot.drain()
    await drain.start()
    await drain.idle()
    await drain.stop()
    await bot.run()
    refused, accepted = bot.workspace.log.calls(POST)
    assert accepted.real_at - refused.real_at >= 1.0
    assert bot.said(churn) == ["a"]


@pytest.mark.parametrize("method", [OPEN, HISTORY])
async def test_the_methods_on_the_way_to_a_message_are_paused_alike(bot: Bot, ana: Person, method: str) -> None:
    bot.workspace.faults.next(method, Fault.retry_after(1))
    bot.workspace.faults.next(POST, Fault.drop_before())
    bot.keep(outgoing("a", to=ToPerson(user=UserId(ana.id))))
    await bot.run()
    refused, *others = bot.workspace.log.calls(method)
    assert refused.status == 429
    assert all(call.real_at - refused.real_at >= 1.0 for call in others)
    (conversation,) = [one for one in bot.workspace.world.channels.values() if one.is_dm]
    assert bot.said(conversation) == ["a"]


async def test_a_method_that_is_paused_already_is_not_called(bot: Bot, ana: Person) -> None:
    until = protocol_now() + timedelta(seconds=60)
    bot.ledger.governor.pause(bot.team, OPEN, until)
    bot.keep(outgoing("a", to=ToPerson(user=UserId(ana.id))))
    drain = bot.drain()
    await drain.start()
    await drain.idle()
    assert bot.calls() == []
    retry_at: datetime = bot.row("a")["retry_at"]
    assert abs(retry_at - until) < timedelta(seconds=5)


# --- reading back is not allowed ------------------------------------------------------------------


@pytest.mark.parametrize("fault", [Fault.lose_answer(), Fault.drop_before()])
async def test_a_nag_that_cannot_be_looked_for_is_not_said_again(start_bot: StartBot, logs: Logs, fault: Fault) -> None:
    bot = await start_bot(NO_HISTORY)
    churn = bot.workspace.add_channel("churn", bot=True)
    to = ToChannel(channel=ChannelId(churn.id))
    bot.workspace.faults.next(POST, fault)
    bot.keep(outgoing("nag", to=to, body=NAG), outgoing("b", to=to))
    await bot.run()
    assert bot.calls(POST) == [POST, POST]
    assert bot.states() == {"nag": "unknown", "b": "sent"}
    assert bot.row("nag")["error"] == "cannot be read back: missing_scope"
    assert bot.backlog().unknown == 1
    assert [line["delivery"] for line in logs if line["event"] == "delivery.unknown"] == [1]


@pytest.mark.parametrize(("fault", "times"), [(Fault.lose_answer(), 2), (Fault.drop_before(), 1)])
async def test_a_digest_that_cannot_be_looked_for_is_said_again(
    start_bot: StartBot, logs: Logs, fault: Fault, times: int
) -> None:
    bot = await start_bot(NO_HISTORY)
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.workspace.faults.next(POST, fault)
    bot.keep(outgoing("digest", to=ToChannel(channel=ChannelId(churn.id)), body=DIGEST))
    await bot.run()
    assert bot.said(churn) == ["a digest"] * times
    assert bot.backlog().sent_blind == 1
    assert [line["delivery"] for line in logs if line["event"] == "delivery.sent_blind"] == [1]


# --- nobody there ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error",
    [
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "restricted_action_read_only_channel",
        "messages_tab_disabled",
        "user_disabled",
    ],
)
async def test_a_place_that_refuses_is_parked_and_told_of_once(
    bot: Bot, churn: Channel, sales: Channel, to_churn: ToChannel, error: str
) -> None:
    bot.workspace.faults.next(POST, Fault.error(error), times=None, match=lambda args: args["channel"] == churn.id)
    bot.keep(outgoing("a", to=to_churn, body=NAG), outgoing("b", to=to_churn))
    bot.keep(outgoing("c", to=ToChannel(channel=ChannelId(sales.id))))
    await bot.run()
    await bot.run()
    assert bot.told == [("a", error)]
    assert bot.states() == {"a": "parked", "b": "parked", "c": "sent"}
    assert len(bot.calls(POST)) == 2
    assert bot.backlog().parked == 2


async def test_operators_read_which_channel_or_person_refuses(
    bot: Bot, ana: Person, churn: Channel, to_churn: ToChannel, logs: Logs
) -> None:
    bot.workspace.faults.next(POST, Fault.error("is_archived"), match=lambda args: args["channel"] == churn.id)
    bot.workspace.change_user(ana, deleted=True)
    bot.keep(outgoing("a", to=to_churn), outgoing("b", to=ToPerson(user=UserId(ana.id))))
    await bot.run()
    parked = {line["destination"]: line["reason"] for line in logs if line["event"] == "delivery.parked"}
    assert parked == {churn.id: "is_archived", ana.id: "user_disabled"}


async def test_a_real_channel_without_us_is_parked(bot: Bot) -> None:
    elsewhere = bot.workspace.add_channel("elsewhere")
    bot.keep(outgoing("a", to=ToChannel(channel=ChannelId(elsewhere.id)), body=NAG))
    bot.keep(outgoing("b", to=ToChannel(channel=ChannelId("C0NOWHERE")), body=NAG))
    await bot.run()
    assert sorted(bot.told) == [("a", "not_in_channel"), ("b", "channel_not_found")]


@pytest.mark.parametrize(
    ("error", "facts"), [("user_disabled", {"deleted": True}), ("cannot_dm_bot", {"is_bot": True})]
)
async def test_a_person_who_cannot_be_written_to_is_parked(
    bot: Bot, ana: Person, error: str, facts: dict[str, bool]
) -> None:
    bot.workspace.change_user(ana, **facts)
    bot.keep(outgoing("a", to=ToPerson(user=UserId(ana.id)), body=NAG))
    await bot.run()
    assert bot.told == [("a", error)]
    assert bot.states() == {"a": "parked"}


async def test_a_notice_of_parking_that_cannot_be_delivered_is_passed_on(bot: Bot, ana: Person) -> None:
    bot.workspace.change_user(ana, deleted=True)
    notice = outgoing("parked:C0CHURN", to=ToPerson(user=UserId(ana.id)))
    assert notice.body.kind == "parked"
    bot.keep(notice)
    await bot.run()
    assert bot.states() == {"parked:C0CHURN": "parked"}
    assert bot.told == [("parked:C0CHURN", "user_disabled")]


async def test_a_conversation_that_is_gone_is_opened_again(bot: Bot, ana: Person) -> None:
    to = ToPerson(user=UserId(ana.id))
    bot.keep(outgoing("a", to=to))
    await bot.run()
    bot.workspace.faults.next(POST, Fault.error("channel_not_found"))
    bot.keep(outgoing("b", to=to))
    await bot.run()
    assert bot.calls() == [OPEN, POST, POST, OPEN, POST]
    assert bot.states() == {"a": "sent", "b": "sent"}


async def test_a_conversation_that_is_gone_again_is_parked(bot: Bot, ana: Person) -> None:
    bot.workspace.faults.next(POST, Fault.error("channel_not_found"), times=None)
    bot.keep(outgoing("a", to=ToPerson(user=UserId(ana.id))))
    await bot.run()
    assert bot.calls() == [OPEN, POST]
    assert bot.states() == {"a": "parked"}


async def test_a_conversation_that_cannot_be_opened_for_now_is_opened_later(bot: Bot, ana: Person) -> None:
    bot.workspace.faults.next(OPEN, Fault.drop_before())
    bot.keep(outgoing("a", to=ToPerson(user=UserId(ana.id))))
    await bot.run()
    assert bot.calls() == [OPEN, OPEN, POST]


# --- the installation is gone ---------------------------------------------------------------------


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "invalid_auth"])
async def test_a_revoked_token_stops_the_workspace_and_keeps_its_messages(
    bot: Bot, churn: Channel, sales: Channel, to_churn: ToChannel, logs: Logs, error: str
) -> None:
    gate, arrived = asyncio.Event(), asyncio.Semaphore(0)

    def note(_: object) -> bool:
        arrived.release()
        return True

    bot.workspace.faults.next(POST, Fault.hold(gate), times=2, match=note)
    bot.keep(*(outgoing(key, to=to_churn) for key in "abc"))
    bot.keep(outgoing("d", to=ToChannel(channel=ChannelId(sales.id))))
    drain = bot.drain()
    await drain.start()
    await arrived.acquire()
    await arrived.acquire()
    bot.workspace.uninstall(error)
    gate.set()
    await drain.settled()
    await drain.stop()
    await bot.run()
    assert len(bot.calls()) == 2
    assert bot.states() == dict.fromkeys("abcd", "pending")
    assert bot.told == []
    assert [line["reason"] for line in logs if line["event"] == "workspace.stopped"] == [error]
    bot.workspace.world.revoked = None
    bot.arrive_again()
    await bot.run()
    assert (bot.said(churn), bot.said(sales)) == (["a", "b", "c"], ["d"])


async def test_an_answer_without_a_ts_is_looked_for_like_a_lost_one(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    """A fault of ours or of somebody on the way: `ok` and nothing else."""
    bot.workspace.faults.next(POST, Fault.error("", ok=True))
    bot.keep(outgoing("a", to=to_churn), outgoing("b", to=to_churn))
    await bot.run()
    assert bot.said(churn) == ["a", "b"]
    assert bot.calls() == [POST, HISTORY, POST, POST]


# --- editing is refused ---------------------------------------------------------------------------


async def test_an_edit_that_slack_refuses_becomes_a_new_message_with_a_link(start_bot: StartBot) -> None:
    bot = await start_bot(Setup(edit_window=timedelta(minutes=5)))
    churn = bot.workspace.add_channel("churn", bot=True)
    to = ToChannel(channel=ChannelId(churn.id))
    bot.keep(outgoing("card:1", to=to, living=CARD))
    await bot.run()
    bot.clock.advance(timedelta(hours=1))
    for words in ("card:2", "card:3"):
        bot.keep(outgoing(words, to=to, living=CARD))
        await bot.run()
    assert bot.calls() == [POST, EDIT, "chat.getPermalink", POST, EDIT]
    old, new = bot.workspace.messages(churn)
    link = f"{bot.workspace.url}/archives/{churn.id}/p{old.ts.replace('.', '')}"
    assert old.text == "card:1"
    assert new.text.startswith("card:3")
    (_, repost) = bot.workspace.log.calls(POST)
    assert link in repost.args["text"]
    assert link in repost.args["blocks"][-1]["elements"][0]["text"]
    assert bot.states() == dict.fromkeys(("card:1", "card:2", "card:3"), "sent")


@pytest.mark.parametrize("error", ["edit_window_closed", "message_not_found", "cant_update_message"])
async def test_a_message_that_is_gone_is_posted_anew_without_a_link(
    bot: Bot, churn: Channel, to_churn: ToChannel, error: str
) -> None:
    bot.keep(outgoing("card:1", to=to_churn, living=CARD))
    await bot.run()
    bot.workspace.world.remove(churn, bot.workspace.messages(churn)[0])
    bot.workspace.faults.next(EDIT, Fault.error(error))
    bot.keep(outgoing("card:2", to=to_churn, living=CARD))
    await bot.run()
    assert bot.said(churn) == ["card:2"]


async def test_a_link_that_cannot_be_had_for_now_is_waited_for(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.keep(outgoing("card:1", to=to_churn, living=CARD))
    await bot.run()
    bot.workspace.faults.next(EDIT, Fault.error("edit_window_closed"))
    bot.workspace.faults.next("chat.getPermalink", Fault.html())
    bot.keep(outgoing("card:2", to=to_churn, living=CARD))
    await bot.run()
    assert bot.calls("chat.getPermalink") == ["chat.getPermalink"] * 2
    old, new = bot.said(churn)
    assert old == "card:1"
    assert new.startswith("card:2\n<http")
