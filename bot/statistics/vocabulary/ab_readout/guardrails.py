"""`guardrail.one_sided` and `guardrail.one_sided_sequential`: one-sided tests of two means."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from pydantic import model_validator

from bot.statistics.comparison.intervals import Side
from bot.statistics.comparison.means import unpooled_z, welch
from bot.statistics.comparison.sequential import tuned
from bot.statistics.vocabulary.ab_readout.arms import Confident, MeanArms, pair
from bot.statistics.vocabulary.ab_readout.means import WelchTest
from bot.statistics.vocabulary.quantities import Positive
from bot.statistics.vocabulary.task import Figure, Method, Task


class OneSidedInputs(MeanArms, Confident):
    """Means of both arms."""


class Direction(StrEnum):
    """Which way the treatment is suspected to differ."""

    GREATER = "treatment greater"
    LESSER = "treatment lesser"

    @property
    def side(self) -> Side:
        """For the tests."""
        return Side.GREATER if self is Direction.GREATER else Side.SMALLER


class AbsoluteOnly(StrEnum):
    """The scale where there is no other."""

    ABSOLUTE = "absolute"


class Variant(StrEnum):
    """Which peer's test it mirrors; it says the alternative once more."""

    GREATER = "TestOneSidedGreaterTTest.test_one_sided_ttest_absolute"
    LESSER = "TestOneSidedLesserTTest.test_one_sided_ttest_absolute"


class OneSidedMethod(Method):
    """Welch's t on one side."""

    test: WelchTest = WelchTest.WELCH
    alternative: Direction = Direction.GREATER
    effect: AbsoluteOnly = AbsoluteOnly.ABSOLUTE
    variant: Variant | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> "OneSidedMethod":
        if self.variant is not None and self.variant.name != self.alternative.name:
            raise ValueError(f"variant {self.variant} has no alternative {self.alternative}")
        return self


def _one_sided(inputs: OneSidedInputs, method: OneSidedMethod) -> Mapping[str, Figure]:
    test, side = welch(*inputs.arms()), method.alternative.side
    return {
        "difference": test.estimate,
        "ci_absolute": pair(test.interval(inputs.alpha, side)),
        "p_value": test.p_value(side),
    }


class SequentialInputs(OneSidedInputs):
    """The tuning is the planned total of both arms."""

    sequential_tuning: Positive


class OneSidedSequence(StrEnum):
    """Which confidence sequence."""

    ASYMPTOTIC = "one-sided asymptotic confidence sequence (eq. 134), rho with 2*alpha"


class SequentialMethod(Method):
    """A bound that holds at any look."""

    ci: OneSidedSequence = OneSidedSequence.ASYMPTOTIC
    alternative: Direction = Direction.GREATER
    effect: AbsoluteOnly = AbsoluteOnly.ABSOLUTE


def _one_sided_sequential(inputs: SequentialInputs, method: SequentialMethod) -> Mapping[str, Figure]:
    control, treatment = inputs.arms()
    effect, side = unpooled_z(control, treatment), method.alternative.side
    mixture = tuned(inputs.sequential_tuning, inputs.alpha, side)
    interval = mixture.interval(effect.estimate, effect.se, control.n + treatment.n, inputs.alpha, side)
    return {"difference": effect.estimate, "ci_absolute": pair(interval)}


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="guardrail.one_sided", inputs=OneSidedInputs, method=OneSidedMethod, run=_one_sided),
    Task(
        name="guardrail.one_sided_sequential",
        inputs=SequentialInputs,
        method=SequentialMethod,
        run=_one_sided_sequential,
    ),
)
