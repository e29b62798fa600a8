"""Our own table of listeners: one lookup by name, however many there are."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Literal, TypeAlias, TypeVar

from handlers.slack.edge.answers import Answer, CommandAnswer, Done, Options, PressAnswer, SubmissionAnswer
from handlers.slack.edge.payloads import Closed, Command, Event, Heard, Press, Shortcut, Submission, Suggestion

T = TypeVar("T")
A = TypeVar("A")
Kind: TypeAlias = Literal["command", "action", "view", "closed", "shortcut", "event", "options"]
Listener: TypeAlias = Callable[[T], Awaitable[A]]
AnyListener: TypeAlias = Callable[[Any], Awaitable[Answer]]

KINDS: Mapping[type[Heard], Kind] = {
    Command: "command",
    Press: "action",
    Submission: "view",
    Closed: "closed",
    Shortcut: "shortcut",
    Event: "event",
    Suggestion: "options",
}


class AlreadyRegistered(ValueError):  # noqa: N818  says what happened
    """Two listeners want the same name: a mistake of ours, seen at start."""


class Registry:
    """Who listens to what; filled once at start, read for every request."""

    def __init__(self) -> None:
        self._tables: dict[Kind, dict[str, AnyListener]] = {kind: {} for kind in KINDS.values()}

    def command(self, name: str, listener: Listener[Command, CommandAnswer]) -> None:
        """Hear a slash command, named with its slash."""
        self._add("command", name, listener)

    def action(self, action_id: str, listener: Listener[Press, PressAnswer]) -> None:
        """Hear a button, menu, picker or box, in messages, modals and the Home tab alike."""
        self._add("action", action_id, listener)

    def view(self, callback_id: str, listener: Listener[Submission, SubmissionAnswer]) -> None:
        """Hear a modal being submitted."""
        self._add("view", callback_id, listener)

    def closed(self, callback_id: str, listener: Listener[Closed, Done]) -> None:
        """Hear a modal being closed (only where the view says `notify_on_close`)."""
        self._add("closed", callback_id, listener)

    def shortcut(self, callback_id: str, listener: Listener[Shortcut, Done]) -> None:
        """Hear a shortcut, global or on a message."""
        self._add("shortcut", callback_id, listener)

    def event(self, event_type: str, listener: Listener[Event, Done]) -> None:
        """Hear an event; the subtypes of `message` arrive at the same listener."""
        self._add("event", event_type, listener)

    def options(self, action_id: str, listener: Listener[Suggestion, Options]) -> None:
        """Fill a menu while somebody types into it."""
        self._add("options", action_id, listener)

    def find(self, kind: Kind, name: str) -> AnyListener | None:
        """Who listens to this, if anybody does."""
        return self._tables[kind].get(name)

    def names(self) -> Mapping[Kind, frozenset[str]]:
        """All that is listened to, by kind; what the manifest is compared with."""
        return {kind: frozenset(table) for kind, table in self._tables.items()}

    def _add(self, kind: Kind, name: str, listener: AnyListener) -> None:
        if name in self._tables[kind]:
            raise AlreadyRegistered(f"two listeners for the {kind} {name!r}")
        self._tables[kind][name] = listener
