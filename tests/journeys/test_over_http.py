"""The same bot over signed HTTP instead of Socket Mode."""

import pytest

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME
from handlers.demo.workspace.delivery import payloads
from tests.databases import LONG_KINDS
from tests.journeys.journey import BERLIN, Journey, at, wall


@pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
async def test_a_kickoff_a_nag_and_an_event_over_http(journey: Journey, cast: Cast) -> None:
    workspace = journey.workspace
    await journey.restart(SLACK_APP_TOKEN=None, SLACK_SIGNING_SECRET=workspace.signing_secret, PORT=0)
    workspace.deliver_over_http(f"http://127.0.0.1:{journey.bot.port}/slack/events")
    await journey.kickoff(sponsor=cast.sam)
    await journey.page(cast.ana, 1, OUTCOME)
    heard = await journey.types(cast.ana, "/plumb kpi 2.9%", cast.churn)
    assert "2.9 %" in heard.text
    refused = await journey.types(cast.gus, "/plumb kickoff Mine", cast.churn)
    assert "full member" in refused.text
    moved = {"type": "user_change", "user": {**cast.ana.user.describe(journey.clock.now(), email=False, locale=True)}}
    event = payloads.event_callback(workspace.world, moved)
    for _ in range(3):
        assert (await workspace.deliver_raw("events_api", event)).error is None
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    assert [wall(nag, BERLIN) for nag in journey.nags(cast.ana)] == ["2027-02-15 09:00"]
    assert journey.posted(cast.churn) == 1
