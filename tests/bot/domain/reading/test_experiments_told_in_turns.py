"""Experiments as teams of other trades and languages tell them: turns, old data, choices without an "if", samples."""

import pytest

from bot.domain.reading import read_experiment_statement

DESIGNS = (
    ("switchback", "Same ward, model roster one week, hand-made roster the next, and so on"),
    ("switchback", "on one night, off the next, same plant"),
    ("switchback", "eine Woche Modellplan, die nächste Handplan, immer so weiter"),
    ("switchback", "uma semana com o modelo, a seguinte sem"),
    ("switchback", "días alternos con y sin el modelo"),
    ("switchback", "一周用模型,下一周用人工"),
    ("switchback", "1週間はモデル、翌週は手作業"),
    ("staged_rollout", "one store this week, two more the next, and so on until all have it"),
    ("staged_rollout", "Start with two wards, add a ward each week"),
    ("staged_rollout", "one ward a week for ten weeks"),
    ("staged_rollout", "Team A in March, team B in April, team C in May"),
    ("staged_rollout", "Rollout in Wellen"),
    ("staged_rollout", "implantação em fases"),
    ("offline_only", "experiment with 3 seeds and two learning rates on the same split"),
    ("offline_only", "five seeds, two batch sizes, same holdout"),
    ("offline_only", "test rétrospectif sur les dossiers de 2019 à 2022"),
    ("offline_only", "teste retrospectivo com os pedidos de 2022"),
    ("offline_only", "im Schattenbetrieb vier Wochen mitlaufen lassen"),
    ("offline_only", "em modo sombra por 6 semanas"),
    ("offline_only", "用2022年的订单回溯测试"),
    ("ab", "three seed varieties randomised over 30 plots"),
    ("ab", "same holdout group of 2,000 members for both campaigns"),
    ("ab", "every second caller hears the new script"),
    ("ab", "12,000 donors per arm"),
    ("difference_in_differences", "diferencia en diferencias con 10 municipios"),
    ("difference_in_differences", "three mills with the model, four mills without, before and after"),
    ("difference_in_differences", "comparer aux agences sans l'outil, avant et après"),
    ("interrupted_time_series", "rétrospective : délais avant et après le lancement"),
    ("none", "We roll it out company-wide on Monday"),
    ("none", "The law demands it everywhere at once"),
    ("none", "we skip that"),
)
RULES = (
    "Canary; automatic rollback when the error budget is used up",
    "Ramp up; pause once the complaint threshold is crossed",
    "Stop as soon as a guardrail trips",
    "A/B with two covers; the one with more orders is printed for all",
    "Random split, whichever arm sells more is extended to the rest",
    "A/B, best seller gets 100% afterwards",
    "Fewer than 3 incidents and it goes to all ports",
    "Only a drop of 5% or more gets it extended",
    "No improvement, no rollout",
    "A rise in refunds ends the test",
    "Worse by more than 1 minute and we switch it off",
    "Extension hinges on a drop of at least 3% in waste",
    "any extra refund above 0.5% ends it",
    "se detiene si las quejas suben",
    "Continuamos se as faltas caírem",
)
NO_RULES = (
    "Canary; rollback when somebody feels like it",
    "we stop when the budget meeting is over",
    "A/B, the letter with the longer text is sent in May to half",
    "more on this in May, we extend the contract",
    "Better data and we start in June",
    "a drop in traffic is likely in July",
    "The team with the most calls is in Leeds",
)
SAMPLES = (
    "随机分组,样本量12000",
    "ランダム割付、サンプルサイズ5000",
    "zufällige Zuteilung, Stichprobe 800",
    "asignación aleatoria, tamaño de muestra 1200",
    "tirage au sort, échantillon de 600",
    "Change at the five pilot depots minus change at the others",
    "Eight ferries at random get it",
    "un tercio de los clientes",
    "三分之一的门店",
)
NO_SAMPLES = (
    "A/B of two subject lines",
    "experiment: 10 epochs, three architectures",
    "across four phases",
    "in five working days",
    "Two weeks, coin flip per call",
)


@pytest.mark.parametrize(("design", "text"), DESIGNS)
def test_a_design_is_known_by_its_logic(design: str, text: str) -> None:
    assert read_experiment_statement(text).design == design


@pytest.mark.parametrize("text", RULES)
def test_a_choice_that_is_tied_to_what_is_seen_is_a_rule(text: str) -> None:
    assert read_experiment_statement(text).has_decision_rule


@pytest.mark.parametrize("text", NO_RULES)
def test_what_nobody_could_check_is_no_rule(text: str) -> None:
    assert not read_experiment_statement(text).has_decision_rule


@pytest.mark.parametrize("text", SAMPLES)
def test_those_who_take_part_are_counted(text: str) -> None:
    assert read_experiment_statement(text).has_sample_or_traffic


@pytest.mark.parametrize("text", NO_SAMPLES)
def test_what_is_tried_on_them_is_not_counted(text: str) -> None:
    assert not read_experiment_statement(text).has_sample_or_traffic


def test_the_turn_and_the_span_of_old_data_are_no_length() -> None:
    assert not read_experiment_statement("Same kitchen, one week model, chef the next, and so on").has_duration
    assert not read_experiment_statement("test rétrospectif sur les dossiers de 2021 à 2023").has_duration
    assert read_experiment_statement("randomised by farm, 2026 to 2027").has_duration


def test_the_smallest_effect_is_read_in_other_languages() -> None:
    assert read_experiment_statement("A/B, efeito mínimo detectável de 2%").has_mde
    assert read_experiment_statement("検出したい最小の差は2%").has_mde
