"""What every way of reaching the app has in common."""

from dataclasses import dataclass
from typing import Any, Literal, Protocol

Json = dict[str, Any]
EnvelopeKind = Literal["slash_commands", "interactive", "events_api"]


class UndeliverableError(Exception):
    """The app could not be reached or refused; `reason` is Slack's word for it."""

    def __init__(self, reason: str, *, no_retry: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.no_retry = no_retry


@dataclass(frozen=True, slots=True)
class Retry:
    """The how-manieth try this is, and why the one before failed."""

    number: int
    reason: str


class Transport(Protocol):
    """One way of reaching the app."""

    async def send(self, kind: EnvelopeKind, payload: Json, retry: Retry | None) -> Any:
        """Hand over one payload and return what the app acknowledged it with; UndeliverableError if that failed."""
        ...
