"""CUPED: taking out of a metric what the time before the experiment already told (Deng et al. 2013)."""

from dataclasses import dataclass, replace

from bot.statistics.comparison.means import Difference
from bot.statistics.comparison.relative import delta
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.summaries import Adjustable, Mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """Both arms after the adjustment, with the slope that they share."""

    theta: float
    control: Mean
    treatment: Mean


def adjust(control: Adjustable, treatment: Adjustable) -> Adjusted:
    """Both arms less theta (x - grand mean of x); theta is cov / var of the joint sample, between-arm part included.

    NO_SPREAD where the covariate does not vary.
    """
    joint = (control + treatment).units
    if joint.var_x == 0:
        raise NotComputable(Reason.NO_SPREAD, "The covariate does not vary.", field="var_x")
    theta = joint.cov / joint.var_x
    return Adjusted(
        theta=theta,
        control=control.adjusted(theta, joint.mean_x),
        treatment=treatment.adjusted(theta, joint.mean_x),
    )


def relative(control: Adjustable, treatment: Adjustable, adjusted: Adjusted) -> Difference:
    """The adjusted difference as a share of the unadjusted control mean, with its delta-method error (GrowthBook)."""
    raw_control = Mean(n=control.n, mean=control.units.mean_y, sd=adjusted.control.sd)
    raw_treatment = Mean(n=treatment.n, mean=treatment.units.mean_y, sd=adjusted.treatment.sd)
    difference = adjusted.treatment.mean - adjusted.control.mean
    return replace(delta(raw_control, raw_treatment), estimate=difference / raw_control.mean)
