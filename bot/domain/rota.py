"""A person's working life: their zone, hours and holidays, and what follows for when to write to them."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.domain import calendar
from bot.domain.calendar import UnknownZone, WorkingHours
from bot.domain.people import Person
from bot.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class _Holidays(Container[date]):
    """The holidays of a country, looked up year by year."""

    country: str | None

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.country is not None and day in _holidays(self.country, day.year)


@lru_cache(maxsize=256)
def _holidays(country: str, year: int) -> frozenset[date]:
    return calendar.holidays_of(country, (year,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """When somebody works; all instants are UTC, all days are the person's own."""

    zone: ZoneInfo
    hours: WorkingHours
    holidays: Container[date]

    def today(self, now: datetime) -> date:
        """The person's calendar day."""
        return calendar.local_date(now, self.zone)

    def is_at_work(self, now: datetime) -> bool:
        """Whether the person may be written to at this instant."""
        return calendar.in_working_hours(now, self.zone, self.hours, self.holidays)

    def opening(self, now: datetime) -> datetime:
        """The first instant from now on at which the person may be written to."""
        return calendar.next_opening(now, self.zone, self.hours, self.holidays)

    def opening_on(self, day: date) -> datetime:
        """The first working instant on that day, or after it when it is no working day."""
        return self.opening(calendar.local_instant(day, self.hours.start, self.zone))

    def later(self, day: date, working_days: int) -> date:
        """The day that lies this many of the person's working days later."""
        return calendar.add_working_days(day, working_days, self.holidays, self.hours)

    def tomorrow(self, now: datetime) -> datetime:
        """The opening of the next working day after today."""
        return self.opening_on(self.today(now) + timedelta(days=1))


def rota_of(person: Person | None, policy: Policy) -> Rota:
    """The rota of a person by their profile; the organisation's zone where the profile has none or an unknown one."""
    name = (person.zone if person else None) or policy.zone
    try:
        where = calendar.zone(name)
    except UnknownZone:
        where = calendar.zone(policy.zone)
    return Rota(zone=where, hours=policy.hours, holidays=_Holidays(policy.country))
