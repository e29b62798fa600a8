"""Looking into a channel for a message that was perhaps sent: the only way to say a thing once without Slack's help."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bot.domain.ids import WorkspaceId
from handlers.delivery.answers import Answer, Verdict
from handlers.delivery.line import Line
from handlers.delivery.payload import opaque_key_of

HISTORY: Final = "conversations.history"
REPLIES: Final = "conversations.replies"
MARGIN: Final = timedelta(minutes=15)
"""How far Slack's clock may be behind ours, with room: the reading begins this much before the first try.

Runs with a clock ten minutes ahead doubled 18 of 60 messages when this was two minutes.
"""

_PAGE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The message is in the channel."""

    ts: str


class _Unread(Exception):  # noqa: N818  not a fault: the channel cannot be read to its end
    """A page could not be had, and what Slack said instead."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.reason)
        self.answer = answer


async def find(
    line: Line, workspace: WorkspaceId, channel: str, opaque: str, first_try: datetime, *, thread: str | None = None
) -> Found | Answer | None:
    """The message with this key in what was posted since its first try (business time); None when it is not there.

    A channel's history does not hold what is said in threads, so that is looked for in its thread.

    An answer means that the channel could not be read to the end.
    """
    try:
        async with aclosing(_pages(line, workspace, channel, opaque, first_try, thread)) as pages:
            async for found in pages:
                if found:
                    return Found(ts=found[0])
    except _Unread as unread:
        return unread.answer
    return None


async def find_all(
    line: Line, workspace: WorkspaceId, channel: str, opaque: str, first_try: datetime, *, thread: str | None = None
) -> list[str] | Answer:
    """The timestamps of all messages with this key since then; an answer where a channel cannot be read to its end."""
    all_found: list[str] = []
    try:
        async with aclosing(_pages(line, workspace, channel, opaque, first_try, thread)) as pages:
            async for found in pages:
                all_found += found
    except _Unread as unread:
        return unread.answer
    return all_found


async def _pages(
    line: Line, workspace: WorkspaceId, channel: str, opaque: str, first_try: datetime, thread: str | None
) -> AsyncGenerator[list[str], None]:
    """What each page holds of it."""
    oldest, cursor = f"{(first_try - MARGIN).timestamp():.6f}", ""
    while True:
        answer = await _page(line, workspace, channel, oldest, cursor, thread)
        if answer.verdict is not Verdict.SENT:
            raise _Unread(answer)
        yield [str(message["ts"]) for message in answer.data.get("messages") or () if opaque_key_of(message) == opaque]
        cursor = (answer.data.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


async def _page(
    line: Line, workspace: WorkspaceId, channel: str, oldest: str, cursor: str, thread: str | None
) -> Answer:
    wanted: dict[str, Any] = {"channel": channel, "oldest": oldest, "limit": _PAGE, "include_all_metadata": True}
    if cursor:
        wanted["cursor"] = cursor
    if thread is not None:
        return await line.call(workspace, REPLIES, lambda client: client.conversations_replies(ts=thread, **wanted))
    return await line.call(workspace, HISTORY, lambda client: client.conversations_history(**wanted))
