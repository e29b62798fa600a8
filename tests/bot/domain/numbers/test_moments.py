"""A time of day or a date that was typed for a number is refused by its name, never read as a count."""

import pytest

from bot.domain.numbers import AskBack, Invalid, Number, read_number


@pytest.mark.parametrize("typed", ["12:30", "9:05", "14:05:30", "7:30 pm", "08:15 Uhr"])
def test_a_time_of_day_is_no_number(typed: str) -> None:
    read = read_number(typed)
    assert isinstance(read, Invalid)
    assert read.reason == "That is a time of day, not a number."
    assert "90 minutes" in read.hint


@pytest.mark.parametrize("typed", ["1 March", "March 1st", "3. Mai", "2026-03-01", "1 de junio", "3月1日"])
def test_a_date_is_no_number(typed: str) -> None:
    read = read_number(typed)
    assert isinstance(read, Invalid)
    assert read.reason == "That is a date, not a number."


@pytest.mark.parametrize("typed", ["3:1", "30:70", "12:30 tickets"])
def test_a_proportion_is_still_asked_back(typed: str) -> None:
    assert isinstance(read_number(typed), AskBack)


@pytest.mark.parametrize(("typed", "value"), [("1/3", 1 / 3), ("12 marathons", 12), ("5 mayors", 5)])
def test_what_only_begins_like_a_date_is_a_number(typed: str, value: float) -> None:
    read = read_number(typed)
    assert isinstance(read, Number)
    assert read.value == value
