"""`ab.cuped`: means adjusted by a covariate from before the experiment."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from pydantic import model_validator

from bot.statistics.comparison.cuped import Adjusted, adjust, relative
from bot.statistics.comparison.means import welch
from bot.statistics.comparison.relative import fieller, lift, log_ratio
from bot.statistics.comparison.sequential import tuned
from bot.statistics.summaries import Adjustable
from bot.statistics.vocabulary.ab_readout.arms import Confident, of_arm, pair
from bot.statistics.vocabulary.ab_readout.covariates import Moments, Sums
from bot.statistics.vocabulary.planning.sidedness import TwoSided
from bot.statistics.vocabulary.quantities import NotNegative, Number, Positive, Units, required
from bot.statistics.vocabulary.task import Figure, Method, Task

_NAMES: Final = {"cov": "cov_xy"}


class CupedInputs(Confident):
    """Both arms by moments side by side, or each as an object `control`, `treatment` of moments or of sums."""

    n_control: Units | None = None
    mean_y_control: Number | None = None
    var_y_control: NotNegative | None = None
    mean_x_control: Number | None = None
    var_x_control: NotNegative | None = None
    cov_xy_control: Number | None = None
    n_treatment: Units | None = None
    mean_y_treatment: Number | None = None
    var_y_treatment: NotNegative | None = None
    mean_x_treatment: Number | None = None
    var_x_treatment: NotNegative | None = None
    cov_xy_treatment: Number | None = None
    control: Moments | Sums | None = None
    treatment: Moments | Sums | None = None
    sequential_tuning: Positive | None = None

    @model_validator(mode="after")
    def _both_arms(self) -> "CupedInputs":
        for arm in ("control", "treatment"):
            given = [name for name in Moments.model_fields if getattr(self, f"{name}_{arm}") is not None]
            whole = getattr(self, arm) is not None
            if whole and given:
                raise ValueError(f"give {arm} or {given[0]}_{arm}, not both")
            missing = [f"{name}_{arm}" for name in Moments.model_fields if name not in given]
            if not whole and missing:
                raise ValueError(f"{missing[0]} is missing")
        return self

    def arm(self, arm: str) -> Adjustable:
        """The control or the treatment."""
        whole = getattr(self, arm)
        if whole is None:
            whole = Moments.model_construct(**{name: getattr(self, f"{name}_{arm}") for name in Moments.model_fields})
        return of_arm(arm, lambda: Adjustable(units=whole.paired()), _NAMES)


class Theta(StrEnum):
    """The slope that both arms share (two words for the same)."""

    JOINT = "cov/var of the joint (both arms) sample"
    JOINT_SHORT = "cov/var of the joint sample"


class CupedTest(StrEnum):
    """The test."""

    WELCH = "welch t on adjusted means"


class CupedInterval(StrEnum):
    """Which interval of the lift; Fieller's of the adjusted means by default."""

    WELCH_AND_LOG = "welch absolute; log_ratio relative of adjusted means"
    SEQUENCE = "delta_relative, asymptotic confidence sequence N*=5000; denominator is the unadjusted control mean"


class CupedMethod(Method):
    """Two-sided; a confidence sequence is a test of its own."""

    theta: Theta = Theta.JOINT
    test: CupedTest | None = None
    alternative: TwoSided = TwoSided.TWO_SIDED
    ci: CupedInterval | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> "CupedMethod":
        if self.ci is CupedInterval.SEQUENCE and self.test is not None:
            raise ValueError(f"ci {self.ci} has no test {self.test}")
        return self


def _cuped(inputs: CupedInputs, method: CupedMethod) -> Mapping[str, Figure]:
    control, treatment = inputs.arm("control"), inputs.arm("treatment")
    adjusted = adjust(control, treatment)
    figures: dict[str, Figure] = {
        "theta": adjusted.theta,
        "adjusted_mean_control": adjusted.control.mean,
        "adjusted_mean_treatment": adjusted.treatment.mean,
        "difference": adjusted.treatment.mean - adjusted.control.mean,
    }
    if method.ci is CupedInterval.SEQUENCE:
        tuning = required(inputs.sequential_tuning, "sequential_tuning")
        return figures | _sequence(control, treatment, adjusted, inputs.alpha, tuning)
    test = welch(adjusted.control, adjusted.treatment)
    return figures | {
        "ci_absolute": pair(test.interval(inputs.alpha)),
        "p_value": test.p_value(),
        "lift_relative": lift(adjusted.control.mean, adjusted.treatment.mean),
        "ci_relative": pair(
            log_ratio(adjusted.control, adjusted.treatment, inputs.alpha)
            if method.ci is CupedInterval.WELCH_AND_LOG
            else fieller(adjusted.control, adjusted.treatment, test.critical(inputs.alpha)).interval
        ),
    }


def _sequence(
    control: Adjustable, treatment: Adjustable, adjusted: Adjusted, alpha: float, tuning: float
) -> dict[str, Figure]:
    effect, mixture, n = relative(control, treatment, adjusted), tuned(tuning, alpha), control.n + treatment.n
    return {
        "lift_relative": effect.estimate,
        "ci_relative": pair(mixture.interval(effect.estimate, effect.se, n, alpha)),
        "p_value_relative": mixture.p_value(effect.estimate, effect.se, n),
    }


TASKS: Final[tuple[Task[Any, Any], ...]] = (Task(name="ab.cuped", inputs=CupedInputs, method=CupedMethod, run=_cuped),)
