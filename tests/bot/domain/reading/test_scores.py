"""The labelled answers are read at least as well as they were when this was written.

Floors, not goals. Half of the development set (ids with an even checksum) was looked at while the first rules were
written; on its other half the first form reached 0.846 exact numbers, precision 1.00 and recall 0.95 for model metrics,
flags 0.783 (success) and 0.740 (experiment), and design accuracy 0.706. Fifteen rounds of other answers followed, each
scored before anybody mended what it showed; tests/data/answers/README.md keeps those first scores, which are the honest
ones. What failed was mended by general rules, so the scores below are no longer unseen. Where a set has no answer with
some flag, the scorer counts that flag as 0, which lowers its mean of flags.
"""

from dataclasses import dataclass
from typing import Any

import pytest

from benchmarks.answers import ANSWERS, scores_of
from benchmarks.reading import SETS
from bot.domain.reading import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The least that a set of answers must score: the blocker, the flags, the designs, the numbers.

    `blocked` is how many outcomes of the business may be taken for scores at most.
    """

    precision: float = 0.97
    recall: float = 0.95
    success: float = 0.92
    experiment: float = 0.92
    design: float = 0.92
    numbers: float = 0.97
    blocked: int = 0


FLOORS = {
    "answers.jsonl": Floor(precision=1.0, recall=1.0, success=0.99, experiment=0.99, design=0.99, numbers=1.0),
    "round_1_seen.jsonl": Floor(success=0.98, experiment=0.98, design=0.98),
    "round_1_unseen.jsonl": Floor(precision=1.0, success=0.95, experiment=0.98, design=0.98),
    "round_2.jsonl": Floor(success=0.98, experiment=0.98, design=0.98),
    "round_3.jsonl": Floor(recall=1.0, success=0.94, experiment=0.97, design=0.98),
    "round_4.jsonl": Floor(recall=1.0, success=0.97, experiment=0.97, design=0.98),
    "round_5.jsonl": Floor(recall=1.0, success=0.98, experiment=0.98, design=0.98),
    "round_6.jsonl": Floor(success=0.98, experiment=0.96, design=0.98, numbers=0.92),
    "round_7_seen.jsonl": Floor(precision=1.0, recall=1.0, success=0.99, experiment=0.75, design=0.98, numbers=1.0),
    "round_7_unseen.jsonl": Floor(precision=1.0, success=0.85, experiment=0.93, design=0.98),
    "round_8.jsonl": Floor(precision=1.0, recall=0.97, numbers=1.0),
    "round_9.jsonl": Floor(precision=1.0, recall=1.0, numbers=1.0),
    "round_10.jsonl": Floor(precision=1.0, recall=1.0),
    "round_11_seen.jsonl": Floor(precision=1.0, recall=1.0, success=0.98, experiment=0.98, design=0.98, numbers=1.0),
    "round_11_unseen.jsonl": Floor(precision=1.0, recall=1.0, success=0.98, experiment=0.98, design=0.98, numbers=1.0),
    "round_12_seen.jsonl": Floor(precision=1.0, recall=1.0, success=0.98, experiment=0.98, design=0.98, numbers=1.0),
    "round_12_unseen.jsonl": Floor(precision=1.0, recall=1.0, success=0.98, experiment=0.98, design=0.98, numbers=1.0),
    "round_13.jsonl": Floor(precision=1.0, recall=1.0, success=0.98, experiment=0.98, design=0.98, numbers=0.96),
    "round_14.jsonl": Floor(precision=1.0, recall=0.92, success=0.98, experiment=0.99, design=0.98, numbers=1.0),
    "round_15.jsonl": Floor(precision=1.0, recall=0.95, success=0.99, experiment=0.99, design=0.99, numbers=1.0),
    "round_16.jsonl": Floor(precision=1.0, recall=0.97, success=0.98, experiment=0.97, design=0.98, numbers=1.0),
    "round_17.jsonl": Floor(
        precision=0.96, recall=0.96, success=0.94, experiment=0.97, design=0.95, numbers=1.0, blocked=1
    ),
}


@pytest.fixture(scope="module", params=FLOORS)
def read(request: pytest.FixtureRequest, vocabulary: Vocabulary) -> tuple[Floor, dict[str, Any]]:
    """The floor of a set of answers and its scores."""
    return FLOORS[request.param], scores_of(request.param, vocabulary)


def test_every_set_of_answers_has_a_floor_and_is_measured() -> None:
    assert {each.name for each in ANSWERS.glob("*.jsonl")} == set(FLOORS) == set(SETS.values())


def test_model_metrics_are_caught(read: tuple[Floor, dict[str, Any]]) -> None:
    floor, scores = read
    assert scores["A.blocker(model)"]["P"] >= floor.precision
    assert scores["A.blocker(model)"]["R"] >= floor.recall


def test_no_outcome_of_the_business_is_blocked(read: tuple[Floor, dict[str, Any]]) -> None:
    floor, scores = read
    blocked, _ = scores["A.business wrongly blocked"]
    assert blocked <= floor.blocked


def test_answers_that_name_nothing_measurable_are_noticed(read: tuple[Floor, dict[str, Any]]) -> None:
    _, scores = read
    assert scores["A.no-measurable-metric(unclear)"]["P"] >= 0.8
    assert scores["A.no-measurable-metric(unclear)"]["R"] >= 0.75


def test_success_statements_are_read(read: tuple[Floor, dict[str, Any]]) -> None:
    floor, scores = read
    assert scores.get("B.flags macro-F1", 1.0) >= floor.success


def test_experiment_statements_are_read(read: tuple[Floor, dict[str, Any]]) -> None:
    floor, scores = read
    assert scores.get("C.flags macro-F1", 1.0) >= floor.experiment
    assert scores.get("C.design accuracy", 1.0) >= floor.design


def test_numbers_are_read_and_none_is_guessed(read: tuple[Floor, dict[str, Any]]) -> None:
    floor, scores = read
    exact, numbers = scores.get("D.exact match", (1, 1))
    guessed, _ = scores.get("D.accepted but should be asked back or rejected", (0, 0))
    assert exact / numbers >= floor.numbers
    assert guessed == 0
