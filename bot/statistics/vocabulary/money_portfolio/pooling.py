"""Tasks that make one figure of many: pooled estimates and portfolio sums."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from bot.statistics import arrays, portfolio
from bot.statistics.pooling import Heterogeneity, between, pooled
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task
from bot.statistics.vocabulary.values import Level, Series, guarded


class MetaInputs(Inputs):
    """Estimates of one effect with their variances."""

    estimates: Series
    variances: Series
    confidence: Annotated[float, Field(gt=0, lt=1)] = 0.95


class Pooling(StrEnum):
    """How the variance between studies is treated."""

    FIXED = "fixed effect (inverse variance)"
    DERSIMONIAN_LAIRD = "random effects, DerSimonian-Laird"
    PAULE_MANDEL = "random effects, Paule-Mandel"
    FIXED_WITH_TAU2 = "fixed effect + DerSimonian-Laird tau2"


class Interval(StrEnum):
    """What an interval is read from."""

    NORMAL = "normal"


class MetaMethod(Method):
    """A pooled estimate."""

    method: Pooling = Pooling.DERSIMONIAN_LAIRD
    interval: Interval = Interval.NORMAL


class SumInputs(Inputs):
    """Estimates with standard errors, and the correlation of every pair."""

    estimates: Series
    se: Series
    rho: Annotated[float, Field(strict=True, ge=-1, le=1)] = 0.0


class Correlation(StrEnum):
    """How the estimates hang together."""

    EQUAL = "equicorrelated"


class SumMethod(Method):
    """The sum of a portfolio."""

    correlation: Correlation = Correlation.EQUAL
    level: Level = Level.L95
    interval: Interval = Interval.NORMAL


_HETEROGENEITY: Final[Mapping[Pooling, Heterogeneity]] = {
    Pooling.FIXED: Heterogeneity.NONE,
    Pooling.FIXED_WITH_TAU2: Heterogeneity.NONE,
    Pooling.DERSIMONIAN_LAIRD: Heterogeneity.DERSIMONIAN_LAIRD,
    Pooling.PAULE_MANDEL: Heterogeneity.PAULE_MANDEL,
}


def _meta(inputs: MetaInputs, method: MetaMethod) -> Mapping[str, Figure]:
    estimates = arrays.vector(inputs.estimates, "estimates")
    variances = arrays.vector(inputs.variances, "variances", length=estimates.size)
    found = pooled(estimates, variances, _HETEROGENEITY[method.method])
    beside = method.method is Pooling.FIXED_WITH_TAU2
    return {
        "mean": found.mean.value,
        "se": found.mean.se,
        "tau2": between(estimates, variances, Heterogeneity.DERSIMONIAN_LAIRD) if beside else found.tau2,
        "ci": found.mean.interval(inputs.confidence),
        "Q": found.q,
    }


def _sum(inputs: SumInputs, method: SumMethod) -> Mapping[str, Figure]:
    estimates = arrays.vector(inputs.estimates, "estimates")
    errors = arrays.vector(inputs.se, "se", length=estimates.size)
    found = portfolio.equicorrelated_sum(estimates, errors, inputs.rho)
    return {"total": found.value, "se": found.se, "interval": found.interval(method.level.confidence)}


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="pool.meta", inputs=MetaInputs, method=MetaMethod, run=guarded(_meta)),
    Task(name="portfolio.sum", inputs=SumInputs, method=SumMethod, run=guarded(_sum)),
)
