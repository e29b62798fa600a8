"""The labelled answers are read at least as well as they were when this was written.

Floors, not goals: half of the items (ids with an even checksum) were looked at while the first rules were written, and
the rules were then judged on the other half before anybody had seen it. On that unseen half the first form reached
0.846 exact numbers, precision 1.00 and recall 0.95 for model metrics, flags 0.783 (success) and 0.740 (experiment),
and design accuracy 0.706. What failed there was mended by general rules, so the scores below are no longer unseen ones.
"""

import json
import subprocess
import sys
from ast import literal_eval
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.explain import explain
from bot.domain.reading import Vocabulary

ANSWERS = Path(__file__).parents[3] / "data" / "answers"
GOLD = ANSWERS / "answers.jsonl"


@pytest.fixture(scope="module")
def scores(vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    predictions = tmp_path_factory.mktemp("answers") / "predictions.jsonl"
    predictions.write_text("\n".join(_predicted(vocabulary)), "utf-8")
    command = [sys.executable, str(ANSWERS / "score.py.txt"), str(GOLD), str(predictions)]
    printed = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout  # noqa: S603 - our own file
    lines = (line[:48].strip() + "\t" + line[48:].strip() for line in printed.splitlines())
    return {key: _value(value) for key, _, value in (line.partition("\t") for line in lines)}


def _predicted(vocabulary: Vocabulary) -> Iterator[str]:
    for line in GOLD.read_text("utf-8").splitlines():
        item = json.loads(line)
        locale = item["labels"].get("lang") or item["labels"].get("locale")
        labels = explain(item["task"], item["text"], locale, vocabulary).labels
        yield json.dumps({"id": item["id"], "labels": labels})


def _value(written: str) -> Any:
    return literal_eval(written) if written[0] in "{0123456789" and "/" not in written else written


def test_model_metrics_are_caught_and_business_metrics_are_left_alone(scores: dict[str, Any]) -> None:
    assert scores["A.blocker(model)"]["P"] >= 0.97
    assert scores["A.blocker(model)"]["R"] >= 0.95
    assert scores["A.blocker non-English"]["F1"] >= 0.95
    assert scores["A.business wrongly blocked"].startswith("0/")


def test_answers_that_name_nothing_measurable_are_noticed(scores: dict[str, Any]) -> None:
    assert scores["A.no-measurable-metric(unclear)"]["P"] >= 0.95
    assert scores["A.no-measurable-metric(unclear)"]["R"] >= 0.9


def test_success_statements_are_read(scores: dict[str, Any]) -> None:
    assert scores["B.flags macro-F1"] >= 0.97


def test_experiment_statements_are_read(scores: dict[str, Any]) -> None:
    assert scores["C.flags macro-F1"] >= 0.97
    assert scores["C.design accuracy"] >= 0.97


def test_numbers_are_read_and_none_is_guessed(scores: dict[str, Any]) -> None:
    assert float(scores["D.exact match"].partition("= ")[2]) >= 0.97
    assert scores["D.accepted but should be asked back or rejected"].startswith("0/")
