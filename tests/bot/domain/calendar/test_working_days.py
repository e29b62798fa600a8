"""Working days and hours are those of the person, with their holidays."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import (
    UnknownCountry,
    Weekday,
    WorkingHours,
    add_working_days,
    holidays_of,
    in_working_hours,
    is_working_day,
    next_opening,
    working_days_between,
)

OFFICE = WorkingHours(start=time(9), end=time(17))
NONE: frozenset[date] = frozenset()
TOKYO, NEW_YORK, BERLIN = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York"), ZoneInfo("Europe/Berlin")
HOURS = st.builds(
    lambda ends, days: WorkingHours(start=min(ends), end=max(ends), days=days),
    st.tuples(st.times(), st.times()).filter(lambda ends: ends[0] != ends[1]),
    st.frozensets(st.sampled_from(Weekday), min_size=1),
)
DATES = st.dates(date(1990, 1, 1), date(2100, 1, 1))
HOLIDAYS = st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=30)


def test_weekends_and_holidays_are_no_working_days() -> None:
    assert is_working_day(date(2026, 11, 27), NONE, OFFICE)
    assert not is_working_day(date(2026, 11, 28), NONE, OFFICE)
    assert not is_working_day(date(2026, 12, 25), holidays_of("DE", [2026]), OFFICE)


def test_three_working_days_skip_the_weekend_and_the_holiday() -> None:
    assert add_working_days(date(2026, 11, 26), 3, NONE, OFFICE) == date(2026, 12, 1)
    assert add_working_days(date(2026, 12, 23), 3, holidays_of("DE", [2026]), OFFICE) == date(2026, 12, 29)


def test_days_before_a_launch_count_backwards() -> None:
    assert add_working_days(date(2026, 12, 1), -5, NONE, OFFICE) == date(2026, 11, 24)


def test_no_days_later_is_the_same_day_even_on_a_sunday() -> None:
    assert add_working_days(date(2026, 11, 29), 0, NONE, OFFICE) == date(2026, 11, 29)


@given(DATES, st.integers(-60, 60), HOLIDAYS, HOURS)
def test_adding_and_counting_working_days_agree(
    day: date, count: int, closed: frozenset[date], hours: WorkingHours
) -> None:
    reached = add_working_days(day, count, closed, hours)
    assert count == 0 or is_working_day(reached, closed, hours)
    if count >= 0:
        assert working_days_between(day, reached, closed, hours) == count
    else:
        assert working_days_between(reached - timedelta(days=1), day - timedelta(days=1), closed, hours) == -count


def test_counting_backwards_is_negative() -> None:
    assert working_days_between(date(2026, 12, 1), date(2026, 11, 26), NONE, OFFICE) == -3


def test_a_calendar_without_any_working_day_is_refused_instead_of_searched_for_ever() -> None:
    class Always:
        def __contains__(self, day: object) -> bool:
            return True

    with pytest.raises(ValueError, match="no working day"):
        add_working_days(date(2026, 1, 1), 1, Always(), OFFICE)
    with pytest.raises(ValueError, match="no working hours"):
        next_opening(datetime(2026, 1, 1, tzinfo=UTC), BERLIN, OFFICE, Always())


def test_nine_in_the_morning_is_another_instant_in_tokyo_and_in_new_york() -> None:
    saturday = datetime(2026, 11, 28, 12, tzinfo=UTC)
    assert next_opening(saturday, TOKYO, OFFICE, NONE) == datetime(2026, 11, 30, 0, tzinfo=UTC)
    assert next_opening(saturday, NEW_YORK, OFFICE, NONE) == datetime(2026, 11, 30, 14, tzinfo=UTC)


def test_who_is_at_work_is_written_to_now() -> None:
    now = datetime(2026, 11, 27, 10, 15, tzinfo=UTC)
    assert next_opening(now, BERLIN, OFFICE, NONE) == now
    assert in_working_hours(now, BERLIN, OFFICE, NONE)


def test_the_last_minute_of_the_day_is_work_and_the_end_is_not() -> None:
    end = datetime(2026, 11, 27, 16, tzinfo=UTC)
    assert in_working_hours(end - timedelta(minutes=1), BERLIN, OFFICE, NONE)
    assert not in_working_hours(end, BERLIN, OFFICE, NONE)
    assert next_opening(end, BERLIN, OFFICE, NONE) == datetime(2026, 11, 30, 8, tzinfo=UTC)


def test_a_day_that_was_skipped_opens_nowhere() -> None:
    apia = ZoneInfo("Pacific/Apia")  # had no 30 December 2011, a Friday
    eve = datetime(2011, 12, 30, 9, tzinfo=UTC)  # Thursday 29th, 23:00 there
    assert next_opening(eve, apia, OFFICE, NONE).astimezone(apia) == datetime(2012, 1, 2, 9, tzinfo=apia)


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - naive bounds
    st.sampled_from(sorted(available_timezones() - {"Factory", "localtime"})).map(ZoneInfo),
    HOURS,
    HOLIDAYS,
)
def test_an_opening_is_never_early_and_always_within_hours(
    now: datetime, where: ZoneInfo, hours: WorkingHours, closed: frozenset[date]
) -> None:
    opening = next_opening(now, where, hours, closed)
    assert opening >= now
    assert in_working_hours(opening, where, hours, closed)
    assert (opening == now) == in_working_hours(now, where, hours, closed)


def test_hours_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="start before"):
        WorkingHours(start=time(17), end=time(9))
    with pytest.raises(ValueError, match="working day"):
        WorkingHours(days=frozenset())
    with pytest.raises(ValueError, match="wall times"):
        WorkingHours(start=time(9, tzinfo=UTC))


def test_the_holidays_of_a_part_of_a_country_add_its_own() -> None:
    epiphany = date(2027, 1, 6)
    assert epiphany in holidays_of("de-by", [2027])
    assert epiphany not in holidays_of("DE", [2027])


@pytest.mark.parametrize("country", ["XX", "", "DE-XX", "x" * 999])
def test_a_country_without_known_holidays_is_refused(country: str) -> None:
    with pytest.raises(UnknownCountry, match="code like DE"):
        holidays_of(country, [2027])


def test_every_country_of_the_library_gives_dates() -> None:
    for country in holidays.list_supported_countries():
        assert all(day.year == 2027 for day in holidays_of(country, [2027]))
