from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace import METHOD_SCOPES, Channel, ManifestError, Setup, Workspace
from handlers.demo.workspace.web_api.methods import METHODS

Json = dict[str, Any]
Refused = Callable[[Awaitable[Any]], Awaitable[Json]]
MakeClient = Callable[..., AsyncWebClient]


async def test_the_bot_token_says_who_the_bot_is(workspace: Workspace, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert answer["user_id"] == workspace.bot_user_id
    assert answer["team_id"] == workspace.team_id
    assert "chat:write" in answer.headers["X-OAuth-Scopes"]


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-forged", "invalid_auth")])
async def test_a_call_without_the_right_token_is_refused(
    workspace: Workspace, make_client: MakeClient, refused: Refused, token: str, error: str
) -> None:
    body = await refused(AsyncWebClient(token=token, base_url=workspace.api_url, retry_handlers=[]).auth_test())
    assert body["error"] == error


async def test_each_kind_of_token_opens_only_its_own_doors(
    workspace: Workspace, client: AsyncWebClient, make_client: MakeClient, refused: Refused
) -> None:
    app_level = make_client(workspace, workspace.app_token)
    assert (await refused(app_level.auth_test()))["error"] == "not_allowed_token_type"
    refusal = await refused(client.apps_connections_open(app_token=workspace.bot_token))
    assert refusal["error"] == "not_allowed_token_type"
    opened = await client.apps_connections_open(app_token=workspace.app_token)
    assert opened["url"].startswith("ws://127.0.0.1:")


async def test_an_unknown_method_is_named(client: AsyncWebClient, refused: Refused) -> None:
    assert (await refused(client.api_call("chat.shout")))["error"] == "unknown_method"
    assert (await refused(client.api_call("files.upload")))["error"] == "unknown_method"


async def test_a_missing_scope_is_named_with_what_there_is(
    start_workspace: Callable[..., Awaitable[Workspace]], make_client: MakeClient, refused: Refused
) -> None:
    workspace = await start_workspace(
        setup=Setup(withhold=frozenset({"channels:history", "groups:history", "im:history"}))
    )
    channel = workspace.add_channel("churn", bot=True)
    body = await refused(make_client(workspace).conversations_history(channel=channel.id))
    assert body["error"] == "missing_scope"
    assert body["needed"] == "channels:history,groups:history,im:history,mpim:history"
    assert "chat:write" in body["provided"].split(",")
    assert "channels:history" not in body["provided"].split(",")


async def test_the_kind_of_conversation_decides_which_scope_is_needed(
    start_workspace: Callable[..., Awaitable[Workspace]], make_client: MakeClient, refused: Refused
) -> None:
    workspace = await start_workspace(setup=Setup(withhold=frozenset({"groups:history"})))
    client = make_client(workspace)
    public, private = workspace.add_channel("open", bot=True), workspace.add_channel("shut", private=True, bot=True)
    assert (await client.conversations_history(channel=public.id))["messages"] == []
    body = await refused(client.conversations_history(channel=private.id))
    assert (body["error"], body["needed"]) == ("missing_scope", "groups:history")


async def test_after_uninstalling_no_token_is_good(
    workspace: Workspace, client: AsyncWebClient, refused: Refused
) -> None:
    workspace.uninstall()
    assert (await refused(client.auth_test()))["error"] == "account_inactive"


def test_every_method_has_its_scopes_written_down() -> None:
    assert METHODS.keys() | {"apps.connections.open"} == METHOD_SCOPES.keys()


def test_a_manifest_with_commands_needs_the_scope_for_them(manifest: Json, clock: StoryClock) -> None:
    manifest["oauth_config"]["scopes"]["bot"].remove("commands")
    try:
        with pytest.raises(ManifestError, match="commands"):
            Workspace(manifest, clock)
    finally:
        manifest["oauth_config"]["scopes"]["bot"].append("commands")


def test_a_manifest_needs_a_name(manifest: Json, clock: StoryClock) -> None:
    del manifest["display_information"]["name"]
    with pytest.raises(ManifestError, match="name"):
        Workspace(manifest, clock)


async def test_arguments_come_as_json_as_a_form_and_in_the_query(workspace: Workspace, churn: Channel) -> None:
    bearer = {"Authorization": f"Bearer {workspace.bot_token}"}
    post = f"{workspace.api_url}chat.postMessage"
    async with aiohttp.ClientSession() as session:
        for sent in (
            {"json": {"channel": churn.id, "text": "hi"}, "headers": bearer},
            {"data": {"channel": churn.id, "text": "hi", "token": workspace.bot_token}},
            {"params": {"channel": churn.id, "text": "hi"}, "headers": bearer},
        ):
            async with session.post(post, **sent) as response:  # type: ignore[arg-type]  # three ways of one call
                assert (await response.json())["ok"]
        broken = {"data": "{", "headers": {**bearer, "Content-Type": "application/json"}}
        async with session.post(post, **broken) as response:  # type: ignore[arg-type]  # the same
            assert (await response.json())["error"] == "channel_not_found"
        async with session.post(post, json=["no", "object"], headers=bearer) as response:
            assert (await response.json())["error"] == "channel_not_found"
    assert [message.text for message in workspace.messages(churn)] == ["hi", "hi", "hi"]
