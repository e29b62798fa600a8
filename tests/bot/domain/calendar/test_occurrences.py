"""Schedules come exactly once for each period, at their wall time, through every change of clocks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import (
    Cadence,
    Occurrence,
    Weekday,
    local_instant,
    next_local,
    next_occurrence,
    occurrences_between,
)

BERLIN = ZoneInfo("Europe/Berlin")
ANCHOR = date(2026, 1, 5)
ZONES = st.sampled_from(sorted(available_timezones() - {"Factory", "localtime"})).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(1900, 1, 10), datetime(2150, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy wants naive bounds
SCHEDULES = st.tuples(
    st.sampled_from(Cadence), st.sampled_from(Weekday), st.times(), ZONES, st.dates(date(1950, 1, 1), date(2100, 1, 1))
)
LONGEST = {Cadence.WEEKLY: 7, Cadence.BIWEEKLY: 14, Cadence.MONTHLY: 35}


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]  # mypy cannot count a star argument


@given(MOMENTS, SCHEDULES)
def test_the_next_time_is_strictly_after_and_shows_its_wall_time(
    after: datetime, schedule: tuple[Cadence, Weekday, time, ZoneInfo, date]
) -> None:
    cadence, weekday, at, where, anchor = schedule
    found = next_occurrence(after, cadence, weekday, at, where, anchor)
    assert found.at > after
    assert found.at - after <= timedelta(days=LONGEST[cadence] + 1)
    assert Weekday.of(found.day) is weekday
    assert found.at == local_instant(found.day, at, where)


@given(MOMENTS, SCHEDULES)
def test_every_period_comes_exactly_once(
    after: datetime, schedule: tuple[Cadence, Weekday, time, ZoneInfo, date]
) -> None:
    cadence, weekday, at, where, anchor = schedule
    found = occurrences_between(after, after + timedelta(days=400), cadence, weekday, at, where, anchor)
    days = [one.day for one in found]
    gaps = {(later - earlier).days for earlier, later in pairwise(days)}
    if cadence is Cadence.MONTHLY:
        months = [day.year * 12 + day.month for day in days]
        assert months == list(range(months[0], months[0] + len(months)))
        assert all(day.day <= 7 for day in days)
    else:
        assert gaps == {LONGEST[cadence]}


@given(MOMENTS, SCHEDULES, st.timedeltas(timedelta(0), timedelta(days=60)))
def test_asking_in_between_gives_the_same_times(
    after: datetime, schedule: tuple[Cadence, Weekday, time, ZoneInfo, date], pause: timedelta
) -> None:
    cadence, weekday, at, where, anchor = schedule
    whole = occurrences_between(after, after + timedelta(days=90), cadence, weekday, at, where, anchor)
    middle = after + pause
    halves = occurrences_between(after, middle, cadence, weekday, at, where, anchor) + occurrences_between(
        middle, after + timedelta(days=90), cadence, weekday, at, where, anchor
    )
    assert whole == halves


def test_the_sunday_on_which_clocks_go_forward_has_one_occurrence() -> None:
    times = occurrences_between(
        utc(2027, 3, 20), utc(2027, 4, 5), Cadence.WEEKLY, Weekday.SUNDAY, time(2, 30), BERLIN, ANCHOR
    )
    assert times == (
        Occurrence(utc(2027, 3, 21, 1, 30), date(2027, 3, 21)),
        Occurrence(utc(2027, 3, 28, 1, 0), date(2027, 3, 28)),
        Occurrence(utc(2027, 4, 4, 0, 30), date(2027, 4, 4)),
    )


def test_the_sunday_on_which_clocks_go_back_has_one_occurrence() -> None:
    first = next_occurrence(utc(2026, 10, 24), Cadence.WEEKLY, Weekday.SUNDAY, time(2, 30), BERLIN, ANCHOR)
    assert first == Occurrence(utc(2026, 10, 25, 0, 30), date(2026, 10, 25))
    second = next_occurrence(first.at, Cadence.WEEKLY, Weekday.SUNDAY, time(2, 30), BERLIN, ANCHOR)
    assert second == Occurrence(utc(2026, 11, 1, 1, 30), date(2026, 11, 1))


def test_a_daily_time_comes_once_on_both_days_of_change() -> None:
    skipped = next_local(utc(2027, 3, 27, 12), time(2, 30), BERLIN)
    assert skipped == Occurrence(utc(2027, 3, 28, 1), date(2027, 3, 28))
    assert next_local(skipped.at, time(2, 30), BERLIN).day == date(2027, 3, 29)
    repeated = next_local(utc(2026, 10, 24, 12), time(2, 30), BERLIN)
    assert repeated == Occurrence(utc(2026, 10, 25, 0, 30), date(2026, 10, 25))
    assert next_local(repeated.at, time(2, 30), BERLIN).day == date(2026, 10, 26)


def test_a_named_day_is_the_next_such_day() -> None:
    friday_noon = utc(2026, 11, 27, 12)
    assert next_local(friday_noon, time(13), ZoneInfo("UTC"), Weekday.FRIDAY).at == utc(2026, 11, 27, 13)
    assert next_local(friday_noon, time(12), ZoneInfo("UTC"), Weekday.FRIDAY).at == utc(2026, 12, 4, 12)


@pytest.mark.parametrize("start", [utc(2026, 1, 6), utc(2025, 12, 1), utc(2026, 1, 30)])
def test_biweekly_keeps_the_rhythm_of_its_anchor(start: datetime) -> None:
    found = next_occurrence(start, Cadence.BIWEEKLY, Weekday.TUESDAY, time(9), BERLIN, ANCHOR)
    assert (found.day - date(2026, 1, 6)).days % 14 == 0


def test_monthly_is_the_first_such_weekday_of_the_month() -> None:
    monthly = occurrences_between(
        utc(2026, 11, 2, 9), utc(2027, 2, 28), Cadence.MONTHLY, Weekday.MONDAY, time(9), BERLIN, ANCHOR
    )
    assert [one.day for one in monthly] == [date(2026, 12, 7), date(2027, 1, 4), date(2027, 2, 1)]


def test_what_was_missed_in_three_days_is_listed_oldest_first() -> None:
    missed = occurrences_between(
        utc(2026, 11, 1), utc(2026, 11, 9, 8), Cadence.WEEKLY, Weekday.MONDAY, time(9), BERLIN, ANCHOR
    )
    assert [one.day for one in missed] == [date(2026, 11, 2), date(2026, 11, 9)]


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        next_local(datetime(2026, 1, 1), time(9), BERLIN)  # noqa: DTZ001 - naive on purpose
