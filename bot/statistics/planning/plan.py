"""The arithmetic of a plan: how long an experiment must run to see what matters, and what it sees by when."""

from bot.statistics.planning import means, proportions
from bot.statistics.planning.criterion import Criterion, shared
from bot.statistics.planning.designs import Design, Detectable, Length, MetricType, Plan, detected, whole
from bot.statistics.planning.durations import LONGEST_WEEKS, SHORTEST_WEEKS, days_for, weeks_for


def plan(design: Design) -> Plan:
    """By the defaults: z with the pooled null for proportions, t for means and ratios, z where it is sequential;
    several arms are each compared with the control at Bonferroni's level.
    """
    criterion = _criterion(design)
    fixed = _needed(design, Criterion(alpha=criterion.alpha))
    needed = _needed(design, criterion)
    length = _length(design, needed)
    by_week = tuple(_detectable(design, criterion, week) for week in range(1, LONGEST_WEEKS + 1))
    return Plan(
        length=length,
        with_cuped=None if design.rho is None else _length(design, needed * (1 - design.rho**2)),
        detectable_at_longest=_detectable(design, criterion, design.longest_weeks),
        detectable_by_week=by_week,
        design_effect=design.design_effect,
        sequential_multiplier=needed / fixed,
        minimal_traffic=_minimal_traffic(design, length),
    )


def _criterion(design: Design) -> Criterion:
    return Criterion(alpha=shared(design.alpha, design.arms - 1), sequential=design.sequential)


def _is_rate(design: Design) -> bool:
    return design.metric is MetricType.PROPORTION and design.switchback is None


def _sd(design: Design) -> float:
    return design.switchback.period_sd if design.switchback else design.sd or 0.0


def _needed(design: Design, criterion: Criterion) -> float:
    """Independent units per arm, not rounded."""
    if _is_rate(design):
        return proportions.of_rates(design.baseline, design.baseline + design.effect).needed(design.power, criterion)
    if criterion.sequential:
        return means.of_means(design.effect, _sd(design)).needed(design.power, criterion)
    return means.TTest(size=design.effect / _sd(design)).needed(design.power, criterion)


def _length(design: Design, needed: float) -> Length:
    per_arm = max(2, whole(needed * design.design_effect))
    total = per_arm * design.arms
    weeks = weeks_for(total, design.units_per_day)
    return Length(
        n_per_arm=per_arm,
        n_total=total,
        days=days_for(total, design.units_per_day),
        weeks=weeks,
        fits=weeks <= design.longest_weeks,
    )


def _detectable(design: Design, criterion: Criterion, weeks: int) -> Detectable | None:
    n = 7 * weeks * design.units_per_day / design.arms / design.design_effect
    if n < 2:
        return None
    if _is_rate(design):
        difference = proportions.detectable(design.baseline, n, design.power, criterion, upwards=design.effect > 0)
    else:
        difference = means.detectable(_sd(design), n, design.power, criterion, exact=not criterion.sequential)
    return None if difference is None else detected(design, difference)


def _minimal_traffic(design: Design, length: Length) -> int | None:
    if design.longest_weeks < SHORTEST_WEEKS:
        return None
    share = 1.0 if design.switchback else design.allocation
    return whole(length.n_total / (7 * design.longest_weeks * share))
