"""Levels, changes and intervals side by side, with as many digits as the interval gives them meaning."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self, assert_never

from bot.domain.metrics import Unit, UnitKind
from bot.views.figures import Figures

_DIGITS: Final = 2
"""An interval's width is told with so many digits; what stands beside it, with the same decimals."""
_MOST: Final = 6
RELATIVE: Final = Unit(kind=UnitKind.PERCENT, label="%")
"""The unit of changes as shares of a level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How the figures of one comparison are written: their unit, and their decimals in that unit."""

    figures: Figures
    unit: Unit
    decimals: int

    @classmethod
    def of(cls, figures: Figures, unit: Unit, bounds: Iterable[float | None], near: float = 0.0) -> Self:
        """The scale for an interval; where it has no end, that for a figure of the size of `near`."""
        ends = [unit.in_units(end) for end in bounds if end is not None and math.isfinite(end)]
        width = max(ends) - min(ends) if len(ends) > 1 else abs(unit.in_units(near))
        decimals = _decimals(width)
        # An end that is not zero is never written as zero, which would hide on which side of it the interval lies.
        while decimals < _MOST and any(end and abs(end) <= 0.5 * 10**-decimals for end in ends):
            decimals += 1
        return cls(figures=figures, unit=unit, decimals=decimals)

    def level(self, value: float) -> str:
        """A level: 3.10 %."""
        minus = self.figures.minus if value < 0 else ""
        return f"{minus}{self._size(value)}{self._behind(self.figures.words['percent'])}"

    def change(self, value: float) -> str:
        """A change with its sign: +0.21 pp."""
        return f"{self._signed(value)}{self._behind(self.figures.words['points'])}"

    def interval(self, low: float | None, high: float | None) -> str:
        """An interval of changes: [+0.08 to +0.34 pp]; ∞ where it has no end."""
        return self._between(low, high, self._behind(self.figures.words["points"]))

    def share(self, value: float) -> str:
        """A relative change: -6.8 %."""
        return f"{self._signed(value)} {self.figures.words['percent']}"

    def shares(self, low: float | None, high: float | None) -> str:
        """An interval of relative changes: [-10.8 to -2.6 %]; ∞ where it has no end."""
        return self._between(low, high, f" {self.figures.words['percent']}")

    def _between(self, low: float | None, high: float | None, behind: str) -> str:
        start = f"{self.figures.minus}∞" if low is None else self._signed(low)
        end = "+∞" if high is None else self._signed(high)
        return f"[{start} to {end}{behind}]"

    def _signed(self, value: float) -> str:
        return f"{self.figures.sign(value)}{self._size(value)}"

    def _size(self, value: float) -> str:
        """The figure without its sign, with its currency where it has one."""
        size = abs(self.unit.in_units(value))
        if self.unit.kind is UnitKind.MONEY:
            return self.figures.priced(size, self.unit.label, self.decimals)
        return self.figures.fixed(size, self.decimals)

    def _behind(self, percent: str) -> str:
        match self.unit.kind:
            case UnitKind.PERCENT:
                return f" {percent}"
            case UnitKind.PLAIN:
                return f" {self.unit.label}".rstrip()
            case UnitKind.MONEY:
                return ""
            case _:
                assert_never(self.unit.kind)


def lift(value: float, low: float | None, high: float | None, figures: Figures) -> str:
    """A relative change with its interval: -6.8 % [-10.8 to -2.6 %]; empty where it cannot be bounded."""
    if low is None or high is None:
        return ""
    scale = Scale.of(figures, RELATIVE, (low, high), value)
    return f"{scale.share(value)} {scale.shares(low, high)}"


def relative(value: float, figures: Figures) -> str:
    """A relative change alone: -6.8 %."""
    size = abs(value)
    decimals = 1 if size < 1 else 0
    return f"{figures.sign(value)}{figures.fixed(size * 100, decimals)} {figures.words['percent']}"


def _decimals(width: float) -> int:
    if not 0 < width < math.inf:
        return _DIGITS
    return min(_MOST, max(0, _DIGITS - 1 - math.floor(math.log10(width))))
