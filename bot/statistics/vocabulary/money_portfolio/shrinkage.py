"""Tasks that shrink estimates."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from bot.statistics import arrays, shrinkage
from bot.statistics.distributions import Normal
from bot.statistics.estimates import Estimate
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task
from bot.statistics.vocabulary.values import Number, Series, guarded, refuse


class PriorInputs(Inputs):
    """An estimate with its standard error, and what such effects usually are."""

    estimate: Number
    se: Number
    prior_mean: Number = 0.0
    prior_sd: Number


class Posterior(StrEnum):
    """The estimator."""

    NORMAL = "normal-normal posterior"


class Interval(StrEnum):
    """The interval."""

    NORMAL_95 = "normal 95%"


class PriorMethod(Method):
    """Shrinkage towards a normal prior."""

    estimator: Posterior = Posterior.NORMAL
    interval: Interval = Interval.NORMAL_95


class SharesInputs(Inputs):
    """Shares, each of `n_each` trials."""

    estimates: Series
    n_each: Annotated[int, Field(strict=True, ge=1)]


class JamesStein(StrEnum):
    """The formula in words; the second form names the trials of one published example, the inputs say how many."""

    SHARES = "ybar + (1-(k-3)*s2/S)(y-ybar), s2 = ybar(1-ybar)/n_each known"
    EXAMPLE = "ybar + (1-(k-3)*s2/S)(y-ybar), s2 = ybar(1-ybar)/45 known"


class SharesMethod(Method):
    """Shrinkage towards the mean of all."""

    estimator: JamesStein = JamesStein.SHARES


def _normal_prior(inputs: PriorInputs, method: PriorMethod) -> Mapping[str, Figure]:
    del method
    if inputs.prior_sd < 0:
        raise refuse("A standard deviation cannot be negative.", "prior_sd")
    found = shrinkage.posterior(inputs.estimate, inputs.se, Normal(mean=inputs.prior_mean, sd=inputs.prior_sd))
    return {
        "mean": found.mean,
        "sd": found.sd,
        "interval": Estimate(value=found.mean, se=found.sd).interval(),
        "prob_positive": shrinkage.probability_positive(found),
    }


def _james_stein(inputs: SharesInputs, method: SharesMethod) -> Mapping[str, Figure]:
    del method
    found = shrinkage.james_stein(arrays.vector(inputs.estimates, "estimates"), inputs.n_each)
    return {"grand_mean": found.grand_mean, "shrink_factor": found.shrink_factor, "shrunk": found.shrunk}


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="shrinkage.normal_prior", inputs=PriorInputs, method=PriorMethod, run=guarded(_normal_prior)),
    Task(name="shrinkage.james_stein", inputs=SharesInputs, method=SharesMethod, run=guarded(_james_stein)),
)
