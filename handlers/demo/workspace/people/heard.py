"""What a person saw after acting."""

from dataclasses import dataclass
from typing import Any

from handlers.demo.workspace.world.messages import Message
from handlers.demo.workspace.world.record import Happening
from handlers.demo.workspace.world.views import View
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]
PATIENCE = 5.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Heard:
    """The outcome of one action; it stays live: what the app says later shows up here too."""

    world: World
    user: str
    mark: int
    trigger_id: str
    response_url: str | None
    acked: bool
    error: str | None

    @property
    def messages(self) -> list[Message]:
        """The ephemeral messages for this person since the action, oldest first."""
        return self._new("ephemeral")

    @property
    def posted(self) -> list[Message]:
        """The messages for everybody since the action, in conversations that this person is in."""
        return self._new("posted")

    def _new(self, kind: str) -> list[Message]:
        found: list[Message] = []
        for entry in self.world.record.entries[self.mark :]:
            if isinstance(entry, Happening) and entry.kind == kind:
                message = self._message(entry)
                if message is not None and message not in found:
                    found.append(message)
        return found

    def _message(self, entry: Happening) -> Message | None:
        channel = self.world.channels[entry.detail["channel"]]
        if self.user not in channel.members and entry.detail.get("to") != self.user:
            return None
        return next(
            (one for one in channel.messages if one.ts == entry.detail["ts"] and one.visible_to(self.user)), None
        )

    @property
    def text(self) -> str:
        """Everything said to this person alone since the action, as they read it."""
        return "\n".join(message.rendered() for message in self.messages)

    @property
    def modal(self) -> View | None:
        """The modal that was opened or changed before this person since the action."""
        top = self.world.stacks.top(self.user)
        changed = {
            entry.detail["view"]
            for entry in self.world.record.entries[self.mark :]
            if isinstance(entry, Happening) and entry.kind in {"view_opened", "view_updated"}
        }
        return top if top is not None and top.id in changed else None

    async def reply(self, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109
        """Wait for the first ephemeral message."""
        return (await self.world.changes.until(lambda: self.messages, timeout, lambda: dump(self.world)))[0]

    async def opened(self, timeout: float = PATIENCE) -> View:  # noqa: ASYNC109
        """Wait for the modal."""
        view = await self.world.changes.until(lambda: self.modal, timeout, lambda: dump(self.world))
        assert view is not None  # noqa: S101
        return view


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Submission:
    """What came of submitting a modal."""

    errors: dict[str, str]
    closed: bool
    view: View | None
    sent: bool
    error: str | None = None

    @property
    def accepted(self) -> bool:
        """Whether the app took it: no error at a field and none at all."""
        return self.sent and not self.errors and self.error is None


def dump(world: World) -> str:
    """The workspace as text: conversations, modals, the last calls; for errors and transcripts."""
    lines: list[str] = []
    for channel in world.channels.values():
        names = ", ".join(world.name_of(user) for user in channel.members if user != world.bot.id)
        lines.append(f"== {'DM with ' + names if channel.is_dm else '#' + channel.name}")
        for message in channel.messages:
            if not message.deleted:
                to = f" (only {world.name_of(message.ephemeral_to)} sees this)" if message.ephemeral_to else ""
                lines.append(f"{world.name_of(message.user)}{to}:")
                lines += [f"    {line}" for line in message.rendered().split("\n")]
    for user in world.users:
        top = world.stacks.top(user)
        if top is not None:
            lines += [f"== modal before {world.name_of(user)}", *(f"    {line}" for line in top.text().split("\n"))]
    lines.append("== last calls")
    for call in world.record.calls()[-8:]:
        outcome = call.fault or (call.answer or {}).get("error") or "ok"
        lines.append(f"{call.method}: {outcome}")
    return "\n".join(lines)
