"""A few groups of unequal sizes as one sample: their ratio of sums, with a spread by leaving out one at a time."""

import math
import statistics
from collections.abc import Sequence

from bot.statistics.summaries import Paired, Ratio


def jackknifed(totals: Sequence[float], sizes: Sequence[float]) -> Ratio:
    """The ratio of two sums over k groups, two at least, each a total of so many units (above 0), in the total's unit.

    Its squared error is (k - 1) / k times the sum of (e / (1 - h))² by the square of all units, where e is what a
    group's total lies off the ratio, and h its share of the units: leaving a group out moves the ratio by
    e / (1 - h) by all units (Quenouille 1956, Tukey 1958; for ratios Cochran 1977, section 6.17). The delta method,
    the same for groups of one size, takes a large group's pull on the ratio for agreement with it, and so is too small
    where groups are few and unequal.
    """
    k, everyone = len(totals), math.fsum(sizes)
    ratio = math.fsum(totals) / everyone
    moved = (
        (total - ratio * size) / (1 - size / everyone) / everyone for total, size in zip(totals, sizes, strict=True)
    )
    squared_error = (k - 1) / k * math.fsum(each**2 for each in moved)
    return Ratio(
        units=Paired(
            n=k,
            mean_y=statistics.fmean(totals),
            var_y=statistics.variance(totals),
            mean_x=statistics.fmean(sizes),
            var_x=statistics.variance(sizes),
            cov=statistics.covariance(totals, sizes),
        ),
        spread=math.sqrt(k * squared_error),
    )
