"""People act while their bot's connections break: every act has its effect once, and what was acknowledged is kept."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from handlers.demo.cast import Cast
from handlers.demo.workspace import Person
from handlers.demo.workspace.delivery import payloads
from handlers.slack.edge.link import Rhythm
from tests.databases import KINDS
from tests.journeys.conftest import Depart
from tests.journeys.evidence import kept
from tests.journeys.journey import Journey

both = pytest.mark.parametrize("database", KINDS, indirect=True)
RHYTHM = Rhythm(ping_seconds=0.2, pong_seconds=0.2, first_seconds=0.01, longest_seconds=0.02)
KPIS = tuple(f"{number}.5%" for number in range(1, 9))


async def _typed(journey: Journey, person: Person, text: str) -> Any:
    """The answer to a command whose payload is sent again, trigger and all, until it is acknowledged."""
    world, channel = journey.workspace.world, journey.cast.churn
    rights = (world.rights.new_trigger(person.id), world.rights.new_response(person.id, channel.id))
    payload = payloads.slash_command(world, person.user, channel, "/plumb", text, rights)
    return await _delivered(journey, lambda: journey.workspace.deliver_raw("slash_commands", payload))


async def _delivered(journey: Journey, deliver: Callable[[], Awaitable[Any]]) -> Any:
    while True:
        await journey.workspace.until(lambda: journey.workspace.courier.sockets.every > 0)
        ack = await deliver()
        if ack.error is None:
            return ack.payload


@asynccontextmanager
async def storm(journey: Journey, breaks: Callable[[], Any]) -> Any:
    """Breaks the connections again as soon as there is one, until the block is over."""
    seen = 0

    async def blow() -> None:
        nonlocal seen
        while True:
            opened = len(journey.workspace.log.calls("apps.connections.open"))
            answered = len([one for one in journey.workspace.log.entries if getattr(one, "kind", "") == "answered"])
            await journey.workspace.until(lambda: journey.workspace.connections > 0, 30)
            waiting = breaks()
            if waiting is not None:
                await waiting
            seen += 1
            # The next one breaks when somebody was answered, or something was asked of it in vain.
            await journey.workspace.until(lambda: _moved(journey, opened, answered), 30)

    blowing = asyncio.create_task(blow())
    try:
        yield lambda: seen
    finally:
        blowing.cancel()
        await asyncio.wait([blowing])
        assert blowing.cancelled(), blowing.exception()


def _moved(journey: Journey, opened: int, answered: int) -> bool:
    log = journey.workspace.log
    fresh = len(log.calls("apps.connections.open")) > opened
    return fresh and len([one for one in log.entries if getattr(one, "kind", "") == "answered"]) > answered


def _ways(journey: Journey) -> dict[str, Callable[[], Any]]:
    sockets = journey.workspace.courier.sockets
    return {
        "cut": sockets.cut,
        "hung up": sockets.hang_up,
        "refreshed": sockets.refresh,
        "warned": lambda: sockets.refresh("warning"),
        "half-open": sockets.silence,
    }


@both
@pytest.mark.parametrize("way", ["cut", "hung up", "refreshed", "warned", "half-open"])
async def test_in_a_storm_every_act_has_its_effect_once(depart: Depart, way: str) -> None:
    journey = await depart(rhythm=RHYTHM, ack_seconds=1.0)
    cast = journey.cast
    await journey.kickoff(cast.sam, members=(cast.ana,))
    await journey.answers(cast.ana, {"metric_name": "Churn", "metric_unit": "%"})
    before = len(journey.audit())
    async with storm(journey, _ways(journey)[way]) as count:
        for value in KPIS:
            answer = await _typed(journey, cast.ana, f"kpi {value}")
            assert value.removesuffix("%") in answer["text"]
        assert count() >= 4
    await journey.quiet()
    assert [str(one.value) for one in kept(journey).observations] == [value.removesuffix("%") for value in KPIS]
    assert len(journey.audit()) - before == len(KPIS)
