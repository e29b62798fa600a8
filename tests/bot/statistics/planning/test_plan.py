"""Plans: units into days and whole weeks, what fits, and what can be seen by when."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.statistics.planning.designs import Clusters, Design, MetricType, Switchback, whole
from bot.statistics.planning.durations import days_for, first_week, weeks_for
from bot.statistics.planning.plan import plan
from bot.statistics.reasons import NotComputable

RATE = Design(metric=MetricType.PROPORTION, baseline=0.10, mde=0.01, daily_traffic=3000, longest_weeks=8)
MEAN = Design(
    metric=MetricType.MEAN, baseline=40.0, mde=0.05, mde_is_relative=True, sd=60.0, daily_traffic=1000, longest_weeks=6
)


def test_a_plan_of_rates_is_that_of_r() -> None:
    """R: power.prop.test(p1 = .10, p2 = .11, power = .8) gives 14750.79 per arm."""
    found = plan(RATE)
    assert (found.length.n_per_arm, found.length.n_total) == (14_751, 29_502)
    assert (found.length.days, found.length.weeks, found.length.fits) == (10, 2, True)
    assert (found.design_effect, found.sequential_multiplier, found.with_cuped) == (1, 1, None)
    assert found.minimal_traffic == 527  # 29,502 / 56 days


def test_a_plan_of_means_is_that_of_r() -> None:
    """R: power.t.test(delta = 2, sd = 60, power = .8) gives 14129 per arm (z alone: 14128)."""
    found = plan(MEAN)
    assert found.length.n_per_arm == pytest.approx(14_129, abs=1)
    assert (found.length.weeks, found.length.fits) == (5, True)
    assert plan(replace(MEAN, longest_weeks=4)).length.fits is False
    assert plan(replace(MEAN, metric=MetricType.RATIO)) == found


@example(baseline=0.5, mde=0.25, traffic=50.0, arms=4, allocation=0.9999999999999999, weeks=2, sequential=False)
@given(
    baseline=st.floats(0.02, 0.6), mde=st.floats(0.05, 0.5), traffic=st.floats(50, 1e5), arms=st.integers(2, 5),
    allocation=st.floats(0.1, 1), weeks=st.integers(2, 52), sequential=st.booleans(),
)  # fmt: skip
def test_a_plan_fits_exactly_when_its_effect_can_be_seen_at_the_longest_run(
    baseline: float, mde: float, traffic: float, arms: int, allocation: float, weeks: int, *, sequential: bool
) -> None:
    design = Design(
        metric=MetricType.PROPORTION, baseline=baseline, mde=mde, mde_is_relative=True, daily_traffic=traffic,
        arms=arms, allocation=allocation, longest_weeks=weeks, sequential=sequential,
    )  # fmt: skip
    found = plan(design)
    seen = found.detectable_at_longest
    slack = 2 * arms / (7 * weeks * traffic * allocation)  # whole units per arm
    if found.length.fits:
        assert seen is not None
        assert seen.absolute <= design.effect * (1 + 1e-6)
    else:
        assert seen is None or seen.absolute >= design.effect * (1 - slack - 1e-6)
    assert found.minimal_traffic is not None
    assert plan(replace(design, daily_traffic=float(found.minimal_traffic))).length.fits
    assert found.detectable_by_week[weeks - 1] == seen


def test_the_curve_falls_with_every_week_and_has_both_scales() -> None:
    for design in (RATE, MEAN, replace(RATE, mde=-0.01), replace(MEAN, sequential=True)):
        curve = plan(design).detectable_by_week
        absolute = [each.absolute for each in curve if each]
        assert len(curve) == len(absolute) == 52
        assert absolute == sorted(absolute, reverse=True)
        assert all(each.relative == pytest.approx(each.absolute / design.baseline) for each in curve if each)


def test_too_little_traffic_sees_nothing_in_the_first_weeks() -> None:
    curve = plan(replace(MEAN, daily_traffic=0.3)).detectable_by_week
    assert curve[0] is None
    assert curve[51] is not None


def test_a_baseline_of_zero_has_no_relative_effect() -> None:
    curve = plan(replace(MEAN, baseline=0.0, mde=2.0, mde_is_relative=False)).detectable_by_week
    assert {each.relative for each in curve if each} == {None}


def test_several_arms_share_alpha_and_traffic() -> None:
    three = plan(replace(RATE, arms=3)).length
    alone = plan(replace(RATE, alpha=0.025)).length
    assert three.n_per_arm == alone.n_per_arm
    assert three.n_total == 3 * alone.n_per_arm


def test_cuped_saves_rho_squared() -> None:
    found = plan(replace(MEAN, rho=0.6))
    assert found.with_cuped is not None
    assert found.with_cuped.n_per_arm == pytest.approx(found.length.n_per_arm * 0.64, abs=1)
    assert found.with_cuped.weeks == 3


def test_looking_at_any_time_is_paid_for() -> None:
    for design in (RATE, MEAN):
        found = plan(replace(design, sequential=True))
        assert 1.8 < found.sequential_multiplier < 2.1
        assert found.length.n_per_arm == pytest.approx(
            plan(design).length.n_per_arm * found.sequential_multiplier, rel=1e-3
        )


def test_looking_at_any_time_sees_less_by_every_week() -> None:
    """(3.035 + 0.842) / (1.960 + 0.842): the sequence's critical value at its tightest against the normal one."""
    for design in (replace(MEAN, daily_traffic=1e6), replace(RATE, daily_traffic=1e8)):
        fixed, sequential = plan(design).detectable_by_week, plan(replace(design, sequential=True)).detectable_by_week
        for before, after in zip(fixed, sequential, strict=True):
            assert before is not None
            assert after is not None
            assert after.absolute / before.absolute == pytest.approx(1.3838, rel=2e-3)


def test_a_switchback_counts_periods() -> None:
    """An effect of 2 against a spread of 4 between periods: Cohen's d of 0.5 takes 64 periods per arm."""
    for metric in (MEAN, replace(RATE, mde_is_relative=False)):
        design = replace(
            metric,
            baseline=0.5,
            mde=0.02,
            mde_is_relative=False,
            switchback=Switchback(periods_per_day=6, period_sd=0.04),
        )
        found = plan(design)
        assert (found.length.n_per_arm, found.length.days, found.length.weeks) == (64, 22, 4)
        assert found.minimal_traffic == whole(128 / (7 * design.longest_weeks))


def test_a_run_is_two_weeks_at_least_and_a_shorter_longest_run_never_fits() -> None:
    short = plan(replace(RATE, longest_weeks=1, daily_traffic=10**6))
    assert (short.length.days, short.length.weeks, short.length.fits) == (1, 2, False)
    assert short.minimal_traffic is None


def test_days_and_weeks_are_whole() -> None:
    assert (days_for(100, 99), days_for(100, 100), weeks_for(15, 1), weeks_for(1, 1)) == (2, 1, 3, 2)
    with pytest.raises(NotComputable):
        days_for(1, 0)


def test_the_first_week_with_the_power() -> None:
    assert first_week(lambda week: week / 10, 0.25, 5) == (3, (0.1, 0.2, 0.3, 0.4, 0.5))
    assert first_week(lambda week: week / 10, 0.8, 2) == (None, (0.1, 0.2))


IMPOSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("mde", {"mde": 0.0}),
    ("mde", {"mde": 0.95}),
    ("baseline", {"baseline": 0.0}),
    ("baseline", {"metric": MetricType.MEAN, "sd": 1.0, "baseline": 0.0, "mde_is_relative": True}),
    ("sd", {"metric": MetricType.MEAN}),
    ("sd", {"metric": MetricType.RATIO, "sd": 0.0}),
    ("daily_traffic", {"daily_traffic": 0}),
    ("arms", {"arms": 1}),
    ("alpha", {"alpha": 1.0}),
    ("power", {"power": 0.05}),
    ("allocation", {"allocation": 1.1}),
    ("longest_weeks", {"longest_weeks": 0}),
    ("rho", {"rho": 1.0}),
    ("switchback", {"switchback": Switchback(periods_per_day=1, period_sd=1), "clusters": Clusters(size=2, icc=0)}),
]


@pytest.mark.parametrize(("field", "changes"), IMPOSSIBLE, ids=range(len(IMPOSSIBLE)))
def test_an_impossible_design_is_refused_by_name(field: str, changes: dict[str, object]) -> None:
    with pytest.raises(NotComputable) as refused:
        replace(RATE, **changes)  # type: ignore[arg-type]  # the fields' types are the table's business
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Clusters(size=0.5, icc=0), "cluster_size"),
        (lambda: Clusters(size=2, icc=1.5), "icc"),
        (lambda: Switchback(periods_per_day=0, period_sd=1), "periods_per_day"),
        (lambda: Switchback(periods_per_day=1, period_sd=0), "period_sd"),
    ],
    ids=["size", "icc", "periods", "sd"],
)
def test_impossible_clusters_and_periods_are_refused(make: object, field: str) -> None:
    assert callable(make)
    with pytest.raises(NotComputable) as refused:
        make()
    assert refused.value.field == field
