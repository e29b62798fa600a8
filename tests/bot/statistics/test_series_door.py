"""What the door of the vocabulary says about cases that are none, and how infinite figures are written."""

import math
import pickle
from collections.abc import Mapping
from typing import Any

import pytest

from bot.statistics import analyze as door
from bot.statistics.analyze import analyze
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task


def test_cases_that_are_none_are_refused_by_name() -> None:
    known = "portfolio.sum"
    for case, code in (
        ({"id": 1, "task": "portfolio.product"}, "unknown_task"),
        ({"id": 1}, "unknown_task"),
        ({"id": 1, "task": known, "method": "95%"}, "bad_input"),
        ({"id": 1, "task": known, "inputs": [1]}, "bad_input"),
    ):
        answer: dict[str, Any] = analyze(case)
        assert (answer["id"], answer["error"]["code"]) == (1, code)


@pytest.mark.parametrize(("figure", "written"), [(math.inf, "inf"), (-math.inf, "-inf"), (2.5, 2.5)])
def test_infinite_figures_are_words(monkeypatch: pytest.MonkeyPatch, figure: float, written: float | str) -> None:
    monkeypatch.setattr(door, "TASKS", {"told": told(figure)})
    assert analyze({"id": 1, "task": "told"})["result"] == {"figure": [written]}


def test_a_figure_that_is_no_number_is_never_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "TASKS", {"told": told(math.nan)})
    assert analyze({"id": 1, "task": "told"})["error"]["code"] == "not_estimable"


def told(figure: float) -> Task[Inputs, Method]:
    def run(_: Inputs, __: Method) -> Mapping[str, Figure]:
        return {"figure": [figure]}

    return Task(name="told", inputs=Inputs, method=Method, run=run)


def test_a_reason_survives_the_way_back_from_the_worker() -> None:
    refused = NotComputable(Reason.NO_SPREAD, "y never changes.", field="y")
    again = pickle.loads(pickle.dumps(refused))  # noqa: S301  our own bytes
    assert (again.reason, again.words, again.field, str(again)) == (
        Reason.NO_SPREAD,
        "y never changes.",
        "y",
        refused.words,
    )
