"""Differences of two proportions: z tests, and the intervals of Wald, Agresti and Caffo, and Newcombe."""

import math
from collections.abc import Sequence

from scipy.optimize import brentq

from bot.statistics.comparison.intervals import Interval, around
from bot.statistics.comparison.means import Difference
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.summaries import Proportion
from bot.statistics.tails import chi_square_above, normal_quantile

ENOUGH_EVENTS = 30
"""Events and non-events per arm from which Wald's interval is as good as score intervals (Fagerland et al. 2015)."""

_BEYOND = 40.0  # a z whose tail is zero in floating point


def unpooled(control: Proportion, treatment: Proportion) -> Difference:
    """Treatment less control with p (1 - p) / n per arm: the test that agrees with Wald's interval."""
    return Difference(
        estimate=treatment.rate - control.rate,
        se=math.sqrt(control.squared_error + treatment.squared_error),
    )


def pooled(control: Proportion, treatment: Proportion) -> Difference:
    """Treatment less control with the variance of the joint rate, as under no difference (R's prop.test)."""
    joint = (control + treatment).variance
    return Difference(
        estimate=treatment.rate - control.rate,
        se=math.sqrt(joint * (1 / control.n + 1 / treatment.n)),
    )


def agresti_caffo(control: Proportion, treatment: Proportion, alpha: float) -> Interval:
    """Wald's interval after one event and one non-event were added to each arm (Agresti and Caffo 2000)."""
    wider = unpooled(
        Proportion(x=control.x + 1, n=control.n + 2),
        Proportion(x=treatment.x + 1, n=treatment.n + 2),
    )
    return wider.interval(alpha)


def wilson(arm: Proportion, z: float) -> Interval:
    """The score interval of one proportion at the critical value z (Wilson 1927)."""
    spread = z**2 / arm.n
    middle = (arm.rate + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(arm.squared_error + spread / (4 * arm.n))
    # At 0 and n the bound is exactly 0 or 1; rounding would put it a hair outside or inside.
    return Interval(
        low=0.0 if arm.x == 0 else max(0.0, middle - half),
        high=1.0 if arm.x == arm.n else min(1.0, middle + half),
    )


def newcombe(control: Proportion, treatment: Proportion, z: float) -> Interval:
    """The hybrid score interval of the difference at the critical value z (Newcombe 1998, method 10)."""
    below, above = wilson(control, z), wilson(treatment, z)
    difference = treatment.rate - control.rate
    return Interval(
        low=difference - math.hypot(treatment.rate - above.low, below.high - control.rate),
        high=difference + math.hypot(above.high - treatment.rate, control.rate - below.low),
    )


def newcombe_z(control: Proportion, treatment: Proportion, limit: float = 0.0) -> float:
    """The z at which Newcombe's interval just touches the limit, negative where the difference is below it.

    Read against the normal distribution it is the p-value that agrees with the interval; infinite where no interval
    of that kind reaches the limit.
    """
    above = treatment.rate - control.rate > limit

    def gap(z: float) -> float:
        interval = newcombe(control, treatment, z)
        return interval.low - limit if above else limit - interval.high

    if treatment.rate - control.rate == limit:
        return 0.0
    found = float(brentq(gap, 0.0, _BEYOND, xtol=1e-12)) if gap(_BEYOND) < 0 else math.inf
    return found if above else -found


def enough_for_wald(*arms: Proportion) -> bool:
    """Whether every arm has the events and the non-events for Wald's interval."""
    return min(min(arm.x, arm.n - arm.x) for arm in arms) >= ENOUGH_EVENTS


def default_interval(control: Proportion, treatment: Proportion, alpha: float) -> Interval:
    """Wald's where events abound, else Newcombe's."""
    if enough_for_wald(control, treatment):
        return unpooled(control, treatment).interval(alpha)
    return newcombe(control, treatment, normal_quantile(1 - alpha / 2))


def pooled_interval(control: Proportion, treatment: Proportion, alpha: float) -> Interval:
    """The estimate plus and minus z times the pooled standard error (tea-tasting's)."""
    return around(treatment.rate - control.rate, normal_quantile(1 - alpha / 2) * pooled(control, treatment).se)


def omnibus(arms: Sequence[Proportion]) -> tuple[float, int, float]:
    """Pearson's chi-square of equal rates over two or more arms: statistic, degrees of freedom, p-value."""
    if len(arms) < 2:
        raise NotComputable(Reason.TOO_FEW, "A comparison needs at least two arms.", field="n")
    x, n = sum(arm.x for arm in arms), sum(arm.n for arm in arms)
    if x in {0, n}:
        raise NotComputable(Reason.NO_SPREAD, "Nobody did it, or everybody: there is no test.", field="successes")
    rate = x / n
    chi2 = sum((arm.x - arm.n * rate) ** 2 / (arm.n * rate * (1 - rate)) for arm in arms)
    df = len(arms) - 1
    return chi2, df, chi_square_above(chi2, df)
