"""One noisy workspace delays nobody else, whichever drain sends."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.ids import ChannelId, WorkspaceId
from bot.domain.message import ToChannel
from handlers.demo.workspace import Channel, Fault, Workspace
from handlers.slack.edge.clients import Clients
from storage.deliveries import Deliveries
from storage.engine import BEGIN
from tests.handlers.delivery.conftest import MANIFEST
from tests.handlers.delivery.kit import Bot
from tests.storage.deliveries.saying import outgoing

POST = "chat.postMessage"
QUIET = WorkspaceId("T0QUIET")


@pytest.fixture
async def quiet(bot: Bot) -> AsyncIterator[Channel]:
    """A channel of another workspace, which the same bot serves."""
    workspace = Workspace(MANIFEST, bot.clock)
    await workspace.start()
    async with Clients(workspace.api_url, timeout=10) as clients:
        ours = clients.web(workspace.bot_token)

        async def client_of(team: WorkspaceId) -> AsyncWebClient:
            return ours if team == QUIET else await bot.client_of(team)

        bot.find_client = client_of
        yield workspace.add_channel("quiet", bot=True)
    await workspace.stop()


def keep_quietly(bot: Bot, channel: Channel) -> None:
    with bot.engine.execution_options(**{BEGIN: "IMMEDIATE"}).begin() as connection:
        message = outgoing("quiet", to=ToChannel(channel=ChannelId(channel.id)))
        Deliveries(connection, QUIET).keep(message, bot.clock.now())


def keep_noisily(bot: Bot, channels: int) -> None:
    for number in range(channels):
        channel = bot.workspace.add_channel(f"n{number}", bot=True)
        bot.keep(outgoing(f"noise {number}", to=ToChannel(channel=ChannelId(channel.id))))


async def said(channel: Channel) -> None:
    """Wait until something stands in the channel."""
    async with asyncio.timeout(20):
        while not channel.messages:  # noqa: ASYNC110  the other workspace's changes wake nobody here
            await asyncio.sleep(0.01)


async def test_a_workspace_whose_calls_hang_holds_up_its_own_messages_only(bot: Bot, quiet: Channel) -> None:
    bot.parallel = 12
    bot.each = 4
    gate, hanging = asyncio.Event(), asyncio.Semaphore(0)

    def note(_: object) -> bool:
        hanging.release()
        return True

    bot.workspace.faults.next(POST, Fault.hold(gate), times=None, match=note)
    keep_noisily(bot, 30)
    drain = bot.drain()
    await drain.start()
    await hanging.acquire()
    for _ in range(6):
        await bot.looked(drain)
    keep_quietly(bot, quiet)
    drain.wake()
    await said(quiet)
    bot.workspace.faults.clear()
    gate.set()
    async with asyncio.timeout(30):
        await drain.settled()


async def test_a_workspace_that_has_much_to_say_does_not_come_first(bot: Bot, quiet: Channel) -> None:
    bot.parallel = 1
    bot.each = 8
    keep_noisily(bot, 24)
    bot.clock.advance(timedelta(seconds=1))
    keep_quietly(bot, quiet)
    drain = bot.drain()
    await drain.start()
    await said(quiet)
    assert len(bot.calls(POST)) <= 12
    async with asyncio.timeout(30):
        await drain.settled()
    assert len(bot.calls(POST)) == 24


async def test_what_is_new_elsewhere_does_not_wait_until_all_that_was_known_is_said(bot: Bot, quiet: Channel) -> None:
    bot.parallel = 1
    bot.each = 8
    gate, hanging = asyncio.Event(), asyncio.Event()

    def note(_: object) -> bool:
        hanging.set()
        return True

    bot.workspace.faults.next(POST, Fault.hold(gate), match=note)
    keep_noisily(bot, 8)
    drain = bot.drain()
    await drain.start()
    await hanging.wait()
    keep_quietly(bot, quiet)
    drain.wake()
    gate.set()
    await said(quiet)
    assert len(bot.calls(POST)) <= 4
    async with asyncio.timeout(30):
        await drain.settled()
