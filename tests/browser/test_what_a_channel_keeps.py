"""The demo's page shows what a channel keeps at hand: pins, bookmarks, its canvas."""

from playwright.async_api import Page, expect

from bot.domain.charter_messages import CharterSheet, sheet_key
from bot.domain.living import say
from bot.domain.message import ToChannel
from handlers.demo.cast import Cast
from handlers.demo.stage import Stage
from handlers.demo.workspace import Fault
from tests.bot.domain.sheets import name, sheet


async def _signs(stage: Stage, signed: CharterSheet) -> None:
    now, to = stage.clock.now(), ToChannel(channel=signed.project.channel)
    outgoing = say(sheet_key(signed.project.id), to, signed, now)
    await stage.bot.runner.write(stage.bot.workspace, lambda work: work.say(outgoing), actor=None, now=now)
    await stage.bot.idle()


async def test_a_signed_charter_is_seen_pinned_and_on_the_canvas(page: Page, stage: Stage, cast: Cast) -> None:
    await _signs(stage, sheet(name(channel=cast.churn.id, called="Churn *model*")))
    await page.get_by_role("button", name="churn-model").click()
    await page.get_by_role("tab", name="Pins (1)").click()
    pinned = page.locator("#messages article.message")
    await expect(pinned).to_have_count(1)
    await expect(pinned.get_by_role("heading", name="Charter of Churn *model*, version 1")).to_be_visible()
    await expect(pinned.get_by_text("pinned", exact=True)).to_be_visible()
    await page.get_by_role("tab", name="Canvas").click()
    canvas = page.locator("#messages article.canvas")
    await expect(canvas.get_by_role("heading", name="Charter of Churn *model*, version 1")).to_be_visible()
    await expect(canvas.get_by_role("listitem").filter(has_text="Business metric")).to_have_text(
        "Business metric: Monthly churn of paying customers"
    )
    await expect(canvas.locator("ul ul li")).to_have_text(
        ["Margin · at most 3.1 % lower = 0.031", "Complaints · better higher, no margin"]
    )
    await page.get_by_role("tab", name="Messages").click()
    await expect(canvas).to_have_count(0)


async def test_a_bookmark_leads_to_the_message(page: Page, stage: Stage, cast: Cast) -> None:
    stage.workspace.faults.next("conversations.canvases.create", Fault.error("canvas_disabled_user_team"))
    await _signs(stage, sheet(name(channel=cast.churn.id)))
    await page.get_by_role("button", name="churn-model").click()
    async with page.context.expect_page() as opened:
        await page.get_by_role("link", name="Charter of Churn model").click()
    there = await opened.value
    await expect(there.locator("article.linked")).to_contain_text("Charter of Churn model, version 1")
