"""The task on counts per period."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from bot.statistics import arrays
from bot.statistics.counts import Counts, rate_ratio
from bot.statistics.vocabulary.longitudinal.errors import Scale
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task
from bot.statistics.vocabulary.values import Flags, Series, guarded, refuse


class CountInputs(Inputs):
    """Events per period, with the exposure, the time and the month (1 to 12) of each."""

    y: Series
    post: Flags
    exposure: Series | None = None
    time: Series | None = None
    month: Series | None = None


class Model(StrEnum):
    """What the log rate depends on."""

    TREND = "Poisson log-linear: level change + linear trend, log exposure offset"
    HARMONICS = "Poisson log-linear: level change + linear trend + 2 harmonics of 12 months, log exposure offset"


class Errors(StrEnum):
    """Whether counts may spread more than Poisson counts do."""

    MODEL = "model"
    QUASI_POISSON = "quasi-Poisson (Pearson X2/df)"


class CountMethod(Method):
    """A change of the rate."""

    model: Model = Model.TREND
    se: Errors = Errors.QUASI_POISSON
    interval: Scale = Scale.NORMAL


def _count(inputs: CountInputs, method: CountMethod) -> Mapping[str, Figure]:
    found = rate_ratio(
        _counts(inputs, method.model),
        overdispersed=method.se is Errors.QUASI_POISSON,
        small_sample=method.interval is not Scale.NORMAL,
    )
    return {"rate_ratio": found.ratio, "ci": found.interval(), "dispersion": found.dispersion}


def _counts(inputs: CountInputs, model: Model) -> Counts:
    y = arrays.vector(inputs.y, "y", at_least=3, varying=True)
    time = inputs.time or tuple(float(number) for number in range(1, y.size + 1))
    seasonal = model is Model.HARMONICS
    if seasonal and inputs.month is None:
        raise refuse("The harmonics need the month of each period.", "month")
    return Counts(
        events=y,
        after=arrays.indicator(inputs.post, "post", length=y.size),
        time=arrays.vector(time, "time", length=y.size, varying=True),
        exposure=None if inputs.exposure is None else arrays.vector(inputs.exposure, "exposure", length=y.size),
        month=arrays.vector(inputs.month or (), "month", length=y.size) if seasonal else None,
    )


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="series.its_count", inputs=CountInputs, method=CountMethod, run=guarded(_count)),
)
