"""What a plan is asked for and what it answers."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.statistics.reasons import NotComputable, Reason

FEWEST_GROUPS: Final = 4
"""Of two times three groups chance has twenty assignments, so that no result could be rarer than one in ten."""
SIZES_VARY_BY: Final = 0.5
"""The coefficient of variation of clusters' sizes that a plan reckons with: shops, teams and regions are not alike.

Our choice between what Eldridge, Ashby and Kerry (2006, International Journal of Epidemiology 35: 1292-1300) call
negligible, below 0.23, and what they expect of general practices, about 0.65.
"""


class MetricType(StrEnum):
    """What the primary metric is; a ratio's spread is that of its linearised units."""

    PROPORTION = "proportion"
    MEAN = "mean"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """Randomised in groups: their mean size in units, and the correlation inside them."""

    size: float
    icc: float

    def __post_init__(self) -> None:
        if self.size < 1:
            raise NotComputable(Reason.BAD_INPUT, "A cluster has at least one member.", field="cluster_size")
        if not 0 <= self.icc <= 1:
            raise NotComputable(Reason.BAD_INPUT, "The correlation in clusters lies in [0, 1].", field="icc")

    @property
    def design_effect(self) -> float:
        """1 + ((1 + cv²) m - 1) icc: how many times the units that independent ones would take.

        With m units on average, whose number varies by SIZES_VARY_BY (Eldridge, Ashby and Kerry 2006); Kish's 1 + (m -
        1) icc (1965) is that of equal sizes.
        """
        return 1 + ((1 + SIZES_VARY_BY**2) * self.size - 1) * self.icc


@dataclass(frozen=True, slots=True, kw_only=True)
class Switchback:
    """Everybody switches by the period: periods are the units, with the spread of the metric between periods."""

    periods_per_day: float
    period_sd: float

    def __post_init__(self) -> None:
        if self.periods_per_day <= 0:
            raise NotComputable(Reason.BAD_INPUT, "A day needs periods.", field="periods_per_day")
        if self.period_sd <= 0:
            raise NotComputable(Reason.BAD_INPUT, "The spread of periods must be positive.", field="period_sd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """A randomised experiment before its start.

    `mde` is the smallest effect that matters, signed, in the metric's units, or a share of the baseline where
    `mde_is_relative`; `daily_traffic` counts the eligible units of all arms, `allocation` the share of them that is
    taken; `rho` is the correlation of the metric with its covariate before the experiment, where CUPED is planned.
    `pool` counts the units of an experiment that has all of them from its first day, None where they enter day by day:
    then its size is fixed, it takes `longest_weeks`, and `daily_traffic` is the pool spread over them.
    """

    metric: MetricType
    baseline: float
    mde: float
    daily_traffic: float
    longest_weeks: int
    mde_is_relative: bool = False
    sd: float | None = None
    arms: int = 2
    alpha: float = 0.05
    power: float = 0.8
    allocation: float = 1.0
    sequential: bool = False
    rho: float | None = None
    clusters: Clusters | None = None
    switchback: Switchback | None = None
    pool: int | None = None

    def __post_init__(self) -> None:
        for field, fits, words in self._rules():
            if not fits:
                raise NotComputable(Reason.BAD_INPUT, words, field=field)

    def _rules(self) -> tuple[tuple[str, bool, str], ...]:
        share = self.metric is MetricType.PROPORTION
        return (
            ("mde", self.mde != 0, "An effect of zero cannot be planned for."),
            ("baseline", not share or 0 < self.baseline < 1, "A proportion lies between 0 and 1."),
            ("baseline", not self.mde_is_relative or self.baseline != 0, "A share of zero is zero."),
            ("mde", not share or 0 <= self.baseline + self.effect <= 1, "The effect leads outside of [0, 1]."),
            ("sd", share or self.switchback is not None or (self.sd or 0) > 0, "A spread above zero is needed."),
            ("daily_traffic", self.daily_traffic > 0, "There must be traffic."),
            ("arms", self.arms >= 2, "A comparison needs at least two arms."),
            ("alpha", 0 < self.alpha < 1, "alpha lies between 0 and 1."),
            ("power", self.alpha < self.power < 1, "power lies between alpha and 1."),
            ("allocation", 0 < self.allocation <= 1, "The allocation is a share above 0."),
            ("longest_weeks", self.longest_weeks >= 1, "The longest run is at least a week."),
            ("rho", self.rho is None or -1 < self.rho < 1, "A correlation lies between -1 and 1."),
            ("pool", self.pool is None or self.pool >= 2 * self.arms, "A pool has two units for each arm at least."),
            ("switchback", not (self.switchback and self.clusters), "Periods are units: they have no clusters."),
        )

    @property
    def effect(self) -> float:
        """The effect to detect in the metric's units, signed."""
        return self.mde * self.baseline if self.mde_is_relative else self.mde

    @property
    def units_per_day(self) -> float:
        """Units of analysis that a day brings, all arms."""
        return self.switchback.periods_per_day if self.switchback else self.daily_traffic * self.allocation

    def brought_per_arm(self, weeks: int) -> int:
        """Whole units of an arm that so many weeks of traffic bring, or that a fixed pool has."""
        if self.pool is not None and self.switchback is None:
            return self.pool // self.arms
        # A hair below a whole number by rounding alone is that number.
        return math.floor(7 * weeks * self.units_per_day / self.arms * (1 + 1e-12))

    @property
    def design_effect(self) -> float:
        """What clusters cost."""
        return self.clusters.design_effect if self.clusters else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Detectable:
    """An effect that a plan can see, without its sign; relative is None where the baseline is zero."""

    absolute: float
    relative: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """Units and time until the effect that matters can be seen, and whether that fits in the longest run.

    `n_per_arm` and `n_total` are needed; `brought_per_arm` is what the whole weeks bring, None where nobody reckoned
    it.
    """

    n_per_arm: int
    n_total: int
    days: int
    weeks: int
    fits: bool
    brought_per_arm: int | None = None

    @property
    def planned_per_arm(self) -> int:
        """The units of an arm that the run will have: those of its whole weeks, the needed ones at least."""
        return max(self.n_per_arm, self.brought_per_arm or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a design needs, and what it can see.

    `detectable_by_week` holds the effect at the end of weeks 1 to 52, None where there are too few units or no rate
    would do, and is empty for a fixed pool, which has all units from its first day; `detectable_at_longest` is the
    effect that fits in the longest run. `design_effect` and `sequential_multiplier` are the factors on n that clusters
    and looking at any time cost. `minimal_traffic` is the smallest daily number of eligible units (of periods, in a
    switchback) that fits, None where the longest run is shorter than any run, and for a fixed pool.
    """

    length: Length
    with_cuped: Length | None
    detectable_at_longest: Detectable | None
    detectable_by_week: tuple[Detectable | None, ...]
    design_effect: float
    sequential_multiplier: float
    minimal_traffic: int | None


def detected(design: Design, absolute: float) -> Detectable:
    """The effect on both scales."""
    relative = abs(absolute / design.baseline) if design.baseline else None
    return Detectable(absolute=abs(absolute), relative=relative)


def whole(units: float) -> int:
    """Rounded up; what is a hair above a whole number by rounding alone is that number."""
    return math.ceil(units - 1e-9 * max(1.0, abs(units)))
