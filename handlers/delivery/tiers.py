"""How fast Slack may be spoken to: its gap between two messages in one place, and its limits by method and tier."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

_TIER_2: Final = 20
_TIER_3: Final = 50
_TIER_4: Final = 100

PER_MINUTE: Final[Mapping[str, int]] = {
    # "Several hundred messages per minute" in a whole workspace: what that is at least.
    "chat.postMessage": 300,
    "chat.update": _TIER_3,
    "chat.delete": _TIER_3,
    "conversations.open": _TIER_3,
    "conversations.history": _TIER_3,
    "conversations.replies": _TIER_3,
    "canvases.edit": _TIER_3,
    "canvases.create": _TIER_2,
    "conversations.canvases.create": _TIER_2,
    "bookmarks.list": _TIER_3,
    "bookmarks.add": _TIER_2,
    "bookmarks.edit": _TIER_2,
    "bookmarks.remove": _TIER_2,
    "pins.add": _TIER_2,
    "pins.list": _TIER_2,
    "pins.remove": _TIER_2,
    "files.getUploadURLExternal": _TIER_4,
    "files.completeUploadExternal": _TIER_4,
}
"""Methods that are not listed are not counted: Slack says of their limits no more than that there are some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the voice keeps to: the gap between two posts in one place, and the calls a minute of each method."""

    gap: timedelta = timedelta(seconds=1)
    per_minute: Mapping[str, int] = field(default_factory=lambda: PER_MINUTE)


SLACKS: Final = Limits()
UNLIMITED: Final = Limits(gap=timedelta(0), per_minute={})
"""For a workspace of our own that counts nothing, such as a story that is told in seconds."""
