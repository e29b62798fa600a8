"""conversations.*: what there is, who is in it, what was said."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from handlers.demo.workspace.web_api.arguments import Args, Method, may, page_of, readable_channel, visible_channel
from handlers.demo.workspace.world.channels import Channel
from handlers.demo.workspace.world.errors import ApiError
from handlers.demo.workspace.world.messages import Message
from handlers.demo.workspace.world.scopes import scope_for
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]
_MOST_TOGETHER = 1000


def _info(world: World, args: Args) -> Json:
    channel = readable_channel(world, args, "read")
    return {"ok": True, "channel": channel.describe(world.bot.id, world.canvases.get(channel.canvas or ""))}


def _list(world: World, args: Args) -> Json:
    names = args.names("types") or ["public_channel"]
    kinds = {{"public_channel": "public", "private_channel": "private"}.get(name, name) for name in names}
    for kind in sorted(kinds):
        if kind not in {"public", "private", "im", "mpim"}:
            raise ApiError("invalid_types")
        may(world, scope_for(kind, "read"))
    found = [
        channel
        for channel in world.channels.values()
        if channel.kind in kinds
        and (channel.kind == "public" or world.bot.id in channel.members)
        and not (args.flag("exclude_archived") and channel.is_archived)
    ]
    page, cursor = page_of(found, args, 100, _MOST_TOGETHER)
    described = [channel.describe(world.bot.id) for channel in page]
    return {"ok": True, "channels": described, "response_metadata": {"next_cursor": cursor}}


def _members(world: World, args: Args) -> Json:
    channel = readable_channel(world, args, "read")
    page, cursor = page_of(channel.members, args, 100, _MOST_TOGETHER)
    return {"ok": True, "members": page, "response_metadata": {"next_cursor": cursor}}


def _open(world: World, args: Args) -> Json:
    if args.has("channel"):
        channel = visible_channel(world, args)
    else:
        names = args.names("users")
        if len(names) != 1:
            raise ApiError("users_list_not_supplied" if not names else "method_not_supported_for_channel_type")
        channel = world.dm_with(_person(world, names[0]))
    answer = channel.describe(world.bot.id) if args.flag("return_im") else {"id": channel.id}
    return {"ok": True, "channel": answer}


def _person(world: World, user_id: str) -> str:
    user = world.users.get(user_id)
    if user is None:
        raise ApiError("user_not_found")
    if user.deleted:
        raise ApiError("user_disabled")
    if user.is_bot:
        raise ApiError("cannot_dm_bot")
    return user_id


def _join(world: World, args: Args) -> Json:
    channel = visible_channel(world, args)
    if channel.kind != "public":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise ApiError("is_archived")
    if world.bot.id not in channel.members:
        enter(world, channel, world.bot.id)
    return {"ok": True, "channel": channel.describe(world.bot.id)}


def _invite(world: World, args: Args) -> Json:
    channel = visible_channel(world, args)
    if world.bot.id not in channel.members:
        raise ApiError("not_in_channel")
    if channel.is_archived:
        raise ApiError("is_archived")
    for name in args.names("users"):
        if name == world.bot.id:
            raise ApiError("cant_invite_self")
        if name not in world.users or world.users[name].deleted:
            raise ApiError("user_not_found")
        if name in channel.members:
            raise ApiError("already_in_channel")
        enter(world, channel, name, inviter=world.bot.id)
    return {"ok": True, "channel": channel.describe(world.bot.id)}


def enter(world: World, channel: Channel, user: str, inviter: str | None = None) -> None:
    """Let somebody into a channel, and tell the app."""
    channel.members.append(user)
    world.note("joined", channel=channel.id, user=user)
    kind = "C" if channel.kind == "public" else "G"
    event = {"type": "member_joined_channel", "user": user, "channel": channel.id, "channel_type": kind}
    world.emit({**event, "team": world.setup.team_id, **({"inviter": inviter} if inviter else {})})


def _history(world: World, args: Args) -> Json:
    channel = _heard_channel(world, args)
    found = [one for one in reversed(channel.messages) if one.is_public and (not one.is_reply or one.broadcast)]
    return _messages(channel, [one for one in found if _within(one, args)], args)


def _replies(world: World, args: Args) -> Json:
    channel = _heard_channel(world, args)
    parent = channel.message(args.required("ts"))
    if parent is None:
        raise ApiError("thread_not_found")
    root = parent.thread_ts or parent.ts
    found = [one for one in channel.messages if one.is_public and root in {one.ts, one.thread_ts}]
    return _messages(channel, [one for one in found if one.ts == root or _within(one, args)], args)


def _heard_channel(world: World, args: Args) -> Channel:
    channel = readable_channel(world, args, "history")
    if world.bot.id not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def _within(message: Message, args: Args) -> bool:
    oldest, latest = args.text("oldest"), args.text("latest")
    try:
        after = float(message.ts) - float(oldest or 0)
        before = float(latest or "inf") - float(message.ts)
    except ValueError:
        raise ApiError("invalid_ts_oldest") from None
    if args.flag("inclusive"):
        return after >= 0 and before >= 0
    return after > 0 and before > 0


def _messages(channel: Channel, found: list[Message], args: Args) -> Json:
    page, cursor = page_of(found, args, 100, 999)
    metadata = args.flag("include_all_metadata")
    threads = _threads(channel)
    messages = [{**one.payload(metadata=metadata), **_told(threads[one.ts])} for one in page]
    return {
        "ok": True,
        "messages": messages,
        "has_more": bool(cursor),
        "pin_count": len(channel.pins),
        "response_metadata": {"next_cursor": cursor},
    }


def _threads(channel: Channel) -> defaultdict[str, list[Message]]:
    """Everything that was said in threads, by the message that each began with."""
    threads: defaultdict[str, list[Message]] = defaultdict(list)
    for one in channel.messages:
        if one.thread_ts is not None and one.is_reply and one.is_public:
            threads[one.thread_ts].append(one)
    return threads


def _told(replies: Sequence[Message]) -> Json:
    if not replies:
        return {}
    return {
        "reply_count": len(replies),
        "reply_users": sorted({one.user for one in replies}),
        "latest_reply": replies[-1].ts,
    }


METHODS: dict[str, Method] = {
    "conversations.history": _history,
    "conversations.info": _info,
    "conversations.invite": _invite,
    "conversations.join": _join,
    "conversations.list": _list,
    "conversations.members": _members,
    "conversations.open": _open,
    "conversations.replies": _replies,
}
