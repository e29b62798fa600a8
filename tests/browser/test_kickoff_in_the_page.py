from contextlib import suppress

from playwright.async_api import Page, expect
from slack_sdk.errors import SlackApiError

from bot.views.rendered import Picture
from handlers.demo.cast import Cast
from handlers.demo.stage import Stage
from tests.bot.charts.samples import READOUT


async def _types(page: Page, line: str) -> None:
    box = page.get_by_label("Message or command")
    await box.fill(line)
    await box.press("Enter")


async def test_a_newcomer_starts_a_kickoff_with_mouse_and_keyboard(page: Page, stage: Stage, cast: Cast) -> None:
    await page.get_by_role("button", name="churn-model").click()
    await _types(page, "/plumb kickoff Churn model")
    window = page.get_by_role("dialog")
    await expect(window.get_by_role("heading", name="Start an ML kickoff")).to_be_visible()
    await window.get_by_role("button", name="Start the kickoff").click()
    await expect(window.get_by_text("Part 1 of 5")).to_be_visible()
    await window.get_by_label("Baseline", exact=False).first.fill("banana")
    await window.get_by_role("button", name="Save and continue").click()
    await expect(window.get_by_text("There is no number in it")).to_be_visible()
    await window.get_by_role("button", name="Close").first.click()
    await expect(page.locator("#messages").get_by_role("heading", name="Churn model")).to_be_visible()
    assert any("Churn model" in message.rendered() for message in cast.ana.dm)
    assert stage.workspace.warnings == []


async def test_acting_as_somebody_else_shows_what_they_see(page: Page, stage: Stage, cast: Cast) -> None:
    await stage.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    await stage.submits(cast.ana, {"owner": cast.ana.id, "sponsor": cast.sam.id})
    await stage.closes(cast.ana)
    await page.get_by_label("Acting as").select_option(label="Sam Carter")
    await page.get_by_role("button", name="Plumbline").click()
    await expect(page.locator("#messages").get_by_text("You are asked as sponsor")).to_be_visible()


async def test_the_clock_moves_and_the_bot_does_what_is_due(page: Page, stage: Stage, cast: Cast) -> None:
    await stage.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    await stage.submits(cast.ana, {"owner": cast.ana.id})
    await stage.closes(cast.ana)
    stage.workspace.on_move_clock = lambda step: stage.travel(stage.clock.now() + step)
    said = len(cast.ana.dm)
    for _ in range(3):
        await page.get_by_role("button", name="+1 week").click()
        await expect(page.get_by_role("button", name="+1 week")).to_be_enabled()
    assert len(cast.ana.dm) > said
    assert "experiment" in cast.ana.dm[-1].text


async def test_a_projects_name_is_text_and_nothing_else(page: Page, stage: Stage, cast: Cast) -> None:
    name = "<img src=x onerror=alert(1)> <!channel> a&b"
    await stage.types(cast.ana, "/plumb kickoff", cast.churn)
    await stage.submits(cast.ana, {"name": name, "owner": cast.ana.id})
    await stage.closes(cast.ana)
    await page.get_by_role("button", name="churn-model").click()
    await expect(page.locator("#messages").get_by_text(name).first).to_be_visible()
    assert await page.locator("#messages img[src='x']").count() == 0
    pinged = set().union(*(message.pings for message in stage.workspace.messages(cast.churn)))
    assert pinged <= {f"@{cast.ana.id}"}


async def test_a_picture_of_the_bot_is_seen_in_the_page(page: Page, stage: Stage, cast: Cast) -> None:
    bot = stage.bot
    client, studio = bot.clients.web(stage.workspace.bot_token), bot.studio()
    png = await studio.draw(Picture(data=READOUT, alt_text="Retained customers rose"))
    ticket = await client.files_getUploadURLExternal(filename="a.png", length=len(png))
    await studio.upload(ticket["upload_url"], png)
    await client.files_completeUploadExternal(files=[{"id": ticket["file_id"], "title": "a"}])
    image = {"type": "image", "alt_text": "Retained customers rose", "slack_file": {"id": ticket["file_id"]}}
    with suppress(SlackApiError):  # the first look is always too early
        await client.chat_postMessage(channel=cast.churn.id, text="t", blocks=[image])
    await client.chat_postMessage(channel=cast.churn.id, text="t", blocks=[image])
    await page.get_by_role("button", name="churn-model").click()
    shown = page.get_by_role("img", name="Retained customers rose")
    await expect(shown).to_be_visible()
    assert await shown.evaluate("each => each.decode().then(() => each.naturalWidth)") == 1200


async def test_a_command_half_typed_suggests_its_words(page: Page, stage: Stage, cast: Cast) -> None:
    await page.get_by_role("button", name="churn-model").click()
    box, hints = page.get_by_label("Message or command"), page.locator("#hints button")
    await box.fill("/pl")
    await expect(hints).to_have_count(1)
    await box.fill("/plumb exp")
    await expect(hints).to_have_text(["/plumb experiment"], use_inner_text=True)
    await hints.first.click()
    await expect(box).to_have_value("/plumb experiment ")
    await expect(hints).to_have_count(0)
    await box.fill("/plumb k")
    await expect(hints).to_have_count(2)
    await box.fill("/impact a")
    await expect(hints).to_have_text(["/impact all"], use_inner_text=True)
    await box.fill("/kickoff n")
    await expect(hints).to_have_count(0)
    await box.fill("/kickoff i")
    await expect(hints).to_have_text(["/kickoff import"], use_inner_text=True)
    assert stage.workspace.warnings == []
