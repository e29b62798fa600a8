"""One thing heard, one effect: through both doors, with Slack's own retry numbers, and at two replicas at once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME, PROOF
from handlers.demo.workspace.delivery import payloads
from handlers.demo.workspace.delivery.http_delivery import HttpDelivery
from handlers.demo.workspace.delivery.transport import EnvelopeKind, Retry
from tests.journeys.evidence import kept
from tests.journeys.journey import Journey, button

Json = dict[str, Any]
Send = Callable[[EnvelopeKind, Json, Retry | None], Awaitable[Any]]
replicas = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


async def door(journey: Journey, kind: str) -> tuple[Send, Callable[[], Awaitable[None]]]:
    """How to reach the bot by this door with any retry number, and how to hang up."""
    if kind == "socket":
        return journey.workspace.courier.sockets.send, journey.quiet
    secret = journey.workspace.signing_secret
    await journey.restart(SLACK_APP_TOKEN=None, SLACK_SIGNING_SECRET=secret, PORT=0)
    url = f"http://127.0.0.1:{journey.bot.port}"
    journey.workspace.deliver_over_http(url)
    line = HttpDelivery(url, secret)
    return line.send, line.close


@pytest.mark.parametrize("kind", ["socket", "http"])
async def test_an_event_with_three_retries_has_one_effect(journey: Journey, cast: Cast, kind: str) -> None:
    send, hang_up = await door(journey, kind)
    workspace = journey.workspace
    await journey.kickoff(cast.sam)

    def moved(zone: str) -> Json:
        cast.sam.user.tz = zone
        user = cast.sam.user.describe(journey.clock.now(), email=False, locale=True)
        return payloads.event_callback(workspace.world, {"type": "user_change", "user": user})

    first, second = moved("Asia/Tokyo"), moved("America/Lima")
    for event, retry in (
        (second, None),
        (first, None),
        *((first, Retry(number, "http_timeout")) for number in (1, 2, 3)),
    ):
        await send("events_api", event, retry)
    heard = await journey.types(cast.sam, "/plumb digest weekly monday 09:00", cast.churn)
    assert "09:00 (America/Lima)" in heard.text
    await hang_up()


@pytest.mark.parametrize("kind", ["socket", "http"])
async def test_a_first_window_that_is_sent_three_times_is_one_project_and_one_answer(
    journey: Journey, cast: Cast, kind: str
) -> None:
    send, hang_up = await door(journey, kind)
    await journey.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    await cast.ana.fill({"owner": cast.ana.id, "sponsor": cast.sam.id})
    payload = cast.ana.submission_payload()
    answers = await asyncio.gather(*(send("interactive", payload, None) for _ in range(3)))
    await journey.quiet()
    assert answers[0]["response_action"] == "update"
    assert answers == [answers[0]] * 3
    assert len(kept(journey).projects) == 1
    assert journey.posted(cast.churn) == 1
    assert [len(person.dm) for person in (cast.ana, cast.sam)] == [1, 1]
    await hang_up()


@replicas
async def test_two_replicas_that_hear_the_same_window_start_one_project(journey: Journey, cast: Cast) -> None:
    await journey.replica()
    await journey.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    await cast.ana.fill({"owner": cast.ana.id, "sponsor": cast.sam.id})
    payload = cast.ana.submission_payload()
    first, second = await asyncio.gather(cast.ana.forge(payload), cast.ana.forge(payload))
    await journey.quiet()
    assert first.payload["response_action"] == "update"
    assert second.payload == first.payload
    assert len(kept(journey).projects) == 1
    assert [len(cast.ana.dm), len(cast.sam.dm), journey.posted(cast.churn)] == [1, 1, 1]


@replicas
async def test_two_replicas_that_hear_the_same_command_or_press_change_one_thing(journey: Journey, cast: Cast) -> None:
    await journey.replica()
    await journey.kickoff()
    await journey.page(cast.ana, 1, OUTCOME)
    await journey.page(cast.ana, 3, PROOF)
    world = journey.workspace.world
    rights = (world.rights.new_trigger(cast.ana.id), world.rights.new_response(cast.ana.id, cast.churn.id))
    command = payloads.slash_command(world, cast.ana.user, cast.churn, "/plumb", "kpi 2.9%", rights)
    acks = await asyncio.gather(*(journey.workspace.deliver_raw("slash_commands", command) for _ in range(2)))
    assert acks[0].payload == acks[1].payload
    assert "2.9 %" in acks[0].payload["text"]
    assert len(kept(journey).observations) == 1
    plan = (await journey.types(cast.ana, "/plumb experiment plan", cast.churn)).messages[-1]
    value, posted = button(plan, "plan.accept")["value"], journey.posted(cast.churn)
    press = journey.pressing(cast.ana, plan, "plan.accept", value)
    await asyncio.gather(*(cast.ana.forge(press) for _ in range(2)))
    await asyncio.gather(*(cast.ana.press(plan, "plan.accept") for _ in range(2)))
    await journey.quiet()
    assert len(journey.audit("plan.accepted")) == 1
    assert journey.posted(cast.churn) == posted + 1
