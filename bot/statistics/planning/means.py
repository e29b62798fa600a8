"""Two means with one standard deviation: power, sample size and detectable difference by t or z."""

import math
from dataclasses import dataclass

from scipy.optimize import brentq

from bot.statistics.planning.criterion import Criterion
from bot.statistics.planning.z_test import ZTest
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.tails import noncentral_t_below, t_quantile


def of_means(delta: float, sd: float, ratio: float = 1.0) -> ZTest:
    """The z test of two means; `ratio` is treatment's units by control's."""
    if delta == 0:
        raise NotComputable(Reason.BAD_INPUT, "A difference of zero cannot be planned for.", field="delta")
    if sd <= 0:
        raise NotComputable(Reason.BAD_INPUT, "A standard deviation must be positive.", field="sd")
    spread = sd * math.sqrt(1 + 1 / ratio)
    return ZTest(effect=delta, spread_null=spread, spread_effect=spread)


@dataclass(frozen=True, slots=True, kw_only=True)
class TTest:
    """Student's two-sample t for an effect of `size` standard deviations; n counts the units of the control arm."""

    size: float
    ratio: float = 1.0

    @property
    def smallest(self) -> float:
        """The n from which there are two units in each arm."""
        return max(2.0, 2.0 / self.ratio)

    def power(self, n: float, criterion: Criterion) -> float:
        """The probability of rejecting at n, from the noncentral t distribution; TOO_FEW without two units per arm."""
        if n < self.smallest:
            raise NotComputable(Reason.TOO_FEW, "A t test needs two units in each arm.", field="n_control")
        df = n * (1 + self.ratio) - 2
        noncentrality = abs(self.size) * math.sqrt(n / (1 + 1 / self.ratio))
        critical = -t_quantile(criterion.tail, df)
        hit = noncentral_t_below(-critical, df, -noncentrality)
        if not criterion.counts_other_tail:
            return hit
        # The wrong side as a complement: scipy's own tail is NaN where it is too small to matter.
        return min(1.0, hit + 1 - noncentral_t_below(critical, df, -noncentrality))

    def needed(self, power: float, criterion: Criterion) -> float:
        """The n of the control arm, not rounded, at which the power is reached; two units per arm at least."""
        criterion.must_exceed_level(power)
        if self.power(self.smallest, criterion) >= power:
            return self.smallest
        enough = of_means(self.size, 1.0, self.ratio).needed(power, criterion) + self.smallest
        while self.power(enough, criterion) < power:
            enough *= 2
        return float(brentq(lambda n: self.power(n, criterion) - power, self.smallest, enough, xtol=1e-9, rtol=1e-13))


def detectable(sd: float, n: float, power: float, criterion: Criterion, *, exact: bool = True) -> float | None:
    """The smallest positive difference with this power at n units per arm: by t, or by z where not `exact`.

    None below two units per arm.
    """
    criterion.must_exceed_level(power)
    if n < 2:
        return None

    def gap(size: float) -> float:
        test = TTest(size=size) if exact else of_means(size, 1.0)
        return test.power(n, criterion) - power

    enough = of_means(1.0, 1.0).needed(power, criterion)
    far = 2 * math.sqrt(enough / n)
    while gap(far) < 0:
        far *= 2
    return sd * float(brentq(gap, far * 1e-9, far, xtol=1e-14, rtol=1e-13))
