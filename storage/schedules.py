"""Digest schedules of a workspace."""

from typing import Any

from sqlalchemy import Select, bindparam, select

from bot.domain.ids import ChannelId
from bot.domain.schedules import Schedule
from storage.repository import Repository, mine
from storage.tables.schedules import schedules
from storage.upsert import upsert

_c = schedules.c
_ALL = select(schedules).where(mine(schedules)).order_by(_c.channel)
_ONE = _ALL.where(_c.channel == bindparam("channel"))


class Schedules(Repository):
    """When the channels of a workspace get their digests."""

    def get(self, channel: ChannelId) -> Schedule | None:
        """One channel's schedule, or None."""
        return next(iter(self._read(_ONE, channel=channel)), None)

    def for_update(self, channel: ChannelId) -> Schedule | None:
        """One channel's schedule, to be changed: nobody else changes it before this writing unit ends."""
        return self.get(channel)

    def all(self) -> tuple[Schedule, ...]:
        """Every schedule, those that are off too."""
        return self._read(_ALL)

    def save(self, schedule: Schedule) -> None:
        """Keep a schedule."""
        self._is_ours(schedule.workspace)
        upsert(self._connection, schedules, [{column.name: getattr(schedule, column.name) for column in _c}])

    def _read(self, statement: Select[Any], **values: object) -> tuple[Schedule, ...]:
        return tuple(Schedule(**row) for row in self._run(statement, **values).mappings())
