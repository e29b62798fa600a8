"""Every way in which Slack, or the network on the way to it, can answer a call, classed once for the whole voice."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError

DEFAULT_WAIT: Final = timedelta(seconds=30)
"""How long we hold back where Slack said "too fast" without saying for how long."""


class Verdict(StrEnum):
    """What an answer means for the message."""

    SENT = "sent"
    LATER = "later"
    READ_BACK_FIRST = "read_back_first"
    DEGRADE = "degrade"
    PARK = "park"
    STOP_WORKSPACE = "stop_workspace"
    EDIT_REFUSED = "edit_refused"
    POISON = "poison"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer with its class; `hold_back` is Retry-After, `data` what Slack said when it worked.

    `is_outage` says that the way to Slack failed, or Slack itself: the next call is likely to fail as well.
    `complaints` are Slack's own words about what is wrong with the blocks.
    """

    verdict: Verdict
    reason: str
    hold_back: timedelta | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()
    is_outage: bool = False

    @property
    def may_be_about_a_file(self) -> bool:
        """Whether the blocks were refused, and a picture among them is to blame for all that Slack says."""
        about = [words for words in self.complaints if "slack_file" in words or "slack file" in words]
        return self.reason == "invalid_blocks" and (not self.complaints or bool(about))


ERRORS: Final[Mapping[str, Verdict]] = {
    # Slack took nothing, and time mends it.
    "ratelimited": Verdict.LATER,
    "rate_limited": Verdict.LATER,
    "message_limit_exceeded": Verdict.LATER,
    "team_added_to_org": Verdict.LATER,
    "external_channel_migrating": Verdict.LATER,
    "request_timeout": Verdict.LATER,
    "too_many_requests": Verdict.LATER,
    # Slack failed half-way and says itself that part of the work may be done.
    "internal_error": Verdict.READ_BACK_FIRST,
    "fatal_error": Verdict.READ_BACK_FIRST,
    "service_unavailable": Verdict.READ_BACK_FIRST,
    "update_failed": Verdict.READ_BACK_FIRST,
    # The layout is refused, not the message.
    "invalid_blocks": Verdict.DEGRADE,
    "invalid_blocks_format": Verdict.DEGRADE,
    "msg_too_long": Verdict.DEGRADE,
    "msg_blocks_too_long": Verdict.DEGRADE,
    # Nobody can be reached there until a human changes something.
    "channel_not_found": Verdict.PARK,
    "not_in_channel": Verdict.PARK,
    "is_archived": Verdict.PARK,
    "is_inactive": Verdict.PARK,
    "user_disabled": Verdict.PARK,
    "user_not_found": Verdict.PARK,
    "user_not_visible": Verdict.PARK,
    "cannot_dm_bot": Verdict.PARK,
    "messages_tab_disabled": Verdict.PARK,
    "method_not_supported_for_channel_type": Verdict.PARK,
    "team_access_not_granted": Verdict.PARK,
    "enterprise_is_restricted": Verdict.PARK,
    "ekm_access_denied": Verdict.PARK,
    "access_denied": Verdict.PARK,
    "no_permission": Verdict.PARK,
    "missing_scope": Verdict.PARK,
    # The installation is gone: nothing in this workspace works any more.
    "account_inactive": Verdict.STOP_WORKSPACE,
    "token_revoked": Verdict.STOP_WORKSPACE,
    "token_expired": Verdict.STOP_WORKSPACE,
    "invalid_auth": Verdict.STOP_WORKSPACE,
    "not_authed": Verdict.STOP_WORKSPACE,
    "org_login_required": Verdict.STOP_WORKSPACE,
    # The message stays as it is; what is new goes into another.
    "edit_window_closed": Verdict.EDIT_REFUSED,
    "message_not_found": Verdict.EDIT_REFUSED,
    "cant_update_message": Verdict.EDIT_REFUSED,
}
"""Slack's error names; whatever is not here is poison: one try more as plain text, then a human looks."""

PARKING_PREFIXES: Final = ("restricted_action",)
"""Families of refusals that a workspace's admins choose, such as `restricted_action_read_only_channel`."""

NOTHING_WAS_SENT: Final = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
"""The connection did not come about, so Slack cannot have heard a word."""

PERHAPS_SENT: Final = (aiohttp.ClientError, asyncio.TimeoutError, OSError)
"""The connection broke, or the answer did not come or could not be read: Slack may have done the work."""


def class_of_error(error: str) -> Verdict:
    """The class of one of Slack's error names."""
    return Verdict.PARK if error.startswith(PARKING_PREFIXES) else ERRORS.get(error, Verdict.POISON)


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
