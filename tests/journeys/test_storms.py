"""People act while their bot's connections break: every act has its effect once, and what was acknowledged is kept."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import pytest

from handlers.demo.story import OUTCOME, PROOF
from handlers.demo.workspace import Person
from handlers.demo.workspace.delivery import payloads
from handlers.slack.edge.link import Rhythm
from tests.databases import IS_LONG
from tests.journeys.conftest import Depart
from tests.journeys.evidence import kept
from tests.journeys.journey import Journey, button

Json = dict[str, Any]
RHYTHM = Rhythm(ping_seconds=0.1, pong_seconds=0.1, first_seconds=0.01, longest_seconds=0.02)
KPIS = tuple(f"{number}.5%" for number in range(1, 6))
BREAKS = 3


class Storm:
    """Breaks the connection under each act, as soon as its envelope is on the way, several times over."""

    def __init__(self, journey: Journey, way: str) -> None:
        sockets = journey.workspace.courier.sockets
        self._ways: dict[str, Callable[[], Any]] = {
            "cut": sockets.cut,
            "ended": sockets.hang_up,
            "refreshed": sockets.refresh,
            "warned": lambda: sockets.refresh("warning"),
            "half-open": sockets.silence,
            "forgotten": sockets.deafen,
        }
        self._journey, self._sockets, self._way = journey, sockets, way
        self.broken = 0

    async def through(self, deliver: Callable[[], Awaitable[Any]]) -> Any:
        """What this act was answered, delivered again by the person for as long as Slack says that it failed."""
        blowing = asyncio.create_task(self._blow())
        try:
            while True:
                await self._journey.workspace.until(lambda: self._sockets.every > 0)
                ack = await deliver()
                if ack.error is None:
                    return ack.payload
        finally:
            blowing.cancel()
            await asyncio.wait([blowing])

    async def _blow(self) -> None:
        workspace = self._journey.workspace
        for _ in range(BREAKS):
            await workspace.until(lambda: self._sockets.unacknowledged > 0 and workspace.connections > 0)
            opened = self._opened()
            self.broken += 1
            waiting = self._ways[self._way]()
            if waiting is not None:
                await waiting
            await workspace.until(partial(self._is_another, opened))

    def _opened(self) -> int:
        return len(self._journey.workspace.log.calls("apps.connections.open"))

    def _is_another(self, before: int) -> bool:
        return self._opened() > before


def _command(journey: Journey, person: Person, text: str) -> Callable[[], Awaitable[Any]]:
    world, channel = journey.workspace.world, journey.cast.churn
    rights = (world.rights.new_trigger(person.id), world.rights.new_response(person.id, channel.id))
    payload = payloads.slash_command(world, person.user, channel, "/plumb", text, rights)
    return lambda: journey.workspace.deliver_raw("slash_commands", payload)


WAYS = ("cut", "refreshed", "ended", "warned", "half-open", "forgotten")
"""Each takes some ten seconds: the first two in `make test`, all of them in `make faults LONG=1`."""


@pytest.mark.parametrize(
    ("database", "way"),
    [
        *(("sqlite", way) for way in (WAYS if IS_LONG else WAYS[:2])),
        *(("postgresql", way) for way in WAYS if IS_LONG),
    ],
    indirect=["database"],
)
async def test_in_a_storm_every_act_has_its_effect_once(depart: Depart, way: str) -> None:
    rhythm = Rhythm(first_seconds=0.01, longest_seconds=0.02, quiet_seconds=0.3) if way == "forgotten" else RHYTHM
    journey = await depart(rhythm=rhythm, ack_seconds=1.0)
    ana, churn = journey.cast.ana, journey.cast.churn
    await journey.kickoff()
    await journey.page(ana, 1, OUTCOME)
    await journey.page(ana, 3, PROOF)
    storm = Storm(journey, way)
    for value in KPIS:
        said = await storm.through(_command(journey, ana, f"kpi {value}"))
        assert value.removesuffix("%") in said["text"]
    plan = (await journey.types(ana, "/plumb experiment plan", churn)).messages[-1]
    press = journey.pressing(ana, plan, "plan.accept", button(plan, "plan.accept")["value"])
    await storm.through(lambda: ana.forge(press))
    await journey.types(ana, "/plumb answer why_now", churn)
    await ana.fill({"why_now": "Renewals come up in June."})
    form = ana.submission_payload()
    await storm.through(lambda: ana.forge(form))
    await journey.quiet()
    assert storm.broken >= len(KPIS)
    assert len(journey.audit("kpi.logged")) == len(KPIS)
    assert len(journey.audit("plan.accepted")) == 1
    assert kept(journey).answer("why_now").text == "Renewals come up in June."
    assert len([one for one in journey.audit("charter.answered") if "why_now" in str(one)]) == 1
