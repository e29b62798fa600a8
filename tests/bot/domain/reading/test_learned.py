"""Likeness sums what was learned of words and their pieces, says which words led to it, and rests on several."""

import json
import math
from importlib.resources import files
from time import thread_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reading import NOTHING_LEARNED, BrokenWeights, Learned, Vocabulary, learned_from
from bot.domain.reading.learned import DESIGN, GUARDED, LIKENESS, METRIC, QUESTIONS, features_of

SHIPPED = learned_from(json.loads(files("bot").joinpath("data/learned.json").read_text("utf-8")))
"""What ships, for the properties, which take no fixture."""


def taught(question: str, **labels: dict[str, Any]) -> Learned:
    """Something learned of one question, and of the others nothing but that it never holds."""
    return learned_from({**each({"no": {"bias": -90, "features": {}}}), question: labels})


def each(told: object) -> dict[str, object]:
    """The same of every question."""
    return {question: told for question in QUESTIONS}  # noqa: C420  ruff asks for both forms


def test_words_pairs_and_pieces_are_features_and_figures_are_alike() -> None:
    features = features_of("Top-3 hits")
    assert set(features.words) == {"=top", "=0", "=hits", "=top 0", "=0 hits"}
    assert {" to", "top ", " 0 ", "hits", " hits"} <= set(features.pieces)
    assert features_of("top 27 HITS").words == features.words


def test_what_speaks_is_summed_over_each_kind_of_feature_by_its_root() -> None:
    learned = taught(METRIC, model={"bias": -10, "features": {"30": "=gini", "20": "gini", "-5": "=loan gini"}})
    found = learned.likeness(METRIC, "loan gini")
    assert found is not None
    words, pieces = 3, len(features_of("loan gini").pieces)
    logit = -1 + (3 - 0.5) / math.sqrt(words) + 2 / math.sqrt(pieces)
    assert found.probability == pytest.approx(1 / (1 + math.exp(-logit)))
    assert [word.text for word in found.words] == ["gini"]


def test_of_several_labels_the_likeliest_is_told() -> None:
    learned = taught(
        DESIGN, ab={"bias": 0, "features": {"30": "=coin"}}, switchback={"bias": 0, "features": {"50": "=nights"}}
    )
    found = learned.likeness(DESIGN, "coin, nights")
    assert found is not None
    assert found.label == "switchback"
    assert found.probability == pytest.approx(1 / (1 + math.exp(-(5 - 3) / math.sqrt(3))))
    assert [word.text for word in found.words] == ["nights"]


def test_the_three_strongest_words_are_named_in_the_order_of_the_text_and_little_ones_only_alone() -> None:
    learned = taught(METRIC, model={"bias": 0, "features": {"40": "=gini|=of|=kappa", "20": "=brier", "50": "=dice"}})
    found = learned.likeness(METRIC, "kappa of Gini, Brier of dice")
    assert found is not None
    assert [word.text for word in found.words] == ["kappa", "Gini", "dice"]
    alone = learned.likeness(METRIC, "of that")
    assert alone is not None
    assert [word.text for word in alone.words] == ["of"]


def test_where_no_word_speaks_there_is_no_likeness() -> None:
    learned = taught(METRIC, model={"bias": 90, "features": {"30": "=gini", "-30": "=rent"}})
    assert learned.likeness(METRIC, "rent paid") is None
    assert learned.likeness(METRIC, "") is None
    assert NOTHING_LEARNED.likeness(METRIC, "gini") is None


def test_a_flag_is_raised_by_several_words_and_not_by_one() -> None:
    learned = taught(GUARDED, names_guardrail={"bias": -10, "features": {"80": "=returns", "70": "=rise"}})
    assert [word.text for word in learned.words(GUARDED, "returns must not rise")] == ["returns", "rise"]
    assert learned.words(GUARDED, "returns") == ()
    assert learned.words(GUARDED, "returns must not rise", firm=0.9) == ()
    faint = taught(GUARDED, names_guardrail={"bias": -10, "features": {"5": "=returns|=rise"}})
    assert faint.words(GUARDED, "returns must not rise") == ()


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ([], "must answer"),
        ({METRIC: {"model": {"bias": 1, "features": {}}}}, "must answer"),
        (each(1), "bias is missing"),
        (each({"yes": 1}), "bias is missing"),
        (each({"yes": {"bias": "1", "features": {}}}), "bias is missing"),
        (each({"yes": {"bias": 1}}), "features are missing"),
    ],
)
def test_what_cannot_be_used_is_refused(file: object, reason: str) -> None:
    with pytest.raises(BrokenWeights, match=reason):
        learned_from(file)


WORDS = ["the", "AUC", "of", "5%", "正解率", "Straße", "\ufb01t'", "İ", "model", "_", "-"]


@given(st.text(max_size=300) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text_has_the_same_likeness_twice_and_names_words_that_stand_in_it(text: str) -> None:
    for question in QUESTIONS:
        found = SHIPPED.likeness(question, text)
        assert found == SHIPPED.likeness(question, text)
        if found is not None:
            assert 0 <= found.firmness <= 1
            assert 0 <= found.probability <= 1
            assert 1 <= len(found.words) <= 3
            assert [word.start for word in found.words] == sorted({word.start for word in found.words})
            for word in found.words:
                assert (text[word.start : word.end], word.meaning) == (word.text, LIKENESS)


def test_an_answer_of_three_thousand_characters_is_read_fast(vocabulary: Vocabulary) -> None:
    words = " ".join(f"word{number:03} reads" for number in range(220))
    assert len(words) > 3000
    vocabulary.learned.likeness(METRIC, words)
    begun = thread_time()
    vocabulary.learned.likeness(METRIC, words)
    assert thread_time() - begun < 0.5
