"""Rate limits as Slack has them: tiers per method, and one message per second and channel."""

import math
from collections import deque
from collections.abc import Callable, Mapping
from typing import Final

# Calls per minute, see the tier table of Slack's rate limits; methods that are not listed are "special".
TIERS: Final[Mapping[int, frozenset[str]]] = {
    100: frozenset(
        {
            "chat.postEphemeral",
            "conversations.members",
            "files.completeUploadExternal",
            "files.getUploadURLExternal",
            "files.info",
            "users.info",
            "views.open",
            "views.publish",
            "views.push",
            "views.update",
        }
    ),
    50: frozenset(
        {
            "bookmarks.list",
            "canvases.delete",
            "canvases.edit",
            "canvases.sections.lookup",
            "chat.delete",
            "chat.update",
            "conversations.history",
            "conversations.info",
            "conversations.invite",
            "conversations.join",
            "conversations.open",
            "conversations.replies",
            "reactions.add",
            "team.info",
            "users.lookupByEmail",
        }
    ),
    20: frozenset(
        {
            "bookmarks.add",
            "bookmarks.edit",
            "bookmarks.remove",
            "canvases.create",
            "conversations.canvases.create",
            "conversations.list",
            "pins.add",
            "pins.list",
            "pins.remove",
            "users.list",
        }
    ),
}
PER_MINUTE: Final[Mapping[str, int]] = {method: most for most, methods in TIERS.items() for method in methods}
# "Short bursts" above one message per second are allowed; Slack does not say how short.
POST_BURST: Final = 4
# The cap over all channels of a workspace is "several hundred per minute".
POSTS_PER_MINUTE: Final = 300
_MINUTE = 60.0


class RateLimiter:
    """Counts calls in real time and says how long a caller has to wait; off, it lets everything through."""

    def __init__(self, now: Callable[[], float], *, enabled: bool) -> None:
        self.enabled = enabled
        self._now = now
        self._calls: dict[str, deque[float]] = {}
        self._credit: dict[str, tuple[float, float]] = {}

    def wait_for(self, method: str, channel: str | None) -> int | None:
        """None if the call may go on, else the whole seconds of Retry-After."""
        if not self.enabled:
            return None
        if method == "chat.postMessage":
            return self._window(method, POSTS_PER_MINUTE) or self._one_per_second(channel or "")
        most = PER_MINUTE.get(method)
        return None if most is None else self._window(method, most)

    def _window(self, method: str, most: int) -> int | None:
        calls, now = self._calls.setdefault(method, deque()), self._now()
        while calls and calls[0] <= now - _MINUTE:
            calls.popleft()
        if len(calls) >= most:
            return max(1, math.ceil(calls[0] + _MINUTE - now))
        calls.append(now)
        return None

    def _one_per_second(self, channel: str) -> int | None:
        now = self._now()
        credit, since = self._credit.get(channel, (float(POST_BURST), now))
        credit = min(float(POST_BURST), credit + now - since)
        if credit < 1:
            self._credit[channel] = (credit, now)
            return max(1, math.ceil(1 - credit))
        self._credit[channel] = (credit - 1, now)
        return None
