"""Wall times become instants, whatever the zone does to its clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import UnknownZone, Weekday, as_utc, local_date, local_instant, local_time, zone

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(sorted(available_timezones() - {"Factory", "localtime"}))
DAYS = st.dates(date(1900, 1, 2), date(2150, 12, 30))
TIMES = st.times()


def test_a_skipped_wall_time_becomes_the_first_valid_instant() -> None:
    assert local_instant(date(2027, 3, 28), time(2, 30), BERLIN) == datetime(2027, 3, 28, 1, tzinfo=UTC)


def test_a_repeated_wall_time_becomes_its_first_instant() -> None:
    assert local_instant(date(2026, 10, 25), time(2, 30), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_fold_in_the_argument_cannot_choose_the_second_instant() -> None:
    assert local_instant(date(2026, 10, 25), time(2, 30, fold=1), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_half_hour_gap_ends_where_it_ends() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")  # +10:30 becomes +11:00 at 02:00
    assert local_instant(date(2026, 10, 4), time(2, 10), lord_howe) == datetime(2026, 10, 3, 15, 30, tzinfo=UTC)


def test_a_day_that_a_country_skipped_becomes_the_next_midnight() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert local_instant(date(2011, 12, 30), time(9), apia) == datetime(2011, 12, 30, 10, tzinfo=UTC)


@given(ZONES, DAYS, TIMES)
def test_the_clock_there_shows_the_wall_time_or_it_was_skipped(name: str, day: date, at: time) -> None:
    where = ZoneInfo(name)
    wall = datetime.combine(day, at)
    found = local_instant(day, at, where)
    shown = found.astimezone(where).replace(tzinfo=None)
    if shown != wall:
        just_before = (found - timedelta(seconds=1)).astimezone(where).replace(tzinfo=None)
        assert just_before < wall < shown


@given(ZONES, DAYS, TIMES)
def test_no_earlier_instant_shows_the_same_wall_time(name: str, day: date, at: time) -> None:
    where = ZoneInfo(name)
    wall = datetime.combine(day, at)
    both = [wall.replace(tzinfo=where, fold=fold).astimezone(UTC) for fold in (0, 1)]
    shows = [instant for instant in both if instant.astimezone(where).replace(tzinfo=None) == wall]
    assert not shows or local_instant(day, at, where) == min(shows)


@pytest.mark.parametrize(
    "name",
    [
        "Mars/Phobos",
        "",
        "Europe",
        "../../etc/passwd",
        "/etc/localtime",
        "right/Europe/Berlin",
        "posix/UTC",
        "localtime",
        "Factory",
        "Europe/Berlin\x00",
        "x" * 5000,
        "europe berlin",
    ],
)
def test_what_is_no_zone_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(UnknownZone, match="Europe/Berlin") as refused:
        zone(name)
    assert len(str(refused.value)) < 200
    assert refused.value.hint


def test_every_zone_of_the_database_is_known_by_its_name() -> None:
    for name in available_timezones() - {"Factory", "localtime"}:
        assert zone(name).key == name


def test_naive_moments_are_refused() -> None:
    naive = datetime(2027, 1, 1)  # noqa: DTZ001 - naive on purpose
    with pytest.raises(ValueError, match="naive"):
        as_utc(naive)
    with pytest.raises(ValueError, match="naive"):
        local_date(naive, BERLIN)


def test_a_wall_time_that_carries_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="wall time"):
        local_instant(date(2027, 1, 1), time(9, tzinfo=UTC), BERLIN)


def test_the_local_day_and_time_are_those_of_the_place() -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert local_date(late, BERLIN) == date(2027, 1, 1)
    assert local_time(late, BERLIN) == time(0, 30)


def test_monday_is_monday() -> None:
    assert Weekday.of(date(2026, 11, 23)) is Weekday.MONDAY
    assert Weekday.MONDAY.on_or_after(date(2026, 11, 23)) == date(2026, 11, 23)
    assert Weekday.SUNDAY.on_or_after(date(2026, 11, 23)) == date(2026, 11, 29)
