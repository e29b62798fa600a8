"""Sample ratio mismatch: whether the arms have the sizes that were planned."""

from collections.abc import Sequence

from bot.statistics.comparison.mismatch import SampleRatio
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.tails import chi_square_above

ALERT = 0.001
"""The p-value below which nothing else of an experiment is read (GrowthBook, Eppo; Fabijan et al. 2019)."""


def sample_ratio(counts: Sequence[int], weights: Sequence[float], threshold: float = ALERT) -> SampleRatio:
    """Units per arm against weights in any scale.

    BAD_INPUT for arms without a partner, negative counts or weights that are not positive; TOO_FEW without units.
    """
    if len(counts) != len(weights) or len(counts) < 2:
        words = "There must be a weight for each count, and at least two arms."
        raise NotComputable(Reason.BAD_INPUT, words, field="weights")
    if any(count < 0 for count in counts):
        raise NotComputable(Reason.BAD_INPUT, "A count cannot be negative.", field="counts")
    if any(weight <= 0 for weight in weights):
        raise NotComputable(Reason.BAD_INPUT, "A planned weight must be positive.", field="weights")
    total, scale = sum(counts), sum(weights)
    if total == 0:
        raise NotComputable(Reason.TOO_FEW, "There are no units.", field="counts")
    expected = [total * weight / scale for weight in weights]
    chi2 = sum((count - due) ** 2 / due for count, due in zip(counts, expected, strict=True))
    df = len(counts) - 1
    p_value = chi_square_above(chi2, df)
    return SampleRatio(chi2=chi2, df=df, p_value=p_value, mismatch=p_value < threshold)
