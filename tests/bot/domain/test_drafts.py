"""What could not be saved travels in a window as it was typed, and goes back into its field."""

from datetime import date

import pytest

from bot.domain.charter import Answer, Choice, Day, Quantity, Rows, Text, Value, Who
from bot.domain.drafts import MOST, Draft, carried, drafts_of, fit, overtaken, shown_again
from bot.domain.ids import QuestionId, UserId
from bot.domain.kickoff import Clash
from bot.domain.questions import AnswerType, Option
from tests.bot.domain.builders import EPOCH, OWNER, question

BASELINE = QuestionId("baseline")
BANANA = Draft(typed="banana “12”\n<@U1>", why="There is no number in it.")


def test_a_window_carries_drafts_as_they_were_typed() -> None:
    assert drafts_of(carried({BASELINE: BANANA})) == {BASELINE: BANANA}
    assert drafts_of({}) == {}


@pytest.mark.parametrize("forged", [None, [], "x", {"baseline": None}, {"baseline": {"typed": "x"}}, {"baseline": []}])
def test_drafts_that_are_none_of_ours_are_refused(forged: object) -> None:
    with pytest.raises((TypeError, KeyError, ValueError)):
        drafts_of(forged)


def test_a_window_carries_only_so_much() -> None:
    few = {BASELINE: Draft(typed="x" * (MOST - 100), why="y")}
    assert fit(few)
    assert not fit(few | {QuestionId("target"): Draft(typed="x" * 100, why="y")})
    assert not fit({BASELINE: Draft(typed="\n" * (MOST // 2), why="y")}), "a line break takes two characters there"


@pytest.mark.parametrize(
    ("kind", "typed", "shown"),
    [
        (AnswerType.TEXT, "banana", Text(text="banana")),
        (AnswerType.LONG_TEXT, "two\nlines", Text(text="two\nlines")),
        (AnswerType.NUMBER, "banana", Text(text="banana")),
        (AnswerType.DATE, "2020-01-01", Day(day=date(2020, 1, 1))),
        (AnswerType.DATE, "someday", None),
        (AnswerType.PERSON, "U1", Who(user=UserId("U1"))),
        (AnswerType.CHOICE, "up", Choice(option="up")),
        (AnswerType.TEXT, "", None),
    ],
)
def test_a_draft_goes_back_into_its_field_as_it_was_typed(kind: AnswerType, typed: str, shown: Value | None) -> None:
    assert shown_again(question("x", type=kind), Draft(typed=typed, why="")) == shown


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        (Text(text="Margin\nholds"), "saved “Margin holds” here"),
        (Quantity(value=0.031, unit="percent", typed="3.1%", echo=""), "saved “3.1%” here"),
        (Day(day=date(2027, 6, 30)), "saved “2027-06-30” here"),
        (Choice(option="up"), "saved “Higher” here"),
        (Choice(option="gone"), "changed this"),
        (Who(user=OWNER.user), "changed this"),
        (Rows(rows=()), "changed this"),
        (None, "changed this"),
    ],
)
def test_what_somebody_else_saved_meanwhile_is_told(theirs: Value | None, said: str) -> None:
    asked = question("x", type=AnswerType.CHOICE, options=(Option(value="up", label="Higher"),))
    answer = Answer(question=asked.id, value=theirs, by=OWNER.user, at=EPOCH, revision=2)
    words = overtaken(asked, Clash(question=asked.id, theirs=answer, mine=Text(text="mine")))
    assert words == f"Somebody else {said} while you were editing; saving this page replaces it."
