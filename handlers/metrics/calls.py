"""Counts every call of Slack where all of them pass: in the shared pool of connections."""

import re
from types import SimpleNamespace
from typing import Final

from aiohttp import ClientSession, TraceConfig, TraceRequestEndParams, TraceRequestExceptionParams
from yarl import URL

from handlers.metrics.counting import Counts
from handlers.metrics.metrics import CallStatus

_METHOD: Final = re.compile(r"[a-z]+(?:\.[a-zA-Z]+)+")
RESPONSE: Final = "response_url"
"""What an address is called that is no method: people's answers, uploads and downloads carry secrets in theirs."""


def call_counter(counts: Counts, api_url: str) -> TraceConfig:
    """What the pool needs for that; an address that is no method of Slack's never becomes a label."""
    api = URL(api_url)

    async def ended(_: ClientSession, __: SimpleNamespace, call: TraceRequestEndParams) -> None:
        counts.add(method_of(call.url, api), status_of(call.response.status))

    async def failed(_: ClientSession, __: SimpleNamespace, call: TraceRequestExceptionParams) -> None:
        counts.add(method_of(call.url, api), "unanswered")

    config = TraceConfig()
    config.on_request_end.append(ended)
    config.on_request_exception.append(failed)
    return config


def method_of(url: URL, api: URL) -> str:
    """The method's name."""
    method = url.path.removeprefix(api.path)
    is_method = url.origin() == api.origin() and url.path.startswith(api.path) and _METHOD.fullmatch(method)
    return method if is_method else RESPONSE


def status_of(status: int) -> CallStatus:
    """What came of a call, by its HTTP status."""
    if status == 429:
        return "rate_limited"
    if status >= 500:
        return "failed"
    return "refused" if status >= 400 else "ok"
