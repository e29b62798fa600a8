"""What takes longer than Slack waits is kept before it is acknowledged: killed at any time after that, it is done."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from structlog.typing import EventDict

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME, PROOF
from handlers.demo.workspace import Fault
from handlers.demo.workspace.delivery import payloads
from storage.engine import BEGIN, open_engine
from storage.tables import inbox, people, unfinished
from tests.databases import IS_LONG, KINDS
from tests.journeys.conftest import Depart
from tests.journeys.evidence import kept
from tests.journeys.journey import Journey, button
from tests.journeys.test_sudden_death import MOMENTS, mortal

Json = dict[str, Any]
HELD = "held"
"""Killed by us while Slack still lets us wait for a profile: the flow has not begun to keep anything."""


@dataclass(kw_only=True)
class Promised:
    """Something that was acknowledged without words: how to deliver it again, and what the person reads of it."""

    deliver: Callable[[], Awaitable[Any]]
    read: Callable[[], str]


SLACKS_PATIENCE = 3.0


def rows(journey: Journey) -> list[Any]:
    """What is acknowledged and not done, as the database has it."""
    engine = open_engine(journey.address)
    try:
        with engine.connect() as connection:
            return list(connection.execute(select(unfinished)).mappings())
    finally:
        engine.dispose()


def _changed(journey: Journey, statement: Any) -> None:
    engine = open_engine(journey.address)
    with engine.begin() as connection:
        connection.execute(statement)
    engine.dispose()


def lapse(journey: Journey) -> None:
    """Whoever held anything has said nothing for long."""
    _changed(journey, update(unfinished).values(held_until=datetime.now(UTC) - timedelta(seconds=1)))


@asynccontextmanager
async def slow(journey: Journey) -> AsyncIterator[asyncio.Event]:
    """Profiles are old, and Slack takes its time to tell them until the event is set."""
    gate = asyncio.Event()
    _changed(journey, update(people).values(seen_at=datetime(2020, 1, 1, tzinfo=UTC)))
    journey.workspace.faults.next("users.info", Fault.hold(gate), times=None)
    yield gate
    gate.set()
    journey.workspace.faults.clear()


async def command(journey: Journey) -> Promised:
    """A number by command: said twice, it would be two entries in the trail."""
    world, ana, churn = journey.workspace.world, journey.cast.ana, journey.cast.churn
    rights = (world.rights.new_trigger(ana.id), world.rights.new_response(ana.id, churn.id))
    payload = payloads.slash_command(world, ana.user, churn, "/plumb", "kpi 2.9%", rights)
    return Promised(
        deliver=lambda: journey.workspace.deliver_raw("slash_commands", payload),
        read=_ephemerals(journey, "2.9 % noted"),
    )


async def press(journey: Journey) -> Promised:
    """A plan that is accepted by a button."""
    ana, churn = journey.cast.ana, journey.cast.churn
    plan = (await journey.types(ana, "/plumb experiment plan", churn)).messages[-1]
    payload = journey.pressing(ana, plan, "plan.accept", button(plan, "plan.accept")["value"])
    return Promised(deliver=lambda: ana.forge(payload), read=_ephemerals(journey, "This plan is accepted."))


async def submission(journey: Journey) -> Promised:
    """An answer from a window, which stays open below the page that says that it takes longer."""
    ana = journey.cast.ana
    await journey.types(ana, "/plumb answer why_now", journey.cast.churn)
    await ana.fill({"why_now": "Renewals come up in June."})
    payload, is_first = ana.submission_payload(), [True]

    async def deliver() -> Any:
        if is_first.pop() if is_first else False:
            assert (await ana.submit()).accepted
            assert ana.modal is not None
            assert "takes longer than usual" in ana.modal.text()
            return None
        return await ana.forge(payload)

    def read() -> str:
        shown = ana.modal.text() if ana.modal is not None else ""
        return "" if "takes longer than usual" in shown else shown

    return Promised(deliver=deliver, read=read)


def _ephemerals(journey: Journey, words: str) -> Callable[[], str]:
    ana, churn = journey.cast.ana, journey.cast.churn

    def read() -> str:
        said = [one.rendered() for one in churn.messages if one.ephemeral_to == ana.id]
        return "\n".join(text for text in said if words in text)

    return read


KINDS_HEARD = {
    "command": (command, "kpi.logged"),
    "press": (press, "plan.accepted"),
    "submission": (submission, "charter.answered"),
}


async def _planned(journey: Journey) -> None:
    await journey.kickoff()
    await journey.page(journey.cast.ana, 1, OUTCOME)
    await journey.page(journey.cast.ana, 3, PROOF)


async def _killed(journey: Journey, folder: Path, moment: str, promised: Promised) -> None:
    """Have it acknowledged by a program that dies at this moment behind the acknowledgement."""
    async with mortal(journey, folder, moment, is_computed=False) as process:
        (folder / "armed").unlink()
        async with slow(journey) as gate:
            ack = await promised.deliver()
            assert ack is None or (ack.error, ack.payload) == (None, None), ack
            assert len(rows(journey)) == 1
            if moment == HELD:
                os.kill(process.pid, signal.SIGKILL)
            else:
                (folder / "armed").touch()
                gate.set()
            async with asyncio.timeout(60):
                assert await process.wait() == -signal.SIGKILL
    # The program lived by the machine's clock, and the inbox forgets what is older than a week by the story's.
    _changed(journey, update(inbox).values(heard_at=journey.clock.now()))


@pytest.mark.parametrize(
    ("database", "moment"),
    [
        *(("sqlite", moment) for moment in ((HELD, *MOMENTS) if IS_LONG else (HELD,))),
        *(("postgresql", moment) for moment in ((HELD, *MOMENTS) if IS_LONG else ("committed",))),
    ],
    indirect=["database"],
)
@pytest.mark.parametrize("heard", sorted(KINDS_HEARD))
async def test_killed_behind_the_acknowledgement_it_is_done_once_and_the_person_reads_it(
    journey: Journey, tmp_path: Path, heard: str, moment: str
) -> None:
    make, act = KINDS_HEARD[heard]
    await _planned(journey)
    promised, before = await make(journey), len(journey.audit(act))
    await _killed(journey, tmp_path, moment, promised)
    assert len(journey.audit(act)) - before == (1 if moment == "committed" else 0)
    assert promised.read() == ""
    if journey.address.startswith("postgresql"):  # somebody else may be alive there
        lapse(journey)
    await journey.restart()
    await journey.bot.tick()
    await journey.quiet()
    assert promised.read() != ""
    read = promised.read()
    assert rows(journey) == []
    assert len(journey.audit(act)) - before == 1
    await journey.bot.tick()
    again = await promised.deliver()
    await journey.quiet()
    assert again.error is None
    assert len(journey.audit(act)) - before == 1
    assert read in promised.read()
    if heard == "submission":
        assert kept(journey).answer("why_now").text == "Renewals come up in June."


async def test_a_window_that_cannot_be_opened_any_more_is_offered_by_a_button(journey: Journey, tmp_path: Path) -> None:
    await journey.kickoff()
    world, ana, churn = journey.workspace.world, journey.cast.ana, journey.cast.churn
    rights = (world.rights.new_trigger(ana.id), world.rights.new_response(ana.id, churn.id))
    payload = payloads.slash_command(world, ana.user, churn, "/plumb", "answer why_now", rights)
    words = _ephemerals(journey, "could not be opened in time")
    promised = Promised(deliver=lambda: journey.workspace.deliver_raw("slash_commands", payload), read=words)
    await _killed(journey, tmp_path, HELD, promised)
    rights[0].born -= 3
    await journey.restart()
    await journey.bot.tick()
    await journey.quiet()
    assert words() != ""
    (note,) = [one for one in churn.messages if one.rendered() == words()]
    window = await (await journey.presses(ana, note, "again.try")).opened()
    assert "why_now" in window.inputs()


async def test_half_an_hour_later_the_words_come_as_a_direct_message(journey: Journey, tmp_path: Path) -> None:
    await _planned(journey)
    promised, ana = await command(journey), journey.cast.ana
    await _killed(journey, tmp_path, HELD, promised)
    for url in journey.workspace.world.rights._responses.values():
        url.born -= 31 * 60
    before = len(ana.dm)
    await journey.restart()
    await journey.bot.tick()
    await journey.quiet()
    (said,) = ana.dm[before:]
    assert "We were interrupted while we worked on “/plumb kpi 2.9%”." in said.rendered()
    assert "2.9 %" in said.rendered()
    assert len(journey.audit("kpi.logged")) == 1
    assert rows(journey) == []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_of_two_replicas_one_does_it(journey: Journey, tmp_path: Path) -> None:
    await _planned(journey)
    promised = await command(journey)
    await _killed(journey, tmp_path, HELD, promised)
    await journey.restart()
    second = await journey.replica()
    await asyncio.gather(journey.bot.tick(), second.tick())
    await journey.quiet()
    assert journey.audit("kpi.logged") == []  # whoever acknowledged it may be alive
    lapse(journey)
    await asyncio.gather(journey.bot.tick(), second.tick())
    await journey.quiet()
    assert len(journey.audit("kpi.logged")) == 1
    assert promised.read().count("2.9 % noted") == 1
    assert rows(journey) == []


@pytest.mark.parametrize("database", KINDS, indirect=True)
async def test_what_is_done_or_refused_in_the_end_leaves_no_row(journey: Journey, cast: Cast) -> None:
    await _planned(journey)
    for line, words in (
        ("kpi 2.9%", "2.9 %"),
        ("experiment start", "There is no accepted plan"),
        ("status", "Churn model"),
    ):
        async with slow(journey) as gate:
            heard = await cast.ana.command("/plumb", line, cast.churn)
            assert (heard.error, heard.text) == (None, "")
            assert len(rows(journey)) == 1
            gate.set()
            await journey.quiet()
        assert words in heard.text
        assert rows(journey) == []
    assert len(journey.audit("kpi.logged")) == 1


@pytest.mark.parametrize("database", KINDS, indirect=True)
async def test_heard_twice_and_late_both_times_it_is_one_change(journey: Journey) -> None:
    await _planned(journey)
    promised = await command(journey)
    async with slow(journey) as gate:
        acks = await asyncio.gather(promised.deliver(), promised.deliver())
        assert [(ack.error, ack.payload) for ack in acks] == [(None, None)] * 2
        assert len(rows(journey)) == 1
        gate.set()
        await journey.quiet()
    assert len(journey.audit("kpi.logged")) == 1
    assert rows(journey) == []


@pytest.mark.parametrize("heard", ["command", "submission"])
async def test_a_database_that_is_locked_promises_nothing(depart: Depart, faults: list[EventDict], heard: str) -> None:
    journey = await depart(ack_seconds=SLACKS_PATIENCE)
    make, act = KINDS_HEARD[heard]
    await _planned(journey)
    promised, before = await make(journey), len(journey.audit(act))
    deliver = promised.deliver if heard == "command" else journey.cast.ana.submit
    engine = open_engine(journey.address)
    with engine.execution_options(**{BEGIN: "IMMEDIATE"}).begin():
        answered = await deliver()
        assert answered.error is not None
        await journey.quiet()
    engine.dispose()
    assert len(journey.audit(act)) == before
    assert rows(journey) == []
    failed = [line for line in faults if line["log_level"] == "error"]
    assert {line["where"] for line in failed} <= {"slack.command", "slack.view", "slack.after"}
    faults.clear()
    if heard == "submission":  # what was typed still stands there
        assert journey.cast.ana.modal is not None
        assert "why_now" in journey.cast.ana.modal.inputs()
        assert (await journey.cast.ana.submit()).accepted
    else:
        assert (await promised.deliver()).error is None
    assert len(journey.audit(act)) == before + 1
