"""An explanation says what is read and which words led to it."""

import pytest

from bot.domain.explain import EXPLAINED, Remark, Task, UnknownTask, explain
from bot.domain.reading import Vocabulary


def test_a_model_metric_is_explained_by_its_words(vocabulary: Vocabulary) -> None:
    found = explain("metric_name", "AUC on the holdout", "en", vocabulary)
    assert found.labels == {"kind": "model"}
    assert found.findings == (Remark(rule="business-metric-is-model-metric", words=("AUC",), objects=True),)


def test_a_business_metric_is_no_objection(vocabulary: Vocabulary) -> None:
    found = explain("metric_name", "churn rate", "en-US", vocabulary)
    assert found.findings == (Remark(rule="business-metric", words=("churn rate",)),)


def test_a_metric_that_may_be_a_score_stays_the_business_s_and_is_asked_about(vocabulary: Vocabulary) -> None:
    found = explain("metric_name", "how often the system spots a fake", "en", vocabulary)
    assert found.labels == {"kind": "business"}
    assert found.findings == (
        Remark(rule="business-metric"),
        Remark(rule="may-be-model-metric", words=("how often", "system", "spots"), objects=True),
    )


def test_a_success_statement_is_explained_flag_by_flag(vocabulary: Vocabulary) -> None:
    found = explain("success_statement", "AUC 0.8 by June", None, vocabulary)
    assert found.labels == {
        "offline_only": True,
        "has_baseline": False,
        "has_target": True,
        "has_deadline": True,
        "has_unit": False,
        "causal_overclaim": False,
        "names_guardrail": False,
    }
    rules = {remark.rule: remark for remark in found.findings}
    assert rules["success-is-offline-only"] == Remark(rule="success-is-offline-only", words=("AUC",), objects=True)
    assert rules["has_deadline"].words == ("by June",)
    assert {rule for rule, remark in rules.items() if remark.objects} == {
        "success-is-offline-only",
        "no-baseline",
        "no-unit",
        "no-guardrail",
    }


def test_an_experiment_statement_is_explained(vocabulary: Vocabulary) -> None:
    found = explain("experiment_statement", "A/B for 3 weeks", None, vocabulary)
    assert found.labels["design"] == "ab"
    assert found.labels["has_duration"] is True
    assert Remark(rule="design", words=("A/B",)) in found.findings
    assert Remark(rule="no-decision-rule", objects=True) in found.findings
    refused = explain("experiment_statement", "no experiment", None, vocabulary)
    assert refused.findings[0] == Remark(rule="no-experiment", words=("no experiment",), objects=True)


def test_a_number_is_explained_by_what_was_understood(vocabulary: Vocabulary) -> None:
    found = explain("number", "3,1 %", "de", vocabulary)
    assert found.labels == {"value": 0.031, "unit": "percent"}
    assert found.findings == (Remark(rule="number", words=("3,1 %",), says="3,1 % = 0,031"),)
    asked = explain("number", "3,1 %", None, vocabulary)
    assert asked.labels == {"value": None, "unit": "ambiguous"}
    assert asked.findings[0].rule == "number-ambiguous"
    assert asked.findings[0].words == ("3,1 %",)
    assert asked.findings[0].says
    assert explain("number", "NaN", None, vocabulary).labels == {"value": None, "unit": "invalid"}


@pytest.mark.parametrize(
    ("text", "words"),
    [("about 5", ("about",)), (" roughly ~5% ", ("roughly", "~")), ("> 5%", (">",)), ("10-12%", ("10-12%",))],
)
def test_what_makes_a_number_unsure_is_named_by_its_words(
    vocabulary: Vocabulary, text: str, words: tuple[str, ...]
) -> None:
    (remark,) = explain("number", text, None, vocabulary).findings
    assert (remark.rule, remark.words, remark.objects) == ("number-ambiguous", words, True)
    assert remark.says.endswith(".")


def test_every_rule_that_is_named_is_one_of_those_that_can_be(vocabulary: Vocabulary) -> None:
    texts = ("", "AUC", "churn and AUC", "5", "about 5", "A/B for 3 weeks, ship if churn falls by 5%", "x", "by June")
    named = {
        remark.rule for task in Task for text in texts for remark in explain(task, text, None, vocabulary).findings
    }
    assert named <= EXPLAINED
    assert len(named) > len(EXPLAINED) / 2


def test_another_kind_of_answer_is_refused_with_those_that_there_are(vocabulary: Vocabulary) -> None:
    with pytest.raises(UnknownTask) as refused:
        explain("poem", "roses are red", None, vocabulary)
    assert all(task in refused.value.hint for task in Task)
