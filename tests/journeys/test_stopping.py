"""`plumbline run` that is told to stop: within seconds it finishes what was accepted and leaves the rest."""

import asyncio
import json
import os
import signal
import socket
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from handlers.demo.workspace import Fault
from handlers.demo.workspace.delivery.http_delivery import HttpDelivery
from tests.databases import LONG_KINDS
from tests.journeys.journey import Journey
from tests.journeys.programs import program

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
"""Programs take seconds to start: on SQLite in `make test`, on both databases in `make faults LONG=1`."""
POST, WHO = "chat.postMessage", "users.info"
LONGEST = 10.0


@asynccontextmanager
async def running(journey: Journey, door: str = "socket") -> AsyncIterator[Process]:
    """The program, reachable, in place of the journey's own bot."""
    await journey.end()
    changed, url = {}, None
    if door == "http":
        port = _free_port()
        url = f"http://127.0.0.1:{port}"
        changed = {
            "SLACK_APP_TOKEN": "",
            "SLACK_SIGNING_SECRET": journey.workspace.signing_secret,
            "PORT": str(port),
            "HOST": "127.0.0.1",
        }
    journey.workspace.deliver_over_http(url)
    async with program(journey, "run", **changed) as process:
        await logged(process, "bot.ready")
        yield process


async def logged(process: Process, event: str) -> None:
    """Wait until the program has logged this."""
    async for _ in until(process, event):
        pass


async def until(process: Process, event: str) -> AsyncIterator[bytes]:
    """What the program logs before this."""
    assert process.stderr is not None
    async with asyncio.timeout(30):
        while event.encode() not in (line := await process.stderr.readline()):
            assert line, f"it ended without {event}"
            yield line


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


async def ended(process: Process, told_at: float) -> float:
    """How long it took to end with 0 after it was told."""
    async with asyncio.timeout(LONGEST + 5):
        assert await process.wait() == 0
    seconds = time.monotonic() - told_at
    print(f"ended after {seconds:.2f} s")  # noqa: T201  a figure to read with -s
    return seconds


async def soon(event: asyncio.Event) -> None:
    async with asyncio.timeout(20):
        await event.wait()


def tell(process: Process) -> float:
    process.send_signal(signal.SIGTERM)
    return time.monotonic()


def hold(journey: Journey, method: str, times: int | None = 1) -> tuple[asyncio.Event, asyncio.Event]:
    """From now on calls of this method hang: an event for the first one's arrival, and one that lets them go on."""
    arrived, gate = asyncio.Event(), asyncio.Event()

    def note(_: object) -> bool:
        arrived.set()
        return True

    journey.workspace.faults.next(method, Fault.hold(gate), times=times, match=note)
    return arrived, gate


@both
@pytest.mark.parametrize("door", ["socket", "http"])
async def test_what_was_accepted_is_answered_and_then_it_ends(journey: Journey, door: str) -> None:
    cast = journey.cast
    async with running(journey, door) as process:
        assert "kickoff" in (await cast.ana.command("/plumb", "help", channel=cast.churn)).text
        arrived, gate = hold(journey, WHO)
        typing = asyncio.create_task(cast.mei.command("/plumb", "status", channel=cast.churn))
        await soon(arrived)
        told_at = tell(process)
        await asyncio.wait([typing], timeout=0.2)
        gate.set()
        heard = await typing
        assert heard.error is None
        assert heard.text
        assert await ended(process, told_at) < LONGEST


@both
@pytest.mark.parametrize(
    ("whom", "when"),
    [("bot", "bot.ready"), ("bot", "worker.ready"), ("everybody", "bot.ready"), ("everybody", "worker.ready")],
)
async def test_an_orderly_life_warns_of_nothing(journey: Journey, whom: str, when: str) -> None:
    """Terminals and some supervisors tell all processes of a group; then the worker is gone before the bot is."""
    await journey.end()
    async with program(journey, "run") as process:
        lines = await lines_until(process, when)
        (os.killpg if whom == "everybody" else os.kill)(process.pid, signal.SIGTERM)
        assert process.stderr is not None
        lines += (await process.stderr.read()).splitlines()
        assert await process.wait() == 0
    told = [json.loads(line) for line in lines]
    assert {"bot.ready", when, "bot.stopped"} <= {line["event"] for line in told}
    assert [line for line in told if line["level"] != "info"] == []


@both
async def test_a_worker_that_goes_first_is_no_news_and_is_not_born_again_while_the_bot_finishes(
    journey: Journey,
) -> None:
    await journey.end()
    async with program(journey, "run") as process:
        lines = await lines_until(process, "worker.ready")
        arrived, gate = hold(journey, POST)
        await kicked_off(journey)
        await soon(arrived)
        before = children(process)
        os.killpg(process.pid, signal.SIGTERM)
        lines += await lines_until(process, "bot.stopping")
        # Longer than it would take to notice, and to be born again.
        await asyncio.wait([asyncio.create_task(process.wait())], timeout=1.0)
        assert children(process) < before
        gate.set()
        assert process.stderr is not None
        lines += (await process.stderr.read()).splitlines()
        assert await process.wait() == 0
    assert [told for told in map(json.loads, lines) if told["level"] != "info"] == []


def children(process: Process) -> set[str]:
    """The processes that it has now: its worker, and what Python keeps beside that."""
    threads = Path(f"/proc/{process.pid}/task").iterdir()
    return {child for thread in threads for child in (thread / "children").read_text().split()}


async def lines_until(process: Process, event: str) -> list[bytes]:
    """Everything that it logs up to this line."""
    assert process.stderr is not None
    lines: list[bytes] = []
    async with asyncio.timeout(30):
        while not lines or event.encode() not in lines[-1]:
            lines.append(await process.stderr.readline())
            assert lines[-1], f"it ended without {event}"
    return lines


@both
async def test_a_message_on_its_way_arrives_and_is_not_said_again(journey: Journey) -> None:
    cast = journey.cast
    async with running(journey) as process:
        arrived, gate = hold(journey, POST)
        await kicked_off(journey)
        await soon(arrived)
        told_at = tell(process)
        await asyncio.wait([asyncio.create_task(process.wait())], timeout=0.3)
        gate.set()
        assert await ended(process, told_at) < LONGEST
    await the_next_says_the_rest(journey)
    journey.card(cast.churn)
    assert len(cast.ana.dm) == 1


@both
@pytest.mark.parametrize("arrives", [True, False])
async def test_what_hangs_at_slack_is_said_once_by_the_next(journey: Journey, *, arrives: bool) -> None:
    cast = journey.cast
    async with running(journey) as process:
        arrived, gate = hold(journey, POST, None)
        await kicked_off(journey)
        await soon(arrived)
        assert await ended(process, tell(process)) < LONGEST
    if arrives:
        gate.set()
    journey.workspace.faults.clear()
    await the_next_says_the_rest(journey)
    journey.card(cast.churn)
    assert len(cast.ana.dm) == 1
    gate.set()


@both
@pytest.mark.parametrize("door", ["socket", "http"])
async def test_when_all_of_slack_hangs_it_ends_all_the_same(journey: Journey, door: str) -> None:
    cast = journey.cast
    async with running(journey, door) as process:
        who, gate = hold(journey, WHO, None)
        for method in (POST, "views.open", "apps.connections.open", "conversations.info", "conversations.open"):
            journey.workspace.faults.next(method, Fault.hold(gate), times=None)
        typing = [
            asyncio.create_task(person.command("/plumb", "status", channel=cast.churn))
            for person in (cast.ana, cast.mei, cast.sam)
        ]
        await soon(who)
        assert await ended(process, tell(process)) < LONGEST
        await asyncio.wait(typing)
        gate.set()


async def test_a_second_signal_ends_it_at_once(journey: Journey) -> None:
    async with running(journey) as process:
        arrived, gate = hold(journey, POST, None)
        await kicked_off(journey)
        await soon(arrived)
        tell(process)
        await logged(process, "bot.stopping")
        again = tell(process)
        assert await process.wait() == -signal.SIGTERM
        assert time.monotonic() - again < 2
        gate.set()


async def test_it_ends_while_it_starts(journey: Journey) -> None:
    await journey.end()
    arrived, gate = hold(journey, "auth.test", None)
    async with program(journey, "run") as process:
        await soon(arrived)
        assert await ended(process, tell(process)) < LONGEST
    gate.set()


async def test_it_listens_no_longer_while_it_finishes(journey: Journey) -> None:
    async with running(journey, "http") as process:
        line = journey.workspace.courier.transport
        assert isinstance(line, HttpDelivery)
        arrived, gate = hold(journey, POST, None)
        await kicked_off(journey)
        await soon(arrived)
        told_at = tell(process)
        await logged(process, "bot.stopping")
        async with aiohttp.ClientSession() as session:
            async with asyncio.timeout(LONGEST):
                while True:
                    try:
                        async with session.get(line.url.replace("/slack/events", "/healthz")) as answer:
                            await answer.read()
                    except aiohttp.ClientConnectorError:
                        break
        assert process.returncode is None
        gate.set()
        await ended(process, told_at)


async def the_next_says_the_rest(journey: Journey) -> None:
    await journey.restart()
    async with asyncio.timeout(30):
        await journey.bot.drain.settled()


async def kicked_off(journey: Journey) -> None:
    cast = journey.cast
    heard = await cast.ana.command("/plumb", "kickoff Churn model", channel=cast.churn)
    assert heard.error is None
    await journey.workspace.until(lambda: cast.ana.modal is not None)
    submitted = await cast.ana.submit({"owner": cast.ana.id, "sponsor": cast.sam.id})
    assert submitted.accepted, submitted


@pytest.mark.parametrize("door", ["socket", "http"])
@pytest.mark.parametrize(("host", "named"), [("127.0.0.1", "PORT"), ("192.0.2.1", "HOST")])
async def test_an_address_where_it_cannot_listen_ends_it_in_one_line(
    journey: Journey, door: str, host: str, named: str
) -> None:
    await journey.end()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        changed = {"HOST": host, "PORT": str(taken.getsockname()[1])}
        if door == "http":
            changed |= {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": journey.workspace.signing_secret}
        async with program(journey, "run", **changed) as process:
            _, complained = await process.communicate()
    assert process.returncode == 2
    last = complained.decode().splitlines()[-1]
    assert last.startswith(f"plumbline: {named}: ")
    assert "Traceback" not in complained.decode()


async def test_it_says_which_database_it_uses_and_whether_it_made_it(journey: Journey, tmp_path: Path) -> None:
    await journey.end()
    file = tmp_path / "mistyped.db"
    for is_new in (True, False):
        async with program(journey, "run", DATABASE_URL=f"sqlite:///{file}") as process:
            lines = [json.loads(line) async for line in until(process, "bot.ready")]
        told = [(line["event"], line["level"], line["where"]) for line in lines if line["logger"] == "plumbline.run"]
        created = [("database.created", "warning", str(file))]
        assert told == [*(created if is_new else []), ("database.opened", "info", str(file))]
        assert [line["variable"] for line in lines if "variable" in line] == (["DATABASE_URL"] if is_new else [])


async def test_a_bot_that_listens_gets_ready_to_read_until_it_ends(journey: Journey) -> None:
    timer = journey.bot.warming._timer
    assert timer.ident is not None, "nobody began to get ready"
    await journey.end()
    assert timer.finished.is_set()
