"""Sizes and powers: against statsmodels, published tables, brute force, and themselves."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.power import NormalIndPower, TTestIndPower
from statsmodels.stats.proportion import power_proportions_2indep

from bot.statistics.planning import means, proportions
from bot.statistics.planning.criterion import Criterion, shared
from bot.statistics.planning.designs import whole
from bot.statistics.planning.effect_size import power_of_h
from bot.statistics.planning.proportions import NullVariance, of_rates
from bot.statistics.planning.z_test import ZTest
from bot.statistics.reasons import NotComputable, Reason

DEFAULT = Criterion()
POWERS = st.floats(0.31, 0.99)
ALPHAS = st.floats(0.001, 0.3)


@pytest.mark.parametrize("ratio", [0.5, 1.0, 3.0])
@pytest.mark.parametrize(("control", "treatment"), [(0.001, 0.015), (0.1, 0.2), (0.6, 0.5), (0.34, 0.343)])
@pytest.mark.parametrize("two_sided", [True, False])
def test_the_power_of_two_rates_is_that_of_statsmodels(
    ratio: float, control: float, treatment: float, *, two_sided: bool
) -> None:
    """Its difference is the first group's less the second's; the first group here is the control."""
    n, one_sided = 700, "smaller" if control < treatment else "larger"
    expected = power_proportions_2indep(
        control - treatment, treatment, n, ratio=ratio, alternative="two-sided" if two_sided else one_sided
    ).power
    criterion = Criterion(two_sided=two_sided, both_tails=True)
    assert of_rates(control, treatment, ratio).power(n, criterion) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("ratio", [0.5, 1.0, 3.0])
@pytest.mark.parametrize("size", [0.05, 0.4, 1.5])
@pytest.mark.parametrize(("two_sided", "name"), [(True, "two-sided"), (False, "larger")])
def test_tests_of_means_are_those_of_statsmodels(ratio: float, size: float, *, two_sided: bool, name: str) -> None:
    criterion = Criterion(two_sided=two_sided, both_tails=True)
    for ours, library in (
        (means.TTest(size=size, ratio=ratio), TTestIndPower()),
        (means.of_means(size, 1, ratio), NormalIndPower()),
    ):
        for n in (4, 8) if size > 1 else (12, 300):  # beyond, the library's other tail is NaN
            expected = library.power(size, n, 0.05, ratio=ratio, alternative=name)
            assert ours.power(n, criterion) == pytest.approx(expected, rel=1e-7)
        needed = ours.needed(0.9, criterion)
        if needed > 2 * means.TTest(size=size, ratio=ratio).smallest:
            found = library.solve_power(size, None, 0.05, 0.9, ratio=ratio, alternative=name)
            assert needed == pytest.approx(float(np.squeeze(found)), rel=1e-5)


def test_published_sizes() -> None:
    """Cohen 1988, table 2.4.1: d = .2, .5, .8 at power .80; R's power.prop.test(.5 against .75, .9): 76.7."""
    assert [whole(means.TTest(size=size).needed(0.8, DEFAULT)) for size in (0.2, 0.5, 0.8)] == [394, 64, 26]
    assert of_rates(0.5, 0.75).needed(0.9, DEFAULT) == pytest.approx(76.7, abs=0.05)


def test_the_size_of_two_rates_keeps_its_power_in_a_simulation() -> None:
    n = whole(of_rates(0.10, 0.12).needed(0.8, DEFAULT))
    draw = np.random.default_rng(11)
    control, treatment = draw.binomial(n, 0.10, 40_000), draw.binomial(n, 0.12, 40_000)
    joint = (control + treatment) / (2 * n)
    z = np.abs(treatment - control) / n / np.sqrt(joint * (1 - joint) * 2 / n)
    assert (z > DEFAULT.critical).mean() == pytest.approx(0.8, abs=0.008)


RATES = st.floats(0.01, 0.99)


@given(
    control=RATES, treatment=RATES, ratio=st.floats(0.2, 5), variance=st.sampled_from(NullVariance),
    power=POWERS, alpha=ALPHAS, two_sided=st.booleans(), both_tails=st.booleans(),
)  # fmt: skip
def test_the_n_of_two_rates_has_the_power_and_one_unit_less_has_not(
    control: float, treatment: float, ratio: float, variance: NullVariance, power: float, alpha: float,
    *, two_sided: bool, both_tails: bool,
) -> None:  # fmt: skip
    assume(abs(control - treatment) > 0.01)
    test = of_rates(control, treatment, ratio, variance)
    criterion = Criterion(alpha=alpha, two_sided=two_sided, both_tails=both_tails)
    try:
        n = test.needed(power, criterion)
    except NotComputable as refused:
        assert refused.field == "power"  # noqa: PT017  the other outcome is checked below
        return
    assert test.power(n, criterion) == pytest.approx(power, abs=1e-7)
    assert test.power(whole(n), criterion) >= power - 1e-9
    if whole(n) > 1:
        assert test.power(whole(n) - 1, criterion) < power + 1e-9


@given(size=st.floats(0.02, 2), ratio=st.floats(0.2, 5), power=POWERS, alpha=ALPHAS, both_tails=st.booleans())
def test_the_n_of_two_means_has_the_power_and_one_unit_less_has_not(
    size: float, ratio: float, power: float, alpha: float, *, both_tails: bool
) -> None:
    test, criterion = means.TTest(size=size, ratio=ratio), Criterion(alpha=alpha, both_tails=both_tails)
    n = test.needed(power, criterion)
    assert test.power(whole(n), criterion) >= power - 1e-9
    if n > test.smallest:
        assert test.power(n, criterion) == pytest.approx(power, abs=1e-7)
        assert n - 1 < test.smallest or test.power(n - 1, criterion) < power


@given(
    n=st.floats(3, 1e5),
    more=st.floats(1.01, 10),
    size=st.floats(0.001, 1),
    larger=st.floats(1.01, 5),
    ratio=st.floats(0.7, 3),
)
def test_power_grows_with_units_and_with_the_effect(
    n: float, more: float, size: float, larger: float, ratio: float
) -> None:
    for make in (lambda size: means.TTest(size=size, ratio=ratio), lambda size: means.of_means(size, 1, ratio)):
        power = make(size).power(n, DEFAULT)
        assert make(size).power(n * more, DEFAULT) >= power - 1e-12
        assert make(size * larger).power(n, DEFAULT) >= power - 1e-12


@given(delta=st.floats(0.01, 5), sd=st.floats(0.1, 10), scale=st.floats(0.01, 100))
def test_the_unit_and_the_sign_of_an_effect_do_not_matter(delta: float, sd: float, scale: float) -> None:
    n = means.of_means(delta, sd).needed(0.8, DEFAULT)
    assert means.of_means(-delta * scale, sd * scale).needed(0.8, DEFAULT) == pytest.approx(n, rel=1e-9)


@given(control=st.floats(0.05, 0.95), n=st.floats(50, 1e6), power=st.floats(0.5, 0.95), upwards=st.booleans())
def test_the_detectable_difference_of_rates_has_exactly_the_power(
    control: float, n: float, power: float, *, upwards: bool
) -> None:
    found = proportions.detectable(control, n, power, DEFAULT, upwards=upwards)
    assume(found is not None)
    assert found is not None
    assert (found > 0) is upwards
    assert of_rates(control, control + found).power(n, DEFAULT) == pytest.approx(power, abs=1e-5)


@given(sd=st.floats(0.1, 100), n=st.floats(2, 1e6), power=st.floats(0.3, 0.99), exact=st.booleans())
def test_the_detectable_difference_of_means_has_exactly_the_power(
    sd: float, n: float, power: float, *, exact: bool
) -> None:
    found = means.detectable(sd, n, power, DEFAULT, exact=exact)
    assert found is not None
    test = means.TTest(size=found / sd) if exact else means.of_means(found, sd)
    assert test.power(n, DEFAULT) == pytest.approx(power, abs=1e-6)


def test_two_units_per_arm_detect_what_is_huge() -> None:
    found = means.detectable(1, 2, 0.99, DEFAULT)
    assert found is not None
    assert TTestIndPower().power(found, 2, 0.05) == pytest.approx(0.99)


def test_what_nobody_can_detect_is_none() -> None:
    assert proportions.detectable(0.95, 20, 0.9, DEFAULT, upwards=True) is None
    assert proportions.detectable(1.0, 1000, 0.9, DEFAULT, upwards=True) is None
    assert means.detectable(1, 1.5, 0.8, DEFAULT) is None


def test_a_rate_that_becomes_certain_is_reached_or_not() -> None:
    certain = ZTest(effect=1, spread_null=1, spread_effect=0)
    assert [certain.power(n, DEFAULT) for n in (3.8, 3.9)] == [0, 1]


def test_cohens_h_is_the_z_test_of_statsmodels() -> None:
    for h, n in ((0.3, 80), (0.1, 500), (-0.2, 50)):
        expected = NormalIndPower().power(h, n, 0.05)
        assert power_of_h(h, n, Criterion(both_tails=True)) == pytest.approx(expected)


def test_non_inferiority_is_the_one_sided_test_against_the_margin() -> None:
    """Blackwelder 1982 and Chow, Shao and Wang: n = (z_alpha + z_beta)² variance / (difference + margin)²."""
    one_sided = Criterion(alpha=0.05, two_sided=False)
    z = 1.6448536269514722 + 0.8416212335729143
    rates = proportions.non_inferiority(0.65, 0.85, 0.1, 2.0).needed(0.8, one_sided)
    assert rates == pytest.approx(z**2 * (0.65 * 0.35 + 0.85 * 0.15 / 2) / 0.3**2)
    of_means = proportions.non_inferiority_of_means(-0.5, 10, 5.5, 0.5).needed(0.8, one_sided)
    assert of_means == pytest.approx(z**2 * 100 * 3 / 5**2)
    assert whole(proportions.non_inferiority_of_means(0, 10, 5).needed(0.8, one_sided)) == 50


def test_bonferroni_shares_alpha_in_planning() -> None:
    assert shared(0.05, 2) == 0.025
    with pytest.raises(NotComputable):
        shared(0.05, 0)


def test_a_sequential_plan_takes_about_twice_the_units() -> None:
    """1.9 to 2.1 times, statistics.md."""
    fixed, sequential = (means.of_means(1, 10).needed(0.8, each) for each in (DEFAULT, Criterion(sequential=True)))
    assert 1.9 < sequential / fixed < 2.1


IMPOSSIBLE = [
    (lambda: of_rates(0.1, 0.1), Reason.BAD_INPUT, "p_treatment"),
    (lambda: of_rates(1.1, 0.1), Reason.BAD_INPUT, "p_control"),
    (lambda: of_rates(0.1, -0.1), Reason.BAD_INPUT, "p_treatment"),
    (lambda: means.of_means(0, 1), Reason.BAD_INPUT, "delta"),
    (lambda: means.of_means(1, 0), Reason.BAD_INPUT, "sd"),
    (lambda: ZTest(effect=0, spread_null=1, spread_effect=1), Reason.BAD_INPUT, "effect"),
    (lambda: Criterion(alpha=0), Reason.BAD_INPUT, "alpha"),
    (lambda: of_rates(0.1, 0.2).needed(0.05, DEFAULT), Reason.BAD_INPUT, "power"),
    (lambda: of_rates(0.1, 0.2).needed(1, DEFAULT), Reason.BAD_INPUT, "power"),
    (lambda: of_rates(0.001, 0.5, 1, NullVariance.CONTROL).needed(0.06, DEFAULT), Reason.BAD_INPUT, "power"),
    (lambda: means.TTest(size=1).power(1.9, DEFAULT), Reason.TOO_FEW, "n_control"),
    (lambda: proportions.non_inferiority(0.9, 0.7, 0.1), Reason.NOT_REACHABLE, "margin"),
    (lambda: proportions.non_inferiority(1, 1, 0.1), Reason.NO_SPREAD, "p_control"),
]


@pytest.mark.parametrize(("ask", "reason", "field"), IMPOSSIBLE, ids=range(len(IMPOSSIBLE)))
def test_what_cannot_be_planned_is_refused_by_name(ask: object, reason: Reason, field: str) -> None:
    assert callable(ask)
    with pytest.raises(NotComputable) as refused:
        ask()
    assert (refused.value.reason, refused.value.field) == (reason, field)


def test_a_huge_effect_needs_the_fewest_units_that_a_t_test_can_have() -> None:
    assert means.TTest(size=50, ratio=0.5).needed(0.8, DEFAULT) == 4
    assert math.isclose(means.TTest(size=50).power(2, DEFAULT), 1, abs_tol=1e-3)
