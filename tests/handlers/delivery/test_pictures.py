"""Messages with pictures: each goes out once, with its picture where that can be had and without it where not."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from bot.charts.chain import ChainLink, MetricChain
from bot.domain.ids import ChannelId
from bot.domain.message import Message, ToChannel
from bot.views.degree import Degree
from bot.views.rendered import Picture, Rendered
from handlers.delivery import payload
from handlers.delivery.lock import DrainLock
from handlers.delivery.pictures import COMPLETE, TICKET, Studio
from handlers.demo.workspace import Channel, Fault, Setup
from handlers.worker.worker import Worker
from tests.databases import KINDS, Fresh
from tests.handlers.delivery.conftest import Logs, StartBot
from tests.handlers.delivery.kit import TICK, Bot, Json, section, words_of
from tests.storage.deliveries.saying import CARD, outgoing

POST, EDIT, HISTORY = "chat.postMessage", "chat.update", "conversations.history"


def picture_of(words: str, *, before: int | None = None) -> Picture:
    chart = MetricChain(title=words, links=(ChainLink(role="Money", name="Revenue kept"),))
    return Picture(data=chart, alt_text=f"Chain: {words}", before=before)


def with_picture(message: Message, degree: Degree) -> Rendered:
    """The words, and a picture of all before the colon, so that versions of one message may share it."""
    words = words_of(message)
    if degree is Degree.PLAIN:
        return Rendered(text=words, blocks=None)
    shown = picture_of(words.partition(":")[0])
    return Rendered(text=words, blocks=[section(words)], pictures=(shown,))


@pytest.fixture
def database_url(request: pytest.FixtureRequest, fresh_database: Fresh) -> str:
    """SQLite, but where a test names both."""
    return fresh_database(getattr(request, "param", "sqlite"))


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    made = Worker(warm=("bot.charts.png",))
    asyncio.run(made.ready())
    yield made
    made.close()


def studio_of(bot: Bot, worker: Worker) -> Studio:
    async def draw(picture: Picture) -> bytes:
        return bytes(await worker.run(picture.job, picture.data))

    return Studio(draw=draw, upload=bot.clients.upload)


@pytest.fixture
def bot(bot: Bot, worker: Worker) -> Bot:
    bot.render, bot.studio = with_picture, studio_of(bot, worker)
    return bot


def shown(bot: Bot, channel: Channel) -> list[tuple[str, str | None]]:
    """What people see: the words of each message, and the alternative text of its picture."""
    return [
        (message.text, next((block["alt_text"] for block in message.blocks if block["type"] == "image"), None))
        for message in bot.workspace.messages(channel)
    ]


def reasons(logs: Logs) -> list[str]:
    return [line["reason"] for line in logs if line["event"] == "picture.left_out"]


async def test_a_picture_is_drawn_brought_and_shown(bot: Bot, churn: Channel, to_churn: ToChannel, logs: Logs) -> None:
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert shown(bot, churn) == [("a", "Chain: a")]
    assert bot.calls() == [TICKET, COMPLETE, POST, POST]  # the file is not ready at the first look
    (file,) = bot.workspace.world.files.values()
    assert file.content is not None
    assert file.content.startswith(b"\x89PNG")
    assert file.channels == []
    assert reasons(logs) == []


async def test_a_message_without_pictures_is_said_as_ever(bot: Bot, churn: Channel, to_churn: ToChannel) -> None:
    bot.render = lambda message, degree: replace(with_picture(message, degree), pictures=())
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert shown(bot, churn) == [("a", None)]
    assert bot.calls() == [POST]
    assert bot.row("a")["pictures"] is None


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("upload", Fault.drop_before()),
        ("upload", Fault.lose_answer()),
        ("upload", Fault.status(500)),
        (TICKET, Fault.drop_before()),
        (TICKET, Fault.html(accepted=True)),
        (COMPLETE, Fault.status(503)),
        (COMPLETE, Fault.lose_answer()),
    ],
)
async def test_a_mishap_on_the_way_is_mended_by_another_attempt(
    bot: Bot, churn: Channel, to_churn: ToChannel, method: str, fault: Fault
) -> None:
    bot.workspace.faults.next(method, fault)
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert shown(bot, churn) == [("a", "Chain: a")]


@pytest.mark.parametrize(
    ("method", "fault", "reason"),
    [
        ("upload", Fault.drop_before(), "upload: "),
        ("upload", Fault.status(500), "upload: HTTP 500"),
        ("upload", Fault.status(403), "upload: HTTP 403"),
        (TICKET, Fault.status(500), f"{TICKET}: "),
        (TICKET, Fault.retry_after(30), f"{TICKET}: ratelimited"),
        (COMPLETE, Fault.error("file_not_found"), f"{COMPLETE}: file_not_found"),
    ],
)
async def test_what_cannot_be_brought_is_left_out_and_logged_once(
    bot: Bot, churn: Channel, to_churn: ToChannel, logs: Logs, method: str, fault: Fault, reason: str
) -> None:
    bot.workspace.faults.next(method, fault, times=None)
    bot.workspace.faults.next(POST, Fault.lose_answer())
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert shown(bot, churn) == [("a", None)]
    (said,) = reasons(logs)
    assert said.startswith(reason)


async def test_without_the_scope_nobody_asks_again_for_a_while(start_bot: StartBot, worker: Worker, logs: Logs) -> None:
    bot = await start_bot(Setup(withhold=frozenset({"files:write"})))
    bot.render, bot.studio = with_picture, studio_of(bot, worker)
    churn = bot.workspace.add_channel("churn", bot=True)
    to = ToChannel(channel=ChannelId(churn.id))
    bot.keep(outgoing("a", to=to), outgoing("b", to=to))
    await bot.run()
    assert shown(bot, churn) == [("a", None), ("b", None)]
    assert bot.calls() == [TICKET, POST, POST]
    assert reasons(logs) == [f"{TICKET}: missing_scope"]


async def test_without_a_studio_messages_go_without(bot: Bot, churn: Channel, to_churn: ToChannel, logs: Logs) -> None:
    bot.studio = None
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert (shown(bot, churn), bot.calls(), reasons(logs)) == ([("a", None)], [POST], [])


async def test_a_worker_that_is_gone_costs_the_picture_only(
    bot: Bot, churn: Channel, to_churn: ToChannel, logs: Logs
) -> None:
    gone = Worker(warm=())
    gone.close()
    bot.studio = studio_of(bot, gone)
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert shown(bot, churn) == [("a", None)]
    assert reasons(logs) == ["WorkerClosed"]


async def test_a_fault_in_drawing_costs_the_picture_only(
    bot: Bot, churn: Channel, to_churn: ToChannel, logs: Logs
) -> None:
    odd = Picture(data="no chart", alt_text="odd")
    bot.render = lambda message, degree: replace(with_picture(message, degree), pictures=(odd,))
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert shown(bot, churn) == [("a", None)]
    (fault,) = [line for line in logs if line["event"] == "picture.failed"]
    assert fault["token"]


async def test_a_picture_holds_its_message_up_for_a_bounded_time(
    bot: Bot, churn: Channel, to_churn: ToChannel, logs: Logs
) -> None:
    bot.waits = replace(bot.waits, picture=timedelta(milliseconds=50))

    async def never(_: Picture) -> NoReturn:
        await asyncio.Event().wait()
        raise AssertionError

    bot.studio = Studio(draw=never, upload=bot.clients.upload)
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert shown(bot, churn) == [("a", None)]
    assert reasons(logs) == ["out of time"]


# --- once, whatever happens ----------------------------------------------------------------------


@pytest.mark.parametrize("fault", [Fault.lose_answer(), Fault.drop_before(), Fault.error("request_timeout")])
async def test_another_try_shows_the_file_that_is_there(
    bot: Bot, churn: Channel, to_churn: ToChannel, fault: Fault
) -> None:
    bot.workspace.faults.next(POST, fault)
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert shown(bot, churn) == [("a", "Chain: a")]
    assert bot.calls(TICKET, COMPLETE) == [TICKET, COMPLETE]


@pytest.mark.parametrize("database_url", KINDS, indirect=True)
async def test_killed_between_the_picture_and_the_message(
    bot: Bot, churn: Channel, to_churn: ToChannel, tmp_path: Path
) -> None:
    bot.keep(outgoing("a", to=to_churn))
    gate, arrived = asyncio.Event(), asyncio.Event()

    def note(_: Json) -> bool:
        arrived.set()
        return True

    bot.workspace.faults.next(POST, Fault.hold(gate), match=note)
    drain = bot.drain()
    await drain.start()
    await arrived.wait()
    await drain.stop(grace=timedelta(0))
    assert bot.row("a")["pictures"] is not None
    after = bot.drain(lock=DrainLock(tmp_path / "plumbline.db"))
    await after.start()
    await after.settled()
    await after.stop()
    gate.set()
    assert shown(bot, churn) == [("a", "Chain: a")]
    assert bot.calls(TICKET, COMPLETE) == [TICKET, COMPLETE]


async def test_an_edit_shows_the_same_picture_again_and_draws_another_anew(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    bot.keep(outgoing("card:1", to=to_churn, living=CARD))
    await bot.run()
    bot.keep(outgoing("card:2", to=to_churn, living=CARD))
    await bot.run()
    assert shown(bot, churn) == [("card:2", "Chain: card")]
    assert bot.calls(TICKET) == [TICKET]
    bot.keep(outgoing("other:3", to=to_churn, living=CARD))
    await bot.run()
    assert shown(bot, churn) == [("other:3", "Chain: other")]
    assert bot.calls(TICKET) == [TICKET, TICKET]


async def test_a_file_that_never_gets_ready_is_given_up(start_bot: StartBot, worker: Worker, logs: Logs) -> None:
    bot = await start_bot(Setup(file_steps=99))
    bot.render, bot.studio = with_picture, studio_of(bot, worker)
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.keep(outgoing("a", to=ToChannel(channel=ChannelId(churn.id))))
    await bot.run()
    assert shown(bot, churn) == [("a", None)]
    assert bot.calls(POST) == [POST] * (2 + len(bot.waits.ready))
    assert reasons(logs) == ["refused"]


async def test_waiting_for_a_file_ends_with_the_time_for_pictures(start_bot: StartBot, worker: Worker) -> None:
    bot = await start_bot(Setup(file_steps=99))
    bot.waits = replace(bot.waits, picture=timedelta(seconds=2), ready=(timedelta(seconds=2.1), TICK, TICK))
    bot.render, bot.studio = with_picture, studio_of(bot, worker)
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.keep(outgoing("a", to=ToChannel(channel=ChannelId(churn.id))))
    await bot.run()
    assert bot.calls(POST) == [POST, POST, POST]


async def test_a_refused_layout_keeps_its_picture_on_the_way_down(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    alert = {"type": "alert", "text": {"type": "plain_text", "text": "only for modals"}}

    def render(message: Message, degree: Degree) -> Rendered:
        made = with_picture(message, degree)
        return replace(made, blocks=[alert]) if degree is Degree.FULL else made

    bot.render = render
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert shown(bot, churn) == [("a", "Chain: a")]
    assert bot.row("a")["degree"] == "classic"
    assert bot.calls(TICKET) == [TICKET]


async def test_a_refusal_that_says_nothing_may_be_about_the_picture(
    bot: Bot, churn: Channel, to_churn: ToChannel
) -> None:
    bot.workspace.faults.next(
        POST, Fault.error("invalid_blocks"), match=lambda args: "slack_file" in str(args), times=None
    )
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert shown(bot, churn) == [("a", None)]
    assert bot.row("a")["degree"] == "full"


# --- where it stands -----------------------------------------------------------------------------


def laid(rendered: Rendered, *given: Picture) -> list[str]:
    files: dict[str, str | None] = {payload.fingerprint(each): f"F{number}" for number, each in enumerate(given)}
    blocks: list[Json] = payload.illustrated(rendered, files).blocks or []
    return [block["slack_file"]["id"] if block["type"] == "image" else block["text"]["text"] for block in blocks]


def test_pictures_stand_above_their_blocks_in_their_order() -> None:
    one, two, last = picture_of("1", before=0), picture_of("2", before=1), picture_of("3")
    twin = picture_of("4", before=1)
    rendered = Rendered(text="t", blocks=[section("a"), section("b")], pictures=(last, one, two, twin))
    assert laid(rendered, one, two, last, twin) == ["F0", "a", "F1", "F3", "b", "F2"]
    assert laid(rendered, one) == ["F0", "a", "b"]
    assert laid(rendered) == ["a", "b"]
    assert laid(Rendered(text="t", blocks=None, pictures=(picture_of("5", before=7),)), picture_of("5")) == ["F0"]


def test_a_full_message_has_no_room_for_a_picture() -> None:
    full = Rendered(text="t", blocks=[section("a")] * 50, pictures=(picture_of("1"),))
    assert laid(full, picture_of("1")) == ["a"] * 50


def test_a_picture_without_words_still_has_an_alternative_text() -> None:
    mute = replace(picture_of("1"), alt_text=" ")
    blocks = payload.illustrated(
        Rendered(text="t", blocks=None, pictures=(mute,)), {payload.fingerprint(mute): "F1"}
    ).blocks
    assert blocks
    assert blocks[0]["alt_text"].strip()


def test_a_picture_is_known_by_all_that_it_shows() -> None:
    one = picture_of("1")
    assert payload.fingerprint(one) == payload.fingerprint(picture_of("1"))
    others = [picture_of("2"), replace(one, job="bot.charts.png:other")]
    assert payload.fingerprint(one) not in {payload.fingerprint(each) for each in others}


@pytest.mark.parametrize("error", ["slack_connect_file_link_sharing_blocked", "file_share_limit_reached"])
async def test_a_picture_that_slack_does_not_take_there_is_left_out_at_once(
    bot: Bot, churn: Channel, to_churn: ToChannel, logs: Logs, error: str
) -> None:
    def is_illustrated(arguments: Json) -> bool:
        return "slack_file" in str(arguments.get("blocks"))

    bot.workspace.faults.next(POST, Fault.error(error), times=None, match=is_illustrated)
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert shown(bot, churn) == [("a", None)]
    assert bot.calls(POST) == [POST, POST]
    assert reasons(logs) == [error]
    assert bot.row("a")["degree"] == "full"


async def test_where_no_picture_is_shown_no_picture_is_to_blame(
    bot: Bot, churn: Channel, to_churn: ToChannel, logs: Logs
) -> None:
    odd = Picture(data="no chart", alt_text="odd")
    bot.render = lambda message, degree: replace(with_picture(message, degree), pictures=(odd,))
    bot.workspace.faults.next(POST, Fault.error("file_share_limit_reached"))
    bot.keep(outgoing("a", to=to_churn))
    await bot.run()
    assert reasons(logs) == []
    assert bot.row("a")["degree"] != "full"
