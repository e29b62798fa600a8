"""People and channels of a workspace."""

from collections.abc import Collection, Mapping
from dataclasses import asdict

from sqlalchemy import bindparam, select, true

from bot.domain.ids import ChannelId, UserId
from bot.domain.people import Channel, Person
from storage.repository import Repository, among, mine
from storage.tables.people import channels, people
from storage.upsert import upsert

_PERSON = select(people).where(mine(people), people.c.user == bindparam("user"))
_PEOPLE = select(people).where(mine(people), people.c.user.in_(among("users")))
_EVERY = select(people).where(mine(people)).order_by(people.c.user)
_ADMINS = (
    select(people.c.user)
    .where(mine(people), people.c.is_admin.is_(true()), people.c.is_active.is_(true()))
    .order_by(people.c.user)
)
_CHANNEL = select(channels).where(mine(channels), channels.c.channel == bindparam("channel"))
_CHANNELS = select(channels).where(mine(channels), channels.c.channel.in_(among("channels")))


class People(Repository):
    """The people of a workspace, as their profiles told last: a cache of what Slack knows, so nothing refers to it."""

    def get(self, user: UserId) -> Person | None:
        """One person, or None when nobody knows them yet."""
        row = self._run(_PERSON, user=user).mappings().first()
        return None if row is None else Person(**row)

    def many(self, users: Collection[UserId]) -> Mapping[UserId, Person]:
        """Those of these people that are known."""
        rows = self._run(_PEOPLE, users=tuple(users)).mappings()
        return {row["user"]: Person(**row) for row in rows}

    def every(self) -> tuple[Person, ...]:
        """Everybody who is known, to find somebody by name."""
        return tuple(Person(**row) for row in self._run(_EVERY).mappings())

    def admins(self) -> tuple[UserId, ...]:
        """The admins of the workspace among those that are known."""
        return tuple(UserId(user) for user in self._run(_ADMINS).scalars())

    def save(self, person: Person) -> None:
        """Keep a profile."""
        self._is_ours(person.workspace)
        upsert(self._connection, people, [asdict(person)])


class Channels(Repository):
    """The channels of a workspace, as Slack described them last: a cache like people."""

    def get(self, channel: ChannelId) -> Channel | None:
        """One channel, or None when it is not known yet."""
        row = self._run(_CHANNEL, channel=channel).mappings().first()
        return None if row is None else Channel(**row)

    def many(self, wanted: Collection[ChannelId]) -> Mapping[ChannelId, Channel]:
        """Those of these channels that are known."""
        rows = self._run(_CHANNELS, channels=tuple(wanted)).mappings()
        return {row["channel"]: Channel(**row) for row in rows}

    def save(self, channel: Channel) -> None:
        """Keep a channel's description."""
        self._is_ours(channel.workspace)
        upsert(self._connection, channels, [asdict(channel)])
