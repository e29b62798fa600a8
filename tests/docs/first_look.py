"""The README's pictures of what the demo shows first: `python -m tests.docs.first_look` (needs Chromium)."""

import asyncio
import re
from pathlib import Path

from playwright.async_api import Page, async_playwright

from handlers.demo import story
from handlers.demo.cast import gather
from handlers.demo.portfolio import seed
from handlers.demo.program import load_manifest, on_stage
from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace import Workspace
from tests.browser.chromium import launch

README = Path(__file__).parents[2] / "README.md"
IMAGES = README.parent / "docs" / "images"
CHECKLIST = "docs/images/checklist.png"


def told_of_the_checklist() -> str:
    """How many answers the checklist has, as the README's words for its picture say."""
    found = re.search(rf"!\[[^\]]*?(\d+ of \d+) required answers[^\]]*\]\({CHECKLIST}\)", README.read_text("utf-8"))
    assert found is not None, "the README's words for the checklist's picture say how many answers it has"
    return found[1]


async def _open(view: Page, url: str, person: str) -> None:
    await view.goto(url)
    await view.evaluate("(me) => localStorage.setItem('as', me)", person)
    await view.goto(url)
    await view.get_by_role("button", name="Plumbline", exact=True).click()
    await view.locator("#messages").get_by_text("required answers").wait_for()


async def take() -> None:
    """Lena's checklist for a project that has just begun, and the window of the answer that does not hold."""
    workspace = Workspace(load_manifest(None), StoryClock(story.START, frozen=True))
    await workspace.start()
    async with (
        on_stage(workspace, StoryClock(story.START, frozen=True), database=None, write=lambda _line: None) as stage,
        async_playwright() as playwright,
    ):
        cast = gather(workspace)
        await seed(stage, cast)
        browser = await launch(playwright)
        view = await browser.new_page(viewport={"width": 1200, "height": 1110}, reduced_motion="reduce", locale="en-GB")
        await _open(view, workspace.url, cast.lena.id)
        await view.screenshot(path=IMAGES / "checklist.png", animations="disabled")
        await view.set_viewport_size({"width": 1200, "height": 820})
        await view.get_by_role("button", name="Name the outcome").click()
        await view.locator(".modal").wait_for()
        await view.screenshot(path=IMAGES / "window.png", animations="disabled")
        await browser.close()
    await workspace.stop()


if __name__ == "__main__":
    asyncio.run(take())
