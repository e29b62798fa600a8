"""Where no phrase names a design, families of words tell it; one of them missing, it is asked back."""

import pytest

from bot.domain.reading import read_experiment_statement
from bot.domain.reading.loosely import loosely

TOLD = (
    ("switchback", "The tram signal uses AI in the mornings and the fixed plan in the afternoons"),
    ("switchback", "Saturdays with the new roster, Sundays with the old one"),
    ("switchback", "In the first week of each month the model steers, in the other weeks the operators"),
    ("switchback", "Vormittags mit, nachmittags ohne, nach einer Woche umgekehrt"),
    ("ab", "for half of the schools a letter, for other ones the usual phone call"),
    ("difference_in_differences", "difference in noise between our depots and another firm's depots"),
    ("interrupted_time_series", "thefts since the cameras got smart, against the figure of earlier times"),
    ("staged_rollout", "The harbour office begins, the customs office follows, eventually the entire port"),
    ("staged_rollout", "D'abord Lille, ensuite le nord et toutes les régions"),
)
NOT_TOLD = (
    "mornings with the model",
    "in the mornings and in the afternoons we look at it",
    "half of the schools want it",
    "difference between our depots",
    "thefts since the cameras got smart",
    "the office begins, others watch",
    "we start in May, later we discuss all of it",
    "first learn, then scale",
    "Pilot at two sites",
)


@pytest.mark.parametrize(("design", "text"), TOLD)
def test_families_of_words_tell_a_design(design: str, text: str) -> None:
    reading = read_experiment_statement(text)
    assert reading.design == design
    assert reading.words


@pytest.mark.parametrize("text", NOT_TOLD)
def test_one_family_missing_tells_nothing(text: str) -> None:
    assert loosely(text) is None
    assert read_experiment_statement(text).design == "unclear"


def test_the_word_of_each_family_is_named() -> None:
    told = loosely("The harbour office begins, the customs office follows, eventually the entire port")
    assert told is not None
    assert [word.text for word in told[1]] == ["begins", "follows", "entire"]
