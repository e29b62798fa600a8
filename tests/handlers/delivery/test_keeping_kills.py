"""A drain that is killed between any two steps of keeping, and the next one on the same database."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.demo.workspace import Channel, Fault, Setup
from storage.ledger import Ledger
from storage.tables.keepings import KeptAs
from tests.bot.domain.sheets import name, sheet
from tests.handlers.delivery.conftest import StartBot
from tests.handlers.delivery.kit import Bot, protocol_now
from tests.handlers.delivery.test_kills import killed_in, the_next

POST, EDIT, PIN, UNPIN = "chat.postMessage", "chat.update", "pins.add", "pins.remove"
CREATE, REWRITE = "conversations.canvases.create", "canvases.edit"
LINK, LIST, ADD, CHANGE = "chat.getPermalink", "bookmarks.list", "bookmarks.add", "bookmarks.edit"


def assert_kept(bot: Bot, channel: Channel, words: str) -> None:
    """Everything is there once."""
    canvases = bot.workspace.world.setup.canvases
    assert bot.pins(channel) == [words]
    assert bot.shows(channel) == (f"# {words}" if canvases else None)
    assert bot.bookmarks(channel) == ([] if canvases else [("Charter of Churn model", words)])
    kept = bot.kept(channel)
    assert (kept.kept_as, kept.is_settled) == (KeptAs.CANVAS if canvases else KeptAs.BOOKMARK, True)


@pytest.mark.parametrize("finished", [True, False])
@pytest.mark.parametrize(
    ("canvases", "method"), [(True, POST), (True, PIN), (True, CREATE), (False, LINK), (False, LIST), (False, ADD)]
)
async def test_killed_while_slack_works_on_the_first_version(
    start_bot: StartBot, tmp_path: Path, method: str, *, canvases: bool, finished: bool
) -> None:
    bot = await start_bot(Setup(canvases=canvases))
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.sign(sheet(name(channel=churn.id)))
    gate = await killed_in(bot, method)
    if finished:
        gate.set()
        await bot.workspace.until(lambda: bot.calls(method))
    await the_next(bot, tmp_path)
    gate.set()
    assert_kept(bot, churn, "Churn model v1")


@pytest.mark.parametrize(("canvases", "method"), [(True, UNPIN), (True, PIN), (True, REWRITE), (False, CHANGE)])
async def test_killed_while_slack_works_on_a_version_that_had_to_be_posted_anew(
    start_bot: StartBot, tmp_path: Path, method: str, *, canvases: bool
) -> None:
    bot = await start_bot(Setup(canvases=canvases))
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.sign(sheet(name(channel=churn.id)))
    await bot.run()
    bot.workspace.faults.next(EDIT, Fault.error("edit_window_closed"))
    bot.sign(sheet(name(channel=churn.id), 2))
    gate = await killed_in(bot, method)
    gate.set()
    await the_next(bot, tmp_path)
    assert_kept(bot, churn, "Churn model v2")


async def test_a_pin_whose_setting_was_cut_off_goes_when_the_sheet_moves_on(
    start_bot: StartBot, tmp_path: Path
) -> None:
    bot = await start_bot()
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.sign(sheet(name(channel=churn.id)))
    gate = await killed_in(bot, PIN)
    gate.set()
    await bot.workspace.until(lambda: churn.pins)
    bot.workspace.faults.next(EDIT, Fault.error("edit_window_closed"))
    bot.sign(sheet(name(channel=churn.id), 2))
    bot.shown, shown = None, bot.shown
    await the_next(bot, tmp_path)
    bot.shown = shown
    await the_next(bot, tmp_path)
    assert_kept(bot, churn, "Churn model v2")


async def test_a_bookmark_whose_adding_was_cut_off_leads_to_where_the_sheet_is_now(
    start_bot: StartBot, tmp_path: Path
) -> None:
    bot = await start_bot(Setup(canvases=False))
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.sign(sheet(name(channel=churn.id)))
    gate = await killed_in(bot, ADD)
    gate.set()
    await bot.workspace.until(lambda: churn.bookmarks)
    bot.workspace.faults.next(EDIT, Fault.error("edit_window_closed"))
    bot.sign(sheet(name(channel=churn.id), 2))
    bot.shown, shown = None, bot.shown
    await the_next(bot, tmp_path)
    bot.shown = shown
    await the_next(bot, tmp_path)
    assert_kept(bot, churn, "Churn model v2")


async def test_what_was_signed_while_a_try_went_on_is_kept_after_it(bot: Bot, churn: Channel) -> None:
    bot.sign(sheet(name(channel=churn.id)))
    gate, arrived = asyncio.Event(), asyncio.Event()

    def note(_: object) -> bool:
        arrived.set()
        return True

    bot.workspace.faults.next(CREATE, Fault.hold(gate), match=note)
    drain = bot.drain()
    await drain.start()
    await arrived.wait()
    bot.sign(sheet(name(channel=churn.id), 2))
    drain.wake()
    await bot.workspace.until(lambda: bot.said(churn) == ["Churn model v2"])
    gate.set()
    await drain.settled()
    await drain.stop()
    assert_kept(bot, churn, "Churn model v2")


async def test_a_try_that_was_taken_over_settles_nothing(bot: Bot, churn: Channel) -> None:
    bot.shown = None
    bot.sign(sheet(name(channel=churn.id)))
    await bot.run()
    keepings = Ledger(bot.engine).keepings
    (room,) = keepings.claim(protocol_now(), 10)
    first = keepings.begin(room, protocol_now())
    assert first is not None
    assert keepings.recover(protocol_now(), timedelta(0)) == 1
    (room,) = keepings.claim(protocol_now(), 10)
    assert keepings.begin(room, protocol_now()) is not None
    keepings.done(first, KeptAs.CANVAS, {})
    assert keepings.has_open()
