"""The reference cases, published figures and those of peers, through the door of `plumbline analyze`."""

from typing import Any

import pytest

from bot.statistics.analyze import TASKS, analyze
from tests.bot.statistics.reference import CASES, differing

each_case = pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])


def test_all_of_them_are_here() -> None:
    assert len({case["id"] for case in CASES}) == 67
    assert {case["task"] for case in CASES} <= set(TASKS)


@each_case
def test_a_case_comes_out_within_its_tolerance(case: dict[str, Any]) -> None:
    answer = analyze(case)
    assert "result" in answer, answer
    assert differing(case, answer["result"]) == []


@each_case
def test_a_word_that_is_not_of_the_vocabulary_is_an_unknown_method(case: dict[str, Any]) -> None:
    for key, word in case["method"].items():
        if isinstance(word, str):
            answer = analyze({**case, "method": {**case["method"], key: word + " "}})
            assert answer["error"]["code"] == "unknown_method"
    assert analyze({**case, "method": {"colour": "blue"}})["error"]["code"] == "unknown_method"


@each_case
def test_an_input_that_is_missing_or_not_known_is_a_bad_input(case: dict[str, Any]) -> None:
    assert analyze({**case, "inputs": {}})["error"]["code"] == "bad_input"
    assert analyze({**case, "inputs": {**case["inputs"], "colour": 1}})["error"]["code"] == "bad_input"
