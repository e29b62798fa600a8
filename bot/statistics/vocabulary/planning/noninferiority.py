"""`plan.noninferiority_proportion` and `plan.noninferiority_mean`: n to prove "not worse than the margin"."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from bot.statistics.planning.criterion import Criterion
from bot.statistics.planning.proportions import non_inferiority, non_inferiority_of_means
from bot.statistics.vocabulary.planning.absolute import DEFAULT_POWER, EqualVariance, solved
from bot.statistics.vocabulary.planning.sidedness import OneSided, ZOnly
from bot.statistics.vocabulary.quantities import Inside, Number, Positive, Share
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task


class Sized(Inputs):
    """A metric where more is better; the margin is how far below the control is still tolerated."""

    margin: Positive
    alpha: Inside = 0.05
    power: Inside = DEFAULT_POWER
    ratio_treatment_to_control: Positive = 1.0


class ProportionInputs(Sized):
    """The rates that are expected."""

    p_control: Share
    p_treatment: Share


class MeanInputs(Sized):
    """The means that are expected, with the standard deviation of one unit."""

    mean_control: Number
    mean_treatment: Number
    sd: Positive


class UnpooledVariance(StrEnum):
    """Each arm's own variance."""

    UNPOOLED = "unpooled"


class ProportionMethod(Method):
    """Blackwelder's z."""

    test: ZOnly = ZOnly.Z
    alternative: OneSided = OneSided.ONE_SIDED
    variance: UnpooledVariance = UnpooledVariance.UNPOOLED


class MeanMethod(Method):
    """The z with one standard deviation."""

    test: ZOnly = ZOnly.Z
    alternative: OneSided = OneSided.ONE_SIDED
    variance: EqualVariance = EqualVariance.EQUAL


def _proportion(inputs: ProportionInputs, _: ProportionMethod) -> Mapping[str, Figure]:
    test = non_inferiority(inputs.p_control, inputs.p_treatment, inputs.margin, inputs.ratio_treatment_to_control)
    return solved(test, Criterion(alpha=inputs.alpha, two_sided=False), None, inputs.power)


def _mean(inputs: MeanInputs, _: MeanMethod) -> Mapping[str, Figure]:
    difference = inputs.mean_treatment - inputs.mean_control
    test = non_inferiority_of_means(difference, inputs.sd, inputs.margin, inputs.ratio_treatment_to_control)
    return solved(test, Criterion(alpha=inputs.alpha, two_sided=False), None, inputs.power)


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="plan.noninferiority_proportion", inputs=ProportionInputs, method=ProportionMethod, run=_proportion),
    Task(name="plan.noninferiority_mean", inputs=MeanInputs, method=MeanMethod, run=_mean),
)
