"""The line to Slack: no call while Slack asked us to hold back, and every answer classed before anybody acts on it."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.ids import WorkspaceId
from handlers.delivery.answers import Answer, Verdict, accepted, refused
from handlers.delivery.ports import Ports

_log = structlog.get_logger("plumbline.delivery")

Clients = Callable[[WorkspaceId], Awaitable[AsyncWebClient]]
"""The client of a workspace, built without any retries of its own."""

Call = Callable[[AsyncWebClient], Awaitable[Any]]


class Line:
    """Calls Slack's methods for the drain; what an answer asks of the whole workspace is kept here, once."""

    def __init__(self, ports: Ports, clients: Clients) -> None:
        self._ports = ports
        self._clients = clients

    async def call(self, workspace: WorkspaceId, method: str, call: Call) -> Answer:
        """Call one method, unless it is paused, and class what comes back."""
        now = self._ports.protocol_now()
        until = await self._ports.in_thread(lambda: self._ports.ledger.standing.paused_until(workspace, method, now))
        if until is not None:
            return Answer(verdict=Verdict.LATER, reason="paused", hold_back=until - now)
        client = await self._clients(workspace)
        try:
            answer = accepted((await call(client)).data)
        except Exception as error:  # noqa: BLE001  the border to the network: each failure is classed, none escapes
            answer = refused(error)
        await self._remember(workspace, method, answer)
        return answer

    async def _remember(self, workspace: WorkspaceId, method: str, answer: Answer) -> None:
        ledger, in_thread = self._ports.ledger, self._ports.in_thread
        if answer.hold_back is not None:
            until = self._ports.protocol_now() + answer.hold_back
            await in_thread(lambda: ledger.standing.pause(workspace, method, until))
            _log.warning("method.paused", workspace=workspace, method=method, seconds=answer.hold_back.total_seconds())
        if answer.verdict is Verdict.STOP_WORKSPACE and await in_thread(
            lambda: ledger.standing.stop_workspace(workspace)
        ):
            _log.error("workspace.stopped", workspace=workspace, reason=answer.reason)
