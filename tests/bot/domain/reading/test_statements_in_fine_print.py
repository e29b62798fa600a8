"""Levels, guardrails, claims and rules that stand in few words, and their neighbours."""

import pytest

from bot.domain.reading import Vocabulary, read_experiment_statement, read_success_statement

FLAGS = (
    ("has_target", "La part des rejets passe sous 3 %"),
    ("has_target", "El tiempo medio por debajo de 4 días"),
    ("has_target", "prazo médio abaixo de 6 dias"),
    ("has_baseline", "Faults are cleared within 7 hours on average; goal: 3 hours"),
    ("has_unit", "Fewer missed visits, from one in six to one in nine"),
    ("names_guardrail", "500 pallets rerouted a week with breakages not rising"),
    ("offline_only", "Live precision on audited claims"),
    ("offline_only", "agreement with the vet's diagnosis on 300 stored images"),
    ("causal_overclaim", "Volunteers close more files; that gain is what the tool brings"),
)
NOT_RAISED = (
    ("has_target", "La file passe sous le pont"),
    ("has_baseline", "Faults are cleared within 7 hours"),
    ("has_unit", "one in two weeks we look at churn"),
    ("names_guardrail", "with sales rising in May"),
    ("offline_only", "live music on Fridays, 200 guests"),
    ("offline_only", "agreement with the works council on 3 sites"),
    ("causal_overclaim", "that gain is what the board hopes for"),
)
RULES = (
    "Day-on day-off; retain if picks per hour are higher",
    "ITS over a year; remove it if the level does not fall",
    "growing share of traffic, back to blue if errors exceed 0.5 %",
    "Ward after ward, as long as no incident is reported",
)
NO_RULES = (
    "Ward after ward, as long as people like it",
    "we go back to the plan when everyone is happy",
)


@pytest.mark.parametrize(("flag", "text"), FLAGS)
def test_a_flag_is_raised_by_few_words(flag: str, text: str, vocabulary: Vocabulary) -> None:
    assert getattr(read_success_statement(text, vocabulary), flag)


@pytest.mark.parametrize(("flag", "text"), NOT_RAISED)
def test_a_flag_is_not_raised_by_its_neighbours(flag: str, text: str, vocabulary: Vocabulary) -> None:
    assert not getattr(read_success_statement(text, vocabulary), flag)


@pytest.mark.parametrize("text", RULES)
def test_a_rule_is_tied_to_what_is_seen(text: str) -> None:
    assert read_experiment_statement(text).has_decision_rule


@pytest.mark.parametrize("text", NO_RULES)
def test_a_wish_is_no_rule(text: str) -> None:
    assert not read_experiment_statement(text).has_decision_rule
