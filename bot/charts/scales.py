"""Values along a line of the picture: what stretch is shown, where a value stands, and round marks for an axis."""

import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_LARGEST: Final = 1e300
"""Values beyond are drawn at the edge: a difference of two of them would not be a number any more."""
_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on an axis, with its number as the caller has formatted it."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What is measured along an axis, and its marks."""

    title: str = ""
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Values from `low` to `high` on the way from `start` to `end`; y runs backwards with `start` below `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value stands; what lies outside, infinities among it, stands at the edge."""
        inside = min(max(value, self.low), self.high)
        share = (inside / 2 - self.low / 2) / (self.high / 2 - self.low / 2)
        return self.start + (self.end - self.start) * share

    def holds(self, value: float) -> bool:
        """Whether a value is within what is shown."""
        return self.low <= value <= self.high


def stretch(values: Iterable[float], *, room: float = 0.05) -> tuple[float, float]:
    """What to show of an axis so that every finite value is on it, with some room at both ends."""
    finite = [max(-_LARGEST, min(_LARGEST, value)) for value in values if math.isfinite(value)] or [0.0]
    low, high = min(finite), max(finite)
    if high / 2 - low / 2 < sys.float_info.min:  # so near to each other that halving leaves nothing to divide by
        away = abs(low) * 0.5 or 1.0
        return low - away, high + away
    more = (high / 2 - low / 2) * 2 * room
    return low - more, high + more


def round_marks(low: float, high: float, *, most: int = 5) -> tuple[float, ...]:
    """Round values between two others, at most so many, evenly apart, zero among them where it lies between.

    The step is 1, 2, 2.5 or 5 times a power of ten, the smallest of these with which there are not too many.
    """
    low, high = (max(-_LARGEST, min(_LARGEST, end)) for end in (low, high))
    if not low < high:
        return (low,)
    rough = (high / 2 - low / 2) * 2 / max(most - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(each * power for each in _STEPS if each * power >= rough * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(float(f"{number * step:.12g}") for number in range(first, last + 1))
