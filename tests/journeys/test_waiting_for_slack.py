"""Slack does not answer while a program starts: the bot waits, and who sits at a terminal is told."""

import json
import socket
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from handlers.demo.workspace import Fault
from tests.journeys.journey import Journey
from tests.journeys.programs import outcome, program
from tests.journeys.test_stopping import ended, logged, tell, until

WHO_AM_I = "auth.test"
DOORS = pytest.mark.parametrize("door", ["socket", "http"])
FAULTS = [
    pytest.param(Fault.status(503), id="503"),
    pytest.param(Fault.drop_before(), id="no answer"),
    pytest.param(Fault.error("internal_error"), id="internal_error"),
]


async def test_the_bot_asks_again_until_slack_answers(journey: Journey) -> None:
    await journey.end()
    journey.workspace.faults.next(WHO_AM_I, Fault.drop_before(), times=2)
    async with program(journey, "run") as process:
        await logged(process, "bot.waits_for_slack")
        await logged(process, "bot.ready")
    assert len(journey.workspace.log.calls(WHO_AM_I)) >= 3


@asynccontextmanager
async def waiting(journey: Journey, door: str) -> AsyncIterator[tuple[Process, httpx.AsyncClient]]:
    """A program that cannot reach Slack, and a client for its port."""
    await journey.end()
    journey.workspace.faults.next(WHO_AM_I, Fault.drop_before(), times=None)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    over_http = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": journey.workspace.signing_secret}
    changed = {"PORT": str(port), **(over_http if door == "http" else {})}
    async with (
        program(journey, "run", **changed) as process,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as http,
    ):
        await logged(process, "bot.waits_for_slack")
        yield process, http


@DOORS
async def test_who_asks_for_its_health_is_answered_from_the_beginning(journey: Journey, door: str) -> None:
    async with waiting(journey, door) as (process, http):
        assert (await http.get("/healthz")).text == "ok\n"
        unready = await http.get("/readyz")
        assert unready.status_code == 503
        assert unready.text.startswith("Slack cannot be reached: ")
        assert unready.text.count("\n") == 1
        page = await http.get("/metrics")
        assert 'plumbline_check_passed{check="token"} 0.0' in page.text
        assert f'database="sqlite",door="{door}"' in page.text
        assert (await http.post("/slack/events", content=b"{}")).status_code == 503
        assert (await http.get("/api/v1/projects")).status_code == 503
        journey.workspace.faults.clear()
        await logged(process, "bot.ready")
        assert (await http.get("/api/v1/projects")).status_code == 401
        assert (await http.post("/slack/events", content=b"{}")).status_code == (401 if door == "http" else 404)
        assert "plumbline_deliveries_due" in (await http.get("/metrics")).text
        if door == "http":
            assert (await http.get("/readyz")).text == "ok\n"


@DOORS
async def test_told_to_stop_while_it_waits_it_ends_as_otherwise(journey: Journey, door: str) -> None:
    async with waiting(journey, door) as (process, http):
        told_at = tell(process)
        await logged(process, "bot.stopping")
        lines = [json.loads(line)["event"] async for line in until(process, "bot.stopped")]
        assert set(lines) <= {"bot.waits_for_slack"}
        await ended(process, told_at)
        with pytest.raises(httpx.ConnectError):
            await http.get("/healthz")


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_command_says_in_one_line_that_it_cannot_ask(journey: Journey, fault: Fault) -> None:
    await journey.end()
    journey.workspace.faults.next(WHO_AM_I, fault, times=None)
    status, _, complaint = await outcome(journey, "due", "--send")
    assert status == 2
    assert complaint.startswith("plumbline: Slack cannot be asked who we are: ")
    assert complaint.count("\n") == 1
