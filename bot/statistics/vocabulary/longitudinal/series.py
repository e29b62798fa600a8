"""Tasks on one series: regressions, interrupted levels and trends, autocorrelation."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from bot.statistics import arrays, autocorrelation, interrupted_series, regression
from bot.statistics.vocabulary.longitudinal.errors import RegressionMethod
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task
from bot.statistics.vocabulary.values import Flags, Number, Rows, Series, guarded, refuse


class SeriesInputs(Inputs):
    """A series and its design, one row a point."""

    y: Series
    X: Rows
    columns: tuple[str, ...] | None = None

    def given(self) -> tuple[arrays.FloatArray, arrays.FloatArray]:
        """The arrays, checked."""
        y = arrays.vector(self.y, "y", at_least=3, varying=True)
        design = arrays.matrix(self.X, "X", length=y.size)
        if self.columns is not None and len(self.columns) != design.shape[1]:
            raise refuse(f"columns has {len(self.columns)} names for {design.shape[1]} columns.", "columns")
        return y, design


class LevelInputs(Inputs):
    """A series and where its change lies; what the change was is a remark."""

    y: Series
    post: Flags
    intervention: str | None = None

    def given(self) -> tuple[arrays.FloatArray, arrays.BoolArray]:
        """The arrays, checked."""
        y = arrays.vector(self.y, "y", at_least=3, varying=True)
        return y, arrays.indicator(self.post, "post", length=y.size)


class SegmentedInputs(LevelInputs):
    """A series, its points in time, and the last of them before the change."""

    time: Series | None = None
    last_pre_time: Number | None = None


class Ols(StrEnum):
    """The estimator."""

    OLS = "OLS"


class OlsMethod(RegressionMethod):
    """Ordinary least squares with errors for series."""

    estimator: Ols = Ols.OLS


class Ar1(StrEnum):
    """The estimator of errors that follow each other."""

    COCHRANE_ORCUTT = "iterated Cochrane-Orcutt, rho = sum(e_t e_{t-1})/sum(e_t^2), first observation dropped"


class Ar1Method(Method):
    """Generalised least squares with AR(1) errors."""

    estimator: Ar1 = Ar1.COCHRANE_ORCUTT


class Residuals(StrEnum):
    """What the statistic is computed on."""

    OLS = "OLS residuals"


class DurbinWatsonMethod(Method):
    """The Durbin-Watson statistic."""

    on: Residuals = Residuals.OLS


class LevelShift(StrEnum):
    """The estimator."""

    OLS = "OLS level shift"


class LevelMethod(RegressionMethod):
    """A change of the level."""

    estimator: LevelShift = LevelShift.OLS


class Segmented(StrEnum):
    """The model in words; the second form names the points of one published example, the inputs say which apply."""

    OLS = "OLS y = a + b*t + c*post + d*(t-last_pre_time)*post"
    EXAMPLE = "OLS y = a + b*t + c*post + d*(t-36)*post, t=1..59, first post t=37"


class SegmentedMethod(RegressionMethod):
    """A change of level and slope."""

    model: Segmented = Segmented.OLS


class ShiftResiduals(StrEnum):
    """What the statistic is computed on."""

    LEVEL_SHIFT = "residuals of the level-shift OLS"


class LjungBoxMethod(Method):
    """The Ljung-Box statistic over the first lags."""

    on: ShiftResiduals = ShiftResiduals.LEVEL_SHIFT
    lags: Annotated[int, Field(strict=True)] = 10
    ddof: Annotated[int, Field(strict=True)] = 0


def _ols(inputs: SeriesInputs, method: OlsMethod) -> Mapping[str, Figure]:
    y, design = inputs.given()
    fit = method.told(regression.ols(y, design))
    each = [method.estimate(fit, number) for number in range(fit.coef.size)]
    return {
        "coef": [one.value for one in each],
        "se": [one.se for one in each],
        "ci": [one.interval() for one in each],
    }


def _ar1(inputs: SeriesInputs, method: Ar1Method) -> Mapping[str, Figure]:
    del method
    found = regression.cochrane_orcutt(*inputs.given())
    return {"rho": found.rho, "coef": found.fit.coef.tolist(), "se": found.fit.errors.tolist()}


def _durbin_watson(inputs: SeriesInputs, method: DurbinWatsonMethod) -> Mapping[str, Figure]:
    del method
    return {"dw": autocorrelation.durbin_watson(regression.ols(*inputs.given()).residuals)}


def _level(inputs: LevelInputs, method: LevelMethod) -> Mapping[str, Figure]:
    fit = method.told(interrupted_series.level_shift(*inputs.given()))
    change = method.estimate(fit, 1)
    return {
        "pre_mean": float(fit.coef[0]),
        "level_change": change.value,
        "se_level_change": change.se,
        "ci": change.interval(),
        "p_value": change.p_value,
    }


def _segmented(inputs: SegmentedInputs, method: SegmentedMethod) -> Mapping[str, Figure]:
    y, after = inputs.given()
    given = range(1, y.size + 1) if inputs.time is None else inputs.time
    time = arrays.vector([float(each) for each in given], "time", length=y.size)
    last = float(time[~after].max()) if inputs.last_pre_time is None else inputs.last_pre_time
    segments = interrupted_series.Segments(time=time, after=after, last_before=last)
    fit = method.told(interrupted_series.segmented(y, segments))
    return {
        "coef_const_trend_level_slope": fit.coef.tolist(),
        "se": fit.errors.tolist(),
        "ci_level": method.estimate(fit, 2).interval(),
    }


def _ljung_box(inputs: LevelInputs, method: LjungBoxMethod) -> Mapping[str, Figure]:
    residuals = interrupted_series.level_shift(*inputs.given()).residuals
    found = autocorrelation.ljung_box(residuals, lags=method.lags, ddof=method.ddof)
    return {"statistic": found.statistic, "p_value": found.p_value}


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="series.ols_hac", inputs=SeriesInputs, method=OlsMethod, run=guarded(_ols)),
    Task(name="series.ar1_gls", inputs=SeriesInputs, method=Ar1Method, run=guarded(_ar1)),
    Task(name="series.durbin_watson", inputs=SeriesInputs, method=DurbinWatsonMethod, run=guarded(_durbin_watson)),
    Task(name="series.its_level", inputs=LevelInputs, method=LevelMethod, run=guarded(_level)),
    Task(name="series.its_segmented", inputs=SegmentedInputs, method=SegmentedMethod, run=guarded(_segmented)),
    Task(name="series.ljung_box", inputs=LevelInputs, method=LjungBoxMethod, run=guarded(_ljung_box)),
)
