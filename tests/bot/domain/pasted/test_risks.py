"""Risks that name a metric with a limit are guardrails; the others stay to be read."""

import pytest

from bot.domain.pasted import Labels, Synonyms, labels_of, read_text
from bot.domain.questions import AnswerType
from tests.bot.domain.builders import bank, question
from tests.bot.domain.pasted.shipped import left, typed


@pytest.mark.parametrize(
    "risk",
    [
        "Complaints: at most 5 % more",
        "Churn of partners: no more than 2 % higher",
        "Margin: may fall by 1 %",
        "Refunds = max 3 %",
        "Beschwerden: höchstens 5 % mehr",
        "Wartezeit: maximal 3 Prozent länger",
    ],
)
def test_a_metric_with_a_limit_is_a_guardrail(risk: str) -> None:
    assert typed(f"Risks:\n- {risk}\n") == {"guardrails": risk}
    assert left(f"Risks:\n- {risk}\n") == []


@pytest.mark.parametrize(
    "risk",
    [
        "30 % of the customers may leave",
        "Adoption: only 30 % of the agents use it",
        "Complaints: at most a few",
        "Legal has to agree",
        "Revenue: at most 100 % lower",
    ],
)
def test_a_risk_without_a_limit_is_shown_with_the_question_that_would_take_one(risk: str) -> None:
    assert typed(f"Risiken:\n- {risk}") == {}
    assert left(f"Risiken:\n- {risk}") == [(risk, "risk", ("Guardrails",))]


def test_limits_go_behind_the_guardrails_that_the_text_has() -> None:
    text = "Guardrails: Margin: at most 1 % lower\n\nRisks:\n- Refunds: at most 2 % more\n- Nobody uses it"
    assert typed(text) == {"guardrails": "Margin: at most 1 % lower\nRefunds: at most 2 % more"}
    assert left(text) == [("Nobody uses it", "risk", ("Guardrails",))]


def test_a_metric_with_a_guardrail_already_keeps_the_first() -> None:
    text = "Guardrails: Margin: at most 1 % lower\n\nRisks:\n- margin: at most 3 % lower"
    assert typed(text) == {"guardrails": "Margin: at most 1 % lower"}
    assert left(text) == [("margin: at most 3 % lower", "again", ("Guardrails",))]


def test_a_bank_that_asks_for_risks_has_them_whole() -> None:
    own: Labels = labels_of(bank(question("risks", AnswerType.LONG_TEXT, label="Risks")), Synonyms())
    assert read_text("Risks:\n- Complaints: at most 5 % more", own).typed == {"risks": "Complaints: at most 5 % more"}
