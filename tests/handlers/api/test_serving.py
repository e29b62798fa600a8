"""Where the API is served, and what it says when something breaks."""

import asyncio
import re
import sqlite3

import httpx
import pytest
from sqlalchemy import text
from structlog.typing import EventDict

from handlers.demo.cast import Cast
from handlers.demo.workspace.delivery import payloads
from storage.engine import open_engine
from tests.databases import LONG_KINDS
from tests.handlers.api.conftest import Depart, Program
from tests.handlers.api.test_tokens import assert_problem
from tests.journeys.journey import Journey


async def test_over_socket_mode_nothing_listens_unless_a_port_is_set(depart: Depart) -> None:
    journey = await depart()
    assert not hasattr(journey.bot, "port")
    await journey.restart(PORT=0)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{journey.bot.port}") as http:
        assert (await http.get("/healthz")).text == "ok\n"
        assert_problem(await http.get("/api/v1/projects"), 401)


async def test_over_http_the_api_is_served_beside_slacks_address(journey: Journey) -> None:
    await journey.restart(SLACK_APP_TOKEN=None, SLACK_SIGNING_SECRET=journey.workspace.signing_secret, PORT=0)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{journey.bot.port}") as http:
        assert (await http.post("/slack/events")).status_code == 401
        assert (await http.get("/slack/events")).status_code == 405
        assert_problem(await http.get("/api/v1/projects"), 401)


async def test_a_token_is_shown_once_whatever_is_sent_twice(journey: Journey, cast: Cast) -> None:
    world, lena, churn = journey.workspace.world, cast.lena, cast.churn
    rights = world.rights.new_trigger(lena.id), world.rights.new_response(lena.id, churn.id)
    payload = payloads.slash_command(world, lena.user, churn, "/plumb", "settings token write nightly", rights)
    first, second = [await journey.workspace.deliver_raw("slash_commands", payload) for _ in range(2)]
    assert re.search(r"plb_[0-9a-f]{16}_", str(first.payload))
    assert "plb_" not in str(second.payload)
    assert "shown already" in str(second.payload)
    assert len(journey.audit("token.made")) == 1


async def test_a_fault_is_a_problem_with_a_token_that_the_log_has_too(
    program: Program, database: str, faults: list[EventDict]
) -> None:
    token = await program.token("read")
    engine = open_engine(database)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE projects RENAME TO lost"))
    engine.dispose()
    broken = await program.http.get("/api/v1/projects", headers=token)
    assert_problem(broken, 500, "Something went wrong on our side")
    [logged] = [line for line in faults if line["log_level"] == "error"]
    assert logged["token"] == broken.json()["token"]
    assert "lost" not in broken.text
    faults.clear()


async def test_a_database_that_does_not_take_it_in_time_is_told_to_come_again(
    program: Program, database: str, journey: Journey, cast: Cast, faults: list[EventDict]
) -> None:
    await journey.kickoff(sponsor=cast.sam, members=(cast.lena,))
    await journey.answers(cast.ana, {"metric_unit": "%"})
    token = await program.token("write")
    body = {"observations": [{"day": "2027-02-01", "value": "2.9%"}]}
    other = sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    busy = await program.http.post("/api/v1/projects/churn-model/observations", headers=token, json=body)
    other.execute("ROLLBACK")
    other.close()
    assert_problem(busy, 503)
    assert busy.headers["retry-after"] == "30"
    assert (await program.http.post("/api/v1/projects/churn-model/observations", headers=token, json=body)).is_success
    faults.clear()


async def test_profiles_that_grew_old_are_read_again(journey: Journey, cast: Cast, program: Program) -> None:
    await journey.kickoff(sponsor=cast.sam)
    token = await program.token("read")
    cast.churn.kind = "private"
    await journey.travel(journey.clock.now().replace(day=4))
    shown = await program.http.get("/api/v1/projects", headers=token)
    assert shown.json()["projects"] == []


@pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
async def test_two_requests_with_one_key_at_once_are_one(program: Program, journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam, members=(cast.lena,))
    await journey.answers(cast.ana, {"metric_unit": "%"})
    token = {**await program.token("write"), "Idempotency-Key": "k"}
    body = {"observations": [{"day": "2027-02-01", "value": "2.9%"}]}
    address = "/api/v1/projects/churn-model/observations"
    answers = await asyncio.gather(*(program.http.post(address, headers=token, json=body) for _ in range(8)))
    assert {answer.text for answer in answers} == {answers[0].text}
    assert all(answer.is_success for answer in answers)
    assert len(journey.audit("kpi.logged")) == 1
