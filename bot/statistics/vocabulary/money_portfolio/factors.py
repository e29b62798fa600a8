"""What is given about one quantity: the kind of its distribution, and its parameters or its moments."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated, Any, Final, Self

from pydantic import ConfigDict, Field, model_validator

from bot.statistics.distributions import Beta, Constant, Distribution, Lognormal, Normal, Triangular, Uniform
from bot.statistics.reasons import NotComputable
from bot.statistics.vocabulary.task import Inputs

Number = Annotated[float, Field(strict=True)]


class Kind(StrEnum):
    """The distributions that are known."""

    CONSTANT = "constant"
    NORMAL = "normal"
    LOGNORMAL = "lognormal"
    UNIFORM = "uniform"
    TRIANGULAR = "triangular"
    BETA = "beta"


_FORMS: Final[Mapping[Kind, Mapping[frozenset[str], Callable[..., Distribution]]]] = {
    Kind.CONSTANT: {
        frozenset({"mean"}): Constant,
        frozenset({"value"}): lambda value: Constant(mean=value),
        frozenset({"mean", "sd"}): Constant,
    },
    Kind.NORMAL: {frozenset({"mean", "sd"}): Normal},
    Kind.LOGNORMAL: {
        frozenset({"mean", "sd"}): Lognormal.of_moments,
        frozenset({"mu", "sigma"}): Lognormal,
        frozenset({"log_mean", "log_sd"}): lambda log_mean, log_sd: Lognormal(mu=log_mean, sigma=log_sd),
        frozenset({"meanlog", "sdlog"}): lambda meanlog, sdlog: Lognormal(mu=meanlog, sigma=sdlog),
        frozenset({"median", "sigma"}): Lognormal.of_median,
        frozenset({"median", "log_sd"}): lambda median, log_sd: Lognormal.of_median(median=median, sigma=log_sd),
    },
    Kind.UNIFORM: {frozenset({"mean", "sd"}): Uniform.of_moments, frozenset({"low", "high"}): Uniform},
    Kind.TRIANGULAR: {
        frozenset({"mean", "sd"}): Triangular.of_moments,
        frozenset({"low", "likely", "high"}): Triangular,
        frozenset({"low", "mode", "high"}): lambda low, mode, high: Triangular(low=low, likely=mode, high=high),
    },
    Kind.BETA: {
        frozenset({"mean", "sd"}): Beta.of_moments,
        frozenset({"a", "b"}): Beta,
        frozenset({"alpha", "beta"}): lambda alpha, beta: Beta(a=alpha, b=beta),
    },
}
"""Which parameters belong together, for each kind."""


class Factor(Inputs):
    """One quantity, by the moments of the quantity itself or by the parameters of its distribution."""

    model_config = ConfigDict(extra="allow", frozen=True, allow_inf_nan=False)
    __pydantic_extra__: dict[str, Number]

    dist: Kind

    @model_validator(mode="after")
    def _known(self) -> Self:
        try:
            self.distribution()
        except NotComputable as refused:
            raise ValueError(refused.words) from None
        return self

    def distribution(self) -> Distribution:
        """The distribution of these parameters."""
        given: dict[str, Any] = dict(self.__pydantic_extra__ or {})
        forms = _FORMS[self.dist]
        make = forms.get(frozenset(given))
        if make is None:
            known = " or ".join(", ".join(sorted(form)) for form in forms)
            raise ValueError(f"a {self.dist} distribution is given by {known}")
        return make(**given)
