"""What happens to `@names` and `#channels` that a person types in front of a command."""

import re

from handlers.demo.workspace.world.world import World

_MENTION = re.compile(r"(?<!\S)([@#])([\w.-]+)")


def escaped(world: World, text: str) -> str:
    """The text of a command with `should_escape`: ids instead of names, entities instead of `& < >`."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MENTION.sub(lambda found: _id_for(world, found.group(1), found.group(2)) or found.group(0), plain)


def _id_for(world: World, mark: str, name: str) -> str | None:
    if mark == "@":
        user = next((one for one in world.users.values() if one.name == name), None)
        return None if user is None else f"<@{user.id}|{user.name}>"
    channel = next((one for one in world.channels.values() if one.name == name and not one.is_dm), None)
    if channel is None:
        return None
    # Slack gives away the names of public channels only.
    return f"<#{channel.id}|{channel.name if channel.kind == 'public' else ''}>"
