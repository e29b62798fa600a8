"""The one place where Slack's web clients are built: one pool of connections, our timeouts, nothing that re-posts."""

from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

from aiohttp import ClientSession, ClientTimeout, ClientWebSocketResponse, ClientWSTimeout, TCPConnector
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from handlers.delivery.fence import fence
from handlers.metrics.metrics import Metrics
from handlers.slack.edge.calls import call_counter

SLACK: Final = "https://slack.com/api/"
TIMEOUT_SECONDS: Final = 10
CONNECT_SECONDS: Final = 5
CONNECTIONS: Final = 100
GOODBYE_SECONDS: Final = 1.0
"""How long a websocket waits for the other side's goodbye."""


def no_retries() -> list[AsyncRetryHandler]:
    """An explicit, empty list: slack_sdk's default posts again after a lost answer, and people read it twice.

    Whoever may try again (delivery, after reading the channel back) does so itself.
    """
    return []


class Clients:
    """Builds clients that share one pool of connections; opened and closed with `async with`."""

    def __init__(self, api_url: str = SLACK, *, timeout: int = TIMEOUT_SECONDS, metrics: Metrics | None = None) -> None:
        self.api_url = api_url if api_url.endswith("/") else f"{api_url}/"
        self._timeout = timeout
        self._metrics = metrics or Metrics()
        self._pool: ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the pool; slack_sdk's own timeout counts only without one, so the pool carries ours."""
        self._pool = ClientSession(
            connector=TCPConnector(limit=CONNECTIONS),
            timeout=ClientTimeout(total=self._timeout, connect=CONNECT_SECONDS),
            middlewares=(call_counter(self._metrics.slack_calls, self.api_url),),
            trace_configs=[fence()],
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the pool."""
        await self.pool.close()

    @property
    def pool(self) -> ClientSession:
        """The shared pool; without one every call would open a connection of its own."""
        if self._pool is None:
            raise RuntimeError("the pool of connections is opened with `async with`")
        return self._pool

    def web(self, token: str | None = None) -> AsyncWebClient:
        """A Web API client for this token (None for bolt's own, which learns its token from each request)."""
        return AsyncWebClient(
            token=token,
            base_url=self.api_url,
            timeout=self._timeout,
            session=self.pool,
            retry_handlers=no_retries(),
        )

    def webhook(self, url: str) -> AsyncWebhookClient:
        """A client for a response_url."""
        return AsyncWebhookClient(url, timeout=self._timeout, session=self.pool, retry_handlers=no_retries())

    async def websocket(self, url: str) -> ClientWebSocketResponse:
        """A websocket to an address that Slack named; pings are left to the reader, who learns from each frame."""
        client = self.web()
        return await self.pool.ws_connect(
            url,
            autoping=False,
            proxy=client.proxy,
            ssl=client.ssl if client.ssl is not None else True,
            timeout=ClientWSTimeout(ws_close=GOODBYE_SECONDS),
        )

    async def download(self, url: str, token: str, most: int) -> bytes | None:
        """The first `most` bytes of one of Slack's files; None where it is not handed out.

        The token goes to Slack's own addresses alone, and nowhere that one of them leads on to.
        """
        if not self._is_slacks(url):
            return None
        headers = {"Authorization": f"Bearer {token}"}
        async with self.pool.get(url, headers=headers, allow_redirects=False) as response:
            # who may not read a file is shown the page to sign in on, with the status of success
            if response.status != 200 or response.content_type == "text/html":
                return None
            parts, size = [], 0
            async for part in response.content.iter_any():
                parts.append(part)
                size += len(part)
                if size >= most:
                    break
            return b"".join(parts)[:most]

    def _is_slacks(self, url: str) -> bool:
        asked, api = urlsplit(url), urlsplit(self.api_url)
        if (asked.scheme, asked.netloc) == (api.scheme, api.netloc):
            return True
        return asked.scheme == "https" and (asked.hostname or "").endswith(".slack.com")

    async def upload(self, url: str, content: bytes) -> int:
        """Bring bytes to an address that Slack named for them, without any token; the HTTP status."""
        async with self.pool.post(url, data=content, headers={"Content-Type": "image/png"}) as response:
            return response.status
