"""A score stays a score when it is called a KPI, shared out over test data, or told on data that experts labelled."""

import pytest

from bot.domain.reading import MetricKind, Vocabulary, read_metric_name

MODEL = (
    ("en", "profit KPI: RMSE of the demand forecast"),
    ("en", "sales metric = MAPE of weekly orders"),
    ("es", "métrica de ingresos: RMSE de la demanda"),
    ("fr", "indicateur de ventes : MAPE des prévisions"),
    ("zh", "收入指标:销量预测的MAPE"),
    ("ja", "売上指標:需要予測のRMSE"),
    ("en", "correctly identified weeds, in percent of the test photos"),
    ("en", "misclassified parcels, as a percentage of all parcels"),
    ("es", "imágenes bien clasificadas, en % del conjunto de prueba"),
    ("pt", "imagens classificadas corretamente, em % do conjunto de teste"),
    ("en", "beat the old rules on the golden dataset"),
    ("en", "match the experts on the annotated recordings"),
    ("de", "besser als die Altlösung auf dem annotierten Datensatz"),
    ("fr", "faire mieux que le fournisseur sur notre corpus annoté"),
    ("pt", "superar o fornecedor no nosso conjunto anotado"),
    ("zh", "在标注数据上超过供应商"),
    ("ja", "注釈付きデータでベンダーを上回る"),
    ("zh", "预测到达时间与实际到达时间的平均偏差"),
    ("zh", "预测产量与实际产量的平均误差"),
    ("zh", "分类器在标注数据上的正确率"),
    ("de", "Fehlklassifikationen auf den Validierungsdaten"),
    ("de", "Übereinstimmung von Modell und Radiologen"),
    ("de", "Wie oft die KI dasselbe sagt wie der Gutachter"),
    ("es", "con qué frecuencia el bot acierta la intención"),
    ("ja", "医師の診断とモデルの一致率"),
    ("en", "percentage of tickets the classifier routes to the right queue"),
    ("en", "p95 under 180 ms for the menu page"),
)
BUSINESS = (
    ("en", "revenue KPI: sales per square metre"),
    ("fr", "indicateur de ventes : panier moyen"),
    ("de", "Umsatz-KPI: Erlös je Fahrgast"),
    ("en", "rejected bottles, in % of a batch"),
    ("en", "returned shoes, as a percentage of sales"),
    ("en", "outperform last year's campaign on donations"),
    ("en", "annotated drawings returned by customers per week"),
    ("en", "benchmark set by the regulator: minutes lost per customer"),
    ("de", "besser als der Vorjahresumsatz"),
    ("es", "superar las ventas del año pasado"),
    ("zh", "超过去年的销售额"),
    ("zh", "标注错误价签的罚款"),
    ("zh", "快递分拣错误率"),
    ("ja", "前年の売上を上回る"),
    ("ja", "実測の燃料消費"),
    ("de", "wie oft der Kunde dasselbe sagt wie beim ersten Anruf"),
    ("de", "Fehlerkennungen am Sicherheitstor: Wartezeit in Minuten"),
    ("es", "pedidos mal clasificados que llegan tarde"),
    ("fr", "élèves bien classés au concours"),
    ("en", "share of calls that reach the right team"),
    ("en", "cost per wrong prediction"),
    ("en", "p95 of the queue at the border, minutes"),
)
MIXED = (
    ("en", "customer KPI: churn, model KPI: AUC"),
    ("en", "revenue per seat, MAPE of the forecast"),
    ("en", "recall, as share of patients treated in time"),
    ("pt", "acurácia do modelo e vendas por loja"),
)


@pytest.mark.parametrize(("lang", "text"), MODEL)
def test_only_the_model_is_measured(lang: str, text: str, vocabulary: Vocabulary) -> None:
    reading = read_metric_name(text, vocabulary, lang)
    assert reading.kind is MetricKind.MODEL
    assert reading.words


@pytest.mark.parametrize(("lang", "text"), BUSINESS)
def test_no_outcome_is_taken_for_a_score(lang: str, text: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, lang).kind is MetricKind.BUSINESS


@pytest.mark.parametrize(("lang", "text"), MIXED)
def test_an_outcome_beside_a_score_keeps_it_from_being_blocked(lang: str, text: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, lang).kind is MetricKind.MIXED


def test_the_words_of_the_language_come_before_those_of_english(vocabulary: Vocabulary) -> None:
    """Portuguese "no" is "in the": what stands behind it is not denied."""
    assert read_metric_name("bater o fornecedor, 90% no conjunto anotado", vocabulary, "pt").kind is MetricKind.MODEL
    assert read_metric_name("no revenue, AUC", vocabulary, "en").kind is MetricKind.MIXED
