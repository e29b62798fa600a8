"""What ships is what the labelled answers teach, and carries over to answers that it was not taught."""

import json
from itertools import chain

import pytest

from benchmarks.learn import FILE, as_text, learn, learn_one, rounds, told
from bot.domain.reading.learned import DESIGN, METRIC, QUESTIONS, learned_from


@pytest.fixture(scope="module")
def items() -> list[dict[str, object]]:
    return list(chain.from_iterable(rounds().values()))


def test_the_shipped_weights_are_those_that_the_labelled_answers_teach(items: list[dict[str, object]]) -> None:
    """Likelihoods, not weights: another build of the numerical libraries rounds a weight the other way."""
    shipped, anew = learned_from(json.loads(FILE.read_text(encoding="utf-8"))), learned_from(learn(items))
    for question in QUESTIONS:
        for text, _ in told(question, items):
            one, other = shipped.likeness(question, text), anew.likeness(question, text)
            assert (one is None) == (other is None)
            if one and other:
                assert one.probability == pytest.approx(other.probability, abs=0.05)


def test_the_file_stays_small_and_is_written_as_it_is_kept() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert FILE.stat().st_size < 350_000
    assert as_text(json.loads(text)) == text


def test_a_round_that_was_left_out_is_told_as_well_as_the_thresholds_promise() -> None:
    by_round = rounds()
    others = list(chain.from_iterable(items for name, items in by_round.items() if name != "round_13"))
    untaught: dict[str, object] = {question: {} for question in QUESTIONS}
    metrics = learned_from({**untaught, METRIC: learn_one(METRIC, others)})
    designs = learned_from({**untaught, DESIGN: learn_one(DESIGN, others)})
    sure = [
        (label, found.label)
        for learned, question in ((metrics, METRIC), (designs, DESIGN))
        for text, label in told(question, by_round["round_13"])
        if (found := learned.likeness(question, text)) and found.probability > 0.8 and found.firmness > 0.25
    ]
    assert len(sure) > 40
    assert sum(label == said for label, said in sure) / len(sure) >= 0.95


def test_a_label_is_read_from_what_people_gave() -> None:
    items = [
        {"task": "metric_name", "text": "AUC", "labels": {"kind": "model"}},
        {"task": "metric_name", "text": "churn", "labels": {"kind": "business"}},
        {"task": "experiment_statement", "text": "A/B", "labels": {"design": "ab", "has_mde": False}},
    ]
    assert told(METRIC, items) == [("AUC", "model"), ("churn", "")]
    assert told(DESIGN, items) == [("A/B", "ab")]
    assert told("experiment_statement.has_mde", items) == [("A/B", "")]
