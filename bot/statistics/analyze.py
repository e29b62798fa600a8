"""Cases of the task vocabulary in, results or named reasons out; what `plumbline analyze` prints."""

import math
from collections.abc import Mapping
from typing import Any, Final

from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.vocabulary import ab_readout, longitudinal, money_portfolio, planning
from bot.statistics.vocabulary.task import Figure, Task

_AREAS: Final = (planning.TASKS, ab_readout.TASKS, longitudinal.TASKS, money_portfolio.TASKS)
TASKS: Final[Mapping[str, Task[Any, Any]]] = {task.name: task for area in _AREAS for task in area}


def analyze(case: Mapping[str, Any]) -> dict[str, Any]:
    """One case `{"id", "task", "method", "inputs"}` as `{"id", "result"}` or `{"id", "error": {"code", "message"}}`.

    Infinite bounds are written as "inf" and "-inf", because JSON has no word for them.
    """
    try:
        return {"id": case.get("id"), "result": _written(_performed(case))}
    except NotComputable as refused:
        return _refused(case, refused.reason, refused.words)
    except ArithmeticError:
        # Figures of 1e200 and the like: valid, and beyond what floating point can square.
        return _refused(case, Reason.NOT_ESTIMABLE, "The inputs are too large or too small to compute with.")


def _refused(case: Mapping[str, Any], reason: Reason, words: str) -> dict[str, Any]:
    return {"id": case.get("id"), "error": {"code": reason.value, "message": words}}


def _performed(case: Mapping[str, Any]) -> Mapping[str, Figure]:
    task = TASKS.get(str(case.get("task")))
    if task is None:
        raise NotComputable(Reason.UNKNOWN_TASK, f"There is no task {case.get('task')!r}.", field="task")
    method, inputs = case.get("method") or {}, case.get("inputs") or {}
    for name, given in (("method", method), ("inputs", inputs)):
        if not isinstance(given, Mapping):
            raise NotComputable(Reason.BAD_INPUT, f"{name} must be an object.", field=name)
    return task.perform(inputs, method)


def _written(figures: Mapping[str, Figure]) -> dict[str, Any]:
    return {key: _plain(figure) for key, figure in figures.items()}


def _plain(figure: Figure) -> Any:
    match figure:
        case bool() | int() | None:
            return figure
        case float():
            return _number(figure)
        case _:
            return [_plain(each) for each in figure]


def _number(value: float) -> float | str:
    if math.isnan(value):
        # A computed NaN is an error of ours, never a result.
        raise NotComputable(Reason.NOT_ESTIMABLE, "The figure is not a number for these inputs.")
    return value if math.isfinite(value) else ("inf" if value > 0 else "-inf")
