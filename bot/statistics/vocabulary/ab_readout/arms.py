"""The two arms that most readouts take, and their summaries with the arm's name on every complaint."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.statistics.comparison.intervals import Interval, alpha_of
from bot.statistics.reasons import NotComputable
from bot.statistics.summaries import Mean, Proportion
from bot.statistics.vocabulary.quantities import Count, Inside, NotNegative, Number, Some, Units
from bot.statistics.vocabulary.task import Inputs

S = TypeVar("S")


class Confident(Inputs):
    """Intervals at this confidence."""

    confidence: Inside = 0.95

    @property
    def alpha(self) -> float:
        """1 - confidence."""
        return alpha_of(self.confidence)


class ProportionArms(Inputs):
    """x of n units in each arm."""

    x_control: Count
    n_control: Some
    x_treatment: Count
    n_treatment: Some

    def arms(self) -> tuple[Proportion, Proportion]:
        """Control and treatment."""
        return (
            of_arm("control", lambda: Proportion(x=self.x_control, n=self.n_control)),
            of_arm("treatment", lambda: Proportion(x=self.x_treatment, n=self.n_treatment)),
        )


class MeanArms(Inputs):
    """Mean and standard deviation of n units in each arm."""

    mean_control: Number
    sd_control: NotNegative
    n_control: Units
    mean_treatment: Number
    sd_treatment: NotNegative
    n_treatment: Units

    def arms(self) -> tuple[Mean, Mean]:
        """Control and treatment."""
        return (
            Mean(n=self.n_control, mean=self.mean_control, sd=self.sd_control),
            Mean(n=self.n_treatment, mean=self.mean_treatment, sd=self.sd_treatment),
        )


def of_arm(arm: str, build: Callable[[], S], names: Mapping[str, str] | None = None) -> S:
    """A summary; what it refuses is told under the name that the input has in this task."""
    try:
        return build()
    except NotComputable as refused:
        field = f"{(names or {}).get(refused.field or '', refused.field)}_{arm}"
        raise NotComputable(refused.reason, f"{field}: {refused.words}", field=field) from None


def pair(interval: Interval | None) -> tuple[float, float] | None:
    """Both ends, or None where there is no interval."""
    return None if interval is None else (interval.low, interval.high)
