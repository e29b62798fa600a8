"""Tasks on one treated unit and many others: block differences, synthetic controls, placebos."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, Literal

import numpy as np

from bot.statistics import arrays, differences, placebos, synthetic_control
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task
from bot.statistics.vocabulary.values import Number, Series, guarded


class PanelInputs(Inputs):
    """Years (or any ordered periods), a treated series, named controls, and the first period after."""

    years: Series
    treated: Series
    controls: dict[str, Series]
    first_post_year: Number

    def given(self) -> tuple[arrays.FloatArray, arrays.FloatArray, arrays.FloatArray]:
        """The arrays, checked."""
        years = arrays.vector(self.years, "years", at_least=2)
        treated = arrays.vector(self.treated, "treated", length=years.size)
        if not self.controls:
            raise NotComputable(Reason.TOO_FEW, "There is no control.", field="controls")
        return years, treated, arrays.named_columns(self.controls, "controls", length=years.size)

    def after(self) -> arrays.BoolArray:
        """The points from the first year after, of shape (n,)."""
        years = np.asarray(self.years)
        if (np.diff(years) <= 0).any():
            raise NotComputable(Reason.BAD_INPUT, "The years must increase.", field="years")
        flags = (years >= self.first_post_year).astype(float)
        return arrays.indicator(flags.tolist(), "first_post_year", length=years.size)


class SyntheticInputs(PanelInputs):
    """The years to fit on and the years to average the effect over: the first and the last, or every one."""

    fit_years: Series | None = None
    effect_years: Series | None = None


class Block(StrEnum):
    """The estimator."""

    TWO_WAY = "block two-way difference of means (one treated unit)"


class PanelMethod(Method):
    """From block means."""

    estimator: Block = Block.TWO_WAY


class Simplex(StrEnum):
    """The model in words; the second form names the years of one published example, the inputs say which apply."""

    PRE_PERIOD = "simplex-weighted controls fitted on pre-period outcomes only"
    EXAMPLE = "simplex-weighted controls fitted on outcomes 1960-1969 only; effect averaged 1975-1997"


class SyntheticMethod(Method):
    """A synthetic control without intercept."""

    estimator: Simplex = Simplex.PRE_PERIOD
    intercept: Literal[False] = False


class PlaceboRatio(StrEnum):
    """The statistic in words; the second form names the treated unit of one published example."""

    RATIO = (
        "post/pre MSPE ratio; placebo over all units incl. the treated; outcome-only fit; "
        "donor pool of a placebo includes the treated"
    )
    EXAMPLE = (
        "post/pre MSPE ratio; placebo over all states incl. the treated; outcome-only fit; "
        "donor pool of a placebo includes California"
    )


class PlaceboMethod(Method):
    """A rank among all units."""

    statistic: PlaceboRatio = PlaceboRatio.RATIO


def _panel(inputs: PanelInputs, method: PanelMethod) -> Mapping[str, Figure]:
    del method
    _, treated, controls = inputs.given()
    return {"effect": differences.of_panel(treated, controls, inputs.after())}


def _synthetic(inputs: SyntheticInputs, method: SyntheticMethod) -> Mapping[str, Figure]:
    years, treated, controls = inputs.given()
    after = inputs.after()
    fit_years, effect_years = inputs.fit_years, inputs.effect_years
    if method.estimator is Simplex.EXAMPLE:
        fit_years, effect_years = fit_years or (1960, 1969), effect_years or (1975, 1997)
    fit = _chosen(years, fit_years, "fit_years", ~after)
    effect = _chosen(years, effect_years, "effect_years", after)
    if (fit & after).any():
        raise NotComputable(
            Reason.BAD_INPUT, "The weights may not be fitted on years after the change.", field="fit_years"
        )
    found = synthetic_control.synthetic_control(treated, controls, fit=fit, effect=effect)
    return {"effect": found.effect, "pre_rmspe": found.pre_rmspe}


def _chosen(
    years: arrays.FloatArray, chosen: tuple[float, ...] | None, field: str, otherwise: arrays.BoolArray
) -> arrays.BoolArray:
    if chosen is None:
        return otherwise
    ends = len(chosen) == 2
    found = (years >= chosen[0]) & (years <= chosen[1]) if ends else np.isin(years, chosen)
    if not found.any():
        raise NotComputable(Reason.TOO_FEW, f"{field} names no year that there is.", field=field)
    return found


def _placebo(inputs: PanelInputs, method: PlaceboMethod) -> Mapping[str, Figure]:
    del method
    _, treated, controls = inputs.given()
    found = placebos.placebo(treated, controls, inputs.after())
    return {"rank": found.rank, "n_units": found.units, "p_value": found.p_value}


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="did.panel", inputs=PanelInputs, method=PanelMethod, run=guarded(_panel)),
    Task(name="synthetic_control", inputs=SyntheticInputs, method=SyntheticMethod, run=guarded(_synthetic)),
    Task(name="synthetic_control_placebo", inputs=PanelInputs, method=PlaceboMethod, run=guarded(_placebo)),
)
