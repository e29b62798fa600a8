"""Answers in words."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.charter import (
    Accepted,
    ChangesAsked,
    Choice,
    Day,
    Drill,
    NotApplicable,
    Proof,
    Quantity,
    Row,
    Rows,
    Text,
    Value,
    Who,
)
from bot.domain.ids import QuestionId, UserId
from bot.domain.questions import AnswerType
from bot.views.answers import answer_line, answer_lines, answer_text
from bot.views.words import Words
from handlers import resources
from tests.bot.domain.builders import EPOCH, question

DIRECTION = question("metric_direction", AnswerType.CHOICE)
LEVEL = Quantity(value=0.031, unit="percent", typed="3.1%", echo="3.1 % = 0.031")
DRILL = Drill(scenario="features_frozen", of=UserId("U1"), asked_at=EPOCH, limit=15, within=24)
ASKED = ChangesAsked(reason="Why so much?", questions=(), number=1, by=UserId("U1"), at=EPOCH, revision=1)
GUARDRAILS = Rows(
    rows=(
        Row(id="a", cells={QuestionId("name"): Text(text="Margin"), QuestionId("margin"): LEVEL}),
        Row(
            id="b",
            cells={
                QuestionId("name"): Text(text="Complaints"),
                QuestionId("since"): Day(day=date(2027, 6, 30)),
                QuestionId("better"): Choice(option="down"),
                QuestionId("why"): Text(text=""),
            },
        ),
    )
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "no answer"),
        (Text(text="two\nlines"), "two lines"),
        (LEVEL, "3.1%"),
        (Day(day=date(2027, 6, 30)), "30 Jun 2027"),
        (Choice(option="down"), "Lower"),
        (Choice(option="sideways"), "sideways"),
        (Who(user=UserId("U1")), "<@U1>"),
        (NotApplicable(reason="no money moves"), "not applicable: no money moves"),
        (Accepted(reason="known"), "accepted: known"),
        (Accepted(reason="known", until=date(2027, 6, 30)), "accepted: known (until 30 Jun 2027)"),
        (Proof(link="https://x.example/1", note=""), "<https://x.example/1|https://x.example/1>"),
        (Proof(link="ftp://x.example", note=""), "ftp://x.example"),
        (ASKED, "changes asked for: Why so much?"),
        (replace(ASKED, is_ready=True), "ready as it is"),
        (
            Proof(link="https://x.example/1", note="load test", until=date(2027, 6, 30)),
            "<https://x.example/1|https://x.example/1>, load test (counts until 30 Jun 2027)",
        ),
        (DRILL, "drill “Features frozen since last night”: no answer"),
        (replace(DRILL, answered_at=EPOCH), "drill “Features frozen since last night”: not passed"),
        (
            replace(DRILL, answered_at=EPOCH, passed=True, until=date(2027, 6, 30)),
            "drill “Features frozen since last night”: passed (counts until 30 Jun 2027)",
        ),
        (GUARDRAILS, "Margin · 3.1%; Complaints · 2027-06-30 · down"),
        (Rows(rows=()), "no answer"),
    ],
)
def test_every_kind_of_answer_is_said_on_one_line(value: Value | None, shown: str, words: Words) -> None:
    assert answer_line(DIRECTION, value, words).mrkdwn.replace("\u2236", ":") == shown


def test_rows_stand_on_a_line_each(words: Words) -> None:
    assert [line.plain for line in answer_lines(None, GUARDRAILS, words)] == [
        "Margin · 3.1%",
        "Complaints · 2027-06-30 · down",
    ]


def test_what_the_bank_asks_no_more_is_shown_as_it_was_kept(words: Words) -> None:
    assert answer_text(None, Choice(option="down"), words) == "down"


def test_long_answers_are_cut(words: Words) -> None:
    assert answer_text(None, Text(text="x" * 50), words, most=10) == "x" * 9 + "…"


def test_what_was_typed_formats_and_pings_nothing(words: Words) -> None:
    assert "<!channel>" not in answer_line(None, Text(text="<!channel> *bold*"), words).mrkdwn


# --- rows as the shipped bank asks for them ---------------------------------------------------------------

BANK = resources.load_bank()


def told(id_: str, words: Words, **cells: object) -> str:
    asked = BANK.find(id_)
    kept = {QuestionId(column.removesuffix("_")): cell for column, cell in cells.items()}
    (line,) = answer_lines(asked, Rows(rows=(Row(id="a", cells=kept),)), words)  # type: ignore[arg-type]  # cells they are
    return line.plain


def number(typed: str, echo: str = "") -> Quantity:
    return Quantity(value=0.0, unit="count", typed=typed, echo=echo or typed)


def test_a_guardrail_says_its_margin_and_where_it_stands(words: Words) -> None:
    name, up, down = Text(text="Margin"), Choice(option="up"), Choice(option="down")
    one = number("1%", "1 % = 0.01")
    whole = {"name": name, "better": up, "margin": one, "today": number("12.4"), "spread": number("3.1")}
    assert told("guardrails", words, **whole) == "Margin · at most 1 % lower = 0.01 · today 12.4 ± 3.1"
    fewer = told("guardrails", words, name=name, better=down, margin=one, counter=Choice(option="yes"))
    assert fewer == "Margin · at most 1 % higher = 0.01 · counter-metric"
    assert told("guardrails", words, name=name, better=down) == "Margin · better lower, no margin"
    assert told("guardrails", words, name=name, margin=number("1")) == "Margin · at most 1 lower"


def test_a_link_says_what_moves_what(words: Words) -> None:
    ends = {"from_": Text(text="AUC"), "to": Text(text="Churn")}
    assert told("metric_links", words, **ends) == "AUC → Churn"
    effect = number("-0.1pp", "-0.1 pp = -0.001")
    minus = "\N{MINUS SIGN}"
    assert (
        told("metric_links", words, **ends, effect=effect) == f"AUC → Churn: {minus}0.1 pp = {minus}0.001 for each unit"
    )
    for per, said in (("share", "for each 1 % more"), ("step", "in all")):
        assert told("metric_links", words, **ends, effect=effect, per=Choice(option=per)).endswith(said)
    assert told("metric_links", words, **ends, evidence=Text(text="a test")) == "AUC → Churn · a test"


def test_what_a_sentence_has_no_place_for_is_said_with_its_label(words: Words) -> None:
    odd = told(
        "guardrails", words, name=Text(text="Margin"), better=Choice(option="up"), since=Day(day=date(2027, 6, 30))
    )
    assert odd == "Margin · Better is: Higher · 2027-06-30"
    metric = told("model_metrics", words, name=Text(text="AUC"), today=number("0.74"), measured=Text(text="holdout"))
    assert metric == "AUC · Today: 0.74 · holdout"
