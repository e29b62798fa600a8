"""What goes into a readout over time and what comes out: plain values, nothing scientific to import."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Final

from bot.statistics.arms.summary import Said

FEWEST_DONORS: Final = 5
"""A synthetic control of fewer units would be a comparison with one or two of them."""
FEWEST_RANKED: Final = 19
"""So many donors let a rank be one of twenty, which is the smallest p-value that a 95 % interval can rest on."""

MOST_CONTROLS: Final = 50
"""As many controls, comparison groups or donors fit beside a series."""


class SeriesMethod(StrEnum):
    """How a change over time is read."""

    INTERRUPTED_TIME_SERIES = auto()
    DIFFERENCE_IN_DIFFERENCES = auto()
    SYNTHETIC_CONTROL = auto()


class Rhythm(StrEnum):
    """How often a series has a point."""

    DAILY = auto()
    WEEKLY = auto()


class SeriesWarning(StrEnum):
    """What weakens a readout without forbidding it."""

    SHORT_HISTORY = auto()
    FEW_AFTER = auto()
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
class DonorWeight:
    """A donor with its share in the mixture."""

    name: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticReadout:
    """A synthetic control: the mean gap after, the rank of its ratio among all placebos, the donors with a weight.

    `low` and `high` bound the effects of the same size at every point that the placebos do not reject at 5 %; None
    where they reject none or all, as with fewer than 19 donors. `direction_p` is the one-sided p of the mean gap with
    its sign: a gap that swings may rank first without having gone anywhere. `relative` is the effect as a share of what
    would have been, None when that is not positive; `pre_rmspe` is in the series' own unit, `pre_mean` the level that
    it misses.
    """

    effect: float
    relative: float | None
    pre_rmspe: float
    rank: int
    units: int
    p_value: float
    weights: tuple[DonorWeight, ...]
    path: tuple[SyntheticPoint, ...]
    warnings: tuple[SeriesWarning, ...]
    low: float | None = None
    high: float | None = None
    direction_p: float = 1.0
    pre_mean: float = 0.0
    points_before: int = 0
    points_after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardedSeries:
    """A guardrail over time: its series, which way is better, and what it may lose as a share of its level."""

    name: str
    series: Series
    wanted_up: bool
    margin: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardrailOverTime:
    """What became of a guardrail: not worse than its margin, worse by more than it, not proven, or not readable.

    `effect` is in its own unit, its interval None where the placebos give none; `expected` is the level that it would
    have had, of which the margin is a share; `p_value` is one-sided, of the test of "worse than the margin".
    """

    name: str
    said: Said
    wanted_up: bool
    margin: float
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    expected: float | None = None
    p_value: float | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesQuestion:
    """What a design over time is asked: how it is read, its series, and its guardrails, which are read alike."""

    method: SeriesMethod
    series: Series
    guardrails: tuple[GuardedSeries, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesReadout:
    """What a design over time says: the primary metric by its method, and each guardrail by the same."""

    primary: LongitudinalReadout | SyntheticReadout
    guardrails: tuple[GuardrailOverTime, ...] = ()
