from datetime import UTC, datetime, timedelta, timezone

import pytest

from handlers.demo.story_clock import StoryClock

START = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_running_clock_goes_on_with_real_time_from_where_it_was_put() -> None:
    real = [100.0]
    clock = StoryClock(START, monotonic=lambda: real[0])
    real[0] = 160.0
    assert clock.now() == START + timedelta(minutes=1)
    clock.move_to(START + timedelta(days=1))
    real[0] = 165.0
    assert clock.now() == START + timedelta(days=1, seconds=5)


def test_a_frozen_clock_stands_until_it_is_moved() -> None:
    real = [0.0]
    clock = StoryClock(START, frozen=True, monotonic=lambda: real[0])
    real[0] = 1000.0
    assert clock.now() == START
    clock.advance(timedelta(hours=1))
    assert clock.now() == START + timedelta(hours=1)


def test_a_story_never_goes_back() -> None:
    clock = StoryClock(START, frozen=True)
    with pytest.raises(ValueError, match="only moves forward"):
        clock.move_to(START - timedelta(seconds=1))


def test_a_story_needs_a_time_zone_and_tells_the_time_in_utc() -> None:
    with pytest.raises(ValueError, match="time zone"):
        StoryClock(datetime(2026, 11, 23, 9))  # noqa: DTZ001  # a naive time is what must be refused
    tokyo = timezone(timedelta(hours=9))
    clock = StoryClock(START.astimezone(tokyo), frozen=True)
    assert clock.now() == START
    assert clock.now().tzinfo is UTC
