"""Success statements of a third style: credit given in advance, experts who judge, errors held to a level."""

import pytest

from bot.domain.reading import Vocabulary, read_success_statement

CLAIMS = (
    "Any rise in bookings will be the work of the recommender.",
    "Whatever we gain in yield will be owed to the algorithm.",
    "Any fall in no-shows must be the reminder bot's doing.",
    "Jeder Rückgang der Retouren ist das Verdienst des Modells.",
    "Cualquier mejora en la ocupación se deberá al modelo.",
    "Las ventas subieron por el algoritmo.",
    "Toute baisse des pannes sera l'œuvre de l'outil.",
    "Toute amélioration viendra du modèle.",
    "Qualquer queda nas faltas será mérito do modelo.",
    "Since the planner went live overtime is down; that is what the planner achieved.",
)
NO_CLAIMS = (
    "Any rise in occupancy will be compared with the control hotels.",
    "Any rise in complaints will be the reason to stop.",
    "Any rise in bookings will be the model's work only if the control group shows none.",
    "Toute hausse sera comparée au groupe témoin.",
    "Each ticket from the system is closed by Friday",
    "Toda queja se atenderá en 2 días.",
)
OFFLINE = (
    "Radiologists concur with the masks",
    "Foresters agree with the tree labels",
    "Linguists confirm the transcripts",
    "Die Gutachter stimmen den Labels zu",
    "Los médicos coinciden con las etiquetas del modelo",
    "The shadow deployment matches the planners in 90% of cases",
    "p99 under 80 ms on the mirror traffic",
)
LIVE = (
    "Tenants agree with the new labels on the bins",
    "Shops agree with the shelf labels in 95% of audits",
    "Doctors agree with the new schedule by June",
    "Teachers agree with the predicted grades and 40 hours of work are saved",
    "p95 of the waiting time at the counter under 20 minutes",
)
TARGETS_ALONE = (
    "Predicted vs actual tonnage within 5% on last year's fields",
    "Forecast within 10% of the actual attendance on last season's matches",
    "10% fewer falls than last year",
    "Invoices paid within 10 days in 95% of cases",
)


@pytest.mark.parametrize("text", CLAIMS)
def test_credit_given_in_advance_is_a_claim(text: str, vocabulary: Vocabulary) -> None:
    assert read_success_statement(text, vocabulary).causal_overclaim


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_what_will_be_compared_or_only_comes_from_a_tool_is_no_claim(text: str, vocabulary: Vocabulary) -> None:
    assert not read_success_statement(text, vocabulary).causal_overclaim


@pytest.mark.parametrize("text", OFFLINE)
def test_what_experts_think_of_the_output_is_offline(text: str, vocabulary: Vocabulary) -> None:
    assert read_success_statement(text, vocabulary).offline_only


@pytest.mark.parametrize("text", LIVE)
def test_what_people_agree_to_is_not_offline(text: str, vocabulary: Vocabulary) -> None:
    assert not read_success_statement(text, vocabulary).offline_only


@pytest.mark.parametrize("text", TARGETS_ALONE)
def test_old_data_and_an_unknown_past_are_no_baseline(text: str, vocabulary: Vocabulary) -> None:
    reading = read_success_statement(text, vocabulary)
    assert reading.has_target
    assert not reading.has_baseline


def test_the_end_of_a_year_is_a_deadline_in_french(vocabulary: Vocabulary) -> None:
    assert read_success_statement("avant la fin de l'année, moins de 5 %", vocabulary).has_deadline
