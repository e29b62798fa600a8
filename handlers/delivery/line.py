"""The line to Slack: no call while Slack asked us to hold back, and every answer classed before anybody acts on it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeAlias

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.ids import WorkspaceId
from handlers.delivery.answers import Answer, Verdict, accepted, refused
from handlers.delivery.fence import fenced
from handlers.delivery.pace import JITTER
from handlers.delivery.ports import Ports

_log = structlog.get_logger("plumbline.delivery")

Clients = Callable[[WorkspaceId], Awaitable[AsyncWebClient]]
"""The client of a workspace, built without any retries of its own."""

Call = Callable[[AsyncWebClient], Awaitable[Any]]


_Paused: TypeAlias = tuple[WorkspaceId, str]
"""A method in a workspace."""


class Line:
    """Calls Slack's methods for the drain; what an answer asks of the whole workspace is kept here, once."""

    def __init__(self, ports: Ports, clients: Clients) -> None:
        self._ports = ports
        self._clients = clients
        self._paused: dict[_Paused, datetime] = {}

    async def call(self, workspace: WorkspaceId, method: str, call: Call, *, before: datetime | None = None) -> Answer:
        """Call one method, if the governor admits it, and class what comes back.

        No byte of it leaves when it is no longer `before` by then (protocol time): somebody else may have begun. Nor
        does one while Slack wants the method to rest, though a call beside this one was told so after it was admitted.
        """
        now, governor, in_thread = self._ports.protocol_now(), self._ports.ledger.governor, self._ports.in_thread
        most = self._ports.limits.per_minute.get(method)
        admission = await in_thread(lambda: governor.admit(workspace, method, most, now))
        if admission.wait_until is not None:
            return Answer(verdict=Verdict.LATER, reason=admission.reason, hold_back=admission.wait_until - now)
        client = await self._clients(workspace)
        try:
            with fenced(lambda: self._must_not_go(workspace, method, before)):
                answer = accepted((await call(client)).data)
        except Exception as error:  # noqa: BLE001  the border to the network: each failure is classed, none escapes
            answer = refused(error)
        if answer.is_too_late:
            return self._kept_back(workspace, method, answer)
        await self._remember(workspace, method, answer, is_shaky=admission.is_shaky)
        return answer

    def _must_not_go(self, workspace: WorkspaceId, method: str, before: datetime | None) -> bool:
        now = self._ports.protocol_now()
        return (before is not None and now >= before) or now < self._paused.get((workspace, method), now)

    def _kept_back(self, workspace: WorkspaceId, method: str, answer: Answer) -> Answer:
        """What was not said because it was too late, or too soon after Slack asked for a rest."""
        now = self._ports.protocol_now()
        until = self._paused.get((workspace, method), now)
        if until > now:
            return Answer(verdict=Verdict.LATER, reason="paused", hold_back=until - now)
        _log.warning("call.too_late", workspace=workspace, method=method)
        return answer

    def _pause(self, workspace: WorkspaceId, method: str, until: datetime) -> None:
        """Noted here before the database is told, for calls of this process that are on their way already."""
        now = self._ports.protocol_now()
        self._paused = {key: end for key, end in self._paused.items() if end > now}
        self._paused[workspace, method] = max(until, self._paused.get((workspace, method), until))

    async def _remember(self, workspace: WorkspaceId, method: str, answer: Answer, *, is_shaky: bool) -> None:
        ledger, in_thread = self._ports.ledger, self._ports.in_thread
        if answer.hold_back is not None:
            until = self._ports.protocol_now() + answer.hold_back
            self._pause(workspace, method, until)
            await in_thread(lambda: ledger.governor.pause(workspace, method, until))
            _log.warning("method.paused", workspace=workspace, method=method, seconds=answer.hold_back.total_seconds())
        stopped_at = self._ports.clock.now()
        if answer.verdict is Verdict.STOP_WORKSPACE and await in_thread(
            lambda: ledger.standing.stop_workspace(workspace, stopped_at, answer.reason)
        ):
            _log.error("workspace.stopped", workspace=workspace, reason=answer.reason, method=method)
        if answer.is_outage:
            await self._failed(workspace, answer)
        elif is_shaky:
            await in_thread(lambda: ledger.governor.worked(workspace))
            _log.info("workspace.reached", workspace=workspace)

    async def _failed(self, workspace: WorkspaceId, answer: Answer) -> None:
        """When too many calls of a workspace fail on the way, it is left alone for a while: others need the room."""
        ports, now = self._ports, self._ports.protocol_now()
        alone = ports.waits.alone * (1 + JITTER * ports.dice())
        until = await ports.in_thread(lambda: ports.ledger.governor.failed(workspace, now, alone, ports.waits.most))
        if until is not None:
            seconds = (until - now).total_seconds()
            _log.warning("workspace.left_alone", workspace=workspace, seconds=seconds, reason=answer.reason)
