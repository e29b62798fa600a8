"""What a significant result exaggerates: power, wrong signs and inflation for a given true effect."""

import math
from dataclasses import dataclass

from scipy.special import erfcx, ndtr, ndtri

from bot.statistics.reasons import NotComputable, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeM:
    """The power, the chance of a wrong sign and the mean exaggeration among significant results.

    No exaggeration (None) when the true effect is zero, or as good as zero.
    """

    power: float
    type_s: float
    exaggeration: float | None


def type_m(true_effect: float, se: float, *, alpha: float = 0.05) -> TypeM:
    """Two-sided z test; the closed form of Lu, Qiu and Deng (2019)."""
    _positive(se)
    if not 0 < alpha < 1:
        raise NotComputable(Reason.BAD_INPUT, "alpha lies between 0 and 1.", field="alpha")
    size = abs(true_effect) / se
    cut = float(ndtri(1 - alpha / 2))
    right, wrong = float(ndtr(size - cut)), float(ndtr(-size - cut))
    power = right + wrong
    if size == 0:
        return TypeM(power=power, type_s=0.5, exaggeration=None)
    absolute = _density(size + cut) + _density(size - cut) + size * (right - wrong)
    exaggeration = absolute / (size * power)
    return TypeM(power=power, type_s=wrong / power, exaggeration=exaggeration if math.isfinite(exaggeration) else None)


def selected_mean(true_effect: float, se: float, cutoff: float) -> float:
    """E(estimate | estimate > cutoff): the mean of a normal cut from below, true + se phi(z) / (1 - Phi(z))."""
    _positive(se)
    z = (cutoff - true_effect) / se
    # phi(z) / (1 - Phi(z)) by the scaled error function: far out both underflow, while their ratio is about z.
    return true_effect + se * math.sqrt(2 / math.pi) / float(erfcx(z / math.sqrt(2)))


def _density(z: float) -> float:
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def _positive(se: float) -> None:
    if se <= 0:
        raise NotComputable(Reason.BAD_INPUT, "A standard error must be positive.", field="se")
