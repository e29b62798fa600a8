"""People and channels of a workspace."""

from collections.abc import Collection, Mapping
from dataclasses import asdict

from sqlalchemy import RowMapping, select

from bot.domain.ids import ChannelId, UserId
from bot.domain.people import Channel, Person
from storage.repository import Repository
from storage.tables.people import channels, people
from storage.upsert import upsert


class People(Repository):
    """The people of a workspace, as their profiles told last."""

    def get(self, user: UserId) -> Person | None:
        """One person, or None when nobody knows them yet."""
        return self.many({user}).get(user)

    def many(self, users: Collection[UserId]) -> Mapping[UserId, Person]:
        """Those of these people that are known."""
        query = select(people).where(self._mine(people), people.c.user.in_(sorted(users)))
        return {row["user"]: _person(row) for row in self._connection.execute(query).mappings()}

    def save(self, person: Person) -> None:
        """Keep a profile."""
        upsert(self._connection, people, [{**asdict(person), "workspace": self._workspace}])


class Channels(Repository):
    """The channels of a workspace, as Slack described them last."""

    def get(self, channel: ChannelId) -> Channel | None:
        """One channel, or None when it is not known yet."""
        return self.many({channel}).get(channel)

    def many(self, wanted: Collection[ChannelId]) -> Mapping[ChannelId, Channel]:
        """Those of these channels that are known."""
        query = select(channels).where(self._mine(channels), channels.c.channel.in_(sorted(wanted)))
        return {row["channel"]: Channel(**row) for row in self._connection.execute(query).mappings()}

    def save(self, channel: Channel) -> None:
        """Keep a channel's description."""
        upsert(self._connection, channels, [{**asdict(channel), "workspace": self._workspace}])


def _person(row: RowMapping) -> Person:
    return Person(**row)
