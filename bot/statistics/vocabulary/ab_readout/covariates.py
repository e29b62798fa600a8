"""An arm with a covariate as an object: by its moments, or by the sums that a query returns."""

from typing import Annotated

from pydantic import AliasChoices, Field

from bot.statistics.summaries import Paired
from bot.statistics.vocabulary.quantities import NotNegative, Number, Units
from bot.statistics.vocabulary.task import Inputs


class Moments(Inputs):
    """Means, sample variances and covariance of the metric y and its covariate x."""

    n: Units
    mean_y: Number
    var_y: NotNegative
    mean_x: Number
    var_x: NotNegative
    cov_xy: Number

    def paired(self) -> Paired:
        """As a summary."""
        return Paired(
            n=self.n, mean_y=self.mean_y, var_y=self.var_y, mean_x=self.mean_x, var_x=self.var_x, cov=self.cov_xy
        )


def _known_as(*names: str) -> AliasChoices:
    return AliasChoices(*names)


class Sums(Inputs):
    """Sums, sums of squares and the sum of products; GrowthBook's names are known too."""

    n: Units
    sum_y: Annotated[Number, Field(validation_alias=_known_as("sum_y", "main_sum", "post_sum"))]
    sum_y2: Annotated[NotNegative, Field(validation_alias=_known_as("sum_y2", "main_sum_squares", "post_sum_squares"))]
    sum_x: Annotated[Number, Field(validation_alias=_known_as("sum_x", "covariate_sum", "pre_sum"))]
    sum_x2: Annotated[
        NotNegative, Field(validation_alias=_known_as("sum_x2", "covariate_sum_squares", "pre_sum_squares"))
    ]
    sum_xy: Annotated[
        Number,
        Field(validation_alias=_known_as("sum_xy", "main_covariate_sum_product", "post_pre_sum_of_products")),
    ]

    def paired(self) -> Paired:
        """As a summary."""
        n, divisor = self.n, self.n - 1
        return Paired(
            n=n,
            mean_y=self.sum_y / n,
            var_y=(self.sum_y2 - self.sum_y**2 / n) / divisor,
            mean_x=self.sum_x / n,
            var_x=(self.sum_x2 - self.sum_x**2 / n) / divisor,
            cov=(self.sum_xy - self.sum_y * self.sum_x / n) / divisor,
        )
