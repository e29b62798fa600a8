"""Modals and Home tabs as they stand before a person."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from handlers.demo.workspace.blocks.validation import every_block
from handlers.demo.workspace.rendering.blocks import render_blocks
from handlers.demo.workspace.world.inputs import SLOTS, Values, starting_values
from handlers.demo.workspace.world.messages import block_of

Json = dict[str, Any]


@dataclass(eq=False, slots=True, kw_only=True, repr=False)
class View:
    """One view, with what the person has typed into it so far and the errors shown at its fields."""

    id: str
    user: str
    team_id: str
    app_id: str
    bot_id: str
    name_of: Callable[[str], str]
    source: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    state: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trigger: str | None = None
    is_open: bool = True

    def __repr__(self) -> str:
        return f"View({self.id} {self.callback_id!r} before {self.user}: {self.title!r})"

    @property
    def is_home(self) -> bool:
        """Whether this is a Home tab."""
        return bool(self.source["type"] == "home")

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, each with an id."""
        blocks: list[Json] = self.source["blocks"]
        return blocks

    @property
    def title(self) -> str:
        """The text of its title; empty for a Home tab."""
        return str((self.source.get("title") or {}).get("text", ""))

    @property
    def submit(self) -> str | None:
        """The label of its submit button, if it has one."""
        label = self.source.get("submit")
        return None if label is None else str(label["text"])

    @property
    def callback_id(self) -> str:
        """The name under which the app knows it."""
        return str(self.source.get("callback_id") or "")

    @property
    def private_metadata(self) -> str:
        """What the app carries along in it, unseen by the person."""
        return str(self.source.get("private_metadata") or "")

    @property
    def external_id(self) -> str:
        """The app's own unique name for it."""
        return str(self.source.get("external_id") or "")

    def show(self, source: Json, new_hash: str) -> None:
        """Show new content in its place; what was typed into fields that stay is kept."""
        self.source, self.hash, self.errors = source, new_hash, {}
        self.state = starting_values(source["blocks"], self.state)

    def block(self, block_id: str) -> Json:
        """The block with this id; KeyError if there is none."""
        found = block_of(self.blocks, block_id)
        if found is None:
            raise KeyError(block_id)
        return found

    def inputs(self) -> dict[str, Json]:
        """The input blocks by their block_id."""
        return {item["block_id"]: item for item, _ in every_block(self.blocks) if item["type"] == "input"}

    def values(self) -> dict[str, Any]:
        """What stands in the fields now, by block_id: texts, ids, option values, lists of them."""
        return {block_id: plain_value(entry) for block_id, entries in self.state.items() for entry in entries.values()}

    def text(self) -> str:
        """The view as a person reads it."""
        lines = [f"[{self.title}]"] if self.title else []
        lines.append(render_blocks(self.blocks, self.name_of, self.state))
        lines += [f"! {block_id}: {words}" for block_id, words in self.errors.items()]
        buttons = [self.submit, (self.source.get("close") or {}).get("text")]
        lines.append(" ".join(f"[{label}]" for label in buttons if label))
        return "\n".join(line for line in lines if line)

    def payload(self) -> Json:
        """The view object of Slack's payloads."""
        return {
            "id": self.id,
            "team_id": self.team_id,
            "type": self.source["type"],
            "blocks": self.blocks,
            "private_metadata": self.private_metadata,
            "callback_id": self.callback_id,
            "state": {"values": self.state},
            "hash": self.hash,
            "title": self.source.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
            "clear_on_close": bool(self.source.get("clear_on_close")),
            "notify_on_close": bool(self.source.get("notify_on_close")),
            "close": self.source.get("close"),
            "submit": self.source.get("submit"),
            "previous_view_id": self.previous_id,
            "root_view_id": self.root_id,
            "app_id": self.app_id,
            "external_id": self.external_id,
            "app_installed_team_id": self.team_id,
            "bot_id": self.bot_id,
        }


def plain_value(entry: Json) -> Any:
    """The value of one field without its wrapping: an option is its value."""
    value = entry[SLOTS[entry["type"]].key]
    if isinstance(value, list):
        return [one["value"] if isinstance(one, dict) and "value" in one else one for one in value]
    if isinstance(value, dict) and "value" in value:
        return value["value"]
    return value
