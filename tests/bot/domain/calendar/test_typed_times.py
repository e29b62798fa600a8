"""Times, weekdays and zones are read as people type them, or refused with an example."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import (
    UnknownZone,
    UnreadableTime,
    UnreadableWeekday,
    Weekday,
    parse_time,
    parse_weekday,
    parse_zone,
)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("9", 9, 0),
        ("9:00", 9, 0),
        ("09:00", 9, 0),
        ("9am", 9, 0),
        ("9 a.m.", 9, 0),
        ("14:30", 14, 30),
        ("2:30 PM", 14, 30),
        ("12am", 0, 0),
        ("12pm", 12, 0),
        ("noon", 12, 0),
        ("Midnight", 0, 0),
        ("14h30", 14, 30),
        ("9.15", 9, 15),
        ("9 Uhr", 9, 0),
        ("\uff19:00", 9, 0),
        ("9\u00a0am", 9, 0),
        ("0:00", 0, 0),
        ("23:59", 23, 59),
        ("09:00:00", 9, 0),
        ("9 o\u2019clock", 9, 0),
    ],
)
def test_a_time_of_day_is_read(text: str, hour: int, minute: int) -> None:
    assert parse_time(text) == time(hour, minute)


@pytest.mark.parametrize(
    "text", ["", "24:00", "9:60", "13pm", "0am", "nine-ish", "9:0", "-9", "* * * * *", "\u0669:\u0660\u0660", "9:00:30"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UnreadableTime) as refused:
        parse_time(text)
    assert "14:30" in refused.value.hint


@given(st.times())
def test_what_is_written_as_a_time_is_read_back(at: time) -> None:
    assert parse_time(at.strftime("%H:%M")) == at.replace(second=0, microsecond=0)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_times_weekdays_and_zones(text: str) -> None:
    for parse, refusal in ((parse_time, UnreadableTime), (parse_weekday, UnreadableWeekday), (parse_zone, UnknownZone)):
        try:
            read = parse(text)
        except refusal as refused:
            assert refused.args[0]  # noqa: PT017 - either outcome is right, an unnamed failure is not
        else:
            assert read is not None


@pytest.mark.parametrize("text", ["mon", "Mon.", "Monday", "MONDAYS", "on monday", " monday "])
def test_a_weekday_is_read(text: str) -> None:
    assert parse_weekday(text) is Weekday.MONDAY


def test_a_weekday_is_read_in_the_language_of_the_person() -> None:
    assert parse_weekday("Dienstag", "de-DE") is Weekday.TUESDAY
    assert parse_weekday("mié.", "es_ES") is Weekday.WEDNESDAY
    assert parse_weekday("samedi", "fr") is Weekday.SATURDAY
    assert parse_weekday("thurs", "no such locale") is Weekday.THURSDAY


@pytest.mark.parametrize("text", ["", "s", "1", "montag", "someday"])
def test_what_is_no_weekday_is_refused(text: str) -> None:
    with pytest.raises(UnreadableWeekday, match="Monday"):
        parse_weekday(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
        (" Asia/Tokyo ", "Asia/Tokyo"),
    ],
)
def test_a_zone_is_read_by_name_or_city(text: str, name: str) -> None:
    assert parse_zone(text).key == name


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Mars/Phobos", "Europe/Berlin"),
        ("Europe/Berln", "Europe/Berlin"),
        ("EST", "America/New_York"),
        ("PST", "America/Los_Angeles"),
        ("+02:00", "Europe/Berlin"),
        ("Louisville", "America/Kentucky/Louisville"),
    ],
)
def test_a_zone_that_is_not_known_is_answered_with_names_that_are(text: str, hint: str) -> None:
    with pytest.raises(UnknownZone) as refused:
        parse_zone(text)
    assert hint in refused.value.hint
