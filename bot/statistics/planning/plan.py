"""The arithmetic of a plan: how long an experiment must run to see what matters, and what it sees by when."""

import math
from dataclasses import replace

from bot.statistics.planning import means, proportions
from bot.statistics.planning.clusters import ClusterTest, detectable_mean, detectable_rate, whole_clusters
from bot.statistics.planning.criterion import Criterion, shared
from bot.statistics.planning.designs import Design, Detectable, Length, MetricType, Plan, detected, whole
from bot.statistics.planning.durations import LONGEST_WEEKS, SHORTEST_WEEKS, days_for, weeks_for
from bot.statistics.planning.z_test import ZTest


def plan(design: Design) -> Plan:
    """By the defaults: z with the pooled null for proportions, t for means and ratios, z where it is sequential, and t
    on clusters whatever they hold; several arms are each compared with the control at Bonferroni's level.
    """
    criterion = _criterion(design)
    fixed = _needed(design, Criterion(alpha=criterion.alpha))
    needed = _needed(design, criterion)
    length = _length(design, needed)
    shown = LONGEST_WEEKS if _pool(design) is None else 0
    by_week = tuple(_detectable(design, criterion, week) for week in range(1, shown + 1))
    return Plan(
        length=length,
        with_cuped=None if design.rho is None else _length(design, _needed(design, criterion, 1 - design.rho**2)),
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


def _needed(design: Design, criterion: Criterion, left: float = 1.0) -> float:
    """Units per arm, or clusters per arm, not rounded; `left` is the share of the variance that a covariate leaves."""
    test = _test(design)
    if design.clusters is not None:
        lighter = math.sqrt(left)
        test = replace(test, spread_null=lighter * test.spread_null, spread_effect=lighter * test.spread_effect)
        return ClusterTest(test=test, clusters=design.clusters).needed(design.power, criterion)
    if _is_rate(design) or criterion.sequential:
        return left * test.needed(design.power, criterion)
    return left * means.TTest(size=design.effect / _sd(design)).needed(design.power, criterion)


def _test(design: Design) -> ZTest:
    """The z test of units of analysis."""
    if _is_rate(design):
        return proportions.of_rates(design.baseline, design.baseline + design.effect)
    return means.of_means(design.effect, _sd(design))


def _length(design: Design, needed: float) -> Length:
    per_arm = max(2, whole(needed if design.clusters is None else whole(needed) * design.clusters.size))
    total = per_arm * design.arms
    if _pool(design) is not None:
        weeks, days = design.longest_weeks, 7 * design.longest_weeks
        fits = per_arm <= design.brought_per_arm(weeks)
    else:
        weeks, days = weeks_for(total, design.units_per_day), days_for(total, design.units_per_day)
        fits = weeks <= design.longest_weeks
    return Length(
        n_per_arm=per_arm,
        n_total=total,
        days=days,
        weeks=weeks,
        fits=fits,
        brought_per_arm=design.brought_per_arm(weeks),
    )


def _pool(design: Design) -> int | None:
    """The units of a fixed pool; a switchback's units are periods, of which every day brings more."""
    return None if design.switchback else design.pool


def _detectable(design: Design, criterion: Criterion, weeks: int) -> Detectable | None:
    pool = _pool(design)
    per_arm = 7 * weeks * design.units_per_day / design.arms if pool is None else design.brought_per_arm(weeks)
    difference = _difference(design, criterion, per_arm)
    return None if difference is None else detected(design, difference)


def _difference(design: Design, criterion: Criterion, n: float) -> float | None:
    """What n units per arm detect, None where they are too few or no rate would do."""
    power, upwards = design.power, design.effect > 0
    if design.clusters is not None:
        k = whole_clusters(n, design.clusters)
        if _is_rate(design):
            return detectable_rate(design.baseline, design.clusters, k, power, criterion, upwards=upwards)
        return detectable_mean(_sd(design), design.clusters, k, power, criterion)
    if n < 2:
        return None
    if _is_rate(design):
        return proportions.detectable(design.baseline, n, power, criterion, upwards=upwards)
    return means.detectable(_sd(design), n, power, criterion, exact=not criterion.sequential)


def _minimal_traffic(design: Design, length: Length) -> int | None:
    if design.longest_weeks < SHORTEST_WEEKS or _pool(design) is not None:
        return None
    share = 1.0 if design.switchback else design.allocation
    return whole(length.n_total / (7 * design.longest_weeks * share))
