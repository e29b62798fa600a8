import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.delivery.answers import DEFAULT_WAIT, Answer, Verdict, accepted, refused

HOST = ConnectionKey(
    host="slack.com",
    port=443,
    is_ssl=True,
    ssl=True,
    proxy=None,
    proxy_auth=None,
    proxy_headers_hash=None,
)


@dataclass(frozen=True)
class OfAiohttp:
    """An answer as aiohttp holds it, as far as anybody looks."""

    status: int
    headers: Mapping[str, str]


def answered(data: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """The class of what slack_sdk raises for such an answer."""
    response = AsyncSlackResponse(
        client=None,
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={},
        data=data,
        headers=dict(headers or {}),
        status_code=status,
    )
    return refused(failure(response))


def failure(response: Any) -> SlackApiError:
    return SlackApiError("The request to the Slack API failed.", response)  # type: ignore[no-untyped-call]  # slack_sdk


def error(name: str) -> Answer:
    return answered({"ok": False, "error": name})


def test_an_error_has_the_class_of_its_name() -> None:
    answer = error("is_archived")
    assert (answer.verdict, answer.reason) == (Verdict.PARK, "is_archived")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "30"}, 30),
        ({"retry-after": "7"}, 7),
        ({"Retry-After": "0"}, 1),
        ({"Retry-After": "soon"}, DEFAULT_WAIT.total_seconds()),
        ({"Retry-After": "²"}, DEFAULT_WAIT.total_seconds()),
        ({}, DEFAULT_WAIT.total_seconds()),
    ],
)
def test_429_is_later_and_says_for_how_long(headers: dict[str, str], seconds: float) -> None:
    answer = answered({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
    assert (answer.verdict, answer.hold_back) == (Verdict.LATER, timedelta(seconds=seconds))


def test_429_from_something_on_the_way_is_later_too() -> None:
    answer = answered({}, status=429, headers={"Retry-After": "3"})
    assert (answer.verdict, answer.hold_back) == (Verdict.LATER, timedelta(seconds=3))


@pytest.mark.parametrize("name", ["ratelimited", "rate_limited", "message_limit_exceeded"])
def test_too_fast_without_429_holds_back_as_well(name: str) -> None:
    assert error(name).hold_back == DEFAULT_WAIT


def test_other_errors_hold_nothing_else_back() -> None:
    assert error("team_added_to_org").hold_back is None
    assert error("channel_not_found").hold_back is None


@pytest.mark.parametrize("status", [500, 502, 503, 504, 599])
@pytest.mark.parametrize("data", [{}, "Something went wrong", {"ok": False, "error": "channel_not_found"}])
def test_a_servers_failure_leaves_us_in_doubt_whatever_it_says(status: int, data: Any) -> None:
    assert answered(data, status=status).verdict is Verdict.READ_BACK_FIRST


@pytest.mark.parametrize("data", [{}, None, {"ok": False}, {"ok": False, "error": ""}, {"error": 5}, "<html>", []])
@pytest.mark.parametrize("status", [200, 403])
def test_an_answer_without_an_error_is_no_answer(status: int, data: Any) -> None:
    assert answered(data, status=status).verdict is Verdict.READ_BACK_FIRST


def test_an_error_with_another_status_is_still_slacks_word() -> None:
    assert answered({"ok": False, "error": "invalid_auth"}, status=403).verdict is Verdict.STOP_WORKSPACE


@pytest.mark.parametrize(("status", "verdict"), [(200, Verdict.READ_BACK_FIRST), (429, Verdict.LATER)])
def test_a_body_that_slack_sdk_gave_up_on_is_judged_by_its_status(status: int, verdict: Verdict) -> None:
    """slack_sdk hands on aiohttp's response, which has a `status` and no `data`, when JSON does not parse."""
    assert refused(failure(OfAiohttp(status=status, headers={}))).verdict is verdict


def test_an_error_without_any_response_leaves_us_in_doubt() -> None:
    assert refused(failure(None)).verdict is Verdict.READ_BACK_FIRST


@pytest.mark.parametrize(
    "cause",
    [
        aiohttp.ClientConnectorError(HOST, ConnectionRefusedError()),
        aiohttp.ClientConnectorDNSError(HOST, OSError()),
        aiohttp.ClientConnectorSSLError(HOST, ssl.SSLError()),
        aiohttp.ConnectionTimeoutError(),
        aiohttp.InvalidURL("nowhere"),
    ],
)
def test_without_a_connection_nothing_was_said(cause: Exception) -> None:
    answer = refused(cause)
    assert (answer.verdict, answer.is_outage) == (Verdict.LATER, True)
    assert type(cause).__name__ in answer.reason


@pytest.mark.parametrize(
    "cause",
    [
        TimeoutError(),
        aiohttp.SocketTimeoutError(),
        aiohttp.ServerTimeoutError(),
        aiohttp.ServerDisconnectedError(),
        aiohttp.ClientOSError(),
        aiohttp.ClientConnectionResetError(),
        aiohttp.ClientPayloadError(),
        ConnectionResetError(),
        BrokenPipeError(),
        AttributeError("'str' object has no attribute 'get'"),
    ],
)
def test_a_broken_connection_or_an_unread_answer_leaves_us_in_doubt(cause: Exception) -> None:
    answer = refused(cause)
    assert (answer.verdict, answer.is_outage) == (Verdict.READ_BACK_FIRST, True)
    assert type(cause).__name__ in answer.reason


def test_ok_is_sent_with_what_slack_said() -> None:
    answer = accepted({"ok": True, "ts": "1.1"})
    assert (answer.verdict, answer.data["ts"], answer.is_outage) == (Verdict.SENT, "1.1", False)


def test_ok_in_bytes_is_no_answer() -> None:
    answer = accepted(b"ok")
    assert (answer.verdict, answer.is_outage) == (Verdict.READ_BACK_FIRST, True)


@pytest.mark.parametrize(
    ("data", "status", "is_outage"),
    [
        ({"ok": False, "error": "invalid_blocks"}, 200, False),
        ({"ok": False, "error": "ratelimited"}, 429, False),
        ({"ok": False, "error": "internal_error"}, 500, True),
        ("<html>", 200, True),
    ],
)
def test_an_outage_is_what_the_next_call_would_meet_as_well(data: Any, status: int, *, is_outage: bool) -> None:
    assert answered(data, status=status).is_outage is is_outage
