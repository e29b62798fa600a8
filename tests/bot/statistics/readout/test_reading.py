"""Readouts: one p-value and intervals that say the same, families corrected, a wrong sample ratio withholds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from bot.statistics.readout.experiments import Direction, Experiment, Metric, Role
from bot.statistics.readout.findings import Basis, Finding, Readout, Unread, Verdict
from bot.statistics.readout.reading import read
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.summaries import Adjustable, Mean, Paired, Proportion, Ratio, Summary

ALPHA = 0.05


def metric(control: Summary, *treatments: Summary, role: Role = Role.PRIMARY, **how: object) -> Metric:
    described = {"name": role.value, "wanted": Direction.INCREASE, **how}
    return Metric(role=role, control=control, treatments=treatments, **described)  # type: ignore[arg-type]  # a builder


def experiment(*metrics: Metric, arms: int = 2, **how: object) -> Experiment:
    registered = {"counts": (1000,) * arms, "weights": (1,) * arms, "planned_n": 2000, **how}
    return Experiment(metrics=metrics, **registered)  # type: ignore[arg-type]  # a builder


def found(readout: Readout) -> list[Finding]:
    assert all(isinstance(each, Finding) for each in readout.findings)
    return [each for each in readout.findings if isinstance(each, Finding)]


def drawn(draw: np.random.Generator, kind: str) -> Summary:
    n = int(draw.integers(40, 900))
    a, b = float(draw.uniform(0.5, 2)), float(draw.uniform(0.2, 1.5))
    match kind:
        case "mean":
            return Mean(n=n, mean=a, sd=b * 5)
        case "proportion":
            return Proportion(x=int(draw.binomial(n, draw.uniform(0.01, 0.3))), n=n)
        case "ratio":
            return Ratio(units=Paired(n=n, mean_y=a, var_y=4, mean_x=3, var_x=2, cov=b))
        case _:
            return Adjustable(units=Paired(n=n, mean_y=a, var_y=4, mean_x=3, var_x=2, cov=b))


KINDS = ("mean", "proportion", "ratio", "adjustable")


@pytest.mark.parametrize("kind", KINDS)
@given(
    seed=st.integers(0, 2**32 - 1),
    arms=st.integers(2, 4),
    early=st.booleans(),
    role=st.sampled_from([Role.PRIMARY, Role.SECONDARY]),
)
def test_the_p_value_and_both_intervals_never_contradict_each_other(
    kind: str, seed: int, arms: int, role: Role, *, early: bool
) -> None:
    draw = np.random.default_rng(seed)
    asked = [metric(*(drawn(draw, kind) for _ in range(arms)), role=role, name=name) for name in "ab"]
    for finding in read(experiment(*asked, arms=arms, early=early)).findings:
        if isinstance(finding, Unread) or abs(finding.adjusted_p - ALPHA) < 1e-9:
            continue
        rejected = finding.adjusted_p <= ALPHA
        assert finding.interval.holds(0) is not rejected
        assert (finding.verdict is Verdict.UNDECIDED) is not rejected
        if finding.lift_interval is not None and finding.control > 0:
            assert finding.lift_interval.holds(0) is not rejected
        assert (finding.basis is Basis.SEQUENCE) is early


def test_means_are_welchs() -> None:
    (finding,) = found(read(experiment(metric(Mean(n=50, mean=10, sd=4), Mean(n=60, mean=12, sd=5)))))
    expected = stats.ttest_ind_from_stats(12, 5, 60, 10, 4, 50, equal_var=False)
    assert (finding.p_value, finding.adjusted_p) == pytest.approx((expected.pvalue, expected.pvalue))
    assert (finding.basis, finding.verdict, finding.small_sample) == (Basis.WELCH, Verdict.BETTER, False)
    assert (finding.difference, finding.lift) == pytest.approx((2, 0.2))


def test_proportions_are_walds_or_newcombes_with_a_warning() -> None:
    many = metric(Proportion(x=300, n=5000), Proportion(x=360, n=5000))
    few = metric(Proportion(x=1, n=34), Proportion(x=7, n=34), role=Role.SECONDARY)
    first, second = found(read(experiment(many, few)))
    assert (first.basis, first.small_sample) == (Basis.Z, False)
    assert (second.basis, second.small_sample) == (Basis.NEWCOMBE, True)
    assert tuple(second.interval) == pytest.approx((0.0189214439, 0.3403686870), abs=1e-9)  # Fagerland: .019 to .34


def test_the_direction_that_is_wanted_decides_what_is_better() -> None:
    arms = Mean(n=500, mean=10, sd=1), Mean(n=500, mean=9, sd=1)
    up, down = found(read(experiment(metric(*arms), metric(*arms, role=Role.SECONDARY, wanted=Direction.DECREASE))))
    assert (up.verdict, down.verdict) == (Verdict.WORSE, Verdict.BETTER)


def test_primaries_go_by_holm_and_secondaries_by_benjamini_hochberg() -> None:
    draw = np.random.default_rng(8)
    primary = metric(*(Mean(n=300, mean=float(m), sd=1) for m in (0.0, 0.1, 0.18, 0.2)))
    secondaries = [
        metric(*(Mean(n=300, mean=float(m), sd=1) for m in draw.normal(0, 0.15, 4)), role=Role.SECONDARY, name=str(i))
        for i in range(3)
    ]
    findings = found(read(experiment(primary, *secondaries, arms=4)))
    for role, method in ((Role.PRIMARY, "holm"), (Role.SECONDARY, "fdr_bh")):
        family = [finding for finding in findings if finding.role is role]
        expected = multipletests([finding.p_value for finding in family], method=method)[1]
        assert [finding.adjusted_p for finding in family] == pytest.approx(list(expected))
        assert {finding.arm for finding in family} == {1, 2, 3}


@pytest.mark.parametrize("early", [False, True])
@pytest.mark.parametrize(
    ("control", "good", "bad"),
    [
        (Mean(n=4000, mean=10, sd=4), Mean(n=4000, mean=9.95, sd=4), Mean(n=4000, mean=9.3, sd=4)),
        (Proportion(x=20_000, n=40_000), Proportion(x=19_900, n=40_000), Proportion(x=18_500, n=40_000)),
    ],
    ids=["mean", "proportion"],
)
def test_a_guardrail_is_proven_not_worse_or_not(control: Summary, good: Summary, bad: Summary, *, early: bool) -> None:
    guard = metric(control, good, bad, role=Role.GUARDRAIL, margin=0.05)
    proven, unproven = found(read(experiment(guard, arms=3, early=early, planned_n=8000)))
    assert (proven.verdict, unproven.verdict) == (Verdict.NOT_WORSE, Verdict.NOT_PROVEN)
    limit = -0.05 * proven.control
    assert proven.interval.low > limit > unproven.interval.low
    assert proven.interval.high == float("inf")
    assert proven.p_value == proven.adjusted_p < ALPHA < unproven.p_value
    assert proven.lift_interval is None


@given(
    x=st.integers(0, 29), y=st.integers(0, 29), n=st.integers(30, 3000), margin=st.floats(0.01, 2),
    wanted=st.sampled_from(Direction), early=st.booleans(),
)  # fmt: skip
def test_a_guardrail_with_few_events_is_proven_exactly_when_its_bound_is_inside(
    x: int, y: int, n: int, margin: float, wanted: Direction, *, early: bool
) -> None:
    guard = metric(Proportion(x=x, n=n), Proportion(x=y, n=n), role=Role.GUARDRAIL, margin=margin, wanted=wanted)
    (finding,) = read(experiment(guard, early=early)).findings
    if isinstance(finding, Unread):
        assert x == 0 or early
        return
    assert finding.small_sample
    limit = margin * finding.control
    if abs(finding.p_value - ALPHA) > 1e-9:
        inside = finding.interval.low > -limit if wanted is Direction.INCREASE else finding.interval.high < limit
        assert (finding.verdict is Verdict.NOT_WORSE) is inside


def test_a_wrong_sample_ratio_withholds_every_verdict_and_is_told_first() -> None:
    asked = experiment(
        metric(Mean(n=500, mean=10, sd=1), Mean(n=500, mean=11, sd=1)),
        metric(Mean(n=500, mean=10, sd=0), Mean(n=500, mean=10, sd=0), role=Role.SECONDARY),
        counts=(1000, 1200),
    )
    readout = read(asked)
    assert readout.withheld
    assert readout.sample_ratio.mismatch
    assert [getattr(finding, "verdict", None) for finding in readout.findings] == [Verdict.WITHHELD, None]
    assert not read(replace(asked, counts=(1000, 1010))).withheld


def test_what_cannot_be_computed_stands_in_its_place_with_its_reason() -> None:
    flat = metric(Mean(n=500, mean=10, sd=0), Mean(n=500, mean=10, sd=0), name="flat")
    good = metric(Mean(n=500, mean=10, sd=1), Mean(n=500, mean=11, sd=1), name="good")
    none = metric(Proportion(x=0, n=50), Proportion(x=2, n=50), role=Role.GUARDRAIL, margin=0.1, name="none")
    one = metric(Proportion(x=0, n=1), Proportion(x=1, n=1), role=Role.SECONDARY, name="one")
    first, second, third, fourth = read(experiment(flat, good, none, one)).findings
    assert [type(each) for each in (first, second, third, fourth)] == [Unread, Finding, Unread, Unread]
    reasons = [each.reason for each in (first, third, fourth) if isinstance(each, Unread)]
    assert reasons == [Reason.NO_SPREAD, Reason.NOT_ESTIMABLE, Reason.TOO_FEW]


def test_no_event_at_all_is_undecided_and_has_no_lift() -> None:
    (finding,) = found(read(experiment(metric(Proportion(x=0, n=500), Proportion(x=0, n=500)))))
    assert (finding.p_value, finding.lift, finding.lift_interval) == (1, None, None)
    assert finding.verdict is Verdict.UNDECIDED


def test_a_sequential_plan_is_read_by_its_sequence_even_at_the_end() -> None:
    (finding,) = found(
        read(experiment(metric(Mean(n=500, mean=10, sd=1), Mean(n=500, mean=10.12, sd=1)), sequential=True))
    )
    (fixed,) = found(read(experiment(metric(Mean(n=500, mean=10, sd=1), Mean(n=500, mean=10.12, sd=1)))))
    assert (finding.basis, fixed.basis) == (Basis.SEQUENCE, Basis.WELCH)
    assert finding.p_value > fixed.p_value


MEAN = Mean(n=9, mean=1, sd=1)
IMPOSSIBLE = [
    (lambda: metric(MEAN), "treatments"),
    (lambda: metric(MEAN, Proportion(x=1, n=2)), "treatments"),
    (lambda: metric(MEAN, MEAN, margin=0.1), "margin"),
    (lambda: metric(MEAN, MEAN, role=Role.GUARDRAIL), "margin"),
    (lambda: metric(MEAN, MEAN, role=Role.GUARDRAIL, margin=0.0), "margin"),
    (lambda: experiment(metric(MEAN, MEAN), planned_n=3), "planned_n"),
    (lambda: experiment(metric(MEAN, MEAN), alpha=0.5), "alpha"),
    (lambda: experiment(metric(MEAN, MEAN), arms=3), "metrics"),
    (lambda: read(experiment(metric(MEAN, MEAN), weights=(1,))), "weights"),
]


@pytest.mark.parametrize(("make", "field"), IMPOSSIBLE, ids=range(len(IMPOSSIBLE)))
def test_what_makes_no_experiment_is_refused_by_name(make: object, field: str) -> None:
    assert callable(make)
    with pytest.raises(NotComputable) as refused:
        make()
    assert refused.value.field == field


@pytest.mark.parametrize("early", [False, True])
def test_a_guardrail_is_tested_at_its_own_level_whatever_the_primary_metric_s_is(*, early: bool) -> None:
    """Its one-sided 95 % bound is what the plan reckoned with; here it lies just inside of the margin of 2 %."""
    control, treatment = Mean(n=5000, mean=10.0, sd=4.0), Mean(n=5000, mean=9.94, sd=4.0)
    asked = metric(control, treatment, role=Role.GUARDRAIL, margin=0.02)
    verdicts = []
    for alpha in (0.01, 0.05, 0.1):
        (line,) = found(read(experiment(asked, counts=(5000, 5000), planned_n=10_000, alpha=alpha, early=early)))
        verdicts.append((line.verdict, line.interval, line.level))
    assert verdicts[0] == verdicts[1] == verdicts[2]
    assert verdicts[0][2] == 0.05
    if not early:
        t = stats.ttest_ind_from_stats(9.94 + 0.2, 4.0, 5000, 10.0, 4.0, 5000, equal_var=False, alternative="greater")
        assert (t.pvalue <= 0.05) == (verdicts[0][0] is Verdict.NOT_WORSE)
        assert 0.01 < t.pvalue < 0.1
