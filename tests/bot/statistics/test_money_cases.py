"""The published reference cases of the area `money_portfolio`, through the same door as `plumbline analyze`."""

from typing import Any

import pytest

from bot.statistics.analyze import TASKS, analyze
from bot.statistics.vocabulary.money_portfolio import TASKS as AREA
from tests.bot.statistics.series_reference import cases_of, differing

CASES = cases_of("money_portfolio")


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_reference_case_comes_out_within_its_tolerance(case: dict[str, Any]) -> None:
    answer = analyze(case)
    assert "result" in answer, answer
    assert differing(case, answer["result"]) == []


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_word_that_is_not_of_the_vocabulary_is_an_unknown_method(case: dict[str, Any]) -> None:
    for key, word in case["method"].items():
        if isinstance(word, str):
            answer = analyze({**case, "method": {**case["method"], key: word + " "}})
            assert answer["error"]["code"] == "unknown_method"
    assert analyze({**case, "method": {"colour": "blue"}})["error"]["code"] == "unknown_method"


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_an_input_that_is_missing_or_not_known_is_a_bad_input(case: dict[str, Any]) -> None:
    assert analyze({**case, "inputs": {}})["error"]["code"] == "bad_input"
    assert analyze({**case, "inputs": {**case["inputs"], "colour": 1}})["error"]["code"] == "bad_input"


def test_every_task_of_the_area_is_in_the_vocabulary() -> None:
    assert {task.name for task in AREA} >= {case["task"] for case in CASES}
    assert all(TASKS[task.name] is task for task in AREA)
