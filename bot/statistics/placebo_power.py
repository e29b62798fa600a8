"""How far a treated unit must stand out so that its rank among placebos shows it with the planned power."""

from functools import lru_cache
from typing import Final

import numpy as np
from scipy.optimize import brentq
from scipy.special import bdtr, ndtr

_NODES: Final = 64
_FARTHEST: Final = 60.0
"""In standard deviations: beyond it no rank is in doubt, however many placebos there are."""


@lru_cache(maxsize=256)
def rank_shift(donors: int, last_rank: int, power: float) -> float:
    """The shift d, in standard deviations, at which a unit ranks `last_rank` or better with probability `power`.

    Its own score is Z + d, those of the `donors` placebos are Z as well, all independent standard normal: d solves
    E[P(Bin(donors, 1 - Phi(Z + d)) < last_rank)] = power, the mean over Z by Gauss-Hermite quadrature. For the first
    rank that is P(Z + d > max of the placebos).
    """
    places, weights = np.polynomial.hermite_e.hermegauss(_NODES)
    weights = weights / weights.sum()

    def short_of_power(shift: float) -> float:
        # The chance of a placebo above Z + d by the lower tail, which does not round to zero as 1 - Phi would.
        ranked = bdtr(last_rank - 1, donors, ndtr(-(places + shift)))
        return float(weights @ ranked) - power

    return float(brentq(short_of_power, -_FARTHEST, _FARTHEST))
