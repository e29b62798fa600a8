"""What a verdict is asked and what it says: plain values, nothing scientific to import."""

from dataclasses import dataclass
from enum import StrEnum

from bot.statistics.planning.designs import Design, Detectable, Length


class Method(StrEnum):
    """The designs of the ladder, the strongest evidence first."""

    AB = "ab"
    CLUSTER = "cluster"
    SWITCHBACK = "switchback"
    STAGED_ROLLOUT = "staged_rollout"
    DIFFERENCE_IN_DIFFERENCES = "difference_in_differences"
    INTERRUPTED_TIME_SERIES = "interrupted_time_series"
    SYNTHETIC_CONTROL = "synthetic_control"


class WayOut(StrEnum):
    """What would make an experiment possible that is not."""

    LARGER_EFFECT = "larger_effect"
    LONGER = "longer"
    MORE_TRAFFIC = "more_traffic"
    MORE_UNITS = "more_units"
    LESS_NOISE = "less_noise"
    CLOSER_METRIC = "closer_metric"
    MORE_DONORS = "more_donors"
    OTHER_DESIGN = "other_design"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The metric's own past as a series of days: its spread around trend and weekday as a share of its level.

    `assumed` says that spread and autocorrelation are not measured but assumed.
    """

    spread: float
    autocorrelation: float
    days: int
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """A guardrail before the start: `level` is where it stands, `sd` a mean's spread between units, None for a rate.

    `margin` is a share of the level; `level` and `margin` are None where nobody said.
    """

    name: str
    margin: float | None
    level: float | None = None
    sd: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An experiment before its start: the design that was chosen, its numbers, and the past that other designs use.

    `design.longest_weeks` are the weeks in which units enter; `horizon_days` is how long after a unit its outcome is
    known, and `willing_weeks` the longest run that holds both. `has_before` says whether a unit can have had a value of
    the metric before the experiment, which CUPED takes. `donors` are the units that a synthetic control may be mixed
    from, None where nobody has said how many; `carries_over` says that what one period of a switchback does is certain
    to show in the next.
    """

    method: Method
    design: Design
    history: History
    horizon_days: int = 0
    willing_weeks: int | None = None
    has_before: bool = True
    guardrails: tuple[Guarded, ...] = ()
    donors: int | None = None
    carries_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way out, with the figure that it takes.

    The figure's meaning follows the kind: an effect as a share of the baseline (LARGER_EFFECT, OTHER_DESIGN), whole
    weeks (LONGER), units a day (MORE_TRAFFIC), units in all (MORE_UNITS), the correlation with the period before
    (LESS_NOISE), how many times larger the effect on the metric must be (CLOSER_METRIC), units to mix from
    (MORE_DONORS). `weeks` is how long it then runs, None where it is as long as the longest run.
    """

    kind: WayOut
    figure: float
    weeks: int | None = None
    method: Method | None = None


class Promise(StrEnum):
    """What a plan can say of a guardrail's margin."""

    PROVABLE = "provable"
    TOO_FEW = "too_few"
    NO_LEVEL = "no_level"
    NO_MARGIN = "no_margin"
    NOT_COMPUTABLE = "not_computable"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardrailPower:
    """A guardrail at the planned units: the power with which its margin is proven if the metric does not move.

    `wanted` is the power that it needs for all guardrails to keep the planned one together; `n_per_arm` is what that
    takes, `weeks` how long traffic brings it, None for a fixed pool; all are None where too little is known.
    """

    name: str
    said: Promise
    margin: float | None = None
    power: float | None = None
    n_per_arm: int | None = None
    weeks: int | None = None
    wanted: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A design of the ladder and the effect that it detects within the longest run, as a share of the level.

    `detects` is None where the design cannot work here at all; `barred` says that its assumption is known not to hold.
    """

    method: Method
    detects: float | None
    fits: bool
    barred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """The answer of a verdict in the figures that one line takes, small enough to be kept.

    `weeks`, `days` and `n_total` are those that the experiment needs, None for designs without randomisation; the
    others are as in the verdict.
    """

    method: Method
    fits: bool
    willing: int
    effect: float
    detects: float | None = None
    weeks: int | None = None
    days: int | None = None
    n_total: int | None = None
    horizon_days: int = 0
    pool: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Yes with the weeks, or no with what else could be done.

    `length` is None for designs without randomisation, which run as long as is allowed and detect `detects` then, as a
    share of the level. `by_week` holds the share that is detectable at the end of weeks 1, 2 and so on. `longest_weeks`
    are weeks in which units enter; with the `horizon_days` after the last of them they fit in `willing_weeks`. `pool`
    counts the units where all are there from the first day. `donors` are those that a synthetic control is reckoned
    with, None for other designs.
    """

    method: Method
    fits: bool
    longest_weeks: int
    effect: float
    detects: float | None
    length: Length | None
    detectable: Detectable | None
    by_week: tuple[float | None, ...]
    ways: tuple[Way, ...]
    ladder: tuple[Step, ...]
    history: History
    horizon_days: int = 0
    willing_weeks: int | None = None
    pool: int | None = None
    guardrails: tuple[GuardrailPower, ...] = ()
    donors: int | None = None

    @property
    def willing(self) -> int:
        """The longest run in weeks, the wait for the last outcome included."""
        return self.willing_weeks or self.longest_weeks

    @property
    def weeks(self) -> int:
        """How long units will enter; how long it will run where all are there from the first day."""
        return self.length.weeks if self.length is not None and self.fits else self.longest_weeks

    @property
    def gist(self) -> Gist:
        """The answer alone."""
        length = self.length
        return Gist(
            method=self.method,
            fits=self.fits,
            willing=self.willing,
            effect=self.effect,
            detects=self.detects,
            weeks=length.weeks if length else None,
            days=length.days if length else None,
            n_total=length.n_total if length else None,
            horizon_days=self.horizon_days,
            pool=self.pool,
        )
