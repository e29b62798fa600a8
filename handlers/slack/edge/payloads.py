"""What Slack told us, as typed values: parsed once at the door, so that nobody behind it probes a dict."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

FieldValue: TypeAlias = str | tuple[str, ...] | None
"""What stands in a field: typed text or the one choice, several choices, or nothing."""

Values: TypeAlias = Mapping[str, FieldValue]
"""Field values by block_id, taken from the element whose action_id is `value`."""


class BadPayload(Exception):  # noqa: N818  what Slack sent is not ours to call an error: it is counted and acknowledged
    """A payload that is not what Slack documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnMessage:
    """A place: a message in a channel; an ephemeral one cannot be edited by its ts."""

    channel: str
    ts: str
    thread_ts: str | None = None
    ephemeral: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OnView:
    """A place: a modal, or the Home tab; `depth` is 1 for the modal at the bottom of the stack and 3 at most."""

    view_id: str
    kind: Literal["modal", "home"]
    callback_id: str
    hash: str
    private_metadata: str
    root_view_id: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A slash command as it was typed; `text` is what stood behind the command."""

    workspace: str
    enterprise: str | None
    user: str
    channel: str
    channel_name: str
    command: str
    text: str
    trigger_id: str
    response_url: str

    @property
    def name(self) -> str:
        """The name under which its listener is registered."""
        return self.command

    @property
    def heard_key(self) -> str:
        """The key under which the inbox remembers it."""
        return f"command:{self.trigger_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button, menu, picker or box that somebody used (block_actions).

    `value` is a button's value or the one choice; `choices` are all choices of a menu, picker or box list.
    """

    workspace: str
    enterprise: str | None
    user: str
    action_id: str
    block_id: str
    value: str | None
    choices: tuple[str, ...]
    place: OnMessage | OnView
    values: Values
    trigger_id: str
    response_url: str | None

    @property
    def name(self) -> str:
        """The name under which its listener is registered."""
        return self.action_id

    @property
    def heard_key(self) -> str:
        """The key under which the inbox remembers it."""
        return f"press:{self.trigger_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A modal that was submitted, with the values of its fields."""

    workspace: str
    enterprise: str | None
    user: str
    view: OnView
    values: Values
    trigger_id: str
    response_url: str | None

    @property
    def name(self) -> str:
        """The name under which its listener is registered."""
        return self.view.callback_id

    @property
    def callback_id(self) -> str:
        """The kind of form."""
        return self.view.callback_id

    @property
    def private_metadata(self) -> str:
        """What we wrote into the form when we opened it; the person can read it: opaque ids, and their own words."""
        return self.view.private_metadata

    @property
    def heard_key(self) -> str:
        """The key under which the inbox remembers it: a form sent back for correction comes again with other values."""
        canonical = json.dumps(dict(self.values), sort_keys=True, separators=(",", ":"))
        return f"submission:{self.trigger_id}:{hashlib.sha256(canonical.encode()).hexdigest()[:32]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A modal that was closed without submitting; `cleared` says that the whole stack went."""

    workspace: str
    enterprise: str | None
    user: str
    view: OnView
    cleared: bool

    @property
    def name(self) -> str:
        """The name under which its listener is registered."""
        return self.view.callback_id

    @property
    def heard_key(self) -> str:
        """The key under which the inbox remembers it."""
        return f"closed:{self.view.view_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """A global shortcut, or one taken on a message (then `place`, `message` and `response_url` are there)."""

    workspace: str
    enterprise: str | None
    user: str
    callback_id: str
    place: OnMessage | None
    message: Mapping[str, Any] | None
    trigger_id: str
    response_url: str | None

    @property
    def name(self) -> str:
        """The name under which its listener is registered."""
        return self.callback_id

    @property
    def heard_key(self) -> str:
        """The key under which the inbox remembers it."""
        return f"shortcut:{self.trigger_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened in the workspace; `inner` is Slack's own dict, whose shape depends on `type`."""

    workspace: str
    enterprise: str | None
    user: str | None
    event_id: str
    type: str
    inner: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name under which its listener is registered."""
        return self.type

    @property
    def heard_key(self) -> str:
        """The key under which the inbox remembers it."""
        return f"event:{self.event_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A menu that asks for its options while somebody types; a pure reading, so it has no inbox key."""

    workspace: str
    enterprise: str | None
    user: str
    action_id: str
    block_id: str
    text: str
    place: OnMessage | OnView

    @property
    def name(self) -> str:
        """The name under which its listener is registered."""
        return self.action_id


Heard: TypeAlias = Command | Press | Submission | Closed | Shortcut | Event | Suggestion


def single_values(values: Values) -> Mapping[str, str | None]:
    """The single-valued fields of a form, as typed."""
    return {
        field: value[0] if isinstance(value, tuple) and value else (value if isinstance(value, str) else None)
        for field, value in values.items()
    }
