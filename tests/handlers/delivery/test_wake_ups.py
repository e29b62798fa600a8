"""Wake-ups that the drain of many replicas has to let go of, lest they lock their destination."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from bot.domain.ids import ChannelId
from bot.domain.message import ToChannel
from handlers.demo.workspace import Channel
from storage.wake_ups import wake_up_key
from tests.databases import Fresh
from tests.handlers.delivery.kit import TICK, Bot
from tests.storage.deliveries.saying import outgoing

_STUCK = text(
    "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, status, worker_id)"
    " SELECT 'plumbline', :task, :lock, 'doing', id FROM procrastinate_workers"
)


@pytest.fixture
def database_url(fresh_database: Fresh) -> str:
    return fresh_database("postgresql")


async def registered(engine: Engine) -> None:
    """Wait until a worker says that it is alive."""

    def workers() -> int:
        with engine.connect() as connection:
            count: int = connection.execute(text("SELECT count(*) FROM procrastinate_workers")).scalar_one()
            return count

    async with asyncio.timeout(10):
        while not await asyncio.to_thread(workers):  # noqa: ASYNC110  the database tells nobody
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("task", ["deliver", "keep"])
async def test_a_wake_up_whose_end_the_database_did_not_take_locks_nobody_out(
    bot: Bot, churn: Channel, engine: Engine, task: str
) -> None:
    bot.shared_pace = {"longest_sleep": 10 * TICK, "dead": timedelta(seconds=60)}
    drain = bot.drain()
    await drain.start()
    await registered(engine)
    lock = wake_up_key((bot.team, "channel", churn.id))
    with engine.begin() as connection:
        connection.execute(_STUCK, {"task": task, "lock": lock})
    bot.keep(outgoing("a", to=ToChannel(channel=ChannelId(churn.id))))
    drain.wake()
    await bot.workspace.until(lambda: bot.said(churn) == ["a"], timeout=20)
