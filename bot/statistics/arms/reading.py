"""The job of a readout by arm: the default tests, the view that holds at any look, novelty, and exaggeration."""

import math
from typing import Final

from bot.statistics.arms.summary import (
    ArmsQuestion,
    ArmsReadout,
    CarryOver,
    Line,
    Novelty,
    PeriodsNote,
    Said,
    Switches,
    Week,
)
from bot.statistics.comparison.intervals import Interval
from bot.statistics.comparison.means import unpooled_z, welch
from bot.statistics.comparison.relative import lift
from bot.statistics.comparison.sequential import tuned
from bot.statistics.readout.evidence import any_time, as_means, fixed
from bot.statistics.readout.experiments import Direction, Experiment, Metric, Role
from bot.statistics.readout.findings import Finding, Unread
from bot.statistics.readout.reading import read
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.summaries import Adjustable, Mean, Proportion, Summary
from bot.statistics.tails import normal_quantile
from bot.statistics.winners_curse import type_m

_CARRIES: Final = 0.05
"""The level of the interval without the periods after a switch, and at which those differ from it."""
_FADES: Final = 0.05
"""The level at which the last week's lift differs from the first week's."""


def read_arms(question: ArmsQuestion) -> ArmsReadout:
    """Everything that is said of results by arm; NotComputable for what cannot be read at all."""
    experiment = Experiment(
        counts=question.counts,
        weights=question.weights,
        metrics=question.metrics,
        planned_n=question.planned_n,
        early=question.early,
        alpha=question.alpha,
        by_groups=question.by_groups,
    )
    readout = read(experiment)
    by_name = {metric.name: metric for metric in question.metrics}
    lines = tuple(_line(each, by_name[each.metric], question) for each in readout.findings)
    return ArmsReadout(
        arms=question.arms,
        counts=question.counts,
        sample_ratio_p=readout.sample_ratio.p_value,
        mismatch=readout.sample_ratio.mismatch,
        early=question.early,
        lines=lines,
        novelty=_novelty(question.weeks),
        exaggeration=_exaggeration(lines, question),
        counted=question.counted,
        periods=_periods(question.switches),
    )


def _periods(switches: Switches | None) -> PeriodsNote | None:
    if switches is None:
        return None
    return PeriodsNote(carry_over=_carry_over(switches), weekdays=switches.weekdays, hours=switches.hours)


def _carry_over(switches: Switches) -> CarryOver | None:
    """Later periods alone by Welch's t; the two differences are of other periods, so their gap is tested by z."""
    if switches.fresh is None or switches.settled is None:
        return None
    settled, fresh = welch(*as_means(*switches.settled)), welch(*as_means(*switches.fresh))
    try:
        bounds = settled.interval(_CARRIES)
    except NotComputable:
        return None
    apart = abs(settled.estimate - fresh.estimate)
    differs = apart > normal_quantile(1 - _CARRIES / 2) * math.hypot(settled.se, fresh.se)
    return CarryOver(difference=settled.estimate, low=bounds.low, high=bounds.high, differs=differs)


def _line(each: Finding | Unread, metric: Metric, question: ArmsQuestion) -> Line:
    up = metric.wanted is Direction.INCREASE
    if isinstance(each, Unread):
        return Line(metric=each.metric, role=each.role, arm=each.arm, said=Said.UNREAD, wanted_up=up, words=each.words)
    treatment = metric.treatments[each.arm - 1]
    always, interval = _at_any_look(metric, treatment, question), each.interval
    if each.role is Role.GUARDRAIL and not question.early:
        # Both bounds, each one-sided at the guardrail's level: the other one tells harm beyond the margin.
        interval = fixed(metric.control, treatment).interval(2 * each.level)
    lifted = each.lift_interval
    return Line(
        metric=each.metric,
        role=each.role,
        arm=each.arm,
        said=Said(each.verdict.value),
        wanted_up=up,
        control=each.control,
        treatment=each.treatment,
        difference=each.difference,
        low=_bound(interval.low),
        high=_bound(interval.high),
        always_low=_bound(always.low) if always else None,
        always_high=_bound(always.high) if always else None,
        se=unpooled_z(*as_means(metric.control, treatment)).se,
        p_value=each.p_value,
        adjusted_p=each.adjusted_p,
        lift=each.lift,
        lift_low=_bound(lifted.low) if lifted else None,
        lift_high=_bound(lifted.high) if lifted else None,
        margin=metric.margin,
        small_sample=each.small_sample,
        is_rate=isinstance(treatment, Proportion),
        variance_left=_variance_left(metric.control, treatment),
        before_p=_before(metric.control, treatment),
    )


def _before(control: Summary, treatment: Summary) -> float | None:
    """The p of no difference in the period before, by Welch's test; None without one."""
    if not (isinstance(control, Adjustable) and isinstance(treatment, Adjustable)):
        return None
    arms = [Mean(n=each.n, mean=each.units.mean_x, sd=math.sqrt(each.units.var_x)) for each in (control, treatment)]
    try:
        return welch(*arms).p_value()
    except NotComputable:  # within the arms nothing varies: they differ beyond any chance, or not at all
        return 1.0 if arms[0].mean == arms[1].mean else 0.0


def _variance_left(control: Summary, treatment: Summary) -> float | None:
    """The difference's squared error after adjusting by the period before, as a share of the one without."""
    if not (isinstance(control, Adjustable) and isinstance(treatment, Adjustable)):
        return None
    bare = unpooled_z(control.as_mean(), treatment.as_mean()).se
    return (unpooled_z(*as_means(control, treatment)).se / bare) ** 2 if bare > 0 else None


def _at_any_look(metric: Metric, treatment: Summary, question: ArmsQuestion) -> Interval | None:
    """The interval that holds at any look; None where nothing varies, as in arms without any event."""
    try:
        mixture = tuned(question.planned_n, question.alpha)
        evidence = any_time(metric.control, treatment, mixture, by_groups=question.by_groups)
        return evidence.interval(question.alpha)
    except NotComputable:
        return None


def _bound(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _novelty(weeks: tuple[Week, ...]) -> Novelty | None:
    """The first and the last week are different units, so their lifts are independent: a z test by the delta method."""
    if len(weeks) < 2:
        return None
    try:
        (first, first_se), (last, last_se) = _log_ratio(weeks[0]), _log_ratio(weeks[-1])
    except NotComputable:
        return None
    apart = abs(last - first) / math.hypot(first_se, last_se)
    against = (last - first) * first < 0
    fades = against and apart > normal_quantile(1 - _FADES / 2)
    return Novelty(first=math.expm1(first), last=math.expm1(last), fades=fades)


def _log_ratio(week: Week) -> tuple[float, float]:
    """The logarithm of treatment over control with its standard error."""
    control, treatment = as_means(week.control, week.treatment)
    found = lift(control.mean, treatment.mean)
    if found is None or found <= -1 or min(control.squared_error, treatment.squared_error) <= 0:
        raise NotComputable(Reason.NO_SPREAD, "A week does not vary, or has no lift.")
    variance = control.squared_error / control.mean**2 + treatment.squared_error / treatment.mean**2
    return math.log1p(found), math.sqrt(variance)


def _exaggeration(lines: tuple[Line, ...], question: ArmsQuestion) -> float | None:
    """By the primary metric's own standard error."""
    primary = next((line for line in lines if line.role is Role.PRIMARY and line.se), None)
    if primary is None or question.effect is None or primary.se is None or primary.control == 0:
        return None
    return type_m(question.effect * abs(primary.control), primary.se, alpha=question.alpha).exaggeration
