"""The HTTP door, over real sockets on loopback."""

import asyncio
import errno
import hashlib
import hmac
import json
import socket
import time
from collections.abc import AsyncIterator
from statistics import median
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from handlers.http_body import BODY_CAP
from handlers.settings import BadSettings
from handlers.slack.edge.answers import Done, Ephemeral
from handlers.slack.edge.app import Edge
from handlers.slack.edge.authorize import Authorize, one_workspace
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.hand import Hand
from handlers.slack.edge.payloads import Command, Event
from handlers.slack.edge.registry import Registry
from handlers.web import WebDoor, refusal, web_app
from tests.handlers.counts import counted
from tests.handlers.slack.edge import samples
from tests.handlers.slack.edge.hearing import unfinished_work
from tests.handlers.slack.edge.stand_in import Slack, slack_stand_in

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
FORM = "application/x-www-form-urlencoded"
COMMAND = urlencode(samples.COMMAND).encode()


class Ready:
    missing: list[str]

    def __init__(self) -> None:
        self.missing = []

    async def __call__(self) -> list[str]:
        return self.missing


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with slack_stand_in() as stand_in:
        yield stand_in


@pytest.fixture
def registry() -> Registry:
    return Registry()


@pytest.fixture
def ready() -> Ready:
    return Ready()


@pytest.fixture
async def edge(slack: Slack, registry: Registry) -> AsyncIterator[Edge]:
    async with Clients(f"{slack.url}/api/") as clients, unfinished_work("sqlite://") as unfinished:
        authorize = Authorize(one_workspace(clients.web("xoxb-1")))
        made = Edge(registry=registry, clients=clients, authorize=authorize, unfinished=unfinished)
        yield made
        await made.drained()


@pytest.fixture
async def door(edge: Edge, ready: Ready) -> AsyncIterator[WebDoor]:
    async def hello(_: Request) -> Response:
        return PlainTextResponse("hello")

    app = web_app(edge=edge, signing_secret=SECRET, ready=ready, routes=[Route("/hello", hello)])
    made = await WebDoor.start(app, host="127.0.0.1", port=0)
    yield made
    await made.stop()


@pytest.fixture
async def http(door: WebDoor) -> AsyncIterator[ClientSession]:
    async with ClientSession(f"http://127.0.0.1:{door.port}") as made:
        yield made


def signed(raw: bytes, content_type: str = FORM, *, at: float | None = None) -> dict[str, str]:
    """The headers as Slack's documentation computes them."""
    timestamp = str(int(time.time() if at is None else at))
    digest = hmac.new(SECRET.encode(), f"v0:{timestamp}:".encode() + raw, hashlib.sha256).hexdigest()
    return {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={digest}",
    }


def listen(registry: Registry) -> list[str]:
    got: list[str] = []

    async def listener(heard: Command) -> Ephemeral:
        got.append(heard.text)
        return Ephemeral(payload={"text": "here"})

    registry.command("/plumb", listener)
    return got


async def test_a_signed_command_is_answered(http: ClientSession, registry: Registry) -> None:
    got = listen(registry)
    async with http.post("/slack/events", data=COMMAND, headers=signed(COMMAND)) as answer:
        assert answer.status == 200
        assert answer.content_type == "application/json"
        assert await answer.json() == {"response_type": "ephemeral", "text": "here"}
    assert got == ["kickoff Churn & co"]


async def test_an_answer_with_a_body_does_not_wait_for_a_delayed_acknowledgement(door: WebDoor) -> None:
    """Head and body leave in two packets; the second would wait 40 ms each time if they were gathered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    took = []
    for _ in range(20):
        begun = time.perf_counter()
        writer.write(b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
        assert await reader.readexactly(5) == b"hello"
        took.append(time.perf_counter() - begun)
    assert median(took) < 0.03
    writer.close()
    await writer.wait_closed()


async def test_a_plain_acknowledgement_is_empty(http: ClientSession, registry: Registry) -> None:
    async def listener(_: Event) -> Done:
        return Done()

    registry.event("app_home_opened", listener)
    raw = json.dumps(samples.EVENT).encode()
    async with http.post("/slack/events", data=raw, headers=signed(raw, "application/json")) as answer:
        assert (answer.status, await answer.text()) == (200, "")


async def test_slack_is_told_who_we_are_by_its_challenge(http: ClientSession) -> None:
    raw = b'{"type": "url_verification", "challenge": "abc"}'
    async with http.post("/slack/events", data=raw, headers=signed(raw, "application/json")) as answer:
        assert await answer.json() == {"challenge": "abc"}


async def test_slack_may_look_at_our_certificate_without_a_signature(http: ClientSession) -> None:
    async with http.post("/slack/events", data=b"ssl_check=1&token=x") as answer:
        assert (answer.status, await answer.text()) == (200, "")


def broken() -> dict[str, dict[str, str]]:
    good = signed(COMMAND)
    return {
        "nothing": {},
        "wrong": {**good, "X-Slack-Signature": "v0=" + "0" * 64},
        "not ascii": {**good, "X-Slack-Signature": "v0=\u00e9"},
        "no time": {**good, "X-Slack-Request-Timestamp": "soon"},
        "no signature": {name: value for name, value in good.items() if name != "X-Slack-Signature"},
        "no timestamp": {name: value for name, value in good.items() if name != "X-Slack-Request-Timestamp"},
        "301 s old": signed(COMMAND, at=time.time() - 301),
        "early": signed(COMMAND, at=time.time() + 310),
        "another body": signed(COMMAND + b"&text=other"),
    }


@pytest.mark.parametrize("how", list(broken()))
async def test_what_is_not_signed_now_and_by_slack_is_not_read(
    how: str, http: ClientSession, registry: Registry, edge: Edge
) -> None:
    headers = broken()[how]
    got = listen(registry)
    async with http.post("/slack/events", data=COMMAND, headers=headers) as answer:
        assert (answer.status, await answer.text()) == (401, "")
    assert got == []
    assert counted(edge.metrics.payloads_unused) == {}


async def test_an_unsigned_body_is_never_parsed(http: ClientSession, edge: Edge) -> None:
    """A parser that had seen it would have counted it as bad."""
    async with http.post("/slack/events", data=b"{", headers={"Content-Type": "application/json"}) as answer:
        assert answer.status == 401
    assert counted(edge.metrics.payloads_unused) == {}


async def test_a_signed_body_that_cannot_be_read_is_acknowledged_and_counted(http: ClientSession, edge: Edge) -> None:
    async with http.post("/slack/events", data=b"{", headers=signed(b"{", "application/json")) as answer:
        assert answer.status == 200
    assert counted(edge.metrics.payloads_unused)["bad_payload"] == 1


async def test_bytes_that_are_no_text_are_not_slacks(http: ClientSession) -> None:
    async with http.post("/slack/events", data=b"\xff", headers=signed(b"\xff")) as answer:
        assert answer.status == 401


async def exchange(port: int, *parts: bytes) -> bytes:
    """Send these bytes and read until the server has answered or closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for part in parts:
        writer.write(part)
        await writer.drain()
    head = await reader.readuntil(b"\r\n\r\n")
    writer.close()
    await writer.wait_closed()
    return head


async def test_a_huge_body_is_refused_before_it_is_sent(door: WebDoor) -> None:
    head = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 52428800\r\n\r\n"
    assert b" 413 " in await exchange(door.port, head)


async def test_a_huge_body_that_hides_its_length_is_refused_when_it_grows(door: WebDoor) -> None:
    head = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    assert b" 413 " in await exchange(door.port, head, *[chunk] * (BODY_CAP // 0x10000 + 2))


async def test_a_body_in_pieces_is_put_together(door: WebDoor, registry: Registry) -> None:
    got = listen(registry)
    lines = "".join(f"{name}: {value}\r\n" for name, value in signed(COMMAND).items())
    head = f"POST /slack/events HTTP/1.1\r\nHost: x\r\n{lines}Transfer-Encoding: chunked\r\n\r\n".encode()
    pieces = [b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (COMMAND[:7], COMMAND[7:50], COMMAND[50:])]
    assert b" 200 " in await exchange(door.port, head, *pieces, b"0\r\n\r\n")
    assert got == ["kickoff Churn & co"]


async def test_a_body_that_never_ends_is_given_up(edge: Edge, ready: Ready) -> None:
    app = web_app(edge=edge, signing_secret=SECRET, ready=ready, read_seconds=0.05)
    door = await WebDoor.start(app, host="127.0.0.1", port=0)
    head = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nabc"
    assert b" 408 " in await exchange(door.port, head)
    await door.stop()


async def test_work_goes_on_when_the_client_hangs_up(door: WebDoor, registry: Registry, edge: Edge) -> None:
    entered, go, done = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def step(_: Hand) -> None:
        done.set()

    async def listener(_: Command) -> Done:
        entered.set()
        await go.wait()
        return Done(after=[step])

    registry.command("/plumb", listener)
    _, writer = await asyncio.open_connection("127.0.0.1", door.port)
    lines = "".join(f"{name}: {value}\r\n" for name, value in signed(COMMAND).items())
    head = f"POST /slack/events HTTP/1.1\r\nHost: x\r\n{lines}Content-Length: {len(COMMAND)}\r\n\r\n"
    writer.write(head.encode() + COMMAND)
    await entered.wait()
    writer.transport.abort()
    go.set()
    await done.wait()


async def test_stopping_answers_what_was_taken(edge: Edge, ready: Ready, registry: Registry) -> None:
    entered, go = asyncio.Event(), asyncio.Event()

    async def listener(_: Command) -> Done:
        entered.set()
        await go.wait()
        return Done()

    registry.command("/plumb", listener)
    door = await WebDoor.start(web_app(edge=edge, signing_secret=SECRET, ready=ready), host="127.0.0.1", port=0)
    async with ClientSession(f"http://127.0.0.1:{door.port}") as http:
        asking = asyncio.create_task(http.post("/slack/events", data=COMMAND, headers=signed(COMMAND)).__aenter__())
        await entered.wait()
        stopping = asyncio.create_task(door.stop())
        await asyncio.sleep(0)
        go.set()
        assert (await asking).status == 200
        await stopping
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", door.port)


async def test_healthz_says_that_we_are_there_and_readyz_what_is_missing(http: ClientSession, ready: Ready) -> None:
    async with http.get("/healthz") as answer:
        assert (answer.status, await answer.text()) == (200, "ok\n")
    async with http.get("/readyz") as answer:
        assert (answer.status, await answer.text()) == (200, "ok\n")
    ready.missing = ["database", "slack"]
    async with http.get("/readyz") as answer:
        assert (answer.status, await answer.text()) == (503, "database\nslack\n")


async def test_others_may_add_their_routes_and_slacks_door_only_takes_posts(http: ClientSession) -> None:
    async with http.get("/hello") as answer:
        assert await answer.text() == "hello"
    async with http.get("/slack/events") as answer:
        assert answer.status == 405


async def test_a_port_that_is_taken_is_named_and_not_the_end_of_the_program(edge: Edge, ready: Ready) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        app, port = web_app(edge=edge, signing_secret=SECRET, ready=ready), taken.getsockname()[1]
        with pytest.raises(BadSettings, match=f"^PORT: {port} is taken on 127.0.0.1: [^\n]*$"):
            await WebDoor.start(app, host="127.0.0.1", port=port)


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("192.0.2.1", "HOST: 192.0.2.1 is no address of this machine"),
        ("nowhere.invalid", "HOST: nowhere.invalid is neither"),
        ("x" * 64, "HOST: x{64} is neither"),
    ],
)
async def test_a_host_that_is_not_here_is_named(ready: Ready, host: str, words: str) -> None:
    with pytest.raises(BadSettings, match=words) as refused:
        await WebDoor.start(web_app(ready=ready), host=host, port=0)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "PORT: this user may not listen on 80: choose one above 1023."),
        (errno.EAFNOSUPPORT, "HOST, PORT: nothing can listen on ::1, port 80: "),
    ],
)
def test_what_this_machine_would_not_refuse_has_its_words_too(number: int, words: str) -> None:
    assert refusal(OSError(number, "no"), "::1", 80).startswith(words)
