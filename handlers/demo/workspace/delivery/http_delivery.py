"""Signed HTTP: commands and interactions as forms, events as JSON, each with Slack's signature."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

import aiohttp

from handlers.demo.workspace.delivery.transport import EnvelopeKind, Retry, UndeliverableError

Json = dict[str, Any]
_FORM = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's signature of a request."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def body_of(kind: EnvelopeKind, payload: Json) -> tuple[bytes, str]:
    """The raw body and its content type."""
    if kind == "slash_commands":
        return urlencode(payload).encode(), _FORM
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)}).encode(), _FORM
    return json.dumps(payload).encode(), "application/json"


class HttpDelivery:
    """Posts to the app's request URL."""

    def __init__(self, url: str, secret: str, real_now: Callable[[], float] = time.time) -> None:
        self.url = url if urlsplit(url).path.strip("/") else url.rstrip("/") + "/slack/events"
        self._secret = secret
        self._real_now = real_now
        self._session: aiohttp.ClientSession | None = None

    def headers(self, body: bytes, content_type: str, retry: Retry | None = None) -> dict[str, str]:
        """The headers that Slack would send with this body."""
        timestamp = str(int(self._real_now()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }
        if retry is not None:
            headers |= {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason}
        return headers

    async def send(self, kind: EnvelopeKind, payload: Json, retry: Retry | None) -> Any:
        """Post one payload and return the body of a 200, parsed."""
        body, content_type = body_of(kind, payload)
        session = self._session = self._session or aiohttp.ClientSession()
        try:
            async with session.post(self.url, data=body, headers=self.headers(body, content_type, retry)) as response:
                if response.status != 200:
                    raise UndeliverableError("http_error", no_retry=response.headers.get("X-Slack-No-Retry") == "1")
                return _parsed(await response.text())
        except aiohttp.ClientError:
            raise UndeliverableError("connection_failed") from None

    async def close(self) -> None:
        """Close the connections to the app."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _parsed(text: str) -> Any:
    if not text:
        return None
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return {"text": text}
