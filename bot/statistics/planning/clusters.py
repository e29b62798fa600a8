"""Clusters as the units that chance assigns: power, how many an arm takes, and what so many of them detect."""

import math
from dataclasses import dataclass

from scipy.optimize import brentq

from bot.statistics.planning.criterion import Criterion
from bot.statistics.planning.designs import FEWEST_GROUPS, Clusters
from bot.statistics.planning.means import of_means
from bot.statistics.planning.proportions import of_rates
from bot.statistics.planning.z_test import ZTest
from bot.statistics.tails import as_t, noncentral_t_below


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterTest:
    """Student's two-sample t on the means of clusters, for the effect and the spreads that `test` has of members.

    A cluster's mean varies by var DE / m: it is worth as many independent members as m / DE, with m members and the
    design effect DE. n counts the clusters of an arm; 2 (n - 1) degrees of freedom (Hayes and Moulton 2017). With one
    spread this is `TTest` for an effect of delta / sqrt(var DE / m) standard deviations.
    """

    test: ZTest
    clusters: Clusters

    def power(self, n: float, criterion: Criterion) -> float:
        """The probability of rejecting in the effect's direction with n clusters in each arm, from the noncentral t."""
        df, members = 2 * (n - 1), n * self._worth
        critical = as_t(criterion.critical, df) * self.test.spread_null / self.test.spread_effect
        return noncentral_t_below(-critical, df, -abs(self.test.effect) * math.sqrt(members) / self.test.spread_effect)

    def needed(self, power: float, criterion: Criterion) -> float:
        """Clusters of an arm, not rounded, at which the power is reached; FEWEST_GROUPS at least."""
        criterion.must_exceed_level(power)
        if self.power(FEWEST_GROUPS, criterion) >= power:
            return FEWEST_GROUPS
        enough = self.test.needed(power, criterion) / self._worth + FEWEST_GROUPS
        while self.power(enough, criterion) < power:
            enough *= 2
        return float(brentq(lambda n: self.power(n, criterion) - power, FEWEST_GROUPS, enough, xtol=1e-9, rtol=1e-13))

    @property
    def _worth(self) -> float:
        """Independent members that one cluster is worth."""
        return self.clusters.size / self.clusters.design_effect


def whole_clusters(members: float, clusters: Clusters) -> int:
    """Whole clusters that so many members fill; a hair below one by rounding alone is one."""
    return math.floor(members / clusters.size * (1 + 1e-12))


def detectable_mean(sd: float, clusters: Clusters, n: int, power: float, criterion: Criterion) -> float | None:
    """The smallest positive difference that n clusters an arm see with this power, `sd` between members.

    In the unit of `sd`; None below FEWEST_GROUPS.
    """
    criterion.must_exceed_level(power)
    if n < FEWEST_GROUPS:
        return None

    def gap(size: float) -> float:
        return ClusterTest(test=of_means(size, 1.0), clusters=clusters).power(n, criterion) - power

    far = 1.0
    while gap(far) < 0:
        far *= 2
    return sd * float(brentq(gap, far * 1e-9, far, xtol=1e-14, rtol=1e-13))


def detectable_rate(  # the rate, and what it is looked at with
    control: float, clusters: Clusters, n: int, power: float, criterion: Criterion, *, upwards: bool
) -> float | None:
    """The smallest difference of rates that n clusters an arm see with this power, with its sign.

    None below FEWEST_GROUPS, and where no rate would do.
    """
    criterion.must_exceed_level(power)
    if n < FEWEST_GROUPS:
        return None

    def gap(difference: float) -> float:
        test = of_rates(control, control + difference)
        return ClusterTest(test=test, clusters=clusters).power(n, criterion) - power

    far = (1.0 if upwards else 0.0) - control
    return float(brentq(gap, far * 1e-9, far, xtol=1e-12)) if gap(far) >= 0 else None
