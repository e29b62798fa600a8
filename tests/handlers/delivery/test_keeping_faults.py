"""Keeping goes on through lost answers, pauses, stopped workspaces and faults of our own, and doubles nothing."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.domain.projects import ProjectName
from handlers.delivery.keeping.keeper import Keeper, Shown
from handlers.delivery.line import Line
from handlers.delivery.ports import Ports
from handlers.demo.workspace import Channel, Fault, Setup
from storage.keeping_ledger import LEASE, KeepingLedger
from storage.tables.deliveries import allowances
from storage.tables.keepings import KeptAs, keepings
from tests.bot.domain.sheets import name, sheet
from tests.databases import Fresh
from tests.handlers.delivery.conftest import Logs, StartBot
from tests.handlers.delivery.kit import BRIEFLY, TICK, Bot, in_thread, protocol_now

PIN, CREATE, REWRITE, LINK = "pins.add", "conversations.canvases.create", "canvases.edit", "chat.getPermalink"
ADD = "bookmarks.add"
LOST = (
    Fault.lose_answer(),
    Fault.drop_before(),
    Fault.status(500),
    Fault.status(502, accepted=True),
    Fault.html(accepted=True),
    Fault.error("internal_error"),
    Fault.error("request_timeout"),
)


@pytest.fixture
def database_url(fresh_database: Fresh) -> str:
    """What is shown here lies before the drain and the database: it is the same on both."""
    return fresh_database("sqlite")


@pytest.fixture
def model(churn: Channel) -> ProjectName:
    return name(channel=churn.id)


def row(bot: Bot) -> dict[str, Any]:
    """How the one channel that keeps something is worked on."""
    with bot.engine.connect() as connection:
        return dict(connection.execute(select(keepings)).mappings().one())


def unkept(bot: Bot) -> KeepingLedger:
    """The keeping side of the ledger."""
    return bot.ledger.keepings


def keeper(bot: Bot, *, longest: timedelta | None = None, shown: Shown = BRIEFLY) -> Keeper:
    """What a drain tries channels with."""
    ports = Ports(ledger=bot.ledger, clock=bot.clock, protocol_now=protocol_now, in_thread=in_thread, waits=bot.waits)
    more = {} if longest is None else {"longest": longest}
    return Keeper(ports, Line(ports, bot.client_of), shown, **more)


async def said_only(bot: Bot, model: ProjectName) -> None:
    """A sheet that Slack has, and of which nothing is kept yet."""
    bot.shown = None
    bot.sign(sheet(model))
    await bot.run()
    bot.shown = BRIEFLY


@pytest.mark.parametrize("fault", LOST, ids=lambda fault: f"{fault.kind}-{fault.error_name}{fault.status_code}")
@pytest.mark.parametrize(
    ("canvases", "method"), [(True, PIN), (True, CREATE), (False, LINK), (False, "bookmarks.list"), (False, ADD)]
)
async def test_whatever_becomes_of_one_answer_all_is_kept_once(
    start_bot: StartBot, method: str, fault: Fault, *, canvases: bool
) -> None:
    bot = await start_bot(Setup(canvases=canvases))
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.workspace.faults.next(method, fault)
    bot.sign(sheet(name(channel=churn.id)))
    await bot.run()
    assert bot.pins(churn) == ["Churn model v1"]
    assert bot.shows(churn) == ("# Churn model v1" if canvases else None)
    assert bot.bookmarks(churn) == ([] if canvases else [("Charter of Churn model", "Churn model v1")])
    kept = bot.kept(churn)
    assert kept.kept_as is (KeptAs.CANVAS if canvases else KeptAs.BOOKMARK)
    assert kept.failures == ({} if canvases else {CREATE: "canvas_disabled_user_team"})


@pytest.mark.parametrize("fault", LOST, ids=lambda fault: f"{fault.kind}-{fault.error_name}{fault.status_code}")
async def test_whatever_becomes_of_the_answer_the_canvas_is_written(
    bot: Bot, churn: Channel, model: ProjectName, fault: Fault
) -> None:
    bot.sign(sheet(model))
    await bot.run()
    bot.workspace.faults.next(REWRITE, fault)
    bot.sign(sheet(model, 2))
    await bot.run()
    assert (bot.shows(churn), churn.bookmarks) == ("# Churn model v2", [])


async def test_a_canvas_that_shows_it_all_is_not_written_again_because_a_pin_has_to_wait(
    bot: Bot, churn: Channel
) -> None:
    for project in ("P1", "P2"):
        bot.workspace.faults.next(PIN, Fault.lose_answer())
        bot.sign(sheet(name(project, churn.id, project)))
        await bot.run()
    assert bot.shows(churn) == "# P1 v1\n\n# P2 v1"
    assert bot.calls(PIN) == [PIN] * 4
    assert bot.calls(CREATE, REWRITE) == [CREATE, REWRITE]


async def test_what_was_refused_is_not_asked_for_again_because_a_pin_has_to_wait(bot: Bot, churn: Channel) -> None:
    bot.workspace.faults.next(PIN, Fault.lose_answer())
    for method in (CREATE, ADD):
        bot.workspace.faults.next(method, Fault.error("restricted_action"))
    bot.sign(sheet(name(channel=churn.id)))
    await bot.run()
    assert bot.calls(PIN, CREATE, ADD) == [PIN, CREATE, ADD, PIN]
    kept = bot.kept(churn)
    assert (kept.kept_as, kept.is_settled) == (KeptAs.NONE, True)
    assert kept.failures == {CREATE: "restricted_action", ADD: "restricted_action"}


async def test_of_several_steps_that_have_to_wait_the_first_to_be_had_says_when(
    bot: Bot, churn: Channel, model: ProjectName
) -> None:
    for method, seconds in ((PIN, 40), (CREATE, 20)):
        bot.workspace.faults.next(method, Fault.retry_after(seconds))
    bot.sign(sheet(model))
    drain = bot.drain()
    await drain.start()
    await drain.idle()
    await drain.stop()
    assert timedelta(seconds=15) < row(bot)["retry_at"] - protocol_now() <= timedelta(seconds=20)


@pytest.mark.parametrize("method", [PIN, CREATE])
async def test_retry_after_outlives_the_process_and_holds_up_no_other_step(
    bot: Bot, churn: Channel, model: ProjectName, method: str
) -> None:
    bot.workspace.faults.next(method, Fault.retry_after(30))
    bot.sign(sheet(model))
    drain = bot.drain()
    await drain.start()
    await drain.idle()
    await drain.stop()
    assert timedelta(seconds=25) < row(bot)["retry_at"] - protocol_now() <= timedelta(seconds=30)
    assert bot.kept(churn).failures == {method: "ratelimited"}
    assert bool(bot.pins(churn)) == (method != PIN)
    assert bool(bot.shows(churn)) == (method != CREATE)
    assert churn.bookmarks == [], "who waits for a canvas takes no bookmark"
    again = bot.drain()
    await again.start()
    await again.idle()
    await again.stop()
    assert bot.calls(method) == [method]
    pass_time(bot)
    await bot.run()
    assert (bot.pins(churn), bot.shows(churn)) == (["Churn model v1"], "# Churn model v1")


@pytest.mark.parametrize("method", [PIN, CREATE])
async def test_what_was_perhaps_done_is_not_looked_at_before_slack_has_had_the_time(
    bot: Bot, churn: Channel, model: ProjectName, method: str
) -> None:
    bot.waits = replace(bot.waits, patience=timedelta(seconds=30))
    bot.workspace.faults.next(method, Fault.lose_answer())
    bot.sign(sheet(model))
    drain = bot.drain()
    await drain.start()
    await drain.idle()
    await drain.stop()
    assert timedelta(seconds=25) < row(bot)["retry_at"] - protocol_now() <= timedelta(seconds=30)


def pass_time(bot: Bot) -> None:
    """Let every pause and rest be over."""
    over = protocol_now() - TICK
    with bot.engine.begin() as connection:
        connection.execute(update(allowances).values(until=over))
        connection.execute(update(keepings).values(retry_at=over))


async def test_the_drain_wakes_when_the_pause_is_over(bot: Bot, churn: Channel, model: ProjectName) -> None:
    bot.workspace.faults.next(PIN, Fault.retry_after(1))
    bot.sign(sheet(model))
    await bot.run()
    assert bot.pins(churn) == ["Churn model v1"]


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive"])
@pytest.mark.parametrize("method", [PIN, CREATE])
async def test_in_a_stopped_workspace_nothing_is_tried_until_somebody_installs_again(
    bot: Bot, churn: Channel, model: ProjectName, method: str, error: str
) -> None:
    bot.workspace.faults.next(method, Fault.error(error))
    bot.sign(sheet(model))
    await bot.run()
    before = len(bot.calls())
    assert not unkept(bot).has_open()
    pass_time(bot)
    await bot.run()
    assert len(bot.calls()) == before
    assert bot.shows(churn) is None
    bot.arrive_again()
    await bot.run()
    assert (bot.pins(churn), bot.shows(churn)) == (["Churn model v1"], "# Churn model v1")


async def test_a_fault_of_our_own_is_loud_and_tried_again(
    bot: Bot, churn: Channel, model: ProjectName, logs: Logs
) -> None:
    failing = iter([True, False])

    def canvas(_sheets: object, _names: object) -> str:
        if next(failing):
            raise ArithmeticError("of our own")
        return "# mended"

    bot.shown = replace(BRIEFLY, canvas=canvas)
    bot.sign(sheet(model))
    await bot.run()
    assert bot.shows(churn) == "# mended"
    (failed,) = [line for line in logs if line["event"] == "keeping.failed"]
    assert (failed["log_level"], failed["channel"]) == ("error", churn.id)
    assert failed["token"]


async def test_a_try_that_takes_too_long_is_left_and_taken_up_again(
    bot: Bot, churn: Channel, model: ProjectName
) -> None:
    await said_only(bot, model)
    gate = asyncio.Event()
    bot.workspace.faults.next(CREATE, Fault.hold(gate))
    impatient = keeper(bot, longest=timedelta(milliseconds=200))
    (room,) = await impatient.claim(10)
    await impatient.keep(room)
    assert (bot.pins(churn), bot.kept(churn).is_settled) == (["Churn model v1"], False)
    gate.set()
    await bot.workspace.until(lambda: bot.shows(churn))
    await bot.run()
    assert bot.kept(churn).kept_as is KeptAs.CANVAS


async def test_of_two_drains_one_keeps_a_channel(bot: Bot, churn: Channel, model: ProjectName) -> None:
    await said_only(bot, model)
    one, other = keeper(bot), keeper(bot)
    (room,) = await one.claim(10)
    assert await other.claim(10) == (room,)
    await one.keep(room)
    calls = len(bot.calls())
    await other.keep(room)
    assert len(bot.calls()) == calls
    assert bot.kept(churn).is_settled


async def test_a_killed_try_is_taken_over_when_its_lease_is_over(bot: Bot, churn: Channel, model: ProjectName) -> None:
    await said_only(bot, model)
    (room,) = unkept(bot).claim(protocol_now(), 10)
    begun = protocol_now()
    assert unkept(bot).begin(room, begun) is not None
    assert unkept(bot).claim(begun + LEASE - TICK, 10) == ()
    assert unkept(bot).claim(begun + LEASE, 10) != ()
    assert bot.pins(churn) == []


async def test_a_drain_whose_database_fails_in_the_middle_rests_and_goes_on(
    bot: Bot, churn: Channel, model: ProjectName, logs: Logs
) -> None:
    """The table is gone for a moment, as after a connection was lost: not even the failure can be written down."""
    await said_only(bot, model)
    failing = iter([True, False])

    def canvas(_sheets: object, _names: object) -> str:
        if next(failing):
            with bot.engine.begin() as connection:
                connection.exec_driver_sql("ALTER TABLE keepings RENAME TO lost")
            raise ArithmeticError("of our own")
        return "# mended"

    bot.waits = replace(bot.waits, patience=timedelta(milliseconds=300))
    bot.shown = replace(BRIEFLY, canvas=canvas)
    drain = bot.drain()
    await drain.start()
    async with asyncio.timeout(30):
        while not [line for line in logs if line["event"] == "keeping.unsettled"]:
            await drain.looked()
    with bot.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE lost RENAME TO keepings")
    pass_time(bot)
    async with asyncio.timeout(30):
        await drain.settled()
    assert bot.shows(churn) == "# mended"


async def test_what_was_refused_is_not_asked_again_because_something_else_waits(start_bot: StartBot) -> None:
    bot = await start_bot(Setup(canvases=False))
    churn = bot.workspace.add_channel("churn", bot=True)
    bot.workspace.faults.next(PIN, Fault.drop_before())
    bot.workspace.faults.next(ADD, Fault.error("permission_denied"), times=None)
    bot.sign(sheet(name(channel=churn.id)))
    await bot.run()
    assert bot.calls(PIN, CREATE, ADD) == [PIN, CREATE, ADD, PIN]


async def test_a_refused_pin_is_not_asked_again_because_the_canvas_waits(
    bot: Bot, churn: Channel, model: ProjectName
) -> None:
    bot.workspace.faults.next(PIN, Fault.error("too_many_pins"), times=None)
    bot.workspace.faults.next(CREATE, Fault.drop_before())
    bot.sign(sheet(model))
    await bot.run()
    assert bot.calls(PIN, CREATE) == [PIN, CREATE, CREATE]
    assert bot.kept(churn).failures == {PIN: "too_many_pins"}


async def test_one_channel_that_waits_holds_up_no_other(bot: Bot, churn: Channel, sales: Channel) -> None:
    bot.parallel = 1
    bot.workspace.faults.next(CREATE, Fault.error("internal_error"), match=lambda args: args["channel_id"] == churn.id)
    bot.sign(sheet(name("P1", churn.id, "Churn")))
    bot.sign(sheet(name("P2", sales.id, "Sales")))
    await bot.run()
    assert [bot.shows(churn), bot.shows(sales)] == ["# Churn v1", "# Sales v1"]
