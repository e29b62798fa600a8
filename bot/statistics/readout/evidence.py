"""The one test that speaks for a comparison: its p-value, and the intervals that agree with it at any level."""

import math
from dataclasses import dataclass, replace
from typing import Protocol

from bot.statistics.comparison.cuped import adjust
from bot.statistics.comparison.guardrails import Margin, NonInferiority, non_inferior
from bot.statistics.comparison.intervals import Interval, Side
from bot.statistics.comparison.means import Difference, unpooled_z, welch, welch_df, with_pooled_spread
from bot.statistics.comparison.proportions import enough_for_wald, newcombe, newcombe_z, unpooled
from bot.statistics.comparison.relative import fieller, recovered
from bot.statistics.comparison.sequential import Mixture
from bot.statistics.readout.findings import Basis
from bot.statistics.summaries import Adjustable, Mean, Proportion, Summary
from bot.statistics.tails import as_t, normal_below, normal_quantile


class Evidence(Protocol):
    """A test of no difference; zero is in both of its intervals exactly when its p is above their alpha."""

    @property
    def basis(self) -> Basis:
        """What it rests on."""
        ...

    @property
    def estimate(self) -> float:
        """Treatment less control."""
        ...

    def p_value(self) -> float:
        """Two-sided; NO_SPREAD where nothing varies."""
        ...

    def interval(self, alpha: float) -> Interval:
        """Of the difference."""
        ...

    def lift_interval(self, alpha: float) -> Interval | None:
        """Of the lift; None where it cannot be bounded."""
        ...

    def against(self, margin: Margin, alpha: float) -> NonInferiority:
        """The one-sided test of "worse than the margin"."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """One look with enough units: Welch's t, or z for proportions, with Fieller's lift at the same critical value."""

    control: Mean
    treatment: Mean
    difference: Difference

    @property
    def basis(self) -> Basis:
        """By the degrees of freedom."""
        return Basis.Z if math.isinf(self.difference.df) else Basis.WELCH

    @property
    def estimate(self) -> float:
        """Treatment less control."""
        return self.difference.estimate

    def p_value(self) -> float:
        """Of the absolute test."""
        return self.difference.p_value()

    def interval(self, alpha: float) -> Interval:
        """Of the absolute test."""
        return self.difference.interval(alpha)

    def lift_interval(self, alpha: float) -> Interval | None:
        """Fieller's."""
        return fieller(self.control, self.treatment, self.difference.critical(alpha)).interval

    def against(self, margin: Margin, alpha: float) -> NonInferiority:
        """By the same t or z."""
        return non_inferior(self.difference, margin, alpha)


@dataclass(frozen=True, slots=True, kw_only=True)
class FewEvents:
    """One look at proportions with few events: Newcombe's interval, the p that agrees with it, and the lift by the
    same Wilson limits.
    """

    control: Proportion
    treatment: Proportion

    @property
    def basis(self) -> Basis:
        """Newcombe's interval."""
        return Basis.NEWCOMBE

    @property
    def estimate(self) -> float:
        """Treatment less control."""
        return self.treatment.rate - self.control.rate

    def p_value(self) -> float:
        """The alpha at which Newcombe's interval touches zero."""
        return 2 * normal_below(-abs(newcombe_z(self.control, self.treatment)))

    def interval(self, alpha: float) -> Interval:
        """Newcombe's."""
        return newcombe(self.control, self.treatment, normal_quantile(1 - alpha / 2))

    def lift_interval(self, alpha: float) -> Interval | None:
        """By recovered variances."""
        return recovered(self.control, self.treatment, normal_quantile(1 - alpha / 2))

    def against(self, margin: Margin, alpha: float) -> NonInferiority:
        """By Newcombe's bound on one side."""
        z = newcombe_z(self.control, self.treatment, margin.limit)
        both = newcombe(self.control, self.treatment, normal_quantile(1 - alpha))
        greater = margin.wanted.side is Side.GREATER
        p_value = normal_below(-z if greater else z)
        return NonInferiority(
            difference=self.estimate,
            interval=replace(both, high=math.inf) if greater else replace(both, low=-math.inf),
            statistic=z,
            p_value=p_value,
            proven=p_value < alpha,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyTime:
    """Any look: the confidence sequence, its always-valid p, and Fieller's lift at the sequence's critical value.

    `df` are those of the error where few units estimate it, and infinite where they are many.
    """

    control: Mean
    treatment: Mean
    mixture: Mixture
    df: float = math.inf

    @property
    def basis(self) -> Basis:
        """The sequence."""
        return Basis.SEQUENCE

    @property
    def estimate(self) -> float:
        """Treatment less control."""
        return self.treatment.mean - self.control.mean

    def p_value(self) -> float:
        """Always valid."""
        return self.mixture.p_value(self.estimate, self._difference.se, self._n, self.df)

    def interval(self, alpha: float) -> Interval:
        """The sequence's at this n."""
        return self.mixture.interval(self.estimate, self._difference.se, self._n, alpha, df=self.df)

    def lift_interval(self, alpha: float) -> Interval | None:
        """Fieller's."""
        control, treatment = self._arms
        critical = as_t(self.mixture.critical(self._n, alpha), self.df)
        return fieller(control, treatment, critical).interval

    def against(self, margin: Margin, alpha: float) -> NonInferiority:
        """By the one-sided sequence; the mixture should be tuned for one side."""
        side, se = margin.wanted.side, self._difference.se
        gap = self.estimate - margin.limit
        p_value = self.mixture.p_value_one_sided(gap if side is Side.GREATER else -gap, se, self._n, self.df)
        return NonInferiority(
            difference=self.estimate,
            interval=self.mixture.interval(self.estimate, se, self._n, alpha, side, self.df),
            statistic=gap / se,
            p_value=p_value,
            proven=p_value < alpha,
        )

    @property
    def _difference(self) -> Difference:
        return unpooled_z(*self._arms)

    @property
    def _arms(self) -> tuple[Mean, Mean]:
        """The arms with the larger of their own and their common spread.

        A small arm that saw few events has a low mean and a low spread together, so that by its own spread it lies
        beyond chance far too often while one looks and looks; of arms alike in size the two errors hardly differ.
        """
        own, common = (self.control, self.treatment), with_pooled_spread(self.control, self.treatment)
        return max(own, common, key=lambda arms: unpooled_z(*arms).se)

    @property
    def _n(self) -> int:
        return self.control.n + self.treatment.n


def fixed(control: Summary, treatment: Summary) -> Evidence:
    """The default test of one look: Welch for means, ratios and adjusted means; z or Newcombe for proportions."""
    if isinstance(control, Proportion) and isinstance(treatment, Proportion):
        if not enough_for_wald(control, treatment):
            return FewEvents(control=control, treatment=treatment)
        difference = unpooled(control, treatment)
        return Fixed(control=control.as_mean(), treatment=treatment.as_mean(), difference=difference)
    of_control, of_treatment = as_means(control, treatment)
    return Fixed(control=of_control, treatment=of_treatment, difference=welch(of_control, of_treatment))


def any_time(control: Summary, treatment: Summary, mixture: Mixture, *, by_groups: bool = False) -> AnyTime:
    """The default test of any look; by groups, which are few, with Welch's degrees of freedom."""
    of_control, of_treatment = as_means(control, treatment)
    errors = of_control.squared_error, of_control.n, of_treatment.squared_error, of_treatment.n
    df = welch_df(*errors) if by_groups else math.inf
    return AnyTime(control=of_control, treatment=of_treatment, mixture=mixture, df=df)


def as_means(control: Summary, treatment: Summary) -> tuple[Mean, Mean]:
    """Both arms as means; adjusted where there is a covariate that varies."""
    if isinstance(control, Adjustable) and isinstance(treatment, Adjustable):
        adjusted = adjust(control, treatment)
        return adjusted.control, adjusted.treatment
    return control.as_mean(), treatment.as_mean()
