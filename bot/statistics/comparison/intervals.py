"""An interval, on which side it is bounded, and the share that is left outside."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from bot.statistics.reasons import NotComputable, Reason


class Side(Enum):
    """What the test is against: any difference, a treatment that is greater, or one that is smaller."""

    BOTH = auto()
    GREATER = auto()
    SMALLER = auto()

    def tail(self, alpha: float) -> float:
        """The share of alpha in one tail."""
        return alpha / 2 if self is Side.BOTH else alpha


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """From low to high, either may be infinite."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether the value is inside, ends included."""
        return self.low <= value <= self.high

    def __iter__(self) -> Iterator[float]:
        return iter((self.low, self.high))


def around(estimate: float, half_width: float, side: Side = Side.BOTH) -> Interval:
    """The estimate plus and minus the half width, open to the side that the test does not bound."""
    return Interval(
        low=-math.inf if side is Side.SMALLER else estimate - half_width,
        high=math.inf if side is Side.GREATER else estimate + half_width,
    )


def alpha_of(confidence: float) -> float:
    """1 - confidence; BAD_INPUT outside (0, 1)."""
    if not 0 < confidence < 1:
        raise NotComputable(Reason.BAD_INPUT, "A confidence lies between 0 and 1.", field="confidence")
    return 1 - confidence
