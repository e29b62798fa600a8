"""The app is uninstalled: nothing is sent any more and nothing breaks; installed again, it goes on."""

from datetime import timedelta
from typing import Any

import pytest
from structlog.typing import EventDict

from handlers.demo.cast import Cast
from handlers.demo.workspace import Fault
from handlers.demo.workspace.delivery import payloads
from storage.tables.workspaces import WorkspaceStatus
from tests.databases import KINDS
from tests.journeys.journey import BERLIN, Journey, at, wall

Json = dict[str, Any]
GONE: Json = {"type": "app_uninstalled"}
REVOKED: Json = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0BOT"]}}
SOMEBODYS: Json = {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}


ORDERS = (
    (GONE, REVOKED),
    (REVOKED, GONE),
    (GONE, GONE, REVOKED, REVOKED),
    (REVOKED,),
    (SOMEBODYS, GONE),
    (GONE,),
)


def alarms(faults: list[EventDict]) -> list[EventDict]:
    """What operators are alarmed of, with the names of its fields; taken out of what the journey must not log."""
    found = [line for line in faults if line["event"] == "workspace.stopped" and line["log_level"] == "error"]
    faults[:] = [line for line in faults if line not in found]
    return found


async def standing(journey: Journey) -> WorkspaceStatus | None:
    """Whether anything may be said in the workspace."""
    bot = journey.bot
    return await bot.runner.read(bot.workspace, lambda work: work.workspaces.status(), now=bot.clock.now())


@pytest.mark.parametrize("is_fresh", [False, True], ids=["running", "just started"])
@pytest.mark.parametrize("database", KINDS, indirect=True)
async def test_nothing_is_sent_after_the_app_was_removed_whatever_the_order(
    journey: Journey, cast: Cast, faults: list[EventDict], *, is_fresh: bool
) -> None:
    await journey.kickoff(sponsor=cast.sam)
    workspace = journey.workspace
    for number, events in enumerate(ORDERS):
        workspace.world.revoked = None
        if is_fresh or number:
            await journey.restart()
        if not is_fresh:
            assert "Churn model" in (await journey.types(cast.ana, "/plumb status", cast.churn)).text
        workspace.world.revoked = "account_inactive"
        for event in events:
            ack = await workspace.deliver_raw("events_api", payloads.event_callback(workspace.world, event))
            assert ack.error is None, events
        await journey.quiet()
        calls = len(workspace.log.calls())
        journey.clock.move_to(at("2027-02-16", "15:30", BERLIN) + timedelta(days=number))
        await journey.bot.tick()
        await journey.quiet()
        assert [call.method for call in workspace.log.calls()[calls:]] == [], events
        assert len(alarms(faults)) == 1, events
    assert journey.audit("nag.said") == []


async def test_somebodys_own_token_is_not_ours(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    workspace = journey.workspace
    await workspace.deliver_raw("events_api", payloads.event_callback(workspace.world, SOMEBODYS))
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    assert len(journey.nags(cast.ana)) == 1


@pytest.mark.parametrize("error", ["account_inactive", "token_revoked", "invalid_auth"])
async def test_a_dead_token_that_nobody_told_us_of_stops_the_workspace(
    journey: Journey, cast: Cast, error: str, faults: list[EventDict]
) -> None:
    await journey.kickoff()
    journey.workspace.world.revoked = error
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    tried = len(journey.workspace.log.calls())
    await journey.travel(at("2027-02-26", "15:30", BERLIN))
    assert len(journey.workspace.log.calls()) == tried
    assert journey.nags(cast.ana) == []
    (alarm,) = alarms(faults)
    assert (alarm["workspace"], alarm["reason"]) == (journey.workspace.team_id, error)


@pytest.mark.parametrize("error", ["invalid_auth", "accesslimited"])
async def test_a_token_that_is_taken_again_goes_on_with_all_that_is_due(
    journey: Journey, cast: Cast, error: str, faults: list[EventDict]
) -> None:
    await journey.kickoff()
    journey.bot.lifeline.rest = timedelta(0)
    journey.workspace.world.revoked = error
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    assert len(alarms(faults)) == 1
    calls = len(journey.workspace.log.calls())
    await journey.bot.tick()
    await journey.quiet()
    assert [call.method for call in journey.workspace.log.calls()[calls:]] == ["auth.test"]
    journey.workspace.world.revoked = None
    await journey.bot.tick()
    await journey.bot.drain.settled()
    assert [wall(nag, BERLIN) for nag in journey.nags(cast.ana)] == ["2027-02-15 09:01"]
    assert alarms(faults) == []
    calls = len(journey.workspace.log.calls())
    await journey.bot.tick()
    assert [call.method for call in journey.workspace.log.calls()[calls:]] == [], "nothing is wrong any more"


async def test_a_stopped_workspace_is_asked_for_less_and_less_often(
    journey: Journey, cast: Cast, faults: list[EventDict]
) -> None:
    await journey.kickoff()
    journey.workspace.world.revoked = "invalid_auth"
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    assert len(alarms(faults)) == 1
    calls = len(journey.workspace.log.calls())
    for _ in range(3):
        await journey.bot.tick()
    assert len(journey.workspace.log.calls()) == calls, "not within the first minute"
    assert journey.bot.lifeline.rest == timedelta(minutes=1)


async def test_a_workspace_whose_slack_cannot_be_reached_stays_stopped(
    journey: Journey, cast: Cast, faults: list[EventDict]
) -> None:
    await journey.kickoff()
    journey.bot.lifeline.rest = timedelta(0)
    journey.workspace.world.revoked = "invalid_auth"
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    assert len(alarms(faults)) == 1
    journey.workspace.world.revoked = None
    for fault in (Fault.drop_before(), Fault.error("internal_error")):
        journey.workspace.faults.next("auth.test", fault)
        await journey.bot.tick()
        await journey.quiet()
        assert await standing(journey) is WorkspaceStatus.STOPPED
    await journey.bot.tick()
    await journey.quiet()
    assert await standing(journey) is WorkspaceStatus.ACTIVE


@pytest.mark.parametrize("database", KINDS, indirect=True)
async def test_installed_again_it_goes_on_with_what_was_kept(
    journey: Journey, cast: Cast, faults: list[EventDict]
) -> None:
    await journey.kickoff(sponsor=cast.sam)
    journey.workspace.uninstall()
    await journey.workspace.settled()
    assert len(alarms(faults)) == 1
    await journey.end()
    journey.clock.move_to(at("2027-02-15", "08:00", BERLIN))
    journey.workspace.world.revoked = None
    await journey.restart()
    assert "Churn model" in (await journey.types(cast.ana, "/plumb status", cast.churn)).text
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    assert [wall(nag, BERLIN) for nag in journey.nags(cast.ana)] == ["2027-02-15 09:00"]


async def test_what_slack_repeats_of_an_uninstallation_does_not_undo_the_installation(
    journey: Journey, cast: Cast
) -> None:
    await journey.kickoff(sponsor=cast.sam)
    workspace = journey.workspace
    workspace.world.revoked = "account_inactive"
    await journey.end()
    workspace.world.revoked = None
    await journey.restart()
    for event in (GONE, REVOKED):
        ack = await workspace.deliver_raw("events_api", payloads.event_callback(workspace.world, event))
        assert ack.error is None
    assert await standing(journey) is WorkspaceStatus.ACTIVE
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    assert len(journey.nags(cast.ana)) == 1
