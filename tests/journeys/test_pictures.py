"""The running bot draws in its worker and brings the picture to the workspace, whose page shows it."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.views.rendered import Picture
from handlers.app import Plumbline
from handlers.demo.cast import Cast
from tests.bot.charts.samples import READOUT
from tests.journeys.journey import Journey

PICTURE = Picture(data=READOUT, alt_text="Retained customers rose")


async def brought(bot: Plumbline, client: AsyncWebClient) -> str:
    """What delivery does with a picture, by its own hands."""
    studio = bot.studio()
    png = await studio.draw(PICTURE)
    ticket = await client.files_getUploadURLExternal(filename="plumbline.png", length=len(png))
    assert await studio.upload(ticket["upload_url"], png) == 200
    await client.files_completeUploadExternal(files=[{"id": ticket["file_id"], "title": PICTURE.alt_text}])
    return str(ticket["file_id"])


async def test_the_page_shows_what_the_worker_drew(journey: Journey, cast: Cast) -> None:
    client = journey.bot.clients.web(journey.workspace.bot_token)
    file = await brought(journey.bot, client)
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{journey.workspace.url}/_page/file/{file}") as answer,
    ):
        assert (await answer.read())[:8] == b"\x89PNG\r\n\x1a\n"


async def test_an_upload_that_is_refused_says_how(journey: Journey) -> None:
    assert await journey.bot.studio().upload(f"{journey.workspace.url}/upload/v1/F0NOWHERE", b"x") == 400


async def test_a_bot_that_only_writes_has_a_worker_and_starts_none(journey: Journey) -> None:
    quiet = Plumbline(journey.settings(journey.workspace), tick_seconds=None, listens=False, speaks=False)
    async with quiet:
        assert quiet.worker is not journey.bot.worker
        assert not quiet.worker.is_born
    assert not journey.bot.worker.is_closed


async def test_a_bot_that_listens_has_its_worker_soon_and_ends_it(journey: Journey) -> None:
    own = Plumbline(journey.settings(journey.workspace), tick_seconds=None, speaks=False, rules=journey.bot.rules)
    async with own:
        await own.worker.ready()
        assert own.worker.is_born
    assert own.worker.is_closed
    assert not own.worker.is_born
