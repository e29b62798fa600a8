"""Rows from a window or a file are read cell by cell; what cannot be read is named, and nothing is guessed."""

from datetime import date

import pytest

from bot.domain.answering import Reader, read_answer, read_cells, read_page
from bot.domain.charter import Choice, Quantity, Row, Rows, Text, Value
from bot.domain.ids import QuestionId
from bot.domain.metrics import Unit, UnitKind
from bot.domain.number_forms import BadAnswer
from bot.domain.questions import AnswerType, NumberForm, Question
from handlers import resources
from tests.bot.domain.builders import quantity, question

BANK = resources.load_rulebook(None).bank


def asked(id_: str) -> Question:
    found = BANK.find(id_)
    assert found is not None
    return found


GUARDRAILS, MODELS, LINKS = asked("guardrails"), asked("model_metrics"), asked("metric_links")
WORTH = question("value_per_unit", AnswerType.NUMBER, form=NumberForm.MONEY_RANGE)
EFFECT = question("effect", AnswerType.NUMBER, form=NumberForm.EFFECT)


def reader(**shown: Value) -> Reader:
    return Reader(
        locale=None,
        today=date(2027, 2, 1),
        unit=Unit(kind=UnitKind.PERCENT, label="%"),
        people={},
        shown={QuestionId(name): value for name, value in shown.items()},
    )


def refused(asking: Question, given: object) -> str:
    _, errors = read_page((asking,), {asking.id: given}, reader())  # type: ignore[dict-item]  # what is given may be anything
    return errors[asking.id]


def rows_of(asking: Question, given: object, **shown: Value) -> tuple[Row, ...]:
    values, errors = read_page((asking,), {asking.id: given}, reader(**shown))  # type: ignore[dict-item]  # as above
    assert errors == {}
    value = values[asking.id]
    assert isinstance(value, Rows)
    return value.rows


def typed(row: Row) -> dict[str, str]:
    return {
        column: cell.typed
        if isinstance(cell, Quantity)
        else cell.option
        if isinstance(cell, Choice)
        else str(cell.text)
        for column, cell in row.cells.items()
        if isinstance(cell, Quantity | Choice | Text)
    }


def test_a_row_of_a_window_is_read_by_its_columns() -> None:
    form = {"name": "Margin", "better": "up", "margin": "1%", "today": "12.40", "spread": "", "smuggled": "x"}
    cells, errors = read_cells(GUARDRAILS, {QuestionId(name): value for name, value in form.items()}, reader())
    assert errors == {}
    assert set(cells) == {"name", "better", "margin", "today"}
    margin = cells[QuestionId("margin")]
    assert isinstance(margin, Quantity)
    assert (margin.value, margin.unit, margin.echo) == (0.01, "ratio", "1 % = 0.01")


def test_what_is_wrong_or_missing_is_told_at_its_column() -> None:
    _, errors = read_cells(GUARDRAILS, {QuestionId("name"): " ", QuestionId("margin"): "10"}, reader())
    assert errors[QuestionId("name")] == "“Guardrail” is needed. Example: Margin per customer"
    assert errors[QuestionId("better")] == "“Better is” is needed. Example: up, down"
    assert "10%" in errors[QuestionId("margin")]


def test_a_cell_that_still_says_what_it_said_keeps_its_value() -> None:
    kept = quantity(0.006999, "ratio", "0.7%")
    cells, _ = read_cells(GUARDRAILS, {QuestionId("margin"): "0.7%"}, reader(margin=kept))
    cell = cells[QuestionId("margin")]
    assert isinstance(cell, Quantity)
    assert cell.value == 0.006999


def test_a_file_gives_rows_as_mappings_or_as_lines() -> None:
    mapping = {"name": "Margin", "better": "up", "margin": "1%"}
    assert [typed(row) for row in rows_of(GUARDRAILS, [mapping])] == [mapping]
    assert [typed(row) for row in rows_of(GUARDRAILS, ["Margin | up | 1%"])] == [mapping]
    assert [typed(row) for row in rows_of(GUARDRAILS, "Margin: at most 1 % lower\n\nTrust | up |")] == [
        mapping,
        {"name": "Trust", "better": "up"},
    ]
    link = {"from": "AUC", "to": "Churn", "effect": "-0.3pp to -0.1pp", "evidence": "the spring test"}
    line = "AUC \N{RIGHTWARDS ARROW} Churn: -0.3pp to -0.1pp; the spring test"
    assert [typed(row) for row in rows_of(LINKS, line)] == [link]
    assert [typed(row) for row in rows_of(LINKS, [{"AUC -> Churn": "-0.3pp to -0.1pp"}])] == [
        {"from": "AUC", "to": "Churn", "effect": "-0.3pp to -0.1pp"}
    ], "YAML takes a line with a colon for a mapping"
    assert [typed(row) for row in rows_of(LINKS, ["AUC -> Churn"])] == [{"from": "AUC", "to": "Churn"}]
    assert read_answer(GUARDRAILS, "  ", reader()) is None
    assert read_page((GUARDRAILS,), {GUARDRAILS.id: []}, reader()) == ({GUARDRAILS.id: None}, {})


@pytest.mark.parametrize(
    ("asking", "given", "told"),
    [
        (GUARDRAILS, [{"name": "A", "better": "up"}, {"better": "up"}], "Row 2: Guardrail: “Guardrail” is needed."),
        (GUARDRAILS, [{"name": "A", "better": "sideways"}], "Row 1 (“A”): Better is: “sideways” is not offered."),
        (GUARDRAILS, [{"name": "A", "better": "up", "foo": "1"}], "there is no column “foo”; there are name, better"),
        (GUARDRAILS, ["A | up | 1% | 3 | 2 | yes | more"], "there is no column “cell 7”"),
        (GUARDRAILS, "A: at most 1 % lower\na: at most 2 % lower", "“a” stands in two rows."),
        (MODELS, [f"M{number}" for number in range(13)], "These are 13 rows; at most 12 fit."),
        (LINKS, "AUC leads to churn", "Row 1 (“AUC leads to churn”): To: “To” is needed. Example: Monthly churn"),
        (LINKS, ["AUC -> Churn: a lot"], "How much it moves:"),
        (question("metric_name"), [{"name": "A"}], "One answer is needed here"),
    ],
)
def test_what_a_file_gives_wrongly_names_the_row_and_the_column(asking: Question, given: object, told: str) -> None:
    assert told in refused(asking, given)


def test_a_row_of_the_same_name_stays_the_same_row() -> None:
    standing = Rows(
        rows=(
            Row(id="ab12", cells={QuestionId("name"): Text(text="Margin")}),
            Row(id="r1", cells={QuestionId("name"): Text(text="Trust")}),
        )
    )
    given = [{"name": "New", "better": "up"}, {"name": " margin", "better": "up"}]
    assert [row.id for row in rows_of(GUARDRAILS, given, guardrails=standing)] == ["r2", "ab12"]
    assert [row.id for row in rows_of(GUARDRAILS, given)] == ["r1", "r2"]


# --- ranges ---------------------------------------------------------------------------------------------


def read(asking: Question, given: str, **shown: Value) -> Quantity:
    value = read_answer(asking, given, reader(**shown))
    assert isinstance(value, Quantity)
    return value


def test_a_price_may_be_a_range() -> None:
    found = read(WORTH, "\u20ac300k\N{EN DASH}500k")
    assert (found.low, found.value, found.high, found.unit) == (300_000, 400_000, 500_000, "currency:EUR")
    assert found.echo == "EUR 300,000 to EUR 500,000, likeliest EUR 400,000"
    plain = read(WORTH, "\u20ac400k")
    assert (plain.value, plain.low, plain.high) == (400_000, None, None)
    same = read(WORTH, "400k to 400k")
    assert (same.value, same.low, same.echo) == (400_000, None, "400,000")
    kept = Quantity(value=1.0, unit="count", typed="1 to 2", echo="kept", low=0.5, high=2.0)
    assert read(WORTH, "1 to 2", value_per_unit=kept) is kept


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("\u20ac500k to 300k", "Example: \u20ac400k, or \u20ac300k to 500k"),
        ("\u20ac300k to $500k", "different units"),
        ("\u20ac-300k to 500k", "below zero"),
        ("3% to 5%", "Write an amount of money."),
        ("300 to 500k", "how large the ends are"),
    ],
)
def test_a_range_that_makes_no_price_is_told_with_an_example(given: str, told: str) -> None:
    with pytest.raises(BadAnswer) as bad:
        read_answer(WORTH, given, reader())
    assert told in str(bad.value)
    assert "xample" in str(bad.value)


def test_other_fields_take_no_range() -> None:
    budget = question("annual_budget", AnswerType.NUMBER, form=NumberForm.MONEY)
    with pytest.raises(BadAnswer, match="two numbers"):
        read_answer(budget, "\u20ac300k to 500k", reader())


@pytest.mark.parametrize(
    ("given", "value", "unit"),
    [
        ("-0.1pp", -0.001, "percentage_points"),
        ("+5%", 0.05, "relative_change"),
        ("5%", 0.05, "relative_change"),
        ("-0.3", -0.3, "count"),
        ("-12", -12.0, "count"),
        ("\u20ac-5", -5.0, "currency:EUR"),
        ("-0.15pp to -0.05pp", -0.001, "percentage_points"),
        ("0 to 2", 1.0, "count"),
    ],
)
def test_an_effect_has_a_sign_and_the_unit_of_what_it_moves(given: str, value: float, unit: str) -> None:
    found = read(EFFECT, given)
    assert found.value == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize("given", ["0", "0 to 0", "5 per day", "banana"])
def test_an_effect_of_zero_or_in_no_unit_is_refused(given: str) -> None:
    with pytest.raises(BadAnswer, match="xample"):
        read_answer(EFFECT, given, reader())
