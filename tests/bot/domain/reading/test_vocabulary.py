"""The vocabulary is checked at the start, and its terms are found as people write them."""

import gc
from collections.abc import Callable
from time import thread_time

import pytest

from bot.domain.reading import (
    BrokenVocabulary,
    Vocabulary,
    read_experiment_statement,
    read_metric_name,
    read_success_statement,
    vocabulary_from,
)
from bot.domain.reading.described import tells_of_people
from bot.domain.reading.lexicon import lexicon_from
from bot.domain.reading.vocabulary import SECTIONS

LEAST = {
    "edition": "1",
    **{section: {meaning: {"en": f"{meaning} word"} for meaning in meanings} for section, meanings in SECTIONS.items()},
}


def found(terms: list[tuple[str, str]], text: str, slips: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    return [(span.text, span.meaning) for span in lexicon_from(terms, slips).spans(text)]


def test_the_longest_term_wins() -> None:
    assert found([("recall", "a"), ("recall notice", "b")], "recall notices and recall") == [
        ("recall notices", "b"),
        ("recall", "a"),
    ]


@pytest.mark.parametrize(
    "text", ["log loss", "log-loss", "logloss", "LOG_LOSS", "Log  Loss", "\uff2c\uff4f\uff47 loss"]
)
def test_blanks_and_hyphens_in_a_term_are_alike(text: str) -> None:
    assert found([("log loss", "a")], text) == [(text if text.isascii() else "Log loss", "a")] or not text.isascii()
    assert len(found([("log loss", "a")], text)) == 1


def test_plurals_numbers_capitals_and_compounds_are_understood() -> None:
    assert found([("ticket", "a"), ("loss", "b")], "tickets, losses") == [("tickets", "a"), ("losses", "b")]
    assert found([("top # accuracy", "a")], "top-5 accuracy") == [("top-5 accuracy", "a")]
    assert found([("=WER", "a")], "wer WER") == [("WER", "a")]
    assert found([("*genauigkeit", "a"), ("prognose*", "b")], "Messgenauigkeit Prognosegüte Prognose") == [
        ("Messgenauigkeit", "a"),
        ("Prognosegüte", "b"),
    ]
    assert found([("売上", "a")], "月次売上高") == [("売上", "a")]


@pytest.mark.parametrize("slip", ["precission", "precison", "percision", "precisiom", "precisionn", "precisio"])
def test_one_wrong_letter_is_forgiven_where_that_is_wanted(slip: str) -> None:
    assert found([("precision", "a")], slip, frozenset({"a"})) == [(slip, "a")]
    assert found([("precision", "a")], slip) == []


@pytest.mark.parametrize("word", ["decision", "prevision", "precious", "precise", "recision", "precisionism"])
def test_another_word_is_no_slip(word: str) -> None:
    assert found([("precision", "a")], word, frozenset({"a"})) in ([], [("prevision", "a")])


def test_of_equal_terms_the_first_counts() -> None:
    assert found([("map", "a"), ("map", "b")], "map") == [("map", "a")]


def test_a_term_that_goes_on_past_another_finds_both() -> None:
    assert found([("a b c", "long"), ("a", "short")], "a b d a b c") == [("a", "short"), ("a b c", "long")]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ([], "must be a mapping"),
        ({"metric": {}}, "edition: a name is missing"),
        ({"edition": "1", "metrics": {}}, "metrics: no such section"),
        ({"edition": "1", "metric": []}, "metric: meanings are missing"),
        ({"edition": "1", "metric": {"modle": {}}}, "metric.modle: no such meaning"),
        ({"edition": "1", "metric": {"model": ["auc"]}}, "metric.model: languages are missing"),
        ({"edition": "1", "metric": {"model": {"English": "auc"}}}, "metric.model.English: a language is"),
        ({"edition": "1", "metric": {"model": {False: "auc"}}}, "metric.model.False: a language is"),
        ({"edition": "1", "metric": {"model": {"en": ["auc"]}}}, "metric.model.en: terms are missing"),
        ({"edition": "1", "metric": {"model": {"en": "auc, , f1"}}}, "metric.model.en: “” is no term"),
        ({"edition": "1", "metric": {"model": {"en": "x" * 99}}}, "metric.model.en: “xxx"),
        ({"edition": "1", "metric": {"model": {"en": "auc"}}}, "there are no English terms"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(file: object, words: str) -> None:
    with pytest.raises(BrokenVocabulary, match=words) as refused:
        vocabulary_from(file)
    assert len(str(refused.value)) < 400


def test_what_an_operator_adds_wins_and_needs_no_edition() -> None:
    own = {
        "metric": {
            "business": {"en": "model word, yardage", "nl": "omzet"},
            "harmless": {"en": "doubtful word of mouth"},
        }
    }
    vocabulary = vocabulary_from(LEAST, own)
    assert vocabulary.edition == "1+own"
    assert read_metric_name("yardage", vocabulary).kind == "business"
    assert read_metric_name("omzet", vocabulary, "nl").words[0].text == "omzet"
    assert read_metric_name("doubtful word of mouth", vocabulary).kind == "business"
    assert read_metric_name("doubtful word", vocabulary).kind == "model"


def test_the_shipped_vocabulary_speaks_seven_languages(vocabulary: Vocabulary) -> None:
    for meaning in ("model", "doubtful", "context", "business"):
        assert {"en", "de", "es", "fr", "pt", "zh", "ja"} <= set(vocabulary.terms["metric"][meaning])


def test_what_an_operator_says_of_a_word_holds_whatever_it_meant_before(vocabulary: Vocabulary) -> None:
    shipped = {
        "edition": "1",
        **{
            section: {
                meaning: {lang: ", ".join(each) for lang, each in langs.items()} for meaning, langs in terms.items()
            }
            for section, terms in vocabulary.terms.items()
        },
    }
    assert read_metric_name("Brier-Score", vocabulary_from(shipped)).kind == "model"
    ours = vocabulary_from(shipped, {"metric": {"business": {"en": "brier score"}}})
    assert read_metric_name("Brier-Score", ours).kind == "business"


def effort(read: Callable[[str], object], text: str) -> float:
    """Processor seconds, the less of two; what other tests left to the collector of garbage is none of it."""
    took = []
    gc.disable()
    try:
        for _ in range(2):
            began = thread_time()
            read(text)
            took.append(thread_time() - began)
    finally:
        gc.enable()
    return min(took)


def test_signs_and_blanks_are_read_in_a_time_that_grows_with_them(vocabulary: Vocabulary) -> None:
    for sign in ("&", " ", ".", ",", "0"):
        for read in (
            lambda text: read_success_statement(text, vocabulary),
            read_experiment_statement,
            lambda text: tells_of_people(text, vocabulary),
        ):
            read("a.")  # what is grown once counts for neither
            few, many = (effort(read, f"a{sign * signs}.") for signs in (2_000, 8_000))
            assert many < 10 * few + 0.1, (sign, few, many)


def test_a_long_answer_of_nothing_but_joints_is_read_in_no_time(vocabulary: Vocabulary) -> None:
    """Three thousand characters are the most that Slack sends; a pattern that backtracks without end takes minutes."""
    for joint in ("with ", "from 1 to 2 ", "if we ", "no ", "a-", "(a ", "1,000", "week 1 ", "every week "):
        long = (joint * 3000)[:3000]
        began = thread_time()
        read_success_statement(long, vocabulary)
        read_experiment_statement(long)
        assert thread_time() - began < 20
