"""Tasks that carry uncertainty through sums, products and expressions."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from bot.statistics import distributions, propagation
from bot.statistics.expression_text import parse
from bot.statistics.portfolio_summary import Spread
from bot.statistics.vocabulary.money_portfolio.factors import Factor
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task
from bot.statistics.vocabulary.values import Level, guarded


class SumInputs(Inputs):
    """Independent terms."""

    terms: tuple[Factor, ...]


class ProductInputs(Inputs):
    """Independent factors."""

    factors: tuple[Factor, ...]


class ExpressionInputs(Inputs):
    """An expression and what is known about each of its names."""

    expression: str
    inputs: dict[str, Factor]


class OfSum(StrEnum):
    """How a sum is computed."""

    MONTE_CARLO = "Monte Carlo"
    EXACT = "exact / Monte Carlo / delta agree"


class OfProduct(StrEnum):
    """How a product is computed."""

    MONTE_CARLO = "exact sd; delta sd; Monte Carlo quantiles (independent normals)"
    LOGNORMAL = "exact lognormal"


class OfExpression(StrEnum):
    """How an expression is computed."""

    MONTE_CARLO = "Monte Carlo or second-order"
    DELTA = "first-order delta"


class SumMethod(Method):
    """The sum of terms."""

    method: OfSum = OfSum.MONTE_CARLO
    level: Level = Level.L95


class ProductMethod(Method):
    """The product of factors."""

    method: OfProduct = OfProduct.MONTE_CARLO
    level: Level = Level.L95


class ExpressionMethod(Method):
    """An expression of inputs."""

    method: OfExpression = OfExpression.MONTE_CARLO
    level: Level = Level.L95


def _sum(inputs: SumInputs, method: SumMethod) -> Mapping[str, Figure]:
    terms = [term.distribution() for term in inputs.terms]
    how = propagation.simulated_sum if method.method is OfSum.MONTE_CARLO else propagation.exact_sum
    return _told(how(terms, confidence=method.level.confidence))


def _product(inputs: ProductInputs, method: ProductMethod) -> Mapping[str, Figure]:
    factors = [factor.distribution() for factor in inputs.factors]
    lognormal = method.method is OfProduct.LOGNORMAL
    how = propagation.lognormal_product if lognormal else propagation.simulated_product
    found = how(factors, confidence=method.level.confidence)
    return {
        "mean": distributions.mean_of_product(factors),
        "sd_exact": distributions.sd_of_product(factors),
        "sd_delta": distributions.delta_sd_of_product(factors),
        "median": found.median,
        "interval": found.interval,
        "interval_mc": found.interval,
    }


def _expression(inputs: ExpressionInputs, method: ExpressionMethod) -> Mapping[str, Figure]:
    known = {name: factor.distribution() for name, factor in inputs.inputs.items()}
    delta = method.method is OfExpression.DELTA
    how = propagation.delta_expression if delta else propagation.simulated_expression
    return _told(how(parse(inputs.expression), known, confidence=method.level.confidence))


def _told(found: Spread) -> Mapping[str, Figure]:
    return {"mean": found.mean, "sd": found.sd, "median": found.median, "interval": found.interval}


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="propagate.sum", inputs=SumInputs, method=SumMethod, run=guarded(_sum)),
    Task(name="propagate.product", inputs=ProductInputs, method=ProductMethod, run=guarded(_product)),
    Task(name="propagate.expression", inputs=ExpressionInputs, method=ExpressionMethod, run=guarded(_expression)),
)
