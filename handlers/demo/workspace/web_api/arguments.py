"""The arguments of a call, however they came: in the query, as a form, or as JSON."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from handlers.demo.workspace.world.channels import Channel
from handlers.demo.workspace.world.errors import ApiError, invalid
from handlers.demo.workspace.world.scopes import scope_for
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]


class Args:
    """Typed access to the arguments of one call."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = dict(raw)

    def has(self, name: str) -> bool:
        """Whether the argument was given at all."""
        return self.raw.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """A string; numbers in JSON bodies count as their text."""
        value = self.raw.get(name)
        return default if value is None else str(value)

    def required(self, name: str) -> str:
        """A string that must be there."""
        if not self.text(name):
            raise invalid("invalid_arguments", [f"missing required field: {name} [json-pointer:/{name}]"])
        return self.text(name)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false, in any of the ways in which clients write it."""
        return self.text(name).lower() in {"1", "true"} if self.has(name) else default

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        try:
            return int(self.text(name)) if self.text(name) else default
        except ValueError:
            raise invalid("invalid_arguments", [f"must be an integer [json-pointer:/{name}]"]) from None

    def structure(self, name: str, error: str = "invalid_arguments") -> Any:
        """An object or a list, given as such or as JSON in a string; None if it is not there."""
        value = self.raw.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except json.JSONDecodeError:
            raise ApiError(error) from None

    def names(self, name: str) -> list[str]:
        """A list of ids, as a list or separated by commas."""
        value = self.raw.get(name)
        if isinstance(value, list):
            return [str(one) for one in value]
        return [one.strip() for one in self.text(name).split(",") if one.strip()]


Method = Callable[[World, Args], Json]


def may(world: World, scope: str) -> None:
    """Refuse if the token lacks this scope."""
    if scope not in world.granted:
        raise missing_scope(world, scope)


def missing_scope(world: World, needed: str) -> ApiError:
    """The refusal that names what is needed and what there is."""
    return ApiError("missing_scope", needed=needed, provided=",".join(sorted(world.granted)))


def visible_channel(world: World, args: Args, name: str = "channel") -> Channel:
    """The conversation that is meant, if the app can see it: a private one without it does not exist for it."""
    channel = world.channels.get(args.text(name))
    if channel is None or (channel.kind != "public" and world.bot.id not in channel.members):
        raise ApiError("channel_not_found")
    return channel


def readable_channel(world: World, args: Args, right: str, name: str = "channel") -> Channel:
    """The conversation that is meant, if the scope for its kind is there as well."""
    channel = visible_channel(world, args, name)
    may(world, scope_for(channel.kind, right))
    return channel


def joined_channel(world: World, args: Args, name: str = "channel") -> Channel:
    """The conversation that is meant, if the app is in it and it is not archived."""
    channel = visible_channel(world, args, name)
    if world.bot.id not in channel.members:
        raise ApiError("not_in_channel")
    if channel.is_archived:
        raise ApiError("is_archived")
    return channel


def page_of(items: list[Any], args: Args, default: int, most: int) -> tuple[list[Any], str]:
    """One page of a list, and the cursor of the next one (empty at the end)."""
    limit = args.number("limit", default)
    if not 1 <= limit <= most:
        raise ApiError("invalid_limit")
    try:
        start = int(args.text("cursor").removeprefix("next:") or 0)
    except ValueError:
        raise ApiError("invalid_cursor") from None
    return items[start : start + limit], f"next:{start + limit}" if start + limit < len(items) else ""
