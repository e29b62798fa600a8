"""The readout of a synthetic control by the house's defaults: its fit is checked, placebos give p and interval."""

from dataclasses import replace
from typing import Final

from bot.statistics import series_warnings
from bot.statistics.arrays import named_columns
from bot.statistics.dated_series import dated
from bot.statistics.longitudinal_summary import DonorWeight, Series, SyntheticPoint, SyntheticReadout
from bot.statistics.placebos import placebos
from bot.statistics.synthetic_control import synthetic_control

_NO_WEIGHT: Final = 1e-4
ALPHA: Final = 0.05
"""The placebos' interval is one of 95 %, as every interval that is told and every one that money takes."""


def synthetic_readout(series: Series) -> SyntheticReadout:
    """The series against its weighted controls (the donors); POOR_FIT when they miss it by more than 10 % before."""
    given = dated(series)
    values = {control.name: control.values for control in series.controls}
    donors = named_columns(values, "controls", length=given.y.size)
    found = synthetic_control(given.y, donors, fit=~given.after, effect=given.after)
    others = placebos(given.y, donors, given.after)
    ranked, bounds = others.rank(), others.interval(ALPHA)
    expected = given.y - found.gap
    base = float(expected[given.after].mean())
    named = zip(values, found.weights.tolist(), strict=True)
    return SyntheticReadout(
        effect=found.effect,
        relative=found.effect / base if base > 0 else None,
        pre_rmspe=found.pre_rmspe,
        rank=ranked.rank,
        units=ranked.units,
        p_value=ranked.p_value,
        weights=tuple(
            sorted(
                (DonorWeight(name=name, weight=weight) for name, weight in named if weight > _NO_WEIGHT),
                key=lambda one: -one.weight,
            )
        ),
        path=tuple(
            SyntheticPoint(day=day, actual=was, expected=would)
            for day, was, would in zip(series.dates, given.y.tolist(), expected.tolist(), strict=True)
        ),
        warnings=tuple(series_warnings.of_history(dated(replace(series, controls=())))),
        low=bounds[0] if bounds else None,
        high=bounds[1] if bounds else None,
        direction_p=others.p_above(0.0) if found.effect > 0 else others.p_below(0.0),
        pre_mean=float(given.y[~given.after].mean()),
        points_before=int((~given.after).sum()),
        points_after=int(given.after.sum()),
    )
