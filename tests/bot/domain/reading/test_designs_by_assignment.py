"""Who gets the model, and by what: what was turned down or is missing, lists in the order of chance, dated steps."""

import pytest

from bot.domain.reading import read_experiment_statement

DESIGNS = (
    ("none", "The randomised pilot was vetoed by the union, so nothing"),
    ("none", "A control group has been ruled out by the ministry"),
    ("none", "The board turned down the A/B test"),
    ("none", "Der A/B-Test wurde vom Betriebsrat abgelehnt"),
    ("none", "le test A/B a été refusé par la direction"),
    ("none", "el ensayo aleatorio fue rechazado por el comité"),
    ("none", "o teste A/B foi rejeitado pela diretoria"),
    ("none", "A/B测试被否决"),
    ("interrupted_time_series", "A/B was turned down, so we compare before and after"),
    ("ab", "A/B by shopper; the variant is rejected if refunds rise"),
    ("ab", "Randomise applicants that were rejected by the old scorecard"),
    ("ab", "50/50 by caller, the null hypothesis is rejected at p < 0.05"),
    ("ab", "A/B test where fewer claims are rejected"),
    ("ab", "randomised by driver so that fewer loads are blocked"),
    ("none", "Randomising patients across the three wards was rejected"),
    ("difference_in_differences", "We have no control group, so the neighbouring towns serve as one"),
    ("staged_rollout", "rings: ring 0 our own staff, ring 1 the branches"),
    ("staged_rollout", "canary without a control group"),
    ("staged_rollout", "schrittweise, ohne Kontrollgruppe"),
    ("staged_rollout", "déploiement progressif sans groupe témoin"),
    ("interrupted_time_series", "before/after, there is no comparison group"),
    ("interrupted_time_series", "antes y después, sin grupo de control"),
    ("none", "no control group"),
    ("difference_in_differences", "mills with it against mills without it, before and after"),
    ("ab", "names from a shuffled register, top half gets the letter"),
    ("ab", "we shuffle the list of farms and the first 40 get the advice"),
    ("ab", "gemischte Liste der Filialen, die obere Hälfte bekommt es"),
    ("ab", "liste mélangée des agences, la première moitié reçoit l'outil"),
    ("ab", "lista barajada de clínicas, la primera mitad lo recibe"),
    ("ab", "打乱的名单,前一半用模型"),
    ("offline_only", "five-fold cross-validation on shuffled data"),
    ("unclear", "the playlist is shuffled daily for all tests of taste"),
    ("difference_in_differences", "blend of other airports stands for ours, 12 months before, 4 after"),
    ("difference_in_differences", "an average of untreated mines as a proxy for ours"),
    ("difference_in_differences", "gewichteter Durchschnitt anderer Häfen als Vergleich"),
    ("difference_in_differences", "moyenne pondérée d'autres ports"),
    ("difference_in_differences", "média ponderada de outros hospitais"),
    ("unclear", "weighted average of other metrics decides"),
    ("ab", "Wir würfeln je Anrufer, wer den Bot hört"),
    ("ab", "Each ticket number's parity tells which desk; the number parity is even for the model"),
    ("unclear", "price parity with the market decides"),
    ("switchback", "model setpoints for two hours, then two hours by hand"),
    ("unclear", "two weeks, then two weeks more"),
    ("difference_in_differences", "comparer l'évolution à Nantes (avec) et à Rennes (sans)"),
    ("offline_only", "Die Prognosen laufen mit, niemand sieht sie"),
    ("staged_rollout", "empezamos con dos sucursales y cada mes añadimos tres"),
    ("interrupted_time_series", "Wartezeit im Halbjahr vor und im Halbjahr nach der Umstellung"),
    ("unclear", "Monday the model plans the bread, Thursday the baker plans the bread"),
    ("staged_rollout", "Ward 5 in May, ward 3 in June"),
    ("staged_rollout", "Ward 3 in May, ward 5 in June"),
    ("staged_rollout", "Linie 4 im Mai, Linie 6 im Juni, Linie 9 im Juli"),
    ("staged_rollout", "quai 2 en mai, quai 5 en juin"),
    ("staged_rollout", "5 clinics in May, 20 in June and all in September"),
    ("staged_rollout", "Leeds in May, York in June, Hull in July"),
    ("staged_rollout", "March: kiln 1, April: kiln 2, June: kiln 3"),
    ("unclear", "data in May, model in June, report in July"),
    ("unclear", "120 complaints in May, 140 complaints in June"),
    ("unclear", "Ward 3 in May, ward 3 in June"),
    ("unclear", "we look at ward 3 in May and ward 3 in June"),
    ("unclear", "North in May, South in June"),
    ("unclear", "kick-off in May, all in June"),
    ("offline_only", "Test auf 500 archivierten Rechnungen"),
    ("offline_only", "essai sur 300 dossiers archivés"),
    ("offline_only", "prueba con 800 expedientes cerrados"),
    ("offline_only", "teste em 900 processos encerrados"),
    ("offline_only", "在2000份旧病历上测试"),
    ("offline_only", "過去の案件で検証"),
    ("unclear", "Test mit alten Menschen im Heim"),
)
RULES = (
    "Synthetic control, adopt it if the gap is beyond the placebo gaps",
    "Interleaving, the ranking with fewer returns stays",
    "A/B, the script that brings more bookings is kept",
    "Zwei Briefe per Los; der Brief mit mehr Antworten bleibt",
    "A/B; la lettre avec plus de réponses reste",
    "A/B; la carta con más respuestas se queda",
    "por fases; se amplía solo si las quejas no suben",
    "em fases; segue-se só se as faltas caírem",
    "par étapes ; on étend si les plaintes baissent",
    "Ward by ward; we only move on if waiting is under 40 min",
    "Depot by depot; moves on to the next one while damage stays below 1%",
)
NO_RULES = (
    "A/B; we move on if everyone is happy",
    "The ward with more beds stays on paper",
    "The clinic with fewer staff is in Leeds",
    "por fases; se sigue el plan de mayo",
    "rollout once we are beyond the summer",
)
SAMPLES = (
    "Lottery: 40 get the coach, 40 go on the waiting list",
    "Draw by lot, 25 receive the letter and 25 wait",
    "Los entscheidet, 30 bekommen den Brief",
    "por fases en 14 oficinas técnicas",
    "implantação em 9 armazéns",
    "Test auf 2.000 alten Schadensakten",
    "A/B: 40 Züge je Seite",
    "zufällig, 80 Patienten je Seite",
    "por fases en 12 clínicas",
)
NO_SAMPLES = (
    "A/B, version 2 goes live in May",
    "by lot from 5 November",
    "per Los, 3 Wochen, 2 Varianten",
    "in drei Stufen über 6 Monate",
    "A/B, ab 3 September",
    "A/B, 30 Tonnen weniger",
)
LENGTHS = (
    "Randomised trial over one school year",
    "by lot for two growing seasons",
    "A/B through one financial quarter",
    "the month after launch against the month before",
    "Compare the week after the switch-on with the week before",
)
NO_LENGTHS = (
    "A/B by school",
    "randomised by farm, last school year had no data",
    "A/B, review the month after launch",
)


@pytest.mark.parametrize(("design", "text"), DESIGNS)
def test_a_design_is_who_gets_it_by_what(design: str, text: str) -> None:
    assert read_experiment_statement(text).design == design


@pytest.mark.parametrize("text", RULES)
def test_a_condition_is_a_rule_in_any_order_of_words(text: str) -> None:
    assert read_experiment_statement(text).has_decision_rule


@pytest.mark.parametrize("text", NO_RULES)
def test_a_wish_or_a_plan_is_no_rule(text: str) -> None:
    assert not read_experiment_statement(text).has_decision_rule


@pytest.mark.parametrize("text", SAMPLES)
def test_a_count_of_those_who_get_it_is_a_sample(text: str) -> None:
    assert read_experiment_statement(text).has_sample_or_traffic


@pytest.mark.parametrize("text", NO_SAMPLES)
def test_versions_and_dates_are_no_sample(text: str) -> None:
    assert not read_experiment_statement(text).has_sample_or_traffic


@pytest.mark.parametrize("text", LENGTHS)
def test_the_year_of_a_trade_and_the_time_after_launch_are_a_length(text: str) -> None:
    assert read_experiment_statement(text).has_duration


@pytest.mark.parametrize("text", NO_LENGTHS)
def test_a_review_or_the_past_is_no_length(text: str) -> None:
    assert not read_experiment_statement(text).has_duration
