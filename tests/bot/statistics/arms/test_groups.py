"""A few groups of unequal sizes: the jackknife's error by hand, by simulation, and at every look."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from bot.statistics.arms.groups import jackknifed
from bot.statistics.arms.reading import read_arms
from bot.statistics.arms.summary import ArmsQuestion, Counted
from bot.statistics.comparison.guardrails import Wanted, of_control
from bot.statistics.comparison.intervals import Side
from bot.statistics.comparison.sequential import Mixture, tuned
from bot.statistics.readout.evidence import AnyTime, any_time, fixed
from bot.statistics.readout.experiments import Direction, Metric, Role
from bot.statistics.reasons import NotComputable
from bot.statistics.summaries import Mean, Ratio

ALPHA = 0.05
TINY = jackknifed([1.0, 3.0, 4.0], [1.0, 1.0, 2.0])
FEW = (Mean(n=4, mean=10.0, sd=2.0), Mean(n=5, mean=14.0, sd=3.0))


def groups(draw: np.random.Generator, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Totals and sizes of k groups, 50 units on average with a coefficient of variation of 1, correlated by 0.02."""
    sizes = np.maximum(1.0, np.round(draw.gamma(1, 50, k)))
    shared, own = draw.normal(0, 0.02**0.5, k), draw.normal(0, 1, k) * np.sqrt(0.98 / sizes)
    return sizes * (10 + shared + own), sizes


def until(k: int, totals: np.ndarray, sizes: np.ndarray) -> Ratio:
    """The first k of these groups."""
    return jackknifed(totals[:k].tolist(), sizes[:k].tolist())


def no_effect(k: int, runs: int) -> Iterator[tuple[Ratio, Ratio]]:
    draw = np.random.default_rng(20_261_125)
    for _ in range(runs):
        yield until(k, *groups(draw, k)), until(k, *groups(draw, k))


def test_the_jackknife_by_hand() -> None:
    """Without one of the three groups the ratio is 7/3, 5/3 and 2: 2/3 of the squares about 2 is 4/27."""
    assert TINY.ratio == pytest.approx(2)
    assert TINY.as_mean().squared_error == pytest.approx(4 / 27)
    assert TINY.as_mean().sd == pytest.approx(2 / 3)


def test_groups_of_one_size_have_the_delta_methods_error() -> None:
    found = jackknifed([3.0, 5.0, 4.0, 9.0], [7.0] * 4)
    assert found.as_mean().sd == pytest.approx(replace(found, spread=None).as_mean().sd)


def test_ratios_of_many_units_keep_the_delta_method_and_so_do_samples_that_are_added() -> None:
    units = TINY.units
    assert Ratio(units=units).as_mean().sd == pytest.approx(np.std([-1, 1, 0], ddof=1) / (4 / 3))
    assert (TINY + TINY).spread is None


def test_a_spread_below_zero_is_refused() -> None:
    with pytest.raises(NotComputable) as refused:
        replace(TINY, spread=-1.0)
    assert refused.value.field == "spread"


def test_six_unequal_groups_an_arm_reject_as_often_as_they_say() -> None:
    """The delta method, for comparison, rejects nearly twice as often."""
    pairs = list(no_effect(6, 4000))
    rejected = np.mean([fixed(*pair).p_value() <= ALPHA for pair in pairs])
    assert rejected == pytest.approx(ALPHA, abs=0.012)
    delta = [fixed(*(replace(arm, spread=None) for arm in pair)).p_value() for pair in pairs]
    assert np.mean([p <= ALPHA for p in delta]) > 0.075


# --- any look -------------------------------------------------------------------------------------


def evidence(*, by_groups: bool = True) -> tuple[AnyTime, Mixture]:
    mixture = tuned(12, ALPHA)
    return any_time(*FEW, mixture, by_groups=by_groups), mixture


def test_the_critical_value_of_few_groups_is_the_t_that_is_exceeded_as_rarely() -> None:
    found, mixture = evidence()
    welch = stats.ttest_ind_from_stats(14, 3, 5, 10, 2, 4, equal_var=False)
    df = (2**2 / 4 + 3**2 / 5) ** 2 / ((2**2 / 4) ** 2 / 3 + (3**2 / 5) ** 2 / 4)
    assert 2 * stats.t.sf(welch.statistic, df) == pytest.approx(welch.pvalue)  # these are Welch's
    critical = stats.t.isf(stats.norm.sf(mixture.critical(9, ALPHA)), df)
    common = (3 * 2**2 + 4 * 3**2) / 7  # looks take the larger of the arms' own and their common error
    error = max(2**2 / 4 + 3**2 / 5, common / 4 + common / 5) ** 0.5
    assert found.interval(ALPHA).high - 4 == pytest.approx(critical * error)
    units, _ = evidence(by_groups=False)
    assert units.interval(ALPHA).high - 4 == pytest.approx(mixture.critical(9, ALPHA) * error)


@pytest.mark.parametrize("by_groups", [True, False])
def test_the_p_value_is_the_alpha_at_which_the_interval_touches_zero(*, by_groups: bool) -> None:
    control, treatment = Mean(n=12, mean=10.0, sd=2.0), Mean(n=11, mean=15.0, sd=3.0)
    found = any_time(control, treatment, tuned(24, ALPHA), by_groups=by_groups)
    p_value = found.p_value()
    assert 0 < p_value < 1
    assert found.interval(p_value).low == pytest.approx(0, abs=1e-6)
    lifted = found.lift_interval(p_value)
    assert lifted is not None
    assert lifted.low == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("by_groups", [True, False])
def test_so_is_a_guardrails_on_its_side(*, by_groups: bool) -> None:
    control, treatment = Mean(n=12, mean=10.0, sd=2.0), Mean(n=11, mean=13.0, sd=3.0)
    found = any_time(control, treatment, tuned(24, ALPHA, Side.GREATER), by_groups=by_groups)
    margin = of_control(10.0, 0.2, Wanted.UP)
    p_value = found.against(margin, ALPHA).p_value
    assert 0 < p_value < 0.5
    assert found.against(margin, p_value).interval.low == pytest.approx(margin.limit, abs=1e-6)


def test_few_groups_are_never_so_sure_as_many_units_are() -> None:
    few, many = evidence()[0], evidence(by_groups=False)[0]
    assert few.p_value() > many.p_value()
    assert few.mixture.p_value_one_sided(4, 1, 9, few.df) > many.mixture.p_value_one_sided(4, 1, 9)


def test_so_early_that_nothing_is_bounded_no_lift_is_told() -> None:
    control, treatment = FEW
    far, farther = replace(control, mean=control.mean * 1e6), replace(treatment, mean=treatment.mean * 1e6)
    found = any_time(far, farther, tuned(10**9, ALPHA))
    assert found.lift_interval(ALPHA) is not None
    assert replace(found, df=3.0).lift_interval(ALPHA) is None


def question(control: Ratio, treatment: Ratio, counted: Counted) -> ArmsQuestion:
    metric = Metric(
        name="Sales", role=Role.PRIMARY, wanted=Direction.INCREASE, control=control, treatments=(treatment,)
    )
    return ArmsQuestion(
        arms=("control", "treatment"), weights=(1.0, 1.0), metrics=(metric,), planned_n=24, effect=None, early=True,
        counted=counted,
    )  # fmt: skip


@pytest.mark.parametrize("counted", [Counted.CLUSTERS, Counted.PERIODS])
def test_looks_at_designs_by_groups_are_those_of_few_units(counted: Counted) -> None:
    arms = next(no_effect(5, 1))
    [few], [many] = (read_arms(question(*arms, each)).lines for each in (counted, Counted.UNITS))
    for line, by_groups in ((few, True), (many, False)):
        wanted = any_time(*arms, tuned(24, ALPHA), by_groups=by_groups).interval(ALPHA)
        assert (line.always_low, line.always_high) == pytest.approx(tuple(wanted))
        assert (line.low, line.high) == pytest.approx(tuple(wanted))


def test_the_truth_is_rarely_ever_excluded_by_looks_at_four_to_twelve_groups_an_arm() -> None:
    """With the normal critical value it is so more often than alpha says."""
    draw, ever, by_normal, runs = np.random.default_rng(7), 0, 0, 800
    for _ in range(runs):
        control, treatment = groups(draw, 12), groups(draw, 12)
        looks = [
            any_time(until(k, *control), until(k, *treatment), tuned(24, ALPHA), by_groups=True)
            for k in range(4, 13, 2)
        ]
        ever += any(not look.interval(ALPHA).holds(0) for look in looks)
        by_normal += any(not replace(look, df=np.inf).interval(ALPHA).holds(0) for look in looks)
    assert ever / runs <= ALPHA
    assert by_normal / runs > ALPHA
