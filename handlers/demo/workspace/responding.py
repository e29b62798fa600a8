"""Response URLs: answering where a person acted, visible to them alone unless said otherwise."""

from typing import Any

from handlers.demo.workspace.web_api.arguments import Args
from handlers.demo.workspace.web_api.content import content_of
from handlers.demo.workspace.world.errors import ApiError
from handlers.demo.workspace.world.messages import Message
from handlers.demo.workspace.world.triggers import ResponseUrl
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]


def respond(world: World, key: str, args: Args) -> None:
    """Use a response URL: post, replace or delete."""
    url = world.rights.use_response(key)
    channel = world.channels[url.channel_id]
    if args.flag("delete_original"):
        if url.source is None or url.source.deleted:
            raise ApiError("message_not_found")
        world.remove(channel, url.source)
    elif args.flag("replace_original") and url.source is not None:
        _replace(world, url.source, args)
    else:
        _post(world, url, args)


def _replace(world: World, source: Message, args: Args) -> None:
    if source.deleted:
        raise ApiError("message_not_found")
    content, previous = content_of(world, args), source.payload()
    source.text, source.blocks = content.text, content.blocks
    channel = world.channels[source.channel_id]
    if source.ephemeral_to is None:
        source.edited = {"user": world.bot.id, "ts": world.next_ts()}
        world.has_changed(channel, source, previous)
    else:
        world.note("ephemeral", channel=channel.id, ts=source.ts, to=source.ephemeral_to, text=source.text)


def _post(world: World, url: ResponseUrl, args: Args) -> None:
    in_channel = args.text("response_type") == "in_channel"
    say_to(world, url, args, to=None if in_channel else url.user)


def say_to(world: World, url: ResponseUrl, args: Args, to: str | None) -> Message:
    """Post as the app where the person acted; `to` is the only one who sees it, if given."""
    content = content_of(world, args)
    source_thread = url.source.thread_ts if url.source is not None else None
    message = Message(
        channel_id=url.channel_id,
        ts=world.next_ts(),
        user=world.bot.id,
        bot_id=world.bot_id,
        text=content.text,
        blocks=content.blocks,
        name_of=world.name_of,
        thread_ts=args.text("thread_ts") or source_thread,
        ephemeral_to=to,
    )
    return world.say(world.channels[url.channel_id], message)
