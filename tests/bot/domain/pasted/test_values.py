"""Pasted answers are read as in Slack; what cannot be read says why, and a note behind a value is shown."""

from datetime import date

import pytest

from bot.domain.answering import Reader
from bot.domain.charter import Choice, Day, Quantity, Rows, Text, Value, Who
from bot.domain.ids import QuestionId
from bot.domain.metrics import unit_of
from bot.domain.pasted import Pasted, Read, member_of, read_values
from tests.bot.domain.builders import person
from tests.bot.domain.pasted.shipped import labels

ANA, GUS = person("U0ANA001", name="Ana Ruiz"), person("U0GUS001", name="Gus", is_guest=True)


GUARDRAILS = QuestionId("guardrails")
READER = Reader(locale=None, today=date(2027, 2, 1), unit=unit_of(""), people={})


def read(locale: str | None = None, unit: str = "", **typed: str | None) -> Read:
    reader = Reader(locale=locale, today=date(2027, 2, 1), unit=unit_of(unit), people={ANA.user: ANA, GUS.user: GUS})
    pasted = Pasted(typed={QuestionId(question): value for question, value in typed.items()})
    return read_values(pasted, labels(), reader, (member_of(ANA), member_of(GUS)))


def value(question: str, typed: str, **also: str) -> Value | None:
    found = read(also.get("locale"), also.get("unit", ""), **{question: typed})
    assert found.unread == ()
    return found.values[QuestionId(question)]


def test_each_type_is_read_as_in_slack() -> None:
    assert value("metric_name", "Monthly churn") == Text(text="Monthly churn")
    assert value("deadline", "30 June 2027") == Day(day=date(2027, 6, 30))
    assert value("design", "A/B TEST") == Choice(option="ab")
    assert value("metric_direction", "sinken") == Choice(option="down")
    for said in ("<@U0ANA001>", "@Ana Ruiz", "ana ruiz"):
        assert value("sponsor", said) == Who(user=ANA.user)


def test_a_level_is_read_in_the_unit_beside_it_and_else_in_the_one_that_stands() -> None:
    found = read(metric_unit="%", baseline="3.1%", unit="€")
    assert isinstance(level := found.values[QuestionId("baseline")], Quantity)
    assert (level.value, level.unit) == (0.031, "percent")
    kept = value("baseline", "3.1%", unit="%")
    assert isinstance(kept, Quantity)
    assert kept.unit == "percent"


def test_numbers_and_days_are_read_by_the_persons_locale() -> None:
    german = value("baseline", "3,1 %", unit="%", locale="de-DE")
    assert isinstance(german, Quantity)
    assert german.value == 0.031
    assert value("deadline", "3/4/2027", locale="en-US") == Day(day=date(2027, 3, 4))
    assert read(deadline="3/4/2027").unread[0].why.startswith("“3/4/2027”: Which of the two is the month?")


@pytest.mark.parametrize(
    ("question", "typed", "note"),
    [
        ("baseline", "3.1% (average of the last 12 months)", "(average of the last 12 months)"),
        ("baseline", "3.1% \u2013 from finance", "from finance"),
        ("baseline", "3.1%, roughly the same as in spring", "roughly the same as in spring"),
        ("deadline", "30 June 2027; the board meets then", "the board meets then"),
        ("design", "A/B test (50:50)", "(50:50)"),
        ("sponsor", "Ana Ruiz (Head of CRM)", "(Head of CRM)"),
    ],
)
def test_a_note_behind_a_value_is_shown_and_the_value_is_read(question: str, typed: str, note: str) -> None:
    found = read(None, "%", **{question: typed})
    assert found.unread == ()
    assert found.values[QuestionId(question)] is not None
    (beside,) = found.beside
    assert beside.text.endswith(note)


def test_a_note_that_belongs_to_the_number_stays_with_it() -> None:
    found = read(unit="%", metric_source="Dashboard (finance)")
    assert found.values[QuestionId("metric_source")] == Text(text="Dashboard (finance)")
    assert found.beside == ()


@pytest.mark.parametrize(
    ("question", "typed", "why"),
    [
        ("baseline", "about three percent", ""),
        ("baseline", "banana (ripe)", ""),
        ("deadline", "2027-02-29", "There is no 2027-02-29 in the calendar."),
        ("deadline", "2026-12-31", "is over already"),
        ("design", "crystal ball", "Choose one of: ab, cluster"),
        ("sponsor", "Somebody Else", "I cannot tell who that is."),
        ("sponsor", "<@U0NOBODY1>", "This person is not known in this workspace."),
        ("reporter", "<@U0GUS001>", "no app, guest or deactivated account"),
    ],
)
def test_what_cannot_be_read_says_why(question: str, typed: str, why: str) -> None:
    found = read(None, "%", **{question: typed})
    (unread,) = found.unread
    assert (unread.question.id, unread.typed) == (question, typed)
    assert why in unread.why
    assert QuestionId(question) not in found.values


def test_of_whom_a_remark_stands_behind_the_name_it_is_the_name_that_is_asked_back() -> None:
    twins = tuple(member_of(person(user, name="Kim Lee")) for user in ("U0KIM001", "U0KIM002"))
    pasted = Pasted(typed={QuestionId("sponsor"): "Kim Lee, Head of CRM"})
    (unread,) = read_values(pasted, labels(), READER, twins).unread
    assert unread.why.startswith("2 members are called so: Kim Lee (U0KIM001) and Kim Lee (U0KIM002).")


def test_rows_are_read_from_lines_and_from_cells() -> None:
    line = read(guardrails="Margin per customer: at most 1 % lower")
    cells = Pasted(typed={GUARDRAILS: [{"name": "Margin per customer", "margin": "1%", "better": "up"}]})
    found = read_values(cells, labels(), READER, ())
    for each in (line, found):
        assert each.unread == ()
        assert isinstance(rows := each.values[GUARDRAILS], Rows)
        assert [row.cells[QuestionId("name")] for row in rows.rows] == [Text(text="Margin per customer")]


def test_rows_that_cannot_be_read_are_shown_as_they_were_written() -> None:
    strange = Pasted(typed={GUARDRAILS: [{"name": "Margin", "sauce": None}, "Returns | 2%"]})
    (unread,) = read_values(strange, labels(), READER, ()).unread
    assert unread.typed == "Margin | ; Returns | 2%"
    assert "there is no column “sauce”" in unread.why


def test_one_that_cannot_be_read_keeps_no_other_from_being_read() -> None:
    found = read(metric_unit="%", baseline="banana", target="2.5%")
    assert [each.question.id for each in found.unread] == ["baseline"]
    assert set(found.values) == {"metric_unit", "target"}


def test_nothing_takes_an_answer_back() -> None:
    assert read(target=None, sponsor="").values == {"target": None, "sponsor": None}
