"""Work that outlives its request."""

import asyncio
import gc

from handlers.slack.edge.tasks import Tasks


async def test_drained_waits_for_what_is_started_meanwhile() -> None:
    tasks, done = Tasks(), []

    async def child() -> None:
        await asyncio.sleep(0)
        done.append("child")

    async def parent() -> None:
        await asyncio.sleep(0)
        tasks.start(child())
        done.append("parent")

    tasks.start(parent())
    assert len(tasks) == 1
    await tasks.drained()
    assert done == ["parent", "child"]
    assert len(tasks) == 0


async def test_a_task_that_nobody_else_holds_is_not_lost() -> None:
    tasks, done = Tasks(), []

    async def work() -> None:
        await asyncio.get_running_loop().run_in_executor(None, gc.collect)
        done.append("work")

    tasks.start(work())
    gc.collect()
    await tasks.drained()
    assert done == ["work"]


async def test_what_takes_too_long_is_ended_at_the_end() -> None:
    tasks, go = Tasks(), asyncio.Event()
    ended: list[str] = []

    async def work(name: str, *, until: asyncio.Event | None) -> None:
        try:
            if until is not None:
                await until.wait()
        finally:
            ended.append(name)

    tasks.start(work("quick", until=None))
    assert await tasks.finished(1.0) == 0
    tasks.start(work("slow", until=go))
    assert await tasks.finished(0.01) == 1
    assert ended == ["quick", "slow"]
    assert len(tasks) == 0
