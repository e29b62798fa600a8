"""The Socket Mode door: envelopes come over websockets of ours, so nothing has to be reachable from outside."""

import asyncio
import json
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from handlers.borders import new_token
from handlers.slack.edge.app import Edge
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.link import AGED, QUIET, Envelope, Link, Rhythm
from handlers.slack.edge.tasks import Tasks

GRACE_SECONDS: Final = 10.0
LINGER_SECONDS: Final = 3.0
"""How long a connection whose successor is there may still write acknowledgements: Slack waits for no longer."""

PASSING: Final = frozenset(
    {"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
)
"""Refusals of a connection that pass by themselves; for all others somebody has to do something."""

ANNOUNCED: Final = frozenset({"warning", "refresh_requested", AGED, QUIET})
"""The connection works on until its successor does."""

_MENDING: Final = {
    "link_disabled": "Socket Mode is turned off for this app: turn it on in the app's settings at Slack",
    "too_many_websockets": "Slack holds ten connections of this app already: stop a replica of the bot",
}
_REFUSED: Final = "Slack refuses the app token ({reason}): put a valid one into SLACK_APP_TOKEN and start the bot again"
_AWAY: Final = "there is no connection to Slack at the moment ({reason})"

_log = structlog.get_logger("plumbline.socket")


class NotOpened(Exception):  # noqa: N818  says what happened
    """No connection came about."""

    def __init__(self, reason: str, *, wait: float = 0.0, problem: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait
        self.problem = problem


class SocketDoor:
    """One websocket to Slack at a time, and two while one takes over from the other.

    `on_reconnect` is told the reason of each connection that is opened after the first.
    """

    def __init__(
        self,
        edge: Edge,
        *,
        app_token: str,
        clients: Clients,
        rhythm: Rhythm | None = None,
        on_reconnect: Callable[[str], None] = lambda _: None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._edge = edge
        self._app_token = app_token
        self._clients = clients
        self._rhythm = rhythm or Rhythm()
        self._on_reconnect = on_reconnect
        self._chance = chance
        self._links: list[Link] = []
        self._retired: set[Link] = set()
        self._answering = Tasks()
        self._closing = Tasks()
        self._keeping: asyncio.Task[None] | None = None
        self._stopping = False
        self._reason = "start"
        self._problem: str | None = None

    # --- the door as others know it ------------------------------------------------------------------

    async def start(self) -> None:
        """Connect. Raises SlackApiError when Slack refuses the app token: at a start somebody is there to mend it.

        What passes by itself is tried again in the background.
        """
        link: Link | None = None
        wait = 0.0
        try:
            link = await self._opened()
        except NotOpened as failed:
            if isinstance(failed.__cause__, SlackApiError) and failed.problem is not None:
                raise failed.__cause__ from None
            wait = self._failed(failed, failures=1)
        self._begin(link, wait)

    async def connected(self) -> bool:
        """Whether a websocket is alive."""
        return not self._stopping and any(link.is_open for link in self._links)

    def problem(self) -> str | None:
        """What keeps Slack from reaching us, in words for an operator; None when nothing does."""
        if self._problem is not None:
            return self._problem
        return None if any(link.is_open for link in self._links) else _AWAY.format(reason=self._reason)

    async def stop(self, *, grace: float = GRACE_SECONDS) -> None:
        """Answer what was taken, for `grace` seconds at most, then close; `edge.drained()` waits for what follows.

        What was not answered, Slack gives to another connection, or again later.
        """
        self._stopping = True
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.wait([self._keeping])
        try:
            async with asyncio.timeout(grace):
                await self._answering.drained()
        except TimeoutError:
            _log.warning("socket.unanswered", count=len(self._answering))
        for link in list(self._links):
            self._close(link)
        await self._closing.drained()

    # --- one connection after the other --------------------------------------------------------------

    def _begin(self, link: Link | None, wait: float) -> None:
        self._keeping = asyncio.get_running_loop().create_task(self._keep(link, wait), name="plumbline sockets")
        self._keeping.add_done_callback(self._fell)

    def _fell(self, keeping: asyncio.Task[None]) -> None:
        """Whatever ended the watch, it begins anew: without it nobody would notice the next broken connection."""
        if not self._stopping:
            _log.error(
                "socket.unwatched", token=new_token(), exc_info=None if keeping.cancelled() else keeping.exception()
            )
            self._begin(None, self._rhythm.pause(1, self._chance()))

    async def _keep(self, link: Link | None, wait: float) -> None:
        """Have a connection at all times: as soon as one is on its way out, for whatever reason, open the next."""
        loop, failures = asyncio.get_running_loop(), 0 if link is not None else 1
        while True:
            if link is not None:
                self._reason = await link.leaving
                steady = loop.time() - link.opened_at >= self._rhythm.steady_seconds
                failures = 0 if steady else failures + 1
                wait = self._lost(self._reason, failures)
            await asyncio.sleep(wait)
            try:
                successor = await self._opened()
            except NotOpened as failed:
                failures += 1
                wait, link = self._failed(failed, failures), None
                continue
            for predecessor in [one for one in self._links if one is not successor and one not in self._retired]:
                self._retire(predecessor)
            self._on_reconnect(self._reason)
            link = successor

    def _lost(self, reason: str, failures: int) -> float:
        """Say that a connection is on its way out; the seconds until the next is tried."""
        if reason in ANNOUNCED:
            _log.info("socket.renewing", reason=reason)
            return self._rhythm.pause(failures, self._chance()) if failures else 0.0
        if reason in _MENDING:
            self._raise_alarm(reason, _MENDING[reason])
            return self._rhythm.refused_seconds
        _log.warning("socket.lost", reason=reason)
        return self._rhythm.pause(failures, self._chance())

    def _failed(self, failed: NotOpened, failures: int) -> float:
        """Say why no connection came about; the seconds until the next is tried."""
        self._reason = failed.reason
        if failed.problem is not None:
            self._raise_alarm(failed.reason, failed.problem)
            return self._rhythm.refused_seconds
        _log.warning("socket.unopened", reason=failed.reason)
        return max(failed.wait, self._rhythm.pause(failures, self._chance()))

    def _raise_alarm(self, reason: str, words: str) -> None:
        if self._problem != words:
            _log.error("socket.refused", reason=reason, what_to_do=words)
        self._problem = words

    async def _opened(self) -> Link:
        """A new connection that Slack has greeted. Raises NotOpened."""
        try:
            async with asyncio.timeout(self._rhythm.hello_seconds):
                answer = await self._clients.web().apps_connections_open(app_token=self._app_token)
                socket = await self._clients.websocket(answer["url"])
        except SlackApiError as refused:
            raise refusal_of(refused) from refused
        except (ClientError, OSError, TimeoutError) as error:
            raise NotOpened(type(error).__name__) from error
        link = Link(socket, take=self._take, rhythm=self._rhythm)
        self._links.append(link)
        either: list[asyncio.Future[Any]] = [link.greeted, link.leaving]
        await asyncio.wait(either, timeout=self._rhythm.hello_seconds, return_when=asyncio.FIRST_COMPLETED)
        if not link.greeted.done():
            self._close(link)
            reason = link.leaving.result() if link.leaving.done() else "no hello"
            raise NotOpened(reason, problem=_MENDING.get(reason))
        self._problem = None
        return link

    def _retire(self, link: Link) -> None:
        """Close a connection when it has written what is owed on it; it is heard until then."""
        self._retired.add(link)
        self._closing.start(self._outlived(link))

    async def _outlived(self, link: Link) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER_SECONDS):
                await link.settled()
        self._close(link)

    def _close(self, link: Link) -> None:
        self._retired.discard(link)
        if link in self._links:
            self._links.remove(link)
            self._closing.start(link.close())

    # --- envelopes -----------------------------------------------------------------------------------

    def _take(self, link: Link, envelope: Envelope) -> None:
        """Answer one envelope; what is not acknowledged, Slack gives to another connection or again."""
        if not self._stopping:
            link.owe(self._answering.start(self._answer(link, envelope)))

    async def _answer(self, link: Link, envelope: Envelope) -> None:
        spoken = await self._edge.hear(envelope.payload)
        try:
            if spoken.status == 200:
                payload = {"payload": json.loads(spoken.body)} if spoken.body else {}
                await self._acknowledge(link, {"envelope_id": envelope.id, **payload})
        finally:
            spoken.follow()

    async def _acknowledge(self, link: Link, message: object) -> None:
        """By the connection on which it came, or by its successor where that is gone."""
        for way in [link, *reversed(self._links)]:
            try:
                await way.send(message)
            except (ClientError, OSError):
                continue
            return
        _log.warning("socket.unacknowledged")


def refusal_of(refused: SlackApiError) -> NotOpened:
    """What to make of a refused connection: wait, or have somebody mend something."""
    told = getattr(refused.response, "data", None)
    error = told.get("error") if isinstance(told, dict) else None  # a proxy on the way has words of its own
    reason = str(error or "no answer of Slack's")
    if error is not None and reason not in PASSING:
        return NotOpened(reason, problem=_REFUSED.format(reason=reason))
    seconds = str(getattr(refused.response, "headers", {}).get("Retry-After", ""))
    return NotOpened(reason, wait=float(seconds) if seconds.isdecimal() else 0.0)
