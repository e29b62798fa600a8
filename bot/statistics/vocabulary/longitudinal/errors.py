"""The words for standard errors and intervals of series, shared by every task that fits a regression."""

import re
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import Field, StringConstraints, model_validator

from bot.statistics.estimates import Estimate
from bot.statistics.interrupted_series import with_errors
from bot.statistics.regression import Fit, newey_west_lag
from bot.statistics.vocabulary.task import Method

CLASSICAL: Final = "classical"
NEWEY_WEST: Final = "Newey-West (Bartlett), small-sample factor n/(n-k)"
_WITH_LAG: Final = re.compile(r"Newey-West lag (\d{1,4}), factor n/\(n-k\)")
ErrorsInWords = Annotated[
    str,
    StringConstraints(
        pattern=r"^(classical|Newey-West \(Bartlett\), small-sample factor n/\(n-k\)"
        r"|Newey-West lag \d{1,4}, factor n/\(n-k\))$"
    ),
]


class Scale(StrEnum):
    """What an interval is read from."""

    T = "t"
    T_DF = "t, n-k df"
    NORMAL = "normal"


class RegressionMethod(Method):
    """Errors, their lag and the interval of a regression on a series."""

    se: ErrorsInWords = NEWEY_WEST
    interval: Scale = Scale.T_DF
    max_lag: Annotated[int, Field(strict=True, ge=0)] | None = None

    @model_validator(mode="after")
    def _one_lag(self) -> Self:
        if self.max_lag is not None and self.se != NEWEY_WEST:
            raise ValueError("max_lag belongs to the Newey-West errors without a lag of their own")
        return self

    def lag(self, n: int) -> int | None:
        """The lag for n points; None for classical errors; the usual rule where nobody chose."""
        named = _WITH_LAG.fullmatch(self.se)
        if named is not None:
            return int(named.group(1))
        if self.se == CLASSICAL:
            return None
        return newey_west_lag(n) if self.max_lag is None else self.max_lag

    def told(self, fit: Fit) -> Fit:
        """The fit with these errors."""
        return with_errors(fit, self.lag(fit.residuals.size))

    def estimate(self, fit: Fit, number: int) -> Estimate:
        """A coefficient of a fit that has these errors, on the scale of these intervals."""
        found = fit.coefficient(number)
        return Estimate(value=found.value, se=found.se, df=None) if self.interval is Scale.NORMAL else found
