"""Several workspaces at HTTP level, the bad weather on the way to them, and what is known of what happened there."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self

from aiohttp import web

from handlers.demo.workspace import ApiCall, Happening, Setup, Workspace
from tests.faults.clocks import Clocks, SlackClock
from tests.faults.history import Called, Deleted, Edited, Said
from tests.faults.history import Happening as Event
from tests.handlers.delivery.conftest import MANIFEST

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
POST: Final = "chat.postMessage"
_HTML: Final = "<!DOCTYPE html><html><body><h1>Something is in the way</h1></body></html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """How likely each misfortune is, for every call; `post_twice` delivers a post to Slack twice."""

    lose_answer: float = 0.0
    drop: float = 0.0
    fail: float = 0.0
    too_fast: float = 0.0
    delay: float = 0.0
    late_answer: float = 0.0
    most_delay: float = 0.25
    twice: float = 0.0
    post_twice: float = 0.0
    retry_after: tuple[int, ...] = (2, 3)


FAIR: Final = Weather()
STORM: Final = Weather(lose_answer=0.05, drop=0.03, fail=0.05, too_fast=0.004, delay=0.2, late_answer=0.05, twice=0.05)


@dataclass(slots=True, kw_only=True)
class Call:
    """A call as it came by; `hold_back` is the Retry-After that it was answered with."""

    workspace: str
    method: str
    at: float
    answered_at: float = 0.0
    hold_back: float | None = None


@dataclass(slots=True, kw_only=True)
class Counts:
    """What the weather did."""

    calls: int = 0
    misfortunes: int = 0
    posts_doubled: set[str] = field(default_factory=set)


class Slack:
    """Workspaces with places to write to; every call of theirs passes through the weather."""

    def __init__(self, clocks: Clocks, seed: str, *, workspaces: int, channels: int, people: int) -> None:
        self._clocks = clocks
        self._dice = random.Random(f"weather {seed}")
        self.weather = FAIR
        self.counts = Counts()
        self.calls: list[Call] = []
        self.happened: list[Event] = []
        self.on_happening: Callable[[Event], None] = lambda _event: None
        self.workspaces: dict[str, Workspace] = {}
        self.places: dict[str, list[tuple[str, str]]] = {}
        self.longest_lag = 0.0
        for number in range(workspaces):
            self._add(f"T0{number}", channels, people)
        self._watching: asyncio.Task[None] | None = None

    def _add(self, team: str, channels: int, people: int) -> None:
        workspace = Workspace(MANIFEST, SlackClock(self._clocks), setup=Setup(team_id=team))
        self.workspaces[team] = workspace
        rooms = [("channel", workspace.add_channel(f"c{number}", bot=True).id) for number in range(channels)]
        self.places[team] = rooms + [("person", workspace.add_user(f"p{number}").id) for number in range(people)]
        workspace.world.record.entries = _Heard(lambda entry: self._heard(workspace, entry))

        @web.middleware
        async def weather(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._pass(team, request, handler)

        workspace.server.app.middlewares.append(weather)

    async def __aenter__(self) -> Self:
        """Listen."""
        for workspace in self.workspaces.values():
            await workspace.start()
        self._watching = asyncio.create_task(self._watch_lag())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up."""
        if self._watching is not None:
            self._watching.cancel()
        for workspace in self.workspaces.values():
            await workspace.stop()

    @property
    def addresses(self) -> dict[str, tuple[str, str]]:
        """Each workspace's address and token."""
        return {team: (one.api_url, one.bot_token) for team, one in self.workspaces.items()}

    def called(self, deaths: list[float], grace: float) -> list[Called]:
        """All calls; a Retry-After counts unless somebody died or froze while it was told."""
        return [
            Called(
                workspace=call.workspace,
                method=call.method,
                at=call.at,
                answered_at=call.answered_at,
                hold_back=call.hold_back
                if not any(call.at - 0.1 <= death <= call.answered_at + grace for death in deaths)
                else None,
            )
            for call in self.calls
        ]

    async def _watch_lag(self) -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.05)
            self.longest_lag = max(self.longest_lag, time.monotonic() - before - 0.05)

    async def _pass(self, team: str, request: web.Request, handler: Handler) -> web.StreamResponse:
        method = request.match_info.get("method")
        if method is None:
            return await handler(request)
        call = Call(workspace=team, method=method, at=time.time())
        self.calls.append(call)
        self.counts.calls += 1
        await request.read()
        try:
            return await self._meet(call, request, handler)
        finally:
            call.answered_at = time.time()

    async def _meet(self, call: Call, request: web.Request, handler: Handler) -> web.StreamResponse:
        dice, weather = self._dice, self.weather
        if dice.random() < weather.delay:
            self.counts.misfortunes += 1
            await asyncio.sleep(dice.random() * weather.most_delay)
        if dice.random() < weather.too_fast:
            self.counts.misfortunes += 1
            call.hold_back = float(dice.choice(weather.retry_after))
            return web.json_response(
                {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": f"{call.hold_back:g}"}
            )
        if dice.random() < weather.drop:
            return self._hang_up(request)
        if dice.random() < weather.fail:
            self.counts.misfortunes += 1
            if dice.random() < 0.5:
                await self._work(call, request, handler)
            return self._failure()
        answer = await self._work(call, request, handler)
        if dice.random() < weather.lose_answer:
            return self._hang_up(request)
        if dice.random() < weather.late_answer:
            self.counts.misfortunes += 1
            await asyncio.sleep(dice.random() * weather.most_delay)
        return answer

    async def _work(self, call: Call, request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await handler(request)
        is_post = call.method == POST
        if self._dice.random() < (self.weather.post_twice if is_post else self.weather.twice):
            self.counts.misfortunes += 1
            before = len(self.happened)
            answer = await handler(request)
            if is_post:
                self.counts.posts_doubled |= {each.words for each in self.happened[before:] if isinstance(each, Said)}
        return answer

    def _hang_up(self, request: web.Request) -> web.Response:
        self.counts.misfortunes += 1
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _failure(self) -> web.Response:
        match self._dice.choice(("500", "503", "html", "internal_error", "fatal_error")):
            case "html":
                return web.Response(text=_HTML, content_type="text/html")
            case ("500" | "503") as status:
                return web.Response(status=int(status), text="Something went wrong")
            case name:
                return web.json_response({"ok": False, "error": name})

    def _heard(self, workspace: Workspace, entry: ApiCall | Happening) -> None:
        if isinstance(entry, ApiCall) or entry.kind not in {"posted", "updated", "deleted"}:
            return
        team, channel, ts = workspace.team_id, entry.detail["channel"], entry.detail["ts"]
        place = _place(workspace, channel)
        event: Event
        match entry.kind:
            case "posted":
                at, words = self._clocks.now().timestamp(), entry.detail["text"]
                event = Said(workspace=team, place=place, ts=ts, words=words, at=at)
            case "updated":
                event = Edited(workspace=team, place=place, ts=ts, words=entry.detail["text"])
            case _:
                event = Deleted(workspace=team, place=place, ts=ts)
        self.happened.append(event)
        self.on_happening(event)


class _Heard(list[ApiCall | Happening]):
    """A record that tells of what is appended, and keeps nothing: a run is long."""

    def __init__(self, tell: Callable[[ApiCall | Happening], None]) -> None:
        super().__init__()
        self._tell = tell

    def append(self, entry: ApiCall | Happening, /) -> None:
        """Tell of it."""
        self._tell(entry)


def _place(workspace: Workspace, channel_id: str) -> str:
    """The channel, or the person whose conversation it is."""
    channel = workspace.world.channels[channel_id]
    return channel.with_whom(workspace.bot_user_id) if channel.is_dm else channel_id
