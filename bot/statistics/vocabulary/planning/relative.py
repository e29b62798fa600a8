"""`plan.relative_power`, `plan.relative_mde` and `plan.duration`: planning on the scale of the lift."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from bot.statistics.planning.criterion import Criterion
from bot.statistics.planning.durations import LONGEST_WEEKS, first_week
from bot.statistics.planning.relative import RelativePlan
from bot.statistics.vocabulary.planning.absolute import DEFAULT_POWER
from bot.statistics.vocabulary.planning.sidedness import TwoSided, ZOnly
from bot.statistics.vocabulary.quantities import Inside, Number, Positive, Some, required
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task

Arms = Annotated[Some, Field(ge=2)]
Weeks = Annotated[Some, Field(le=10 * LONGEST_WEEKS)]


class Relative(Inputs):
    """The metric's mean and the variance of one unit; the arms share the units equally."""

    mean: Number
    variance: Positive
    arms: Arms = 2
    alpha: Inside = 0.05


class PowerInputs(Relative):
    """A lift as a share, and the units of all arms."""

    lift: Number
    n_total: Positive
    sequential_tuning: Positive | None = None


class MdeInputs(Relative):
    """The units of all arms and the power to reach."""

    n_total: Positive
    power: Inside = DEFAULT_POWER
    sequential_tuning: Positive | None = None


class DurationInputs(Relative):
    """A lift as a share, and the units of all arms that a week brings."""

    lift: Number
    users_per_week: Positive
    power: Inside = DEFAULT_POWER
    max_weeks: Weeks = LONGEST_WEEKS


class RelativeEffect(StrEnum):
    """The scale of the effect."""

    LIFT = "relative lift"


class DeltaVariance(StrEnum):
    """How the lift's variance is had."""

    DELTA = "delta method; treatment variance set equal to control variance"


class Analysis(StrEnum):
    """One look at the end, or looks at any time; the tuning itself is the input `sequential_tuning`."""

    FIXED = "fixed"
    SEQUENCE = "asymptotic confidence sequence, tuning N*=5000"


class FixedAnalysis(StrEnum):
    """One look at the end."""

    FIXED = "fixed"


class RelativeMethod(Method):
    """The z test of the lift."""

    test: ZOnly = ZOnly.Z
    alternative: TwoSided = TwoSided.TWO_SIDED
    effect: RelativeEffect = RelativeEffect.LIFT
    variance: DeltaVariance = DeltaVariance.DELTA
    both_tails: bool = True
    analysis: Analysis = Analysis.FIXED


class DurationMethod(Method):
    """The same, with one look."""

    test: ZOnly = ZOnly.Z
    alternative: TwoSided = TwoSided.TWO_SIDED
    effect: RelativeEffect = RelativeEffect.LIFT
    variance: DeltaVariance = DeltaVariance.DELTA
    both_tails: bool = True
    analysis: FixedAnalysis = FixedAnalysis.FIXED


def _power(inputs: PowerInputs, method: RelativeMethod) -> Mapping[str, Figure]:
    planned = _plan(inputs, inputs.n_total)
    criterion = Criterion(alpha=inputs.alpha, both_tails=method.both_tails)
    return {"power": planned.power(inputs.lift, criterion, _tuning(method, inputs.sequential_tuning))}


def _mde(inputs: MdeInputs, method: RelativeMethod) -> Mapping[str, Figure]:
    planned = _plan(inputs, inputs.n_total)
    criterion = Criterion(alpha=inputs.alpha, both_tails=method.both_tails)
    tuning = _tuning(method, inputs.sequential_tuning)
    return {"mde_relative": planned.detectable(inputs.power, criterion, tuning)}


def _duration(inputs: DurationInputs, method: DurationMethod) -> Mapping[str, Figure]:
    criterion = Criterion(alpha=inputs.alpha, both_tails=method.both_tails)

    def power_at(week: int) -> float:
        return _plan(inputs, week * inputs.users_per_week).power(inputs.lift, criterion)

    weeks, by_week = first_week(power_at, inputs.power, inputs.max_weeks)
    return {"weeks": weeks, "power_by_week": by_week}


def _plan(inputs: Relative, n_total: float) -> RelativePlan:
    return RelativePlan(mean=inputs.mean, variance=inputs.variance, n_per_arm=n_total / inputs.arms)


def _tuning(method: RelativeMethod, given: float | None) -> float | None:
    return required(given, "sequential_tuning") if method.analysis is Analysis.SEQUENCE else None


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="plan.relative_power", inputs=PowerInputs, method=RelativeMethod, run=_power),
    Task(name="plan.relative_mde", inputs=MdeInputs, method=RelativeMethod, run=_mde),
    Task(name="plan.duration", inputs=DurationInputs, method=DurationMethod, run=_duration),
)
