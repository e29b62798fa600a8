"""`ab.mean`: the difference of two means and its lift."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from pydantic import model_validator

from bot.statistics.comparison.means import Difference, unpooled_z, welch
from bot.statistics.comparison.relative import delta, fieller, lift, log_ratio
from bot.statistics.summaries import Mean
from bot.statistics.vocabulary.ab_readout.arms import Confident, MeanArms, pair
from bot.statistics.vocabulary.planning.sidedness import TwoSided
from bot.statistics.vocabulary.task import Figure, Method, Task


class MeanInputs(MeanArms, Confident):
    """Means of both arms."""


class WelchTest(StrEnum):
    """The test."""

    WELCH = "welch t"


class MeanEffect(StrEnum):
    """Which scale."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    BOTH = "both"


class MeanInterval(StrEnum):
    """Which interval of the lift; Fieller's by default."""

    DELTA = "delta_relative"
    FIELLER = "fieller"
    WELCH_AND_LOG = "welch absolute; log_ratio relative"


class MeanCritical(StrEnum):
    """Which reference distribution; Student's by default."""

    T = "t, Welch-Satterthwaite df"
    T_OF_ABSOLUTE = "t, Welch-Satterthwaite df of the absolute test"
    Z = "z"
    T_AND_LOG = "t; log df = Welch-Satterthwaite on the log-scale variances"


class MeanPValue(StrEnum):
    """The p-value of the lift by itself."""

    RELATIVE = "relative estimate / delta SE"


class MeanMethod(Method):
    """Two-sided."""

    test: WelchTest = WelchTest.WELCH
    alternative: TwoSided = TwoSided.TWO_SIDED
    effect: MeanEffect = MeanEffect.BOTH
    ci: MeanInterval | None = None
    critical: MeanCritical | None = None
    p_value: MeanPValue | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> "MeanMethod":
        if self.effect is MeanEffect.ABSOLUTE and self.ci is not None:
            raise ValueError(f"ci {self.ci} has no effect absolute")
        if (self.critical is MeanCritical.T_AND_LOG) and self.ci is not MeanInterval.WELCH_AND_LOG:
            raise ValueError(f"ci {self.ci} has no critical {self.critical}")
        if self.ci is MeanInterval.WELCH_AND_LOG and self.critical not in {None, MeanCritical.T_AND_LOG}:
            raise ValueError(f"ci {self.ci} has no critical {self.critical}")
        if self.p_value is not None and self.ci is not MeanInterval.DELTA:
            raise ValueError(f"ci {self.ci} has no p_value {self.p_value}")
        return self


def _mean(inputs: MeanInputs, method: MeanMethod) -> Mapping[str, Figure]:
    control, treatment = inputs.arms()
    by_z = method.critical is MeanCritical.Z
    test = unpooled_z(control, treatment) if by_z else welch(control, treatment)
    figures: dict[str, Figure] = {
        "difference": test.estimate,
        "lift_relative": lift(control.mean, treatment.mean),
    }
    if method.ci is MeanInterval.DELTA:
        # Its own p-value, which may contradict the absolute one: that one is not told beside it.
        return figures | _delta(delta(control, treatment, test.df), inputs.alpha)
    figures |= {
        "ci_absolute": pair(test.interval(inputs.alpha)),
        "t": test.statistic,
        "df": test.df,
        "p_value": test.p_value(),
    }
    return figures | _relative(control, treatment, test, inputs.alpha, method)


def _relative(control: Mean, treatment: Mean, test: Difference, alpha: float, method: MeanMethod) -> dict[str, Figure]:
    if method.effect is MeanEffect.ABSOLUTE:
        return {}
    if method.ci is MeanInterval.WELCH_AND_LOG:
        return {"ci_relative": pair(log_ratio(control, treatment, alpha))}
    found = fieller(control, treatment, test.critical(alpha))
    return {"ci_relative": pair(found.interval), "fieller_g": found.g}


def _delta(effect: Difference, alpha: float) -> dict[str, Figure]:
    return {
        "ci_relative": pair(effect.interval(alpha)),
        "se_relative": effect.se,
        "p_value_relative": effect.p_value(),
    }


TASKS: Final[tuple[Task[Any, Any], ...]] = (Task(name="ab.mean", inputs=MeanInputs, method=MeanMethod, run=_mean),)
