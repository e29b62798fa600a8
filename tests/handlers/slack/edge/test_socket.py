"""Socket Mode against a websocket on loopback, through slack_sdk's own client."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError

from handlers.slack.edge.answers import Done, Ephemeral
from handlers.slack.edge.app import Edge
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.hand import Hand
from handlers.slack.edge.payloads import Command, Event
from handlers.slack.edge.registry import Registry
from handlers.slack.edge.socket import SocketDoor
from tests.handlers.slack.edge import samples
from tests.handlers.slack.edge.stand_in import Slack, refusing


@pytest.fixture
async def door(edge: Edge, clients: Clients) -> AsyncIterator[SocketDoor]:
    made = SocketDoor(edge, app_token="xapp-1", clients=clients)
    await made.start()
    yield made
    await made.stop()


async def send(link: web.WebSocketResponse, envelope: str, payload: Any, kind: str = "slash_commands") -> None:
    await link.send_json({"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": True})


async def test_an_envelope_is_answered_over_the_same_socket(door: SocketDoor, slack: Slack, registry: Registry) -> None:
    async def listener(_: Command) -> Ephemeral:
        return Ephemeral(payload={"text": "here"})

    registry.command("/plumb", listener)
    link = await slack.connected.get()
    await send(link, "e1", samples.COMMAND)
    assert await slack.acks.get() == {
        "envelope_id": "e1",
        "payload": {"response_type": "ephemeral", "text": "here"},
    }
    assert slack.named("apps.connections.open")[0]["token"] == "Bearer xapp-1"
    assert await door.connected()


async def test_a_plain_acknowledgement_has_no_payload_and_its_steps_follow(
    door: SocketDoor, edge: Edge, slack: Slack, registry: Registry
) -> None:
    done = asyncio.Event()

    async def step(_: Hand) -> None:
        done.set()

    async def listener(_: Command) -> Done:
        return Done(after=[step])

    registry.command("/plumb", listener)
    link = await slack.connected.get()
    await send(link, "e1", samples.COMMAND)
    assert await slack.acks.get() == {"envelope_id": "e1"}
    await done.wait()


async def test_an_event_that_was_not_kept_is_not_acknowledged(
    door: SocketDoor, slack: Slack, registry: Registry
) -> None:
    tries = 0

    async def listener(_: Event) -> Done:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise ZeroDivisionError
        return Done()

    registry.event("app_home_opened", listener)
    link = await slack.connected.get()
    await send(link, "e1", samples.EVENT, "events_api")
    await send(link, "e2", samples.EVENT, "events_api")
    assert (await slack.acks.get())["envelope_id"] == "e2"
    assert slack.acks.empty()


async def test_stopping_answers_what_was_taken_and_takes_nothing_new(
    edge: Edge, clients: Clients, slack: Slack, registry: Registry
) -> None:
    entered, go = asyncio.Event(), asyncio.Event()
    taken = []

    async def listener(heard: Command) -> Done:
        taken.append(heard.trigger_id)
        entered.set()
        await go.wait()
        return Done()

    registry.command("/plumb", listener)
    door = SocketDoor(edge, app_token="xapp-1", clients=clients)
    await door.start()
    link = await slack.connected.get()
    await send(link, "e1", samples.COMMAND)
    await entered.wait()
    stopping = asyncio.create_task(door.stop())
    await asyncio.sleep(0)
    await send(link, "e2", samples.changed(samples.COMMAND, "trigger_id", to="late"))
    assert not await door.connected()
    await link.ping()
    go.set()
    await stopping
    await edge.drained()
    assert taken == ["1.2.command"]
    assert (await slack.acks.get())["envelope_id"] == "e1"
    assert slack.acks.empty()


async def test_stopping_does_not_wait_for_ever(edge: Edge, clients: Clients, slack: Slack, registry: Registry) -> None:
    entered, go = asyncio.Event(), asyncio.Event()

    async def listener(_: Command) -> Done:
        entered.set()
        await go.wait()
        return Done()

    registry.command("/plumb", listener)
    door = SocketDoor(edge, app_token="xapp-1", clients=clients)
    await door.start()
    await send(await slack.connected.get(), "e1", samples.COMMAND)
    await entered.wait()
    await door.stop(grace=0.01)
    go.set()
    await edge.drained()
    assert slack.acks.empty()


async def test_a_refused_app_token_is_said_at_start(edge: Edge, clients: Clients, slack: Slack) -> None:
    slack.answers["apps.connections.open"] = [refusing("invalid_auth")]
    door = SocketDoor(edge, app_token="xapp-1", clients=clients)
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await door.start()
    assert not await door.connected()


async def test_a_door_that_was_never_opened_is_closed(edge: Edge, clients: Clients) -> None:
    door = SocketDoor(edge, app_token="xapp-1", clients=clients)
    await door.stop()
    assert not await door.connected()
