"""Power and sample size of a z test whose spread may differ between no effect and the effect."""

import math
from dataclasses import dataclass
from typing import Final

from scipy.optimize import brentq

from bot.statistics.planning.criterion import Criterion
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.tails import normal_below, normal_quantile

_LEAST_UNITS: Final = 1e-300
"""Below this the arithmetic itself underflows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZTest:
    """An effect with the standard deviation of its estimate times root n, without the effect and with it.

    n counts the units of the control arm; the allocation is inside the two spreads.
    """

    effect: float
    spread_null: float
    spread_effect: float

    def __post_init__(self) -> None:
        if self.effect == 0:
            raise NotComputable(Reason.BAD_INPUT, "An effect of zero cannot be planned for.", field="effect")

    def power(self, n: float, criterion: Criterion) -> float:
        """The probability of rejecting at n units in the control arm."""
        reach, limit = abs(self.effect) * math.sqrt(n), criterion.critical * self.spread_null
        if self.spread_effect == 0:
            return float(reach > limit)
        hit = normal_below((reach - limit) / self.spread_effect)
        return hit + normal_below((-reach - limit) / self.spread_effect) if criterion.counts_other_tail else hit

    def needed(self, power: float, criterion: Criterion) -> float:
        """The n of the control arm, not rounded, at which the power is reached.

        The closed form where the other tail is ignored; it bounds the answer where that tail counts.
        """
        criterion.must_exceed_level(power)
        root = criterion.critical * self.spread_null + normal_quantile(power) * self.spread_effect
        if root <= 0 or (criterion.counts_other_tail and self.power(0, criterion) >= power):
            words = "Without any units the test would have this power already."
            raise NotComputable(Reason.BAD_INPUT, words, field="power")
        n = (root / self.effect) ** 2
        if n < _LEAST_UNITS:
            raise NotComputable(
                Reason.BAD_INPUT, "An effect so much larger than the spread needs no test.", field="effect"
            )
        if not criterion.counts_other_tail:
            return n
        return float(brentq(lambda at: self.power(at, criterion) - power, 0.0, n * (1 + 1e-9), xtol=1e-9, rtol=1e-13))
