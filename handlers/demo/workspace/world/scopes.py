"""Which scopes a Web API method and an event need: one table each."""

from collections.abc import Mapping
from typing import Final

_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")

# Any one of a method's scopes lets it be called; what it may then see depends on the kind of conversation.
# An empty tuple means that every token of the right kind will do.
METHOD_SCOPES: Final[Mapping[str, tuple[str, ...]]] = {
    "auth.test": (),
    "apps.connections.open": ("connections:write",),
    "blocks.validate": (),
    "bookmarks.add": ("bookmarks:write",),
    "bookmarks.edit": ("bookmarks:write",),
    "bookmarks.list": ("bookmarks:read",),
    "bookmarks.remove": ("bookmarks:write",),
    "canvases.create": ("canvases:write",),
    "canvases.delete": ("canvases:write",),
    "canvases.edit": ("canvases:write",),
    "canvases.sections.lookup": ("canvases:read",),
    "chat.delete": ("chat:write",),
    "chat.getPermalink": (),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.canvases.create": ("canvases:write",),
    "conversations.history": _HISTORY,
    "conversations.info": _READ,
    "conversations.invite": ("channels:write.invites", "channels:manage", "groups:write.invites", "groups:write"),
    "conversations.join": ("channels:join",),
    "conversations.list": _READ,
    "conversations.members": _READ,
    "conversations.open": ("im:write", "mpim:write"),
    "conversations.replies": _HISTORY,
    "files.completeUploadExternal": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "files.info": ("files:read",),
    "pins.add": ("pins:write",),
    "pins.list": ("pins:read",),
    "pins.remove": ("pins:write",),
    "reactions.add": ("reactions:write",),
    "team.info": ("team:read",),
    "users.info": ("users:read",),
    "users.list": ("users:read",),
    "users.lookupByEmail": ("users:read.email",),
    "views.open": (),
    "views.publish": (),
    "views.push": (),
    "views.update": (),
}

# A subscription alone is not enough: the app hears an event only with its scope.
EVENT_SCOPES: Final[Mapping[str, tuple[str, ...]]] = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "channel_archive": ("channels:read",),
    "channel_rename": ("channels:read",),
    "channel_unarchive": ("channels:read",),
    "channel_deleted": ("channels:read",),
    "group_archive": ("groups:read",),
    "group_rename": ("groups:read",),
    "group_unarchive": ("groups:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "team_join": ("users:read",),
    "tokens_revoked": (),
    "user_change": ("users:read",),
}

# The word before the colon in a scope that speaks of one kind of conversation.
_FAMILIES = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}


def scope_for(kind: str, right: str) -> str:
    """The scope for a right (`read`, `history`) in a kind of conversation (`public`, `private`, `im`, `mpim`)."""
    return f"{_FAMILIES[kind]}:{right}"
