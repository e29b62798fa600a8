from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.demo.workspace import Channel, Person, Workspace

Json = dict[str, Any]
Refused = Callable[[Awaitable[Any]], Awaitable[Json]]
KEY = {"event_type": "plumbline_delivery", "event_payload": {"key": "abc"}}


async def test_history_is_newest_first_and_paged(client: AsyncWebClient, churn: Channel, refused: Refused) -> None:
    for word in "abc":
        await client.chat_postMessage(channel=churn.id, text=word)
    first = await client.conversations_history(channel=churn.id, limit=2)
    assert [message["text"] for message in first["messages"]] == ["c", "b"]
    assert first["has_more"]
    cursor = first["response_metadata"]["next_cursor"]
    rest = await client.conversations_history(channel=churn.id, limit=2, cursor=cursor)
    assert [message["text"] for message in rest["messages"]] == ["a"]
    assert not rest["has_more"]
    assert (await refused(client.conversations_history(channel=churn.id, cursor="x")))["error"] == "invalid_cursor"
    assert (await refused(client.conversations_history(channel=churn.id, limit=1000)))["error"] == "invalid_limit"


async def test_metadata_is_read_back_only_when_asked_for(client: AsyncWebClient, churn: Channel) -> None:
    await client.chat_postMessage(channel=churn.id, text="a", metadata=KEY)
    without = await client.conversations_history(channel=churn.id)
    assert "metadata" not in without["messages"][0]
    with_it = await client.conversations_history(channel=churn.id, include_all_metadata=True)
    assert with_it["messages"][0]["metadata"] == KEY


async def test_history_between_two_moments(client: AsyncWebClient, churn: Channel, refused: Refused) -> None:
    times = [(await client.chat_postMessage(channel=churn.id, text=word))["ts"] for word in "abc"]

    async def texts(**between: Any) -> list[str]:
        answer = await client.conversations_history(channel=churn.id, **between)
        return [message["text"] for message in answer["messages"]]

    assert await texts(oldest=times[0]) == ["c", "b"]
    assert await texts(oldest=times[0], inclusive=True) == ["c", "b", "a"]
    assert await texts(latest=times[1]) == ["a"]
    assert (await refused(client.conversations_history(channel=churn.id, oldest="x")))["error"] == "invalid_ts_oldest"


async def test_history_is_for_members(workspace: Workspace, client: AsyncWebClient, refused: Refused) -> None:
    public, private = workspace.add_channel("open"), workspace.add_channel("shut", private=True)
    assert (await refused(client.conversations_history(channel=public.id)))["error"] == "not_in_channel"
    assert (await refused(client.conversations_history(channel=private.id)))["error"] == "channel_not_found"


async def test_a_conversation_is_described(workspace: Workspace, client: AsyncWebClient, ana: Person) -> None:
    shared = workspace.add_channel("shared", members=[ana], bot=True)
    shared.is_shared = True
    described = (await client.conversations_info(channel=shared.id))["channel"]
    assert (described["name"], described["is_member"], described["is_ext_shared"]) == ("shared", True, True)
    assert not described["is_archived"]
    private = workspace.add_channel("shut", private=True, bot=True)
    described = (await client.conversations_info(channel=private.id))["channel"]
    assert (described["is_private"], described["is_group"]) == (True, True)
    dm = (await client.conversations_open(users=[ana.id]))["channel"]["id"]
    described = (await client.conversations_info(channel=dm))["channel"]
    assert (described["is_im"], described["user"]) == (True, ana.id)


async def test_the_list_shows_what_the_bot_may_see(
    workspace: Workspace, client: AsyncWebClient, ana: Person, refused: Refused
) -> None:
    workspace.add_channel("open")
    workspace.add_channel("hidden", private=True, members=[ana])
    workspace.add_channel("shut", private=True, bot=True)
    old = workspace.add_channel("old")
    workspace.archive_channel(old, ana)

    async def names(**asked: Any) -> list[str]:
        return [one["name"] for one in (await client.conversations_list(**asked))["channels"]]

    assert await names() == ["open", "old"]
    assert await names(types="public_channel,private_channel", exclude_archived=True) == ["open", "shut"]
    assert (await refused(client.conversations_list(types="secret")))["error"] == "invalid_types"
    assert (await refused(client.conversations_list(types="mpim")))["needed"] == "mpim:read"


async def test_members_are_listed_in_pages(workspace: Workspace, client: AsyncWebClient) -> None:
    people = [workspace.add_user(f"user{number}") for number in range(3)]
    channel = workspace.add_channel("churn", members=people)
    page = await client.conversations_members(channel=channel.id, limit=2)
    rest = await client.conversations_members(
        channel=channel.id, limit=2, cursor=page["response_metadata"]["next_cursor"]
    )
    assert page["members"] + rest["members"] == [person.id for person in people]


async def test_a_direct_message_is_opened_with_one_living_person(
    workspace: Workspace, client: AsyncWebClient, ana: Person, refused: Refused
) -> None:
    first = (await client.conversations_open(users=[ana.id], return_im=True))["channel"]
    assert first["user"] == ana.id
    assert (await client.conversations_open(channel=first["id"]))["channel"]["id"] == first["id"]
    robot, gone = workspace.add_user("robot", is_bot=True), workspace.add_user("gone", deleted=True)
    expected = {"U404": "user_not_found", robot.id: "cannot_dm_bot", gone.id: "user_disabled"}
    expected |= {"": "users_list_not_supplied", f"{ana.id},{gone.id}": "method_not_supported_for_channel_type"}
    for users, error in expected.items():
        assert (await refused(client.conversations_open(users=users)))["error"] == error


async def test_a_bot_joins_public_channels_only(
    workspace: Workspace, client: AsyncWebClient, ana: Person, refused: Refused
) -> None:
    public, private = workspace.add_channel("open"), workspace.add_channel("shut", private=True, bot=True)
    old = workspace.add_channel("old")
    workspace.archive_channel(old, ana)
    for _ in range(2):
        assert (await client.conversations_join(channel=public.id))["channel"]["is_member"]
    assert public.members == [workspace.bot_user_id]
    body = await refused(client.conversations_join(channel=private.id))
    assert body["error"] == "method_not_supported_for_channel_type"
    assert (await refused(client.conversations_join(channel=old.id)))["error"] == "is_archived"


async def test_a_bot_invites_people_who_are_not_there_yet(
    workspace: Workspace, client: AsyncWebClient, ana: Person, churn: Channel, refused: Refused
) -> None:
    bo, gone = workspace.add_user("bo"), workspace.add_user("gone", deleted=True)
    await client.conversations_invite(channel=churn.id, users=bo.id)
    assert bo.id in churn.members
    expected = {bo.id: "already_in_channel", gone.id: "user_not_found", "U404": "user_not_found"}
    for users, error in {**expected, workspace.bot_user_id: "cant_invite_self"}.items():
        assert (await refused(client.conversations_invite(channel=churn.id, users=users)))["error"] == error
    elsewhere, old = workspace.add_channel("elsewhere"), workspace.add_channel("old", bot=True)
    workspace.archive_channel(old, ana)
    assert (await refused(client.conversations_invite(channel=elsewhere.id, users=bo.id)))["error"] == "not_in_channel"
    assert (await refused(client.conversations_invite(channel=old.id, users=bo.id)))["error"] == "is_archived"


async def test_users_are_described_with_zone_and_locale(workspace: Workspace, client: AsyncWebClient) -> None:
    kenji = workspace.add_user("kenji", tz="Asia/Tokyo", locale="ja-JP", is_restricted=True)
    user = (await client.users_info(user=kenji.id, include_locale=True))["user"]
    assert (user["tz"], user["tz_offset"], user["tz_label"]) == ("Asia/Tokyo", 32400, "Japan Standard Time")
    assert (user["locale"], user["is_restricted"], user["deleted"]) == ("ja-JP", True, False)
    assert user["profile"]["email"] == "kenji@example.com"
    assert "locale" not in (await client.users_info(user=kenji.id))["user"]


async def test_some_users_have_no_zone_some_are_gone_some_are_strangers(
    workspace: Workspace, client: AsyncWebClient, refused: Refused
) -> None:
    nowhere = workspace.add_user("nowhere", tz=None, email=None)
    gone = workspace.add_user("gone", deleted=True)
    stranger = workspace.add_user("stranger", team_id="T0OTHER")
    described = (await client.users_info(user=nowhere.id))["user"]
    assert "tz" not in described
    assert "email" not in described["profile"]
    described = (await client.users_info(user=gone.id))["user"]
    assert described["deleted"]
    assert "is_admin" not in described
    assert (await client.users_info(user=stranger.id))["user"]["team_id"] == "T0OTHER"
    assert (await refused(client.users_info(user="U404")))["error"] == "user_not_found"


async def test_users_are_listed_and_found_by_mail(
    workspace: Workspace, client: AsyncWebClient, ana: Person, refused: Refused
) -> None:
    listed = (await client.users_list(limit=1))["members"]
    assert [one["id"] for one in listed] == [workspace.bot_user_id]
    found = await client.users_lookupByEmail(email="ANA@example.com")
    assert found["user"]["id"] == ana.id
    assert (await refused(client.users_lookupByEmail(email="no@example.com")))["error"] == "users_not_found"


async def test_the_team_is_described(workspace: Workspace, client: AsyncWebClient, refused: Refused) -> None:
    assert (await client.team_info())["team"]["id"] == workspace.team_id
    assert (await client.team_info(team=workspace.team_id))["team"]["name"] == "Demo"
    assert (await refused(client.team_info(team="T404")))["error"] == "team_not_found"


async def test_a_missing_or_malformed_argument_is_pointed_at(
    client: AsyncWebClient, churn: Channel, refused: Refused
) -> None:
    body = await refused(client.api_call("chat.getPermalink", params={"channel": churn.id}))
    assert body["errors"] == ["missing required field: message_ts [json-pointer:/message_ts]"]
    body = await refused(client.api_call("conversations.members", params={"channel": churn.id, "limit": "many"}))
    assert body["errors"] == ["must be an integer [json-pointer:/limit]"]
    body = await refused(client.api_call("views.publish", params={"user_id": "U1", "view": "{"}))
    assert body["error"] == "invalid_arguments"


@pytest.mark.parametrize("private", [False, True])
async def test_leaving_the_list_of_members_is_leaving(
    workspace: Workspace,
    ana: Person,
    private: bool,  # noqa: FBT001  # pytest passes it by name
) -> None:
    channel = workspace.add_channel("churn", private=private, members=[ana], bot=True)
    await ana.leave(channel)
    assert ana.id not in channel.members
