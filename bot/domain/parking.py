"""Messages that reach nobody: who is told that a place refuses them, and what mends which cause."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.ids import ChannelId, UserId
from bot.domain.people import Channel, Person
from bot.domain.projects import Project

MENDED_IN_CHANNEL: Final = frozenset(
    {"channel_not_found", "not_in_channel", "is_archived", "is_inactive", "team_not_found", "channel_is_limited_access"}
)
"""Causes that are gone when the bot is in the channel, and the channel is not archived."""

MENDED_BY_RETURN: Final = frozenset({"user_disabled", "user_not_found"})
"""Causes that are gone when somebody's account is active again."""

MENDED_BY_SCOPE: Final = frozenset({"missing_scope"})
"""Causes that are gone when the app was given another scope."""

NOTICED: Final = MENDED_IN_CHANNEL | MENDED_BY_RETURN | MENDED_BY_SCOPE
"""Causes whose end the bot notices; of any other somebody has to tell it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearer:
    """Somebody who is told; `project` is what they may know of, None where that is nothing."""

    user: UserId
    project: Project | None


def hearer(
    concerned: Iterable[Project],
    *,
    also: Iterable[UserId],
    people: Mapping[UserId, Person],
    channels: Mapping[ChannelId, Channel],
    unreachable: Collection[str],
) -> Hearer | None:
    """The first who can be reached: owners, then sponsors, then members of what is concerned, then the others.

    `also` are those others: who set a digest, and admins. They hear of a project only if its channel is public.
    """
    for each in _in_turn(tuple(concerned), also, channels):
        person = people.get(each.user)
        is_there = person is None or (person.is_active and not person.is_bot)
        if is_there and each.user not in unreachable:
            return each
    return None


def _in_turn(
    concerned: tuple[Project, ...], also: Iterable[UserId], channels: Mapping[ChannelId, Channel]
) -> Iterator[Hearer]:
    for project in concerned:
        yield Hearer(user=project.owner, project=project)
    for project in concerned:
        if project.sponsor is not None:
            yield Hearer(user=project.sponsor, project=project)
    for project in concerned:
        yield from (Hearer(user=member, project=project) for member in project.members)
    known = next((each for each in concerned if _is_public(channels.get(each.channel))), None)
    yield from (Hearer(user=user, project=known) for user in also)


def _is_public(channel: Channel | None) -> bool:
    return channel is not None and not channel.is_private
