"""Relative lifts, treatment by control minus 1: Fieller's set and its peers."""

import math
from dataclasses import dataclass

from bot.statistics.comparison.intervals import Interval
from bot.statistics.comparison.means import Difference, welch_df
from bot.statistics.comparison.proportions import wilson
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.summaries import Mean, Proportion


@dataclass(frozen=True, slots=True, kw_only=True)
class Fieller:
    """Fieller's set: g, and the interval of the lift; None where g >= 1, because the set is then not an interval."""

    g: float
    interval: Interval | None


def lift(control: float, treatment: float) -> float | None:
    """Treatment by control minus 1; None where the control is zero."""
    return None if control == 0 else treatment / control - 1


def fieller(control: Mean, treatment: Mean, critical: float) -> Fieller:
    """Every lift that the test with this critical value does not reject (Fieller 1954).

    Zero is inside exactly when the absolute test with the same critical value does not reject.
    """
    squared, error = critical**2, control.squared_error
    g = math.inf if control.mean == 0 or math.isinf(critical) else squared * error / control.mean**2
    if g >= 1:
        return Fieller(g=g, interval=None)
    ratio, relative = treatment.mean / control.mean, treatment.squared_error / control.mean**2
    spread = critical * math.sqrt(relative * (1 - g) + ratio**2 * error / control.mean**2)
    return Fieller(g=g, interval=Interval(low=(ratio - spread) / (1 - g) - 1, high=(ratio + spread) / (1 - g) - 1))


def delta(control: Mean, treatment: Mean, df: float = math.inf) -> Difference:
    """The lift with its first-order standard error (GrowthBook's relative effect); `df` is the absolute test's."""
    _nonzero(control)
    ratio = treatment.mean / control.mean
    variance = (treatment.squared_error + ratio**2 * control.squared_error) / control.mean**2
    return Difference(estimate=ratio - 1, se=math.sqrt(variance), df=df)


def log_ratio(control: Mean, treatment: Mean, alpha: float) -> Interval:
    """The lift's interval from the t interval of the log ratio, degrees of freedom on the log scale (tea-tasting)."""
    _same_sign(control, treatment)
    scaled_control = control.squared_error / control.mean**2
    scaled_treatment = treatment.squared_error / treatment.mean**2
    log = Difference(
        estimate=math.log(treatment.mean / control.mean),
        se=math.sqrt(scaled_control + scaled_treatment),
        df=welch_df(scaled_control, control.n, scaled_treatment, treatment.n),
    )
    return _from_log(log.interval(alpha))


def katz(control: Proportion, treatment: Proportion, alpha: float) -> Interval | None:
    """The risk ratio minus 1 from the normal interval of its logarithm (Katz et al. 1978); None without events."""
    if control.x == 0 or treatment.x == 0:
        return None
    variance = 1 / treatment.x - 1 / treatment.n + 1 / control.x - 1 / control.n
    log = Difference(estimate=math.log(treatment.rate / control.rate), se=math.sqrt(variance))
    return _from_log(log.interval(alpha))


def recovered(control: Proportion, treatment: Proportion, z: float) -> Interval | None:
    """Fieller's set with Wilson's limits in place of standard errors; None without events in the control.

    The method of variance estimates recovery for a ratio (Donner and Zou 2012): zero is inside exactly when it is
    inside Newcombe's interval of the difference, which recovers its variances from the same limits.
    """
    if control.x == 0:
        return None
    below, above = wilson(control, z), wilson(treatment, z)
    product = control.rate * treatment.rate
    a = _part(control.rate, below.high)
    c = _part(treatment.rate, above.low)
    low = 0.0 if c == 0 else c / (product + math.sqrt(max(0.0, product**2 - a * c)))
    a, c = _part(control.rate, below.low), _part(treatment.rate, above.high)
    high = (product + math.sqrt(max(0.0, product**2 - a * c))) / a
    return Interval(low=low - 1, high=high - 1)


def _part(rate: float, limit: float) -> float:
    # rate squared less (rate - limit) squared, without the cancellation
    return limit * (2 * rate - limit)


def _from_log(interval: Interval) -> Interval:
    return Interval(low=math.expm1(interval.low), high=math.expm1(interval.high))


def _nonzero(control: Mean) -> None:
    if control.mean == 0:
        raise NotComputable(Reason.NOT_ESTIMABLE, "The control's mean is zero: there is no lift.", field="mean_control")


def _same_sign(control: Mean, treatment: Mean) -> None:
    _nonzero(control)
    if control.mean * treatment.mean <= 0:
        words = "A log ratio needs two means of the same sign."
        raise NotComputable(Reason.NOT_ESTIMABLE, words, field="mean_treatment")
