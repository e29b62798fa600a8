"""What a readout by arm says: published cases, independent library calls, and nothing in place of what there is not."""

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats import proportion

from bot.statistics.arms.reading import read_arms
from bot.statistics.arms.summary import Arm, ArmsQuestion, ArmsReadout, Said, Week
from bot.statistics.readout.experiments import Direction, Metric, Role
from bot.statistics.reasons import NotComputable
from bot.statistics.summaries import Adjustable, Mean, Paired, Proportion, Ratio

C, T = Proportion(x=1000, n=10_000), Proportion(x=1100, n=10_000)


def metric(control: Arm, *treatments: Arm, **also: Any) -> Metric:
    known = {"name": "Conversion", "role": Role.PRIMARY, "wanted": Direction.INCREASE}
    return Metric(**{**known, **also}, control=control, treatments=treatments)


def question(*metrics: Metric, **also: Any) -> ArmsQuestion:
    arms = 1 + len(metrics[0].treatments)
    known: dict[str, Any] = {
        "arms": ("control", "new", "newer")[:arms],
        "weights": (1.0,) * arms,
        "planned_n": 20_000,
        "effect": 0.05,
        "early": False,
    }
    return ArmsQuestion(**{**known, **also}, metrics=metrics)


def read(*metrics: Metric, **also: Any) -> ArmsReadout:
    return read_arms(question(*metrics, **also))


def test_two_proportions_are_compared_by_the_unpooled_z_test() -> None:
    (line,) = read(metric(C, T)).lines
    wald = proportion.test_proportions_2indep(1100, 10_000, 1000, 10_000, method="wald")
    se = math.sqrt(0.1 * 0.9 / 10_000 + 0.11 * 0.89 / 10_000)
    assert line.said is Said.BETTER
    assert (line.control, line.treatment, line.difference) == pytest.approx((0.1, 0.11, 0.01))
    assert line.p_value == pytest.approx(wald.pvalue, rel=1e-9)
    assert line.adjusted_p == line.p_value
    assert line.se == pytest.approx(se, rel=1e-12)
    assert (line.low, line.high) == pytest.approx((0.01 - 1.959964 * se, 0.01 + 1.959964 * se), rel=1e-6)
    assert line.lift == pytest.approx(0.1)
    assert line.lift_low is not None
    assert line.lift_high is not None
    assert line.lift_low < 0.1 < line.lift_high
    assert (line.metric, line.role, line.arm, line.wanted_up, line.margin) == (
        "Conversion",
        Role.PRIMARY,
        1,
        True,
        None,
    )
    assert (line.small_sample, line.words) == (False, "")


def test_two_means_are_compared_by_welch() -> None:
    (line,) = read(metric(Mean(n=50, mean=10.0, sd=2.0), Mean(n=60, mean=11.0, sd=3.0)), planned_n=110).lines
    welch = stats.ttest_ind_from_stats(11.0, 3.0, 60, 10.0, 2.0, 50, equal_var=False)
    assert line.p_value == pytest.approx(welch.pvalue, rel=1e-9)
    assert line.se == pytest.approx(math.sqrt(4 / 50 + 9 / 60), rel=1e-12)


def test_an_adjusted_metric_is_compared_as_tea_tasting_does() -> None:
    """The case `ab-cuped-tt-orders` of the reference cases."""
    x, y = {"mean_x": 0.5283018867924528, "var_x": 1.446298984034833}, {"mean_y": 0.5660377358490566}
    control = Paired(n=53, **x, **y, var_y=0.7888243831640056, cov=0.7721335268505091)
    treatment = Paired(
        n=47,
        mean_x=0.3191489361702128,
        var_x=0.5698427382053656,
        mean_y=0.3829787234042553,
        var_y=0.5023126734505089,
        cov=0.3751156336725256,
    )
    (line,) = read(metric(Adjustable(units=control), Adjustable(units=treatment)), planned_n=100).lines
    assert (line.control, line.treatment) == pytest.approx((0.5100734580887644, 0.4460873770488401), rel=1e-6)
    assert line.difference == pytest.approx(-0.06398608103992426, rel=1e-6)
    assert (line.low, line.high) == pytest.approx((-0.2873693273276433, 0.1593971652477948), rel=1e-6)
    assert line.p_value == pytest.approx(0.5710263126825309, rel=1e-6)


@pytest.mark.parametrize(("cov", "left"), [(0.0, 1.0), (3.0, 0.64), (5.0, 0.0)])
def test_the_period_before_takes_as_much_of_the_variance_as_it_explains(cov: float, left: float) -> None:
    """Two arms that were alike before keep 1 - rho^2 of it (Deng et al. 2013); here rho is cov over 5 x 1."""
    alike = Paired(n=1000, mean_y=10.0, var_y=25.0, mean_x=4.0, var_x=1.0, cov=cov)
    (line,) = read(metric(Adjustable(units=alike), Adjustable(units=alike)), planned_n=2000).lines
    if left == 0:
        assert line.said is Said.UNREAD  # nothing is left that varies
    else:
        assert line.variance_left == pytest.approx(left, rel=1e-9)


def test_arms_that_were_not_alike_before_are_told_by_welch() -> None:
    one = Paired(n=8400, mean_y=40.0, var_y=841.0, mean_x=40.1, var_x=841.0, cov=600.0)
    (line,) = read(metric(Adjustable(units=one), Adjustable(units=replace(one, mean_x=41.0))), planned_n=16_800).lines
    welch = stats.ttest_ind_from_stats(41.0, 29.0, 8400, 40.1, 29.0, 8400, equal_var=False)
    assert line.before_p == pytest.approx(welch.pvalue, rel=1e-9)
    still = replace(one, var_x=0.0, cov=0.0)
    (flat,) = read(metric(Adjustable(units=still), Adjustable(units=still)), planned_n=16_800).lines
    assert (flat.said, flat.before_p) == (Said.UNREAD, None)
    (apart,) = read(
        metric(Adjustable(units=still), Adjustable(units=replace(still, mean_x=41.0))), planned_n=16_800
    ).lines
    assert apart.before_p == 0
    hardly = replace(one, var_x=1e-322, cov=0.0)
    for mean, p in ((40.1, 1.0), (41.0, 0.0)):
        (line,) = read(metric(*(Adjustable(units=each) for each in (hardly, replace(hardly, mean_x=mean))))).lines
        assert line.before_p == p


def test_a_metric_without_a_period_before_has_no_saving_to_tell() -> None:
    assert [(line.variance_left, line.before_p) for line in read(metric(C, T)).lines] == [(None, None)]


def test_an_adjusted_metric_that_does_not_vary_is_not_read() -> None:
    still = Paired(n=100, mean_y=10.0, var_y=0.0, mean_x=4.0, var_x=1.0, cov=0.0)
    (line,) = read(metric(Adjustable(units=still), Adjustable(units=still)), planned_n=200).lines
    assert line.said is Said.UNREAD


@pytest.mark.parametrize(
    ("arm", "is_rate"),
    [(C, True), (Mean(n=50, mean=0.1, sd=0.3), False)],
    ids=["rate", "mean"],
)
def test_a_rate_is_known_as_one(arm: Arm, *, is_rate: bool) -> None:
    assert [line.is_rate for line in read(metric(arm, arm)).lines] == [is_rate]


def test_the_view_that_holds_at_any_look_is_wider_and_by_the_published_sequence() -> None:
    (line,) = read(metric(C, T)).lines
    assert line.se is not None
    rho = (2 * math.log(20) + math.log(2 * math.log(20) + 1)) / 20_000
    along = 20_000 * rho
    half = line.se * math.sqrt(2 * (along + 1) / along * math.log(math.sqrt(along + 1) / 0.05))
    assert (line.always_low, line.always_high) == pytest.approx((0.01 - half, 0.01 + half), rel=1e-6)


def test_before_the_end_the_sequence_alone_speaks() -> None:
    readout = read(metric(C, T), early=True)
    (line,) = readout.lines
    assert readout.early
    assert line.said is Said.UNDECIDED
    assert (line.low, line.high) == pytest.approx((line.always_low, line.always_high))


@pytest.mark.parametrize(
    ("wanted", "swapped", "said"),
    [
        (Direction.INCREASE, False, Said.BETTER),
        (Direction.DECREASE, False, Said.WORSE),
        (Direction.INCREASE, True, Said.WORSE),
        (Direction.DECREASE, True, Said.BETTER),
    ],
)
def test_better_is_what_goes_the_wanted_way(wanted: Direction, *, swapped: bool, said: Said) -> None:
    arms = (T, C) if swapped else (C, T)
    (line,) = read(metric(*arms, wanted=wanted)).lines
    assert (line.said, line.wanted_up) == (said, wanted is Direction.INCREASE)


def test_a_guardrail_has_both_one_sided_bounds_and_its_margin() -> None:
    guard = metric(Mean(n=10_000, mean=10, sd=3), Mean(n=10_000, mean=10, sd=3), name="Margin", role=Role.GUARDRAIL,
                   margin=0.02)  # fmt: skip
    _, line = read(metric(C, T), guard).lines
    se = math.sqrt(2 * 9 / 10_000)
    assert (line.said, line.margin, line.lift_low, line.lift_high) == (Said.NOT_WORSE, 0.02, None, None)
    assert (line.low, line.high) == pytest.approx((-1.644854 * se, 1.644854 * se), rel=1e-3)
    _, look = read(metric(C, T), guard, early=True).lines
    assert look.high is None
    assert line.p_value == pytest.approx(stats.norm.sf(0.2 / se), rel=0.05)
    _, tight = read(metric(C, T), replace(guard, margin=0.001)).lines
    assert tight.said is Said.NOT_PROVEN


def test_arms_of_other_sizes_than_planned_withhold_every_verdict() -> None:
    readout = read(metric(C, Proportion(x=1100, n=11_000)))
    assert readout.mismatch
    assert readout.sample_ratio_p == pytest.approx(stats.chisquare([10_000, 11_000]).pvalue, rel=1e-9)
    assert [line.said for line in readout.lines] == [Said.WITHHELD]
    planned = read(metric(C, Proportion(x=1100, n=11_000)), weights=(10.0, 11.0))
    assert (planned.mismatch, planned.counts, planned.arms) == (False, (10_000, 11_000), ("control", "new"))


def test_several_treatments_are_corrected_by_holm() -> None:
    first, second = read(metric(C, T, Proportion(x=1010, n=10_000))).lines
    assert (first.arm, second.arm) == (1, 2)
    assert first.p_value is not None
    assert first.adjusted_p == pytest.approx(2 * first.p_value)
    assert second.adjusted_p == second.p_value


# --- what there is not --------------------------------------------------------------------------------------


def test_what_cannot_be_read_says_why_and_spoils_nothing_else() -> None:
    flat = metric(Mean(n=9, mean=1, sd=0), Mean(n=9, mean=1, sd=0), name="Flat", role=Role.SECONDARY,
                  wanted=Direction.DECREASE)  # fmt: skip
    first, unread = read(metric(C, T), flat).lines
    assert first.said is Said.BETTER
    assert (unread.said, unread.wanted_up, unread.p_value, unread.se) == (Said.UNREAD, False, None, None)
    assert unread.words


def test_arms_without_any_event_are_read_though_no_sequence_holds_for_them() -> None:
    nothing = metric(Proportion(x=0, n=100), Proportion(x=0, n=100), name="Refunds", role=Role.SECONDARY)
    first, line = read(metric(C, T), nothing).lines
    assert first.said is Said.BETTER
    assert (line.said, line.small_sample, line.always_low, line.always_high) == (Said.UNDECIDED, True, None, None)
    # Newcombe's interval of 0 of 100 against 0 of 100: Wilson's upper limit is z^2 / (n + z^2).
    wilson = 1.959964**2 / (100 + 1.959964**2)
    assert (line.low, line.high) == pytest.approx((-wilson, wilson), rel=1e-5)
    assert (line.lift, line.lift_low, line.lift_high) == (None, None, None)


# --- exaggeration and novelty -------------------------------------------------------------------------------


def test_a_significant_effect_is_exaggerated_as_gelman_and_carlin_have_it() -> None:
    # Gelman and Carlin (2014): a true effect of 0.1 with a standard error of 3.28 is exaggerated 77 times.
    arms = metric(Mean(n=200, mean=1.0, sd=32.8), Mean(n=200, mean=9.0, sd=32.8))
    assert read(arms, effect=0.1).exaggeration == pytest.approx(77, abs=1)
    assert read(arms, effect=28.0).exaggeration == pytest.approx(1.0, abs=1e-6)
    below = metric(Mean(n=200, mean=-1.0, sd=32.8), Mean(n=200, mean=9.0, sd=32.8))
    assert read(below, effect=0.1).exaggeration == pytest.approx(77, abs=1)


@pytest.mark.parametrize(
    ("arms", "effect"),
    [
        ((C, T), None),
        ((Mean(n=9, mean=0.0, sd=1.0), Mean(n=9, mean=1.0, sd=1.0)), 0.05),
        ((Mean(n=9, mean=1.0, sd=0.0), Mean(n=9, mean=1.0, sd=0.0)), 0.05),
    ],
)
def test_without_a_registered_effect_a_level_or_a_spread_nothing_is_said_of_exaggeration(
    arms: tuple[Arm, Arm], effect: float | None
) -> None:
    assert read(metric(*arms), effect=effect, planned_n=18).exaggeration is None


def week(number: int, control: Arm, treatment: Arm) -> Week:
    return Week(number=number, control=control, treatment=treatment)


def test_a_lift_that_fades_from_the_first_to_the_last_week_is_novelty() -> None:
    strong, gone = Proportion(x=1500, n=10_000), Proportion(x=1000, n=10_000)
    found = read(metric(C, T), weeks=(week(1, C, strong), week(2, C, T), week(3, C, gone))).novelty
    assert found is not None
    assert (found.first, found.last) == pytest.approx((0.5, 0.0), abs=1e-12)
    assert found.fades
    grown = read(metric(C, T), weeks=(week(1, C, gone), week(2, C, strong))).novelty
    assert grown is not None
    assert not grown.fades
    worse = read(metric(C, T), weeks=(week(1, strong, C), week(2, C, C))).novelty
    assert worse is not None
    assert worse.fades
    steady = read(metric(C, T), weeks=(week(1, C, T), week(2, C, T))).novelty
    assert steady is not None
    assert steady.first == pytest.approx(0.1)
    assert not steady.fades


@pytest.mark.parametrize("last", [1128, 1110, 1084, 1076, 1060, 1040])
def test_fading_is_a_z_test_of_the_two_log_ratios(last: int) -> None:
    then, now = Proportion(x=1200, n=10_000), Proportion(x=last, n=10_000)
    found = read(metric(C, T), weeks=(week(1, C, then), week(2, C, now))).novelty

    def error(arm: Proportion) -> float:
        return (1 - arm.x / arm.n) / arm.x

    apart = math.log(1200 / last) / math.sqrt(error(then) + error(now) + 2 * error(C))
    assert found is not None
    assert found.fades is bool(2 * stats.norm.sf(apart) < 0.05)


NONE = Proportion(x=0, n=100)


@pytest.mark.parametrize(
    "weeks",
    [
        (),
        (week(1, C, T),),
        (week(1, NONE, T), week(2, C, T)),
        (week(1, C, T), week(2, C, NONE)),
        (week(1, C, T), week(2, Mean(n=9, mean=1.0, sd=0.0), Mean(n=9, mean=1.0, sd=1.0))),
        (week(1, C, T), week(2, Mean(n=9, mean=1.0, sd=1.0), Mean(n=9, mean=-1.0, sd=1.0))),
        (week(1, Proportion(x=1, n=1), Proportion(x=1, n=1)), week(2, C, T)),
    ],
    ids=["none", "one", "no level", "nothing left", "no spread", "no logarithm", "one unit"],
)
def test_weeks_that_have_no_lift_say_nothing_of_novelty(weeks: tuple[Week, ...]) -> None:
    assert read(metric(C, T), weeks=weeks).novelty is None


NUMBERS = st.one_of(st.floats(-1e15, -1e-30), st.floats(1e-30, 1e15), st.just(0.0), st.integers(-5, 5).map(float))
SPREADS = st.one_of(st.floats(1e-30, 1e15), st.just(0.0))
MEANS = st.builds(Mean, n=st.integers(2, 10**12), mean=NUMBERS, sd=SPREADS)
RATIOS = st.builds(
    lambda n, y, x, sd_y, sd_x, rho: Ratio(
        units=Paired(n=n, mean_y=y, var_y=sd_y**2, mean_x=x, var_x=sd_x**2, cov=rho * sd_y * sd_x)
    ),
    st.integers(2, 10**12),
    NUMBERS,
    st.floats(1e-30, 1e15),
    SPREADS,
    SPREADS,
    st.floats(-0.999, 0.999),
)
COUNTS = st.integers(1, 10**12).flatmap(lambda n: st.builds(Proportion, n=st.just(n), x=st.integers(0, n)))
PAIRS = st.one_of(st.tuples(MEANS, MEANS), st.tuples(RATIOS, RATIOS), st.tuples(COUNTS, COUNTS))


@given(pair=PAIRS, early=st.booleans(), margin=st.one_of(st.none(), st.floats(0.001, 0.99)))
def test_whatever_the_arms_are_bounds_are_numbers_or_none_and_agree_with_the_verdict(
    pair: tuple[Arm, Arm], *, early: bool, margin: float | None
) -> None:
    other = metric(*pair, name="Other", role=Role.SECONDARY if margin is None else Role.GUARDRAIL, margin=margin)
    try:
        readout = read(metric(*pair), other, early=early, weeks=(week(1, *pair), week(2, *pair)))
    except NotComputable as refused:
        assert refused.words  # noqa: PT017  a refusal is one of the two right outcomes
        return
    for line in readout.lines:
        bounds = (line.low, line.high, line.always_low, line.always_high, line.lift_low, line.lift_high)
        assert all(bound is None or math.isfinite(bound) for bound in bounds)
        if line.said in (Said.BETTER, Said.WORSE):
            assert line.adjusted_p is not None
            assert line.adjusted_p <= 0.05
