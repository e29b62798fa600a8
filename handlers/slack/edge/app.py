"""The edge itself: a payload comes in, the listener's work is committed, the acknowledgement goes out, all within 3 s."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

import structlog
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from handlers.slack.edge.answers import After, FieldErrors
from handlers.slack.edge.authorize import Authorize
from handlers.slack.edge.bolt import HEARD, bolt_app
from handlers.slack.edge.borders import caught, new_token, unknown
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.hand import Hand, NotSaid
from handlers.slack.edge.late import late_steps
from handlers.slack.edge.parsing import Body, is_handshake, parse
from handlers.slack.edge.payloads import (
    BadPayload,
    Closed,
    Event,
    Heard,
    OnView,
    Press,
    Shortcut,
    Submission,
    Suggestion,
)
from handlers.slack.edge.registry import KINDS, Registry
from handlers.slack.edge.replies import PLAIN, Outcome, Reply, Told, reply_to, waiting
from handlers.slack.edge.sentences import NOT_INSTALLED
from handlers.slack.edge.tasks import Tasks

DEADLINE_SECONDS: Final = 2.5
"""Slack waits for 3 s; the rest is for the way back."""

REVOKING: Final = frozenset({"app_uninstalled", "tokens_revoked", "team_access_revoked"})
TURN: Final = "turn"

_HANDLED: Final = BoltResponse(status=200)
_log = structlog.get_logger("plumbline.edge")


@dataclass(slots=True)
class Turn:
    """One payload on its way: what was heard, what goes back, and on whose token."""

    heard: Heard | None = None
    reply: Reply = PLAIN
    outcome: Outcome | None = None
    token: str | None = None
    page: str = ""
    answered: asyncio.Future[Reply] | None = None


class Edge:
    """Takes payloads from the doors and gives them to the listeners; counts what it could not use."""

    def __init__(
        self, *, registry: Registry, clients: Clients, authorize: Authorize, deadline: float = DEADLINE_SECONDS
    ) -> None:
        self._registry = registry
        self._clients = clients
        self._authorize = authorize
        self._deadline = deadline
        self._tasks = Tasks()
        self.counted: Counter[str] = Counter()
        self.bolt = bolt_app(client=clients.web(), authorize=authorize, take=self._take)
        self.bolt.error(self._bolt_failed)

    async def hear(self, body: Body) -> Turn:
        """Take one payload and answer it in time; the door writes `turn.reply` and then calls `follow(turn)`.

        The work goes on when the caller is cancelled, and when the deadline makes the answer late.
        """
        turn = Turn()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._deadline
        try:
            request = self._request(turn, body)
        except BadPayload as bad:
            self.refuse(bad)
            return turn
        turn.answered = loop.create_future()
        self._tasks.start(self._work(turn, request))
        timer = loop.call_at(deadline, self._deadline_passed, turn)
        try:
            turn.reply = await turn.answered
        finally:
            timer.cancel()
        return turn

    def follow(self, turn: Turn) -> None:
        """Start what comes behind the acknowledgement, now that it is written."""
        self._start(turn, turn.reply.after)

    def refuse(self, bad: BadPayload) -> None:
        """Count what Slack does not document; it is acknowledged all the same, or Slack would send it again."""
        self.counted["bad_payload"] += 1
        _log.warning("payload.bad", why=str(bad))

    async def drained(self) -> None:
        """Return when all accepted work is done."""
        await self._tasks.drained()

    # --- the way through bolt -----------------------------------------------------------------------

    def _request(self, turn: Turn, body: Body) -> AsyncBoltRequest:
        turn.heard = None if is_handshake(body) else parse(body)
        context = {HEARD: turn.heard, TURN: turn, "respond": _say_nothing}
        try:
            return AsyncBoltRequest(mode="socket_mode", body=dict(body), context=context)  # the mode of parsed bodies
        except (TypeError, AttributeError, KeyError) as error:
            raise BadPayload(f"bolt cannot read it: {type(error).__name__}") from error

    async def _work(self, turn: Turn, request: AsyncBoltRequest) -> None:
        response = await self.bolt.async_dispatch(request)
        reply = self._reply(turn, request, response)
        if turn.answered is not None and not turn.answered.done():
            turn.answered.set_result(reply)
        elif turn.heard is not None and turn.outcome is not None:
            self._start(turn, late_steps(turn.heard, turn.outcome, turn.page))

    def _reply(self, turn: Turn, request: AsyncBoltRequest, response: BoltResponse) -> Reply:
        if turn.heard is None:  # a handshake, which bolt has answered
            return Reply(status=response.status, body=response.body)
        if turn.outcome is None:  # nobody was asked
            if request.context.authorize_result is not None:
                return PLAIN  # our own doing came back as an event
            self.counted["unknown_workspace"] += 1
            turn.outcome = Told(words=NOT_INSTALLED)
        return reply_to(turn.heard, turn.outcome)

    async def _take(self, request: AsyncBoltRequest) -> BoltResponse:
        turn: Turn = request.context[TURN]
        heard: Heard = request.context[HEARD]
        turn.token = request.context.bot_token
        listener = self._registry.find(KINDS[type(heard)], heard.name)
        if listener is None:
            turn.outcome = self._unknown(heard)
            return _HANDLED
        try:
            turn.outcome = await listener(heard)
        except Exception as error:  # noqa: BLE001  the border of Slack's requests
            turn.outcome = _caught(heard, error)
        finally:
            if isinstance(heard, Event) and heard.type in REVOKING:
                self._authorize.forget(heard.enterprise, heard.workspace)
        return _HANDLED

    async def _bolt_failed(self, error: Exception, context: dict[str, Any]) -> None:
        """Bolt's own steps failed: nobody could say who we are here, for example."""
        turn: Turn = context[TURN]
        if turn.heard is not None:
            turn.outcome = _caught(turn.heard, error)

    def _unknown(self, heard: Heard) -> Outcome:
        kind = KINDS[type(heard)]
        self.counted[f"unknown_{kind}"] += 1
        if isinstance(heard, Event | Closed):
            _log.warning("request.unknown", kind=kind, name=heard.name)
            return Told(words="")
        return Told(words=unknown(kind, heard.name, workspace=heard.workspace).words)

    def _deadline_passed(self, turn: Turn) -> None:
        if turn.heard is None or turn.answered is None or turn.answered.done():
            return
        self.counted["late"] += 1
        _log.warning("deadline.passed", kind=KINDS[type(turn.heard)], name=turn.heard.name)
        turn.page = f"waiting.{new_token()}{new_token()}"
        turn.answered.set_result(waiting(turn.heard, turn.page))

    # --- behind the acknowledgement -------------------------------------------------------------------

    def _start(self, turn: Turn, steps: "tuple[After, ...] | list[After] | Any") -> None:
        if steps and turn.heard is not None:
            hand = self._hand(turn.heard, turn.token)
            for step in steps:
                self._tasks.start(self._step(turn.heard, hand, step))

    async def _step(self, heard: Heard, hand: Hand, step: After) -> None:
        try:
            await step(hand)
        except Exception as error:  # noqa: BLE001  the border of what follows an acknowledgement
            words = caught(error, where="slack.after", saved=True, name=heard.name, workspace=heard.workspace).words
            if not isinstance(error, NotSaid) and not isinstance(heard, Event | Closed | Suggestion):
                await self._tell(hand, words)

    async def _tell(self, hand: Hand, words: str) -> None:
        try:
            await hand.tell(words)
        except Exception as error:  # noqa: BLE001  the last way to the person has failed: only the log is left
            _log.warning("person.unreached", error=repr(error))

    def _hand(self, heard: Heard, token: str | None) -> Hand:
        answerable = isinstance(heard, Press | Submission | Shortcut) or not isinstance(
            heard, Event | Closed | Suggestion
        )
        return Hand(
            client=self._clients.web(token),
            webhooks=self._clients,
            user=heard.user,
            trigger_id=heard.trigger_id if answerable else None,
            response_url=heard.response_url if answerable else None,
            in_modal=isinstance(heard, Submission)
            or (isinstance(heard, Press) and isinstance(heard.place, OnView) and heard.place.kind == "modal"),
        )


def _caught(heard: Heard, error: Exception) -> Outcome:
    told = caught(error, where=f"slack.{KINDS[type(heard)]}", name=heard.name, workspace=heard.workspace)
    if told.errors is not None and isinstance(heard, Submission):
        return FieldErrors(errors=told.errors)
    return Told(words=told.words, fault=told.token is not None)


async def _say_nothing(*_: Any, **__: Any) -> None:
    """Bolt would post to the response_url before it acknowledges, with a client that posts again; we answer instead."""
