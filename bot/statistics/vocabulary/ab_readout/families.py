"""`multiple.correction` and `srm`: what belongs to an experiment as a whole."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from bot.statistics.comparison.corrections import Correction, adjusted
from bot.statistics.comparison.sample_ratio import ALERT, sample_ratio
from bot.statistics.vocabulary.quantities import Count, Inside, Positive, Share
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task


class CorrectionInputs(Inputs):
    """The p-values of one family."""

    p_values: Annotated[list[Share], Field(min_length=1)]


class CorrectionName(StrEnum):
    """Which correction."""

    HOLM = "holm"
    BENJAMINI_HOCHBERG = "benjamini-hochberg"
    BONFERRONI = "bonferroni"


class CorrectionMethod(Method):
    """An adjusted p at or below the decision level rejects."""

    correction: CorrectionName = CorrectionName.HOLM
    decision_level: Inside = 0.05


_CORRECTIONS: Final = {
    CorrectionName.HOLM: Correction.HOLM,
    CorrectionName.BENJAMINI_HOCHBERG: Correction.BENJAMINI_HOCHBERG,
    CorrectionName.BONFERRONI: Correction.BONFERRONI,
}


def _correction(inputs: CorrectionInputs, method: CorrectionMethod) -> Mapping[str, Figure]:
    p_adjusted = adjusted(inputs.p_values, _CORRECTIONS[method.correction])
    return {"p_adjusted": p_adjusted, "n_rejected": sum(p <= method.decision_level for p in p_adjusted)}


class SampleRatioInputs(Inputs):
    """Units per arm and the planned weights in any scale."""

    counts: Annotated[list[Count], Field(min_length=2)]
    weights: Annotated[list[Positive], Field(min_length=2)]


class GoodnessOfFit(StrEnum):
    """The test."""

    PEARSON = "Pearson chi-square goodness of fit, no continuity correction"


class SampleRatioMethod(Method):
    """A p below the threshold is a mismatch."""

    test: GoodnessOfFit = GoodnessOfFit.PEARSON
    threshold: Inside = ALERT


def _srm(inputs: SampleRatioInputs, method: SampleRatioMethod) -> Mapping[str, Figure]:
    found = sample_ratio(inputs.counts, inputs.weights, method.threshold)
    return {"chi2": found.chi2, "df": found.df, "p_value": found.p_value, "mismatch": found.mismatch}


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="multiple.correction", inputs=CorrectionInputs, method=CorrectionMethod, run=_correction),
    Task(name="srm", inputs=SampleRatioInputs, method=SampleRatioMethod, run=_srm),
)
