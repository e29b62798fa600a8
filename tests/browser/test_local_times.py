"""An instant stands in the reader's own time in the demo's page, as in Slack."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from playwright.async_api import Page, expect

from handlers.demo.cast import Cast
from handlers.demo.stage import Stage


def _clock(stage: Stage, zone: str) -> str:
    """The time of day there, as Slack writes it in English: 9:40 AM."""
    there = stage.clock.now().astimezone(ZoneInfo(zone))
    return f"{there.hour % 12 or 12}:{there.minute:02} {'AM' if there.hour < 12 else 'PM'}"


async def test_edits_stand_in_the_readers_own_time_and_days_are_called_as_they_are(
    page: Page, stage: Stage, cast: Cast
) -> None:
    await stage.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    await stage.submits(cast.ana, {"owner": cast.ana.id, "members": [cast.mei.id]})
    await stage.submits(cast.ana, {"metric_name": "Monthly churn"})
    await stage.closes(cast.ana)
    said = {zone: _clock(stage, zone) for zone in ("Europe/Berlin", "Asia/Tokyo")}
    assert len(set(said.values())) == 2
    for person, zone in ((cast.ana, "Europe/Berlin"), (cast.mei, "Asia/Tokyo")):
        await page.get_by_label("Acting as").select_option(label=person.user.real_name)
        await stage.types(person, "/plumb charter", cast.churn)
        window = page.get_by_role("dialog")
        await expect(window.get_by_text(f"Today {said[zone]}")).to_be_visible()
        assert "UTC" not in await window.inner_text()
        await stage.closes(person)
    await stage.travel(stage.clock.now() + timedelta(days=1))
    await stage.types(cast.mei, "/plumb charter", cast.churn)
    await expect(page.get_by_role("dialog").get_by_text(f"Yesterday {said['Asia/Tokyo']}")).to_be_visible()
    await stage.closes(cast.mei)
    edited = stage.clock.now() - timedelta(days=1)
    await stage.travel(stage.clock.now() + timedelta(days=2))
    await stage.types(cast.mei, "/plumb charter", cast.churn)
    day = edited.astimezone(ZoneInfo("Asia/Tokyo"))
    named = f"{day:%b} {day.day}, {day.year} {said['Asia/Tokyo']}"
    await expect(page.get_by_role("dialog").get_by_text(named)).to_be_visible()
