"""Many tests at once: adjusted p-values, and for each test the level at which it was decided."""

from collections.abc import Sequence
from enum import Enum, auto
from itertools import accumulate
from typing import assert_never


class Correction(Enum):
    """How the p-values of a family are adjusted."""

    NONE = auto()
    BONFERRONI = auto()
    HOLM = auto()
    BENJAMINI_HOCHBERG = auto()


def adjusted(p_values: Sequence[float], correction: Correction) -> tuple[float, ...]:
    """Adjusted p-values in the given order (Holm 1979; Benjamini and Hochberg 1995)."""
    m = len(p_values)
    order = sorted(range(m), key=lambda index: p_values[index])
    steps = _steps([p_values[index] for index in order], correction)
    by_index = dict(zip(order, steps, strict=True))
    return tuple(by_index[index] for index in range(m))


def _steps(rising: Sequence[float], correction: Correction) -> Sequence[float]:
    m = len(rising)
    match correction:
        case Correction.NONE:
            return rising
        case Correction.BONFERRONI:
            return [min(1.0, m * p) for p in rising]
        case Correction.HOLM:
            return list(accumulate((min(1.0, (m - rank) * p) for rank, p in enumerate(rising)), max))
        case Correction.BENJAMINI_HOCHBERG:
            raised = [p * m / rank for rank, p in enumerate(rising, start=1)]
            return list(accumulate(reversed(raised), min))[::-1]
        case _:
            assert_never(correction)


def levels(p_values: Sequence[float], correction: Correction, alpha: float) -> tuple[float, ...]:
    """For each test the alpha it was decided at, so that its 1 - level interval says what its adjusted p says.

    Holm: a rejected test's own step, the first failing step for the rest. Benjamini-Hochberg: with R rejections,
    R alpha / m for those (Benjamini and Yekutieli 2005) and (R + 1) alpha / m for the rest.
    """
    m = len(p_values)
    rejected = [p <= alpha for p in adjusted(p_values, correction)]
    count = sum(rejected)
    match correction:
        case Correction.NONE:
            return (alpha,) * m
        case Correction.BONFERRONI:
            return tuple(alpha / m for _ in p_values)
        case Correction.BENJAMINI_HOCHBERG:
            return tuple(alpha * (count if yes else count + 1) / m for yes in rejected)
        case Correction.HOLM:
            order = sorted(range(m), key=lambda index: p_values[index])
            rank = {index: place for place, index in enumerate(order)}
            return tuple(alpha / (m - (rank[index] if rejected[index] else count)) for index in range(m))
        case _:
            assert_never(correction)
