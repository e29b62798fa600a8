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
