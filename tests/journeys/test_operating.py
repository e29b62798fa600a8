"""What an operator sees of a running bot: `/healthz`, `/readyz` and `/metrics` tell what really happened."""

import re
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import TypeAlias

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from structlog.typing import EventDict

from bot.domain.ids import ChannelId
from bot.domain.message import ToChannel
from handlers.clock import protocol_now
from handlers.demo.cast import Cast
from handlers.demo.workspace.delivery import payloads
from storage.engine import open_engine
from tests.databases import LONG_KINDS
from tests.docs.metric_rows import described
from tests.journeys.conftest import Depart
from tests.journeys.journey import Journey
from tests.storage.deliveries.saying import outgoing

Page: TypeAlias = Mapping[str, float]


@pytest.fixture
async def journey(depart: Depart) -> Journey:
    """Over Socket Mode, with the port open."""
    made = await depart()
    await made.restart(PORT=0)
    return made


@pytest.fixture
async def http(journey: Journey) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{journey.bot.port}", timeout=20) as made:
        yield made


async def page(http: httpx.AsyncClient) -> Page:
    """Every sample by its name and the values of its labels."""
    answer = await http.get("/metrics")
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.text)
    return {" ".join((each.name, *each.labels.values())): each.value for family in families for each in family.samples}


def since(before: Page, after: Page) -> Page:
    """What was counted between two looks; the clock of the process is left out."""
    ours = {name: value for name, value in after.items() if name.startswith("plumbline_") and "seconds" not in name}
    return {name: value - before.get(name, 0.0) for name, value in ours.items() if value != before.get(name, 0.0)}


@pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
async def test_what_people_do_is_counted_by_kind_and_nobody_is_named(
    journey: Journey, cast: Cast, http: httpx.AsyncClient
) -> None:
    before = await page(http)
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, {"metric_unit": "%"})
    workspace, world = journey.workspace, journey.workspace.world
    rights = world.rights.new_trigger(cast.ana.id), world.rights.new_response(cast.ana.id, cast.churn.id)
    typed = payloads.slash_command(world, cast.ana.user, cast.churn, "/plumb", "kpi 2.9%", rights)
    for _ in range(2):
        await workspace.deliver_raw("slash_commands", typed)
    await journey.quiet()
    after = await page(http)
    counted = since(before, after)
    assert counted["plumbline_inbox_repeats_total command"] == 1
    posts, edits = (len(workspace.log.calls(method)) for method in ("chat.postMessage", "chat.update"))
    assert counted["plumbline_deliveries_total sent"] == posts + edits
    assert counted["plumbline_slack_calls_total chat.postMessage ok"] == posts
    acks = {
        kind: after[f"plumbline_ack_duration_seconds_count {kind}"]
        - before[f"plumbline_ack_duration_seconds_count {kind}"]
        for kind in ("command", "view", "shortcut")
    }
    assert acks == {"command": 4, "view": 2, "shortcut": 0}
    told = (await http.get("/metrics")).text
    people = [person.id for person in (cast.ana, cast.sam)] + [cast.ana.user.real_name, "Churn"]
    assert [word for word in [workspace.team_id, cast.churn.id, *people] if word in told] == []


async def test_everything_on_the_page_is_documented(journey: Journey, http: httpx.AsyncClient) -> None:
    await says(journey, "a", journey.cast.churn.id)
    await journey.bot.drain.settled()
    families = list(text_string_to_metric_families((await http.get("/metrics")).text))
    endings = {"counter": "_total"}
    shown = {family.name + endings.get(family.type, "") for family in families}
    assert shown == described().keys()


async def says(journey: Journey, key: str, channel: str) -> None:
    """Decide a message, due a minute ago."""
    now = journey.clock.now() - timedelta(minutes=1)
    message = outgoing(key, to=ToChannel(channel=ChannelId(channel)), not_before=now)
    bot = journey.bot
    await bot.runner.write(bot.workspace, lambda work: work.say(message), actor=None, now=now)


@pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
async def test_a_message_that_waits_and_one_that_a_human_has_to_look_at(
    journey: Journey, cast: Cast, http: httpx.AsyncClient
) -> None:
    before = await page(http)
    assert before["plumbline_deliveries_due"] == before["plumbline_deliveries_oldest_due_age_seconds"] == 0
    await says(journey, "lost", "C0NOWHERE")
    await journey.bot.drain.idle()
    until = protocol_now() + timedelta(minutes=5)
    await journey.bot.runner.call(
        lambda: journey.bot.ledger.governor.pause(journey.bot.workspace, "chat.postMessage", until)
    )
    await says(journey, "waits", cast.churn.id)
    await journey.bot.drain.idle()
    after = await page(http)
    assert (after["plumbline_deliveries_due"], after["plumbline_deliveries_held parked"]) == (1, 1)
    assert 60 <= after["plumbline_deliveries_oldest_due_age_seconds"] < 90
    assert since(before, after)["plumbline_deliveries_total parked"] == 1


async def test_a_connection_that_slack_opens_anew_is_counted(
    journey: Journey, cast: Cast, http: httpx.AsyncClient
) -> None:
    assert (await page(http))["plumbline_socket_reconnects_total"] == 0
    await journey.workspace.refresh_sockets()
    await journey.workspace.connected()
    await journey.types(cast.ana, "/plumb help", cast.churn)  # over the new connection, behind its hello
    told = await page(http)
    assert (told["plumbline_socket_reconnects_total"], told["plumbline_check_passed socket"]) == (1, 1)


async def test_over_http_the_same_page_is_served(journey: Journey) -> None:
    await journey.restart(SLACK_APP_TOKEN=None, SLACK_SIGNING_SECRET=journey.workspace.signing_secret, PORT=0)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{journey.bot.port}") as http:
        told = (await http.get("/metrics")).text
        assert 'database="sqlite",door="http"' in told
        assert (await http.post("/metrics")).status_code == 405
        assert (await http.get("/readyz")).text == "ok\n"


async def test_a_workspace_that_uninstalls_is_not_ready_and_still_there(
    journey: Journey, http: httpx.AsyncClient, faults: list[EventDict]
) -> None:
    assert (await http.get("/readyz")).text == "ok\n"
    assert (await page(http))["plumbline_check_passed workspace"] == 1
    journey.workspace.uninstall("token_revoked")
    await says(journey, "a", journey.cast.churn.id)
    await journey.bot.drain.settled()
    unready = await http.get("/readyz")
    assert (unready.status_code, unready.text) == (503, "the workspace took its token back\n")
    assert (await page(http))["plumbline_check_passed workspace"] == 0
    assert (await http.get("/healthz")).text == "ok\n"
    assert [line["event"] for line in faults if line["log_level"] == "error"] == ["workspace.stopped"]
    faults.clear()


async def test_a_database_that_cannot_be_asked_leaves_its_gauges_out(
    journey: Journey, http: httpx.AsyncClient, database: str
) -> None:
    engine = open_engine(database)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    told = await page(http)
    assert told["plumbline_check_passed schema"] == 0
    assert not any(name.startswith(("plumbline_deliveries_due", "plumbline_deliveries_held")) for name in told)
    assert "plumbline_deliveries_total sent" in told
    unready = await http.get("/readyz")
    assert unready.status_code == 503
    assert "run `plumbline migrate`" in unready.text


async def test_a_key_of_the_api_that_comes_again_is_a_repeat(
    journey: Journey, cast: Cast, http: httpx.AsyncClient
) -> None:
    await journey.kickoff(sponsor=cast.sam, members=(cast.lena,))
    await journey.answers(cast.ana, {"metric_unit": "%"})
    heard = await journey.types(cast.lena, "/plumb settings token write nightly", cast.churn)
    found = re.search(r"plb_[0-9a-f]{16}_[0-9a-f]{64}", heard.text)
    assert found
    headers = {"Authorization": f"Bearer {found.group()}", "Idempotency-Key": "k"}
    body = {"observations": [{"day": "2027-02-01", "value": "2.9%"}]}
    for _ in range(3):
        posted = await http.post("/api/v1/projects/churn-model/observations", headers=headers, json=body)
        assert posted.is_success
    assert (await page(http))["plumbline_inbox_repeats_total api"] == 2


async def test_an_event_that_comes_again_is_a_repeat(journey: Journey, cast: Cast, http: httpx.AsyncClient) -> None:
    world = journey.workspace.world
    moved = {"type": "user_change", "user": cast.ana.user.describe(journey.clock.now(), email=False, locale=True)}
    event = payloads.event_callback(world, moved)
    for _ in range(3):
        await journey.workspace.deliver_raw("events_api", event)
    assert (await page(http))["plumbline_inbox_repeats_total event"] == 2
