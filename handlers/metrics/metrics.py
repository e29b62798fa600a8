"""All that one running bot counts; each instrument says what it is, and its labels come from short, closed lists.

No label names a workspace, a channel or a person: the page is for operators, and it has no personal data.
"""

import time
from typing import Final, Literal, TypeAlias, get_args

from handlers.metrics.counting import Counts, Durations
from handlers.metrics.ticking import Ticking

Payload: TypeAlias = Literal["command", "action", "view", "closed", "shortcut", "event", "options"]
"""The kinds of payloads that Slack waits for an answer to."""

Repeated: TypeAlias = Literal["command", "action", "view", "shortcut", "event", "api"]
"""The kinds of what may be heard twice; menus keep nothing, so a repeat of theirs is no repeat."""

Unused: TypeAlias = Literal[
    "bad_payload",
    "unknown_workspace",
    "late",
    "unacknowledged",
    "unknown_command",
    "unknown_action",
    "unknown_view",
    "unknown_closed",
    "unknown_shortcut",
    "unknown_event",
    "unknown_options",
]
"""Why a payload did not go the usual way."""

Outcome: TypeAlias = Literal[
    "sent",
    "later",
    "read_back_first",
    "degraded",
    "edit_refused",
    "parked",
    "stopped",
    "dead",
    "unknown",
    "sent_blind",
]
"""What came of a try to deliver a message."""

CallStatus: TypeAlias = Literal["ok", "rate_limited", "refused", "failed", "unanswered"]
"""What came of a call of Slack, by its HTTP status and the error in its answer; `failed` is a fault of Slack's own."""

_ACK_BOUNDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 3.0)
"""Seconds; Slack gives up after three."""


def _each(kinds: object) -> list[tuple[str, ...]]:
    return [(str(kind),) for kind in get_args(kinds)]


class Metrics:
    """The instruments of one bot: made with it, handed to its parts, gone with it."""

    def __init__(self) -> None:
        self.acks = Durations(
            "plumbline_ack_duration_seconds",
            "From a payload of Slack's to its acknowledgement, by the kind of payload.",
            _ACK_BOUNDS,
            ("kind",),
            _each(Payload),
        )
        self.payloads_unused = Counts(
            "plumbline_payloads_unused_total",
            "Payloads that no listener answered in time, by reason.",
            ("reason",),
            _each(Unused),
        )
        self.repeats = Counts(
            "plumbline_inbox_repeats_total",
            "What was heard again and answered as the first time, by kind.",
            ("kind",),
            _each(Repeated),
        )
        self.deliveries = Counts(
            "plumbline_deliveries_total",
            "Tries to deliver a message, by what came of them.",
            ("outcome",),
            _each(Outcome),
        )
        self.adopted = Counts(
            "plumbline_deliveries_adopted_total",
            "Messages whose answer was lost, and that were found in Slack instead of being said again.",
        )
        self.doubled = Counts("plumbline_messages_doubled_total", "Messages that were found in Slack twice.")
        self.healed = Counts("plumbline_messages_healed_total", "Doubled messages of which the second was deleted.")
        self.slack_calls = Counts(
            "plumbline_slack_calls_total",
            "Calls of Slack, by method and by what came of them; what Slack refuses with HTTP 200 is refused.",
            ("method", "status"),
            (),
        )
        self.socket_reconnects = Counts(
            "plumbline_socket_reconnects_total", "Connections to Slack over Socket Mode after the first."
        )
        self.ticking = Ticking()
        self._drain_looked: float | None = None

    def drain_looked(self) -> None:
        """The drain looked for what is due, or saw that another one does."""
        self._drain_looked = time.monotonic()

    @property
    def drain_age(self) -> float | None:
        """Seconds since the drain looked; None where it never did."""
        return None if self._drain_looked is None else time.monotonic() - self._drain_looked

    @property
    def counts(self) -> tuple[Counts, ...]:
        """All counters."""
        return (
            self.payloads_unused,
            self.repeats,
            self.deliveries,
            self.adopted,
            self.doubled,
            self.healed,
            self.slack_calls,
            self.socket_reconnects,
        )

    @property
    def durations(self) -> tuple[Durations, ...]:
        """All histograms."""
        return self.acks, self.ticking.durations
