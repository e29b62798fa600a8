"""What the demo shows on first look: a signed charter, one with findings, and one that has just begun."""

from playwright.async_api import Page, expect

from handlers.demo.cast import Cast
from handlers.demo.portfolio import seed
from handlers.demo.stage import Stage
from tests.docs.first_look import told_of_the_checklist


async def test_three_projects_stand_at_three_points_of_their_charter(page: Page, stage: Stage, cast: Cast) -> None:
    stage.workspace.limiter.enabled = False
    await seed(stage, cast)
    messages = page.locator("#messages")
    await page.get_by_role("button", name="churn-model").click()
    card = messages.locator("article.message").first
    await expect(card.get_by_text("The experiment cannot show what it looks for")).to_be_visible()
    await expect(card.get_by_role("button", name="Accept it…")).to_be_visible()
    await expect(card.get_by_text("Plan: ready")).to_have_count(0)
    await page.get_by_role("button", name="demand-forecast").click()
    await expect(messages.get_by_text("The business metric is a model metric")).to_be_visible()
    await page.get_by_role("button", name="fraud-scoring").click()
    await page.get_by_role("tab", name="Pins (1)").click()
    await expect(messages.get_by_role("heading", name="Charter of Fraud scoring, version 1")).to_be_visible()
    await page.get_by_role("tab", name="Canvas").click()
    await expect(messages.locator("article.canvas").get_by_text("Why now? The payment provider")).to_be_visible()
    # What the README says of its picture is what people see.
    checklist = next(one for one in cast.lena.dm if "required answers" in one.text)
    assert f"{told_of_the_checklist()} required answers" in checklist.rendered()
    assert stage.workspace.warnings == []
