"""Whom the doorway asks: Slack for its people, the clock for the time, the worker for what is to be computed."""

from datetime import datetime
from typing import Any, Protocol

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.pasted import Member
from bot.domain.people import Channel, Person


class Profiles(Protocol):
    """Who reads people and channels from Slack."""

    async def person(self, workspace: WorkspaceId, user: UserId, now: datetime) -> Person:
        """The person's present profile."""
        ...

    async def channel(self, workspace: WorkspaceId, channel: ChannelId, now: datetime) -> Channel | None:
        """The channel as it is now, or None when the bot cannot see it."""
        ...

    async def members(self, workspace: WorkspaceId, channel: ChannelId) -> frozenset[UserId] | None:
        """Who is in the channel, or None when that cannot be told at once."""
        ...

    async def everybody(
        self, workspace: WorkspaceId, now: datetime, *, seconds: float | None
    ) -> tuple[Member, ...] | None:
        """All members with all their names, or None when that cannot be told; TimeoutError after `seconds`."""
        ...

    def look_ahead(self, workspace: WorkspaceId, now: datetime) -> None:
        """Begin to read the members, for whoever asks soon."""
        ...

    async def is_welcome(self, workspace: WorkspaceId) -> bool:
        """Whether Slack takes our token there."""
        ...


class Clock(Protocol):
    """Who knows the business time."""

    def now(self) -> datetime:
        """Now, in UTC."""
        ...


class Compute(Protocol):
    """Who computes: the worker, by the name of a job."""

    async def __call__(self, job: str, *arguments: Any, seconds: float | None = None) -> Any:
        """The result; NotComputable and the worker's own refusals are raised here."""
        ...
