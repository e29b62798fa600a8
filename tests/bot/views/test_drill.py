"""A drill as a message: what is asked, under which clock, and what came of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.drills import Scenario
from bot.views.drill import drill_lines
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.views import samples
from tests.bot.views.seen import buttons_of


def test_a_drill_says_that_it_is_one_and_runs_from_its_message(words: Words) -> None:
    drill = render(samples.DRILL, words)
    assert "This is an exercise; nothing has happened." in drill.text
    assert "The clock runs from this message: 15 minutes." in drill.text
    assert buttons_of(drill.blocks) == {"drill.answer": [f"p1|{samples.NOW.isoformat()}"]}


def test_every_scenario_has_words_of_its_own(words: Words) -> None:
    told = set()
    for each in Scenario:
        assert words.label("scenario", each) != each.value
        told.add(render(replace(samples.DRILL, drill=replace(samples.DRILL.drill, scenario=each)), words).text)
    assert len(told) == len(Scenario)


def test_a_drill_whose_time_is_over_can_still_be_answered(words: Words) -> None:
    over = render(replace(samples.DRILL, is_over=True), words)
    assert "*Nobody answered within 15 minutes.*" in over.text
    assert list(buttons_of(over.blocks)) == ["drill.answer"]


def test_an_answered_drill_shows_its_time_and_its_answer_and_asks_no_more(words: Words) -> None:
    passed = render(samples.ANSWERED_DRILL, words)
    assert "✓ *Passed* in 4 minutes. It counts as evidence until 22 May 2027." in passed.text
    assert "after 2 hours" in passed.text
    assert buttons_of(passed.blocks) == {}
    assert "less than a minute" in _with(words, answered_at=samples.NOW + timedelta(seconds=30))
    assert "in 1 minute." in _with(words, answered_at=samples.NOW + timedelta(seconds=90))
    assert "after 1 hour" in _with(words, noticed_after_hours=1.0)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"answered_at": samples.NOW + timedelta(minutes=16)}, "the answer took 16 minutes, of 15 minutes"),
        ({"noticed_after_hours": None}, "nobody would notice"),
        ({"is_automatic": False}, "somebody would have to look"),
        ({"noticed_after_hours": 30.0}, "it would be noticed after 30 hours, later than 24"),
    ],
)
def test_a_drill_that_was_not_passed_says_why(words: Words, changed: dict[str, object], why: str) -> None:
    assert f"*Not passed*: {why}" in _with(words, passed=False, **changed)


def test_the_page_shows_the_latest_drill_in_a_few_lines(words: Words) -> None:
    assert [line.plain for line in drill_lines(None, words)] == ["No drill was run yet."]
    (waiting,) = drill_lines(samples.DRILL.drill, words)
    assert "has no answer" in waiting.plain
    assert len(drill_lines(samples.ANSWERED_DRILL.drill, words)) == 5
    assert len(drill_lines(samples.FAILED_DRILL.drill, words)) == 3


def _with(words: Words, **changed: object) -> str:
    drill = replace(samples.ANSWERED_DRILL.drill, **changed)  # type: ignore[arg-type]  # the names of its fields
    return render(replace(samples.ANSWERED_DRILL, drill=drill), words).text
