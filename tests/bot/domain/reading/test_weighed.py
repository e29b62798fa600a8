"""Likeness speaks beside the rules: it blocks what reads very much like scores, asks where less, and never unblocks."""

from collections.abc import Callable

import pytest
import yaml

from bot.domain.explain import Remark, explain
from bot.domain.reading import (
    LIKENESS,
    Learned,
    MetricKind,
    Vocabulary,
    learned_from,
    read_experiment_statement,
    read_metric_name,
    read_success_statement,
    vocabulary_from,
)
from bot.domain.reading.learned import DECISION_RULE, DESIGN, GUARDED, METRIC, OFFLINE_ONLY, OVERCLAIM, QUESTIONS
from bot.domain.reading.learned import SMALLEST_EFFECT as EFFECT

Taught = Callable[..., Vocabulary]


def learned(**weights: int) -> Learned:
    """Words that speak for a score, in tenths, from even odds; of the rest nothing was learned."""
    never = {"no": {"bias": -900, "features": {}}}
    features: dict[str, str] = {}
    for word, tenths in weights.items():
        features[str(tenths)] = "|".join(filter(None, [features.get(str(tenths)), f"={word}"]))
    return learned_from({**dict.fromkeys(QUESTIONS, never), METRIC: {"model": {"bias": -20, "features": features}}})


@pytest.fixture(scope="module")
def taught(rules_alone: Vocabulary) -> Taught:
    """The shipped words with other weights, and what an operator adds."""

    def vocabulary(own: str = "", **weights: int) -> Vocabulary:
        shipped = {"edition": "1", **{section: dict(each) for section, each in rules_alone.terms.items()}}
        for section, meanings in rules_alone.terms.items():
            shipped[section] = {
                meaning: {lang: ", ".join(terms) for lang, terms in by_language.items()}
                for meaning, by_language in meanings.items()
            }
        return vocabulary_from(shipped, *([yaml.safe_load(own)] if own else []), learned=learned(**weights))

    return vocabulary


def test_what_reads_very_much_like_scores_is_one_by_several_words(taught: Taught) -> None:
    name = "blorp of the frobnicator"
    assert read_metric_name(name, taught()).kind is MetricKind.BUSINESS
    found = read_metric_name(name, taught(blorp=60, frobnicator=60))
    assert (found.kind, [word.text for word in found.words]) == (MetricKind.MODEL, ["blorp", "frobnicator"])
    assert {word.meaning for word in found.words} == {LIKENESS}


@pytest.mark.parametrize("weights", [{"blorp": 150}, {"blorp": 35, "frobnicator": 35}])
def test_what_rests_on_one_word_or_is_only_likely_is_asked_about(taught: Taught, weights: dict[str, int]) -> None:
    found = read_metric_name("blorp of the frobnicator", taught(**weights))
    assert found.kind is MetricKind.BUSINESS
    assert found.doubt
    assert {word.meaning for word in found.doubt} == {LIKENESS}


def test_what_is_less_likely_than_not_is_left_alone(taught: Taught) -> None:
    found = read_metric_name("blorp of the frobnicator", taught(blorp=10, frobnicator=10))
    assert (found.kind, found.doubt) == (MetricKind.BUSINESS, ())


def test_beside_an_outcome_s_word_more_is_needed(taught: Taught) -> None:
    name = "churn of the frobnicator"
    assert read_metric_name(name, taught(churn=50, frobnicator=50)).kind is MetricKind.BUSINESS
    assert read_metric_name(name, taught(churn=50, frobnicator=50)).doubt
    assert not read_metric_name(name, taught(churn=32, frobnicator=32)).doubt
    assert read_metric_name(name, taught(churn=90, frobnicator=90)).kind is MetricKind.MODEL


def test_an_outcome_beside_a_score_stays_both_and_a_score_stays_one(taught: Taught) -> None:
    for weights in ({"churn": 900, "auc": 900}, {"churn": -900, "auc": -900}):
        assert read_metric_name("churn and AUC", taught(**weights)).kind is MetricKind.MIXED
    assert read_metric_name("AUC", taught(auc=-900)).kind is MetricKind.MODEL


@pytest.mark.parametrize("meaning", ["business", "harmless", "neutral"])
def test_where_an_operator_taught_a_word_likeness_is_silent(taught: Taught, meaning: str) -> None:
    own = f"edition: ours\nmetric:\n  {meaning}:\n    en: blorp\n"
    found = read_metric_name("blorp of the frobnicator", taught(own, blorp=900, frobnicator=900))
    assert (found.kind is MetricKind.MODEL, found.doubt) == (False, ())
    assert read_metric_name("snark of the frobnicator", taught(own, snark=90, frobnicator=90)).kind is MetricKind.MODEL


@pytest.mark.parametrize("name", ["how often drivers follow the blorp", "how often the blorp picks the box"])
def test_what_people_do_and_what_is_moved_is_neither_blocked_nor_asked_about(taught: Taught, name: str) -> None:
    found = read_metric_name(name, taught(often=200, blorp=200))
    assert (found.kind, found.doubt) == (MetricKind.BUSINESS, ())


def test_an_abbreviation_that_is_spelled_out_says_nothing(taught: Taught) -> None:
    taught_of_it = taught(zorp=900, zonal=-9)
    assert read_metric_name("ZORP (zinc)", taught_of_it).doubt
    found = read_metric_name("ZORP (zonal ore removed per pit)", taught_of_it)
    assert (found.kind, found.doubt) == (MetricKind.BUSINESS, ())


def test_an_answer_without_a_measure_may_read_like_a_score_and_is_else_left_unclear(taught: Taught) -> None:
    wish = "make the blorp better"
    assert read_metric_name(wish, taught()).kind is MetricKind.UNCLEAR
    assert read_metric_name(wish, taught(blorp=140, make=140)).kind is MetricKind.MODEL
    assert read_metric_name(wish, taught(blorp=32, make=32)).doubt == ()


OUTCOMES = (
    "crop loss",
    "loss of life",
    "drift of the river bank",
    "score of the food inspection",
    "specificity of job adverts",
    "agreement with the tenant on the rent",
    "usage rate of the classifier",
    "acceptance rate of the recommender",
    "Treffergenauigkeit beim Packen (falsche Artikel je Schicht)",
    "lorries turned away by false alarms of the detector",
)


@pytest.mark.parametrize("name", OUTCOMES)
def test_outcomes_in_the_words_of_scores_are_not_blocked(name: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(name, vocabulary).kind is MetricKind.BUSINESS


def test_treffergenauigkeit_is_a_score_alone_and_of_a_model(vocabulary: Vocabulary) -> None:
    for name in ("Treffergenauigkeit", "Treffergenauigkeit des Modells", "Treffergenauigkeit auf dem Testset"):
        assert read_metric_name(name, vocabulary, "de").kind is MetricKind.MODEL


def of(question: str, **labels: dict[str, int]) -> Learned:
    """For each label of a question words that speak for it, in tenths."""
    never = {"no": {"bias": -900, "features": {}}}
    told = {
        label: {"bias": 0, "features": {str(tenths): f"={word}" for word, tenths in words.items()}}
        for label, words in labels.items()
    }
    return learned_from({**dict.fromkeys(QUESTIONS, never), question: told})


def test_a_design_that_no_phrase_names_is_the_likeliest_and_one_that_is_unclear_stays_so() -> None:
    said = "blorp the frobnicator"
    assert read_experiment_statement(said).design == "unclear"
    found = read_experiment_statement(said, of(DESIGN, ab={"blorp": 20}, switchback={"frobnicator": -20}))
    assert (found.design, [word.text for word in found.words]) == ("ab", ["blorp"])
    unsure = of(DESIGN, ab={"blorp": 1}, switchback={"frobnicator": 1}, none={"the": 1})
    assert read_experiment_statement(said, unsure).design == "unclear"
    assert read_experiment_statement(said, of(DESIGN, ab={"it": 9}, unclear={"blorp": 90})).design == "unclear"


def test_a_named_design_is_overruled_only_by_what_is_sure() -> None:
    said = "A/B blorp"
    assert read_experiment_statement(said, of(DESIGN, ab={"x": 1}, switchback={"blorp": 20})).design == "ab"
    assert read_experiment_statement(said, of(DESIGN, ab={"x": 1}, switchback={"blorp": 90})).design == "switchback"
    assert read_experiment_statement(said, of(DESIGN, none={"x": 1}, unclear={"blorp": 90})).design == "ab"


@pytest.mark.parametrize(("question", "flag"), [(DECISION_RULE, "has_decision_rule"), (EFFECT, "has_mde")])
def test_the_flags_of_an_experiment_are_raised_by_likeness_too(question: str, flag: str) -> None:
    taught = of(question, **{flag: {"blorp": 81, "snark": 80}})
    assert getattr(read_experiment_statement("blorp snark"), flag) == ()
    assert [word.text for word in getattr(read_experiment_statement("blorp snark", taught), flag)] == ["blorp", "snark"]


def test_a_rule_that_observes_nothing_is_none_however_it_reads() -> None:
    taught = of(DECISION_RULE, has_decision_rule={"blorp": 310, "snark": 300})
    assert read_experiment_statement("blorp snark; we move on", taught).has_decision_rule
    said = "blorp snark; we move on if everyone is happy"
    assert read_experiment_statement(said, taught).has_decision_rule == ()


@pytest.mark.parametrize(
    ("question", "flag"),
    [(OFFLINE_ONLY, "offline_only"), (OVERCLAIM, "causal_overclaim"), (GUARDED, "names_guardrail")],
)
def test_the_flags_of_success_are_raised_by_likeness_too(question: str, flag: str, rules_alone: Vocabulary) -> None:
    taught = Vocabulary(
        edition="1", terms=rules_alone.terms, learned=of(question, **{flag: {"blorp": 81, "snark": 80}})
    )
    assert getattr(read_success_statement("blorp snark", rules_alone), flag) == ()
    assert [word.text for word in getattr(read_success_statement("blorp snark", taught), flag)] == ["blorp", "snark"]


def test_what_people_do_is_not_offline_and_a_trial_is_no_overclaim(rules_alone: Vocabulary) -> None:
    for question, flag, said in (
        (OFFLINE_ONLY, "offline_only", "how often drivers follow the blorp snark"),
        (OVERCLAIM, "causal_overclaim", "blorp snark against a randomised control group"),
        (GUARDED, "names_guardrail", "blorp snark, nothing else may get worse"),
    ):
        taught = of(question, **{flag: {"blorp": 81, "snark": 80}})
        vocabulary = Vocabulary(edition="1", terms=rules_alone.terms, learned=taught)
        assert getattr(read_success_statement(said, vocabulary), flag) == ()


def test_an_explanation_names_the_words_and_says_that_it_is_a_likeness(taught: Taught) -> None:
    says = "It reads like known answers of this kind."
    blocked = explain("metric_name", "blorp of the frobnicator", "en", taught(blorp=60, frobnicator=60))
    assert blocked.labels == {"kind": "model"}
    assert blocked.findings == (
        Remark(rule="business-metric-is-model-metric", words=("blorp", "frobnicator"), objects=True, says=says),
    )
    asked = explain("metric_name", "blorp of the frobnicator", "en", taught(blorp=35, frobnicator=35))
    assert asked.labels == {"kind": "business"}
    assert asked.findings[1] == Remark(
        rule="may-be-model-metric", words=("blorp", "frobnicator"), objects=True, says=says
    )
    read = explain("metric_name", "AUC", "en", taught(auc=900))
    assert read.findings[0].says == ""
