"""Uncertainty through sums, products and expressions: by formula where there is one, else by draws."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import ndtri

from bot.statistics import draws
from bot.statistics.arrays import FloatArray
from bot.statistics.distributions import Constant, Distribution, Lognormal, Normal, sd_of_sum
from bot.statistics.expression import Expression, gradient, names, value
from bot.statistics.portfolio_summary import Spread
from bot.statistics.reasons import NotComputable, Reason


def simulated_sum(terms: Sequence[Distribution], *, confidence: float = 0.95) -> Spread:
    """The sum of independent terms by draws."""
    randomness = draws.generator()
    total = np.zeros(draws.DRAWS)
    for term in _some(terms, "terms"):
        total += draws.values_at(term, draws.scores(randomness, draws.DRAWS))
    return of_draws(total, confidence)


def exact_sum(terms: Sequence[Distribution], *, confidence: float = 0.95) -> Spread:
    """The sum of independent terms: exact moments, an exact interval when all are normal, else that of the draws."""
    mean, sd = sum(term.mean for term in _some(terms, "terms")), sd_of_sum(terms)
    if all(isinstance(term, Normal | Constant) for term in terms):
        half = sd * float(ndtri(0.5 + confidence / 2))
        return Spread(mean=mean, sd=sd, median=mean, interval=(mean - half, mean + half))
    drawn = simulated_sum(terms, confidence=confidence)
    return Spread(mean=mean, sd=sd, median=drawn.median, interval=drawn.interval)


def simulated_product(factors: Sequence[Distribution], *, confidence: float = 0.95) -> Spread:
    """The product of independent factors by draws: products of draws, not of point estimates."""
    return of_draws(drawn_product(factors, draws.generator()), confidence)


def drawn_product(factors: Sequence[Distribution], randomness: np.random.Generator) -> FloatArray:
    """The draws behind it, of shape (DRAWS,), in no particular order."""
    return draws.product_of(_some(factors, "factors"), randomness)


def lognormal_product(factors: Sequence[Distribution], *, confidence: float = 0.95) -> Spread:
    """The product of independent lognormal factors and positive constants is lognormal: exactly."""
    mu, variance = 0.0, 0.0
    for number, factor in enumerate(_some(factors, "factors")):
        match factor:
            case Lognormal():
                mu, variance = mu + factor.mu, variance + factor.sigma**2
            case Constant() if factor.mean > 0:
                mu += math.log(factor.mean)
            case _:
                words = "Every factor must be lognormal or a positive constant."
                raise NotComputable(Reason.BAD_INPUT, words, field=f"factors.{number}.dist")
    whole = Lognormal(mu=mu, sigma=math.sqrt(variance))
    half = whole.sigma * float(ndtri(0.5 + confidence / 2))
    return Spread(
        mean=whole.mean, sd=whole.sd, median=math.exp(mu), interval=(math.exp(mu - half), math.exp(mu + half))
    )


def simulated_expression(
    expression: Expression, inputs: Mapping[str, Distribution], *, confidence: float = 0.95
) -> Spread:
    """An expression of independent inputs by draws."""
    _known(expression, inputs)
    randomness = draws.generator()
    drawn = {
        name: draws.values_at(distribution, draws.scores(randomness, draws.DRAWS))
        for name, distribution in inputs.items()
    }
    with np.errstate(all="ignore"):
        found = np.broadcast_to(value(expression, drawn), (draws.DRAWS,))
    return of_draws(np.asarray(found, dtype=np.float64), confidence)


def delta_expression(expression: Expression, inputs: Mapping[str, Distribution], *, confidence: float = 0.95) -> Spread:
    """An expression of independent inputs to first order around their means, with a normal interval."""
    _known(expression, inputs)
    at = {name: distribution.mean for name, distribution in inputs.items()}
    mean, slopes = gradient(expression, at)
    sd = math.hypot(*(slope * inputs[name].sd for name, slope in slopes.items()))
    half = sd * float(ndtri(0.5 + confidence / 2))
    return Spread(mean=mean, sd=sd, median=mean, interval=(mean - half, mean + half))


def of_draws(drawn: FloatArray, confidence: float) -> Spread:
    """What draws say; refused when one of them left what can be computed."""
    if not np.isfinite(drawn).all():
        words = "Some draws cannot be computed: divided by zero, too large, or a root or logarithm of what is negative."
        raise NotComputable(Reason.NOT_ESTIMABLE, words, field="expression")
    tail = (1 - confidence) / 2
    low, median, high = draws.quantiles(drawn, np.array([tail, 0.5, 1 - tail])).tolist()
    return Spread(mean=float(drawn.mean()), sd=float(drawn.std(ddof=1)), median=median, interval=(low, high))


def _some(given: Sequence[Distribution], field: str) -> Sequence[Distribution]:
    if not given:
        raise NotComputable(Reason.TOO_FEW, f"{field} is empty.", field=field)
    return given


def _known(expression: Expression, inputs: Mapping[str, Distribution]) -> None:
    unknown = sorted(names(expression) - set(inputs))
    if unknown:
        raise NotComputable(Reason.BAD_INPUT, f"Nothing is known about {unknown[0]}.", field="inputs")
