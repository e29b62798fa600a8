"""Carries what people do and what happens to the app, with 3 seconds of patience and Slack's retries."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from handlers.demo.workspace.delivery import payloads
from handlers.demo.workspace.delivery.http_delivery import HttpDelivery
from handlers.demo.workspace.delivery.socket_mode import SocketMode
from handlers.demo.workspace.delivery.transport import EnvelopeKind, Retry, Transport, UndeliverableError
from handlers.demo.workspace.world.scopes import EVENT_SCOPES
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]
TIMED_OUT = "operation timed out"
DISPATCH_FAILED = "dispatch failed"
NOT_INTERACTIVE = "this app is not configured to handle interactive responses"
_FAMILY = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


@dataclass(frozen=True, slots=True)
class Ack:
    """How the app answered: with what payload, or with which error that the person sees."""

    payload: Any = None
    error: str | None = None


ACK_SECONDS: Final = 3.0
"""How long Slack waits for an acknowledgement."""


class Courier:
    """The one way from the workspace to the app."""

    def __init__(self, world: World, ack_seconds: float, retry_delays: Sequence[float]) -> None:
        self.world = world
        self.sockets = SocketMode(world)
        self.ack_seconds = ack_seconds
        self.retry_delays = tuple(retry_delays)
        self._http: HttpDelivery | None = None
        self._hung_up: list[HttpDelivery] = []
        self._telling: set[asyncio.Task[None]] = set()
        self._first_tries = 0

    def over_http(self, url: str | None) -> None:
        """Deliver to this request URL from now on; None goes back to Socket Mode."""
        if self._http is not None:
            self._hung_up.append(self._http)
        self._http = None if url is None else HttpDelivery(url, self.world.signing_secret)

    @property
    def transport(self) -> Transport:
        """How the app is reached now."""
        return self._http or self.sockets

    async def ask(self, kind: EnvelopeKind, payload: Json) -> Ack:
        """Deliver what a person did and wait for the acknowledgement, as long as Slack does."""
        if kind == "interactive" and not self.world.manifest.interactivity:
            return Ack(error=NOT_INTERACTIVE)
        try:
            answer = await self._send(kind, payload, None)
        except UndeliverableError as problem:
            error = TIMED_OUT if problem.reason == "http_timeout" else DISPATCH_FAILED
            self.world.note("unanswered", kind=kind, error=error)
            return Ack(error=error)
        self.world.note("answered", kind=kind, payload=answer)
        return Ack(payload=answer)

    async def _send(self, kind: EnvelopeKind, payload: Json, retry: Retry | None) -> Any:
        try:
            async with asyncio.timeout(self.ack_seconds):
                return await self.transport.send(kind, payload, retry)
        except TimeoutError:
            raise UndeliverableError("http_timeout") from None

    def tell(self, event: Json) -> None:
        """Deliver an event in the background, if the app subscribed to it and has the scope for it."""
        for heard in self._as_heard(event):
            task = asyncio.get_running_loop().create_task(self._tell(payloads.event_callback(self.world, heard)))
            self._first_tries += 1
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    def _as_heard(self, event: Json) -> list[Json]:
        heard = [event] if self._hears(event["type"], event) else []
        mention = f"<@{self.world.bot.id}>" in (event.get("text") or "")
        if event["type"] == "message" and "subtype" not in event and mention and event.get("channel_type") != "im":
            spoken = {name: value for name, value in event.items() if name != "channel_type"}
            heard += [{**spoken, "type": "app_mention"}] if self._hears("app_mention", event) else []
        return heard

    def _hears(self, kind: str, event: Json) -> bool:
        name = f"message.{_FAMILY[event['channel_type']]}" if kind == "message" else kind
        channel = self.world.channels.get(str(event.get("channel", "")))
        present = channel is None or self.world.bot.id in channel.members or event.get("user") == self.world.bot.id
        needed = EVENT_SCOPES.get(name, ())
        allowed = not needed or bool(self.world.granted.intersection(needed))
        return name in self.world.manifest.events and allowed and present

    async def _tell(self, payload: Json) -> None:
        reason = await self._try(payload, None)
        self._first_tries -= 1
        self.world.note("event_delivered" if reason is None else "event_failed", event_id=payload["event_id"])
        for number, delay in enumerate(self.retry_delays, 1):
            if reason is None:
                return
            await asyncio.sleep(delay)
            reason = await self._try(payload, Retry(number, reason))
            self.world.note("event_retried", event_id=payload["event_id"], number=number, reason=reason)

    async def _try(self, payload: Json, retry: Retry | None) -> str | None:
        """None when delivered or not to be tried again, else the reason for the next try."""
        try:
            await self._send("events_api", payload, retry)
        except UndeliverableError as problem:
            return None if problem.no_retry else problem.reason
        return None

    @property
    def is_quiet(self) -> bool:
        """Whether every event has been tried at least once."""
        return self._first_tries == 0

    async def close(self) -> None:
        """Stop retrying and hang up."""
        for task in list(self._telling):
            task.cancel()
        await asyncio.gather(*self._telling, return_exceptions=True)
        await self.sockets.hang_up()
        self.over_http(None)
        for http in self._hung_up:
            await http.close()
