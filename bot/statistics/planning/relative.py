"""Planning on the relative scale: the z test of a lift with its delta-method variance (GrowthBook's planner)."""

import math
from dataclasses import dataclass

from bot.statistics.comparison.sequential import tuned
from bot.statistics.planning.criterion import Criterion
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.tails import normal_below, normal_quantile


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativePlan:
    """A metric by its mean and the variance of one unit, the same in both arms, at `n_per_arm` units."""

    mean: float
    variance: float
    n_per_arm: float

    def __post_init__(self) -> None:
        if self.mean == 0:
            raise NotComputable(Reason.NOT_ESTIMABLE, "The mean is zero: there is no lift.", field="mean")
        if self.variance <= 0:
            raise NotComputable(Reason.BAD_INPUT, "A variance must be positive.", field="variance")

    def se(self, lift: float) -> float:
        """The standard error of an estimated lift of this size."""
        return math.sqrt(self.variance / self.n_per_arm * (1 + (1 + lift) ** 2)) / abs(self.mean)

    def power(self, lift: float, criterion: Criterion, sequential_tuning: float | None = None) -> float:
        """The probability of rejecting; with a tuning, under a confidence sequence tightest at that many units.

        As GrowthBook has it, the sequence inflates the standard error by its width against the fixed interval's,
        which asks for more units than the larger critical value alone.
        """
        distance = abs(lift) / (self.se(lift) * self._inflation(criterion, sequential_tuning))
        hit = normal_below(distance - criterion.critical)
        return hit + normal_below(-distance - criterion.critical) if criterion.counts_other_tail else hit

    def detectable(self, power: float, criterion: Criterion, sequential_tuning: float | None = None) -> float | None:
        """The smallest positive lift with this power, in closed form and so without the other tail (GrowthBook).

        None where no lift has it, because the error grows with the lift.
        """
        criterion.must_exceed_level(power)
        z = (criterion.critical + normal_quantile(power)) * self._inflation(criterion, sequential_tuning)
        q = z**2 * self.variance / (self.mean**2 * self.n_per_arm)
        return None if q >= 1 else (q + math.sqrt(q * (2 - q))) / (1 - q)

    def _inflation(self, criterion: Criterion, sequential_tuning: float | None) -> float:
        if sequential_tuning is None:
            return 1.0
        alpha = 2 * criterion.tail
        return tuned(sequential_tuning, alpha).critical(2 * self.n_per_arm, alpha) / criterion.critical
