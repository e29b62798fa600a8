"""Connections that end, fall silent or go deaf, in the demo workspace: another one is there, and nothing is lost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from structlog.testing import capture_logs

from handlers.demo.program import load_manifest
from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace import Channel, Fault, Heard, Person, Workspace
from handlers.demo.workspace.delivery.socket_mode import SocketMode
from handlers.slack.edge.answers import Ephemeral
from handlers.slack.edge.app import Edge
from handlers.slack.edge.authorize import Authorize, one_workspace
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.link import AGED, CLOSED, FAILED, QUIET, SILENT, Rhythm
from handlers.slack.edge.payloads import Command
from handlers.slack.edge.registry import Registry
from handlers.slack.edge.socket import SocketDoor
from tests.handlers.slack.edge.hearing import unfinished_work
from tests.handlers.slack.edge.stand_in import Slack

QUICK = Rhythm(first_seconds=0.01, longest_seconds=0.05, refused_seconds=0.02)
OPEN = "apps.connections.open"


class Reasons(asyncio.Queue[str]):
    """Why connections were opened anew; whoever counts them may fail, once."""

    fails_once = False

    def count(self, reason: str) -> None:
        if self.fails_once:
            self.fails_once = False
            raise ZeroDivisionError
        self.put_nowait(reason)


@dataclass
class Town:
    """A workspace, the door into our house, and what went through it."""

    workspace: Workspace
    ana: Person
    churn: Channel
    door: SocketDoor
    edge: Edge
    reasons: Reasons = field(default_factory=Reasons)
    heard: list[str] = field(default_factory=list)
    entered: asyncio.Event = field(default_factory=asyncio.Event)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def types(self, text: str = "status") -> Heard:
        return await self.ana.command("/plumb", text, channel=self.churn)

    async def another(self) -> str:
        """The reason for which a connection was opened anew."""
        async with asyncio.timeout(5):
            reason = await self.reasons.get()
        await self.workspace.connected()
        return reason

    def held(self) -> tuple[asyncio.Event, asyncio.Event]:
        """The next connection is asked for (the first event), and Slack answers when the second is set."""
        arrived, gate = asyncio.Event(), asyncio.Event()

        def note(_: object) -> bool:
            arrived.set()
            return True

        self.workspace.faults.next(OPEN, Fault.hold(gate), match=note)
        return arrived, gate

    @property
    def sockets(self) -> SocketMode:
        return self.workspace.courier.sockets

    @property
    def opened(self) -> int:
        return len(self.workspace.log.calls(OPEN))


Settle = Callable[..., Awaitable[Town]]


@pytest.fixture
async def settle() -> AsyncIterator[Settle]:
    async with AsyncExitStack() as stack:

        async def go(
            rhythm: Rhythm = QUICK, *, chance: float = 0.0, before: Callable[[Workspace], None] | None = None
        ) -> Town:
            workspace = Workspace(load_manifest(None), StoryClock(datetime(2027, 2, 1, tzinfo=UTC)), ack_seconds=3.0)
            await workspace.start()
            stack.push_async_callback(workspace.stop)
            clients = await stack.enter_async_context(Clients(workspace.api_url, timeout=1))
            registry = Registry()
            authorize = Authorize(one_workspace(clients.web(workspace.bot_token)))
            unfinished = await stack.enter_async_context(unfinished_work("sqlite://"))
            edge = Edge(registry=registry, clients=clients, authorize=authorize, unfinished=unfinished)
            stack.push_async_callback(edge.drained)
            reasons = Reasons()
            door = SocketDoor(
                edge,
                app_token=workspace.app_token,
                clients=clients,
                rhythm=rhythm,
                on_reconnect=reasons.count,
                chance=lambda: chance,
            )
            ana = workspace.add_user("ana")
            town = Town(workspace, ana, workspace.add_channel("churn", members=[ana], bot=True), door, edge, reasons)

            async def plumb(command: Command) -> Ephemeral:
                town.heard.append(command.text)
                workspace.world.changes.ring()
                if command.text == "slow":
                    town.entered.set()
                    await town.gate.wait()
                return Ephemeral(payload={"text": f"answer to {command.text}"})

            registry.command("/plumb", plumb)
            if before is not None:
                before(workspace)
            stack.push_async_callback(door.stop)
            await door.start()
            return town

        yield go


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_on_a_refresh_the_old_connection_works_until_the_new_one_does(settle: Settle, reason: str) -> None:
    town = await settle()
    arrived, gate = town.held()
    await town.sockets.refresh(reason)
    await arrived.wait()
    for _ in range(5):
        assert (await town.types()).text == "answer to status"
    assert await town.door.connected()
    assert town.door.problem() is None
    gate.set()
    assert await town.another() == reason
    assert (await town.types()).text == "answer to status"
    await town.workspace.until(lambda: town.sockets.every == 1)


async def test_what_came_on_the_old_connection_is_answered_on_it(settle: Settle) -> None:
    town = await settle()
    typing = asyncio.create_task(town.types("slow"))
    await town.entered.wait()
    await town.sockets.refresh()
    await town.another()
    for _ in range(3):
        assert (await town.types()).text == "answer to status"
    town.gate.set()
    assert (await typing).text.splitlines()[-1] == "answer to slow"
    assert town.heard.count("slow") == 1
    await town.workspace.until(lambda: town.sockets.every == 1)


async def test_what_was_in_hand_when_the_connection_broke_is_answered_on_the_next(settle: Settle) -> None:
    town = await settle()
    await town.sockets.refresh()
    await town.another()
    typing = asyncio.create_task(town.types("slow"))
    await town.entered.wait()
    old = town.sockets.newest
    await town.sockets.refresh()
    await town.another()
    old.cut()  # Slack gives it to the other connection
    await town.workspace.until(lambda: town.heard == ["slow", "slow"])
    town.gate.set()
    assert (await typing).text == "answer to slow"


async def test_a_connection_that_is_cut_or_ended_is_followed_by_another(settle: Settle) -> None:
    town = await settle()
    town.workspace.drop_sockets()
    assert await town.another() == CLOSED
    assert (await town.types()).text == "answer to status"
    await town.sockets.hang_up()
    assert await town.another() == CLOSED
    assert (await town.types()).text == "answer to status"


async def test_a_half_open_connection_is_noticed_by_its_silence(settle: Settle) -> None:
    town = await settle(Rhythm(ping_seconds=0.05, pong_seconds=0.05, first_seconds=0.01))
    town.sockets.silence()
    assert await town.another() == SILENT
    assert (await town.types()).text == "answer to status"


async def test_pongs_keep_a_connection_on_which_nothing_happens(settle: Settle) -> None:
    town = await settle(Rhythm(ping_seconds=0.02, pong_seconds=2.0, quiet_seconds=0.3))
    assert await town.another() == QUIET  # many pings later, and not one of them had been missed


async def test_a_connection_that_slack_has_forgotten_is_renewed_though_its_pings_are_answered(settle: Settle) -> None:
    town = await settle(Rhythm(ping_seconds=0.02, quiet_seconds=0.2, first_seconds=0.01, longest_seconds=0.01))
    town.sockets.deafen()
    assert await town.another() == QUIET
    assert (await town.types()).text == "answer to status"


async def test_what_is_delivered_keeps_a_connection_from_being_renewed(settle: Settle) -> None:
    town = await settle(Rhythm(quiet_seconds=0.4))
    loop = asyncio.get_running_loop()
    end = loop.time() + 1.2  # longer than a call of Slack may take
    while loop.time() < end:
        await town.types()
    assert town.opened == 1


async def test_a_connection_is_renewed_before_the_end_that_slack_foretold(settle: Settle) -> None:
    def short(workspace: Workspace) -> None:
        workspace.courier.sockets.connection_seconds = 0.4

    town = await settle(before=short)
    assert await town.another() == AGED


async def test_a_reader_that_ends_for_any_reason_is_noticed(settle: Settle) -> None:
    town = await settle()
    (reader,) = [task for task in asyncio.all_tasks() if task.get_name() == "plumbline socket"]
    reader.cancel()
    assert await town.another() == FAILED
    assert (await town.types()).text == "answer to status"
    await town.workspace.until(lambda: town.sockets.every == 1)


async def test_a_fault_in_taking_an_envelope_is_logged_and_another_connection_opened(settle: Settle) -> None:
    town = await settle()
    with capture_logs() as logged:
        await town.sockets.newest.say("[" * 100_000)
        assert await town.another() == FAILED
    assert [line["event"] for line in logged if line["log_level"] == "error"] == ["socket.failed"]
    assert (await town.types()).text == "answer to status"


@pytest.mark.parametrize("end", ["cancelled", "failed"])
async def test_a_watch_that_ends_begins_anew(settle: Settle, end: str) -> None:
    town = await settle()
    with capture_logs() as logged:
        if end == "failed":
            town.reasons.fails_once = True
            town.workspace.drop_sockets()
        else:
            (watch,) = [task for task in asyncio.all_tasks() if task.get_name() == "plumbline sockets"]
            watch.cancel()
        await town.another()
    assert [line["event"] for line in logged if line["log_level"] == "error"] == ["socket.unwatched"]
    assert (await town.types()).text == "answer to status"
    await town.workspace.until(lambda: town.sockets.every == 1)


async def test_socket_mode_that_is_turned_off_is_said_once_and_comes_back(settle: Settle) -> None:
    town = await settle()
    with capture_logs() as logged:
        await town.sockets.disable()
        before = town.opened
        await town.workspace.until(lambda: town.opened >= before + 3)
        problem = town.door.problem()
        assert problem is not None
        assert "turn it on" in problem
        assert not await town.door.connected()
        town.sockets.enable()
        assert await town.another() == "link_disabled"
    assert town.door.problem() is None
    loud = [line for line in logged if line["log_level"] == "error"]
    assert [(line["event"], line["reason"]) for line in loud] == [("socket.refused", "link_disabled")]


async def test_an_app_token_that_is_taken_back_is_said_once_and_tried_slowly(settle: Settle) -> None:
    town = await settle(Rhythm(first_seconds=0.01, refused_seconds=0.2))
    town.workspace.faults.next(OPEN, Fault.error("invalid_auth"), times=3)
    with capture_logs() as logged:
        town.workspace.drop_sockets()
        await town.workspace.until(lambda: "SLACK_APP_TOKEN" in (town.door.problem() or ""))
        assert await town.another() == "invalid_auth"
    assert [line["event"] for line in logged if line["log_level"] == "error"] == ["socket.refused"]
    tries = [call.real_at for call in town.workspace.log.calls(OPEN)][1:]
    assert all(later - sooner >= 0.2 for sooner, later in pairwise(tries))
    assert town.door.problem() is None


async def test_too_many_connections_are_a_problem_of_the_operators(settle: Settle) -> None:
    town = await settle()
    arrived, gate = town.held()
    await town.sockets.refresh("too_many_websockets")
    await arrived.wait()
    assert "stop a replica" in (town.door.problem() or "")
    gate.set()
    assert await town.another() == "too_many_websockets"
    assert town.door.problem() is None


async def test_while_there_is_no_connection_that_is_said(settle: Settle) -> None:
    town = await settle()
    arrived, gate = town.held()
    town.workspace.drop_sockets()
    await arrived.wait()
    assert "no connection" in (town.door.problem() or "")
    gate.set()
    await town.another()
    assert town.door.problem() is None


@pytest.mark.parametrize("fault", [Fault.drop_before(), Fault.status(503), Fault.html(), Fault.error("internal_error")])
async def test_what_passes_by_itself_is_tried_again_ever_more_slowly(settle: Settle, fault: Fault) -> None:
    town = await settle(Rhythm(first_seconds=0.02, longest_seconds=0.1), chance=1.0)
    town.workspace.faults.next(OPEN, fault, times=4)
    with capture_logs() as logged:
        town.workspace.drop_sockets()
        await town.another()
    assert [line for line in logged if line["log_level"] == "error"] == []
    tries = [call.real_at for call in town.workspace.log.calls(OPEN)][1:]
    waited = [later - sooner for sooner, later in pairwise(tries)]
    assert len(waited) == 4
    assert all(pause >= least for pause, least in zip(waited, (0.08, 0.1, 0.1, 0.1), strict=True))


async def test_slacks_own_pause_is_kept(settle: Settle) -> None:
    town = await settle()
    town.workspace.faults.next(OPEN, Fault.retry_after(1))
    town.workspace.drop_sockets()
    await town.another()
    first, second = [call.real_at for call in town.workspace.log.calls(OPEN)][1:]
    assert second - first >= 1.0


async def test_connections_that_break_at_once_are_not_opened_in_a_rush(settle: Settle) -> None:
    town = await settle(Rhythm(first_seconds=0.02, longest_seconds=10.0), chance=1.0)
    for _ in range(4):
        town.workspace.drop_sockets()
        await town.another()
    tries = [call.real_at for call in town.workspace.log.calls(OPEN)]
    waited = [later - sooner for sooner, later in pairwise(tries)]
    assert all(pause >= least for pause, least in zip(waited, (0.04, 0.08, 0.16, 0.32), strict=True))


def test_pauses_grow_to_a_limit_and_differ() -> None:
    rhythm = Rhythm(first_seconds=1.0, longest_seconds=30.0)
    assert [rhythm.pause(failures, 1.0) for failures in (0, 1, 4, 5, 10_000)] == [1.0, 2.0, 16.0, 30.0, 30.0]
    assert rhythm.pause(1, 0.0) == 1.0


async def test_a_start_while_slack_is_away_waits_in_the_background(settle: Settle) -> None:
    town = await settle(before=lambda workspace: workspace.faults.next(OPEN, Fault.drop_before(), times=2))
    await town.workspace.connected()
    await town.reasons.get()
    assert (await town.types()).text == "answer to status"


async def test_frames_that_nobody_knows_are_left_alone(settle: Settle) -> None:
    town = await settle()
    with capture_logs() as logged:
        for text in ("no json", "7", '{"type": "unheard of"}'):
            await town.sockets.newest.say(text)
        assert (await town.types()).text == "answer to status"
    assert [line["event"] for line in logged if line["log_level"] == "warning"] == ["socket.unknown"] * 3
    assert town.opened == 1


async def test_slacks_own_pings_are_answered(settle: Settle) -> None:
    town = await settle()
    await town.sockets.newest.ping(b"anybody?")
    await town.workspace.until(lambda: town.sockets.newest.pongs == [b"anybody?"])


async def test_without_a_greeting_a_connection_is_none(edge: Edge, slack: Slack, clients: Clients) -> None:
    slack.greets = False
    renewed = asyncio.Event()
    rhythm = Rhythm(hello_seconds=0.05, first_seconds=0.01)
    door = SocketDoor(edge, app_token="xapp-1", clients=clients, rhythm=rhythm, on_reconnect=lambda _: renewed.set())
    await door.start()
    mute = await slack.connected.get()
    assert "no hello" in (door.problem() or "")
    slack.greets = True
    greeted = await slack.connected.get()
    assert mute is not greeted
    await renewed.wait()
    assert door.problem() is None
    await door.stop()


async def test_stopping_while_a_connection_comes_about_leaves_none(settle: Settle) -> None:
    town = await settle()
    arrived, gate = town.held()
    await town.sockets.refresh()
    await arrived.wait()
    await town.door.stop()
    gate.set()
    await town.workspace.until(lambda: town.sockets.every == 0)
    assert not await town.door.connected()
