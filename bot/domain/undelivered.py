"""Messages that did not get out: what is known of each, and what came of trying one again or dropping it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.message import Destination


class Trouble(StrEnum):
    """The ways in which a message needs a human; those that are lost come first."""

    DEAD = "dead"
    UNKNOWN = "unknown"
    PARKED = "parked"


class Outcome(StrEnum):
    """What came of trying a message again, or of dropping it."""

    RETRIED = "retried"
    DROPPED = "dropped"
    WAITS_ALREADY = "waits_already"
    DROPPED_ALREADY = "dropped_already"
    IS_TRIED = "is_tried"
    IS_OUT = "is_out"
    IS_OBSOLETE = "is_obsolete"
    IS_DROPPED = "is_dropped"
    NOT_FOUND = "not_found"

    @property
    def is_fine(self) -> bool:
        """Whether the message is now as it was asked for, by this act or by an earlier one."""
        return self in {Outcome.RETRIED, Outcome.DROPPED, Outcome.WAITS_ALREADY, Outcome.DROPPED_ALREADY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """A message that needs a human: for whom it is, since when (UTC) it was to be said, and what Slack said of it."""

    id: int
    to: Destination
    kind: str
    trouble: Trouble
    due_at: datetime
    reason: str
