"""A signed charter stays where its channel looks: pinned, on the canvas, or behind a bookmark."""

from datetime import timedelta

import pytest

from bot.domain.charter import Text
from bot.domain.charter_messages import SheetAnswer, SheetPart
from bot.domain.projects import ProjectName
from handlers.demo.cast import Cast
from handlers.demo.workspace import Fault, Setup
from storage.tables.keepings import KeptAs
from tests.bot.domain.sheets import OUTCOME, asked, name, sheet
from tests.journeys.conftest import Depart
from tests.journeys.journey import Journey

EVIL = "<!channel> **pay** [here](https://evil.example) ![](@U0EVIL) :tada:"


def project(cast: Cast, called: str = "Churn model", key: str = "P1") -> ProjectName:
    return name(key, cast.churn.id, called)


async def kept_as(journey: Journey, cast: Cast) -> KeptAs:
    kept = await journey.bot.runner.read(
        journey.bot.workspace,
        lambda work: work.keepings.of(project(cast).channel),
        now=journey.clock.now(),
    )
    assert kept is not None
    assert kept.is_settled
    return kept.kept_as


async def test_a_signed_charter_is_pinned_and_on_the_canvas(journey: Journey, cast: Cast) -> None:
    await journey.signs(sheet(project(cast)))
    (pinned,) = journey.pinned(cast.churn)
    assert "Charter of Churn model, version 1" in pinned.rendered()
    canvas = journey.workspace.canvas(cast.churn)
    assert canvas is not None
    assert "# Charter of Churn model, version 1" in canvas.markdown
    assert "- **Business metric:** Monthly churn of paying customers" in canvas.markdown
    assert await kept_as(journey, cast) is KeptAs.CANVAS
    assert journey.workspace.warnings == []


async def test_the_next_version_keeps_its_place(journey: Journey, cast: Cast) -> None:
    await journey.signs(sheet(project(cast)))
    (pinned,), canvas = journey.pinned(cast.churn), cast.churn.canvas
    journey.clock.advance(timedelta(days=30))
    await journey.signs(sheet(project(cast), 2))
    assert "version 2" in pinned.rendered()
    assert journey.pinned(cast.churn) == [pinned]
    assert cast.churn.canvas == canvas
    assert "version 2" in (journey.workspace.canvas(cast.churn) or pytest.fail("it is gone")).markdown
    assert journey.posted(cast.churn) == 1


async def test_several_charters_share_one_canvas(journey: Journey, cast: Cast) -> None:
    await journey.signs(sheet(project(cast)))
    await journey.signs(sheet(project(cast, "Basket size", "P2")))
    markdown = (journey.workspace.canvas(cast.churn) or pytest.fail("there is none")).markdown
    assert markdown.index("Charter of Basket size") < markdown.index("Charter of Churn model")
    assert len(journey.pinned(cast.churn)) == 2


@pytest.mark.parametrize("setup", [Setup(canvases=False), Setup(withhold=frozenset({"canvases:write"}))])
async def test_without_canvases_a_bookmark_leads_to_the_sheet(depart: Depart, setup: Setup) -> None:
    journey = await depart(setup=setup)
    await journey.signs(sheet(project(journey.cast)))
    (pinned,) = journey.pinned(journey.cast.churn)
    (bookmark,) = journey.cast.churn.bookmarks
    assert bookmark["title"] == "Charter of Churn model"
    assert bookmark["link"].endswith(f"/archives/{journey.cast.churn.id}/p{pinned.ts.replace('.', '')}")
    assert await kept_as(journey, journey.cast) is KeptAs.BOOKMARK


async def test_a_bare_installation_says_the_charter_all_the_same(depart: Depart) -> None:
    optional = {"pins:write", "canvases:write", "bookmarks:write", "bookmarks:read", "files:read", "files:write"}
    journey = await depart(setup=Setup(withhold=frozenset(optional)))
    await journey.signs(sheet(project(journey.cast)))
    assert "Charter of Churn model, version 1" in journey.said_in(journey.cast.churn)
    assert journey.pinned(journey.cast.churn) == []
    assert await kept_as(journey, journey.cast) is KeptAs.NONE


async def test_what_a_team_wrote_into_its_canvas_stays(journey: Journey, cast: Cast) -> None:
    journey.workspace.write_canvas(cast.churn, cast.ana, "Our notes")
    await journey.signs(sheet(project(cast)))
    assert (journey.workspace.canvas(cast.churn) or pytest.fail("it is gone")).markdown == "Our notes"
    assert len(cast.churn.bookmarks) == 1


async def test_what_was_signed_while_the_bot_was_killed_is_kept_by_the_next(journey: Journey, cast: Cast) -> None:
    journey.workspace.faults.next("pins.add", Fault.retry_after(3600))
    await journey.signs(sheet(project(cast)))
    assert journey.pinned(cast.churn) == []
    await journey.restart()
    await journey.bot.idle()
    assert journey.pinned(cast.churn) == [], "Slack asked for an hour"
    assert len(journey.workspace.log.calls("pins.add")) == 1
    assert journey.workspace.canvas(cast.churn) is not None


async def test_nothing_that_was_typed_comes_alive(journey: Journey, cast: Cast) -> None:
    said = SheetAnswer(question=asked("metric_name", EVIL), value=Text(text=EVIL))
    parts = (SheetPart(part=OUTCOME, answers=(said,)),)
    await journey.signs(sheet(name("P1", cast.churn.id, EVIL), parts=parts, accepted=()))
    markdown = (journey.workspace.canvas(cast.churn) or pytest.fail("there is none")).markdown
    assert "https://" not in markdown
    assert "![](@U0EVIL)" not in markdown
    assert journey.pings() == {"@U0PRIYA"}
