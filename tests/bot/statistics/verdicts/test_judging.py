"""A verdict's yes is kept, every way out of a no leads out of it, and no less would do."""

from dataclasses import replace
from typing import Any

import pytest

from bot.statistics import detectable
from bot.statistics.detectable import SeriesDesign
from bot.statistics.planning.designs import Clusters, Design, MetricType, Switchback
from bot.statistics.planning.plan import plan
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.verdicts.judging import DONORS, FIT_SHARE, RANDOMISED, USUAL_CLUSTERS, USUAL_CORRELATION, judge
from bot.statistics.verdicts.summary import History, Method, Question, Verdict, Way, WayOut

OVER_TIME = tuple(method for method in Method if method not in RANDOMISED)
ASSUMED = History(spread=0.03, autocorrelation=0.4, days=90, assumed=True)
CHURN = Design(
    metric=MetricType.PROPORTION,
    baseline=0.1,
    mde=-0.05,
    mde_is_relative=True,
    daily_traffic=2500.0,
    longest_weeks=12,
)
"""A fall of 10 % by a twentieth: 57,760 units an arm, about seven weeks."""
BASKET = Design(metric=MetricType.MEAN, baseline=40.0, mde=1.0, sd=30.0, daily_traffic=1500.0, longest_weeks=8)
"""A euro more on forty: 14,129 units an arm."""


def verdict(design: Design, method: Method = Method.AB, history: History = ASSUMED, **also: Any) -> Verdict:
    return judge(Question(method=method, design=replace(design, **also), history=history))


def ways_of(found: Verdict) -> dict[WayOut, Way]:
    return {way.kind: way for way in found.ways}


@pytest.mark.parametrize("design", [CHURN, BASKET])
def test_a_yes_comes_with_the_plans_own_weeks_and_no_way_out(design: Design) -> None:
    found = verdict(design)
    assert found.fits
    assert found.length == plan(design).length
    assert found.weeks == plan(design).length.weeks
    assert found.ways == ()
    assert found.effect == pytest.approx(abs(design.effect / design.baseline))
    assert found.detects is not None
    assert found.detects <= found.effect
    assert (found.method, found.longest_weeks, found.history) == (Method.AB, design.longest_weeks, ASSUMED)


def test_the_two_samples_are_as_large_as_the_closed_form_has_them() -> None:
    rate, mean = verdict(CHURN).length, verdict(BASKET).length
    assert rate is not None
    assert mean is not None
    # 2.8016 = z(0.975) + z(0.8); pooled under the null: (1.96 sqrt(2 p q) + 0.8416 sqrt(p1 q1 + p2 q2))^2 / d^2
    expected = (1.959964 * (2 * 0.0975 * 0.9025) ** 0.5 + 0.841621 * (0.1 * 0.9 + 0.095 * 0.905) ** 0.5) ** 2 / 0.005**2
    assert rate.n_per_arm == pytest.approx(expected, abs=1.5)
    assert mean.n_per_arm == pytest.approx(2 * (2.801585 * 30) ** 2, abs=2.5)


NO = replace(CHURN, daily_traffic=800.0)


@pytest.mark.parametrize("design", [NO, replace(BASKET, daily_traffic=300.0)])
def test_each_way_out_of_a_no_leads_out_and_a_little_less_does_not(design: Design) -> None:
    found = verdict(design)
    ways = ways_of(found)
    assert not found.fits
    assert found.weeks == design.longest_weeks
    sign = -1 if design.effect < 0 else 1
    effect, longer, traffic, noise, closer = (
        ways[kind].figure
        for kind in (
            WayOut.LARGER_EFFECT,
            WayOut.LONGER,
            WayOut.MORE_TRAFFIC,
            WayOut.LESS_NOISE,
            WayOut.CLOSER_METRIC,
        )
    )
    outcomes: dict[str, list[dict[str, Any]]] = {
        "effect": [{"mde": sign * effect * share, "mde_is_relative": True} for share in (0.99, 1.01)],
        "longer": [{"longest_weeks": int(longer) - 1}, {"longest_weeks": int(longer)}],
        "traffic": [{"daily_traffic": traffic - 1}, {"daily_traffic": traffic}],
        "noise": [{"rho": noise - 0.02}, {"rho": noise}],
        "closer": [{"mde": design.mde * closer * share} for share in (0.99, 1.01)],
    }
    fitting = {way: [verdict(design, **change).fits for change in changes] for way, changes in outcomes.items()}
    assert fitting == {way: [False, True] for way in outcomes}
    assert ways[WayOut.LONGER].weeks == longer


def test_other_designs_are_named_only_where_they_would_do() -> None:
    short: dict[str, Any] = {"longest_weeks": 1, "daily_traffic": 100_000.0}
    found = verdict(NO, **short)
    others = [way for way in found.ways if way.kind is WayOut.OTHER_DESIGN]
    assert others
    for way in others:
        assert way.method is not None
        other = verdict(NO, method=way.method, **short)
        assert other.fits
        assert other.detects == way.figure
    named = {way.method for way in others}
    assert named == {step.method for step in found.ladder if step.fits and step.method is not Method.AB}


def test_the_ladder_holds_every_design_on_the_same_numbers() -> None:
    found = verdict(CHURN)
    assert [step.method for step in found.ladder] == list(Method)
    for step in found.ladder:
        design = CHURN
        if step.method is Method.CLUSTER:
            design = replace(CHURN, clusters=USUAL_CLUSTERS)
        assert step.detects == verdict(design, method=step.method).detects
        assert step.fits is verdict(CHURN, method=step.method).fits
        if step.method is not Method.CLUSTER:
            assert step.fits is (step.detects is not None and step.detects <= 0.05)


def test_clusters_cost_their_design_effect() -> None:
    clusters = Clusters(size=20, icc=0.05)
    plain, clustered = verdict(BASKET).length, verdict(BASKET, method=Method.CLUSTER, clusters=clusters).length
    assert plain is not None
    assert clustered is not None
    # Sizes vary by a half: 1 + (1.25 * 20 - 1) * 0.05. Whole clusters, and a t on them, take two more at most.
    assert 0 <= clustered.n_per_arm - plain.n_per_arm * 2.2 <= 40
    own = next(step for step in verdict(BASKET, clusters=clusters).ladder if step.method is Method.CLUSTER)
    assert own.detects == verdict(BASKET, method=Method.CLUSTER, clusters=clusters).detects


def test_a_covariate_takes_its_share_of_the_noise() -> None:
    plain, lighter = verdict(NO), verdict(NO, rho=0.6)
    assert plain.length is not None
    assert lighter.length is not None
    assert plain.detects is not None
    assert lighter.length.n_per_arm == pytest.approx(plain.length.n_per_arm * 0.64, abs=2)
    assert lighter.detects == pytest.approx(plain.detects * 0.8)
    assert lighter.by_week[9] == pytest.approx((plain.by_week[9] or 0) * 0.8)
    more = ways_of(verdict(NO, rho=0.3))[WayOut.MORE_TRAFFIC].figure
    fits = [verdict(NO, rho=0.3, daily_traffic=more + extra).fits for extra in (-2, 1)]
    assert fits == [False, True]
    assert WayOut.LESS_NOISE not in ways_of(verdict(NO, rho=0.3))


def test_no_covariate_is_hoped_for_that_nobody_has() -> None:
    assert WayOut.LESS_NOISE not in ways_of(verdict(NO, daily_traffic=60.0))
    assert WayOut.LESS_NOISE in ways_of(verdict(NO, daily_traffic=200.0))


def test_a_run_of_one_week_names_no_traffic_that_would_do() -> None:
    ways = ways_of(verdict(BASKET, longest_weeks=1))
    assert WayOut.MORE_TRAFFIC not in ways
    assert WayOut.LESS_NOISE not in ways
    assert ways[WayOut.LONGER].figure >= 2


def test_where_nothing_is_detectable_no_effect_is_named() -> None:
    found = verdict(BASKET, daily_traffic=0.2, longest_weeks=2)
    assert found.detects is None
    assert not {WayOut.LARGER_EFFECT, WayOut.CLOSER_METRIC} & set(ways_of(found))


# --- switchback --------------------------------------------------------------------------------------------


def test_a_switchback_counts_periods_with_their_own_spread() -> None:
    known = Switchback(periods_per_day=4.0, period_sd=3.0)
    found = verdict(BASKET, method=Method.SWITCHBACK, switchback=known)
    assert found.length == plan(replace(BASKET, switchback=known)).length
    assert found.length is not None
    # A t test of d = 1 / 3: 2 (2.8016 * 3)^2 by z, and about half of z(0.975)^2 / 2 more for the estimated spread.
    assert found.length.n_per_arm == pytest.approx(2 * (2.801585 * 3) ** 2 + 1, abs=1.5)


def test_a_switchback_without_named_periods_has_the_usual_ones_and_not_the_units_of_an_ab_test() -> None:
    found = verdict(BASKET, method=Method.SWITCHBACK, clusters=Clusters(size=9, icc=0.1))
    sampling = 30 / 40 / 1500**0.5
    usual = Switchback(periods_per_day=2.0, period_sd=40 * (2 * sampling**2 + 0.03**2) ** 0.5)
    assert found.length is not None
    assert found.length == plan(replace(BASKET, switchback=usual)).length
    assert found.length.n_total < 1000
    assert found.detects == next(step.detects for step in found.ladder if step.method is Method.SWITCHBACK)
    assert WayOut.MORE_TRAFFIC not in ways_of(verdict(BASKET, method=Method.SWITCHBACK, mde=0.01))


# --- over time ---------------------------------------------------------------------------------------------

SAMPLING = (0.1 * 0.9) ** 0.5 / 0.1 / 2500**0.5
"""What a day of 2,500 units leaves by chance, as a share of the level."""


def detected_by_hand(method: Method, sampling: float, own: float, weeks: int) -> float:
    def series(sd: float) -> SeriesDesign:
        return SeriesDesign(sd=sd, autocorrelation=0.4, points_before=90, points_after=7 * weeks)

    match method:
        case Method.INTERRUPTED_TIME_SERIES:
            return detectable.interrupted(series((sampling**2 + own**2) ** 0.5))
        case Method.SYNTHETIC_CONTROL:
            return detectable.synthetic_control(
                series((2 * sampling**2 + (FIT_SHARE * own) ** 2) ** 0.5), donors=DONORS
            )
        case _:
            # The shared part of both sides cancels by the correlation: 2 (2 sampling^2 + own^2) - 2 (0.7 own^2).
            variance = 2 * (2 * sampling**2 + own**2) - 2 * USUAL_CORRELATION * own**2
            return detectable.interrupted(series(variance**0.5), trend=False)


@pytest.mark.parametrize("method", OVER_TIME)
def test_a_design_over_time_detects_what_its_noise_allows(method: Method) -> None:
    found = verdict(CHURN, method=method)
    expected = [detected_by_hand(method, SAMPLING, 0.03, week) for week in range(1, 13)]
    assert found.by_week == pytest.approx(expected)
    assert found.detects == pytest.approx(expected[-1])
    assert (found.length, found.detectable, found.weeks) == (None, None, 12)
    assert found.fits is (expected[-1] <= 0.05)


@pytest.mark.parametrize("method", OVER_TIME)
def test_a_measured_past_holds_the_sampling_already(method: Method) -> None:
    measured = replace(ASSUMED, assumed=False, spread=0.08)
    own = (0.08**2 - SAMPLING**2) ** 0.5
    assert verdict(CHURN, method, measured).detects == pytest.approx(detected_by_hand(method, SAMPLING, own, 12))
    calm = replace(measured, spread=0.001)
    assert verdict(CHURN, method, calm).detects == pytest.approx(detected_by_hand(method, 0.001, 0.0, 12))


def test_a_no_over_time_names_the_effect_that_would_do_and_other_designs() -> None:
    found = verdict(CHURN, method=Method.INTERRUPTED_TIME_SERIES)
    ways = ways_of(found)
    assert not found.fits
    assert found.detects is not None
    assert ways[WayOut.LARGER_EFFECT].figure == found.detects
    assert ways[WayOut.CLOSER_METRIC].figure == pytest.approx(found.detects / 0.05)
    assert ways[WayOut.OTHER_DESIGN].method is not Method.INTERRUPTED_TIME_SERIES
    enough = verdict(CHURN, method=Method.INTERRUPTED_TIME_SERIES, mde=-1.001 * found.detects)
    assert enough.fits
    assert enough.ways == ()


def test_without_a_past_nothing_is_detected_over_time() -> None:
    found = verdict(CHURN, Method.INTERRUPTED_TIME_SERIES, replace(ASSUMED, days=1))
    assert (found.fits, found.detects) == (False, None)
    assert not {WayOut.LARGER_EFFECT, WayOut.CLOSER_METRIC} & set(ways_of(found))
    assert [step.fits for step in found.ladder if step.method in OVER_TIME] == [False] * 4


def synthetic(donors: int | None, **also: Any) -> Verdict:
    return judge(
        Question(method=Method.SYNTHETIC_CONTROL, design=replace(CHURN, **also), history=ASSUMED, donors=donors)
    )


def test_a_rank_among_donors_must_be_able_to_reach_alpha_at_all() -> None:
    """By hand: one of n + 1 units ranks first, so 19 donors reach 1/20 = 5 % and 18 do not."""
    enough, few = synthetic(19), synthetic(18)
    assert enough.detects is not None
    assert (few.detects, few.fits, few.donors) == (None, False, 18)
    assert ways_of(few)[WayOut.MORE_DONORS].figure == 19
    assert WayOut.MORE_DONORS not in ways_of(synthetic(19, mde=-0.0001))
    assert WayOut.MORE_DONORS not in ways_of(verdict(NO))
    assert ways_of(synthetic(24, alpha=0.02))[WayOut.MORE_DONORS].figure == 49
    assert ways_of(synthetic(18, alpha=0.2))[WayOut.MORE_DONORS].figure == 19
    assert WayOut.MORE_DONORS not in ways_of(synthetic(24, alpha=0.01))


def test_the_usual_donors_are_assumed_where_nobody_has_said_how_many() -> None:
    assert synthetic(None).detects == synthetic(DONORS).detects
    assert synthetic(None).donors == DONORS
    assert verdict(CHURN).donors is None


def test_a_switchback_whose_carry_over_is_certain_is_neither_offered_nor_a_way_out() -> None:
    short = replace(NO, switchback=Switchback(periods_per_day=24.0, period_sd=0.01))
    free, barred = (
        judge(Question(method=Method.AB, design=short, history=ASSUMED, carries_over=certain))
        for certain in (False, True)
    )
    assert Method.SWITCHBACK in {way.method for way in free.ways}
    assert Method.SWITCHBACK not in {way.method for way in barred.ways}
    step = next(each for each in barred.ladder if each.method is Method.SWITCHBACK)
    assert (step.detects, step.fits, step.barred) == (None, False, True)
    assert [each.method for each in barred.ladder if each.barred] == [Method.SWITCHBACK]
    assert not any(each.barred for each in free.ladder)


# --- what cannot be judged -----------------------------------------------------------------------------------


@pytest.mark.parametrize("method", list(Method))
def test_no_effect_is_a_share_of_nothing(method: Method) -> None:
    with pytest.raises(NotComputable) as refused:
        verdict(BASKET, method=method, baseline=0.0)
    assert (refused.value.reason, refused.value.field) == (Reason.NOT_ESTIMABLE, "baseline")


def test_an_effect_in_the_metrics_unit_is_shown_as_a_share_without_its_sign() -> None:
    assert verdict(BASKET, mde=-1.0).effect == pytest.approx(0.025)
    assert verdict(BASKET, baseline=-40.0).effect == pytest.approx(0.025)


def test_a_switchback_whose_units_have_no_known_spread_has_no_ab_test_beside_it() -> None:
    known = Switchback(periods_per_day=4.0, period_sd=3.0)
    found = verdict(BASKET, method=Method.SWITCHBACK, switchback=known, sd=None)
    steps = {step.method: step.detects for step in found.ladder}
    assert (steps[Method.AB], steps[Method.CLUSTER]) == (None, None)
    assert steps[Method.SWITCHBACK] == found.detects


def test_a_step_that_arithmetic_refuses_is_a_design_that_cannot_work_here() -> None:
    found = verdict(BASKET, longest_weeks=1, daily_traffic=0.01)
    assert {step.method for step in found.ladder if step.detects is None} >= {Method.AB, Method.CLUSTER}
