from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace import Channel, Person, Setup, Workspace

Json = dict[str, Any]
Refused = Callable[[Awaitable[Any]], Awaitable[Json]]
KEY = {"event_type": "plumbline_delivery", "event_payload": {"key": "abc"}}


def section(words: str = "hello") -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": words}}


async def test_a_message_is_seen_with_its_text_blocks_and_metadata(
    workspace: Workspace, client: AsyncWebClient, churn: Channel
) -> None:
    answer = await client.chat_postMessage(channel=churn.id, text="hi", blocks=[section()], metadata=KEY)
    (seen,) = workspace.messages(churn)
    assert (seen.ts, seen.text, seen.metadata) == (answer["ts"], "hi", KEY)
    assert seen.blocks[0]["text"]["text"] == "hello"
    assert seen.blocks[0]["block_id"]
    assert workspace.log.posts(churn.id)[0].detail["metadata"] == KEY


async def test_message_times_follow_the_story_and_stay_unique(
    workspace: Workspace, client: AsyncWebClient, churn: Channel, clock: StoryClock
) -> None:
    first, second = [(await client.chat_postMessage(channel=churn.id, text="hi"))["ts"] for _ in range(2)]
    assert float(first) == pytest.approx(clock.now().timestamp(), abs=0.001)
    assert first < second
    clock.advance(timedelta(days=7))
    third = (await client.chat_postMessage(channel=churn.id, text="hi"))["ts"]
    assert float(third) - float(first) == pytest.approx(7 * 86400, abs=0.001)


async def test_blocks_are_refused_with_a_pointer(client: AsyncWebClient, churn: Channel, refused: Refused) -> None:
    body = await refused(client.chat_postMessage(channel=churn.id, text="x", blocks=[section("x" * 3001)]))
    assert body["error"] == "invalid_blocks"
    pointer = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert body["errors"] == [pointer]
    assert body["response_metadata"]["messages"] == [f"[ERROR] {pointer}"]


async def test_a_message_of_many_heavy_blocks_is_too_long(
    client: AsyncWebClient, churn: Channel, refused: Refused
) -> None:
    body = await refused(client.chat_postMessage(channel=churn.id, text="x", blocks=[section("x" * 2900)] * 5))
    assert body["error"] == "msg_blocks_too_long"


async def test_blocks_that_are_no_json_are_refused(client: AsyncWebClient, churn: Channel, refused: Refused) -> None:
    body = await refused(client.api_call("chat.postMessage", params={"channel": churn.id, "blocks": "[{"}))
    assert body["error"] == "invalid_blocks_format"


async def test_a_message_says_something(client: AsyncWebClient, churn: Channel, refused: Refused) -> None:
    silent = client.api_call("chat.postMessage", json={"channel": churn.id, "text": " "})
    assert (await refused(silent))["error"] == "no_text"


async def test_blocks_without_text_are_accepted_with_a_warning(
    workspace: Workspace, client: AsyncWebClient, churn: Channel
) -> None:
    answer = await client.api_call("chat.postMessage", json={"channel": churn.id, "blocks": [section()]})
    assert answer["warning"] == "missing_text_in_message"
    assert workspace.warnings == ["missing_text_in_message"]


async def test_a_very_long_text_is_cut(workspace: Workspace, client: AsyncWebClient, churn: Channel) -> None:
    await client.chat_postMessage(channel=churn.id, text="x" * 40_001)
    assert len(workspace.messages(churn)[0].text) == 40_000
    assert workspace.warnings == ["message_truncated"]


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ("words", "invalid_metadata_format"),
        (["list"], "invalid_metadata_format"),
        ({"event_payload": {}}, "invalid_metadata_schema"),
        ({"event_type": "a", "event_payload": {"a": {"b": {"c": 1}}}}, "invalid_metadata_schema"),
        ({"event_type": "a", "event_payload": {"a": [{"b": [1]}]}}, "invalid_metadata_schema"),
        ({"event_type": "a", "event_payload": {"a": "x" * 9000}}, "metadata_too_large"),
    ],
)
async def test_metadata_has_a_shape(
    client: AsyncWebClient, churn: Channel, refused: Refused, metadata: Any, error: str
) -> None:
    call = client.api_call("chat.postMessage", json={"channel": churn.id, "text": "x", "metadata": metadata})
    assert (await refused(call))["error"] == error


async def test_a_bot_posts_only_where_it_is_and_where_somebody_listens(
    workspace: Workspace, client: AsyncWebClient, ana: Person, refused: Refused
) -> None:
    elsewhere = workspace.add_channel("elsewhere", members=[ana])
    secret = workspace.add_channel("secret", private=True, members=[ana])
    old = workspace.add_channel("old", members=[ana], bot=True)
    workspace.archive_channel(old, ana)
    expected = {"C404": "channel_not_found", elsewhere.id: "not_in_channel", secret.id: "channel_not_found"}
    expected |= {old.id: "is_archived", "U404": "channel_not_found", workspace.bot_user_id: "cannot_dm_bot"}
    for channel, error in expected.items():
        assert (await refused(client.chat_postMessage(channel=channel, text="x")))["error"] == error


async def test_a_direct_message_reaches_a_person_by_user_id(
    workspace: Workspace, client: AsyncWebClient, ana: Person, refused: Refused
) -> None:
    await client.chat_postMessage(channel=ana.id, text="for you")
    assert [message.text for message in ana.dm] == ["for you"]
    other = workspace.add_user("robot", is_bot=True)
    assert (await refused(client.chat_postMessage(channel=other.id, text="x")))["error"] == "cannot_dm_bot"
    workspace.change_user(ana, deleted=True)
    assert (await refused(client.chat_postMessage(channel=ana.id, text="x")))["error"] == "user_disabled"


async def test_without_a_messages_tab_there_are_no_direct_messages(
    manifest: Json, start_workspace: Callable[..., Awaitable[Workspace]], make_client: Any, refused: Refused
) -> None:
    manifest["features"]["app_home"]["messages_tab_enabled"] = False
    workspace = await start_workspace()
    ana = workspace.add_user("ana")
    body = await refused(make_client(workspace).chat_postMessage(channel=ana.id, text="x"))
    assert body["error"] == "messages_tab_disabled"


async def test_an_update_keeps_what_it_does_not_mention(
    workspace: Workspace, client: AsyncWebClient, churn: Channel
) -> None:
    ts = (await client.chat_postMessage(channel=churn.id, text="a", blocks=[section()], metadata=KEY))["ts"]
    await client.chat_update(channel=churn.id, ts=ts, text="b")
    (message,) = workspace.messages(churn)
    assert (message.text, message.metadata, len(message.blocks)) == ("b", KEY, 1)
    assert message.edited is not None
    await client.chat_update(channel=churn.id, ts=ts, text="c", blocks=[], metadata={})
    assert (message.text, message.metadata, message.blocks) == ("c", None, [])


async def test_an_update_without_text_keeps_the_old_one_and_warns(
    workspace: Workspace, client: AsyncWebClient, churn: Channel
) -> None:
    ts = (await client.chat_postMessage(channel=churn.id, text="a"))["ts"]
    await client.api_call("chat.update", json={"channel": churn.id, "ts": ts, "blocks": [section("new")]})
    assert workspace.messages(churn)[0].text == "a"
    assert workspace.warnings == ["missing_text_in_message"]


async def test_an_update_has_its_own_refusals(
    workspace: Workspace, client: AsyncWebClient, ana: Person, churn: Channel, refused: Refused
) -> None:
    mine = (await client.chat_postMessage(channel=churn.id, text="a"))["ts"]
    hers = (await ana.say("hello", churn)).ts
    assert (await refused(client.chat_update(channel=churn.id, ts=mine, text="x" * 4001)))["error"] == "msg_too_long"
    assert (await client.chat_update(channel=churn.id, ts=mine, text="x" * 4000))["ok"]
    silent = client.api_call("chat.update", json={"channel": churn.id, "ts": mine, "text": ""})
    assert (await refused(silent))["error"] == "no_text"
    assert (await refused(client.chat_update(channel=churn.id, ts="1.0", text="b")))["error"] == "message_not_found"
    assert (await refused(client.chat_update(channel=churn.id, ts=hers, text="b")))["error"] == "cant_update_message"
    workspace.archive_channel(churn, ana)
    assert (await refused(client.chat_update(channel=churn.id, ts=mine, text="b")))["error"] == "is_archived"


async def test_editing_ends_when_the_workspace_says_so(
    start_workspace: Callable[..., Awaitable[Workspace]], make_client: Any, clock: StoryClock, refused: Refused
) -> None:
    workspace = await start_workspace(setup=Setup(edit_window=timedelta(hours=1)))
    channel, client = workspace.add_channel("churn", bot=True), make_client(workspace)
    ts = (await client.chat_postMessage(channel=channel.id, text="a"))["ts"]
    clock.advance(timedelta(minutes=59))
    await client.chat_update(channel=channel.id, ts=ts, text="b")
    clock.advance(timedelta(minutes=2))
    assert (await refused(client.chat_update(channel=channel.id, ts=ts, text="c")))["error"] == "edit_window_closed"


async def test_a_bot_deletes_only_its_own(
    workspace: Workspace, client: AsyncWebClient, ana: Person, churn: Channel, refused: Refused
) -> None:
    mine = (await client.chat_postMessage(channel=churn.id, text="a"))["ts"]
    hers = (await ana.say("hello", churn)).ts
    await client.chat_delete(channel=churn.id, ts=mine)
    assert [message.ts for message in workspace.messages(churn)] == [hers]
    assert (await refused(client.chat_delete(channel=churn.id, ts=mine)))["error"] == "message_not_found"
    assert (await refused(client.chat_delete(channel=churn.id, ts=hers)))["error"] == "cant_delete_message"


async def test_an_ephemeral_message_shows_to_one_person_and_is_in_no_history(
    workspace: Workspace, client: AsyncWebClient, ana: Person, refused: Refused
) -> None:
    bo, cem = workspace.add_user("bo"), workspace.add_user("cem")
    channel = workspace.add_channel("churn", members=[ana, bo], bot=True)
    await client.chat_postEphemeral(channel=channel.id, user=ana.id, text="psst")
    assert [message.text for message in ana.sees(channel)] == ["psst"]
    assert bo.sees(channel) == []
    assert (await client.conversations_history(channel=channel.id))["messages"] == []
    body = await refused(client.chat_postEphemeral(channel=channel.id, user=cem.id, text="psst"))
    assert body["error"] == "user_not_in_channel"


async def test_a_thread_hangs_on_its_first_message(
    workspace: Workspace, client: AsyncWebClient, churn: Channel, refused: Refused
) -> None:
    first = (await client.chat_postMessage(channel=churn.id, text="a"))["ts"]
    reply = (await client.chat_postMessage(channel=churn.id, text="b", thread_ts=first))["ts"]
    await client.chat_postMessage(channel=churn.id, text="c", thread_ts=reply, reply_broadcast=True)
    assert [message.thread_ts for message in workspace.messages(churn)] == [first] * 3
    history = (await client.conversations_history(channel=churn.id))["messages"]
    assert [message["text"] for message in history] == ["c", "a"]
    assert history[1]["reply_count"] == 2
    thread = (await client.conversations_replies(channel=churn.id, ts=first))["messages"]
    assert [message["text"] for message in thread] == ["a", "b", "c"]
    body = await refused(client.chat_postMessage(channel=churn.id, text="d", thread_ts="1.0"))
    assert body["error"] == "thread_not_found"
    assert (await refused(client.conversations_replies(channel=churn.id, ts="1.0")))["error"] == "thread_not_found"


async def test_a_message_has_a_permalink(client: AsyncWebClient, churn: Channel, refused: Refused) -> None:
    ts = (await client.chat_postMessage(channel=churn.id, text="a"))["ts"]
    link = (await client.chat_getPermalink(channel=churn.id, message_ts=ts))["permalink"]
    assert link.endswith(f"/archives/{churn.id}/p{ts.replace('.', '')}")
    assert (await refused(client.chat_getPermalink(channel=churn.id, message_ts="1.0")))["error"] == "message_not_found"


async def test_a_reaction_is_given_once(
    workspace: Workspace, client: AsyncWebClient, ana: Person, churn: Channel, refused: Refused
) -> None:
    ts = (await client.chat_postMessage(channel=churn.id, text="a"))["ts"]
    await client.reactions_add(channel=churn.id, timestamp=ts, name="eyes")
    assert workspace.messages(churn)[0].payload()["reactions"][0]["name"] == "eyes"
    again = client.reactions_add(channel=churn.id, timestamp=ts, name="eyes")
    assert (await refused(again))["error"] == "already_reacted"
    nowhere = client.reactions_add(channel=churn.id, timestamp="1.0", name="eyes")
    assert (await refused(nowhere))["error"] == "message_not_found"
    workspace.remove_app(churn)
    outside = client.reactions_add(channel=churn.id, timestamp=ts, name="eyes")
    assert (await refused(outside))["error"] == "not_in_channel"


async def test_whom_a_message_pings_can_be_seen(workspace: Workspace, client: AsyncWebClient, churn: Channel) -> None:
    inner = [{"type": "user", "user_id": "U1"}, {"type": "broadcast", "range": "here"}]
    inner += [{"type": "usergroup", "usergroup_id": "S1"}, {"type": "text", "text": "<!channel>"}]
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": inner}]}
    await client.chat_postMessage(channel=churn.id, text="&lt;!everyone&gt; <!subteam^S2|x>", blocks=[rich])
    await client.chat_postMessage(channel=churn.id, text="x", blocks=[section("<@U2> <!channel>")])
    first, second = workspace.messages(churn)
    assert first.pings == {"@U1", "!here", "!subteam^S1", "!subteam^S2"}
    assert second.pings == {"@U2", "!channel"}
