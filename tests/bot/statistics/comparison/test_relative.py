"""Lifts: Fieller's set says what the absolute test says, always; its peers agree where arms are large."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import brentq

from bot.statistics.comparison.means import welch
from bot.statistics.comparison.relative import delta, fieller, lift, log_ratio
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.summaries import Mean


@st.composite
def positive(draw: st.DrawFn) -> Mean:
    return Mean(n=draw(st.integers(3, 5000)), mean=draw(st.floats(0.05, 50)), sd=draw(st.floats(0.05, 20)))


@given(control=positive(), treatment=positive(), alpha=st.floats(0.001, 0.3), negative=st.booleans())
def test_fieller_excludes_zero_exactly_when_the_absolute_test_rejects(
    control: Mean, treatment: Mean, alpha: float, *, negative: bool
) -> None:
    sign = -1 if negative else 1
    control, treatment = (Mean(n=arm.n, mean=sign * arm.mean, sd=arm.sd) for arm in (control, treatment))
    test = welch(control, treatment)
    found = fieller(control, treatment, test.critical(alpha))
    assert (found.interval is None) == (found.g >= 1)
    assume(found.interval is not None and abs(test.p_value() - alpha) > 1e-7)
    assert found.interval is not None
    assert found.interval.holds(0) == (test.p_value() > alpha)
    assert found.interval.holds(treatment.mean / control.mean - 1)


@given(control=positive(), treatment=positive())
def test_fiellers_ends_are_where_the_test_of_that_ratio_just_rejects(control: Mean, treatment: Mean) -> None:
    critical = 1.96
    found = fieller(control, treatment, critical)
    assume(found.interval is not None and found.g < 0.9)
    assert found.interval is not None
    for end in (found.interval.low, found.interval.high):
        ratio = 1 + end
        distance = abs(treatment.mean - ratio * control.mean)
        assert distance == pytest.approx(
            critical * math.sqrt(treatment.squared_error + ratio**2 * control.squared_error), rel=1e-6
        )


@given(control=positive(), treatment=positive(), scale=st.floats(0.01, 100))
def test_a_lift_has_no_unit(control: Mean, treatment: Mean, scale: float) -> None:
    here = fieller(control, treatment, 2).interval
    scaled = [Mean(n=arm.n, mean=arm.mean * scale, sd=arm.sd * scale) for arm in (control, treatment)]
    there = fieller(scaled[0], scaled[1], 2).interval
    assume(here is not None and there is not None)
    assert here is not None
    assert there is not None
    assert tuple(there) == pytest.approx(tuple(here), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(("critical", "estimable"), [(1.99, True), (2.0, False), (2.4, False)])
def test_a_lift_cannot_be_bounded_where_the_control_itself_is_not_apart_from_zero(
    critical: float, *, estimable: bool
) -> None:
    """A control of two standard errors: g = (critical / 2)²."""
    found = fieller(Mean(n=25, mean=2, sd=5), Mean(n=25, mean=3, sd=5), critical)
    assert found.g == pytest.approx((critical / 2) ** 2)
    assert (found.interval is not None) is estimable


def test_all_intervals_of_a_lift_are_one_for_large_arms() -> None:
    arms = Mean(n=10**8, mean=10, sd=3), Mean(n=10**8, mean=10.2, sd=3)
    truth = fieller(*arms, 1.959963984540054).interval
    assert truth is not None
    assert tuple(delta(*arms).interval(0.05)) == pytest.approx(tuple(truth), abs=1e-8)
    assert tuple(log_ratio(*arms, 0.05)) == pytest.approx(tuple(truth), abs=1e-8)


def test_the_log_ratio_is_the_inversion_of_its_own_test() -> None:
    """Solved by search on the log scale, with Satterthwaite's degrees of freedom written out."""
    from scipy import stats  # noqa: PLC0415  heavy, and only here

    control, treatment = Mean(n=12, mean=4, sd=2), Mean(n=9, mean=6, sd=3)
    a, b = 4 / 12 / 16, 9 / 9 / 36
    df = (a + b) ** 2 / (a**2 / 11 + b**2 / 8)

    def gap(log: float) -> float:
        return float(2 * stats.t.sf(abs(math.log(1.5) - log) / math.sqrt(a + b), df)) - 0.05

    interval = log_ratio(control, treatment, 0.05)
    assert interval.low == pytest.approx(math.exp(brentq(gap, -5, math.log(1.5))) - 1)
    assert interval.high == pytest.approx(math.exp(brentq(gap, math.log(1.5), 5)) - 1)


def test_a_control_of_zero_has_no_lift() -> None:
    zero, one = Mean(n=9, mean=0, sd=1), Mean(n=9, mean=1, sd=1)
    assert lift(0, 1) is None
    assert fieller(zero, one, 2).interval is None
    for asked in (lambda: delta(zero, one), lambda: log_ratio(zero, one, 0.05), lambda: log_ratio(one, zero, 0.05)):
        with pytest.raises(NotComputable) as refused:
            asked()
        assert refused.value.reason is Reason.NOT_ESTIMABLE


def test_two_means_of_different_signs_have_no_log_ratio() -> None:
    with pytest.raises(NotComputable) as refused:
        log_ratio(Mean(n=9, mean=-1, sd=1), Mean(n=9, mean=1, sd=1), 0.05)
    assert refused.value.field == "mean_treatment"
