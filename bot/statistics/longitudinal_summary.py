"""What goes into a readout over time and what comes out: plain values, nothing scientific to import."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto


class Rhythm(StrEnum):
    """How often a series has a point."""

    DAILY = auto()
    WEEKLY = auto()


class SeriesWarning(StrEnum):
    """What weakens a readout without forbidding it."""

    SHORT_HISTORY = auto()
    MISSING_POINTS = auto()
    REGRESSION_TO_THE_MEAN = auto()
    NO_CONTROL = auto()
    HIGH_AUTOCORRELATION = auto()
    TREND_BREAK_BEFORE = auto()
    DIVERGED_BEFORE = auto()


class SeriesErrors(StrEnum):
    """Which of the two ways to allow for autocorrelation gave the wider interval."""

    AR1 = auto()
    NEWEY_WEST = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSeries:
    """A control or a donor: a value for each date of the treated series."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A treated series; points from `start` on lie after the change."""

    dates: tuple[date, ...]
    values: tuple[float, ...]
    start: date
    rhythm: Rhythm = Rhythm.DAILY
    controls: tuple[NamedSeries, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """An effect in the series' own unit with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PathPoint:
    """One date: what was, what would have been without the change, and the 95 % band of a single point."""

    day: date
    actual: float
    expected: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LongitudinalReadout:
    """The effect of a change on a series, average per point and summed over the points after it.

    `relative` is the average as a share of what would have been, None when that is not positive. `autocorrelation` is
    the rho of the AR(1) errors, `durbin_watson` that of ordinary regression.
    """

    average: Effect
    cumulative: Effect
    relative: float | None
    p_value: float
    errors: SeriesErrors
    autocorrelation: float
    durbin_watson: float
    points_before: int
    points_after: int
    path: tuple[PathPoint, ...]
    warnings: tuple[SeriesWarning, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticPoint:
    """One date: what was, and what the weighted donors did."""

    day: date
    actual: float
    expected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticReadout:
    """A synthetic control: the mean gap after, the rank of its ratio among all placebos, the donors with a weight."""

    effect: float
    relative: float | None
    pre_rmspe: float
    rank: int
    units: int
    p_value: float
    weights: tuple[tuple[str, float], ...]
    path: tuple[SyntheticPoint, ...]
    warnings: tuple[SeriesWarning, ...]
