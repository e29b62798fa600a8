"""What a name is said to mean wins over the name, both ways."""

import pytest

from bot.domain.reading import MetricKind, Vocabulary, read_metric_name

MODEL = (
    ("en", "lifetime value, i.e. the RMSE of our CLV regression"),
    ("en", "churn, meaning the AUC of the churn model"),
    ("en", "customer lifetime value, that is the R2 of our CLV model"),
    ("en", "revenue, measured as MAPE of the revenue forecast"),
    ("en", "customer happiness, proxied by the F1 of the sentiment classifier"),
    ("en", "guest happiness, in other words the log loss of the review classifier"),
    ("en", "productivity (by which we mean tokens per second)"),
    ("en", "retention = log loss of the retention model"),
    ("en", "ROI, i.e. region-of-interest IoU of the segmentation"),
    ("en", "sales: MAE of the weekly forecast"),
    ("en", "revenue per store: forecast versus actual, WAPE"),
    ("en", "occupancy: predicted against observed, RMSE"),
    ("de", "Kundenwert, d. h. RMSE der CLV-Regression"),
    ("de", "Umsatz pro Filiale: Prognose gegen Ist, MAPE"),
    ("es", "valor del cliente, es decir, el RMSE de la regresión"),
    ("es", "ingresos por noche: previsto frente a real, MAPE"),
    ("fr", "valeur client, c'est-à-dire la RMSE de notre régression"),
    ("fr", "chiffre d'affaires par nuit : prévu contre réel, MAPE"),
    ("pt", "valor do cliente, ou seja, o RMSE da regressão"),
    ("pt", "receita por noite: previsto vs realizado, MAPE"),
    ("zh", "客户终身价值,即CLV回归的RMSE"),
    ("zh", "每间夜收入:预测与实际对比,MAPE"),
    ("ja", "顧客生涯価値、つまりCLV回帰のRMSE"),
    ("ja", "宿泊単価:予測と実績の差、MAPE"),
)
BUSINESS = (
    ("en", "accuracy, i.e. orders picked without a mistake"),
    ("en", "precision, meaning rework hours per batch"),
    ("en", "performance, that is ticket sales per seat"),
    ("en", "quality, measured as returns per 1,000 shoes"),
    ("en", "F1, that is fruit of first class sold, tonnes"),
    ("en", "perplexed callers, i.e. calls transferred more than twice"),
    ("en", "billing: accuracy of the invoices that customers pay"),
    ("en", "complaints, i.e."),
    ("en", "late parcels: planned vs actual delivery date, days"),
    ("en", "budget vs actual: maintenance spend"),
    ("en", "Precision, our sub-brand: net sales in DACH"),
)
MIXED = (
    ("en", "AUC of the ranker: revenue per search"),
    ("en", "downtime and quality, i.e. the F1 on the golden set"),
    ("en", "AUC: 0.9, churn: 2 %"),
    ("en", "complaints & speed: log loss of the routing model"),
    ("en", "quality, i.e. F1, and cost per case"),
)


@pytest.mark.parametrize(("lang", "text"), MODEL)
def test_a_score_behind_a_fine_name_is_a_score(lang: str, text: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, lang).kind is MetricKind.MODEL


@pytest.mark.parametrize(("lang", "text"), BUSINESS)
def test_an_outcome_behind_a_score_is_none(lang: str, text: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, lang).kind is MetricKind.BUSINESS


@pytest.mark.parametrize(("lang", "text"), MIXED)
def test_what_stands_beside_a_definition_is_kept(lang: str, text: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, lang).kind is MetricKind.MIXED
