"""Every way in which Slack, or the network on the way to it, can answer a call, classed once for the whole voice."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError

from handlers.delivery.classes import ABOUT_A_FILE, Verdict, class_of_error
from handlers.delivery.fence import TooLateError

__all__ = ["NOTHING_WAS_SENT", "PERHAPS_SENT", "Answer", "Verdict", "accepted", "refused"]

DEFAULT_WAIT: Final = timedelta(seconds=30)
"""How long we hold back where Slack said "too fast" without saying for how long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer with its class; `hold_back` is Retry-After, `data` what Slack said when it worked.

    `is_outage` says that the way to Slack failed, or Slack itself: the next call is likely to fail as well.
    `complaints` are Slack's own words about what is wrong with the blocks. `is_too_late` says that we kept silent.
    """

    verdict: Verdict
    reason: str
    hold_back: timedelta | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()
    is_outage: bool = False
    is_too_late: bool = False

    @property
    def is_about_a_file(self) -> bool:
        """Whether Slack says outright that it does not take a picture of the message."""
        return self.reason in ABOUT_A_FILE

    @property
    def may_be_about_a_file(self) -> bool:
        """Whether the blocks were refused, and a picture among them is to blame for all that Slack says."""
        about = [words for words in self.complaints if "slack_file" in words or "slack file" in words]
        return self.reason == "invalid_blocks" and (not self.complaints or bool(about))


NOTHING_WAS_SENT: Final = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
"""The connection did not come about, so Slack cannot have heard a word."""

PERHAPS_SENT: Final = (aiohttp.ClientError, asyncio.TimeoutError, OSError)
"""The connection broke, or the answer did not come or could not be read: Slack may have done the work."""


def accepted(data: Any) -> Answer:
    """The answer of a call that slack_sdk found to be ok."""
    if isinstance(data, Mapping):
        return Answer(verdict=Verdict.SENT, reason="ok", data=data)
    return Answer(verdict=Verdict.READ_BACK_FIRST, reason="unreadable answer", is_outage=True)


def refused(error: Exception) -> Answer:
    """The answer of a call that raised, whatever it raised."""
    match error:
        case SlackApiError():
            return _answered(error.response)
        case _ if isinstance(error, TooLateError) or isinstance(error.__cause__, TooLateError):
            return Answer(verdict=Verdict.LATER, reason="too late", is_too_late=True)
        case _ if isinstance(error, NOTHING_WAS_SENT):
            return Answer(verdict=Verdict.LATER, reason=f"no connection: {type(error).__name__}", is_outage=True)
        case _ if isinstance(error, PERHAPS_SENT):
            return Answer(verdict=Verdict.READ_BACK_FIRST, reason=f"no answer: {type(error).__name__}", is_outage=True)
        case _:
            # slack_sdk itself stumbles over bodies that it does not expect, such as a text where it wants JSON.
            return Answer(
                verdict=Verdict.READ_BACK_FIRST, reason=f"unreadable answer: {type(error).__name__}", is_outage=True
            )


def _answered(response: Any) -> Answer:
    """Slack, or something on the way to it, did answer: by status first, then by the error's name."""
    status, data = _status(response), getattr(response, "data", None)
    error = data.get("error") if isinstance(data, Mapping) else None
    if status == 429:
        return Answer(verdict=Verdict.LATER, reason="ratelimited", hold_back=_retry_after(response.headers))
    if status >= 500 or not isinstance(error, str) or not error:
        return Answer(verdict=Verdict.READ_BACK_FIRST, reason=f"unreadable answer: HTTP {status}", is_outage=True)
    verdict = class_of_error(error)
    is_too_fast = error in {"ratelimited", "rate_limited", "message_limit_exceeded"}
    hold_back = _retry_after(response.headers) if is_too_fast else None
    return Answer(verdict=verdict, reason=error, hold_back=hold_back, complaints=_complaints(data))


def _complaints(data: Any) -> tuple[str, ...]:
    """What Slack has against the blocks, wherever it says so."""
    found = data.get("errors") or (data.get("response_metadata") or {}).get("messages") or ()
    return tuple(str(each) for each in found)


def _status(response: Any) -> int:
    """The HTTP status, from slack_sdk's response or, where slack_sdk gave up on the body, from aiohttp's."""
    status = getattr(response, "status_code", None)
    return int(status if status is not None else getattr(response, "status", 0))


def _retry_after(headers: Mapping[str, str]) -> timedelta:
    """Retry-After as Slack sends it: whole seconds; at least one, because zero would be a storm."""
    value = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return timedelta(seconds=max(1, int(value))) if value.isdecimal() else DEFAULT_WAIT
