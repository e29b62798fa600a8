"""Channels that change under a project: renamed, made private, without the bot; and owners who are gone."""

from typing import Any

import pytest

from handlers.demo.cast import Cast
from handlers.demo.workspace.delivery import payloads
from tests.journeys.evidence import kept
from tests.journeys.journey import BERLIN, Journey, at


def mentions_of_parking(journey: Journey, cast: Cast) -> list[str]:
    return [one.rendered() for one in cast.ana.dm if "I could not post in" in one.rendered()]


async def test_a_bot_that_was_removed_from_the_channel_tells_the_owner_once_and_goes_on_when_it_is_back(
    journey: Journey, cast: Cast
) -> None:
    await journey.kickoff(sponsor=cast.sam)
    journey.workspace.remove_app(cast.churn)
    cast.churn.kind = "private"
    for day in ("2027-02-25", "2027-03-04"):
        await journey.travel(at(day, "18:00", BERLIN))
    assert len(mentions_of_parking(journey, cast)) == 1
    assert "/invite @Plumbline" in mentions_of_parking(journey, cast)[0]
    assert journey.posted(cast.churn) == 1
    assert len(kept(journey).projects) == 1


async def test_a_renamed_channel_is_called_by_its_new_name(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    journey.workspace.rename_channel(cast.churn, "retention")
    await journey.quiet()
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    assert "#retention" in journey.nags(cast.ana)[-1].rendered()


async def test_a_channel_that_became_private_hides_its_project_from_outside(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    outside = journey.workspace.add_user("otto", real_name="Otto Outside")
    assert "Churn model" in (await journey.types(outside, "/plumb status churn-model")).text
    cast.churn.kind = "private"
    event: dict[str, Any] = {"type": "channel_unarchive", "channel": cast.churn.id}
    await journey.workspace.deliver_raw("events_api", payloads.event_callback(journey.workspace.world, event))
    await journey.quiet()
    hidden = (await journey.types(outside, "/plumb status churn-model")).text
    unknown = (await journey.types(outside, "/plumb status no-such-key")).text
    assert hidden == unknown.replace("no-such-key", "churn-model")
    assert "Churn model" in (await journey.types(cast.sam, "/plumb status churn-model")).text


@pytest.mark.parametrize("act", ["status", "impact"])
async def test_a_channel_that_became_private_unheard_hides_its_project_all_the_same(
    journey: Journey, cast: Cast, act: str
) -> None:
    await journey.kickoff()
    outside = journey.workspace.add_user("otto", real_name="Otto Outside")
    cast.churn.kind = "private"
    journey.clock.move_to(at("2027-02-03", "12:00", BERLIN))
    heard = await journey.types(outside, f"/plumb {act} churn-model")
    assert "There is no project “churn-model” here." in heard.text


async def test_the_card_of_a_deactivated_owner_still_changes(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam, members=(cast.mei,))
    journey.workspace.change_user(cast.ana, deleted=True)
    await journey.workspace.settled()
    await journey.answers(cast.mei, {"metric_name": "Monthly churn"})
    assert "Monthly churn" in journey.card(cast.churn).rendered()
    assert "2 of 15" in journey.checklist(cast.sam).rendered()
