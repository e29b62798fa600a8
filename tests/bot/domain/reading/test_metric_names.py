"""A metric's name is told to be a model's, the business's, both or none by what its words mean together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reading import MetricKind, Vocabulary, read_metric_name

MODEL = (
    "accuracy > 90%",
    "precision@5",
    "F1-score",
    "our AUC on the holdout",
    "improve model accuracy",
    "accuarcy of the churn model",
    "recall on fraud cases",
    "word error rate of the call transcripts",
    "intent recognition accuracy",
    "how often the model is right",
    "% of correct predictions",
    "MSE",
    "R^2",
    "val. loss",
    "roc-auc",
    "lower perplexity",
    "hit rate @ 10",
    "p99 latency of the API",
    "response time of the recommendation service",
    "Genauigkeit der Vorhersage",
    "taux de bonnes prédictions",
    "error rate of the classifier",
    "click prediction logloss",
    "sales forecast MAPE",
    "better F1 than the baseline model",
    "higher accuracy",
    "model performance",
    "quality of the recommendations (NDCG)",
    "our KPI is recall",
    "churn AUC",
    "fraud detection recall",
    "accuracy of revenue predictions",
    "RMSE of weekly sales",
    "Top-1 accuracy on ImageNet",
    "mean IoU",
    "BLEU",
    "BERTScore F1",
    "false positive rate",
    "accuracy, precision, recall",
    "accuracy and latency",
    "AUC/ROC",
    "95% accuracy",
    "模型AUC",
    "F1分数",
    "AUC dans le modèle de churn",
    "precisión del clasificador",
    "acurácia do modelo de crédito",
    "log loss on click-through",
    "test-set accuracy for churners",
    "kappa against the radiologists",
    "sensitivity and specificity of the detector",
    "inference cost per 1k tokens",
    "drift of the features",
    "cosine similarity of embeddings",
    "demand forecast WAPE per SKU",
    "forecasted revenue vs actual revenue",
    "AUC, not revenue",
)
BUSINESS = (
    "customer churn",
    "churn rate of premium users",
    "revenue per user",
    "number of support tickets",
    "time to resolve a ticket",
    "picking accuracy",
    "product recall rate",
    "precision of the CNC cuts, scrapped parts",
    "uptime of wind turbines",
    "invoice error rate",
    "medication errors per 1000 doses",
    "cost of false positives in manual review",
    "hours analysts spend on false alarms",
    "revenue lost to false declines",
    "patients misdiagnosed",
    "delivery accuracy",
    "chargebacks",
    "MRR",
    "net new MRR",
    "cost per prediction served to customers",
    "response time of ambulances",
    "bed utilisation",
    "call centre response time",
    "throughput of the packing line",
    "latency of refunds (days until money is back)",
    "share of orders delivered on time",
    "AOV",
    "loss ratio",
    "training hours per new agent",
    "validation errors at the customs desk cost",
    "accuracy of tax returns filed",
    "fraud losses",
    "manual review rate",
    "wrongly rejected loan applications",
    "recall of defective airbags",
    "staff sensitivity training completion",
    "map downloads",
    "rouge sales in lipstick",
    "price sensitivity index of shoppers",
    "Umsatz pro Kunde",
    "taux de désabonnement",
    "退货率",
    "在庫回転率",
    "error-free deliveries",
    "model homes sold",
    "classification society fines",
    "clusters of infections per ward",
    "benchmark electricity price paid",
    "gini coefficient of household income in the district",
    "token redemptions in the loyalty scheme",
    "epoch watches sold",
    "precision farming yield",
    "test drives booked",
    "confidence of buyers index",
    "predictive maintenance downtime avoided",
    "forecast bias cost in spoiled food",
    "trained nurses per shift",
    "AI-assisted tickets closed per hour",
    "emails answered within 1 h",
    "empty seats per flight",
    "kWh per tonne of steel",
    "time to hire",
    "late shipments",
    "days sales outstanding",
    "overdue invoices in EUR",
    "readmissions predicted by nobody",
    "deaths from sepsis",
    "revenue, not AUC",
)
MIXED = (
    "accuracy and revenue",
    "AUC + churn rate",
    "RMSE of the forecast, stockouts in stores",
    "precision of alerts and hours saved",
    "latency and conversion",
    "increase revenue by improving model accuracy",
    "not just F1 but fewer complaints",
    "recall; empty truck kilometres per week",
)
UNCLEAR = (
    "make users happy",
    "build a churn model",
    "improve customer experience",
    "tbd",
    "n/a",
    "?",
    "use AI",
    "deploy an LLM",
    "better decisions",
    "innovation",
    "ask Peter",
    "we don't know yet",
    "everything",
    "the model",
    "be data driven",
    "operational excellence",
    "zufriedene Kunden",
    "🚀",
    "launch the chatbot in Q3",
    "as discussed with Anna",
)


@pytest.mark.parametrize("text", MODEL)
def test_a_model_metric_is_a_model_metric_in_any_spelling(text: str, vocabulary: Vocabulary) -> None:
    reading = read_metric_name(text, vocabulary)
    assert reading.kind is MetricKind.MODEL
    assert reading.words


@pytest.mark.parametrize("text", BUSINESS)
def test_an_outcome_is_never_blocked_whatever_it_sounds_like(text: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary).kind is MetricKind.BUSINESS


@pytest.mark.parametrize("text", MIXED)
def test_an_outcome_beside_a_model_metric_is_seen(text: str, vocabulary: Vocabulary) -> None:
    reading = read_metric_name(text, vocabulary)
    assert reading.kind is MetricKind.MIXED
    assert reading.words


@pytest.mark.parametrize("text", [*UNCLEAR, "", "   ", "\u200b"])
def test_a_wish_or_a_plan_is_no_metric(text: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary).kind is MetricKind.UNCLEAR


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("Forecast RMSE on the holdout weeks", ["RMSE"]),
        ("Forecast RMSE and MAPE on the holdout weeks", ["RMSE", "MAPE"]),
        ("Forecast RMSE, not MAE, on the holdout weeks", ["RMSE"]),
        ("MAPE of the demand forecast", ["MAPE"]),
    ],
)
def test_a_score_that_has_a_name_is_named_and_not_what_it_is_tried_on(
    text: str, scores: list[str], vocabulary: Vocabulary
) -> None:
    reading = read_metric_name(text, vocabulary)
    assert (reading.kind, [word.text for word in reading.words]) == (MetricKind.MODEL, scores)


def test_the_reading_names_the_words_that_led_to_it(vocabulary: Vocabulary) -> None:
    reading = read_metric_name("weekly revenue forecast RMSE, offline", vocabulary)
    assert [word.text for word in reading.words] == ["RMSE"]
    assert all("weekly revenue forecast RMSE, offline"[word.start : word.end] == word.text for word in reading.words)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("nDCG and MRR", MetricKind.MODEL),
        ("MRR", MetricKind.BUSINESS),
        ("nDCG and MRR in $", MetricKind.MIXED),
        ("forecast error cost", MetricKind.BUSINESS),
        ("cost of forecast errors", MetricKind.BUSINESS),
        ("forecast error of revenue", MetricKind.MODEL),
        ("gap between predicted and actual demand", MetricKind.MODEL),
        ("weld seams rejected at low precision", MetricKind.BUSINESS),
        ("recall for fraud and abuse", MetricKind.BUSINESS),
        ("AUC on fraud and abuse", MetricKind.MODEL),
        ("AUC on fraud; empty lorries on the ring road", MetricKind.MIXED),
        ("Logistics team: AUC", MetricKind.MODEL),
        ("customer churn model quality", MetricKind.MODEL),
        ("quality of welds seen by the model", MetricKind.BUSINESS),
        ("mean arterial pressure (MAP)", MetricKind.BUSINESS),
        ("average precision score (APS)", MetricKind.MODEL),
        ("not accuracy but tickets per day", MetricKind.BUSINESS),
        ("not only accuracy", MetricKind.MODEL),
        ("lorries turned away by false alarms of the detector", MetricKind.BUSINESS),
        ("AUC on fraud and voucher abuse", MetricKind.MODEL),
        ("missed curfew checks (MCC)", MetricKind.BUSINESS),
        ("billing accuracy model", MetricKind.BUSINESS),
        ("customers' 'voice'", MetricKind.UNCLEAR),
        ("see Anna's slides", MetricKind.UNCLEAR),
    ],
)
def test_context_decides_where_words_are_ambiguous(text: str, kind: MetricKind, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary).kind is kind


def test_the_language_chooses_the_words(vocabulary: Vocabulary) -> None:
    assert read_metric_name("wer zahlt pünktlich", vocabulary, "de").kind is MetricKind.BUSINESS
    assert read_metric_name("WER", vocabulary, "en-GB").kind is MetricKind.MODEL
    assert read_metric_name("taux de rappel", vocabulary, "fr-FR").kind is not MetricKind.UNCLEAR
    assert read_metric_name("accuracy", vocabulary, "xx").kind is MetricKind.MODEL


TERMS = st.sampled_from(
    [
        "accuracy",
        "AUC",
        "revenue",
        "of",
        "and",
        "the",
        "churn",
        "model",
        "not",
        ",",
        "(",
        ")",
        ":",
        "per",
        "forecast",
        "%",
    ]
)
OTHERS = st.sampled_from(
    ["精度", "の", "売上", "Modell", "MRR", "nDCG", "error", "rate", "actual", "see", "build", "on", "@", "9"]
)


@given(
    text=st.one_of(st.text(max_size=60), st.lists(st.one_of(TERMS, OTHERS), max_size=14).map(" ".join)),
    lang=st.sampled_from([None, "en", "de", "ja", "?"]),
)
def test_no_text_breaks_the_reading(text: str, lang: str | None, vocabulary: Vocabulary) -> None:
    reading = read_metric_name(text, vocabulary, lang)
    assert reading.kind in MetricKind
    assert reading.kind is not MetricKind.MODEL or reading.words
