"""Score tests of two proportions under a fixed difference or ratio, and the intervals that invert them."""

import math
from collections.abc import Callable
from enum import Enum, auto

from scipy.optimize import brentq

from bot.statistics.comparison.intervals import Interval
from bot.statistics.summaries import Proportion
from bot.statistics.tails import normal_quantile

_EDGE = 1e-12


class Cubic(Enum):
    """Whose cubic gives the restricted rates of a difference.

    statsmodels (0.14 to 0.15 at least) has the control's events where the published coefficient has its units. Its
    rates are off by the order of the squared difference: 0.0273 instead of 0.0270 for Fagerland's 7/34 against 1/34,
    where R's PropCIs has 0.0270. The task vocabulary promises statsmodels' figures; everything else takes PUBLISHED.
    """

    PUBLISHED = auto()
    STATSMODELS = auto()


def restricted_control(
    control: Proportion, treatment: Proportion, difference: float, cubic: Cubic = Cubic.PUBLISHED
) -> float:
    """The control's rate that is most likely when treatment less control is `difference`.

    The cubic's root in closed form (Miettinen and Nurminen 1985; Farrington and Manning 1990).
    """
    n, x = control.n + treatment.n, control.x + treatment.x
    a = n
    b = (treatment.n + 2 * control.n) * difference - n - x
    of_control = control.n if cubic is Cubic.PUBLISHED else control.x
    c = (of_control * difference - n - 2 * control.x) * difference + x
    d = control.x * difference * (1 - difference)
    low, high = max(0.0, -difference), min(1.0, 1 - difference)
    return min(max(_cubic_root(a, b, c, d), low), high)


def _cubic_root(a: float, b: float, c: float, d: float) -> float:
    q = b**3 / (3 * a) ** 3 - b * c / (6 * a**2) + d / (2 * a)
    p = math.copysign(math.sqrt(max(0.0, b**2 / (3 * a) ** 2 - c / (3 * a))), q)
    if p == 0:
        return -b / (3 * a)
    angle = (math.pi + math.acos(min(1.0, max(-1.0, q / p**3)))) / 3
    return 2 * p * math.cos(angle) - b / (3 * a)


def difference_score(
    control: Proportion,
    treatment: Proportion,
    difference: float,
    *,
    corrected: bool,
    cubic: Cubic = Cubic.PUBLISHED,
) -> float:
    """(Observed difference - `difference`) by its standard error under that difference.

    `corrected` is Miettinen and Nurminen's factor N / (N - 1); without it the statistic is Farrington and Manning's.
    Infinite where the restricted rates leave no variance but the difference is another.
    """
    p_control = restricted_control(control, treatment, difference, cubic)
    p_treatment = p_control + difference
    variance = p_control * (1 - p_control) / control.n + p_treatment * (1 - p_treatment) / treatment.n
    return _standardised(
        treatment.rate - control.rate - difference, variance * _factor(control, treatment, corrected=corrected)
    )


def ratio_score(control: Proportion, treatment: Proportion, ratio: float) -> float:
    """(p_treatment - ratio p_control) by its standard error when that ratio holds (Koopman 1984)."""
    p_control = _restricted_ratio(control, treatment, ratio)
    p_treatment = ratio * p_control
    variance = p_treatment * (1 - p_treatment) / treatment.n + ratio**2 * p_control * (1 - p_control) / control.n
    return _standardised(treatment.rate - ratio * control.rate, variance)


def _restricted_ratio(control: Proportion, treatment: Proportion, ratio: float) -> float:
    """The control's rate that is most likely when treatment by control is `ratio`: a quadratic's smaller root."""
    n, x = control.n + treatment.n, control.x + treatment.x
    a = n * ratio
    b = -(treatment.n * ratio + treatment.x + control.n + control.x * ratio)
    root = (-b - math.sqrt(max(0.0, b**2 - 4 * a * x))) / (2 * a)
    return min(root, 1.0, 1 / ratio)


def _standardised(gap: float, variance: float) -> float:
    if variance > 0:
        return gap / math.sqrt(variance)
    return 0.0 if abs(gap) < _EDGE else math.copysign(math.inf, gap)


def _factor(control: Proportion, treatment: Proportion, *, corrected: bool) -> float:
    n = control.n + treatment.n
    return n / (n - 1) if corrected else 1.0


def miettinen_nurminen(
    control: Proportion, treatment: Proportion, alpha: float, cubic: Cubic = Cubic.PUBLISHED
) -> Interval:
    """The differences that the corrected score test does not reject at alpha (Miettinen and Nurminen 1985)."""
    z = normal_quantile(1 - alpha / 2)
    observed = treatment.rate - control.rate

    def score(difference: float) -> float:
        return difference_score(control, treatment, difference, corrected=True, cubic=cubic)

    low = -1.0 if observed <= -1 else _crossing(lambda at: score(at) - z, -1.0 + _EDGE, observed, at_end=-1.0)
    high = 1.0 if observed >= 1 else _crossing(lambda at: score(at) + z, observed, 1.0 - _EDGE, at_end=1.0)
    return Interval(low=low, high=high)


def koopman(control: Proportion, treatment: Proportion, alpha: float) -> Interval:
    """The ratios treatment by control that the score test does not reject at alpha; without events in the control
    there is no upper end (Koopman 1984).
    """
    z = normal_quantile(1 - alpha / 2)

    def score(log_ratio: float) -> float:
        return ratio_score(control, treatment, math.exp(log_ratio))

    middle = math.log(max(treatment.rate, 0.5 / treatment.n) / max(control.rate, 0.5 / control.n))
    if treatment.x == 0:
        low = 0.0
    else:
        low = math.exp(float(brentq(lambda at: score(at) - z, *_reach(score, middle, -1.0, z), xtol=1e-13)))
    if control.x == 0:
        high = math.inf
    else:
        high = math.exp(float(brentq(lambda at: score(at) + z, *_reach(score, middle, 1.0, z), xtol=1e-13)))
    return Interval(low=low, high=high)


def _reach(score: Callable[[float], float], middle: float, step: float, z: float) -> tuple[float, float]:
    """From near the middle as far as the score passes z."""
    inside, outside = middle, middle + step
    while abs(score(inside)) > z:
        inside -= step
    while abs(score(outside)) <= z:
        outside += step
    return inside, outside


def _crossing(gap: Callable[[float], float], start: float, end: float, *, at_end: float) -> float:
    """Where the falling function crosses zero; the parameter's own end where it never does."""
    first, last = gap(start), gap(end)
    return at_end if first * last > 0 else float(brentq(gap, start, end, xtol=1e-14))
