"""A digest and the worker that draws its sums: it waits a while, draws anew what changed, and is said in any case."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.refusal import Refusal
from bot.statistics.distributions import Normal
from bot.statistics.portfolio_summary import Initiative
from handlers.commands.due import drawn_here
from handlers.demo.cast import Cast
from handlers.due import DueWork
from handlers.flows.computing import Job
from handlers.flows.sums import DRAW
from handlers.worker.refusals import WorkerClosed
from tests.journeys.journey import BERLIN, Journey, at
from tests.journeys.test_digests import digests
from tests.journeys.test_money import headline, proven

DUE = at("2027-04-19", "09:00", BERLIN)
MISSING = "The sums could not be computed this time."


async def tick(journey: Journey, computed: Callable[[Job], Awaitable[Any]], **also: Any) -> int:
    """One tick whose sums are drawn by somebody else than the bot's own worker."""
    bot = journey.bot
    due = DueWork(
        runner=bot.runner, sweep=bot.sweep, rules=bot.rules, learn=bot.doorway.learn, computed=computed, **also
    )
    done = await due.run(journey.clock.now())
    await bot.tick()
    await journey.quiet()
    return done


async def test_a_worker_that_never_answers_holds_up_no_digest(journey: Journey, cast: Cast) -> None:
    await proven(journey, cast)
    journey.clock.move_to(DUE)

    async def never(_: Job) -> None:
        await asyncio.Event().wait()

    await tick(journey, never, patience=0.05)
    [digest] = digests(journey, cast.churn)
    assert MISSING in digest.text


async def test_what_changed_while_it_was_drawn_is_drawn_anew(journey: Journey, cast: Cast) -> None:
    await proven(journey, cast)
    journey.clock.move_to(DUE)
    asked: list[Job] = []

    async def slowly(job: Job) -> Any:
        asked.append(job)
        if len(asked) == 1:
            await journey.answers(cast.sam, {"value_per_unit": "€800k"})
        return await journey.bot.doorway.computed(job)

    await tick(journey, slowly)
    [digest] = digests(journey, cast.churn)
    assert len(asked) == 2
    assert asked[0] != asked[1]
    impact = await journey.types(cast.sam, "/impact", cast.churn)
    assert headline(digest.text) == headline(impact.text)
    assert "Proven €180 k/yr" in digest.text


async def test_what_changes_all_the_time_is_said_without_sums_and_never_with_old_ones(
    journey: Journey, cast: Cast
) -> None:
    await proven(journey, cast)
    journey.clock.move_to(DUE)
    worth = iter(range(500, 600))

    async def restless(job: Job) -> Any:
        await journey.answers(cast.sam, {"value_per_unit": f"€{next(worth)}k"})
        return await journey.bot.doorway.computed(job)

    await tick(journey, restless)
    [digest] = digests(journey, cast.churn)
    assert MISSING in digest.text
    assert next(worth) == 503


async def test_a_digest_that_meets_the_end_of_the_program_waits_for_the_next(journey: Journey, cast: Cast) -> None:
    await proven(journey, cast)
    journey.clock.move_to(DUE)

    async def closed(_: Job) -> None:
        raise WorkerClosed

    bot = journey.bot
    due = DueWork(runner=bot.runner, sweep=bot.sweep, rules=bot.rules, learn=bot.doorway.learn, computed=closed)
    await due.run(journey.clock.now())
    await journey.quiet()
    assert digests(journey, cast.churn) == []
    await bot.tick()
    await journey.quiet()
    [digest] = digests(journey, cast.churn)
    assert MISSING not in digest.text


async def test_what_cannot_be_computed_is_missing_where_that_may_be_and_refused_elsewhere(journey: Journey) -> None:
    endless = {"EUR": {"proven": [Initiative(worth=Normal(mean=1e308, sd=1e308))]}}
    job = Job(name=DRAW, arguments=(endless,), is_optional=True)
    assert await journey.bot.doorway.computed(job) is None
    assert drawn_here(job) is None
    with pytest.raises(Refusal, match="too large"):
        await journey.bot.doorway.computed(replace(job, is_optional=False))
