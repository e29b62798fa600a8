"""What is known about a quantity, as a distribution: its mean, its spread, and how it is made from either."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.statistics.reasons import NotComputable, Reason


def _refuse(words: str, field: str) -> NotComputable:
    return NotComputable(Reason.BAD_INPUT, words, field=field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A value without uncertainty."""

    mean: float
    sd: float = 0.0

    def __post_init__(self) -> None:
        if self.sd != 0:
            raise _refuse("A constant has no spread.", "sd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """A symmetric error around a value."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        if self.sd < 0:
            raise _refuse("A standard deviation cannot be negative.", "sd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lognormal:
    """A positive factor whose logarithm is normal with mean `mu` and standard deviation `sigma`."""

    mu: float
    sigma: float

    def __post_init__(self) -> None:
        if self.sigma < 0:
            raise _refuse("A standard deviation cannot be negative.", "sigma")

    @classmethod
    def of_moments(cls, mean: float, sd: float) -> "Lognormal":
        """The one with this mean and standard deviation of the factor itself."""
        if mean <= 0 or sd < 0:
            raise _refuse("A lognormal factor has a positive mean and no negative spread.", "mean")
        variance = math.log1p((sd / mean) ** 2)
        return cls(mu=math.log(mean) - variance / 2, sigma=math.sqrt(variance))

    @classmethod
    def of_median(cls, median: float, sigma: float) -> "Lognormal":
        """The one with this median and this standard deviation of the logarithm."""
        if median <= 0:
            raise _refuse("A lognormal factor has a positive median.", "median")
        return cls(mu=math.log(median), sigma=sigma)

    @property
    def mean(self) -> float:
        """The mean of the quantity."""
        return math.exp(self.mu + self.sigma**2 / 2)

    @property
    def sd(self) -> float:
        """Its standard deviation."""
        return self.mean * math.sqrt(math.expm1(self.sigma**2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Uniform:
    """Anywhere between two ends, no place likelier than another."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if self.high < self.low:
            raise _refuse("The low end lies above the high end.", "low")

    @classmethod
    def of_moments(cls, mean: float, sd: float) -> "Uniform":
        """The one with this mean and standard deviation."""
        if sd < 0:
            raise _refuse("A standard deviation cannot be negative.", "sd")
        half = math.sqrt(3) * sd
        return cls(low=mean - half, high=mean + half)

    @property
    def mean(self) -> float:
        """The mean of the quantity."""
        return (self.low + self.high) / 2

    @property
    def sd(self) -> float:
        """Its standard deviation."""
        return (self.high - self.low) / math.sqrt(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangular:
    """Low, likely and high, as people state them: nothing outside, straight lines up to the likely value and down."""

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.likely <= self.high:
            raise _refuse("Low, likely and high must come in this order.", "likely")

    @classmethod
    def of_moments(cls, mean: float, sd: float) -> "Triangular":
        """The symmetric one with this mean and standard deviation."""
        if sd < 0:
            raise _refuse("A standard deviation cannot be negative.", "sd")
        half = math.sqrt(6) * sd
        return cls(low=mean - half, likely=mean, high=mean + half)

    @property
    def mean(self) -> float:
        """The mean of the quantity."""
        return (self.low + self.likely + self.high) / 3

    @property
    def sd(self) -> float:
        """Its standard deviation."""
        left, right, whole = self.likely - self.low, self.high - self.likely, self.high - self.low
        return math.sqrt((left**2 + right**2 + left * right) / 18) if whole else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Beta:
    """A share between 0 and 1, as `a` successes and `b` failures would leave it."""

    a: float
    b: float

    def __post_init__(self) -> None:
        if self.a <= 0 or self.b <= 0:
            raise _refuse("Both parameters of a beta distribution are positive.", "a")

    @classmethod
    def of_moments(cls, mean: float, sd: float) -> "Beta":
        """The one with this mean and standard deviation."""
        if not 0 < mean < 1 or not 0 < sd**2 < mean * (1 - mean):
            raise _refuse("A share lies between 0 and 1 and spreads by less than sqrt(mean (1 - mean)).", "mean")
        size = mean * (1 - mean) / sd**2 - 1
        return cls(a=mean * size, b=(1 - mean) * size)

    @property
    def mean(self) -> float:
        """The mean of the quantity."""
        return self.a / (self.a + self.b)

    @property
    def sd(self) -> float:
        """Its standard deviation."""
        whole = self.a + self.b
        return math.sqrt(self.a * self.b / (whole + 1)) / whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """The outcome of a simulation, kept as its values at evenly spaced normal scores (see `draws.scores_of_nodes`)."""

    mean: float
    sd: float
    nodes: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """Independent factors multiplied, such as a change and what one unit of it is worth."""

    factors: tuple["Distribution", ...]

    @property
    def mean(self) -> float:
        """The mean of the product."""
        return mean_of_product(self.factors)

    @property
    def sd(self) -> float:
        """Its standard deviation."""
        return sd_of_product(self.factors)


Distribution: TypeAlias = Constant | Normal | Lognormal | Uniform | Triangular | Beta | Simulated | Product


def mean_of_product(factors: Sequence[Distribution]) -> float:
    """Of independent factors: the product of their means."""
    return math.prod(factor.mean for factor in factors)


def sd_of_product(factors: Sequence[Distribution]) -> float:
    """Of independent factors, exactly (Goodman, 1960): sqrt(prod(m^2 + s^2) - prod(m^2)), without cancellation."""
    variance, square = 0.0, 1.0
    for factor in factors:
        variance = variance * (factor.mean**2 + factor.sd**2) + square * factor.sd**2
        square *= factor.mean**2
    return math.sqrt(variance)


def delta_sd_of_product(factors: Sequence[Distribution]) -> float:
    """Of independent factors, to first order: every factor's spread times the means of the others."""
    parts = (
        factor.sd * math.prod(other.mean for place, other in enumerate(factors) if place != number)
        for number, factor in enumerate(factors)
    )
    return math.hypot(*parts)


def sd_of_sum(terms: Sequence[Distribution]) -> float:
    """Of independent terms, exactly."""
    return math.hypot(*(term.sd for term in terms))
