"""The edge itself: a payload comes in, the listener's work is committed, the acknowledgement goes out, within 3 s."""

import asyncio
from functools import partial
from typing import Any, Final

import structlog
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from handlers.borders import caught, unknown
from handlers.metrics.metrics import Metrics
from handlers.slack.edge.answers import Done, FieldErrors
from handlers.slack.edge.authorize import Authorize
from handlers.slack.edge.behind import Behind
from handlers.slack.edge.bolt import HEARD, bolt_app
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.overdue import Overdue, resumed
from handlers.slack.edge.parsing import is_handshake, parse
from handlers.slack.edge.payloads import BadPayload, Closed, Event, Heard, Submission, Suggestion
from handlers.slack.edge.registry import KINDS, Registry
from handlers.slack.edge.replies import Outcome, Told, reply_to, waiting
from handlers.slack.edge.sentences import NOT_INSTALLED
from handlers.slack.edge.shapes import Body
from handlers.slack.edge.tasks import Tasks
from handlers.slack.edge.turn import Spoken, Turn
from handlers.slack.edge.unfinished import UnfinishedWork
from storage.unfinished import Acknowledged

DEADLINE_SECONDS: Final = 2.5
"""Slack waits for 3 s; the rest is for keeping what is owed, and for the way back."""

REVOKING: Final = frozenset({"app_uninstalled", "tokens_revoked", "team_access_revoked"})
TURN: Final = "turn"

_TAKEN: Final = BoltResponse(status=200)
_log = structlog.get_logger("plumbline.edge")


class Edge:
    """Takes payloads from the doors and gives them to the listeners; counts what it could not use."""

    def __init__(
        self,
        *,
        registry: Registry,
        clients: Clients,
        authorize: Authorize,
        unfinished: UnfinishedWork,
        deadline: float = DEADLINE_SECONDS,
        metrics: Metrics | None = None,
    ) -> None:
        self._registry = registry
        self._clients = clients
        self._authorize = authorize
        self._deadline = deadline
        self._tasks = Tasks()
        self._behind = Behind(self._tasks, clients)
        self.metrics = metrics or Metrics()
        self._overdue = Overdue(self._behind, self.metrics, unfinished)
        self.bolt = bolt_app(client=clients.web(), authorize=authorize, take=self._take)
        self.bolt.error(self._bolt_failed)

    async def hear(self, body: Body) -> Spoken:
        """Take one payload and answer it in time.

        The work goes on when the caller is cancelled, and when the deadline comes before its end.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()
        if is_handshake(body):
            return await self._shake_hands(body)
        try:
            turn = Turn(heard=parse(body), body=body, answered=loop.create_future())
            request = _bolt_request(body, turn)
        except BadPayload as bad:
            return self.refuse(bad)
        self._tasks.start(self._work(turn, request))
        timer = loop.call_at(began + self._deadline, self._deadline_passed, turn)
        try:
            reply = await turn.answered
        finally:
            timer.cancel()
        self.metrics.acks.observe(loop.time() - began, KINDS[type(turn.heard)])
        follow = partial(self._behind.start, turn, reply.after) if reply.after else _nothing
        return Spoken(status=reply.status, body=reply.body, follow=follow)

    def refuse(self, bad: BadPayload) -> Spoken:
        """Count what Slack does not document; it is acknowledged all the same, or Slack would send it again."""
        self.metrics.payloads_unused.add("bad_payload")
        _log.warning("payload.bad", why=str(bad))
        return Spoken(status=200, body="", follow=_nothing)

    async def drained(self) -> None:
        """Return when all accepted work is done, what follows the acknowledgements included."""
        await self._tasks.drained()

    async def finish(self, grace: float) -> None:
        """Wait for what was accepted, for `grace` seconds at most; what is committed then is kept, the rest is not."""
        ended = await self._tasks.finished(grace)
        if ended:
            _log.warning("work.ended", count=ended)
        await self._overdue.let_go()

    async def catch_up(self) -> None:
        """Begin what was acknowledged and is not done, because whoever heard it is gone."""
        for row in await self._overdue.lapsed():
            self._tasks.start(self._resume(row))

    # --- through bolt to the listener ---------------------------------------------------------------

    async def _shake_hands(self, body: Body) -> Spoken:
        response = await self.bolt.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=dict(body)))
        return Spoken(status=response.status, body=response.body, follow=_nothing)

    async def _work(self, turn: Turn, request: AsyncBoltRequest) -> None:
        await self.bolt.async_dispatch(request)
        outcome = self._outcome(turn, request)
        try:
            reply = reply_to(turn.heard, outcome)
        except Exception as error:  # noqa: BLE001  an answer that cannot be written down is a fault of its listener
            outcome = _failed(turn.heard, error)
            reply = reply_to(turn.heard, outcome)
        if turn.answered.done():
            await self._overdue.answer(turn, outcome)
        else:
            turn.answered.set_result(reply)
            await self._overdue.in_time(turn)

    async def _take(self, request: AsyncBoltRequest) -> BoltResponse:
        turn: Turn = request.context[TURN]
        heard = turn.heard
        turn.token = request.context.bot_token
        listener = self._registry.find(KINDS[type(heard)], heard.name)
        try:
            turn.outcome = self._unknown(heard) if listener is None else await listener(heard)
        except Exception as error:  # noqa: BLE001  the border of Slack's requests
            turn.outcome = _failed(heard, error)
        finally:
            if isinstance(heard, Event) and heard.type in REVOKING:
                self._authorize.forget(heard.enterprise, heard.workspace)
        return _TAKEN

    def _outcome(self, turn: Turn, request: AsyncBoltRequest) -> Outcome:
        if turn.outcome is not None:
            return turn.outcome
        if request.context.authorize_result is None:
            self.metrics.payloads_unused.add("unknown_workspace")
            return Told(words=NOT_INSTALLED)
        return Done()  # bolt has dropped it: our own doing came back as an event

    async def _bolt_failed(self, error: Exception, context: dict[str, Any]) -> None:
        """Bolt's own steps failed: nobody could say who we are in this workspace, for example."""
        turn: Turn = context[TURN]
        turn.outcome = _failed(turn.heard, error)

    def _unknown(self, heard: Heard) -> Outcome:
        kind = KINDS[type(heard)]
        self.metrics.payloads_unused.add(f"unknown_{kind}")
        told = unknown(kind, heard.name, workspace=heard.workspace)
        return Done() if isinstance(heard, Event | Closed) else Told(words=told.words)

    # --- what is acknowledged before it is done -----------------------------------------------------

    def _deadline_passed(self, turn: Turn) -> None:
        if turn.answered.done():  # in the same round of the loop
            return
        self.metrics.payloads_unused.add("late")
        _log.warning("deadline.passed", kind=KINDS[type(turn.heard)], name=turn.heard.name)
        if isinstance(turn.heard, Event | Suggestion):
            turn.answered.set_result(waiting(turn.heard, ""))
        else:
            turn.keeping = self._tasks.start(self._overdue.promise(turn, turn.heard))

    async def _resume(self, row: Acknowledged) -> None:
        try:
            turn = resumed(row)
            if self._overdue.is_hopeless(row):
                turn.token = await self._token_for(turn.heard)
                await self._overdue.give_up(turn)
            else:
                await self._work(turn, _bolt_request(turn.body, turn))
        except Exception as error:  # noqa: BLE001  the border of what nobody waits for any more
            await self._overdue.failed(row, error)

    async def _token_for(self, heard: Heard) -> str | None:
        found = await self._authorize.installation(heard.enterprise, heard.workspace)
        return None if found is None else found.bot_token


def _bolt_request(body: Body, turn: Turn) -> AsyncBoltRequest:
    context = {HEARD: turn.heard, TURN: turn, "respond": _say_nothing}
    try:
        return AsyncBoltRequest(mode="socket_mode", body=dict(body), context=context)  # bolt's mode for parsed bodies
    except (TypeError, AttributeError, KeyError) as error:
        raise BadPayload(f"bolt cannot read it: {type(error).__name__}") from error


def _failed(heard: Heard, error: Exception) -> Outcome:
    told = caught(error, where=f"slack.{KINDS[type(heard)]}", name=heard.name, workspace=heard.workspace)
    if told.errors is not None and isinstance(heard, Submission):
        return FieldErrors(errors=told.errors)
    return Told(words=told.words, fault=told.token is not None)


def _nothing() -> None:
    """Nothing follows."""


async def _say_nothing(*_: Any, **__: Any) -> None:
    """Bolt would post to the response_url before it acknowledges, with a client that posts again; we answer instead."""
