"""`ab.sequential`, `ab.sequential_boundary` and `ab.sequential_msprt`: what holds at any look."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from pydantic import model_validator

from bot.statistics.comparison.means import unpooled_z
from bot.statistics.comparison.relative import delta, fieller, lift
from bot.statistics.comparison.sequential import Mixture, best_boundary, msprt_p_value, tuned
from bot.statistics.summaries import Mean, Proportion
from bot.statistics.vocabulary.ab_readout.arms import Confident, of_arm, pair
from bot.statistics.vocabulary.planning.sidedness import TwoSided
from bot.statistics.vocabulary.quantities import Count, Inside, NotNegative, Number, Positive, Units
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task


class SequentialInputs(Confident):
    """Counts of both arms, or means and standard deviations; the tuning is the planned total of both arms."""

    n_control: Units
    n_treatment: Units
    sequential_tuning: Positive
    x_control: Count | None = None
    x_treatment: Count | None = None
    mean_control: Number | None = None
    sd_control: NotNegative | None = None
    mean_treatment: Number | None = None
    sd_treatment: NotNegative | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "SequentialInputs":
        counts = (self.x_control, self.x_treatment)
        moments = (self.mean_control, self.sd_control, self.mean_treatment, self.sd_treatment)
        missing = (counts.count(None), moments.count(None))
        if missing not in {(0, len(moments)), (len(counts), 0)}:
            raise ValueError("give x_control and x_treatment, or the mean and sd of both arms")
        return self

    def control(self) -> Mean:
        """The control arm."""
        return _arm("control", self.n_control, self.x_control, self.mean_control, self.sd_control)

    def treatment(self) -> Mean:
        """The treatment arm."""
        return _arm("treatment", self.n_treatment, self.x_treatment, self.mean_treatment, self.sd_treatment)


def _arm(arm: str, n: int, x: int | None, mean: float | None, sd: float | None) -> Mean:
    if x is not None:
        return of_arm(arm, lambda: Proportion(x=x, n=n).as_mean())
    return Mean(n=n, mean=mean or 0.0, sd=sd or 0.0)


class Sequence(StrEnum):
    """Which confidence sequence."""

    ASYMPTOTIC = (
        "asymptotic confidence sequence (Waudby-Smith et al. eq. 9), rho from eq. 161, N = n_control + n_treatment"
    )


class SequentialEffect(StrEnum):
    """Which scale."""

    ABSOLUTE = "absolute, unpooled p(1-p)/n"
    RELATIVE = "relative, delta SE"


class SequentialMethod(Method):
    """Two-sided."""

    ci: Sequence = Sequence.ASYMPTOTIC
    effect: SequentialEffect = SequentialEffect.ABSOLUTE
    alternative: TwoSided = TwoSided.TWO_SIDED


def _sequential(inputs: SequentialInputs, method: SequentialMethod) -> Mapping[str, Figure]:
    control, treatment = inputs.control(), inputs.treatment()
    mixture, n = tuned(inputs.sequential_tuning, inputs.alpha), control.n + treatment.n
    figures: dict[str, Figure] = {
        "difference": treatment.mean - control.mean,
        "lift_relative": lift(control.mean, treatment.mean),
    }
    if method.effect is SequentialEffect.ABSOLUTE:
        return figures | _absolute(control, treatment, mixture, inputs.alpha)
    effect = delta(control, treatment)
    return figures | {
        "ci_relative": pair(mixture.interval(effect.estimate, effect.se, n, inputs.alpha)),
        "se_relative": effect.se,
        "p_value_relative": mixture.p_value(effect.estimate, effect.se, n),
    }


def _absolute(control: Mean, treatment: Mean, mixture: Mixture, alpha: float) -> dict[str, Figure]:
    effect, n = unpooled_z(control, treatment), control.n + treatment.n
    return {
        "p_value": mixture.p_value(effect.estimate, effect.se, n),
        "ci_absolute": pair(mixture.interval(effect.estimate, effect.se, n, alpha)),
        "ci_relative": pair(fieller(control, treatment, mixture.critical(n, alpha)).interval),
    }


class BoundaryInputs(Inputs):
    """Intrinsic time, and the time and level that the boundary is tuned for."""

    v: NotNegative
    v_opt: Positive
    alpha: Inside = 0.05
    alpha_opt: Inside = 0.05


class BoundaryKind(StrEnum):
    """Which boundary."""

    NORMAL_MIXTURE = "two-sided normal mixture (Howard et al. 2021), sub-Gaussian sum scale"


class BoundaryMethod(Method):
    """The boundary of sums."""

    boundary: BoundaryKind = BoundaryKind.NORMAL_MIXTURE


def _boundary(inputs: BoundaryInputs, _: BoundaryMethod) -> Mapping[str, Figure]:
    boundary = best_boundary(inputs.v_opt, inputs.alpha_opt)
    return {"rho": boundary.rho, "bound": boundary.bound(inputs.v, inputs.alpha)}


class MsprtInputs(Inputs):
    """An estimate, its standard error, and the variance of the mixture over effects."""

    difference: Number
    se: Positive
    mixing_variance_tau2: Positive


class MsprtPValue(StrEnum):
    """Which p-value."""

    ALWAYS_VALID = "always-valid, normal mixture SPRT (Johari et al. 2017)"


class MsprtMethod(Method):
    """Two-sided."""

    p_value: MsprtPValue = MsprtPValue.ALWAYS_VALID
    alternative: TwoSided = TwoSided.TWO_SIDED


def _msprt(inputs: MsprtInputs, _: MsprtMethod) -> Mapping[str, Figure]:
    return {"p_value": msprt_p_value(inputs.difference, inputs.se, inputs.mixing_variance_tau2)}


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="ab.sequential", inputs=SequentialInputs, method=SequentialMethod, run=_sequential),
    Task(name="ab.sequential_boundary", inputs=BoundaryInputs, method=BoundaryMethod, run=_boundary),
    Task(name="ab.sequential_msprt", inputs=MsprtInputs, method=MsprtMethod, run=_msprt),
)
