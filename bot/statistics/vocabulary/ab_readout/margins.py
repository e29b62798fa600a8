"""`guardrail.noninferiority` and `guardrail.noninferiority_proportion`: proven not worse than a margin."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from bot.statistics.comparison.guardrails import Margin, Wanted, by_score, of_control, of_means, of_proportions
from bot.statistics.vocabulary.ab_readout.arms import MeanArms, ProportionArms, pair
from bot.statistics.vocabulary.planning.sidedness import OneSided
from bot.statistics.vocabulary.quantities import Inside, Positive
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task


class Desired(StrEnum):
    """Which way the metric should go."""

    INCREASE = "increase"
    DECREASE = "decrease"

    @property
    def wanted(self) -> Wanted:
        """For the tests."""
        return Wanted.UP if self is Desired.INCREASE else Wanted.DOWN


class Guarded(Inputs):
    """The direction that is good, and the level of the one-sided test."""

    desired_direction: Desired
    alpha: Inside = 0.05


class MeanInputs(MeanArms, Guarded):
    """The margin is a share of the control's mean."""

    margin_relative: Positive


class ProportionInputs(ProportionArms, Guarded):
    """The margin is a difference of rates."""

    margin_absolute: Inside


class MeanTest(StrEnum):
    """The test."""

    Z = "z, unpooled"


class FixedMargin(StrEnum):
    """How the margin is read."""

    OF_CONTROL = "relative to control mean, treated as fixed"


class MeanMethod(Method):
    """One-sided."""

    test: MeanTest = MeanTest.Z
    alternative: OneSided = OneSided.ONE_SIDED
    margin: FixedMargin = FixedMargin.OF_CONTROL


class ProportionTest(StrEnum):
    """The test."""

    SCORE = "score (Farrington-Manning, restricted MLE, no N/(N-1))"
    WALD = "z, unpooled (Wald)"


class ProportionMethod(Method):
    """One-sided."""

    test: ProportionTest = ProportionTest.SCORE
    alternative: OneSided = OneSided.ONE_SIDED


def _mean(inputs: MeanInputs, _: MeanMethod) -> Mapping[str, Figure]:
    control, treatment = inputs.arms()
    margin = of_control(control.mean, inputs.margin_relative, inputs.desired_direction.wanted)
    found = of_means(control, treatment, margin, inputs.alpha)
    return {
        "difference": found.difference,
        "ci_absolute": pair(found.interval),
        "p_value": found.p_value,
        "non_inferior": found.proven,
    }


def _proportion(inputs: ProportionInputs, method: ProportionMethod) -> Mapping[str, Figure]:
    control, treatment = inputs.arms()
    margin = Margin(size=inputs.margin_absolute, wanted=inputs.desired_direction.wanted)
    if method.test is ProportionTest.SCORE:
        by = by_score(control, treatment, margin, inputs.alpha)
        return {"z": by.z, "p_value": by.p_value, "non_inferior": by.proven}
    found = of_proportions(control, treatment, margin, inputs.alpha)
    return {"z": found.statistic, "p_value": found.p_value, "non_inferior": found.proven}


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="guardrail.noninferiority", inputs=MeanInputs, method=MeanMethod, run=_mean),
    Task(name="guardrail.noninferiority_proportion", inputs=ProportionInputs, method=ProportionMethod, run=_proportion),
)
