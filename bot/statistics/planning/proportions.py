"""Two proportions: sample size, power and detectable difference under each convention of the variance."""

import math
from enum import Enum, auto
from typing import assert_never

from scipy.optimize import brentq

from bot.statistics.planning.criterion import Criterion
from bot.statistics.planning.z_test import ZTest
from bot.statistics.reasons import NotComputable, Reason


class NullVariance(Enum):
    """The variance without an effect: of the joint rate (R, Stata), of the control's (Evan Miller), of both (Chow)."""

    POOLED = auto()
    CONTROL = auto()
    UNPOOLED = auto()


def of_rates(
    control: float, treatment: float, ratio: float = 1.0, variance: NullVariance = NullVariance.POOLED
) -> ZTest:
    """The z test of two rates; `ratio` is treatment's units by control's. BAD_INPUT outside [0, 1], or if equal."""
    _must_be_shares(control, treatment)
    if control == treatment:
        words = "The two proportions are the same: there is nothing to detect."
        raise NotComputable(Reason.BAD_INPUT, words, field="p_treatment")
    return ZTest(
        effect=treatment - control,
        spread_null=math.sqrt(_null(control, treatment, ratio, variance)),
        spread_effect=math.sqrt(_unpooled(control, treatment, ratio)),
    )


def _null(control: float, treatment: float, ratio: float, variance: NullVariance) -> float:
    match variance:
        case NullVariance.POOLED:
            joint = (control + ratio * treatment) / (1 + ratio)
            return joint * (1 - joint) * (1 + 1 / ratio)
        case NullVariance.CONTROL:
            return control * (1 - control) * (1 + 1 / ratio)
        case NullVariance.UNPOOLED:
            return _unpooled(control, treatment, ratio)
        case _:
            assert_never(variance)


def _unpooled(control: float, treatment: float, ratio: float) -> float:
    return control * (1 - control) + treatment * (1 - treatment) / ratio


def detectable(control: float, n: float, power: float, criterion: Criterion, *, upwards: bool) -> float | None:
    """The smallest difference with this power at n units per arm, with its sign; None where no rate would do."""
    criterion.must_exceed_level(power)
    end = 1.0 if upwards else 0.0

    def gap(difference: float) -> float:
        return of_rates(control, control + difference).power(n, criterion) - power

    near, far = (end - control) * 1e-9, end - control
    if far == 0 or gap(far) < 0:
        return None
    return float(brentq(gap, near, far, xtol=1e-12))


def non_inferiority(control: float, treatment: float, margin: float, ratio: float = 1.0) -> ZTest:
    """The one-sided z test against -margin with both variances (Blackwelder 1982).

    BAD_INPUT where the treatment is expected beyond the margin already.
    """
    _must_be_shares(control, treatment)
    spread = math.sqrt(_unpooled(control, treatment, ratio))
    return _against_margin(treatment - control, margin, spread)


def non_inferiority_of_means(difference: float, sd: float, margin: float, ratio: float = 1.0) -> ZTest:
    """The same for means with one standard deviation."""
    return _against_margin(difference, margin, sd * math.sqrt(1 + 1 / ratio))


def _against_margin(difference: float, margin: float, spread: float) -> ZTest:
    if difference + margin <= 0:
        words = "The treatment is expected to be worse than the margin: no size can prove otherwise."
        raise NotComputable(Reason.NOT_REACHABLE, words, field="margin")
    if spread == 0:
        raise NotComputable(Reason.NO_SPREAD, "Nothing varies: there is nothing to plan.", field="p_control")
    return ZTest(effect=difference + margin, spread_null=spread, spread_effect=spread)


def _must_be_shares(control: float, treatment: float) -> None:
    for field, share in (("p_control", control), ("p_treatment", treatment)):
        if not 0 <= share <= 1:
            raise NotComputable(Reason.BAD_INPUT, "A proportion lies between 0 and 1.", field=field)
