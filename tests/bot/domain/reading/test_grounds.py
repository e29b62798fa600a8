"""A score is told by the ground on which it is tried; people's work on old papers is not."""

import pytest

from bot.domain.reading import MetricKind, Vocabulary, read_metric_name
from bot.domain.reading.grounds import grounds_in

MODEL = (
    ("en", "pass rate on the regression prompts"),
    ("en", "refusals on the red-team prompt set"),
    ("en", "position of the clicked item in the replayed log"),
    ("en", "transcripts without errors, judged by linguists on test calls"),
    ("en", "answers rated correct by graders on the eval questions"),
    ("en", "number of bugs found in the benchmark suite"),
    ("en", "better recall than the old rules on last year's fraud cases"),
    ("en", "factual errors in 200 sampled summaries"),
    ("en", "offline replay CTR of the new ranker"),
    ("en", "correct fields per invoice on the annotated set"),
    ("en", "error rate on the hold-out winter"),
    ("en", "share of cases where the proposal equals the final code, archived files rerun"),
    ("de", "Trefferquote auf den annotierten Bildern"),
    ("de", "Anteil der alten Fälle, in denen der Vorschlag der gebuchten Kostenstelle entspricht"),
    ("es", "porcentaje de historias archivadas en que el modelo coincide con el médico"),
    ("fr", "part des dossiers archivés où le modèle donne le même code que l'expert"),
    ("pt", "percentual de casos arquivados em que o modelo concorda com o perito"),
    ("zh", "模型与专家判断一致的比例,历史案件"),
    ("ja", "過去案件でモデルが担当者と同じ分類をした割合"),
)
BUSINESS = (
    ("en", "archived cases reopened by the court"),
    ("en", "archived footage requests by police answered within a day"),
    ("en", "test drives booked per week"),
    ("en", "test purchases passed by shops (age check)"),
    ("en", "labelled bottles returned by customers"),
    ("en", "golden hour: stroke patients treated within 60 minutes"),
    ("en", "benchmark: churn below the industry average"),
    ("en", "evaluation forms returned by trainees"),
    ("en", "old stock written down, EUR"),
    ("en", "closed cases per detective"),
    ("en", "recorded crimes per 1,000 residents"),
    ("en", "historic buildings heated, kWh per m²"),
    ("de", "alte Fälle abgeschlossen, Stück pro Woche"),
    ("es", "casos antiguos cerrados por mes"),
    ("fr", "dossiers archivés consultés par les citoyens"),
    ("pt", "processos antigos encerrados por mês"),
    ("zh", "归档案件重新开庭数"),
    ("ja", "保存食品の廃棄量"),
)


@pytest.mark.parametrize(("lang", "text"), MODEL)
def test_on_data_for_models_nothing_else_is_measured(lang: str, text: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, lang).kind is MetricKind.MODEL


@pytest.mark.parametrize(("lang", "text"), BUSINESS)
def test_work_on_old_papers_is_an_outcome(lang: str, text: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, lang).kind is MetricKind.BUSINESS


@pytest.mark.parametrize(
    ("text", "ground", "meaning"),
    [
        ("hits on 500 held-out tickets", "held-out tickets", "ground"),
        ("agreement, 400 archived scans", "archived scans", "records"),
        ("accuracy over last year's claims", "last year's claims", "records"),
        ("hits, replayed on last year's claims", "replayed on last year's claims", "ground"),
        ("clics sobre el conjunto de prueba", "conjunto de prueba", "ground"),
        ("Treffer auf 300 alten Akten", "auf 300 alten Akten", "records"),
    ],
)
def test_a_ground_is_named_with_its_words(text: str, ground: str, meaning: str) -> None:
    assert [(each.text, each.meaning) for each in grounds_in(text)] == [(ground, meaning)]


@pytest.mark.parametrize("text", ["sales per store", "old friends of the house", "tested by the owner"])
def test_elsewhere_there_is_no_ground(text: str) -> None:
    assert not list(grounds_in(text))
