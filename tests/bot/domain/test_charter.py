"""A charter gives each answer as what it is, and as nothing else."""

from datetime import date

from pydantic import TypeAdapter

from bot.domain.charter import Charter, Choice, Row, Rows, Text, Value, Who
from bot.domain.ids import QuestionId, UserId
from tests.bot.domain.builders import charter, quantity

ANSWERS: dict[str, object] = {
    "text": "Churn",
    "quantity": quantity(0.031, "percent", "3.1%"),
    "day": date(2027, 6, 30),
    "choice": Choice(option="down"),
    "who": Who(user=UserId("U1")),
}
WRITTEN = charter(**ANSWERS, gone=None)


def test_each_answer_is_read_as_its_own_type_and_as_no_other() -> None:
    found = {
        each: (WRITTEN.text(each), WRITTEN.quantity(each), WRITTEN.day(each), WRITTEN.choice(each), WRITTEN.who(each))
        for each in ANSWERS
    }
    assert found == {
        "text": ("Churn", None, None, None, None),
        "quantity": (None, ANSWERS["quantity"], None, None, None),
        "day": (None, None, date(2027, 6, 30), None, None),
        "choice": (None, None, None, "down", None),
        "who": (None, None, None, None, "U1"),
    }


def test_an_open_question_and_one_taken_back_have_no_value() -> None:
    assert WRITTEN.value("gone") is None
    assert WRITTEN.value("never_asked") is None
    assert WRITTEN.text("never_asked") is None


def test_a_charter_survives_being_written_down() -> None:
    adapter = TypeAdapter(Charter)
    assert adapter.validate_json(adapter.dump_json(WRITTEN)) == WRITTEN


def test_every_kind_of_value_is_told_from_the_others_when_it_is_read_back() -> None:
    adapter: TypeAdapter[Value] = TypeAdapter(Value)
    for each in ANSWERS:
        value = WRITTEN.value(each)
        assert value is not None
        assert adapter.validate_json(adapter.dump_json(value)) == value


def test_rows_are_read_only_from_an_answer_in_rows() -> None:
    row = Row(id="1", cells={QuestionId("name"): Text(text="Margin")})
    held = charter(guardrails=Rows(rows=(row,)), metric_name="Churn")
    assert held.rows("guardrails") == (row,)
    assert held.rows("metric_name") == ()
    assert held.rows("target") == ()
