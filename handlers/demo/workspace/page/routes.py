"""The page's own JSON API: each request is one act of one person, done by the same methods that tests use."""

import contextlib
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from importlib.resources import files as resources
from typing import Any, Protocol

from aiohttp import web

from handlers.demo.workspace.page.picture import picture
from handlers.demo.workspace.people.forms import CannotDoError
from handlers.demo.workspace.people.heard import Heard
from handlers.demo.workspace.people.person import Person
from handlers.demo.workspace.people.targets import Target
from handlers.demo.workspace.server import file_response
from handlers.demo.workspace.world.channels import Channel
from handlers.demo.workspace.world.errors import ApiError
from handlers.demo.workspace.world.files import File
from handlers.demo.workspace.world.messages import Message
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]
Act = Callable[[Person, Json], Awaitable[Json]]
_STATIC = {
    "page.css": "text/css",
    "page.js": "text/javascript",
    "drawing.js": "text/javascript",
    "markdown.js": "text/javascript",
    "typing.js": "text/javascript",
    "dates.js": "text/javascript",
}
# The page takes nothing from elsewhere; inline styles are its own bars and dots.
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; connect-src 'self'"
_HEADERS = {"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


class Stage(Protocol):
    """What the page needs of the workspace that it shows."""

    world: World
    people: dict[str, Person]

    def add_file(self, person: Person, name: str, content: bytes) -> File:
        """A file that a person has at hand."""
        ...

    async def move_clock(self, step: timedelta) -> None:
        """Let the story go on by this much."""
        ...


class Page:
    """The routes of the page."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._closing = False
        self._acts: dict[str, Act] = {
            "choose": self._choose,
            "close": self._close,
            "enter": self._enter,
            "fill": self._fill,
            "home": self._home,
            "join": self._join,
            "press": self._press,
            "say": self._say,
            "shortcut": self._shortcut,
            "submit": self._submit,
            "suggest": self._suggest,
        }

    def install(self, app: web.Application) -> None:
        """Add the page to the workspace's server."""
        app.on_shutdown.append(self._hang_up)
        app.router.add_get("/", self._shell)
        app.router.add_get("/archives/{channel}/{message}", self._shell)
        app.router.add_get("/_page/state", self._state)
        app.router.add_get("/_page/events", self._events)
        app.router.add_get("/_page/file/{file}", self._file)
        app.router.add_post("/_page/clock", self._clock)
        app.router.add_post("/_page/upload", self._upload)
        app.router.add_post("/_page/act/{act}", self._act)
        app.router.add_get("/_page/{name}", self._static)

    async def _shell(self, _request: web.Request) -> web.Response:
        return _resource("page.html", "text/html")

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in _STATIC:
            return web.Response(status=404)
        return _resource(name, _STATIC[name])

    async def _file(self, request: web.Request) -> web.Response:
        return file_response(self._stage.world, request.match_info["file"])

    async def _state(self, request: web.Request) -> web.Response:
        person = self._person(request.query.get("as", ""))
        if person is None:
            return web.json_response({"error": "nobody is here yet"}, status=404, headers=_HEADERS)
        place = self._place(person, request.query.get("place", ""))
        return web.json_response(picture(self._stage.world, person, place), headers=_HEADERS)

    def _person(self, name: str) -> Person | None:
        people = self._stage.people
        return people.get(name) or next((one for one in people.values() if not one.user.is_bot), None)

    def _place(self, person: Person, name: str) -> Channel:
        channel = self._stage.world.channels.get(name)
        if channel is None or (channel.kind != "public" and person.id not in channel.members):
            return self._stage.world.dm_with(person.id)
        return channel

    async def _upload(self, request: web.Request) -> web.Response:
        """A file that a person picks in a form."""
        person = self._person(request.query.get("as", ""))
        if person is None or request.content_type != "application/octet-stream":
            return _answer({"ok": False, "error": "not a file"}, status=415)
        file = self._stage.add_file(person, request.query.get("name") or "file", await request.read())
        return _answer({"ok": True, "id": file.id})

    def _values(self, given: Json) -> Json:
        """What stands in the fields; ids of files that the person has picked stand for the files."""
        files = self._stage.world.files
        return {
            name: [files[one] for one in value]
            if isinstance(value, list) and all(one in files for one in value)
            else value
            for name, value in (given.get("values") or {}).items()
        }

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: the version of the workspace after each change."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        changes = self._stage.world.changes
        seen = -1
        with contextlib.suppress(ConnectionError):
            while not self._closing:
                if changes.version == seen:
                    await changes.next()
                seen = changes.version
                await response.write(f"data: {seen}\n\n".encode())
        return response

    async def _hang_up(self, _app: web.Application) -> None:
        """Let the open streams end, so that stopping does not wait for them."""
        self._closing = True
        self._stage.world.changes.ring()

    async def _clock(self, request: web.Request) -> web.Response:
        given = await _json(request)
        if given is None:
            return _answer({"ok": False, "error": "not JSON"}, status=415)
        step = timedelta(hours=float(given.get("hours") or 0))
        if step <= timedelta(0):
            return _answer({"ok": False, "error": "the story only moves forward"})
        await self._stage.move_clock(step)
        return _answer({"ok": True})

    async def _act(self, request: web.Request) -> web.Response:
        act = self._acts.get(request.match_info["act"])
        given = await _json(request)
        if act is None or given is None:
            return _answer({"ok": False, "error": "no such act"}, status=404 if act is None else 415)
        person = self._person(str(given.get("as") or ""))
        if person is None:
            return _answer({"ok": False, "error": "nobody is here yet"}, status=404)
        try:
            return _answer(await act(person, given))
        except (CannotDoError, ApiError) as refusal:
            return _answer({"ok": False, "error": str(refusal)})

    # --- the acts ------------------------------------------------------------------------------

    def _target(self, person: Person, given: Json) -> Target:
        if given.get("view"):
            view = self._stage.world.stacks.find(str(given["view"]), None)
            if view is None or view.user != person.id:
                raise CannotDoError("that window is closed")
            return view
        place = self._place(person, str(given.get("place") or ""))
        for message in person.sees(place):
            if message.ts == given.get("ts"):
                return message
        raise CannotDoError("that message is gone")

    async def _say(self, person: Person, given: Json) -> Json:
        place, text = self._place(person, str(given.get("place") or "")), str(given.get("text") or "")
        if text.startswith("/"):
            command, _, rest = text.partition(" ")
            return _heard(await person.command(command, rest.strip(), channel=place), command)
        await person.say(text, place)
        return {"ok": True}

    async def _press(self, person: Person, given: Json) -> Json:
        target = self._target(person, given)
        return _heard(await person.press(target, given["action_id"], given.get("value"), given.get("block_id")))

    async def _choose(self, person: Person, given: Json) -> Json:
        target = self._target(person, given)
        return _heard(await person.choose(target, given["action_id"], given.get("value"), given.get("block_id")))

    async def _enter(self, person: Person, given: Json) -> Json:
        target = self._target(person, given)
        person.enter(target, given["action_id"], given.get("value"), given.get("block_id"))
        return {"ok": True}

    async def _suggest(self, person: Person, given: Json) -> Json:
        target = self._target(person, given)
        query = str(given.get("query") or "")
        return {"ok": True, "options": await person.suggest(target, given["action_id"], query, given.get("block_id"))}

    async def _fill(self, person: Person, given: Json) -> Json:
        await person.fill(self._values(given))
        return {"ok": True}

    async def _submit(self, person: Person, given: Json) -> Json:
        outcome = await person.submit(self._values(given))
        return {"ok": outcome.accepted, "errors": outcome.errors, "error": outcome.error}

    async def _close(self, person: Person, _given: Json) -> Json:
        await person.close()
        return {"ok": True}

    async def _home(self, person: Person, _given: Json) -> Json:
        await person.open_home()
        return {"ok": True}

    async def _join(self, person: Person, given: Json) -> Json:
        await person.join(self._place(person, str(given.get("place") or "")))
        return {"ok": True}

    async def _shortcut(self, person: Person, given: Json) -> Json:
        target = self._target(person, given) if given.get("ts") else None
        message = target if isinstance(target, Message) else None
        return _heard(await person.shortcut(str(given.get("callback_id")), message))


def _resource(name: str, kind: str) -> web.Response:
    text = resources("handlers.demo.workspace.page").joinpath(name).read_text(encoding="utf-8")
    return web.Response(text=text, content_type=kind, headers=_HEADERS)


async def _json(request: web.Request) -> Json | None:
    """The body, if it is a JSON object; other content types are refused, so that no foreign page can post here."""
    if request.content_type != "application/json":
        return None
    try:
        given = json.loads(await request.text())
    except json.JSONDecodeError:
        return None
    return given if isinstance(given, dict) else None


def _answer(body: Json, status: int = 200) -> web.Response:
    return web.json_response(body, status=status, headers=_HEADERS)


def _heard(heard: Heard, what: str = "this app") -> Json:
    said = None if heard.error is None else f"{what} failed with the error “{heard.error}”"
    return {"ok": heard.error is None, "error": said}
