"""The readout of a change over time by the house's defaults: interrupted series, and differences in differences."""

from dataclasses import dataclass, replace

import numpy as np

from bot.statistics import series_warnings
from bot.statistics.arrays import FloatArray, vector
from bot.statistics.dated_series import Dated, check_controls, dated
from bot.statistics.estimates import Estimate
from bot.statistics.longitudinal_summary import (
    Effect,
    LongitudinalReadout,
    NamedSeries,
    PathPoint,
    Rhythm,
    Series,
    SeriesErrors,
    SeriesWarning,
)
from bot.statistics.robust_fit import RobustFit, robust_fit

_LEVEL = 1
_SLOPE = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Model:
    """A design (n, k) whose columns after the constant are the effect's: level, then slope where there is one."""

    dated: Dated
    design: FloatArray
    effects: int

    def average(self) -> FloatArray:
        """The contrast of the mean effect over the points after."""
        weights = np.zeros(self.design.shape[1])
        weights[_LEVEL : _LEVEL + self.effects] = self.design[self.dated.after, _LEVEL : _LEVEL + self.effects].mean(
            axis=0
        )
        return weights

    def without(self) -> FloatArray:
        """The design of a world without the change."""
        design = self.design.copy()
        design[:, _LEVEL : _LEVEL + self.effects] = 0.0
        return design


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shift:
    """A fitted change; `added` (n,) turns what was fitted back into the treated series: a difference's control."""

    model: _Model
    fit: RobustFit
    added: FloatArray
    warnings: tuple[SeriesWarning, ...]

    def averages(self) -> tuple[Estimate, Estimate]:
        """The mean effect over the points after, with AR(1) and with Newey-West errors."""
        contrast = self.model.average()
        return self.fit.ar1.contrast(contrast), self.fit.newey_west.contrast(contrast)

    def wider(self) -> tuple[SeriesErrors, Estimate]:
        """The mean effect whose 95 % interval is the wider one."""
        return self.fit.wider(self.model.average())

    def expected(self, errors: SeriesErrors) -> float:
        """The mean of what would have been over the points after."""
        level = self.model.without() @ self.fit.of(errors).coef + self.added
        return float(level[self.model.dated.after].mean())


def interrupted_series(series: Series, *, slope: bool = False) -> LongitudinalReadout:
    """Fits y ~ const + level (+ slope) + trend + weekdays (daily) + controls, errors by AR(1) and by Newey-West.

    The effect is the wider of the two; slope lets it grow or fade with the points after the change.
    """
    return told(interruption(series, slope=slope))


def interruption(series: Series, *, slope: bool = False) -> Shift:
    """The fit of an interrupted series."""
    given = dated(series)
    check_controls(given)
    model = _interrupted(given, slope=slope)
    fit = robust_fit(given.y, model.design, daily=series.rhythm is Rhythm.DAILY)
    warnings = [
        *series_warnings.of_history(given),
        *series_warnings.of_points_after(given),
        *series_warnings.of_trend(given),
    ]
    if not series.controls:
        warnings.append(SeriesWarning.NO_CONTROL)
    return Shift(model=model, fit=fit, added=np.zeros(given.y.size), warnings=tuple(warnings))


def difference_in_differences(series: Series, control: NamedSeries) -> LongitudinalReadout:
    """The level shift of treated - control, weekdays taken out, with the same errors and the wider interval.

    There is no trend: that both would have moved in parallel is the assumption, and a drift before is a warning.
    """
    return told(difference(series, control))


def difference(series: Series, control: NamedSeries) -> Shift:
    """The fit of treated - control."""
    treated = dated(series)
    other = vector(control.values, f"controls.{control.name}", length=treated.y.size)
    apart = replace(series, values=tuple((treated.y - other).tolist()), controls=())
    given = dated(apart)
    level = [np.ones(given.y.size), given.after.astype(np.float64)]
    model = _Model(dated=given, design=np.column_stack([*level, given.weekdays()]), effects=1)
    fit = robust_fit(given.y, model.design, daily=series.rhythm is Rhythm.DAILY)
    warnings = (
        *series_warnings.of_history(given),
        *series_warnings.of_points_after(given),
        *series_warnings.of_parallels(given),
    )
    return Shift(model=model, fit=fit, added=other, warnings=warnings)


def _interrupted(given: Dated, *, slope: bool) -> _Model:
    after = given.after.astype(np.float64)
    effects = [after, after * given.time] if slope else [after]
    span = float(np.ptp(given.time))
    design = np.column_stack(
        [np.ones(after.size), *effects, given.time / span, given.weekdays(), given.controls()],
    )
    return _Model(dated=given, design=design, effects=len(effects))


def told(shift: Shift) -> LongitudinalReadout:
    """The readout of a fitted change."""
    errors, average = shift.wider()
    after, fit = shift.model.dated.after, shift.fit
    points = int(after.sum())
    expected = shift.expected(errors)
    high = fit.autocorrelation >= series_warnings.HIGH_AUTOCORRELATION
    return LongitudinalReadout(
        average=_effect(average, 1),
        cumulative=_effect(average, points),
        relative=average.value / expected if expected > 0 else None,
        p_value=average.p_value,
        errors=errors,
        autocorrelation=fit.autocorrelation,
        durbin_watson=fit.durbin_watson,
        points_before=after.size - points,
        points_after=points,
        path=_path(shift, errors),
        warnings=(*shift.warnings, *([SeriesWarning.HIGH_AUTOCORRELATION] if high else [])),
    )


def _effect(estimate: Estimate, points: int) -> Effect:
    low, high = estimate.interval()
    return Effect(value=points * estimate.value, low=points * low, high=points * high)


def _path(shift: Shift, errors: SeriesErrors) -> tuple[PathPoint, ...]:
    """Date by date: the fit without the effect; the band allows for its error and for the noise of one point."""
    model, chosen, added = shift.model, shift.fit.of(errors), shift.added
    design = model.without()
    expected = design @ chosen.coef + added
    noise = float(chosen.residuals @ chosen.residuals) / chosen.df
    variance = np.einsum("ij,jk,ik->i", design, chosen.covariance, design) + noise
    half = np.sqrt(variance) * Estimate(value=0.0, se=1.0, df=chosen.df).critical()
    actual = model.dated.y + added
    return tuple(
        PathPoint(day=day, actual=was, expected=would, low=would - wide, high=would + wide)
        for day, was, would, wide in zip(
            model.dated.series.dates, actual.tolist(), expected.tolist(), half.tolist(), strict=True
        )
    )
