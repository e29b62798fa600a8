"""`ab.proportion` and `ab.proportion_omnibus`: rates of two arms by every convention, of many by chi-square."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import Field, model_validator

from bot.statistics.comparison import proportions, scores
from bot.statistics.comparison.intervals import Interval
from bot.statistics.comparison.means import Difference, welch_df
from bot.statistics.comparison.relative import delta, fieller, katz, lift
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.summaries import Proportion
from bot.statistics.tails import normal_quantile
from bot.statistics.vocabulary.ab_readout.arms import Confident, ProportionArms, pair
from bot.statistics.vocabulary.planning.sidedness import TwoSided
from bot.statistics.vocabulary.quantities import Count, Some
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task


class ProportionInputs(ProportionArms, Confident):
    """Counts of both arms."""


class RateInterval(StrEnum):
    """Which interval; by default Wald's or Newcombe's by the events, with Fieller's lift."""

    NEWCOMBE = "newcombe_hybrid_score"
    MIETTINEN_NURMINEN = "miettinen_nurminen"
    WALD_AND_KATZ = "wald_unpooled + katz_log"
    DELTA = "delta_relative"
    WALD_POOLED = "wald_pooled"
    WALD = "wald_unpooled"
    AGRESTI_CAFFO = "agresti_caffo"
    KATZ = "katz_log"
    KOOPMAN = "koopman_score"


class RateEffect(StrEnum):
    """Which scale."""

    ABSOLUTE = "absolute"
    BOTH = "both"
    RELATIVE = "relative (risk ratio minus 1)"


class RateCritical(StrEnum):
    """Which reference distribution; the normal one by default."""

    T = "t, Welch-Satterthwaite df"


class RateVariance(StrEnum):
    """The variance of one unit."""

    DIVISOR_N = "p(1-p), divisor n"


class RateTest(StrEnum):
    """Which p-value; by default the one that agrees with the interval."""

    RELATIVE = "relative estimate / delta SE"
    POOLED = "z, pooled variance"
    UNPOOLED = "z, unpooled variance"


_BY_T: Final = {RateInterval.DELTA, RateInterval.WALD}
_RELATIVE_ONLY: Final = {RateInterval.DELTA, RateInterval.KATZ, RateInterval.KOOPMAN}
_BOTH: Final = {RateInterval.WALD_AND_KATZ, None}


class ProportionMethod(Method):
    """Two-sided, and never with a continuity correction."""

    ci: RateInterval | None = None
    effect: RateEffect | None = None
    alternative: TwoSided = TwoSided.TWO_SIDED
    critical: RateCritical | None = None
    variance: RateVariance = RateVariance.DIVISOR_N
    p_value: RateTest | None = None
    continuity_correction: Literal[False] = False

    @model_validator(mode="after")
    def _fits_together(self) -> "ProportionMethod":
        if self.effect is not None and self.ci not in _BOTH:
            its = RateEffect.RELATIVE if self.ci in _RELATIVE_ONLY else RateEffect.ABSOLUTE
            if self.effect is not its:
                raise ValueError(f"ci {self.ci} has no effect {self.effect}")
        if self.critical is not None and self.ci not in _BY_T:
            raise ValueError(f"ci {self.ci} has no critical {self.critical}")
        if (self.p_value is RateTest.RELATIVE) != (self.ci is RateInterval.DELTA) and self.p_value is not None:
            raise ValueError(f"ci {self.ci} has no p_value {self.p_value}")
        return self


IntervalOf: TypeAlias = Callable[[Proportion, Proportion, float], Interval | None]

_ABSOLUTE: Final[Mapping[RateInterval | None, IntervalOf]] = {
    None: proportions.default_interval,
    RateInterval.NEWCOMBE: lambda control, treatment, alpha: proportions.newcombe(
        control, treatment, normal_quantile(1 - alpha / 2)
    ),
    RateInterval.MIETTINEN_NURMINEN: lambda control, treatment, alpha: scores.miettinen_nurminen(
        control, treatment, alpha, scores.Cubic.STATSMODELS
    ),
    RateInterval.WALD_AND_KATZ: lambda control, treatment, alpha: proportions.unpooled(control, treatment).interval(
        alpha
    ),
    RateInterval.WALD_POOLED: proportions.pooled_interval,
    RateInterval.AGRESTI_CAFFO: proportions.agresti_caffo,
}


def _koopman(control: Proportion, treatment: Proportion, alpha: float) -> Interval:
    ratios = scores.koopman(control, treatment, alpha)
    return Interval(low=ratios.low - 1, high=ratios.high - 1)


_RELATIVE: Final[Mapping[RateInterval | None, IntervalOf]] = {
    None: lambda control, treatment, alpha: (
        fieller(control.as_mean(), treatment.as_mean(), normal_quantile(1 - alpha / 2)).interval
    ),
    RateInterval.WALD_AND_KATZ: katz,
    RateInterval.KATZ: katz,
    RateInterval.KOOPMAN: _koopman,
}


def _proportion(inputs: ProportionInputs, method: ProportionMethod) -> Mapping[str, Figure]:
    control, treatment = inputs.arms()
    figures: dict[str, Figure] = {
        "difference": treatment.rate - control.rate,
        "lift_relative": lift(control.rate, treatment.rate),
    }
    if method.ci is RateInterval.DELTA:
        return figures | _delta(control, treatment, inputs.alpha, method)
    if method.ci is RateInterval.WALD:
        figures["ci_absolute"] = pair(_unpooled(control, treatment, method).interval(inputs.alpha))
    if method.ci in _ABSOLUTE and method.effect is not RateEffect.RELATIVE:
        figures["ci_absolute"] = pair(_ABSOLUTE[method.ci](control, treatment, inputs.alpha))
    if method.ci in _RELATIVE and method.effect is not RateEffect.ABSOLUTE:
        figures["ci_relative"] = pair(_RELATIVE[method.ci](control, treatment, inputs.alpha))
    return figures | _tested(control, treatment, method)


def _unpooled(control: Proportion, treatment: Proportion, method: ProportionMethod) -> Difference:
    difference = proportions.unpooled(control, treatment)
    if method.critical is not RateCritical.T:
        return difference
    return replace(difference, df=_df(control, treatment))


def _df(control: Proportion, treatment: Proportion) -> float:
    for arm, summary in (("control", control), ("treatment", treatment)):
        if summary.n < 2:
            words = f"n_{arm}: degrees of freedom need two units in each arm."
            raise NotComputable(Reason.TOO_FEW, words, field=f"n_{arm}")
    return welch_df(control.squared_error, control.n, treatment.squared_error, treatment.n)


def _delta(control: Proportion, treatment: Proportion, alpha: float, method: ProportionMethod) -> dict[str, Figure]:
    df = _unpooled(control, treatment, method).df
    effect = delta(control.as_mean(), treatment.as_mean(), df)
    return {
        "ci_relative": pair(effect.interval(alpha)),
        "se_relative": effect.se,
        "p_value_relative": effect.p_value(),
    }


def _tested(control: Proportion, treatment: Proportion, method: ProportionMethod) -> dict[str, Figure]:
    pooled = method.p_value is RateTest.POOLED or (method.p_value is None and method.ci is RateInterval.WALD_POOLED)
    test = proportions.pooled(control, treatment) if pooled else _unpooled(control, treatment, method)
    if test.se == 0 and method.p_value is None:
        return {"p_value": None, "z": None}
    return {"p_value": test.p_value(), "z": test.statistic}


class OmnibusInputs(Inputs):
    """Events and units of every arm, in the same order."""

    successes: Annotated[list[Count], Field(min_length=2)]
    n: Annotated[list[Some], Field(min_length=2)]

    @model_validator(mode="after")
    def _of_the_same_arms(self) -> "OmnibusInputs":
        if len(self.successes) != len(self.n):
            raise ValueError("successes and n must have the same length")
        return self


class ChiSquare(StrEnum):
    """The test."""

    PEARSON = "Pearson chi-square"


class OmnibusMethod(Method):
    """Never with a continuity correction."""

    test: ChiSquare = ChiSquare.PEARSON
    continuity_correction: Literal[False] = False


def _omnibus(inputs: OmnibusInputs, _: OmnibusMethod) -> Mapping[str, Figure]:
    for place, (x, n) in enumerate(zip(inputs.successes, inputs.n, strict=True), start=1):
        if x > n:
            words = f"successes: arm {place} has more successes than units."
            raise NotComputable(Reason.BAD_INPUT, words, field="successes")
    arms = [Proportion(x=x, n=n) for x, n in zip(inputs.successes, inputs.n, strict=True)]
    chi2, df, p_value = proportions.omnibus(arms)
    return {"chi2": chi2, "df": df, "p_value": p_value}


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="ab.proportion", inputs=ProportionInputs, method=ProportionMethod, run=_proportion),
    Task(name="ab.proportion_omnibus", inputs=OmnibusInputs, method=OmnibusMethod, run=_omnibus),
)
