"""A Slack of many teams in a process of its own: the methods that the voice needs, Slack's limits, and a log.

The limits are those of the demo workspace, one set for each team, and the time in which they are counted is real. The
blocks are not looked at: the demo workspace does that in the tests, and here it would cost more than the sending.
"""

import asyncio
import hashlib
import json
import math
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Final, NamedTuple

from aiohttp import web

from handlers.demo.workspace.limits import RateLimiter

Json = dict[str, Any]
POST: Final = "chat.postMessage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How it behaves: seconds that a call takes, how many of a hundred posts it puts off by so many seconds without
    any limit having been passed, and teams that it never answers.
    """

    seconds: float = 0.1
    puts_off: float = 0.5
    for_seconds: int = 5
    silent: frozenset[str] = frozenset()


class Call(NamedTuple):
    """One call as it came in; `early` is whether the team had been asked to hold back for longer than that."""

    at: float
    team: str
    method: str
    channel: str
    key: str
    status: int
    early: bool


HEARD: Final = 0.5
"""Seconds after which a caller must have heard that it is to hold back; calls that were on their way are no sin."""


class Held(NamedTuple):
    """Since when a team is to hold back with a method, and until when."""

    since: float
    until: float


@dataclass(slots=True)
class Teams:
    """All teams, each made when it first calls."""

    manners: Manners
    log: list[Call] = field(default_factory=list)
    limits: dict[str, RateLimiter] = field(
        default_factory=lambda: defaultdict(lambda: RateLimiter(time.time, enabled=True))
    )
    held: dict[tuple[str, str], Held] = field(default_factory=dict)
    history: dict[tuple[str, str], list[Json]] = field(default_factory=lambda: defaultdict(list))
    put_off: set[str] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=count)

    def answer(self, team: str, method: str, args: Json) -> tuple[int, Json, dict[str, str]]:
        """What Slack says: the status, the body, the headers."""
        now, key, channel = time.time(), _key(args), str(args.get("channel") or "")
        held = self.held.get((team, method))
        wait = self._wait(team, method, channel, key, now)
        early = held is not None and held.since + HEARD < now < held.until
        self.log.append(Call(now, team, method, channel, key, 200 if wait is None else 429, early))
        if wait is None:
            return 200, self._done(team, method, channel, args, now), {}
        if held is None or now >= held.until:
            self.held[team, method] = Held(now, now + wait)
        return 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(wait)}

    def _wait(self, team: str, method: str, channel: str, key: str, now: float) -> int | None:
        """Whole seconds to hold back; None when the call is taken."""
        held = self.held.get((team, method))
        if held is not None and now < held.until:
            return max(1, math.ceil(held.until - now))
        if method == POST and key not in self.put_off and _percentile(key) < self.manners.puts_off:
            self.put_off.add(key)
            return self.manners.for_seconds
        return self.limits[team].wait_for(method, channel)

    def _done(self, team: str, method: str, channel: str, args: Json, now: float) -> Json:
        if method == POST:
            ts = f"{int(now)}.{next(self.numbers):06d}"
            self.history[team, channel].append({"ts": ts, "metadata": args.get("metadata")})
            return {"ok": True, "channel": channel, "ts": ts}
        return {"ok": True, "messages": self.history[team, channel][::-1], "has_more": False}


def _percentile(key: str) -> float:
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF * 100


def _key(args: Json) -> str:
    metadata = args.get("metadata") or {}
    return str((metadata.get("event_payload") or {}).get("key") or "") if isinstance(metadata, dict) else ""


class ManyTeams:
    """The same from the outside: its address, and what it has seen."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/api/"
        self._seen = f"http://127.0.0.1:{port}/"

    def accepted(self) -> int:
        """How many messages stand in its channels."""
        return int(self._asked("accepted"))

    def calls(self) -> list[Call]:
        """All calls so far, in the order in which they came."""
        return [Call(*each) for each in self._asked("log")]

    def _asked(self, what: str) -> Any:
        with urllib.request.urlopen(self._seen + what) as answered:  # noqa: S310  our own address
            return json.load(answered)


@contextmanager
def many_teams(manners: Manners) -> Iterator[ManyTeams]:
    """It runs until the block ends."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(manners, theirs), daemon=True)
    process.start()
    try:
        yield ManyTeams(ours.recv())
    finally:
        process.kill()
        process.join()


def team_of(token: str) -> str:
    """The team that a token is for."""
    return token.removeprefix("Bearer ").removeprefix("xoxb-")


def token_of(team: str) -> str:
    """The token of a team."""
    return f"xoxb-{team}"


def _serve(manners: Manners, ready: Connection) -> None:
    asyncio.run(_served(Teams(manners), ready))


async def _served(teams: Teams, ready: Connection) -> None:
    async def api(request: web.Request) -> web.Response:
        team = team_of(request.headers.get("Authorization", ""))
        is_json = request.content_type == "application/json"
        args: Json = await request.json() if is_json else dict(await request.post())
        if team in teams.manners.silent:
            await asyncio.sleep(60)
        await asyncio.sleep(teams.manners.seconds / 2)
        status, body, headers = teams.answer(team, request.match_info["method"], args)
        await asyncio.sleep(teams.manners.seconds / 2)
        return web.json_response(body, status=status, headers=headers)

    def seen(look: Callable[[], Any]) -> Callable[[web.Request], Any]:
        async def answer(_: web.Request) -> web.Response:
            return web.json_response(look())

        return answer

    app = web.Application(client_max_size=4 * 1024 * 1024)
    app.router.add_route("*", "/api/{method}", api)
    app.router.add_get("/accepted", seen(lambda: sum(len(each) for each in teams.history.values())))
    app.router.add_get("/log", seen(lambda: teams.log))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    ready.send(runner.addresses[0][1])
    await asyncio.Event().wait()
