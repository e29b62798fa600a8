"""Series with dates for tests: AR(1) noise around a level, a week, a trend and an effect that are all known."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from bot.statistics.arrays import FloatArray
from bot.statistics.longitudinal_summary import NamedSeries, Rhythm, Series

FIRST = date(2026, 1, 5)


def noise(seed: int, n: int, phi: float, sd: float = 1.0) -> FloatArray:
    """AR(1) noise with this standard deviation from the first point on."""
    steps = np.random.default_rng(seed).standard_normal(n) * sd
    found = np.empty(n)
    found[0] = steps[0]
    for place in range(1, n):
        found[place] = phi * found[place - 1] + np.sqrt(1 - phi**2) * steps[place]
    return found


def dated_series(
    values: Sequence[float] | FloatArray,
    before: int,
    *,
    rhythm: Rhythm = Rhythm.DAILY,
    controls: Sequence[FloatArray] = (),
) -> Series:
    step = 1 if rhythm is Rhythm.DAILY else 7
    dates = tuple(FIRST + timedelta(days=step * place) for place in range(len(values)))
    return Series(
        dates=dates,
        values=tuple(float(value) for value in values),
        start=dates[before],
        rhythm=rhythm,
        controls=tuple(
            NamedSeries(name=f"c{number}", values=tuple(control.tolist())) for number, control in enumerate(controls)
        ),
    )


def week(n: int) -> FloatArray:
    """A weekly rhythm that is strong beside the noise."""
    return np.tile([0.0, 3.0, 5.0, 4.0, 2.0, -6.0, -8.0], n // 7 + 1)[:n]


def sample(seed: int = 1, *, effect: float = 5.0, phi: float = 0.5, n: int = 140, before: int = 98) -> Series:
    """A series beside a control that it follows, with an effect from `before` on."""
    control = noise(seed + 1000, n, 0.8, 4.0)
    after = np.arange(n) >= before
    y = 100 + 0.05 * np.arange(n) + week(n) + control + effect * after + noise(seed, n, phi, 2.0)
    return dated_series(y, before, controls=[control])
