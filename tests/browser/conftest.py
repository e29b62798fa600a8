"""A real browser before the demo's page, with the bot in the workspace behind it."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, async_playwright

from handlers.demo import story
from handlers.demo.cast import Cast, gather
from handlers.demo.program import load_manifest, on_stage
from handlers.demo.stage import Stage
from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace import Workspace
from tests.browser.chromium import launch


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    clock = StoryClock(story.START)
    workspace = Workspace(load_manifest(None), clock)
    await workspace.start()
    try:
        async with on_stage(workspace, clock, database=None, write=lambda _line: None) as own:
            yield own
    finally:
        await workspace.stop()


@pytest.fixture
def cast(stage: Stage) -> Cast:
    return gather(stage.workspace)


@pytest.fixture
async def page(stage: Stage, cast: Cast) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await launch(playwright)
        own = await browser.new_page(viewport={"width": 1280, "height": 900})
        complaints: list[str] = []
        own.on("pageerror", lambda error: complaints.append(str(error)))
        await own.goto(stage.workspace.url)
        yield own
        await browser.close()
    assert complaints == []
