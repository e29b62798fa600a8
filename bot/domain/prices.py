"""What one unit is worth where that is a range, and the interval of a change that is priced with it."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

HALF: Final = 1.959963984540054
"""Standard deviations from the middle of a normal distribution to the ends of its 95 % interval."""
_TAIL: Final = 0.025
_STRATA: Final = 100
_HALVINGS: Final = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A low, a likeliest and a high worth of one unit a year: triangular, as people state what they assume."""

    low: float
    likely: float
    high: float

    @property
    def mean(self) -> float:
        """The mean, which the amount of a figure uses: in a lopsided range it is not the likeliest."""
        return (self.low + self.likely + self.high) / 3

    def quantile(self, share: float) -> float:
        """The worth below which this share of the distribution lies."""
        whole, rising = self.high - self.low, self.likely - self.low
        if share * whole < rising:
            return self.low + math.sqrt(share * whole * rising)
        return self.high - math.sqrt((1 - share) * whole * (self.high - self.likely))


@lru_cache(maxsize=1024)
def priced_interval(change: float, sd: float, price: Price) -> tuple[float, float]:
    """The equal-tailed 95 % interval of a normal change (in units) times its price, both independent.

    By the distribution of the product itself, not by its ends: for each of equally likely prices the share of changes
    below is known exactly. A change without a spread leaves the interval of the price alone.
    """
    if sd == 0:
        low, high = sorted((change * price.quantile(_TAIL), change * price.quantile(1 - _TAIL)))
        return low, high
    prices = [price.quantile((number + 0.5) / _STRATA) for number in range(_STRATA)]
    return _quantile(_TAIL, change, sd, prices), _quantile(1 - _TAIL, change, sd, prices)


def _quantile(share: float, change: float, sd: float, prices: list[float]) -> float:
    reach = (abs(change) + 8 * sd) * max(prices)
    low, high = -reach, reach
    if not math.isfinite(reach):
        return low if share < 0.5 else high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _below(middle, change, sd, prices) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _below(amount: float, change: float, sd: float, prices: list[float]) -> float:
    """The share of all products that lie below an amount."""
    return sum(math.erfc((change - amount / price) / (sd * math.sqrt(2))) for price in prices) / (2 * len(prices))
