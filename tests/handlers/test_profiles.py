import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from handlers.demo.program import load_manifest
from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace import Fault, Workspace
from handlers.profiles import SlackProfiles, channel_from, person_from
from handlers.slack.edge.clients import Clients

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    own = Workspace(load_manifest(None), StoryClock(NOW, frozen=True))
    await own.start()
    yield own
    await own.stop()


@pytest.fixture
async def profiles(workspace: Workspace) -> AsyncIterator[SlackProfiles]:
    async with Clients(workspace.api_url) as clients:
        client = clients.web(workspace.bot_token)
        yield SlackProfiles(lambda _: client)


async def test_a_person_is_read_with_zone_and_locale(workspace: Workspace, profiles: SlackProfiles) -> None:
    mei = workspace.add_user("mei", real_name="Mei Tanaka", tz="Asia/Tokyo", locale="ja-JP")
    person = await profiles.person(WorkspaceId(workspace.team_id), UserId(mei.id), NOW)
    assert (person.zone, person.locale, person.can_write) == ("Asia/Tokyo", "ja-JP", True)
    assert person.seen_at == NOW


@pytest.mark.parametrize(
    "facts", [{"is_restricted": True}, {"is_ultra_restricted": True}, {"deleted": True}, {"team_id": "T0OTHER"}]
)
async def test_guests_strangers_and_the_departed_cannot_write(
    workspace: Workspace, profiles: SlackProfiles, facts: dict[str, Any]
) -> None:
    them = workspace.add_user("them", **facts)
    person = await profiles.person(WorkspaceId(workspace.team_id), UserId(them.id), NOW)
    assert not person.can_write


async def test_somebody_whom_slack_does_not_know_is_kept_as_gone(profiles: SlackProfiles) -> None:
    person = await profiles.person(WorkspaceId("T1"), UserId("U0NOBODY"), NOW)
    assert not person.is_active


async def test_other_errors_of_slack_are_not_taken_for_an_answer(workspace: Workspace, profiles: SlackProfiles) -> None:
    workspace.faults.next("users.info", Fault.error("fatal_error"))
    with pytest.raises(SlackApiError, match="fatal_error"):
        await profiles.person(WorkspaceId("T1"), UserId("U1"), NOW)
    workspace.faults.next("conversations.info", Fault.error("fatal_error"))
    with pytest.raises(SlackApiError, match="fatal_error"):
        await profiles.channel(WorkspaceId("T1"), ChannelId("C1"), NOW)


@pytest.mark.parametrize("private", [True, False])
async def test_a_channel_is_read_as_it_is(workspace: Workspace, profiles: SlackProfiles, *, private: bool) -> None:
    place = workspace.add_channel("home", private=private, bot=True)
    channel = await profiles.channel(WorkspaceId(workspace.team_id), ChannelId(place.id), NOW)
    assert (channel.name, channel.is_private, channel.has_bot) == ("home", private, True)


async def test_a_private_channel_without_the_bot_is_private_and_without_the_bot(
    workspace: Workspace, profiles: SlackProfiles
) -> None:
    place = workspace.add_channel("secret", private=True)
    channel = await profiles.channel(WorkspaceId(workspace.team_id), ChannelId(place.id), NOW)
    assert (channel.is_private, channel.has_bot) == (True, False)


async def test_a_direct_message_is_known_by_its_id(workspace: Workspace, profiles: SlackProfiles) -> None:
    channel = await profiles.channel(WorkspaceId("T1"), ChannelId("D0123"), NOW)
    assert (channel.is_direct, channel.is_private) == (True, True)
    assert not workspace.log.calls("conversations.info")


def test_a_bare_profile_has_no_zone_and_the_best_name_there_is() -> None:
    person = person_from(WorkspaceId("T1"), {"id": "U1", "team_id": "T1", "name": "ana"}, NOW)
    assert (person.name, person.zone, person.locale) == ("ana", None, None)


def test_slackbot_is_a_bot() -> None:
    assert person_from(WorkspaceId("T1"), {"id": "USLACKBOT"}, NOW).is_bot


def test_a_group_message_is_direct_and_private() -> None:
    channel = channel_from(WorkspaceId("T1"), {"id": "G1", "is_mpim": True, "is_member": True}, NOW)
    assert (channel.is_direct, channel.is_private, channel.has_bot) == (True, True, True)


async def test_all_members_are_read_with_every_name(workspace: Workspace, profiles: SlackProfiles) -> None:
    mei = workspace.add_user("mei", real_name="Mei Tanaka")
    found = await profiles.everybody(WorkspaceId(workspace.team_id), NOW, seconds=None)
    assert found is not None
    (one,) = [each for each in found if each.person.user == mei.id]
    assert (one.names, one.email, one.person.can_write) == (("Mei Tanaka", "mei"), "", True)


async def test_members_are_read_once_for_all_who_ask_and_again_where_that_failed(
    workspace: Workspace, profiles: SlackProfiles
) -> None:
    home = WorkspaceId(workspace.team_id)
    workspace.faults.next("users.list", Fault.error("ratelimited"))
    assert await profiles.everybody(home, NOW, seconds=None) is None
    before = await profiles.everybody(home, NOW, seconds=None)
    workspace.add_user("zoe")
    assert await profiles.everybody(home, NOW, seconds=None) is before


async def test_who_does_not_wait_for_the_members_leaves_the_reading_alone(
    workspace: Workspace, profiles: SlackProfiles
) -> None:
    home, gate = WorkspaceId(workspace.team_id), asyncio.Event()
    workspace.faults.next("users.list", Fault.hold(gate))
    profiles.look_ahead(home, NOW)
    with pytest.raises(TimeoutError):
        await profiles.everybody(home, NOW, seconds=0)
    gate.set()
    assert await profiles.everybody(home, NOW, seconds=None)


async def test_what_is_still_being_read_is_given_up_at_the_end(workspace: Workspace, profiles: SlackProfiles) -> None:
    home, gate = WorkspaceId(workspace.team_id), asyncio.Event()
    workspace.faults.next("users.list", Fault.hold(gate))
    profiles.look_ahead(home, NOW)
    await profiles.close()
    gate.set()
    assert await profiles.everybody(home, NOW, seconds=None), "a reading that was given up is begun anew"


async def test_all_pages_are_read(workspace: Workspace, profiles: SlackProfiles) -> None:
    for number in range(1_100):
        workspace.add_user(f"user{number}")
    found = await profiles.everybody(WorkspaceId(workspace.team_id), NOW, seconds=None)
    assert found is not None
    assert len({each.person.user for each in found}) == len(found) >= 1_100


async def test_admins_are_found_among_everybody_but_for_guests_apps_and_the_departed(
    workspace: Workspace, profiles: SlackProfiles
) -> None:
    lena = workspace.add_user("lena", is_admin=True)
    workspace.add_user("mei")
    workspace.add_user("gone", is_admin=True, deleted=True)
    workspace.add_user("app", is_admin=True, is_bot=True)
    team = WorkspaceId(workspace.team_id)
    assert [admin.user for admin in await profiles.admins(team, NOW)] == [lena.id]
    for fault in (Fault.error("missing_scope"), Fault.drop_before()):
        workspace.faults.next("users.list", fault, times=None)
        assert await profiles.admins(team, NOW) == ()
        workspace.faults.clear()


async def test_admins_are_looked_for_on_every_page_of_names(workspace: Workspace, profiles: SlackProfiles) -> None:
    for number in range(1_000):
        workspace.add_user(f"member{number}")
    late = workspace.add_user("late", is_admin=True)
    assert [admin.user for admin in await profiles.admins(WorkspaceId(workspace.team_id), NOW)] == [late.id]


async def test_where_there_is_no_admin_none_is_found(workspace: Workspace, profiles: SlackProfiles) -> None:
    assert await profiles.admins(WorkspaceId(workspace.team_id), NOW) == ()
