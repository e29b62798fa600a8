"""chat.*: post, edit, delete."""

from typing import Any

from handlers.demo.workspace.blocks.validation import MOST_BLOCKS
from handlers.demo.workspace.web_api.arguments import Args, Method, may, visible_channel
from handlers.demo.workspace.web_api.content import checked_blocks, content_of, metadata_of
from handlers.demo.workspace.world.channels import Channel
from handlers.demo.workspace.world.errors import ApiError
from handlers.demo.workspace.world.messages import Message
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]
MOST_UPDATE_TEXT = 4_000
_SLACKBOT = "USLACKBOT"

__all__ = ["METHODS", "MOST_BLOCKS", "destination", "reply_target"]


def _post_message(world: World, args: Args) -> Json:
    channel = destination(world, args)
    content, metadata = content_of(world, args), metadata_of(args)
    thread = reply_target(channel, args)
    message = Message(
        channel_id=channel.id,
        ts=world.next_ts(),
        user=world.bot.id,
        bot_id=world.bot_id,
        text=content.text,
        blocks=content.blocks,
        name_of=world.name_of,
        thread_ts=thread,
        broadcast=args.flag("reply_broadcast"),
        metadata=metadata or None,
    )
    world.say(channel, message)
    answer: Json = {"ok": True, "channel": channel.id, "ts": message.ts, "message": message.payload(metadata=True)}
    if not content.text.strip():
        answer |= {"warning": "missing_text_in_message"}
        answer |= {"response_metadata": {"warnings": ["missing_text_in_message"]}}
    return answer


def destination(world: World, args: Args) -> Channel:
    """Where a message goes: a conversation, or the direct message with a user whose id was given."""
    name = args.text("channel")
    channel = world.dm_with(_reachable(world, name)) if name.startswith(("U", "W")) else visible_channel(world, args)
    if channel.is_dm:
        _refuse_closed_dm(world, channel)
    elif world.bot.id not in channel.members and "chat:write.public" not in world.granted:
        raise ApiError("not_in_channel")
    if channel.is_archived:
        raise ApiError("is_archived")
    return channel


def _reachable(world: World, user_id: str) -> str:
    user = world.users.get(user_id)
    if user is None or user_id == world.bot.id:
        raise ApiError("channel_not_found" if user is None else "cannot_dm_bot")
    if user.is_bot or user_id == _SLACKBOT:
        raise ApiError("cannot_dm_bot")
    return user_id


def _refuse_closed_dm(world: World, channel: Channel) -> None:
    if world.users[channel.with_whom(world.bot.id)].deleted:
        raise ApiError("user_disabled")
    if not world.manifest.messages_tab:
        raise ApiError("messages_tab_disabled")


def reply_target(channel: Channel, args: Args) -> str | None:
    """The thread to answer in; a reply to a reply goes to the thread's first message."""
    ts = args.text("thread_ts")
    if not ts:
        return None
    parent = channel.message(ts)
    if parent is None:
        raise ApiError("thread_not_found")
    parent.thread_ts = parent.thread_ts or parent.ts
    return parent.thread_ts


def _own_message(world: World, args: Args, not_own: str) -> tuple[Channel, Message]:
    channel = visible_channel(world, args)
    message = channel.message(args.required("ts"))
    if message is None:
        raise ApiError("message_not_found")
    if message.user != world.bot.id:
        raise ApiError(not_own)
    return channel, message


def _update(world: World, args: Args) -> Json:
    channel, message = _own_message(world, args, "cant_update_message")
    _refuse_late_edit(world, channel, message)
    if len(args.text("text")) > MOST_UPDATE_TEXT:
        raise ApiError("msg_too_long")
    if not (args.text("text").strip() or args.has("blocks")):
        raise ApiError("no_text")
    blocks, metadata, previous = checked_blocks(world, args), metadata_of(args), message.payload()
    if args.has("text"):
        message.text = args.text("text")
    else:
        world.warn("missing_text_in_message")
    # Slack keeps what an update does not mention: blocks go only with an empty list, metadata with an empty object.
    if args.has("blocks"):
        message.blocks = blocks
    if metadata is not None:
        message.metadata = metadata or None
    message.edited = {"user": world.bot.id, "ts": world.next_ts()}
    world.has_changed(channel, message, previous)
    return {
        "ok": True,
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": message.payload(metadata=True),
    }


def _refuse_late_edit(world: World, channel: Channel, message: Message) -> None:
    if channel.is_archived:
        raise ApiError("is_archived")
    window = world.setup.edit_window
    if window is not None and world.clock.now().timestamp() - float(message.ts) > window.total_seconds():
        raise ApiError("edit_window_closed")


def _delete(world: World, args: Args) -> Json:
    channel, message = _own_message(world, args, "cant_delete_message")
    world.remove(channel, message)
    return {"ok": True, "channel": channel.id, "ts": message.ts}


def _post_ephemeral(world: World, args: Args) -> Json:
    channel = destination(world, args)
    user = world.users.get(args.required("user"))
    if user is None or user.id not in channel.members:
        raise ApiError("user_not_in_channel")
    content = content_of(world, args)
    message = Message(
        channel_id=channel.id,
        ts=world.next_ts(),
        user=world.bot.id,
        bot_id=world.bot_id,
        text=content.text,
        blocks=content.blocks,
        name_of=world.name_of,
        thread_ts=reply_target(channel, args),
        ephemeral_to=user.id,
    )
    world.say(channel, message)
    return {"ok": True, "message_ts": message.ts}


def _get_permalink(world: World, args: Args) -> Json:
    channel = visible_channel(world, args)
    message = channel.message(args.required("message_ts"))
    if message is None:
        raise ApiError("message_not_found")
    link = f"{world.url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"ok": True, "channel": channel.id, "permalink": link}


def _add_reaction(world: World, args: Args) -> Json:
    may(world, "reactions:write")
    channel = visible_channel(world, args)
    if world.bot.id not in channel.members:
        raise ApiError("not_in_channel")
    message = channel.message(args.required("timestamp"))
    if message is None:
        raise ApiError("message_not_found")
    users = message.reactions.setdefault(args.required("name").strip(":"), [])
    if world.bot.id in users:
        raise ApiError("already_reacted")
    users.append(world.bot.id)
    world.note("reaction", channel=channel.id, ts=message.ts, name=args.text("name"))
    return {"ok": True}


METHODS: dict[str, Method] = {
    "chat.delete": _delete,
    "chat.getPermalink": _get_permalink,
    "chat.postEphemeral": _post_ephemeral,
    "chat.postMessage": _post_message,
    "chat.update": _update,
    "reactions.add": _add_reaction,
}
