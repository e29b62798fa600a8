"""`ab.ratio`: ratios of sums, with the covariance that they need."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, assert_never

from pydantic import model_validator

from bot.statistics.comparison.intervals import Side
from bot.statistics.comparison.means import Difference, student, welch, with_pooled_spread
from bot.statistics.comparison.relative import delta, fieller, lift, log_ratio
from bot.statistics.summaries import Mean, Paired, Ratio
from bot.statistics.vocabulary.ab_readout.arms import Confident, of_arm, pair
from bot.statistics.vocabulary.quantities import NotNegative, Number, Units
from bot.statistics.vocabulary.task import Figure, Method, Task

_NAMES: Final = {"var_y": "var_num", "var_x": "var_den"}


class RatioInputs(Confident):
    """Moments of numerator and denominator per unit of randomisation."""

    n_control: Units
    mean_num_control: Number
    var_num_control: NotNegative
    mean_den_control: Number
    var_den_control: NotNegative
    cov_control: Number
    n_treatment: Units
    mean_num_treatment: Number
    var_num_treatment: NotNegative
    mean_den_treatment: Number
    var_den_treatment: NotNegative
    cov_treatment: Number

    def control(self) -> Ratio:
        """The control arm."""
        return of_arm("control", lambda: Ratio(units=self._control()), _NAMES)

    def treatment(self) -> Ratio:
        """The treatment arm."""
        return of_arm("treatment", lambda: Ratio(units=self._treatment()), _NAMES)

    def _control(self) -> Paired:
        return Paired(
            n=self.n_control,
            mean_y=self.mean_num_control,
            var_y=self.var_num_control,
            mean_x=self.mean_den_control,
            var_x=self.var_den_control,
            cov=self.cov_control,
        )

    def _treatment(self) -> Paired:
        return Paired(
            n=self.n_treatment,
            mean_y=self.mean_num_treatment,
            var_y=self.var_num_treatment,
            mean_x=self.mean_den_treatment,
            var_x=self.var_den_treatment,
            cov=self.cov_treatment,
        )


class RatioVariance(StrEnum):
    """The delta method per arm (two words for the same), or with one variance for both arms."""

    PER_ARM = "delta method per arm"
    LINEARISED = "delta method per arm (linearised numerator - R*denominator)"
    POOLED = "delta method, pooled across arms"


class RatioTest(StrEnum):
    """The test; Student's goes with the pooled variance."""

    WELCH = "welch t"
    STUDENT = "student t"


class RatioAlternative(StrEnum):
    """Against any difference, or against a greater treatment."""

    TWO_SIDED = "two-sided"
    GREATER = "greater (treatment > control)"


class RatioInterval(StrEnum):
    """Which interval of the lift; Fieller's by default."""

    WELCH_AND_DELTA = "welch absolute; delta_relative relative"
    WELCH_AND_LOG = "welch absolute; log_ratio relative"


class RatioMethod(Method):
    """Every interval of a lift is two-sided."""

    variance: RatioVariance | None = None
    test: RatioTest | None = None
    alternative: RatioAlternative = RatioAlternative.TWO_SIDED
    ci: RatioInterval | None = None

    @property
    def pooled(self) -> bool:
        """Whether both arms share one variance."""
        return RatioTest.STUDENT is self.test or self.variance is RatioVariance.POOLED

    @model_validator(mode="after")
    def _fits_together(self) -> "RatioMethod":
        per_arm = self.variance in {RatioVariance.PER_ARM, RatioVariance.LINEARISED}
        if self.pooled and (per_arm or self.test is RatioTest.WELCH):
            raise ValueError(f"test {self.test} has no variance {self.variance}")
        if self.ci is not None and (self.pooled or self.alternative is RatioAlternative.GREATER):
            raise ValueError(f"ci {self.ci} is two-sided, with a variance per arm")
        return self


def _ratio(inputs: RatioInputs, method: RatioMethod) -> Mapping[str, Figure]:
    control, treatment = inputs.control().as_mean(), inputs.treatment().as_mean()
    test = student(control, treatment) if method.pooled else welch(control, treatment)
    side = Side.GREATER if method.alternative is RatioAlternative.GREATER else Side.BOTH
    figures: dict[str, Figure] = {
        "ratio_control": control.mean,
        "ratio_treatment": treatment.mean,
        "difference": test.estimate,
        "ci_absolute": pair(test.interval(inputs.alpha, side)),
        "p_value": test.p_value(side),
        "lift_relative": lift(control.mean, treatment.mean),
    }
    if side is Side.BOTH:
        figures["ci_relative"] = _relative(control, treatment, test, inputs.alpha, method)
    return figures


def _relative(control: Mean, treatment: Mean, test: Difference, alpha: float, method: RatioMethod) -> Figure:
    match method.ci:
        case RatioInterval.WELCH_AND_DELTA:
            return pair(delta(control, treatment, test.df).interval(alpha))
        case RatioInterval.WELCH_AND_LOG:
            return pair(log_ratio(control, treatment, alpha))
        case None:
            spread = with_pooled_spread(control, treatment) if method.pooled else (control, treatment)
            return pair(fieller(*spread, test.critical(alpha)).interval)
        case _:
            assert_never(method.ci)


TASKS: Final[tuple[Task[Any, Any], ...]] = (Task(name="ab.ratio", inputs=RatioInputs, method=RatioMethod, run=_ratio),)
