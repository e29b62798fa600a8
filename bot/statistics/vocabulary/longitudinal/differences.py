"""Tasks on two groups before and after."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from bot.statistics import arrays, differences
from bot.statistics.regression import Fit
from bot.statistics.vocabulary.longitudinal.errors import CLASSICAL, ErrorsInWords, RegressionMethod
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task
from bot.statistics.vocabulary.values import Flags, Number, Series, guarded, refuse


class AggregateInputs(Inputs):
    """Four means, and the standard errors of the two changes where they are known."""

    treated_pre: Number
    treated_post: Number
    control_pre: Number
    control_post: Number
    se_change_treated: Number | None = None
    se_change_control: Number | None = None


class TwoSeriesInputs(Inputs):
    """A treated and a control series over the same points."""

    treated: Series
    control: Series
    post: Flags

    def given(self, at_least: int) -> tuple[arrays.FloatArray, arrays.FloatArray, arrays.BoolArray]:
        """The arrays, checked."""
        treated = arrays.vector(self.treated, "treated", at_least=at_least)
        control = arrays.vector(self.control, "control", length=treated.size)
        return treated, control, arrays.indicator(self.post, "post", length=treated.size)


class Aggregate(StrEnum):
    """The estimator."""

    CHANGES = "difference of changes"


class Independent(StrEnum):
    """The standard error of the difference."""

    INDEPENDENT = "sqrt(se_t^2+se_c^2), independent groups"


class AggregateMethod(Method):
    """From four means."""

    estimator: Aggregate = Aggregate.CHANGES
    se: Independent | None = None


class Stacked(StrEnum):
    """The estimator."""

    OLS = "OLS y ~ treated + post + treated*post"


class StackedMethod(RegressionMethod):
    """A regression on both series stacked."""

    se: ErrorsInWords = CLASSICAL
    estimator: Stacked = Stacked.OLS


class DifferenceSeries(StrEnum):
    """The estimator."""

    OLS = "OLS level shift of (treated - control) series"


class DifferenceSeriesMethod(RegressionMethod):
    """A change of the level of the difference."""

    estimator: DifferenceSeries = DifferenceSeries.OLS


def _aggregate(inputs: AggregateInputs, method: AggregateMethod) -> Mapping[str, Figure]:
    if method.se is not None:
        _need_both(inputs)
    treated = differences.Change(before=inputs.treated_pre, after=inputs.treated_post, se=inputs.se_change_treated)
    control = differences.Change(before=inputs.control_pre, after=inputs.control_post, se=inputs.se_change_control)
    found = differences.of_changes(treated, control)
    return {"effect": found.effect, "se": found.se}


def _need_both(inputs: AggregateInputs) -> None:
    for field in ("se_change_treated", "se_change_control"):
        if getattr(inputs, field) is None:
            raise refuse(f"{field} is needed for the standard error.", field)


def _stacked(inputs: TwoSeriesInputs, method: StackedMethod) -> Mapping[str, Figure]:
    return _told(differences.of_regression(*inputs.given(at_least=2)), method, 3)


def _difference_series(inputs: TwoSeriesInputs, method: DifferenceSeriesMethod) -> Mapping[str, Figure]:
    return _told(differences.of_series(*inputs.given(at_least=3)), method, 1)


def _told(fit: Fit, method: RegressionMethod, number: int) -> Mapping[str, Figure]:
    effect = method.estimate(method.told(fit), number)
    return {"effect": effect.value, "se": effect.se, "ci": effect.interval()}


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="did.aggregate", inputs=AggregateInputs, method=AggregateMethod, run=guarded(_aggregate)),
    Task(name="did.regression", inputs=TwoSeriesInputs, method=StackedMethod, run=guarded(_stacked)),
    Task(name="did.series_hac", inputs=TwoSeriesInputs, method=DifferenceSeriesMethod, run=guarded(_difference_series)),
)
