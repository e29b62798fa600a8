"""What an arm of an experiment is summed up in: counts, means, ratios and covariates, checked when they are made."""

import math
from dataclasses import dataclass

from bot.statistics.reasons import NotComputable, Reason

_SLACK = 1e-9
"""Aggregates come rounded: a covariance may overstep Cauchy and Schwarz by this share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """Units of an arm with their sample mean and sample standard deviation (n - 1)."""

    n: int
    mean: float
    sd: float

    def __post_init__(self) -> None:
        _at_least_two(self.n)
        if self.sd < 0:
            raise NotComputable(Reason.BAD_INPUT, "A standard deviation cannot be negative.", field="sd")

    def __add__(self, other: "Mean") -> "Mean":
        """The two samples as one."""
        n = self.n + other.n
        squares = _squares(self.n, self.sd**2, other.n, other.sd**2, (other.mean - self.mean) ** 2)
        mean = (self.n * self.mean + other.n * other.mean) / n
        return Mean(n=n, mean=mean, sd=math.sqrt(squares / (n - 1)))

    @property
    def variance(self) -> float:
        """Of one unit."""
        return self.sd**2

    @property
    def squared_error(self) -> float:
        """The variance of the mean."""
        return self.sd**2 / self.n

    def as_mean(self) -> "Mean":
        """Itself; every summary can be read as a mean of units."""
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """x of n units did it."""

    x: int
    n: int

    def __post_init__(self) -> None:
        if self.n < 1:
            raise NotComputable(Reason.TOO_FEW, "An arm needs at least one unit.", field="n")
        if not 0 <= self.x <= self.n:
            raise NotComputable(Reason.BAD_INPUT, "x must lie between 0 and n.", field="x")

    def __add__(self, other: "Proportion") -> "Proportion":
        """The two samples as one."""
        return Proportion(x=self.x + other.x, n=self.n + other.n)

    @property
    def rate(self) -> float:
        """The share that did it, x / n."""
        return self.x / self.n

    @property
    def variance(self) -> float:
        """Of one unit, p (1 - p): divisor n, as every peer has it."""
        return self.rate * (1 - self.rate)

    @property
    def squared_error(self) -> float:
        """The variance of the rate."""
        return self.variance / self.n

    def as_mean(self) -> Mean:
        """The rate as a mean of zeros and ones, with the variance p (1 - p)."""
        return Mean(n=self.n, mean=self.rate, sd=math.sqrt(self.variance))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """Two measures per unit with their sample variances and covariance; what ratios and covariates are made of."""

    n: int
    mean_y: float
    var_y: float
    mean_x: float
    var_x: float
    cov: float

    def __post_init__(self) -> None:
        _at_least_two(self.n)
        for field, variance in (("var_y", self.var_y), ("var_x", self.var_x)):
            if variance < 0:
                raise NotComputable(Reason.BAD_INPUT, "A variance cannot be negative.", field=field)
        if abs(self.cov) > math.sqrt(self.var_y * self.var_x) * (1 + _SLACK):
            words = "The covariance is larger than the two variances allow."
            raise NotComputable(Reason.BAD_INPUT, words, field="cov")

    def joined(self, other: "Paired") -> "Paired":
        """The two samples as one, the part between them included."""
        n, gap_y, gap_x = self.n + other.n, other.mean_y - self.mean_y, other.mean_x - self.mean_x
        divisor = n - 1
        return Paired(
            n=n,
            mean_y=(self.n * self.mean_y + other.n * other.mean_y) / n,
            var_y=_squares(self.n, self.var_y, other.n, other.var_y, gap_y**2) / divisor,
            mean_x=(self.n * self.mean_x + other.n * other.mean_x) / n,
            var_x=_squares(self.n, self.var_x, other.n, other.var_x, gap_x**2) / divisor,
            cov=_squares(self.n, self.cov, other.n, other.cov, gap_y * gap_x) / divisor,
        )

    def residual_variance(self, slope: float) -> float:
        """The variance of y - slope x; rounding never makes it negative."""
        return max(0.0, self.var_y + slope**2 * self.var_x - 2 * slope * self.cov)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A ratio of sums over units: numerator y, denominator x, their variances and the covariance that it needs.

    `spread` is the standard deviation per unit (that of the ratio times root n) where the units themselves were there
    to tell it, as by `jackknifed`; None for the delta method's.
    """

    units: Paired
    spread: float | None = None

    def __post_init__(self) -> None:
        if self.spread is not None and self.spread < 0:
            raise NotComputable(Reason.BAD_INPUT, "A spread cannot be negative.", field="spread")
        if self.units.mean_x == 0:
            words = "The denominator's mean is zero."
            raise NotComputable(Reason.NOT_ESTIMABLE, words, field="mean_den")

    def __add__(self, other: "Ratio") -> "Ratio":
        """The two samples as one, by the delta method: no unit is there any more to be left out."""
        return Ratio(units=self.units.joined(other.units))

    @property
    def ratio(self) -> float:
        """Mean of the numerator by mean of the denominator."""
        return self.units.mean_y / self.units.mean_x

    @property
    def n(self) -> int:
        """Units of randomisation."""
        return self.units.n

    def as_mean(self) -> Mean:
        """The ratio with its own spread, or its delta-method one per unit (Deng et al. 2018): (y - R x) / mean of x."""
        if self.spread is not None:
            return Mean(n=self.n, mean=self.ratio, sd=self.spread)
        variance = self.units.residual_variance(self.ratio) / self.units.mean_x**2
        return Mean(n=self.n, mean=self.ratio, sd=math.sqrt(variance))


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustable:
    """A metric y with a covariate x from before the experiment: what CUPED needs."""

    units: Paired

    def __add__(self, other: "Adjustable") -> "Adjustable":
        """The two samples as one."""
        return Adjustable(units=self.units.joined(other.units))

    @property
    def n(self) -> int:
        """Units of randomisation."""
        return self.units.n

    def as_mean(self) -> Mean:
        """The metric without its covariate."""
        return Mean(n=self.n, mean=self.units.mean_y, sd=math.sqrt(self.units.var_y))

    def adjusted(self, theta: float, grand_mean_x: float) -> Mean:
        """The metric less theta (x - grand mean of x)."""
        mean = self.units.mean_y - theta * (self.units.mean_x - grand_mean_x)
        return Mean(n=self.n, mean=mean, sd=math.sqrt(self.units.residual_variance(theta)))


Summary = Mean | Proportion | Ratio | Adjustable


def _at_least_two(n: int) -> None:
    if n < 2:
        raise NotComputable(Reason.TOO_FEW, "An arm needs at least two units.", field="n")


def _squares(n: int, within: float, other_n: int, other_within: float, gap: float) -> float:
    """The sum of squares (or products) of two samples about their common mean (Chan, Golub and LeVeque 1983)."""
    return (n - 1) * within + (other_n - 1) * other_within + gap * n * other_n / (n + other_n)
