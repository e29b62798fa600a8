"""`plan.proportion`, `plan.mean` and `plan.effect_size_h`: power from n, or n from power."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, Literal, Protocol

from pydantic import model_validator

from bot.statistics.planning.criterion import Criterion, shared
from bot.statistics.planning.designs import whole
from bot.statistics.planning.effect_size import power_of_h
from bot.statistics.planning.means import TTest, of_means
from bot.statistics.planning.proportions import NullVariance, of_rates
from bot.statistics.vocabulary.planning.sidedness import Alternative, ZOnly
from bot.statistics.vocabulary.quantities import Inside, Number, Positive, Share, Some
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task

DEFAULT_POWER = 0.8


class Sized(Inputs):
    """Either n_control or power; a power of 0.8 where neither is given."""

    alpha: Inside = 0.05
    ratio_treatment_to_control: Positive = 1.0
    n_comparisons_bonferroni: Some = 1
    n_control: Positive | None = None
    power: Inside | None = None

    @model_validator(mode="after")
    def _one_is_missing(self) -> "Sized":
        if self.n_control is not None and self.power is not None:
            raise ValueError("give n_control or power, not both")
        return self


class Planned(Protocol):
    """A test that knows its power and its size."""

    def power(self, n: float, criterion: Criterion) -> float:
        """At n units in the control arm."""
        ...

    def needed(self, power: float, criterion: Criterion) -> float:
        """Units of the control arm, not rounded."""
        ...


def solved(test: Planned, criterion: Criterion, n_control: float | None, power: float | None) -> dict[str, Figure]:
    """Whichever of n and power was not given, with the other one."""
    if n_control is not None:
        return {"power": test.power(n_control, criterion), "n_control": n_control, "n_control_ceil": whole(n_control)}
    wanted = DEFAULT_POWER if power is None else power
    n = test.needed(wanted, criterion)
    return {"power": wanted, "n_control": n, "n_control_ceil": whole(n)}


# --- plan.proportion


class ProportionInputs(Sized):
    """Rates as shares."""

    p_control: Share
    p_treatment: Share


class RateVariance(StrEnum):
    """Which variance holds without an effect."""

    NULL_POOLED = "null_pooled"
    CONTROL_NULL = "control_null"
    UNPOOLED = "unpooled"


class ProportionMethod(Method):
    """The z test of two rates."""

    test: ZOnly = ZOnly.Z
    alternative: Alternative = Alternative.TWO_SIDED
    variance: RateVariance = RateVariance.NULL_POOLED
    continuity_correction: Literal[False] = False
    other_tail_ignored: bool = True


_VARIANCES: Final = {
    RateVariance.NULL_POOLED: NullVariance.POOLED,
    RateVariance.CONTROL_NULL: NullVariance.CONTROL,
    RateVariance.UNPOOLED: NullVariance.UNPOOLED,
}


def _proportion(inputs: ProportionInputs, method: ProportionMethod) -> Mapping[str, Figure]:
    test = of_rates(
        inputs.p_control, inputs.p_treatment, inputs.ratio_treatment_to_control, _VARIANCES[method.variance]
    )
    criterion = _criterion(inputs, method.alternative, both_tails=not method.other_tail_ignored)
    return solved(test, criterion, inputs.n_control, inputs.power)


# --- plan.mean


class MeanInputs(Sized):
    """The difference to detect and the standard deviation of one unit."""

    delta: Number
    sd: Positive


class MeanTest(StrEnum):
    """The reference distribution."""

    T = "t"
    Z = "z"


class EqualVariance(StrEnum):
    """One spread for both arms."""

    EQUAL = "equal"


class MeanMethod(Method):
    """The two-sample test of means; both tails count."""

    test: MeanTest = MeanTest.T
    alternative: Alternative = Alternative.TWO_SIDED
    variance: EqualVariance = EqualVariance.EQUAL


def _mean(inputs: MeanInputs, method: MeanMethod) -> Mapping[str, Figure]:
    by_z = of_means(inputs.delta, inputs.sd, inputs.ratio_treatment_to_control)
    test = (
        by_z
        if method.test is MeanTest.Z
        else TTest(size=inputs.delta / inputs.sd, ratio=inputs.ratio_treatment_to_control)
    )
    criterion = _criterion(inputs, method.alternative, both_tails=True)
    return solved(test, criterion, inputs.n_control, inputs.power)


def _criterion(inputs: Sized, alternative: Alternative, *, both_tails: bool) -> Criterion:
    return Criterion(
        alpha=shared(inputs.alpha, inputs.n_comparisons_bonferroni),
        two_sided=alternative is Alternative.TWO_SIDED,
        both_tails=both_tails,
    )


# --- plan.effect_size_h


class EffectSizeInputs(Inputs):
    """Cohen's h and the units of each arm."""

    h: Number
    n_per_arm: Positive
    alpha: Inside = 0.05


class EffectSizeMethod(Method):
    """The z test on the arcsine scale; both tails count."""

    test: ZOnly = ZOnly.Z
    alternative: Alternative = Alternative.TWO_SIDED


def _effect_size(inputs: EffectSizeInputs, method: EffectSizeMethod) -> Mapping[str, Figure]:
    two_sided = method.alternative is Alternative.TWO_SIDED
    criterion = Criterion(alpha=inputs.alpha, two_sided=two_sided, both_tails=True)
    return {"power": power_of_h(inputs.h, inputs.n_per_arm, criterion)}


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="plan.proportion", inputs=ProportionInputs, method=ProportionMethod, run=_proportion),
    Task(name="plan.mean", inputs=MeanInputs, method=MeanMethod, run=_mean),
    Task(name="plan.effect_size_h", inputs=EffectSizeInputs, method=EffectSizeMethod, run=_effect_size),
)
