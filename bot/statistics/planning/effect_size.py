"""Cohen's h: two proportions on the scale where their variance does not depend on them."""

from bot.statistics.planning.criterion import Criterion
from bot.statistics.planning.means import of_means


def power_of_h(h: float, n_per_arm: float, criterion: Criterion) -> float:
    """The power of the z test of an effect size h (Cohen 1988; R's pwr.2p.test)."""
    return of_means(h, 1.0).power(n_per_arm, criterion)
