"""Counts every call of Slack where all of them pass: in the shared pool of connections."""

import json
import re
from typing import Final

from aiohttp import ClientHandlerType, ClientMiddlewareType, ClientRequest, ClientResponse, hdrs

from handlers.delivery.classes import RATE_LIMITS, Verdict, class_of_error
from handlers.metrics.counting import Counts
from handlers.metrics.metrics import CallStatus

_METHOD: Final = re.compile(r"[a-z]+(?:\.[a-zA-Z]+)+")
_IS_WELL: Final = re.compile(rb'\s*\{\s*"ok"\s*:\s*true\b')
"""How nearly every answer begins; only the others are worth parsing."""
RESPONSE: Final = "response_url"
"""What an address is called that is no method: people's answers, uploads and downloads carry secrets in theirs."""


def call_counter(counts: Counts, api_url: str) -> ClientMiddlewareType:
    """What the pool needs for that; an address that is no method of Slack's never becomes a label."""

    async def count(request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
        if hdrs.UPGRADE in request.headers:  # a websocket is opened here; that it opened is no answer of a method's
            return await handler(request)
        method = method_of(str(request.url), api_url)
        try:
            response = await handler(request)
            # Slack refuses with 200 too, so an answer is read here; a file may be large, and says nothing of itself.
            is_file = method == RESPONSE and request.method == hdrs.METH_GET
            body = b"" if is_file else await response.read()
        except BaseException:
            counts.add(method, "unanswered")
            raise
        counts.add(method, status_of(response.status, body))
        return response

    return count


def method_of(url: str, api_url: str) -> str:
    """The method's name."""
    method = url.removeprefix(api_url).partition("?")[0]
    return method if url.startswith(api_url) and _METHOD.fullmatch(method) else RESPONSE


def status_of(status: int, body: bytes) -> CallStatus:
    """What came of a call, by its HTTP status and by what Slack says of it in the body."""
    if status == 429:
        return "rate_limited"
    if status >= 500:
        return "failed"
    error = _error_in(body)
    if error in RATE_LIMITS:
        return "rate_limited"
    if error is not None:
        return "failed" if class_of_error(error) is Verdict.READ_BACK_FIRST else "refused"
    return "refused" if status >= 400 else "ok"


def _error_in(body: bytes) -> str | None:
    """The error that an answer names; None where it names none, or is no answer of a method's."""
    if _IS_WELL.match(body):
        return None
    try:
        said = json.loads(body)
    except ValueError:
        return None
    return str(said.get("error", "")) if isinstance(said, dict) and said.get("ok") is False else None
