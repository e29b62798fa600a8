"""The words that make a score of a machine out of a rate, an error or a gain, and those that do not."""

from typing import Final

FORETOLD: Final = (
    "forecast",
    "predict",
    "prognos",
    "vorhersag",
    "prédic",
    "prédit",
    "pronós",
    "pronost",
    "预测",
    "予測",
)
"""How what a model foretells begins, whatever else is planned or estimated by people."""

VERSUS: Final = frozenset(
    {"vs", "versus", "minus", "against", "compared to", "compared with", "/", "gegen", "contra", "contre"}
)
PLANNED: Final = frozenset(
    {"plan", "planned", "budget", "budgeted", "target", "targets", "scheduled", "promised", "quota"}
)
"""Held against these, a forecast is a manager's."""

BENEFITS: Final = frozenset({"uplift", "savings", "saving", "benefit", "benefits", "gain", "gains", "impact", "roi"})

STATISTICS: Final = frozenset(
    {"false positive rate", "false negative rate", "true positive rate", "average precision", "mean average"}
)
"""Of these nobody speaks but who scores a test, whatever is tested; what they cost is said beside them."""

RECOGNITION: Final = frozenset(
    {
        *("recognition rate", "erkennungsrate", "erkennungsquote", "tasa de reconocimiento", "taux de reconnaissance"),
        *("taxa de reconhecimento", "识别率", "認識率"),
    }
)
"""Of a thing these are a machine's, unless they are said of somebody's: "brand recognition rate"."""

PERCEIVED: Final = frozenset(
    {
        *(
            "image",
            "images",
            "photo",
            "photos",
            "scan",
            "scans",
            "frame",
            "frames",
            "pixel",
            "pixels",
            "video",
            "videos",
        ),
        *("tumour", "tumours", "tumor", "tumors", "lesion", "lesions", "nodule", "nodules", "speech", "handwriting"),
        *("utterance", "utterances", "footage", "audio", "bilder", "bildern", "aufnahmen", "imágenes", "imagens"),
    }
)
"""Things that are looked at or listened to: how exactly is a machine's score, unless somebody pays or waits."""

FELT: Final = frozenset({"sensitivity", "sensibilidad", "sensibilité", "sensibilidade", "sensitivität"})
"""A body's as well as a test's."""

SCORE_HEADS: Final = frozenset(
    {
        "rate",
        "rates",
        "error",
        "errors",
        "mistakes",
        "score",
        "scores",
        "drift",
        "loss",
        "misreads",
        "confusion",
        "plateau",
    }
)
"""Nouns that are a machine's score when they are of a machine that only infers."""

USED: Final = (
    "us",
    "adopt",
    "overrid",
    "accept",
    "approv",
    "tak",
    "click",
    "opt",
    "open",
    "repl",
    "refus",
    "reject",
    "sale",
)
"""How the words begin that make a rate one of people: "acceptance rate of the recommender"."""

MAKERS: Final = (
    "classif",
    "recogni",
    "predict",
    "tagger",
    "regress",
    "segment",
    "neural",
    "model",
    "llm",
    "language model",
    "net",
    "detector",
    "transcri",
    "ranker",
    "forecast",
    "estimator",
    "vision",
    "speech",
    "ensemble",
    "embedding",
    "ocr",
    "asr",
    "klassifi",
    "modell",
    "modèle",
    "clasific",
    "classificad",
    "feature",
    "input feature",
    "pose network",
    "translation net",
)
"""How machines begin that do nothing but infer."""

GAINING: Final = frozenset({"lift", "gain", "improvement over"})
