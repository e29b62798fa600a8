"""The reference cases: figures from published tables, books and peers' suites, each with its own tolerance."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from bot.statistics.analyze import TASKS, analyze

CASES = json.loads((Path(__file__).parents[2] / "data" / "statistics" / "cases.json").read_text(encoding="utf-8"))[
    "cases"
]
COVERED = [case for case in CASES if case["task"] in TASKS]


def close(got: Any, expected: Any, tolerance: dict[str, float]) -> bool:
    if expected is None or isinstance(expected, bool | str):
        return bool(got == expected)
    if isinstance(expected, list):
        return len(got) == len(expected) and all(map(close, got, expected, [tolerance] * len(expected)))
    return math.isclose(
        got, expected, rel_tol=0, abs_tol=max(tolerance.get("abs", 0), tolerance.get("rel", 0) * abs(expected))
    )


@pytest.mark.parametrize("case", COVERED, ids=[case["id"] for case in COVERED])
def test_the_reference_case_agrees(case: dict[str, Any]) -> None:
    told = analyze(case)
    assert "error" not in told, told
    default = case["tolerance"].get("default", {"rel": 1e-6, "abs": 1e-12})
    wrong = {
        key: (expected, told["result"].get(key))
        for key, expected in case["expected"].items()
        if not close(told["result"].get(key), expected, case["tolerance"].get(key, default))
    }
    assert wrong == {}


def test_every_task_of_planning_and_readouts_is_covered() -> None:
    """The areas whose tasks the cases name are known to the vocabulary as a whole."""
    named = {case["task"] for case in CASES if case["area"] in {"planning", "ab_readout"}}
    assert named <= set(TASKS)
