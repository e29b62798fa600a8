import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest

from handlers.clock import SystemClock, Ticker, protocol_now


def test_both_clocks_tell_utc() -> None:
    for now in (SystemClock().now(), protocol_now()):
        assert now.utcoffset() == timedelta(0)
        assert abs(now - datetime.now(tz=UTC)) < timedelta(seconds=5)


async def test_it_ticks_at_once_and_again_and_not_after_it_was_stopped() -> None:
    ticks: asyncio.Queue[int] = asyncio.Queue()

    async def tick() -> None:
        ticks.put_nowait(1)

    ticker = Ticker(tick, seconds=0.05)
    ticker.start()
    async with asyncio.timeout(5):
        await ticks.get()
        await ticks.get()
    ticker.stop()
    assert ticks.qsize() <= 1


async def test_a_tick_that_overruns_is_not_doubled() -> None:
    running, begun = 0, asyncio.Event()
    most = 0
    release = asyncio.Event()

    async def tick() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        begun.set()
        await release.wait()
        running -= 1

    ticker = Ticker(tick, seconds=0.02)
    ticker.start()
    async with asyncio.timeout(5):
        await begun.wait()
        await asyncio.wait({asyncio.create_task(release.wait())}, timeout=0.2)
    assert most == 1
    release.set()
    ticker.stop()


@pytest.mark.parametrize("is_stopped", [True, False])
async def test_a_tick_that_a_stop_cuts_off_is_no_fault_and_any_other_is(
    caplog: pytest.LogCaptureFixture, *, is_stopped: bool
) -> None:
    working: asyncio.Queue[asyncio.Task[object] | None] = asyncio.Queue()

    async def tick() -> None:
        working.put_nowait(asyncio.current_task())
        await asyncio.get_running_loop().create_future()

    ticker = Ticker(tick, seconds=60)
    ticker.start()
    async with asyncio.timeout(5):
        task = await working.get()
        assert task is not None
        if is_stopped:
            ticker.stop()
        else:
            task.cancel()
        await asyncio.wait([task])
    if not is_stopped:
        ticker.stop()
    assert [line.levelno for line in caplog.records if line.levelno >= logging.WARNING] == [logging.ERROR] * (
        not is_stopped
    )
