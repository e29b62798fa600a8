"""The members of a workspace with all their names, for a text that names people: read as a whole, kept for minutes."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.ids import WorkspaceId
from bot.domain.pasted import Member

_log = structlog.get_logger("plumbline.door")

Reading = asyncio.Task[tuple[Member, ...] | None]
MemberFrom = Callable[[WorkspaceId, dict[str, Any], datetime], Member]
_PAGE: Final = 1000
_PAGES_MOST: Final = 20
"""As many pages as Slack hands out in a minute."""
_FRESH_SECONDS: Final = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """A reading, and when it began on the loop's clock."""

    reading: Reading
    at: float


class Directory:
    """Reads everybody of a workspace once for all who ask in the meantime; nothing of it is stored."""

    def __init__(self, client_of: Callable[[WorkspaceId], AsyncWebClient], member_from: MemberFrom) -> None:
        self._client_of = client_of
        self._member_from = member_from
        self._begun: dict[WorkspaceId, _Begun] = {}

    def begin(self, workspace: WorkspaceId, now: datetime) -> Reading:
        """The reading that is under way or still fresh, else a new one."""
        begun, at = self._begun.get(workspace), asyncio.get_running_loop().time()
        if begun is None or at - begun.at > _FRESH_SECONDS or _is_void(begun.reading):
            begun = _Begun(reading=asyncio.create_task(self._read(workspace, now)), at=at)
            self._begun[workspace] = begun
        return begun.reading

    async def everybody(
        self, workspace: WorkspaceId, now: datetime, *, seconds: float | None
    ) -> tuple[Member, ...] | None:
        """All members; None where Slack does not say. TimeoutError after `seconds`, and the reading goes on."""
        return await asyncio.wait_for(asyncio.shield(self.begin(workspace, now)), seconds)

    async def close(self) -> None:
        """Give up what is still being read."""
        readings = [begun.reading for begun in self._begun.values()]
        for reading in readings:
            reading.cancel()
        await asyncio.gather(*readings, return_exceptions=True)

    async def _read(self, workspace: WorkspaceId, now: datetime) -> tuple[Member, ...] | None:
        client, cursor, members = self._client_of(workspace), "", list[Member]()
        try:
            for _ in range(_PAGES_MOST):
                answer = await client.users_list(limit=_PAGE, cursor=cursor or None)
                members += [self._member_from(workspace, user, now) for user in answer["members"]]
                cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
                if not cursor:
                    return tuple(members)
        except (SlackApiError, ClientError, TimeoutError) as refused:
            _log.warning("members.unread", refusal=type(refused).__name__, workspace=workspace)
            return None
        _log.warning("members.too_many", count=len(members), workspace=workspace)
        return None


def _is_void(reading: Reading) -> bool:
    return reading.done() and (reading.cancelled() or reading.result() is None)
