"""A digest's rhythm is read from words in any order, and the word that cannot be read is named with what it is not."""

from datetime import time

import pytest

from bot.domain.calendar import Cadence, Weekday
from bot.domain.refusal import Refusal
from bot.domain.rhythms import Rhythm, read_rhythm

USUAL = Rhythm(cadence=Cadence.WEEKLY, weekday=Weekday.MONDAY, at=time(9), zone="Europe/Berlin")
MONTHLY = Rhythm(cadence=Cadence.MONTHLY, weekday=Weekday.MONDAY, at=time(9), zone="Europe/Berlin")


@pytest.mark.parametrize(
    ("words", "weekday", "at", "zone"),
    [
        ((), Weekday.MONDAY, time(9), "Europe/Berlin"),
        (("friday", "15:00", "Asia/Tokyo"), Weekday.FRIDAY, time(15), "Asia/Tokyo"),
        (("tokyo", "3pm", "fri"), Weekday.FRIDAY, time(15), "Asia/Tokyo"),
        (("8",), Weekday.MONDAY, time(8), "Europe/Berlin"),
    ],
)
def test_words_are_read_in_any_order_and_what_is_left_out_is_as_usual(
    words: tuple[str, ...], weekday: Weekday, at: time, zone: str
) -> None:
    wanted = Rhythm(cadence=Cadence.WEEKLY, weekday=weekday, at=at, zone=zone)
    assert read_rhythm(words, USUAL, None) == wanted


def test_weekdays_are_known_in_the_persons_language() -> None:
    assert read_rhythm(("freitag",), USUAL, "de-DE").weekday is Weekday.FRIDAY


@pytest.mark.parametrize(
    ("usual", "words", "told"),
    [
        (MONTHLY, ("31",), "comes on the first such weekday of the month"),
        (MONTHLY, ("1st",), "comes on the first such weekday of the month"),
        (MONTHLY, ("25:00",), "“25:00” is not a time of day"),
        (USUAL, ("31",), "“31” is not a time of day"),
        (USUAL, ("funday", "25:00"), "“funday” is not a weekday. Did you mean sunday"),
        (USUAL, ("25:00",), "“25:00” is not a time of day"),
        (USUAL, ("9", "8"), "I cannot read “8”"),
        (USUAL, ("sometimes",), "“sometimes” is no weekday, no time of day and no time zone"),
        (USUAL, ("monday", "tokyo", "twice"), "I cannot read “twice”"),
        (USUAL, ("",), "“” is no weekday"),
    ],
)
def test_a_word_that_cannot_be_read_is_named_with_the_forms_there_are(
    usual: Rhythm, words: tuple[str, ...], told: str
) -> None:
    with pytest.raises(Refusal, match=told) as refused:
        read_rhythm(words, usual, None)
    assert f"/plumb digest {usual.cadence} monday 09:00 Europe/Berlin" in refused.value.words


@pytest.mark.parametrize(("word", "told"), [("Mars/Phobos", "Mars/Phobos"), ("est", "America/New_York")])
def test_what_looks_like_a_zone_is_told_as_one(word: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        read_rhythm((word,), USUAL, None)
