"""Socket Mode: connections, envelopes, acknowledgements."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.demo.workspace import Person, Workspace

Json = dict[str, Any]
Connect = Callable[[], Awaitable[Any]]
Serve = Callable[..., Awaitable[str]]


async def websocket(
    session: aiohttp.ClientSession, client: AsyncWebClient, token: str
) -> aiohttp.ClientWebSocketResponse:
    opened = await client.apps_connections_open(app_token=token)
    return await session.ws_connect(opened["url"])


async def test_socket_mode_says_hello_and_delivers_envelopes(
    workspace: Workspace, client: AsyncWebClient, ana: Person
) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await websocket(session, client, workspace.app_token)
        hello = await socket.receive_json()
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        assert hello["debug_info"]["approximate_connection_time"] == 18060
        typing = asyncio.create_task(ana.command("/level", "status"))
        envelope = await socket.receive_json()
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        assert envelope["payload"]["text"] == "status"
        await socket.send_str("no json")
        await socket.send_json({"envelope_id": "unknown"})
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "ok"}})
        heard = await typing
        assert heard.text == "ok"
        await ana.open_home()
        event = await socket.receive_json()
        assert (event["type"], event["retry_attempt"]) == ("events_api", 0)
        await socket.send_json({"envelope_id": event["envelope_id"]})
        await workspace.settled()
        await socket.close()


async def test_each_envelope_goes_to_one_connection(workspace: Workspace, client: AsyncWebClient, ana: Person) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await websocket(session, client, workspace.app_token) for _ in range(2)]
        for socket in sockets:
            assert (await socket.receive_json())["type"] == "hello"
        received: list[int] = []

        async def answer(number: int) -> None:
            async for frame in sockets[number]:
                received.append(number)
                await sockets[number].send_json({"envelope_id": json.loads(frame.data)["envelope_id"]})

        listeners = [asyncio.create_task(answer(number)) for number in range(2)]
        for _ in range(4):
            assert (await ana.command("/level")).acked
        assert sorted(received) == [0, 0, 1, 1]
        for socket in sockets:
            await socket.close()
        await asyncio.gather(*listeners)


async def test_a_ticket_opens_one_connection_and_ten_are_the_most(workspace: Workspace, client: AsyncWebClient) -> None:
    async with aiohttp.ClientSession() as session:
        opened = await client.apps_connections_open(app_token=workspace.app_token)
        sockets = [await session.ws_connect(opened["url"])]
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(opened["url"])
        sockets += [await websocket(session, client, workspace.app_token) for _ in range(9)]
        await workspace.connected(10)
        eleventh = await websocket(session, client, workspace.app_token)
        assert (await eleventh.receive_json())["reason"] == "too_many_websockets"
        assert workspace.connections == 10
        for socket in [*sockets, eleventh]:
            await socket.close()


async def test_a_refresh_makes_the_app_connect_anew(
    workspace: Workspace, app: AsyncApp, connect: Connect, ana: Person
) -> None:
    @app.command("/level")
    async def command(ack: Any) -> None:
        await ack("here")

    await connect()
    before = len(workspace.log.calls("apps.connections.open"))
    await workspace.refresh_sockets()
    await workspace.until(
        lambda: workspace.connections == 1 and len(workspace.log.calls("apps.connections.open")) > before
    )
    assert (await ana.command("/level")).text == "here"


async def test_an_unanswered_command_times_out_before_the_persons_eyes(
    start_workspace: Callable[..., Awaitable[Workspace]], make_client: Any
) -> None:
    workspace = await start_workspace(ack_seconds=0.02)
    ana, client = workspace.add_user("ana"), make_client(workspace)
    async with aiohttp.ClientSession() as session:
        socket = await websocket(session, client, workspace.app_token)
        await workspace.connected()
        heard = await ana.command("/level")
        assert (heard.acked, heard.error) == (False, "operation timed out")
        await socket.close()


async def test_a_connection_that_breaks_fails_what_waited_on_it(
    workspace: Workspace, client: AsyncWebClient, ana: Person
) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await websocket(session, client, workspace.app_token)
        await workspace.connected()
        typing = asyncio.create_task(ana.command("/level"))
        await socket.receive_json()
        await socket.receive_json()
        await socket.close()
        assert (await typing).error == "dispatch failed"


async def test_raw_deliveries_reach_the_app(workspace: Workspace, app: AsyncApp, connect: Connect) -> None:
    heard: list[Json] = []

    @app.event("emoji_changed")
    async def event(body: Json) -> None:
        heard.append(body)

    await connect()
    raw = {"type": "event_callback", "event": {"type": "emoji_changed"}, "strange": True}
    ack = await workspace.deliver_raw("events_api", raw)
    assert ack.error is None
    assert heard == [raw]


async def test_cutting_the_sockets_is_noticed(workspace: Workspace, client: AsyncWebClient) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await websocket(session, client, workspace.app_token)
        await workspace.connected()
        assert (await socket.receive_json())["type"] == "hello"
        workspace.drop_sockets()
        assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSED
        await workspace.until(lambda: workspace.connections == 0)


async def test_what_a_broken_connection_left_unacknowledged_another_gets_and_only_that_can_acknowledge(
    workspace: Workspace, client: AsyncWebClient, ana: Person
) -> None:
    async with aiohttp.ClientSession() as session:
        first = await websocket(session, client, workspace.app_token)
        assert (await first.receive_json())["type"] == "hello"
        typing = asyncio.create_task(ana.command("/level"))
        envelope = await first.receive_json()
        second = await websocket(session, client, workspace.app_token)
        assert (await second.receive_json())["type"] == "hello"
        await second.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "too early"}})
        await first.close()
        again = await second.receive_json()
        assert again["envelope_id"] == envelope["envelope_id"]
        await second.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "ok"}})
        assert (await typing).text == "ok"
        await second.close()


async def test_with_socket_mode_turned_off_every_connection_is_told_so(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await websocket(session, client, workspace.app_token)
        assert (await socket.receive_json())["type"] == "hello"
        await asyncio.gather(workspace.courier.sockets.disable(), _told_off(socket))
        await _told_off(await websocket(session, client, workspace.app_token))
        workspace.courier.sockets.enable()
        socket = await websocket(session, client, workspace.app_token)
        assert (await socket.receive_json())["type"] == "hello"
        await socket.close()


async def _told_off(socket: aiohttp.ClientWebSocketResponse) -> None:
    assert (await socket.receive_json())["reason"] == "link_disabled"
    assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
