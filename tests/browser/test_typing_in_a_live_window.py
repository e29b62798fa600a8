"""A window that follows what is typed takes nothing away from whoever goes on typing, as in Slack itself."""

import asyncio

import pytest
from playwright.async_api import Locator, Page, expect

from handlers.demo.cast import Cast
from handlers.demo.stage import Stage
from handlers.demo.workspace import Fault

METRIC = "Churn within "
MORE = "30 days"
RULE = "Launch if churn falls."


async def _on_the_proof(page: Page, stage: Stage, cast: Cast) -> None:
    """The page of the proof before Ana."""
    await stage.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    await stage.submits(cast.ana, {"owner": cast.ana.id})
    for _ in range(2):
        await stage.submits(cast.ana, {})
    await expect(page.get_by_role("dialog").get_by_text("Part 3 of 5")).to_be_visible()


async def _top(field: Locator) -> float:
    """How far down the screen a field stands, in pixels."""
    box = await field.bounding_box()
    assert box is not None
    return box["y"]


async def test_a_redraw_takes_neither_text_nor_focus_nor_place_from_who_types(
    page: Page, stage: Stage, cast: Cast
) -> None:
    await _on_the_proof(page, stage, cast)
    window, gate = page.get_by_role("dialog"), asyncio.Event()
    rule = window.locator("[data-field=decision_rule] textarea")
    metric = window.locator("[data-field=primary_metric] input")
    before = await window.get_attribute("data-hash")
    stage.workspace.faults.next("views.update", Fault.hold(gate))
    await window.locator("[data-field=design] select").select_option(label="A/B test")
    await rule.fill(RULE)
    await metric.click()
    await page.keyboard.type(METRIC)
    place = await _top(metric)
    gate.set()
    await expect(window).not_to_have_attribute("data-hash", before or "")
    await stage.quiet()
    assert await metric.input_value() == METRIC
    assert await rule.input_value() == RULE
    await expect(metric).to_be_focused()
    assert await _top(metric) == pytest.approx(place, abs=1)
    await page.keyboard.type(MORE)
    assert await metric.input_value() == METRIC + MORE
    await window.get_by_role("button", name="Save and continue").click()
    await expect(window.get_by_text("Part 4 of 5")).to_be_visible()
    await stage.quiet()
    assert cast.ana.modal is not None
    await stage.presses(cast.ana, cast.ana.modal, "kickoff.back")
    kept = cast.ana.modal.values()
    assert (kept["primary_metric"], kept["decision_rule"]) == (METRIC + MORE, RULE)


async def test_what_is_marked_in_a_field_stays_marked(page: Page, stage: Stage, cast: Cast) -> None:
    await _on_the_proof(page, stage, cast)
    window, gate = page.get_by_role("dialog"), asyncio.Event()
    before = await window.get_attribute("data-hash")
    stage.workspace.faults.next("views.update", Fault.hold(gate))
    await window.locator("[data-field=design] select").select_option(label="A/B test")
    await window.locator("[data-field=decision_rule] textarea").fill("Launch")
    await page.keyboard.press("Control+a")
    gate.set()
    await expect(window).not_to_have_attribute("data-hash", before or "")
    await page.keyboard.type("Stop")
    assert await window.locator("[data-field=decision_rule] textarea").input_value() == "Stop"


async def test_another_page_in_the_same_window_begins_at_its_first_field(page: Page, stage: Stage, cast: Cast) -> None:
    await _on_the_proof(page, stage, cast)
    window = page.get_by_role("dialog")
    await window.locator("[data-field=decision_rule] textarea").fill(RULE)
    await window.get_by_role("button", name="Back").click()
    await expect(window.get_by_text("Part 2 of 5")).to_be_visible()
    await expect(window.locator("[data-field=success_statement] textarea")).to_be_focused()
    assert await window.locator(".content").evaluate("each => each.scrollTop") == 0
    await stage.quiet()
    assert cast.ana.modal is not None
    await stage.submits(cast.ana, {})
    assert cast.ana.modal.values()["decision_rule"] == RULE
