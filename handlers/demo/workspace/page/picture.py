"""What the page shows: the workspace as one person sees it, as JSON."""

from datetime import timedelta
from typing import Any

from handlers.demo.workspace.people.person import Person
from handlers.demo.workspace.people.targets import state_of
from handlers.demo.workspace.world.channels import Channel
from handlers.demo.workspace.world.messages import Message
from handlers.demo.workspace.world.users import User
from handlers.demo.workspace.world.views import View
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]


def picture(world: World, person: Person, place: Channel) -> Json:
    """Everything that the page needs to draw one person's client."""
    stack = world.stacks.of(person.id)
    return {
        "version": world.changes.version,
        "now": world.clock.now().isoformat(),
        "team": world.setup.team_name,
        "app": {"id": world.bot.id, "name": world.bot.real_name, "installed": world.revoked is None},
        "me": person.id,
        "people": [_user(world, user) for user in world.users.values() if user.id in _members(world)],
        "names": {**{user.id: user.real_name for user in world.users.values()}, **_channel_names(world, person)},
        "channels": [_channel(person, one) for one in world.channels.values() if _is_visible(person, one)],
        "dm": world.dm_with(person.id).id,
        "place": {
            **_channel(person, place),
            "messages": [_message(one, person) for one in person.sees(place)],
            "canvas": _canvas(world, place),
        },
        "home": None if person.home is None else _view(person.home),
        "has_home": world.manifest.home_tab,
        "modals": [_view(view) for view in stack],
        "commands": [
            {"command": one["command"], "description": one.get("description", ""), "hint": one.get("usage_hint", "")}
            for one in world.manifest.commands.values()
        ],
        "shortcuts": [
            {"callback_id": one["callback_id"], "name": one["name"], "type": one["type"]}
            for one in world.manifest.shortcuts.values()
        ],
    }


def _members(world: World) -> set[str]:
    return {user.id for user in world.users.values() if not user.is_bot and not user.deleted}


def _user(world: World, user: User) -> Json:
    described = user.describe(world.clock.now(), email=True, locale=True)
    local = world.clock.now() + timedelta(seconds=int(described.get("tz_offset", 0)))
    return {"id": user.id, "name": user.name, "real_name": user.real_name, "tz": user.tz, "local": local.isoformat()}


def _channel_names(world: World, person: Person) -> dict[str, str]:
    return {channel.id: channel.name for channel in world.channels.values() if _is_visible(person, channel)}


def _is_visible(person: Person, channel: Channel) -> bool:
    return not channel.is_dm and (channel.kind == "public" or person.id in channel.members)


def _channel(person: Person, channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "archived": channel.is_archived,
        "member": person.id in channel.members,
        "last": next((one.ts for one in reversed(channel.messages) if one.visible_to(person.id)), ""),
        "bookmarks": channel.bookmarks,
        "pins": channel.pins,
    }


def _canvas(world: World, place: Channel) -> Json | None:
    canvas = world.canvases.get(place.canvas or "")
    return None if canvas is None else {"title": canvas.title, "markdown": canvas.markdown}


def _message(message: Message, person: Person) -> Json:
    return {
        **message.payload(),
        "ephemeral": message.ephemeral_to is not None,
        "channel": message.channel_id,
        "values": state_of(message, person.id) if message.blocks else {},
    }


def _view(view: View) -> Json:
    return {**view.payload(), "errors": view.errors, "values": view.state}
