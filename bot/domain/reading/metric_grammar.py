"""The small words that part a model's metric from an outcome: the grammar of metric names, not their vocabulary."""

import re
from typing import Final

MODEL: Final = "model"
BUSINESS: Final = "business"
AMBIGUOUS: Final = frozenset({"doubtful", "service", "trait"})
MEASURES: Final = frozenset({"model", "ranking"})
NAMED: Final = MEASURES | {"context", "ground", "records"}
# Beside a bare "accuracy" these change nothing; beside a bare "uptime" even the users would make it somebody's service.
EMPTY: Final = frozenset({"neutral", "number", "sign", "relation", "build", "pointer", *NAMED, *AMBIGUOUS})
EMPTY_FOR_SCORES: Final = EMPTY | {"vague"}
UNSAID: Final = frozenset({"neutral", "number", "sign"})
OF: Final = frozenset({"of", "by", "per", "pro", "par", "por"})
OF_A_THING: Final = frozenset(
    [
        "of",
        "for",
        "de",
        "der",
        "des",
        "du",
        "da",
        "do",
        "del",
        "von",
        "für",
    ]
)
SAYING: Final = frozenset(
    [
        "are",
        "is",
        "was",
        "were",
        "turn",
        "turns",
        "turned",
        "come",
        "comes",
        "happen",
        "happens",
        "occur",
        "really",
    ]
)
RANKERS: Final = (
    "rank",
    "rerank",
    "retriev",
    "recommend",
)
MORE: Final = frozenset(
    [
        "rate",
        "rates",
        "more",
        "less",
        "fewer",
        "lower",
        "higher",
        "reduce",
        "reduced",
        "increase",
        "increased",
        "cut",
        "mehr",
        "weniger",
        "más",
        "menos",
        "moins",
        "mais",
        "taux",
        "tasa",
        "taxa",
        "率",
    ]
)
SEVERAL: Final = 2
BETTER: Final = frozenset(
    [
        "better",
        "smarter",
        "bessere",
        "besseres",
        "besserer",
        "mejor",
        "mejores",
        "meilleur",
        "meilleure",
        "melhor",
        "melhores",
    ]
)
PREDICTIONS: Final = (
    "forecast",
    "predict",
    "classifi",
    "regress",
    "prognos",
    "vorhersage",
    "prévision",
    "prédiction",
    "pronós",
    "estimat",
    "previs",
    "predic",
    "schätz",
)
"""How the things begin that only models make."""

PAIRS: Final = (frozenset({"precision", "recall"}), frozenset({"sensitivity", "specificity"}))
"""Words of many trades, which only those who score models say together."""

RATES: Final = frozenset({"rate", "rates", "ratio", "share", "taux", "tasa", "taxa", "quote", "率"})
"""Behind the word for what happens these name a measure, whatever happens: "eviction rate"."""

MODELS: Final = frozenset({"model", "classifier", "algorithm", "network", "neural network", "model output"})
AGREEING: Final = (
    "agree",
    "say the same",
    "says the same",
    "come to the same",
    "comes to the same",
    "assign the same",
    "assigns the same",
    "same result as",
    "same code as",
    "same label as",
    "same diagnosis as",
    "equals",
)
MACHINES: Final = frozenset({"ai", "artificial intelligence", "bot", "chatbot", "copilot"})
"""Buzzwords elsewhere, but beside a score what is scored: "precision of the AI"."""

SENSING: Final = ("false", "miss", "detection", "recognition", "erkennung", "fehlalarm")
SENSORS: Final = frozenset({"sensor", "detector", "monitor", "camera", "scanner", "kamera", "melder"})
"""How often these err is their score; how exact they are may be a property of the device."""

BETWEEN: Final = frozenset({"between", "zwischen", "entre"})
PLURAL: Final = re.compile(r"[^\W\d_]{4,}s")

PERCENTILES: Final = frozenset({"p50", "p90", "p95", "p99"})
INSTANTS: Final = re.compile(r"[0-9]*(?:ms|msec|milliseconds?|millisekunden|milisegundos|millisecondes)|毫秒|ミリ秒")

TITLES: Final = (
    "kpi",
    "metric",
    "indicator",
    "kennzahl",
    "métrica",
    "indicador",
    "métrique",
    "indicateur",
    "指标",
    "指標",
)
"""How the words begin that only call something a metric: "revenue KPI: MAPE"."""

UNIT_OF_IT: Final = frozenset({"in", "as", "per", "pro", "par", "por", "en", "em"})
"""How what a score is counted in goes on behind a comma: "words recognised, in % of the labelled images"."""

PHYSICAL: Final = frozenset(
    {
        "kwh",
        "mwh",
        "kw",
        "mw",
        "kg",
        "g",
        "t",
        "tons",
        "tonnes",
        "km",
        "miles",
        "m",
        "cm",
        "mm",
        "l",
        "litres",
        "liters",
        "eur",
    }
    | {"usd", "euros", "dollars", "degrees", "°c", "db", "bar", "volts", "watts"}
)
"""Units that nothing is the object of."""

HELPING: Final = frozenset(
    {"helps", "help", "helped", "serves", "supports", "relieves", "protects", "paid", "used", "liked", "accepted"}
)
"""What is asked for in "how well the forecast helps": its use, not its score."""

VERDICTS: Final = frozenset({"right", "correct", "wrong", "accurate", "precise", "reliable", "richtig", "korrekt"})
COUNTED: Final = re.compile(
    r"(?:share|number|count|percentage|percent|%|no|nr|num) of|(?:per|a) (?:day|week|month|year)", re.IGNORECASE
)
"""Phrases that count whatever stands beside them."""
