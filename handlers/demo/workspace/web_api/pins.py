"""pins.* and bookmarks.*: what a channel keeps at hand."""

import re
from typing import Any, Final

from handlers.demo.workspace.web_api.arguments import Args, Method, joined_channel
from handlers.demo.workspace.world.channels import Channel
from handlers.demo.workspace.world.errors import ApiError
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]
MOST_PINS = 100
_TS: Final = re.compile(r"\d+\.\d+")
MOST_BOOKMARKS = 100


def _item(args: Args) -> str:
    """The ts of the message that is meant."""
    ts = args.text("timestamp")
    if not ts:
        raise ApiError("no_item_specified")
    if not _TS.fullmatch(ts):
        raise ApiError("bad_timestamp")
    return ts


def _pin(world: World, args: Args) -> Json:
    channel = joined_channel(world, args)
    ts = _item(args)
    if channel.message(ts) is None:
        raise ApiError("message_not_found")
    if ts in channel.pins:
        raise ApiError("already_pinned")
    if len(channel.pins) >= MOST_PINS:
        raise ApiError("too_many_pins")
    channel.pins.append(ts)
    world.note("pinned", channel=channel.id, ts=ts)
    return {"ok": True}


def _unpin(world: World, args: Args) -> Json:
    channel = joined_channel(world, args)
    ts = _item(args)
    if ts not in channel.pins:
        raise ApiError("no_pin")
    channel.pins.remove(ts)
    world.note("unpinned", channel=channel.id, ts=ts)
    return {"ok": True}


def _pins(world: World, args: Args) -> Json:
    channel = joined_channel(world, args)
    pinned = [message for ts in channel.pins if (message := channel.message(ts))]
    items = [{"type": "message", "channel": channel.id, "message": one.payload()} for one in pinned]
    return {"ok": True, "items": items}


def _bookmark_of(channel: Channel, args: Args) -> Json:
    wanted = args.required("bookmark_id")
    for bookmark in channel.bookmarks:
        if bookmark["id"] == wanted:
            return bookmark
    raise ApiError("not_found")


def _add_bookmark(world: World, args: Args) -> Json:
    channel = joined_channel(world, args, "channel_id")
    if args.required("type") != "link":
        raise ApiError("invalid_bookmark_type")
    if not args.required("link").startswith(("https://", "http://")):
        raise ApiError("invalid_link")
    if len(channel.bookmarks) >= MOST_BOOKMARKS:
        raise ApiError("too_many_bookmarks")
    bookmark = {
        "id": world.ids.next("Bk0"),
        "channel_id": channel.id,
        "title": args.required("title"),
        "link": args.text("link"),
        "emoji": args.text("emoji"),
        "type": "link",
        "app_id": world.app_id,
        "last_updated_by_user_id": world.bot.id,
    }
    channel.bookmarks.append(bookmark)
    world.note("bookmarked", channel=channel.id, bookmark=bookmark["id"])
    return {"ok": True, "bookmark": bookmark}


def _edit_bookmark(world: World, args: Args) -> Json:
    channel = joined_channel(world, args, "channel_id")
    bookmark = _bookmark_of(channel, args)
    if args.has("link") and not args.text("link").startswith(("https://", "http://")):
        raise ApiError("invalid_link")
    bookmark |= {name: args.text(name) for name in ("title", "link", "emoji") if args.has(name)}
    world.note("bookmark_edited", channel=channel.id, bookmark=bookmark["id"])
    return {"ok": True, "bookmark": bookmark}


def _remove_bookmark(world: World, args: Args) -> Json:
    channel = joined_channel(world, args, "channel_id")
    bookmark = _bookmark_of(channel, args)
    channel.bookmarks.remove(bookmark)
    world.note("bookmark_removed", channel=channel.id, bookmark=bookmark["id"])
    return {"ok": True}


def _bookmarks(world: World, args: Args) -> Json:
    return {"ok": True, "bookmarks": joined_channel(world, args, "channel_id").bookmarks}


METHODS: dict[str, Method] = {
    "bookmarks.add": _add_bookmark,
    "bookmarks.edit": _edit_bookmark,
    "bookmarks.list": _bookmarks,
    "bookmarks.remove": _remove_bookmark,
    "pins.add": _pin,
    "pins.list": _pins,
    "pins.remove": _unpin,
}
