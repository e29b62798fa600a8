"""An obligation is open until the thing exists, and nobody's morning of its day is missed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.obligations import ObligationStatus, first_look
from tests.bot.domain.builders import EPOCH, obligation


def test_the_first_look_is_no_later_than_the_day_begins_anywhere() -> None:
    day = date(2027, 2, 15)
    assert first_look(day) == datetime(2027, 2, 14, 10, tzinfo=UTC)
    begins = [datetime.combine(day, time(0), tzinfo=ZoneInfo(name)) for name in available_timezones() if "/" in name]
    assert first_look(day) <= min(begins)
    assert min(begins) - first_look(day) < timedelta(hours=1)


def test_what_is_silent_is_still_owed_and_what_is_done_is_not() -> None:
    assert obligation().is_open
    assert obligation(status=ObligationStatus.SILENT).is_open
    done = obligation(said=("a",)).done(EPOCH)
    assert (done.is_open, done.status, done.closed_at, done.said) == (False, ObligationStatus.DONE, EPOCH, ("a",))
