"""The program is killed between hearing, keeping and answering: what Slack delivers again has its effect once."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from handlers.demo.story import OUTCOME, PROOF
from handlers.demo.workspace.delivery import payloads
from tests.databases import IS_LONG
from tests.journeys.evidence import kept
from tests.journeys.journey import Journey, button
from tests.journeys.programs import environment

Json = dict[str, Any]
Deliver = Callable[[], Awaitable[Any]]
MOMENTS = ("hearing", "keeping", "committing", "committed")
ANSWERED = "answered"


@asynccontextmanager
async def mortal(
    journey: Journey, folder: Path, moment: str, *, is_computed: bool
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The program in place of the journey's own bot; it dies at this moment of the next thing that it hears."""
    await journey.end()
    armed = folder / "armed"
    variables = environment(journey, DYING_AT=moment, DYING_ARMED=str(armed))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.journeys.dying", "run"),
        env=variables,
        cwd=Path(__file__).parents[2],
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        await journey.workspace.connected(timeout=30)
        if is_computed:
            await _warm(process)
        armed.touch()
        yield process
    finally:
        armed.unlink(missing_ok=True)
        if process.returncode is None:
            os.kill(process.pid, signal.SIGKILL)
        await process.communicate()


async def _warm(process: asyncio.subprocess.Process) -> None:
    """A plan is computed: with a cold worker the acknowledgement, which says nothing, would come before the commit."""
    assert process.stderr is not None
    async with asyncio.timeout(60):
        while b"worker.ready" not in (line := await process.stderr.readline()):
            assert line, "it ended before its worker was warm"


async def command(journey: Journey) -> Deliver:
    """A number by command: said twice, it would be two entries in the trail."""
    world, ana, churn = journey.workspace.world, journey.cast.ana, journey.cast.churn
    rights = (world.rights.new_trigger(ana.id), world.rights.new_response(ana.id, churn.id))
    payload = payloads.slash_command(world, ana.user, churn, "/plumb", "kpi 2.9%", rights)
    return lambda: journey.workspace.deliver_raw("slash_commands", payload)


async def press(journey: Journey) -> Deliver:
    """A plan that is accepted by a button."""
    ana, churn = journey.cast.ana, journey.cast.churn
    plan = (await journey.types(ana, "/plumb experiment plan", churn)).messages[-1]
    payload = journey.pressing(ana, plan, "plan.accept", button(plan, "plan.accept")["value"])
    return lambda: ana.forge(payload)


async def submission(journey: Journey) -> Deliver:
    """An answer from a window."""
    ana = journey.cast.ana
    await journey.types(ana, "/plumb answer why_now", journey.cast.churn)
    await ana.fill({"why_now": "Renewals come up in June."})
    payload = ana.submission_payload()
    return lambda: ana.forge(payload)


KINDS_HEARD = {
    "command": (command, "kpi.logged"),
    "press": (press, "plan.accepted"),
    "submission": (submission, "charter.answered"),
}


@pytest.mark.parametrize(
    ("database", "moment"),
    [
        *(("sqlite", moment) for moment in ((*MOMENTS, ANSWERED) if IS_LONG else ("committed",))),
        *(("postgresql", moment) for moment in ((*MOMENTS, ANSWERED) if IS_LONG else ("committing",))),
    ],
    indirect=["database"],
)
@pytest.mark.parametrize("heard", sorted(KINDS_HEARD))
async def test_killed_at_any_moment_nothing_is_lost_or_done_twice(
    journey: Journey, tmp_path: Path, heard: str, moment: str
) -> None:
    make, act = KINDS_HEARD[heard]
    await journey.kickoff()
    await journey.page(journey.cast.ana, 1, OUTCOME)
    await journey.page(journey.cast.ana, 3, PROOF)
    deliver = await make(journey)
    before = len(journey.audit(act))
    async with mortal(journey, tmp_path, moment, is_computed=heard == "press") as process:
        first = await deliver()
        if moment != ANSWERED:
            async with asyncio.timeout(20):
                assert await process.wait() == -signal.SIGKILL
            # On a busy machine what is late is acknowledged before the commit, without an answer.
            assert first.error is not None or not first.payload or "waiting." in str(first.payload)
    is_kept = len(journey.audit(act)) - before
    assert is_kept == (1 if moment in {"committed", ANSWERED} else 0)
    await journey.restart()
    again, once_more = await deliver(), await deliver()
    await journey.quiet()
    assert again.error is None
    assert again.payload == once_more.payload
    if moment == ANSWERED:
        assert first.payload == again.payload
    assert len(journey.audit(act)) - before == 1
    if heard == "submission":
        assert kept(journey).answer("why_now").text == "Renewals come up in June."
