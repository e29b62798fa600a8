"""Everyday metrics of many trades and scores of models, in seven languages, as people type them."""

from pathlib import Path

import pytest
import yaml

from bot.domain.reading import MetricKind, Vocabulary, read_metric_name

LISTED = yaml.safe_load((Path(__file__).parents[3] / "data" / "metric_names.yaml").read_text(encoding="utf-8"))
NAMES = [
    (lang, MetricKind(kind), name) for lang, kinds in LISTED.items() for kind, names in kinds.items() for name in names
]


@pytest.mark.parametrize(("lang", "kind", "name"), NAMES)
def test_a_metric_is_told_from_a_score(lang: str, kind: MetricKind, name: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(name, vocabulary, lang).kind is kind


@pytest.mark.parametrize("name", [name for _, kind, name in NAMES if kind is MetricKind.BUSINESS])
def test_an_outcome_is_not_blocked_when_the_language_is_not_known(name: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(name, vocabulary).kind is not MetricKind.MODEL


def test_each_language_of_the_vocabulary_is_tried_with_twenty_of_either_kind() -> None:
    for lang in ("en", "de", "es", "fr", "pt", "zh", "ja"):
        for kind in ("business", "model"):
            assert len(LISTED[lang][kind]) >= 20
