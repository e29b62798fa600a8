"""Counts every call of Slack where all of them pass: in the shared pool of connections."""

import re
from types import SimpleNamespace
from typing import Final

from aiohttp import ClientSession, TraceConfig, TraceRequestEndParams, TraceRequestExceptionParams

from handlers.metrics.counting import Counts
from handlers.metrics.metrics import CallStatus

_METHOD: Final = re.compile(r"[a-z]+(?:\.[a-zA-Z]+)+")
RESPONSE: Final = "response_url"
"""What an address is called that is no method: people's answers, uploads and downloads carry secrets in theirs."""


def call_counter(counts: Counts, api_url: str) -> TraceConfig:
    """What the pool needs for that; an address that is no method of Slack's never becomes a label."""

    async def ended(_: ClientSession, __: SimpleNamespace, call: TraceRequestEndParams) -> None:
        counts.add(method_of(str(call.url), api_url), status_of(call.response.status))

    async def failed(_: ClientSession, __: SimpleNamespace, call: TraceRequestExceptionParams) -> None:
        counts.add(method_of(str(call.url), api_url), "unanswered")

    config = TraceConfig()
    config.on_request_end.append(ended)
    config.on_request_exception.append(failed)
    return config


def method_of(url: str, api_url: str) -> str:
    """The method's name."""
    method = url.removeprefix(api_url).partition("?")[0]
    return method if url.startswith(api_url) and _METHOD.fullmatch(method) else RESPONSE


def status_of(status: int) -> CallStatus:
    """What came of a call, by its HTTP status."""
    if status == 429:
        return "rate_limited"
    if status >= 500:
        return "failed"
    return "refused" if status >= 400 else "ok"
