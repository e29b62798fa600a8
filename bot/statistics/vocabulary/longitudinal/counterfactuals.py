"""The task of what would have been without the change."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

import numpy as np
from pydantic import Field

from bot.statistics import arrays
from bot.statistics.counterfactual import Observed, average_effect
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task
from bot.statistics.vocabulary.values import Level, Series, guarded, refuse

Window = tuple[date, date]


class CounterfactualInputs(Inputs):
    """A series with controls; the change lies behind the first `pre_n` points, or between two windows of dates."""

    y: Series
    controls: dict[str, Series] = Field(default_factory=dict)
    pre_n: Annotated[int, Field(strict=True, ge=1)] | None = None
    dates: tuple[date, ...] | None = None
    pre: Window | None = None
    post: Window | None = None


class Model(StrEnum):
    """The model of the series."""

    STRUCTURAL = "regression on control series with local-level or AR errors (CausalImpact style)"


class CounterfactualMethod(Method):
    """What would have been, with an interval."""

    estimator: Model = Model.STRUCTURAL
    level: Level = Level.L95


def _counterfactual(inputs: CounterfactualInputs, method: CounterfactualMethod) -> Mapping[str, Figure]:
    y = arrays.vector(inputs.y, "y", at_least=3)
    before, after = _windows(inputs, y.size)
    controls = arrays.named_columns(inputs.controls, "controls", length=y.size)
    effect = average_effect(Observed(y=y, controls=controls, before=before, after=after))
    low, high = effect.interval(method.level.confidence)
    return {"effect_average": effect.value, "significant": low > 0 or high < 0, "ci_average": (low, high)}


def _windows(inputs: CounterfactualInputs, n: int) -> tuple[arrays.BoolArray, arrays.BoolArray]:
    if inputs.pre_n is not None:
        if inputs.dates or inputs.pre or inputs.post:
            raise refuse("Give either pre_n or dates with pre and post.", "pre_n")
        before = np.arange(n) < inputs.pre_n
        return before, ~before
    if inputs.dates is None or inputs.pre is None or inputs.post is None:
        raise refuse("Without pre_n, dates, pre and post are needed.", "pre_n")
    days = _days(inputs.dates, n)
    if inputs.pre[1] >= inputs.post[0]:
        raise refuse("The window after must begin behind the window before.", "post")
    return _within(days, inputs.pre), _within(days, inputs.post)


def _days(dates: Sequence[date], n: int) -> arrays.FloatArray:
    if len(dates) != n:
        raise refuse(f"dates has {len(dates)} values where {n} are needed.", "dates")
    days = np.array([day.toordinal() for day in dates], dtype=np.float64)
    if (np.diff(days) <= 0).any():
        raise refuse("The dates must increase.", "dates")
    return days


def _within(days: arrays.FloatArray, window: Window) -> arrays.BoolArray:
    return (days >= window[0].toordinal()) & (days <= window[1].toordinal())


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="counterfactual", inputs=CounterfactualInputs, method=CounterfactualMethod, run=guarded(_counterfactual)),
)
