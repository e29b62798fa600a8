"""Guardrails: proven not worse than a margin that was stated in advance."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from bot.statistics.comparison.intervals import Interval, Side
from bot.statistics.comparison.means import Difference, unpooled_z
from bot.statistics.comparison.proportions import unpooled
from bot.statistics.comparison.scores import Cubic, difference_score
from bot.statistics.summaries import Mean, Proportion
from bot.statistics.tails import normal_below


class Wanted(Enum):
    """Which way the metric should go."""

    UP = auto()
    DOWN = auto()

    @property
    def side(self) -> Side:
        """The side on which "not worse" is proven."""
        return Side.GREATER if self is Wanted.UP else Side.SMALLER


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """How much worse is still tolerated, in the metric's units and above zero, and which way is worse."""

    size: float
    wanted: Wanted

    @property
    def limit(self) -> float:
        """The worst difference that is still tolerated."""
        return -self.size if self.wanted is Wanted.UP else self.size


def of_control(control: float, share: float, wanted: Wanted) -> Margin:
    """A share of the control's mean as a margin, taken as fixed (Spotify)."""
    return Margin(size=share * abs(control), wanted=wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class NonInferiority:
    """Whether the treatment is proven not worse than the margin: the bound of the difference and the test against it.

    `statistic` is the distance from the limit in standard errors.
    """

    difference: float
    interval: Interval
    statistic: float
    p_value: float
    proven: bool


def non_inferior(difference: Difference, margin: Margin, alpha: float) -> NonInferiority:
    """The one-sided test of `difference` against the margin's limit at alpha; bound and p-value agree."""
    side = margin.wanted.side
    shifted = replace(difference, estimate=difference.estimate - margin.limit)
    p_value = shifted.p_value(side)
    return NonInferiority(
        difference=difference.estimate,
        interval=difference.interval(alpha, side),
        statistic=shifted.statistic,
        p_value=p_value,
        proven=p_value < alpha,
    )


def of_means(control: Mean, treatment: Mean, margin: Margin, alpha: float) -> NonInferiority:
    """By z, with each arm's own variance (Spotify)."""
    return non_inferior(unpooled_z(control, treatment), margin, alpha)


def of_proportions(control: Proportion, treatment: Proportion, margin: Margin, alpha: float) -> NonInferiority:
    """By z, with each arm's own variance (Wald)."""
    return non_inferior(unpooled(control, treatment), margin, alpha)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTest:
    """A one-sided score test of non-inferiority."""

    z: float
    p_value: float
    proven: bool


def by_score(control: Proportion, treatment: Proportion, margin: Margin, alpha: float) -> ScoreTest:
    """Farrington and Manning's test: the variance at the rates that are most likely at the margin itself.

    The rates are statsmodels', see `Cubic`.
    """
    z = difference_score(control, treatment, margin.limit, corrected=False, cubic=Cubic.STATSMODELS)
    p_value = normal_below(-z if margin.wanted is Wanted.UP else z)
    return ScoreTest(z=z, p_value=p_value, proven=p_value < alpha)
