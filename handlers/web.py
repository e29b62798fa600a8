"""The HTTP door: Slack's signed requests, the two questions of whoever runs us, and the routes of the API."""

import asyncio
import contextlib
import errno
import os
import re
import socket
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Final, Self, TypeAlias

import uvicorn
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from handlers.http_body import READ_SECONDS, TooLarge, read_body
from handlers.redaction import redacted
from handlers.settings import BadSettings
from handlers.slack.edge.app import Edge
from handlers.slack.edge.parsing import body_from
from handlers.slack.edge.payloads import BadPayload

GRACE_SECONDS: Final = 10

Ready: TypeAlias = Callable[[], Awaitable[Sequence[str]]]
"""Says what is missing; nothing means ready."""

_SSL_CHECK: Final = re.compile(rb"(?:^|&)ssl_check=1(?:&|$)")


class SlackEvents:
    """`/slack/events` as bare ASGI: cap, then signature over the raw bytes, then JSON, then the edge."""

    def __init__(self, edge: Edge, verifier: SignatureVerifier, *, read_seconds: float) -> None:
        self._edge = edge
        self._verifier = verifier
        self._read_seconds = read_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = dict(scope["headers"])
        try:
            raw = await read_body(headers, receive, self._read_seconds)
        except TooLarge:
            await _send(send, 413, b"")
            return
        except TimeoutError:
            await _send(send, 408, b"")
            return
        if not self._signed(headers, raw):
            # Slack looks whether our certificate is good before it has a reason to sign anything
            await _send(send, 200 if _SSL_CHECK.search(raw) else 401, b"")
            return
        try:
            body = body_from(raw, headers.get(b"content-type", b"").decode("latin-1"))
        except BadPayload as bad:
            self._edge.refuse(bad)
            await _send(send, 200, b"")
            return
        spoken = await self._edge.hear(body)
        try:
            await _send(send, spoken.status, spoken.body.encode())
        finally:
            spoken.follow()

    def _signed(self, headers: dict[bytes, bytes], raw: bytes) -> bool:
        timestamp, signature = headers.get(b"x-slack-request-timestamp"), headers.get(b"x-slack-signature")
        if timestamp is None or signature is None:
            return False
        try:
            return self._verifier.is_valid(raw, timestamp.decode("ascii"), signature.decode("ascii"))
        except ValueError:  # no number, or no UTF-8: not from Slack
            return False


_JSON: Final = (b"content-type", b"application/json;charset=utf-8")
_TEXT: Final = (b"content-type", b"text/plain;charset=utf-8")


async def _send(send: Send, status: int, body: bytes) -> None:
    kind = _JSON if body.startswith(b"{") else _TEXT
    headers = [kind, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def web_app(
    *,
    ready: Ready,
    edge: Edge | None = None,
    signing_secret: str | None = None,
    routes: Sequence[BaseRoute] = (),
    read_seconds: float = READ_SECONDS,
) -> Starlette:
    """The application: `/healthz` (are we there), `/readyz` (can we work), and the routes of others.

    Slack's door is there with an edge and the secret by which Slack signs; over Socket Mode there is none.
    """

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_: Request) -> Response:
        missing = [redacted(line) for line in await ready()]
        return PlainTextResponse("\n".join(missing or ["ok"]) + "\n", status_code=503 if missing else 200)

    slack: list[BaseRoute] = []
    if edge is not None and signing_secret is not None:
        door: ASGIApp = SlackEvents(edge, SignatureVerifier(signing_secret), read_seconds=read_seconds)
        slack.append(Route("/slack/events", door, methods=["POST"]))
    return Starlette(routes=[*slack, Route("/healthz", healthz), Route("/readyz", readyz), *routes])


class _Standing:
    """The application that is served now; another one may take its place."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on."""
        await self.app(scope, receive, send)


class _Server(uvicorn.Server):
    """Uvicorn without its signal handlers: the program that starts us decides when it ends."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say when the first request can be answered."""
        await super().startup(sockets)
        self.up.set()


class WebDoor:
    """Uvicorn inside of this process, between `start` and `stop`."""

    def __init__(self, server: _Server, standing: _Standing, listening: socket.socket) -> None:
        self._server = server
        self._standing = standing
        self.port: int = listening.getsockname()[1]
        self._running = asyncio.get_running_loop().create_task(server.serve([listening]))

    @classmethod
    async def start(cls, app: ASGIApp, *, host: str, port: int, grace: int = GRACE_SECONDS) -> Self:
        """Listen, and return when requests are answered; port 0 takes a free one. BadSettings says why not."""
        listening = await _listen(host, port)
        standing = _Standing(app)
        config = uvicorn.Config(
            standing,
            lifespan="off",
            ws="none",
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=grace,
        )
        door = cls(_Server(config), standing, listening)
        await door._server.up.wait()
        return door

    def turn_to(self, app: ASGIApp) -> None:
        """Let this application answer from the next request on."""
        self._standing.app = app

    async def stop(self) -> None:
        """Take no new requests, finish those that were taken, and close."""
        self._server.should_exit = True
        await self._running


async def _listen(host: str, port: int) -> socket.socket:
    # uvicorn would end the whole program when the address is taken
    try:
        looked_up = asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = (await looked_up)[0]
    except (socket.gaierror, UnicodeError):
        raise BadSettings(f"HOST: {host} is neither an address nor a name that this machine knows.") from None
    try:
        listening = socket.create_server(address[:2], family=family)
    except OSError as error:
        raise BadSettings(refusal(error, host, port)) from None
    # What is accepted inherits it. Asyncio sets it only on sockets that were made with a protocol number, and without
    # it a body that follows its head in a second packet waits 40 ms for the other side's delayed acknowledgement.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def refusal(error: OSError, host: str, port: int) -> str:
    """Why nothing can listen there, in one line that names the variable."""
    match error.errno:
        case errno.EADDRINUSE:
            return f"PORT: {port} is taken on {host}: stop the program that listens there, or choose another port."
        case errno.EACCES | errno.EPERM:
            return f"PORT: this user may not listen on {port}: choose one above 1023."
        case errno.EADDRNOTAVAIL:
            return f"HOST: {host} is no address of this machine; 0.0.0.0 stands for all that it has."
        case number:
            return f"HOST, PORT: nothing can listen on {host}, port {port}: {os.strerror(number or 0)}."
