"""Placebos of a synthetic control: where the treated unit ranks, and which effects its rank does not reject."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from bot.statistics.arrays import BoolArray, FloatArray
from bot.statistics.synthetic_control import fitted, synthetic_control

_REAL: Final = 1e-12
"""As much of a root may be imaginary by rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placebo:
    """Where the treated unit's ratio of squared errors after and before ranks among all units, largest first."""

    rank: int
    units: int

    @property
    def p_value(self) -> float:
        """The share of units whose ratio is at least as large."""
        return self.rank / self.units


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placebos:
    """Every unit in the treated one's place, the treated first.

    `gaps` (points after, units) are unit - synthetic, `before` (units,) the mean squared gaps before the change.
    `moves` (units,) says how a gap moves when an effect of 1 is taken out of the treated unit: its own falls by as
    much, that of a placebo rises by the weight which the treated unit has among its donors.
    """

    gaps: FloatArray
    before: FloatArray
    moves: FloatArray

    def rank(self, effect: float = 0.0) -> Placebo:
        """The rank of the treated unit once a constant effect is taken out of it (Abadie et al. 2010 at zero)."""
        missed = np.mean((self.gaps + effect * self.moves) ** 2, axis=0)
        ratios = _divided(missed, self.before)
        return Placebo(rank=1 + int((ratios[1:] > ratios[0]).sum()), units=ratios.size)

    def p_above(self, effect: float) -> float:
        """The one-sided p of "the effect is `effect` or less": by mean gaps in errors of the fit, with their sign."""
        means = (self.gaps + effect * self.moves).mean(axis=0)
        scores = _divided(means, np.sqrt(self.before))
        return (1 + int((scores[1:] >= scores[0]).sum())) / scores.size

    def p_below(self, effect: float) -> float:
        """The one-sided p of "the effect is `effect` or more"."""
        turned = Placebos(gaps=-self.gaps, before=self.before, moves=self.moves)
        return turned.p_above(-effect)

    def interval(self, alpha: float) -> tuple[float, float] | None:
        """The smallest interval with every constant effect that the rank does not reject (Firpo and Possebom 2018).

        None where there is none: no effect is left, they have no bound, or the mean gap is not among them.
        """
        bounds = sorted({root for unit in range(1, self.before.size) for root in self._equal(unit)})
        if not bounds or not self.before[0]:
            return None
        middles = [(low + high) / 2 for low, high in pairwise(bounds)]
        ahead = 1.0 + abs(bounds[0]) + abs(bounds[-1])
        tried = [bounds[0] - ahead, *middles, bounds[-1] + ahead]
        kept = [place for place, effect in enumerate(tried) if self.rank(effect).p_value > alpha]
        if not kept or kept[0] == 0 or kept[-1] == len(tried) - 1:
            return None
        low, high = bounds[kept[0] - 1], bounds[kept[-1]]
        return (low, high) if low <= float(self.gaps[:, 0].mean()) <= high else None

    def _equal(self, unit: int) -> Iterator[float]:
        """The effects at which a placebo's ratio and the treated unit's are equal: roots of a quadratic."""
        if not self.before[unit] or not self.before[0]:
            return
        own, other = self._quadratic(0), self._quadratic(unit)
        apart = [theirs - ours for ours, theirs in zip(own, other, strict=True)]
        yield from (float(root.real) for root in np.roots(apart) if abs(root.imag) <= _REAL * abs(root))

    def _quadratic(self, unit: int) -> tuple[float, float, float]:
        """The ratio as a c^2 + b c + d of the effect c that is taken out."""
        gaps, moves, before = self.gaps[:, unit], float(self.moves[unit]), float(self.before[unit])
        return moves**2 / before, 2 * moves * float(gaps.mean()) / before, float(np.mean(gaps**2)) / before


def placebos(treated: FloatArray, donors: FloatArray, after: BoolArray) -> Placebos:
    """Every unit takes the treated one's place, all others (the treated included) being its donors.

    Refused where the treated unit itself has no synthetic control.
    """
    synthetic_control(treated, donors, fit=~after, effect=after)
    units = np.column_stack([treated, donors])
    found = [
        fitted(units[:, number], np.delete(units, number, axis=1), fit=~after, effect=after)
        for number in range(units.shape[1])
    ]
    return Placebos(
        gaps=np.column_stack([each.gap[after] for each in found]),
        before=np.array([each.pre_rmspe**2 for each in found]),
        moves=np.array([-1.0, *(float(each.weights[0]) for each in found[1:])]),
    )


def placebo(treated: FloatArray, donors: FloatArray, after: BoolArray) -> Placebo:
    """The rank of the treated unit's ratio of squared errors after and before the change among all units."""
    return placebos(treated, donors, after).rank()


def _divided(values: FloatArray, errors: FloatArray) -> FloatArray:
    """What misses by errors of the fit; a unit that fits perfectly before is infinitely far wherever it goes."""
    away = np.where(values < 0, -np.inf, np.inf)
    return np.divide(values, errors, out=away, where=errors > 0)
