"""People and channels as Slack describes them, read when somebody is new or what is known has grown old."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.pasted import Member
from bot.domain.people import Channel, Person, gone, unknown
from handlers.directory import Directory
from handlers.slack_error import error_name

DEAD_TOKEN: Final = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})
_NOBODY = frozenset({"user_not_found", "user_not_visible", "users_not_found"})
_PAGE = 1000
_PAGES = 10
_NOWHERE = frozenset({"channel_not_found", "not_in_channel", "missing_scope"})


class SlackProfiles:
    """Reads profiles with the workspace's own client."""

    def __init__(self, client_of: Callable[[WorkspaceId], AsyncWebClient]) -> None:
        self._client_of = client_of
        self._directory = Directory(client_of, member_from)

    async def person(self, workspace: WorkspaceId, user: UserId, now: datetime) -> Person:
        """The person's present profile; somebody whom Slack does not know is kept as gone."""
        try:
            answer = await self._client_of(workspace).users_info(user=user, include_locale=True)
        except SlackApiError as error:
            if error_name(error) in _NOBODY:
                return gone(unknown(workspace, user, now))
            raise
        return person_from(workspace, answer["user"], now)

    async def channel(self, workspace: WorkspaceId, channel: ChannelId, now: datetime) -> Channel:
        """The channel as it is now; one that the bot cannot see is kept as private and without the bot."""
        if channel.startswith("D"):
            return Channel(workspace=workspace, channel=channel, name="", is_private=True, is_direct=True, seen_at=now)
        try:
            answer = await self._client_of(workspace).conversations_info(channel=channel)
        except SlackApiError as error:
            if error_name(error) in _NOWHERE:
                return Channel(
                    workspace=workspace, channel=channel, name="", is_private=True, has_bot=False, seen_at=now
                )
            raise
        return channel_from(workspace, answer["channel"], now)

    async def admins(self, workspace: WorkspaceId, now: datetime) -> tuple[Person, ...]:
        """Admins of the workspace: those on the first page of names that has any, none where Slack does not say."""
        cursor = ""
        for _ in range(_PAGES):
            try:
                answer = await self._client_of(workspace).users_list(limit=_PAGE, cursor=cursor or None)
            except (SlackApiError, ClientError, TimeoutError):
                return ()
            everybody = (person_from(workspace, each, now) for each in answer["members"])
            found = tuple(each for each in everybody if each.is_admin and each.can_write)
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if found or not cursor:
                return found
        return ()

    async def members(self, workspace: WorkspaceId, channel: ChannelId) -> frozenset[UserId] | None:
        """Who is in the channel; None when Slack does not say, or not within one page of names."""
        try:
            answer = await self._client_of(workspace).conversations_members(channel=channel, limit=_PAGE)
        except SlackApiError:
            return None
        if (answer.get("response_metadata") or {}).get("next_cursor"):
            return None
        return frozenset(UserId(user) for user in answer["members"])

    async def everybody(
        self, workspace: WorkspaceId, now: datetime, *, seconds: float | None
    ) -> tuple[Member, ...] | None:
        """All members with all their names; None where Slack does not say, TimeoutError while it is being read."""
        return await self._directory.everybody(workspace, now, seconds=seconds)

    def look_ahead(self, workspace: WorkspaceId, now: datetime) -> None:
        """Begin to read the members: somebody is about to name some."""
        self._directory.begin(workspace, now)

    async def close(self) -> None:
        """Give up what is still being read."""
        await self._directory.close()

    async def is_welcome(self, workspace: WorkspaceId) -> bool:
        """Whether Slack takes our token there; raises SlackApiError when it says something else."""
        try:
            await self._client_of(workspace).auth_test()
        except SlackApiError as error:
            if error_name(error) in DEAD_TOKEN:
                return False
            raise
        return True


def member_from(workspace: WorkspaceId, user: Mapping[str, Any], now: datetime) -> Member:
    """A member with every name from Slack's user object, and the address where the app may see it."""
    profile = user.get("profile") or {}
    names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"), user.get("name"))
    return Member(
        person=person_from(workspace, user, now),
        names=tuple(dict.fromkeys(str(name) for name in names if name)),
        email=str(profile.get("email") or ""),
    )


def person_from(workspace: WorkspaceId, user: Mapping[str, Any], now: datetime) -> Person:
    """A person from Slack's user object."""
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    home = user.get("team_id") or workspace
    return Person(
        workspace=workspace,
        user=UserId(user["id"]),
        name=str(name),
        zone=user.get("tz") or None,
        locale=user.get("locale") or None,
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_stranger=bool(user.get("is_stranger")) or home != workspace,
        is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        is_active=not user.get("deleted", False),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        seen_at=now,
    )


def channel_from(workspace: WorkspaceId, channel: Mapping[str, Any], now: datetime) -> Channel:
    """A channel from Slack's conversation object."""
    return Channel(
        workspace=workspace,
        channel=ChannelId(channel["id"]),
        name=str(channel.get("name") or ""),
        is_private=bool(channel.get("is_private") or channel.get("is_im") or channel.get("is_mpim")),
        is_shared=bool(channel.get("is_ext_shared")),
        is_archived=bool(channel.get("is_archived")),
        is_direct=bool(channel.get("is_im") or channel.get("is_mpim")),
        has_bot=bool(channel.get("is_member")),
        seen_at=now,
    )
