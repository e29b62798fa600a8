"""Messages: what was said, to whom it shows, and how it reads."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from handlers.demo.workspace.blocks.validation import every_block
from handlers.demo.workspace.rendering.blocks import render_blocks
from handlers.demo.workspace.rendering.text import readable

Json = dict[str, Any]
_PING = re.compile(r"<(!(?:channel|here|everyone)|!subteam\^\w+|@[UW]\w+)(?:\|[^>]*)?>")


@dataclass(eq=False, slots=True, kw_only=True, repr=False)
class Message:
    """One message; an ephemeral one shows to one person only and is in no history."""

    channel_id: str
    ts: str
    user: str
    text: str
    name_of: Callable[[str], str]
    blocks: list[Json] = field(default_factory=list)
    bot_id: str | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    metadata: Json | None = None
    subtype: str | None = None
    ephemeral_to: str | None = None
    edited: Json | None = None
    deleted: bool = False
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[Json] = field(default_factory=list)
    answers: dict[str, dict[str, dict[str, Json]]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Message({self.ts} in {self.channel_id}: {self.text!r})"

    @property
    def is_public(self) -> bool:
        """Whether everybody in the conversation can see it."""
        return self.ephemeral_to is None and not self.deleted

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def pings(self) -> set[str]:
        """Whom this message notifies: `@U…`, `!channel`, `!here`, `!everyone`, `!subteam^S…`."""
        return {ping for text in [self.text, *_formatted(self.blocks)] for ping in _PING.findall(text)} | set(
            _rich_pings(self.blocks)
        )

    def visible_to(self, user: str) -> bool:
        """Whether this person sees it."""
        return not self.deleted and self.ephemeral_to in {None, user}

    def rendered(self) -> str:
        """The message as a person reads it, buttons and tables included; its text where it has no blocks."""
        return render_blocks(self.blocks, self.name_of) if self.blocks else readable(self.text, self.name_of)

    def payload(self, *, metadata: bool = False) -> Json:
        """The message object of conversations.history."""
        answer: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts}
        optional = {
            "bot_id": self.bot_id,
            "subtype": self.subtype,
            "thread_ts": self.thread_ts,
            "edited": self.edited,
            "blocks": self.blocks,
            "files": self.files,
            "metadata": self.metadata if metadata else None,
            "reactions": [
                {"name": name, "users": users, "count": len(users)} for name, users in self.reactions.items()
            ],
        }
        return answer | {name: value for name, value in optional.items() if value}


def _formatted(blocks: Any) -> Iterator[str]:
    if isinstance(blocks, list):
        for item in blocks:
            yield from _formatted(item)
    elif isinstance(blocks, dict):
        if blocks.get("type") in {"mrkdwn", "markdown"}:
            yield blocks["text"]
        for item in blocks.values():
            yield from _formatted(item)


def _rich_pings(blocks: Any) -> Iterator[str]:
    if isinstance(blocks, list):
        for item in blocks:
            yield from _rich_pings(item)
    elif isinstance(blocks, dict):
        match blocks.get("type"):
            case "user":
                yield f"@{blocks['user_id']}"
            case "broadcast":
                yield f"!{blocks['range']}"
            case "usergroup":
                yield f"!subteam^{blocks['usergroup_id']}"
        for item in blocks.values():
            yield from _rich_pings(item)


def block_of(blocks: list[Json], block_id: str) -> Json | None:
    """The block with this id, wherever it stands."""
    return next((item for item, _ in every_block(blocks) if item.get("block_id") == block_id), None)
