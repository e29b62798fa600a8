"""Whatever is done to the inputs of a case, there is an answer: figures that are numbers, or a named reason."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import pytest

from bot.statistics.analyze import analyze
from bot.statistics.reasons import Reason
from tests.bot.statistics.reference import cases_of

CASES = [
    case
    for case in (*cases_of("longitudinal"), *cases_of("money_portfolio"))
    if case["task"] != "synthetic_control_placebo"  # forty fits each; its inputs are those of the other
]
CHANGES: Final[Mapping[str, Callable[[Any], Any]]] = {
    "gone": lambda _: None,
    "nothing": lambda value: 0 * value if isinstance(value, int | float) else [],
    "huge": lambda value: _each(value, lambda number: number * 1e307),
    "tiny": lambda value: _each(value, lambda number: number * 1e-307),
    "negative": lambda value: _each(value, lambda number: -number),
    "all one": lambda value: _each(value, lambda _: 1.0),
    "one less": lambda value: value[:-1] if isinstance(value, list | str) else value,
    "words": lambda value: _each(value, str),
    "true": lambda _: True,
    "not finite": lambda value: _each(value, lambda _: math.inf),
}


def _each(value: Any, change: Callable[[float], Any]) -> Any:
    match value:
        case bool() | str() | None:
            return value
        case int() | float():
            return change(value)
        case list():
            return [_each(one, change) for one in value]
        case _:
            return {key: _each(one, change) for key, one in value.items()}


def _numbers(figure: Any) -> Iterable[Any]:
    if isinstance(figure, list):
        for each in figure:
            yield from _numbers(each)
    else:
        yield figure


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_changed_inputs_are_answered_or_refused_by_name(case: dict[str, Any], change: str) -> None:
    for field, value in case["inputs"].items():
        changed = {**case["inputs"], field: CHANGES[change](value)}
        answer = analyze({**case, "inputs": changed})
        if "error" in answer:
            assert answer["error"]["code"] in {reason.value for reason in Reason}
            assert answer["error"]["message"]
        else:
            for figure in _numbers(list(answer["result"].values())):
                assert figure is None or isinstance(figure, bool | int) or math.isfinite(figure), (field, answer)
