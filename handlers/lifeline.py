"""Asks Slack now and then whether it takes the bot again: a token that was refused, a scope that was missing."""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta
from typing import Final

import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.ids import WorkspaceId
from bot.domain.parking import MENDED_BY_SCOPE
from handlers.clock import protocol_now
from handlers.slack.asked import Clock
from handlers.slack.edge.authorize import CannotAsk, who_am_i
from storage.runner import UnitRunner
from storage.tables.workspaces import WorkspaceStatus
from storage.unit_of_work import Work

_log = structlog.get_logger("plumbline.lifeline")

FIRST: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(minutes=15)


class Lifeline:
    """Looks after one workspace at each tick; Slack is asked only where something is wrong, and less and less often.

    Rests never grow short again: a token that is taken by one method and refused by another must not alarm all day.
    """

    def __init__(
        self,
        *,
        runner: UnitRunner,
        clock: Clock,
        workspace: WorkspaceId,
        arrive: Callable[[AuthorizeResult], Awaitable[None]],
        granted: Collection[str],
        rest: timedelta = FIRST,
    ) -> None:
        self._runner = runner
        self._clock = clock
        self._workspace = workspace
        self._arrive = arrive
        self._look_at: datetime | None = None
        self._granted = frozenset(granted)
        self.rest = rest

    async def look(self, client: AsyncWebClient) -> None:
        """Go on with the workspace, or with what waits for a scope, as soon as Slack lets us."""
        is_stopped, waits = await self._runner.read(self._workspace, _trouble, now=self._clock.now())
        if not (is_stopped or waits):
            self._look_at = None
            return
        now = protocol_now()
        if self._look_at is None:
            self._look_at = now + self.rest
        if now < self._look_at:
            return
        self.rest = min(2 * self.rest, LONGEST)
        self._look_at = now + self.rest
        me = await _me(client)
        if me is None:
            return
        granted = frozenset(me.bot_scopes or ())
        if is_stopped or granted - self._granted:
            _log.info("workspace.resumed", workspace=self._workspace, was_stopped=is_stopped)
            await self._arrive(me)
        self._granted = granted


def _trouble(work: Work) -> tuple[bool, bool]:
    """Whether the workspace is stopped, and whether something waits for a scope."""
    is_stopped = work.workspaces.status() is WorkspaceStatus.STOPPED
    return is_stopped, work.deliveries.is_parked(*MENDED_BY_SCOPE)


async def _me(client: AsyncWebClient) -> AuthorizeResult | None:
    """Who we are; None while Slack does not say, or does not know our token."""
    try:
        return await who_am_i(client)
    except CannotAsk:
        return None
