"""The words for the data on which only models are tried, and for doing better on them than somebody."""

from typing import Final

from bot.domain.reading.words import Span

TESTS: Final = (
    "test set",
    "test image",
    "test photo",
    "test document",
    "test record",
    "labelled set",
    "labeled set",
    "test question",
    "testset",
    "test data",
    "test split",
    "held out",
    "held-out",
    "validation set",
    "validation data",
    "dev set",
    "eval set",
    "evaluation set",
    "ground truth",
    "gold set",
    "gold standard",
    "out of sample",
    "out-of-sample",
    "backtest",
    "annotated ",
    "labelled corpus",
    "labelled data",
    "labelled image",
    "labelled photo",
    "labelled sample",
    "labelled example",
    "labeled corpus",
    "labeled data",
    "labeled image",
    "labeled photo",
    "labeled sample",
    "labeled example",
    "golden data",
    "gold data",
    "gold corpus",
    "tagged corpus",
    "tagged set",
    "validation split",
    "eval split",
    "eval data",
    "evaluation data",
    "benchmark data",
    "benchmark question",
    "question benchmark",
    "test corpus",
    "testdaten",
    "testmenge",
    "testbilder",
    "validierungsdaten",
    "validierungssatz",
    "annotierte",
    "gelabelte",
    "goldstandard",
    "jeu de test",
    "jeu de validation",
    "jeu annot",
    "données de test",
    "données annot",
    "corpus annot",
    "conjunto de prueba",
    "conjunto de validación",
    "conjunto anotado",
    "conjunto etiquetado",
    "datos de prueba",
    "datos anotados",
    "datos etiquetados",
    "conjunto de teste",
    "conjunto de validação",
    "conjunto rotulado",
    "dados de teste",
    "dados anotados",
    "dados rotulados",
    "测试集",
    "测试数据",
    "验证集",
    "验证数据",
    "标注",
    "评测集",
    "テストデータ",
    "テストセット",
    "検証データ",
    "検証セット",
    "評価データ",
    "評価セット",
    "注釈付き",
    "アノテーション",
)
"""Data on which only models are tried."""

GROUNDS: Final = frozenset({"ground", "records"})
"""What grounds of trials mean: only models are tried on the first, people work on the second, too."""

BEATING: Final = frozenset(
    [
        "beat",
        "beats",
        "beating",
        "match",
        "matches",
        "outperform",
        "outperforms",
        "outperforming",
        "surpass",
        "win",
        "besser",
        "schlagen",
        "schlägt",
        "übertreffen",
        "übertrifft",
        "mejor",
        "superar",
        "supera",
        "mieux",
        "surpasser",
        "dépasser",
        "melhor",
        "超过",
        "优于",
        "胜过",
        "好于",
        "上回る",
        "上回",
        "超える",
    ]
)
"""To do better than somebody, which on test data only models do."""

TRIED_ON: Final = frozenset(
    f"{tried} {by}"
    for tried in ("measured", "evaluated", "tested", "computed", "scored", "calculated", "judged", "rated", "assessed")
    for by in ("on", "by")
)


def is_test(part: Span) -> bool:
    """Whether a part is data on which only models are tried."""
    return part.meaning == "ground" or part.text.casefold().startswith(TESTS)
