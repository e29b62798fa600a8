"""The people of a workspace as far as the rules need them, and the roles they hold in a project."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import ChannelId, UserId, WorkspaceId


class Role(StrEnum):
    """Who is asked a question, and who may do what."""

    OWNER = "owner"
    SPONSOR = "sponsor"
    MEMBER = "member"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a workspace, as their Slack profile told at `seen_at` (UTC)."""

    workspace: WorkspaceId
    user: UserId
    name: str
    zone: str | None
    locale: str | None
    is_guest: bool = False
    is_stranger: bool = False
    is_bot: bool = False
    is_active: bool = True
    is_admin: bool = False
    seen_at: datetime

    @property
    def can_write(self) -> bool:
        """Guests, people of other organisations, bots and the departed change nothing."""
        return self.is_active and not (self.is_guest or self.is_stranger or self.is_bot)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A conversation that Plumbline may speak in, as Slack described it at `seen_at` (UTC)."""

    workspace: WorkspaceId
    channel: ChannelId
    name: str
    is_private: bool = False
    is_shared: bool = False
    is_archived: bool = False
    is_direct: bool = False
    has_bot: bool = True
    seen_at: datetime

    @property
    def can_be_spoken_in(self) -> bool:
        """Whether a message of ours has a chance there."""
        return self.has_bot and not self.is_archived


def unknown(workspace: WorkspaceId, user: UserId, now: datetime) -> Person:
    """Somebody whose profile could not be read: no zone, no locale, treated as an ordinary member."""
    return Person(workspace=workspace, user=user, name="", zone=None, locale=None, seen_at=now)


def gone(person: Person) -> Person:
    """The same person after the account was deactivated."""
    return replace(person, is_active=False)
