"""Kickoffs that are interrupted: by closing the window, by a restart, by a kill."""

import asyncio
import signal
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME, SUCCESS
from handlers.demo.workspace import Fault
from storage.engine import open_engine
from storage.tables.deliveries import DeliveryState, deliveries
from tests.databases import KINDS
from tests.journeys.conftest import Depart
from tests.journeys.journey import Journey
from tests.journeys.programs import program

PATIENCE = 60.0
"""Seconds that a process may take to start on a busy machine."""


async def test_closing_the_window_loses_at_most_one_page(journey: Journey, cast: Cast) -> None:
    ana = cast.ana
    await journey.types(ana, "/plumb kickoff Churn model", cast.churn)
    await journey.submits(ana, {"owner": ana.id, "sponsor": cast.sam.id})
    await journey.submits(ana, OUTCOME)
    await ana.fill({"success_statement": SUCCESS["success_statement"]})
    await journey.closes(ana)
    assert journey.windows(ana) == []
    await journey.types(ana, "/plumb kickoff", cast.churn)
    assert ana.modal is not None
    assert ana.modal.values()["success_statement"] in (None, "")
    await journey.closes(ana)
    window = await journey.opens_part(ana, 1)
    shown = {field: value for field, value in window.values().items() if field in OUTCOME}
    assert shown == OUTCOME


@pytest.mark.parametrize("database", KINDS, indirect=True)
async def test_a_kickoff_goes_on_after_a_restart(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.page(cast.ana, 1, OUTCOME)
    ts = journey.card(cast.churn).ts
    await journey.restart()
    await journey.types(cast.ana, "/plumb kickoff", cast.churn)
    assert cast.ana.modal is not None
    assert "success_statement" in cast.ana.modal.inputs()
    await journey.submits(cast.ana, SUCCESS)
    card = journey.card(cast.churn)
    assert (card.ts, journey.posted(cast.churn)) == (ts, 1)
    assert "11 of 15" in card.rendered()


async def test_a_window_from_before_the_restart_still_saves(journey: Journey, cast: Cast) -> None:
    await journey.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    await journey.restart()
    started = await journey.submits(cast.ana, {"owner": cast.ana.id})
    assert started.accepted
    await journey.restart()
    saved = await journey.submits(cast.ana, OUTCOME)
    assert saved.accepted
    assert OUTCOME["metric_name"] in journey.card(cast.churn).rendered()


async def test_what_others_saved_meanwhile_survives_an_old_window(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    await journey.opens_part(cast.ana, 1)
    await journey.answers(cast.mei, {"metric_source": "The warehouse"})
    await journey.restart()
    saved = await journey.submits(cast.ana, {"metric_name": "Monthly churn"})
    assert saved.accepted
    await journey.types(cast.ana, "/plumb answer metric_source", cast.churn)
    assert cast.ana.modal is not None
    assert cast.ana.modal.values() == {"metric_source": "The warehouse"}


def is_trying(address: str) -> bool:
    """Whether a drain is in the middle of a call, or has not begun with what was decided."""
    engine = open_engine(address)
    try:
        with engine.connect() as connection:
            rows = connection.execute(select(deliveries.c.state, deliveries.c.tries)).all()
    finally:
        engine.dispose()
    return not any(tries for _, tries in rows) or any(state == DeliveryState.TRYING for state, _ in rows)


@pytest.mark.parametrize("database", KINDS, indirect=True)
async def test_a_bot_that_was_killed_says_everything_once_and_goes_on(depart: Depart) -> None:
    journey = await depart(start=datetime.now(tz=UTC))
    cast, workspace = journey.cast, journey.workspace
    await journey.end()
    async with program(journey, "run") as first:
        await workspace.connected(timeout=PATIENCE)
        workspace.faults.next("chat.postMessage", Fault.retry_after(1), times=None)
        await cast.ana.command("/plumb", "kickoff Churn model", channel=cast.churn)
        await workspace.until(lambda: cast.ana.modal)
        assert (await cast.ana.submit({"owner": cast.ana.id, "sponsor": cast.sam.id})).accepted
        await workspace.until(lambda: len(workspace.log.calls("chat.postMessage")) >= 1)
        while await asyncio.to_thread(is_trying, journey.address):
            pass
        first.send_signal(signal.SIGKILL)
        await first.wait()
    workspace.faults.clear()
    assert workspace.log.posts() == []
    async with program(journey, "run"):
        await workspace.connected(timeout=PATIENCE)
        assert (await cast.ana.submit({"metric_name": "Monthly churn of customers"})).accepted
        await workspace.until(lambda: "Monthly churn of customers" in journey.said_in(cast.churn), timeout=PATIENCE)
        await workspace.until(lambda: cast.ana.dm and cast.sam.dm, timeout=PATIENCE)
    assert journey.posted(cast.churn) == 1
    assert [len(person.dm) for person in (cast.ana, cast.sam)] == [1, 1]


async def test_a_bot_that_is_told_to_stop_ends_well(depart: Depart) -> None:
    journey = await depart(start=datetime.now(tz=UTC))
    await journey.end()
    async with program(journey, "run") as bot:
        await journey.workspace.connected(timeout=PATIENCE)
        bot.terminate()
        assert await bot.wait() == 0
