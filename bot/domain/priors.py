"""What is known in public of how long ML takes, when it pays and what experiments move: figures with their sources."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise


class BrokenPriors(ValueError):  # noqa: N818  named by what is wrong, as all our exceptions are
    """The priors cannot be used; the words name the entry and the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a figure comes from: its name, the year and how many answered, what it found, and since when we say so.

    `is_own` marks what we concluded from it ourselves.
    """

    name: str
    year: int
    stated_on: date
    sample: int | None = None
    found: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """The days to deploy a model that are usual from so many years of ML in production on, up to the next entry."""

    from_years: float
    low: int
    high: int
    source: Source

    def __post_init__(self) -> None:
        if not 1 <= self.low <= self.high:
            raise BrokenPriors(f"deployment: the days {self.low} to {self.high} are no range from one day on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """The years after which a return is usual, and the share that had one within a year."""

    low: float
    high: float
    within_a_year: float
    source: Source

    def __post_init__(self) -> None:
        if not 0 < self.low <= self.high:
            raise BrokenPriors(f"returns: the years {self.low:g} to {self.high:g} are no range above zero")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifts:
    """The width of relative lifts as stated, and what stands behind it; own experiments replace it."""

    width: float
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Priors:
    """Everything that is stated; the entries for deployments by rising years, the first from none on."""

    deployment: tuple[Deployment, ...]
    returns: Returns
    lifts: Lifts

    def __post_init__(self) -> None:
        years = [each.from_years for each in self.deployment]
        if not years or years[0] != 0 or any(late <= early for early, late in pairwise(years)):
            raise BrokenPriors("deployment: the entries begin with from_years 0 and rise")

    def deployment_at(self, years: float) -> Deployment:
        """What is usual with so many years of ML in production."""
        return next(each for each in reversed(self.deployment) if each.from_years <= max(years, 0.0))

    def until(self, deployment: Deployment) -> float | None:
        """The years from which the next entry counts; None for the last one."""
        place = self.deployment.index(deployment) + 1
        return self.deployment[place].from_years if place < len(self.deployment) else None
