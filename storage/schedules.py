"""Digest schedules of a workspace."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, select, true

from bot.domain.calendar import Cadence, Weekday
from bot.domain.ids import ChannelId
from bot.domain.schedules import Schedule
from storage.repository import Repository
from storage.tables.schedules import schedules
from storage.upsert import upsert


class Schedules(Repository):
    """When the channels of a workspace get their digests."""

    def get(self, channel: ChannelId) -> Schedule | None:
        """One channel's schedule, or None."""
        return next(iter(self._where(schedules.c.channel == channel)), None)

    def for_update(self, channel: ChannelId) -> Schedule | None:
        """One channel's schedule, held until the unit ends, so that one process says its digest."""
        query = select(schedules).where(self._mine(schedules), schedules.c.channel == channel).with_for_update()
        row = self._connection.execute(query).mappings().first()
        return None if row is None else _schedule(row)

    def all(self) -> tuple[Schedule, ...]:
        """Every schedule."""
        return self._where()

    def due(self, now: datetime) -> tuple[Schedule, ...]:
        """The schedules whose time has come."""
        return self._where(schedules.c.is_on == true(), schedules.c.next_at <= now)

    def save(self, schedule: Schedule) -> None:
        """Keep a schedule."""
        row = {field.name: getattr(schedule, field.name) for field in fields(schedule)}
        upsert(self._connection, schedules, [{**row, "workspace": self._workspace}])

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[Schedule, ...]:
        query = select(schedules).where(self._mine(schedules), *conditions).order_by(schedules.c.channel)
        return tuple(_schedule(row) for row in self._connection.execute(query).mappings())


def _schedule(row: RowMapping) -> Schedule:
    told = dict(row)
    told["cadence"] = Cadence(told["cadence"])
    told["weekday"] = Weekday(told["weekday"])
    return Schedule(**told)
