"""Differences of means: Welch's and Student's t, and z."""

import math
from dataclasses import dataclass, replace
from typing import assert_never

from bot.statistics.comparison.intervals import Interval, Side, around
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.summaries import Mean
from bot.statistics.tails import t_below, t_quantile


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An estimate with its standard error and the degrees of freedom of its reference distribution (inf: normal)."""

    estimate: float
    se: float
    df: float = math.inf

    @property
    def statistic(self) -> float:
        """Estimate by standard error; NO_SPREAD where nothing varies."""
        if self.se == 0:
            raise NotComputable(Reason.NO_SPREAD, "Nothing varies in either arm: there is no test.")
        return self.estimate / self.se

    def p_value(self, side: Side = Side.BOTH) -> float:
        """The probability under no difference of a statistic at least as far out on the side asked for."""
        statistic = self.statistic
        match side:
            case Side.BOTH:
                return 2 * t_below(-abs(statistic), self.df)
            case Side.GREATER:
                return t_below(-statistic, self.df)
            case Side.SMALLER:
                return t_below(statistic, self.df)
            case _:
                assert_never(side)

    def critical(self, alpha: float, side: Side = Side.BOTH) -> float:
        """The statistic beyond which the test rejects at alpha."""
        return -t_quantile(side.tail(alpha), self.df)

    def interval(self, alpha: float, side: Side = Side.BOTH) -> Interval:
        """The (1 - alpha) interval of the estimate; NO_SPREAD where nothing varies."""
        if self.se == 0:
            raise NotComputable(Reason.NO_SPREAD, "Nothing varies in either arm: there is no interval.")
        return around(self.estimate, self.critical(alpha, side) * self.se, side)


def welch(control: Mean, treatment: Mean) -> Difference:
    """Treatment less control with unequal variances and Welch-Satterthwaite degrees of freedom (Welch 1947)."""
    return Difference(
        estimate=treatment.mean - control.mean,
        se=math.sqrt(control.squared_error + treatment.squared_error),
        df=welch_df(control.squared_error, control.n, treatment.squared_error, treatment.n),
    )


def welch_df(error_control: float, n_control: int, error_treatment: float, n_treatment: int) -> float:
    """Satterthwaite's degrees of freedom for the sum of two squared errors; infinite where both are zero."""
    total = error_control + error_treatment
    if total == 0:
        return math.inf
    # Shares, not squares, so that tiny and huge variances neither vanish nor overflow.
    return 1 / ((error_control / total) ** 2 / (n_control - 1) + (error_treatment / total) ** 2 / (n_treatment - 1))


def student(control: Mean, treatment: Mean) -> Difference:
    """Treatment less control with one variance pooled over both arms, n1 + n2 - 2 degrees of freedom."""
    difference = unpooled_z(*with_pooled_spread(control, treatment))
    return replace(difference, df=control.n + treatment.n - 2)


def unpooled_z(control: Mean, treatment: Mean) -> Difference:
    """Treatment less control, each arm with its own variance, read against the normal distribution."""
    return Difference(
        estimate=treatment.mean - control.mean,
        se=math.sqrt(control.squared_error + treatment.squared_error),
    )


def with_pooled_spread(control: Mean, treatment: Mean) -> tuple[Mean, Mean]:
    """Both arms with the standard deviation that they share where their variances are taken to be equal."""
    squares = (control.n - 1) * control.variance + (treatment.n - 1) * treatment.variance
    sd = math.sqrt(squares / (control.n + treatment.n - 2))
    return replace(control, sd=sd), replace(treatment, sd=sd)
