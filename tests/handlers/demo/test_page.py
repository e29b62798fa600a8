"""The page's JSON API: what it shows to whom, and that it acts as that person."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace import Channel, Person, Workspace

Json = dict[str, Any]
Connect = Callable[[], Awaitable[Any]]
Modal = Callable[..., Json]


class Browser:
    """Speaks to the page's API as the page does."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session, self.url = session, url

    async def get(self, path: str, **query: str) -> tuple[int, str, str]:
        async with self.session.get(self.url + path, params=query) as response:
            return response.status, response.content_type, await response.text()

    async def state(self, **query: str) -> Json:
        async with self.session.get(f"{self.url}/_page/state", params=query) as response:
            answer: Json = await response.json()
            return answer

    async def act(self, name: str, **body: Any) -> Json:
        async with self.session.post(f"{self.url}/_page/act/{name}", json=body) as response:
            answer: Json = await response.json()
            return answer


@pytest.fixture
async def browser(workspace: Workspace) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession() as session:
        yield Browser(session, workspace.url)


async def test_the_shell_brings_its_own_style_and_script_and_nothing_else(browser: Browser) -> None:
    assert (await browser.get("/"))[:2] == (200, "text/html")
    assert (await browser.get("/_page/page.css"))[:2] == (200, "text/css")
    assert (await browser.get("/_page/page.js"))[:2] == (200, "text/javascript")
    assert (await browser.get("/_page/drawing.js"))[:2] == (200, "text/javascript")
    assert (await browser.get("/_page/markdown.js"))[:2] == (200, "text/javascript")
    assert (await browser.get("/_page/typing.js"))[:2] == (200, "text/javascript")
    assert (await browser.get("/_page/dates.js"))[:2] == (200, "text/javascript")
    assert (await browser.get("/_page/routes.py"))[0] == 404
    async with browser.session.get(browser.url) as response:
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]


async def test_the_script_never_writes_markup(browser: Browser) -> None:
    for name in ("page.js", "drawing.js", "markdown.js", "typing.js", "dates.js"):
        script = (await browser.get(f"/_page/{name}"))[2]
        for dangerous in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert dangerous not in script


async def test_a_permalink_leads_to_the_page(
    workspace: Workspace, browser: Browser, client: AsyncWebClient, churn: Channel
) -> None:
    posted = await client.chat_postMessage(channel=churn.id, text="a")
    link = (await client.chat_getPermalink(channel=churn.id, message_ts=posted["ts"]))["permalink"]
    assert (await browser.get(link.removeprefix(workspace.url))) == await browser.get("/")


async def test_the_page_shows_what_a_channel_keeps(
    workspace: Workspace, browser: Browser, client: AsyncWebClient, ana: Person, churn: Channel
) -> None:
    here = {"as": ana.id, "place": churn.id}
    assert (await browser.state(**here))["place"]["canvas"] is None
    posted = await client.chat_postMessage(channel=churn.id, text="a")
    await client.pins_add(channel=churn.id, timestamp=posted["ts"])
    await client.bookmarks_add(channel_id=churn.id, title="A", type="link", link="https://e.com")
    workspace.write_canvas(churn, ana, "# Notes")
    place = (await browser.state(**here))["place"]
    assert place["pins"] == [posted["ts"]]
    assert [one["title"] for one in place["bookmarks"]] == ["A"]
    assert place["canvas"]["markdown"] == "# Notes"


async def test_an_empty_workspace_says_so(browser: Browser) -> None:
    assert (await browser.get("/_page/state"))[0] == 404
    assert await browser.act("say", text="hi") == {"ok": False, "error": "nobody is here yet"}


async def test_each_person_sees_their_own_workspace(
    workspace: Workspace, browser: Browser, client: AsyncWebClient, ana: Person, churn: Channel
) -> None:
    bo = workspace.add_user("bo", tz="Asia/Tokyo")
    workspace.add_user("gone", deleted=True)
    workspace.add_channel("secret", private=True, members=[ana])
    await client.chat_postMessage(channel=churn.id, text="x", blocks=[{"type": "divider"}])
    await client.chat_postEphemeral(channel=churn.id, user=ana.id, text="psst")
    hers, his = [await browser.state(**{"as": one.id, "place": churn.id}) for one in (ana, bo)]
    assert [one["name"] for one in hers["channels"]] == ["churn", "secret"]
    assert [one["name"] for one in his["channels"]] == ["churn"]
    assert [one["ephemeral"] for one in hers["place"]["messages"]] == [False, True]
    assert len(his["place"]["messages"]) == 1
    assert [one["name"] for one in his["people"]] == ["ana", "bo"]
    assert his["people"][1]["local"].startswith("2026-11-23T18:00")
    secret = next(one["id"] for one in hers["channels"] if one["name"] == "secret")
    assert (await browser.state(**{"as": bo.id, "place": secret}))["place"]["kind"] == "im"
    assert [one["command"] for one in his["commands"]] == ["/level", "/plain"]


async def test_the_page_acts_as_the_person(
    workspace: Workspace,
    browser: Browser,
    app: AsyncApp,
    connect: Connect,
    client: AsyncWebClient,
    ana: Person,
    churn: Channel,
    modal: Modal,
) -> None:
    @app.command("/level")
    async def command(ack: Any, body: Json) -> None:
        await ack(f"heard {body['text']}")

    @app.action("go")
    async def action(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal())

    @app.view("form")
    async def view(ack: Any) -> None:
        await ack(response_action="errors", errors={"goal": "how much?"})

    @app.options("ext")
    async def options(ack: Any) -> None:
        await ack(options=[{"text": {"type": "plain_text", "text": "A"}, "value": "a"}])

    for shortcut in ("new", "look"):

        @app.shortcut(shortcut)
        async def use(ack: Any) -> None:
            await ack()

    await connect()
    me = {"as": ana.id, "place": churn.id}
    assert await browser.act("say", **me, text="/level status now") == {"ok": True, "error": None}
    assert await browser.act("say", **me, text="hello") == {"ok": True}
    assert [message.text for message in ana.sees(churn)] == ["heard status now", "hello"]
    refused = await browser.act("say", **me, text="/nothing")
    assert refused == {"ok": False, "error": "/nothing is not a valid command"}
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    external = {"type": "external_select", "action_id": "ext"}
    posted = await client.chat_postMessage(
        channel=churn.id, text="x", blocks=[{"type": "actions", "block_id": "row", "elements": [button, external]}]
    )
    there = {**me, "ts": posted["ts"], "block_id": "row"}
    found = await browser.act("suggest", **there, action_id="ext", query="a")
    assert [one["value"] for one in found["options"]] == ["a"]
    assert (await browser.act("enter", **there, action_id="ext", value="a"))["ok"]
    assert (await browser.act("press", **there, action_id="go"))["ok"]
    await workspace.until(lambda: ana.modal)
    assert (await browser.act("fill", **me, values={"goal": "less"}))["ok"]
    outcome = await browser.act("submit", **me, values={"goal": "less churn"})
    assert (outcome["ok"], outcome["errors"]) == (False, {"goal": "how much?"})
    shown = (await browser.state(**me))["modals"][0]
    assert (shown["errors"], shown["values"]["goal"]["value"]["value"]) == ({"goal": "how much?"}, "less churn")
    assert (await browser.act("close", **me))["ok"]
    assert ana.modal is None
    assert (await browser.act("shortcut", **me, callback_id="new"))["ok"]
    assert (await browser.act("shortcut", **me, callback_id="look", ts=posted["ts"]))["ok"]
    gone = await browser.act("press", **{**there, "ts": "1.0"}, action_id="go")
    assert gone == {"ok": False, "error": "that message is gone"}


async def test_an_unanswered_act_shows_the_error(workspace: Workspace, browser: Browser, ana: Person) -> None:
    answer = await browser.act("say", **{"as": ana.id}, text="/level")
    assert answer == {"ok": False, "error": "/level failed with the error “dispatch failed”"}


async def test_home_and_its_menus_work(
    workspace: Workspace, browser: Browser, client: AsyncWebClient, ana: Person, app: AsyncApp, connect: Connect
) -> None:
    chosen: list[str] = []

    @app.action("menu")
    async def menu(ack: Any, action: Json) -> None:
        chosen.append(action["selected_option"]["value"])
        await ack()

    @app.event("app_home_opened")
    async def opened(event: Json) -> None:
        chosen.append(event["tab"])

    await connect()
    options = [{"text": {"type": "plain_text", "text": "Up"}, "value": "up"}]
    element = {"type": "static_select", "action_id": "menu", "options": options}
    await client.views_publish(
        user_id=ana.id, view={"type": "home", "blocks": [{"type": "actions", "elements": [element]}]}
    )
    assert (await browser.act("home", **{"as": ana.id}))["ok"]
    await workspace.settled()
    home = (await browser.state(**{"as": ana.id}))["home"]
    act = {"as": ana.id, "view": home["id"], "action_id": "menu", "value": "up"}
    assert (await browser.act("choose", **act))["ok"]
    assert chosen == ["home", "up"]
    bo = workspace.add_user("bo")
    assert (await browser.act("choose", **{**act, "as": bo.id}))["error"] == "that window is closed"


async def test_joining_by_the_page(workspace: Workspace, browser: Browser, churn: Channel) -> None:
    bo = workspace.add_user("bo")
    await browser.act("join", **{"as": bo.id, "place": churn.id})
    assert bo.id in churn.members


async def test_the_storys_time_moves_forward_only(
    workspace: Workspace, browser: Browser, clock: StoryClock, ana: Person
) -> None:
    before = clock.now()

    async def move(hours: float) -> Json:
        async with browser.session.post(f"{browser.url}/_page/clock", json={"hours": hours}) as response:
            answer: Json = await response.json()
            return answer

    assert await move(168) == {"ok": True}
    assert clock.now() - before == timedelta(days=7)
    assert (await move(-1))["ok"] is False
    moved: list[timedelta] = []

    async def on_move(step: timedelta) -> None:
        moved.append(step)

    workspace.on_move_clock = on_move
    assert await move(1) == {"ok": True}
    assert moved == [timedelta(hours=1)]
    assert clock.now() - before == timedelta(days=7)


async def test_only_json_is_taken_so_that_no_foreign_page_can_post(browser: Browser, ana: Person) -> None:
    ways: list[Json] = [
        {"data": "text=hi"},
        {"data": '{"text": "hi", "hours": 1}', "headers": {"Content-Type": "text/plain"}},
        {"data": "{", "headers": {"Content-Type": "application/json"}},
        {"json": []},
    ]
    for path in ("act/say", "clock"):
        for sent in ways:
            async with browser.session.post(f"{browser.url}/_page/{path}", **sent) as response:
                assert response.status == 415
    assert (await browser.act("dance"))["error"] == "no such act"


async def test_changes_are_streamed_until_the_workspace_stops(
    start_workspace: Callable[..., Awaitable[Workspace]],
) -> None:
    workspace = await start_workspace()
    async with aiohttp.ClientSession() as session, session.get(f"{workspace.url}/_page/events") as response:
        first = await response.content.readline()
        assert first == f"data: {workspace.world.changes.version}\n".encode()
        await response.content.readline()
        ana = workspace.add_user("ana")
        second = await response.content.readline()
        assert int(second.removeprefix(b"data: ")) > int(first.removeprefix(b"data: "))
        assert ana.name == "ana"
        await workspace.stop()


async def test_a_picked_file_is_put_into_its_field(
    workspace: Workspace, browser: Browser, ana: Person, modal: Modal, text: Callable[[str], Json]
) -> None:
    element = {"type": "file_input", "action_id": "value"}
    field = {"type": "input", "block_id": "data", "label": text("Data"), "element": element}
    view = workspace.world.stacks.open(ana.id, modal(field))
    upload = f"{browser.url}/_page/upload"
    octets = {"Content-Type": "application/octet-stream"}
    async with browser.session.post(upload, params={"as": ana.id, "name": "a.csv"}, data=b"a", headers=octets) as sent:
        picked = (await sent.json())["id"]
    async with browser.session.post(
        upload, params={"as": ana.id}, data=b"a", headers={"Content-Type": "text/plain"}
    ) as sent:
        assert sent.status == 415
    assert (await browser.act("fill", **{"as": ana.id}, values={"data": [picked]}))["ok"]
    assert view.state["data"]["value"]["files"][0]["name"] == "a.csv"


async def test_files_are_shown(workspace: Workspace, browser: Browser, ana: Person) -> None:
    file = workspace.add_file(ana, "a.csv", b"a,b")
    assert await browser.get(f"/_page/file/{file.id}") == (200, "text/csv", "a,b")
    assert (await browser.get("/_page/file/F404"))[0] == 404


async def test_a_private_channel_has_its_name_for_whoever_is_in_it_alone(
    browser: Browser, workspace: Workspace, ana: Person
) -> None:
    sam = workspace.add_user("sam")
    secret = workspace.add_channel("leads", private=True, members=[ana])
    assert (await browser.state(**{"as": ana.id}))["names"][secret.id] == "leads"
    assert secret.id not in (await browser.state(**{"as": sam.id}))["names"]
