"""Reading an experiment: the sample ratio, then each metric by its default test, corrected within its family."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.statistics.comparison.corrections import Correction, adjusted, levels
from bot.statistics.comparison.guardrails import Margin, Wanted, of_control
from bot.statistics.comparison.intervals import Interval, Side
from bot.statistics.comparison.proportions import enough_for_wald
from bot.statistics.comparison.relative import lift
from bot.statistics.comparison.sample_ratio import sample_ratio
from bot.statistics.comparison.sequential import tuned
from bot.statistics.planning.guardrails import ALPHA as GUARDRAIL_ALPHA
from bot.statistics.readout.evidence import Evidence, any_time, as_means, fixed
from bot.statistics.readout.experiments import Direction, Experiment, Metric, Role
from bot.statistics.readout.findings import Finding, Readout, Unread, Verdict
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.summaries import Mean, Proportion, Summary

_CORRECTIONS: Final[Mapping[Role, Correction]] = {
    Role.PRIMARY: Correction.HOLM,
    Role.SECONDARY: Correction.BENJAMINI_HOCHBERG,
}
_WANTED: Final[Mapping[Direction, Wanted]] = {Direction.INCREASE: Wanted.UP, Direction.DECREASE: Wanted.DOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tested:
    """A comparison with its evidence, before the correction."""

    metric: Metric
    arm: int
    control: Mean
    treatment: Mean
    evidence: Evidence
    p_value: float


def read(experiment: Experiment) -> Readout:
    """One p-value for each comparison: primaries by Holm, secondaries by Benjamini-Hochberg, guardrails as they are.

    What cannot be computed is an Unread in its place; a wrong sample ratio withholds every verdict.
    BAD_INPUT for counts and weights that do not belong together.
    """
    ratio = sample_ratio(experiment.counts, experiment.weights)
    arms = range(1, len(experiment.counts))
    tested = [_tested(experiment, metric, arm) for metric in experiment.metrics for arm in arms]
    corrected = _corrected(tested, experiment)
    findings = tuple(
        each if isinstance(each, Unread) else _finding(experiment, each, *corrected[place])
        for place, each in enumerate(tested)
    )
    return Readout(sample_ratio=ratio, findings=tuple(map(_withheld, findings)) if ratio.mismatch else findings)


def _tested(experiment: Experiment, metric: Metric, arm: int) -> _Tested | Unread:
    treatment = metric.treatments[arm - 1]
    try:
        control_mean, treatment_mean = as_means(metric.control, treatment)
        evidence = _evidence(experiment, metric, treatment)
        p_value = _p_value(metric, control_mean, evidence, _alpha(experiment, metric.role))
    except NotComputable as refused:
        return Unread(metric=metric.name, role=metric.role, arm=arm, reason=refused.reason, words=refused.words)
    return _Tested(
        metric=metric, arm=arm, control=control_mean, treatment=treatment_mean, evidence=evidence, p_value=p_value
    )


def _evidence(experiment: Experiment, metric: Metric, treatment: Summary) -> Evidence:
    if not (experiment.sequential or experiment.early):
        return fixed(metric.control, treatment)
    side = Side.BOTH if metric.margin is None else Side.GREATER
    mixture = tuned(experiment.planned_n, _alpha(experiment, metric.role), side)
    return any_time(metric.control, treatment, mixture, by_groups=experiment.by_groups)


def _alpha(experiment: Experiment, role: Role) -> float:
    """The level of a metric's test: a guardrail's is its own, as it was planned, whatever the primary metric's is."""
    return GUARDRAIL_ALPHA if role is Role.GUARDRAIL else experiment.alpha


def _p_value(metric: Metric, control: Mean, evidence: Evidence, alpha: float) -> float:
    if metric.margin is None:
        return evidence.p_value()
    return evidence.against(_margin(metric, control, metric.margin), alpha).p_value


def _interval(tested: _Tested, level: float) -> Interval:
    metric = tested.metric
    if metric.margin is None:
        return tested.evidence.interval(level)
    return tested.evidence.against(_margin(metric, tested.control, metric.margin), level).interval


def _margin(metric: Metric, control: Mean, share: float) -> Margin:
    if control.mean == 0:
        words = f"The control of {metric.name} is zero: a share of it is no margin."
        raise NotComputable(Reason.NOT_ESTIMABLE, words, field="margin")
    return of_control(control.mean, share, _WANTED[metric.wanted])


def _corrected(tested: Sequence[_Tested | Unread], experiment: Experiment) -> dict[int, tuple[float, float]]:
    """For each place the adjusted p-value and the level that it was decided at."""
    corrected: dict[int, tuple[float, float]] = {}
    for role in Role:
        family = {
            place: each.p_value
            for place, each in enumerate(tested)
            if isinstance(each, _Tested) and each.metric.role is role
        }
        correction, alpha = _CORRECTIONS.get(role, Correction.NONE), _alpha(experiment, role)
        p_values = tuple(family.values())
        decided = zip(adjusted(p_values, correction), levels(p_values, correction, alpha), strict=True)
        corrected.update(zip(family, decided, strict=True))
    return corrected


def _finding(experiment: Experiment, tested: _Tested, adjusted_p: float, level: float) -> Finding:
    metric, evidence = tested.metric, tested.evidence
    return Finding(
        metric=metric.name,
        role=metric.role,
        arm=tested.arm,
        control=tested.control.mean,
        treatment=tested.treatment.mean,
        difference=evidence.estimate,
        interval=_interval(tested, level),
        level=level,
        p_value=tested.p_value,
        adjusted_p=adjusted_p,
        lift=lift(tested.control.mean, tested.treatment.mean),
        lift_interval=None if metric.role is Role.GUARDRAIL else evidence.lift_interval(level),
        basis=evidence.basis,
        verdict=_verdict(metric, evidence.estimate, rejected=adjusted_p <= _alpha(experiment, metric.role)),
        small_sample=_is_small(metric.control, metric.treatments[tested.arm - 1]),
    )


def _verdict(metric: Metric, difference: float, *, rejected: bool) -> Verdict:
    if metric.role is Role.GUARDRAIL:
        return Verdict.NOT_WORSE if rejected else Verdict.NOT_PROVEN
    if not rejected:
        return Verdict.UNDECIDED
    return Verdict.BETTER if (difference > 0) == (metric.wanted is Direction.INCREASE) else Verdict.WORSE


def _is_small(control: Summary, treatment: Summary) -> bool:
    return (
        isinstance(control, Proportion)
        and isinstance(treatment, Proportion)
        and not enough_for_wald(control, treatment)
    )


def _withheld(finding: Finding | Unread) -> Finding | Unread:
    return finding if isinstance(finding, Unread) else replace(finding, verdict=Verdict.WITHHELD)
