"""The demo's page on a narrow screen, and its charts."""

from playwright.async_api import Page, expect

from handlers.demo.cast import Cast
from handlers.demo.stage import Stage

_LINES = """(nodes) => nodes.map(
    (node) => node.getBoundingClientRect().height / parseFloat(getComputedStyle(node).lineHeight)
)"""
_TICKS = """async ([low, high]) => (await import("/_page/drawing.js")).ticks(low, high)"""


async def test_a_buttons_word_is_never_broken(page: Page, stage: Stage, cast: Cast) -> None:
    await stage.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    await stage.submits(cast.ana, {"owner": cast.ana.id})
    await stage.closes(cast.ana)
    await page.set_viewport_size({"width": 420, "height": 900})
    await page.get_by_role("button", name="Plumbline").click()
    buttons = page.locator("#messages").get_by_role("button", name="Answer", exact=True)
    await expect(buttons.last).to_be_visible()
    heights = await buttons.evaluate_all(_LINES)
    assert len(heights) > 5
    assert max(heights) < 2, "each word stands on one line"


async def test_an_axis_counts_in_steps_that_people_count_in(page: Page) -> None:
    for (low, high), marks in {
        (0, 3.1): [0, 1, 2, 3, 4],
        (0, 1262): [0, 500, 1000, 1500],
        (-8.9, 100): [-50, 0, 50, 100],
        (0, 0.031): [0, 0.01, 0.02, 0.03, 0.04],
        (0, 0): [0, 0.5],
    }.items():
        assert await page.evaluate(_TICKS, [low, high]) == marks, (low, high)
