"""Metrics and levels beside their look-alikes: errors in units, rates beside scores, trade names, no metric at all."""

import pytest

from bot.domain.reading import Vocabulary, read_metric_name, read_success_statement

NAMES = (
    ("model", "en", "error of the bed-occupancy estimate (days)"),
    ("model", "de", "Fehler der Lastprognose, MWh pro Tag"),
    ("model", "es", "error de la previsión de demanda (toneladas)"),
    ("model", "fr", "erreur de la prévision de trafic, en minutes"),
    ("model", "zh", "需求预测误差(吨)"),
    ("model", "en", "MAE, hours"),
    ("business", "en", "cost of the forecast error (€)"),
    ("business", "en", "energy bought at the spot price (MWh)"),
    ("mixed", "en", "AUC, hours per case"),
    ("mixed", "en", "time lost to forecast errors, hours per week"),
    ("mixed", "en", "gap between estimate and bill (€)"),
    ("business", "de", "Abweichung der Schätzung vom Rechnungsbetrag (€)"),
    ("business", "fr", "prix prévu et prix réel du billet"),
    ("model", "fr", "différence entre les ventes prévues et les ventes réelles"),
    ("model", "es", "desviación entre la demanda prevista y la real"),
    ("model", "pt", "diferença entre a procura prevista e a procura real"),
    ("business", "fr", "écart entre le budget prévu et le budget réel"),
    ("business", "pt", "custo previsto e custo real da obra"),
    ("business", "fr", "consommation réelle par foyer"),
    ("mixed", "en", "AUC on the bench, breakage rate in the field"),
    ("model", "en", "AUC for fraud, spam and abuse"),
    ("mixed", "en", "ROC as a sanity check, theft losses as target"),
    ("business", "en", "complaints as guardrail"),
    ("model", "en", "recall of lesions"),
    ("business", "en", "recall of cars"),
    ("business", "en", "F1 tickets sold per weekend"),
    ("model", "en", "F1 of the ticket classifier"),
    ("unclear", "en", "whichever metric works"),
    ("unclear", "de", "egal welche Kennzahl"),
    ("unclear", "fr", "n'importe quel indicateur"),
    ("unclear", "es", "cualquier métrica vale"),
    ("unclear", "pt", "qualquer indicador serve"),
    ("unclear", "zh", "什么指标都可以"),
    ("unclear", "ja", "どんな指標でもいい"),
    ("business", "en", "any metric of churn"),
    ("unclear", "en", "12% by Easter"),
    ("unclear", "de", "15 % bis Ostern"),
    ("business", "en", "42 refunds by Easter"),
)
LEVELS = (
    ("Scrap at 6% today; the aim is less", True, False, False),
    ("Scrap at 6% by June", False, True, True),
    ("Half of the 900 weekly reworks gone by May", True, True, True),
    ("la moitié des 900 reprises en moins", True, True, False),
    ("Half of the clients saved money", False, False, False),
    ("Stays were 20% shorter among guests with the app", False, False, False),
    ("Returns were 20% last year, 15% by June", True, True, True),
    ("Waste was 31 kg in May and 24 in June, so the planner saved 7 kg", True, False, False),
    ("Waste was 31 kg in May; we look again in August", True, False, True),
    ("Log loss on the 2023 season", False, False, False),
)


@pytest.mark.parametrize(("kind", "lang", "text"), NAMES)
def test_what_is_measured_is_told_from_how_it_is_counted(
    kind: str, lang: str, text: str, vocabulary: Vocabulary
) -> None:
    assert read_metric_name(text, vocabulary, lang).kind == kind


@pytest.mark.parametrize(("text", "baseline", "target", "deadline"), LEVELS)
def test_a_level_is_told_from_what_was_only_seen(
    text: str, *, baseline: bool, target: bool, deadline: bool, vocabulary: Vocabulary
) -> None:
    read = read_success_statement(text, vocabulary)
    assert (bool(read.has_baseline), bool(read.has_target), bool(read.has_deadline)) == (baseline, target, deadline)


def test_a_portuguese_article_is_no_number(vocabulary: Vocabulary) -> None:
    assert not read_success_statement("Vamos acompanhar a frequência dos alunos", vocabulary).has_unit
    assert read_success_statement("reducir las quejas a dos por semana", vocabulary).has_unit


def test_what_must_not_take_longer_is_a_guardrail(vocabulary: Vocabulary) -> None:
    assert read_success_statement("Fewer refunds, and boarding must not take longer", vocabulary).names_guardrail
    assert not read_success_statement("Boarding will take longer in May", vocabulary).names_guardrail
