"""What a guardrail's margin takes: the power of its non-inferiority test, and the units at which it has enough."""

from typing import Final

from bot.statistics.planning import proportions
from bot.statistics.planning.clusters import ClusterTest, whole_clusters
from bot.statistics.planning.criterion import Criterion
from bot.statistics.planning.designs import FEWEST_GROUPS, Clusters, whole
from bot.statistics.planning.z_test import ZTest

ALPHA: Final = 0.05
"""One-sided, as guardrails are tested at the readout."""


def test_of(level: float, sd: float | None, margin: float) -> ZTest:
    """The test of a guardrail that stays where it is: a rate without `sd`, else a mean with it between units.

    `level` and `sd` are in the metric's unit, `margin` is a share of the level. BAD_INPUT for a rate outside [0, 1],
    NOT_REACHABLE for a level of zero, NO_SPREAD where nothing varies. Unpooled z of both arms (Blackwelder 1982).
    """
    reach = margin * abs(level)
    if sd is None:
        return proportions.non_inferiority(level, level, reach)
    return proportions.non_inferiority_of_means(0.0, sd, reach)


def power(test: ZTest, n_per_arm: float, clusters: Clusters | None = None) -> float:
    """The probability that so many units per arm prove it not worse, where it did not move.

    In clusters by the t of the whole ones that they fill: nothing is proven by fewer than are read.
    """
    if clusters is None:
        return test.power(n_per_arm, _criterion())
    k = whole_clusters(n_per_arm, clusters)
    return 0.0 if k < FEWEST_GROUPS else ClusterTest(test=test, clusters=clusters).power(k, _criterion())


def needed(test: ZTest, wanted: float, clusters: Clusters | None = None) -> int:
    """Whole units per arm, or those of whole clusters, at which that power is reached."""
    if clusters is None:
        return max(2, whole(test.needed(wanted, _criterion())))
    k = whole(ClusterTest(test=test, clusters=clusters).needed(wanted, _criterion()))
    return whole(k * clusters.size)


def _criterion() -> Criterion:
    return Criterion(alpha=ALPHA, two_sided=False)
