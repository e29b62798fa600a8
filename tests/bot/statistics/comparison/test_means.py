"""Means: Welch and Student against scipy, one-sided tests, and what cannot be tested."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from bot.statistics.comparison.intervals import Side, alpha_of
from bot.statistics.comparison.means import Difference, student, unpooled_z, welch, welch_df
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.summaries import Mean

SIDES = {Side.BOTH: "two-sided", Side.GREATER: "greater", Side.SMALLER: "less"}


@st.composite
def means(draw: st.DrawFn) -> Mean:
    return Mean(
        n=draw(st.integers(2, 10_000)),
        mean=draw(st.floats(-100, 100)),
        sd=draw(st.floats(0.01, 50)),
    )


@pytest.mark.parametrize("side", SIDES)
@given(control=means(), treatment=means())
def test_t_tests_are_those_of_scipy(side: Side, control: Mean, treatment: Mean) -> None:
    for test, equal_var in ((welch, False), (student, True)):
        expected = stats.ttest_ind_from_stats(
            treatment.mean, treatment.sd, treatment.n, control.mean, control.sd, control.n,
            equal_var=equal_var, alternative=SIDES[side],
        )  # fmt: skip
        got = test(control, treatment)
        assert got.statistic == pytest.approx(expected.statistic, rel=1e-9, abs=1e-12)
        assert got.p_value(side) == pytest.approx(expected.pvalue, rel=1e-7, abs=1e-14)


@pytest.mark.parametrize("side", SIDES)
@given(control=means(), treatment=means(), alpha=st.floats(0.001, 0.4))
def test_an_interval_excludes_zero_exactly_when_its_test_rejects(
    side: Side, control: Mean, treatment: Mean, alpha: float
) -> None:
    test = welch(control, treatment)
    if abs(test.p_value(side) - alpha) > 1e-9:
        assert test.interval(alpha, side).holds(0) == (test.p_value(side) > alpha)


@given(control=means(), treatment=means(), scale=st.floats(0.01, 100))
def test_the_unit_of_measurement_does_not_matter(control: Mean, treatment: Mean, scale: float) -> None:
    there = welch(*(Mean(n=arm.n, mean=arm.mean * scale, sd=arm.sd * scale) for arm in (control, treatment)))
    here = welch(control, treatment)
    assert (there.statistic, there.df) == pytest.approx((here.statistic, here.df), rel=1e-9, abs=1e-9)


@given(control=means(), treatment=means())
def test_swapping_the_arms_turns_the_sign_and_nothing_else(control: Mean, treatment: Mean) -> None:
    there, back = welch(control, treatment), welch(treatment, control)
    assert (there.estimate, there.se, there.df) == pytest.approx((-back.estimate, back.se, back.df))
    assert there.p_value(Side.GREATER) == pytest.approx(back.p_value(Side.SMALLER))


def test_z_is_the_limit_of_t() -> None:
    arms = Mean(n=10**7, mean=1, sd=2), Mean(n=10**7, mean=1.001, sd=2)
    assert unpooled_z(*arms).p_value() == pytest.approx(welch(*arms).p_value(), rel=1e-5)
    assert math.isinf(unpooled_z(*arms).df)


def test_without_spread_there_is_no_test_and_no_interval() -> None:
    nothing = welch(Mean(n=5, mean=1, sd=0), Mean(n=5, mean=2, sd=0))
    for asked in (nothing.p_value, lambda: nothing.interval(0.05), lambda: nothing.statistic):
        with pytest.raises(NotComputable) as refused:
            asked()
        assert refused.value.reason is Reason.NO_SPREAD
    assert welch_df(0, 5, 0, 5) == math.inf


def test_an_arm_without_spread_leaves_the_other_ones_degrees_of_freedom() -> None:
    assert welch(Mean(n=5, mean=1, sd=0), Mean(n=9, mean=2, sd=3)).df == pytest.approx(8)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95])
def test_a_confidence_lies_between_zero_and_one(confidence: float) -> None:
    with pytest.raises(NotComputable) as refused:
        alpha_of(confidence)
    assert refused.value.field == "confidence"


def test_published_normal_and_t_critical_values() -> None:
    """Any table: z 1.960 and 1.645, t with 10 degrees of freedom 2.228 and 1.812."""
    z, t = Difference(estimate=1, se=1), Difference(estimate=1, se=1, df=10)
    got = (z.critical(0.05), z.critical(0.05, Side.GREATER), t.critical(0.05), t.critical(0.05, Side.SMALLER))
    assert got == pytest.approx((1.960, 1.645, 2.228, 1.812), abs=5e-4)
