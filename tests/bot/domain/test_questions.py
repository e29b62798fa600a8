"""The question bank is checked before anybody is asked anything."""

from typing import Any

import pytest

from bot.domain.asked import asked_now, is_asked
from bot.domain.charter import Choice, Text
from bot.domain.ids import QuestionId
from bot.domain.people import Role
from bot.domain.questions import AnswerType, BrokenBank, Column, Condition, NumberForm, Option, Part, QuestionBank
from tests.bot.domain.builders import bank, charter, question

OPTION = Option(value="up", label="Higher")


@pytest.mark.parametrize(
    ("flaw", "words"),
    [
        ({"part": 0}, "question broken: part 0 does not exist"),
        ({"part": 4}, "question broken: part 4 does not exist"),
        ({"options": (OPTION,)}, "question broken: options belong to choices"),
        ({"type_": AnswerType.CHOICE, "options": ()}, "each choice needs some"),
        ({"type_": AnswerType.CHOICE, "options": (OPTION, OPTION)}, "two options have the same value"),
        ({"form": NumberForm.PLAIN}, "question broken: a form belongs to numbers"),
        ({"type_": AnswerType.NUMBER, "form": None}, "each number needs one"),
        ({"max_length": 0}, "between 1 and 3000"),
        ({"max_length": 3001}, "between 1 and 3000"),
    ],
)
def test_a_broken_question_is_refused_by_its_name(flaw: dict[str, Any], words: str) -> None:
    with pytest.raises(BrokenBank, match=words):
        bank(question("broken", **flaw))


def test_a_question_that_stands_twice_is_refused() -> None:
    with pytest.raises(BrokenBank, match="question churn stands twice"):
        bank(question("churn"), question("other"), question("churn"))


def test_parts_are_numbered_without_a_gap() -> None:
    part = Part(number=2, title="t", question="q", intro="i")
    with pytest.raises(BrokenBank, match=r"\[2\]; they must count 1, 2, 3"):
        QuestionBank(edition="test", parts=(part,), questions=())


def test_the_longest_and_the_shortest_answers_that_slack_takes_are_allowed() -> None:
    assert bank(question("a", max_length=1), question("b", max_length=3000)).find("b")


def test_questions_are_found_by_id_part_and_need() -> None:
    asked = bank()
    assert [each.id for each in asked.of_part(3)] == ["design", "fallback"]
    assert asked.part(3).title == "Part 3"
    assert asked.find("design") == asked.of_part(3)[0]
    assert asked.find("nonsense") is None
    assert [each.id for each in asked.required] == ["metric_name", "metric_unit", "sponsor", "design"]


@pytest.mark.parametrize("number", [0, 4, -1])
def test_a_part_that_does_not_exist_is_a_key_error(number: int) -> None:
    with pytest.raises(KeyError):
        bank().part(number)


def test_an_option_is_found_by_its_value_only() -> None:
    asked = question("direction", AnswerType.CHOICE)
    assert asked.option("up") == OPTION
    assert asked.option("Higher") is None


def test_a_question_is_asked_of_the_owner_unless_it_says_otherwise() -> None:
    assert (question("x").asked, question("x").required, question("x").not_in_past) == (Role.OWNER, False, False)


# --- questions that wait for another --------------------------------------------------------------


def waiting(*options: str, of: str = "direction") -> Condition:
    return Condition(question=QuestionId(of), options=options)


@pytest.mark.parametrize(
    ("flaw", "words"),
    [
        ({"when": waiting("up", of="nobody")}, "its condition names nobody, which its part does not ask"),
        ({"when": waiting("up"), "part": 2}, "its condition names direction, which its part does not ask"),
        ({"when": waiting("sideways")}, "direction has no option sideways"),
        ({"when": waiting()}, "direction has no option named"),
        ({"when": waiting("up", of="broken")}, "broken has no option up"),
        ({"when": waiting("up"), "required": True}, "what is needed is always asked"),
    ],
)
def test_a_condition_that_can_never_hold_is_refused_by_its_question(flaw: dict[str, Any], words: str) -> None:
    with pytest.raises(BrokenBank, match=f"question broken: {words}"):
        bank(question("direction", AnswerType.CHOICE), question("broken", **flaw))


def test_a_question_is_asked_with_the_option_that_it_waits_for_whatever_was_answered_before() -> None:
    free, waits = question("free"), question("waits", when=waiting("up"))
    assert is_asked(charter(), free)
    assert not is_asked(charter(), waits)
    assert not is_asked(charter(direction=Choice(option="down")), waits)
    assert is_asked(charter(direction=Choice(option="up")), waits)
    assert not is_asked(charter(direction=Choice(option="down"), waits=Text(text="20")), waits)
    assert asked_now(charter(), (free, waits)) == (free,)


def test_a_part_that_asks_nothing_is_no_page_and_the_others_keep_their_numbers() -> None:
    asked = bank(question("metric_name"), question("design", part=3), parts=4)
    assert asked.pages == (1, 3)
    assert [asked.page_from(number) for number in (1, 2, 3, 4, 99)] == [1, 3, 3, None, None]
    assert asked.part(2).number == 2


# --- answers in rows ------------------------------------------------------------------------------


def column(id_: str = "name", **also: Any) -> Column:
    known: dict[str, Any] = {"type": AnswerType.TEXT, "required": id_ == "name", "is_key": id_ == "name"}
    return Column(id=QuestionId(id_), label=id_, **{**known, **also})


@pytest.mark.parametrize(
    ("flaw", "words"),
    [
        ({"columns": ()}, "columns belong to rows, and rows need some"),
        ({"type_": AnswerType.TEXT}, "columns belong to rows, and rows need some"),
        ({"rows_most": 0}, "rows_most must lie between 1 and 20"),
        ({"rows_most": 21}, "rows_most must lie between 1 and 20"),
        ({"columns": (column(), column())}, "column name stands twice"),
        ({"columns": (column(required=False),)}, "the first column names the row"),
        ({"columns": (column(is_key=False),)}, "the first column names the row"),
        ({"columns": (column(type=AnswerType.DATE),)}, "the first column names the row"),
        ({"columns": (column(), column("who", type=AnswerType.PERSON))}, "column who: a cell holds no person"),
        ({"columns": (column(), column("in", type=AnswerType.ROWS))}, "column in: a cell holds no rows"),
        ({"columns": (column(), column("size", type=AnswerType.NUMBER))}, "column size: a form belongs to numbers"),
        ({"columns": (column(), column("way", type=AnswerType.CHOICE))}, "column way: options belong to choices"),
    ],
)
def test_rows_that_no_window_could_ask_for_are_refused(flaw: dict[str, Any], words: str) -> None:
    known: dict[str, Any] = {"type_": AnswerType.ROWS, "columns": (column(),)}
    with pytest.raises(BrokenBank, match=f"question broken: {words}"):
        bank(question("broken", **{**known, **flaw}))


def test_a_column_is_found_by_its_id() -> None:
    asked = question("guardrails", AnswerType.ROWS, columns=(column(), column("why")))
    assert asked.column("why") == column("why")
    assert asked.column("smuggled") is None
