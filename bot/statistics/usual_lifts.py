"""What lifts usually are, from own experiments or as stated: plain arithmetic, nothing scientific to import."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

from bot.statistics.distributions import Normal
from bot.statistics.reasons import NotComputable, Reason

FEWEST_EXPERIMENTS: Final = 5
DEFAULT_PRIOR_SD: Final = 0.04
"""Relative; the middle of 0.03 to 0.05, for an organisation whose own past says nothing yet."""


class PriorSource(StrEnum):
    """Where the prior's width comes from; said wherever a shrunken effect is shown."""

    OWN_EXPERIMENTS = auto()
    DEFAULT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What relative effects usually are: normal around zero; `experiments` counts those that were looked at."""

    sd: float
    source: PriorSource
    experiments: int = 0

    @property
    def distribution(self) -> Normal:
        """It as a distribution."""
        return Normal(mean=0.0, sd=self.sd)


STATED: Final = Prior(sd=DEFAULT_PRIOR_SD, source=PriorSource.DEFAULT)
"""The prior of an organisation without experiments."""


def own_prior(estimates: Sequence[float], variances: Sequence[float], *, default_sd: float = DEFAULT_PRIOR_SD) -> Prior:
    """The prior of relative effects from the organisation's own finished experiments, by Paule and Mandel around zero.

    Around zero, because the prior's mean is zero: around their own mean, experiments that all helped equally would
    claim that no experiment ever does anything. Fewer than five, or no spread beyond their errors: the default.
    """
    if any(variance <= 0 for variance in variances):
        raise NotComputable(Reason.BAD_INPUT, "A variance must be positive.", field="variances")
    if len(estimates) >= FEWEST_EXPERIMENTS:
        variance = paule_mandel(estimates, variances, centre=0.0)
        if variance > 0:
            return Prior(sd=math.sqrt(variance), source=PriorSource.OWN_EXPERIMENTS, experiments=len(estimates))
    return Prior(sd=default_sd, source=PriorSource.DEFAULT, experiments=len(estimates))


def paule_mandel(estimates: Sequence[float], variances: Sequence[float], *, centre: float | None = None) -> float:
    """The tau2 at which the weighted sum of squares equals its degrees of freedom (Paule and Mandel, 1982).

    Around the weighted mean there are k - 1 of them; around a `centre` that is given, k.
    """
    df = len(estimates) - (centre is None)

    def excess(tau2: float) -> float:
        return cochran(estimates, [variance + tau2 for variance in variances], centre=centre) - df

    if excess(0.0) <= 0:
        return 0.0
    low, high = 0.0, max(variances)
    while excess(high) > 0:
        low, high = high, 2 * high
    middle = (low + high) / 2
    while low < middle < high:
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
        middle = (low + high) / 2
    return middle


def cochran(estimates: Sequence[float], variances: Sequence[float], *, centre: float | None = None) -> float:
    """Cochran's Q: the squared distances to the weighted mean, or to a `centre`, weighted by the inverse variances."""
    # Products, and not powers and exact sums, which raise where a number is too large: infinity is refused further on.
    weights = [1 / variance for variance in variances]
    if centre is None:
        weighted = sum(weight * estimate for weight, estimate in zip(weights, estimates, strict=True))
        centre = weighted / sum(weights)
    distances = [estimate - centre for estimate in estimates]
    return sum(weight * distance * distance for weight, distance in zip(weights, distances, strict=True))
