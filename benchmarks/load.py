"""Load over loopback, as cheap as it gets: ready-made bytes over kept-alive sockets, no HTTP library on this side."""

import hashlib
import hmac
import json
import selectors
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105  of the example in Slack's documentation
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run of requests showed: seconds for all, and for each from the first byte out to the last byte in."""

    seconds: float
    latencies: Sequence[float]
    cpu_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls, from where, and the secret that Slack signs with."""

    secret: str = SECRET
    team: str = "T1"
    app: str = "A1"
    user: str = "U1"
    channel: str = "C1"


SOMEBODY = Caller()


def commands(count: int, name: str, start: int, caller: Caller = SOMEBODY) -> list[bytes]:
    """Signed slash commands as Slack sends them, each with a trigger of its own."""
    timestamp = str(int(time.time()))
    return [_command(name, f"{start + number}.900.trigger", timestamp, caller) for number in range(count)]


def events(count: int, caller: Caller) -> list[bytes]:
    """Signed events as Slack sends them, each with an id of its own: a profile changed."""
    timestamp = str(int(time.time()))
    return [_event(f"Ev{number:08}", timestamp, caller) for number in range(count)]


def _event(event_id: str, timestamp: str, caller: Caller) -> bytes:
    profile = {"id": caller.user, "team_id": caller.team, "tz": "Europe/Berlin", "profile": {"real_name": "Ana Ruiz"}}
    body = json.dumps(
        {
            "token": "legacy",
            "team_id": caller.team,
            "api_app_id": caller.app,
            "event": {"type": "user_change", "user": profile, "cache_ts": 1, "event_ts": "1.000100"},
            "type": "event_callback",
            "event_id": event_id,
            "event_time": int(timestamp),
            "authorizations": [{"team_id": caller.team, "user_id": "UBOT", "is_bot": True}],
        }
    ).encode()
    return _signed(body, "application/json", timestamp, caller)


def _command(name: str, trigger: str, timestamp: str, caller: Caller) -> bytes:
    body = urlencode(
        {
            "token": "legacy",
            "team_id": caller.team,
            "team_domain": "acme",
            "channel_id": caller.channel,
            "channel_name": "growth",
            "user_id": caller.user,
            "user_name": "ana",
            "command": name,
            "text": "status",
            "api_app_id": caller.app,
            "is_enterprise_install": "false",
            "response_url": "https://hooks.slack.com/commands/T1/1/x",
            "trigger_id": trigger,
        }
    ).encode()
    return _signed(body, "application/x-www-form-urlencoded", timestamp, caller)


def _signed(body: bytes, content_type: str, timestamp: str, caller: Caller) -> bytes:
    digest = hmac.new(caller.secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1\r\n"
        f"Host: {HOST}\r\n"
        "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"
        "Accept-Encoding: gzip,deflate\r\n"
        "Accept: application/json,*/*\r\n"
        f"X-Slack-Signature: v0={digest}\r\n"
        f"X-Slack-Request-Timestamp: {timestamp}\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"Content-Type: {content_type}\r\n\r\n"
    )
    return head.encode() + body


def run(port: int, requests: Sequence[bytes], *, at_once: int, cpu: Callable[[int], float] = lambda _: 0.0) -> Run:
    """Send all requests, `at_once` of them in flight. Raises AssertionError for any answer but 200."""
    pending = iter(requests)
    latencies: list[float] = []
    begun = cpu(port)
    with selectors.DefaultSelector() as selector:
        started = time.perf_counter()
        for _ in range(at_once):
            connection = _Connection(port)
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.send(pending)
        while len(latencies) < len(requests):
            for key, _ in selector.select():
                connection = key.data
                if connection.receive():
                    latencies.append(time.perf_counter() - connection.sent)
                    connection.send(pending)
        seconds = time.perf_counter() - started
        for key in list(selector.get_map().values()):
            key.data.socket.close()
    return Run(seconds=seconds, latencies=latencies, cpu_seconds=cpu(port) - begun)


class _Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((HOST, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent = 0.0
        self._got = b""

    def send(self, pending: Iterator[bytes]) -> None:
        request = next(pending, None)
        if request is not None:
            self._got = b""
            self.sent = time.perf_counter()
            self.socket.sendall(request)

    def receive(self) -> bool:
        """Whether the answer is complete."""
        piece = self.socket.recv(65536)
        assert piece, "the server hung up"
        self._got += piece
        head, found, body = self._got.partition(b"\r\n\r\n")
        if not found:
            return False
        assert head.startswith(b"HTTP/1.1 200 "), head
        return len(body) >= int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])


def cpu_seconds(port: int) -> float:
    """The processor time that the server has used since it started."""
    with socket.create_connection((HOST, port)) as connection:
        connection.sendall(b"GET /cpu HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    return float(answer.partition(b"\r\n\r\n")[2])
