"""Each form of answer is read in the unit of its field, and what cannot be kept is told with an example."""

import math
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.answering import Reader, read_answer, read_page
from bot.domain.charter import Choice, Day, Quantity, Text, Value, Who
from bot.domain.ids import QuestionId, UserId
from bot.domain.metrics import Unit, UnitKind
from bot.domain.number_forms import BadAnswer, level_in
from bot.domain.numbers import Number
from bot.domain.questions import AnswerType, NumberForm, Question
from tests.bot.domain.builders import MEMBER, OWNER, person, question

TODAY = date(2027, 2, 1)
PERCENT = Unit(kind=UnitKind.PERCENT, label="%")
EURO = Unit(kind=UnitKind.MONEY, label="EUR")
TICKETS = Unit(kind=UnitKind.PLAIN, label="tickets per week")
NO_UNIT = Unit(kind=UnitKind.PLAIN, label="")


def reader(unit: Unit = PERCENT, locale: str | None = None, **also: Any) -> Reader:
    known = {each.user: each for each in (OWNER, MEMBER)}
    return Reader(**{"locale": locale, "today": TODAY, "unit": unit, "people": known, **also})


def numeric(form: NumberForm) -> Question:
    return question("field", AnswerType.NUMBER, form=form)


def fitted(form: NumberForm, typed: str, unit: Unit = PERCENT) -> tuple[float, str]:
    value = read_answer(numeric(form), typed, reader(unit))
    assert isinstance(value, Quantity)
    assert value.typed == typed
    return value.value, value.unit


def refused(asked: Question, typed: str, unit: Unit = PERCENT, **also: Any) -> str:
    with pytest.raises(BadAnswer) as bad:
        read_answer(asked, typed, reader(unit, **also))
    return str(bad.value)


# --- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [None, "", "  \t ", "\u200b\u200b\u200b", "\u00ad", "\u2800"])
@pytest.mark.parametrize("type_", list(AnswerType))
def test_nothing_visible_is_an_open_answer_in_every_field(typed: str | None, type_: AnswerType) -> None:
    assert read_answer(question("field", type_), typed, reader()) is None


def test_the_longest_text_fits_and_one_more_character_is_told_not_cut() -> None:
    asked = question("field", AnswerType.LONG_TEXT)
    assert read_answer(asked, "x" * 3000, reader()) == Text(text="x" * 3000)
    assert refused(asked, "x" * 3001) == "This is 3,001 characters long; at most 3,000 fit. Nothing was cut."
    assert "at most 10 fit" in refused(question("field", max_length=10), "x" * 11)


@pytest.mark.parametrize("type_", list(AnswerType))
def test_a_nul_is_refused_at_its_field(type_: AnswerType) -> None:
    assert "NUL" in refused(question("field", type_), "a\x00b")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202eevil\u202c", "evil"),
        ("<!channel> hi", "<!channel> hi"),
        ("<!subteam^S123> <!here|x> <@U1>", "<!subteam^S123> <!here|x> <@U1>"),
        ("*bold* ~x~ 'code' '''", "*bold* ~x~ 'code' '''"),
        ("{{ config }} {% for %}", "{{ config }} {% for %}"),
        ("  Monthly churn \n", "Monthly churn"),
    ],
)
def test_words_are_kept_as_they_are_without_what_is_invisible(typed: str, kept: str) -> None:
    assert read_answer(question("field"), typed, reader()) == Text(text=kept)


# --- numbers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "unit", "typed", "kept"),
    [
        (NumberForm.METRIC, PERCENT, "3.1%", (0.031, "percent")),
        (NumberForm.METRIC, PERCENT, "0.031", (0.031, "percent")),
        (NumberForm.METRIC, PERCENT, "0", (0.0, "percent")),
        (NumberForm.METRIC, PERCENT, "1/20", (0.05, "percent")),
        (NumberForm.METRIC, EURO, "1.2M", (1_200_000.0, "currency:EUR")),
        (NumberForm.METRIC, EURO, "€1.2M", (1_200_000.0, "currency:EUR")),
        (NumberForm.METRIC, EURO, "0.5", (0.5, "currency:EUR")),
        (NumberForm.METRIC, TICKETS, "1,250", (1250.0, "count")),
        (NumberForm.METRIC, TICKETS, "0.5", (0.5, "count")),
        (NumberForm.METRIC, TICKETS, "120k/week", (120_000.0, "count")),
        (NumberForm.METRIC, TICKETS, "200/week", (200.0, "count")),
        (NumberForm.METRIC, NO_UNIT, "42", (42.0, "count")),
        (NumberForm.LEVEL, EURO, "3.1%", (0.031, "percent")),
        (NumberForm.LEVEL, EURO, "0.031", (0.031, "ratio")),
        (NumberForm.LEVEL, PERCENT, "€42.50", (42.5, "currency:EUR")),
        (NumberForm.LEVEL, PERCENT, "1,250", (1250.0, "count")),
        (NumberForm.METRIC_OR_CHANGE, PERCENT, "2.5%", (0.025, "percent")),
        (NumberForm.METRIC_OR_CHANGE, PERCENT, "-10%", (-0.1, "relative_change")),
        (NumberForm.METRIC_OR_CHANGE, PERCENT, "-0.5pp", (-0.005, "percentage_points")),
        (NumberForm.METRIC_OR_CHANGE, EURO, "+10%", (0.1, "relative_change")),
        (NumberForm.METRIC_OR_CHANGE, TICKETS, "900", (900.0, "count")),
        (NumberForm.MONEY, PERCENT, "€400k", (400_000.0, "currency:EUR")),
        (NumberForm.MONEY, EURO, "USD 5", (5.0, "currency:USD")),
        (NumberForm.MONEY, PERCENT, "400k", (400_000.0, "count")),
        (NumberForm.MONEY, PERCENT, "0.5", (0.5, "count")),
        (NumberForm.MONEY, PERCENT, "€0", (0.0, "currency:EUR")),
        (NumberForm.SHARE, PERCENT, "0.05", (0.05, "ratio")),
        (NumberForm.SHARE, PERCENT, "5%", (0.05, "ratio")),
        (NumberForm.COUNT, PERCENT, "8", (8.0, "count")),
        (NumberForm.COUNT, PERCENT, "0", (0.0, "count")),
        (NumberForm.TRAFFIC, PERCENT, "1,200", (1200.0, "per_day")),
        (NumberForm.TRAFFIC, PERCENT, "200/day", (200.0, "per_day")),
        (NumberForm.TRAFFIC, PERCENT, "140k/week", (20_000.0, "per_day")),
        (NumberForm.TRAFFIC, PERCENT, "1,461 a quarter", (16.0, "per_day")),
        (NumberForm.CHANGE, PERCENT, "+5%", (0.05, "relative_change")),
        (NumberForm.CHANGE, PERCENT, "5%", (0.05, "relative_change")),
        (NumberForm.CHANGE, PERCENT, "+0.5pp", (0.005, "percentage_points")),
        (NumberForm.CHANGE, EURO, "-3%", (-0.03, "relative_change")),
        (NumberForm.PLAIN, PERCENT, "42.5", (42.5, "count")),
        (NumberForm.PLAIN, PERCENT, "0.5", (0.5, "count")),
        (NumberForm.PLAIN, PERCENT, "0", (0.0, "count")),
    ],
)
def test_each_form_keeps_a_number_in_its_own_unit(
    form: NumberForm, unit: Unit, typed: str, kept: tuple[float, str]
) -> None:
    value, kept_unit = fitted(form, typed, unit)
    assert value == pytest.approx(kept[0])
    assert kept_unit == kept[1]


@pytest.mark.parametrize(
    ("form", "unit", "typed", "words"),
    [
        (NumberForm.METRIC, PERCENT, "5", "Is that 5 %? Write 5%"),
        (NumberForm.METRIC, PERCENT, "1", "1% or 100%"),
        (NumberForm.METRIC, PERCENT, "+5%", "write a level in it. Example: 3.1% or 0.031"),
        (NumberForm.METRIC, PERCENT, "€5", "write a level in it. Example: 3.1% or 0.031"),
        (NumberForm.METRIC, PERCENT, "€0", "write a level in it. Example: 3.1% or 0.031"),
        (NumberForm.METRIC, PERCENT, "€1", "write a level in it. Example: 3.1% or 0.031"),
        (NumberForm.LEVEL, PERCENT, "+5%", "Write where it stands, with its unit."),
        (NumberForm.LEVEL, PERCENT, "120k/week", "Write where it stands, with its unit."),
        (NumberForm.METRIC, EURO, "$5", "Write the amount in EUR, like 1,250"),
        (NumberForm.METRIC, EURO, "5%", "The unit is EUR; write an amount in it. Example: 1,250 or 1.2M"),
        (NumberForm.METRIC, TICKETS, "5%", "(tickets per week). Example: 1,250"),
        (NumberForm.METRIC, TICKETS, "€5", "Example: 1,250"),
        (NumberForm.METRIC, TICKETS, "40 per month", "The unit is tickets per week. Write the number per week."),
        (NumberForm.METRIC, NO_UNIT, "3.1%", "no unit yet. Answer “Unit” too, for example % or €"),
        (NumberForm.METRIC_OR_CHANGE, EURO, "+1pp", "like -10%"),
        (NumberForm.METRIC_OR_CHANGE, PERCENT, "5", "Write 5%"),
        (NumberForm.MONEY, PERCENT, "5%", "Example: €400k"),
        (NumberForm.MONEY, PERCENT, "€-5", "Example: €400k"),
        (NumberForm.SHARE, PERCENT, "5", "Is that 5 %? Write 5% or 0.05"),
        (NumberForm.SHARE, PERCENT, "80", "Is that 80 %? Write 80% or 0.80"),
        (NumberForm.SHARE, PERCENT, "2.5", "Is that 2.5 %? Write 2.5% or 0.025"),
        (NumberForm.SHARE, PERCENT, "1", "Is that 1 %? Write 1% or 0.01"),
        (NumberForm.SHARE, PERCENT, "100", "Example: 0.05 or 5%"),
        (NumberForm.SHARE, PERCENT, "80 tickets", "Example: 0.05 or 5%"),
        (NumberForm.SHARE, PERCENT, "0", "Example: 0.05 or 5%"),
        (NumberForm.SHARE, PERCENT, "100%", "Example: 0.05 or 5%"),
        (NumberForm.SHARE, PERCENT, "0%", "Example: 0.05 or 5%"),
        (NumberForm.COUNT, PERCENT, "1.5", "Example: 8"),
        (NumberForm.COUNT, PERCENT, "0.5", "Example: 8"),
        (NumberForm.COUNT, PERCENT, "-5", "Example: 8"),
        (NumberForm.METRIC, PERCENT, "1,250", "1,250 looks like a count. Write a level like 3.1%"),
        (NumberForm.METRIC, PERCENT, "lots", "Example: 3.1%"),
        (NumberForm.METRIC, EURO, "lots", "Example: 1,250 or 1.2M"),
        (NumberForm.METRIC_OR_CHANGE, EURO, "lots", "Example: 1,250 or 1.2M, or a change like -10%"),
        (NumberForm.METRIC, PERCENT, "3,1 %", "Write it with a point: 3.1%."),
        (NumberForm.TRAFFIC, PERCENT, "0", "Example: 1,200 or 120k/week"),
        (NumberForm.TRAFFIC, PERCENT, "40 per hour", "Example: 1,200 or 120k/week"),
        (NumberForm.TRAFFIC, PERCENT, "5%", "Example: 1,200 or 120k/week"),
        (NumberForm.CHANGE, PERCENT, "0%", "Example: +5% (relative), or +0.5pp"),
        (NumberForm.CHANGE, PERCENT, "0pp", "Example: +5% (relative), or +0.5pp"),
        (NumberForm.CHANGE, EURO, "+0.5pp", "Example: +5% (relative), or +0.5pp"),
        (NumberForm.CHANGE, PERCENT, "5", "Is that +5 % of the baseline, or +5 percentage points? Write +5% or +5pp"),
        (
            NumberForm.CHANGE,
            PERCENT,
            "-10",
            "Is that \u221210 % of the baseline, or \u221210 percentage points? Write -10% or -10pp",
        ),
        (NumberForm.CHANGE, PERCENT, "\u221210", "or \u221210 percentage points? Write -10% or -10pp"),
        (NumberForm.CHANGE, PERCENT, "- 0.5", "Is that \u22120.5 % of the baseline, or \u22120.5 percentage points?"),
        (NumberForm.CHANGE, PERCENT, "+10", "Is that +10 % of the baseline, or +10 percentage points? Write +10% or"),
        (NumberForm.CHANGE, EURO, "-10", "Is that \u221210 % of the baseline? Write -10%"),
        (NumberForm.CHANGE, PERCENT, "5 tickets", "Example: +5% (relative), or +0.5pp"),
        (NumberForm.CHANGE, PERCENT, "-5 tickets", "A count cannot be negative."),
        (NumberForm.CHANGE, PERCENT, "-0", "Example: +5% (relative), or +0.5pp"),
        (NumberForm.METRIC_OR_CHANGE, PERCENT, "-10", "or \u221210 percentage points? Write -10% or -10pp"),
        (
            NumberForm.METRIC_OR_CHANGE,
            TICKETS,
            "-10",
            "Is that \u221210 % of the baseline? Write -10%, or the new level itself",
        ),
        (
            NumberForm.METRIC_OR_CHANGE,
            TICKETS,
            "+10",
            "Is that +10 % of the baseline? Write +10%, or the new level itself",
        ),
        (NumberForm.PLAIN, PERCENT, "5%", "Example: 42.5"),
    ],
)
def test_each_form_refuses_what_is_none_of_its_numbers_with_an_example(
    form: NumberForm, unit: Unit, typed: str, words: str
) -> None:
    assert words in refused(numeric(form), typed, unit)


@pytest.mark.parametrize(
    ("form", "typed", "own"),
    [
        (NumberForm.SHARE, "100", "0.80"),
        (NumberForm.COUNT, "-8", "52"),
        (NumberForm.MONEY, "lots", "€400k"),
        (NumberForm.TRAFFIC, "0", "900"),
        (NumberForm.CHANGE, "0%", "+1pp"),
        (NumberForm.PLAIN, "5%", "3"),
        (NumberForm.METRIC, "€5", "7.5%"),
        (NumberForm.METRIC_OR_CHANGE, "lots", "2.5%, or -10% (relative)"),
    ],
)
def test_the_words_at_a_field_show_the_example_of_its_own_question(form: NumberForm, typed: str, own: str) -> None:
    asked = question("field", AnswerType.NUMBER, form=form, example=own)
    assert refused(asked, typed).endswith(f"Example: {own}")


@pytest.mark.parametrize("form", [NumberForm.METRIC, NumberForm.METRIC_OR_CHANGE])
def test_an_example_in_percent_is_not_shown_for_a_metric_in_money(form: NumberForm) -> None:
    words = refused(question("field", AnswerType.NUMBER, form=form, example="7.5%"), "lots", EURO)
    assert "7.5%" not in words
    assert "1,250" in words


@pytest.mark.parametrize(
    ("typed", "locale", "kept"),
    [
        ("30.6.2027", None, date(2027, 6, 30)),
        ("30 June 2027", None, date(2027, 6, 30)),
        ("in two weeks", None, date(2027, 2, 15)),
        ("3/4/2027", "en-GB", date(2027, 4, 3)),
        ("3/4/2027", "en-US", date(2027, 3, 4)),
    ],
)
def test_a_day_is_read_as_it_is_read_everywhere(typed: str, locale: str | None, kept: date) -> None:
    assert read_answer(question("deadline", AnswerType.DATE), typed, reader(locale=locale)) == Day(day=kept)


@pytest.mark.parametrize(
    "typed", ["1,5", "1.250,5", "5m", "> 5%", "NaN", "inf", "-inf", "0x1F", "1e999", "ten-ish", "--"]
)
@pytest.mark.parametrize("form", list(NumberForm))
def test_what_is_no_single_finite_number_is_never_kept_in_any_form(form: NumberForm, typed: str) -> None:
    words = refused(numeric(form), typed)
    assert any(sign.isdigit() for sign in words) or "Write" in words, "the refusal shows how to write it"


@pytest.mark.parametrize("value", [-1.0, 1.5])
def test_counts_and_plain_numbers_below_zero_or_broken_are_refused(value: float) -> None:
    shown = Quantity(value=value, unit="count", typed="?", echo="?")
    keeping = partial(reader, shown={QuestionId("field"): shown})
    with pytest.raises(BadAnswer, match="whole number"):
        read_answer(numeric(NumberForm.COUNT), "?", keeping())
    if value < 0:
        with pytest.raises(BadAnswer, match="zero or more"):
            read_answer(numeric(NumberForm.PLAIN), "?", keeping())


@pytest.mark.parametrize(
    ("form", "unit", "typed", "locale", "echo"),
    [
        (NumberForm.METRIC, PERCENT, "3.1%", None, "3.1 % = 0.031"),
        (NumberForm.METRIC, PERCENT, "0.031", None, "3.1 % = 0.031"),
        (NumberForm.METRIC, PERCENT, "3,1 %", "de", "3,1 % = 0,031"),
        (NumberForm.METRIC, EURO, "1.2M", None, "EUR 1,200,000"),
        (NumberForm.SHARE, PERCENT, "5%", None, "5 % = 0.05"),
        (NumberForm.TRAFFIC, PERCENT, "120k/week", None, "120,000 per week = 17,142.9 per day"),
        (NumberForm.TRAFFIC, PERCENT, "1,200", None, "1,200 per day"),
        (NumberForm.CHANGE, PERCENT, "5%", None, "+5 % of the baseline = 0.05"),
        (NumberForm.PLAIN, PERCENT, "42.5", None, "42.5"),
    ],
)
def test_the_echo_says_what_was_understood(
    form: NumberForm, unit: Unit, typed: str, locale: str | None, echo: str
) -> None:
    value = read_answer(numeric(form), typed, reader(unit, locale))
    assert isinstance(value, Quantity)
    assert value.echo == echo


@given(st.sampled_from(list(NumberForm)), st.sampled_from([PERCENT, EURO, TICKETS]), st.text(max_size=12))
def test_whatever_is_typed_gives_a_finite_number_or_words_for_the_field(
    form: NumberForm, unit: Unit, typed: str
) -> None:
    values, errors = read_page((numeric(form),), {QuestionId("field"): typed}, reader(unit))
    assert len(values) + len(errors) == 1
    assert all(errors.values())
    for value in values.values():
        assert value is None or (isinstance(value, Quantity) and math.isfinite(value.value))


def test_a_level_of_a_percent_metric_is_a_fraction() -> None:
    assert level_in(Number(value=0.05, unit="ratio", echo="0.05"), PERCENT) == (0.05, "percent")


# --- days, choices, people ---------------------------------------------------------------------


def test_a_day_is_kept_up_to_today_itself() -> None:
    asked = question("deadline", AnswerType.DATE, not_in_past=True)
    assert read_answer(asked, "2027-06-30", reader()) == Day(day=date(2027, 6, 30))
    assert read_answer(asked, "2027-02-01", reader()) == Day(day=TODAY)
    assert refused(asked, "2027-01-31") == "31 Jan 2027 is over already; today is 1 Feb 2027. Name a day to come."
    for typed in ("2026-01-31", "1990-01-01", "2100-12-31"):
        assert read_answer(question("since", AnswerType.DATE), typed, reader()) == Day(day=date.fromisoformat(typed))


@pytest.mark.parametrize("typed", ["2027-02-29", "tomorrow-ish", "31.31.2027", "x" * 500])
def test_what_is_no_day_is_refused_with_an_example_and_not_repeated_in_full(typed: str) -> None:
    words = refused(question("deadline", AnswerType.DATE), typed)
    assert "Example: 2028-06-30" in words
    assert len(words) < 150


@pytest.mark.parametrize("typed", ["2101-01-01", "9999-12-31", "1989-12-31", "0027-06-30"])
def test_a_year_out_of_reason_is_refused_with_an_example(typed: str) -> None:
    assert "Example: 2028-06-30" in refused(question("since", AnswerType.DATE), typed)


def test_only_an_offered_choice_is_kept() -> None:
    asked = question("metric_direction", AnswerType.CHOICE)
    assert read_answer(asked, "down", reader()) == Choice(option="down")
    assert "not offered" in refused(asked, "sideways")


@pytest.mark.parametrize("flaw", [{"is_guest": True}, {"is_stranger": True}, {"is_bot": True}, {"is_active": False}])
def test_only_a_full_and_active_member_can_be_named(flaw: dict[str, Any]) -> None:
    asked = question("sponsor", AnswerType.PERSON)
    assert read_answer(asked, MEMBER.user, reader()) == Who(user=MEMBER.user)
    assert "not known" in refused(asked, "UNOBODY")
    flawed = person("UX", **flaw)
    assert "full, active member" in refused(asked, "UX", people={flawed.user: flawed})


# --- a field that was not touched --------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "typed", "shown"),
    [
        (question("f", AnswerType.DATE, not_in_past=True), "2026-01-01", Day(day=date(2026, 1, 1))),
        (question("f", AnswerType.PERSON), "UGONE", Who(user=UserId("UGONE"))),
        (
            question("f", AnswerType.NUMBER, form=NumberForm.METRIC),
            "3,1 %",
            Quantity(value=0.031, unit="percent", typed="3,1 %", echo="3,1 % = 0,031"),
        ),
        (
            question("f", AnswerType.NUMBER, form=NumberForm.TRAFFIC),
            "140k/week",
            Quantity(value=20_000, unit="per_day", typed="140k/week", echo="140,000 per week = 20,000 per day"),
        ),
    ],
)
def test_a_field_that_still_says_what_was_shown_keeps_its_answer(asked: Question, typed: str, shown: Value) -> None:
    assert read_answer(asked, typed, reader(shown={QuestionId("f"): shown})) == shown
    if typed != "140k/week":
        assert refused(asked, typed)


def test_a_field_that_was_changed_is_read_anew() -> None:
    shown = Quantity(value=0.031, unit="percent", typed="3.1%", echo="3.1 % = 0.031")
    value = read_answer(numeric(NumberForm.METRIC), "2.5%", reader(shown={QuestionId("field"): shown}))
    assert value == Quantity(value=0.025, unit="percent", typed="2.5%", echo="2.5 % = 0.025")


def test_a_number_shown_in_another_unit_than_the_metric_has_now_is_asked_for_again() -> None:
    shown = Quantity(value=0.031, unit="percent", typed="3.1%", echo="3.1 % = 0.031")
    keeping = {QuestionId("field"): shown}
    assert "The unit is EUR" in refused(numeric(NumberForm.METRIC), "3.1%", EURO, shown=keeping)


# --- a page ------------------------------------------------------------------------------------


def test_a_page_gives_the_values_and_the_words_for_each_bad_field() -> None:
    asked = (
        question("metric_name"),
        question("baseline", AnswerType.NUMBER, form=NumberForm.METRIC),
        question("target", AnswerType.NUMBER, form=NumberForm.METRIC),
        question("deadline", AnswerType.DATE),
    )
    typed = {
        QuestionId("metric_name"): "Churn",
        QuestionId("baseline"): "NaN",
        QuestionId("target"): None,
        QuestionId("forged"): "x",
    }
    values, errors = read_page(asked, typed, reader())
    assert values == {"metric_name": Text(text="Churn"), "target": None}
    assert set(errors) == {"baseline"}
    assert "Example: 3.1%" in errors[QuestionId("baseline")]
