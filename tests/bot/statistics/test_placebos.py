"""Placebos against the slow way: an effect is really taken out of the treated unit, and everything is fitted anew."""

import numpy as np
import pytest

from bot.statistics.arrays import FloatArray
from bot.statistics.placebos import Placebos, placebo, placebos

AFTER = np.arange(40) >= 28


def panel(seed: int, *, donors: int = 24, effect: float = 3.0, spread: float = 1.0) -> tuple[FloatArray, FloatArray]:
    """Units that share three factors, each in its own mixture; the first gets the effect."""
    randomness = np.random.default_rng(seed)
    factors = randomness.standard_normal((40, 3)).cumsum(axis=0)
    loads = randomness.dirichlet([1.0, 1.0, 1.0], size=donors + 1)
    units = 50 + factors @ loads.T + 0.3 * spread * randomness.standard_normal((40, donors + 1))
    units[AFTER, 0] += effect
    return units[:, 0], units[:, 1:]


def without(treated: FloatArray, effect: float) -> FloatArray:
    return np.where(AFTER, treated - effect, treated)


@pytest.mark.parametrize("effect", [-2.0, 0.0, 1.0, 3.0, 7.5])
@pytest.mark.parametrize("seed", range(3))
def test_taking_an_effect_out_ranks_as_fitting_everything_anew_does(seed: int, effect: float) -> None:
    treated, donors = panel(seed)
    assert placebos(treated, donors, AFTER).rank(effect) == placebo(without(treated, effect), donors, AFTER)


@pytest.mark.parametrize("seed", [0, 1, 3, 4])
def test_the_interval_holds_exactly_what_the_rank_does_not_reject(seed: int) -> None:
    treated, donors = panel(seed)
    found = placebos(treated, donors, AFTER).interval(0.05)
    assert found is not None
    low, high = found
    assert low < 3.0 < high
    for effect in np.linspace(low - 4, high + 4, 60):
        is_inside = low <= effect <= high
        assert (placebo(without(treated, effect), donors, AFTER).p_value > 0.05) == is_inside, effect


def test_zero_lies_outside_exactly_when_the_usual_placebo_test_rejects() -> None:
    outside = []
    for seed in range(60):
        treated, donors = panel(seed, effect=0.5)
        others = placebos(treated, donors, AFTER)
        bounds = others.interval(0.05)
        if bounds is not None:
            outside.append(not bounds[0] <= 0 <= bounds[1])
            assert outside[-1] == (others.rank().p_value <= 0.05)
    assert len(outside) > 50
    assert 3 < sum(outside) < 47


def test_an_interval_of_exchangeable_units_holds_the_truth_as_often_as_it_says() -> None:
    """Nothing happened to anybody: at 24 donors 1 of 25 ranks first, so that 96 % of the intervals hold zero."""
    missed, bounded = 0, 0
    for seed in range(300):
        bounds = placebos(*panel(1000 + seed, effect=0.0), AFTER).interval(0.05)
        bounded += bounds is not None
        missed += bounds is not None and not bounds[0] <= 0 <= bounds[1]
    assert bounded > 270
    assert 0.015 <= missed / bounded <= 0.07


@pytest.mark.parametrize("donors", [5, 18])
def test_too_few_donors_bound_nothing_and_nineteen_do(donors: int) -> None:
    """The smallest p is one by the number of units: 1/19 rejects nothing at 5 %, and 1/20 does."""
    treated, units = panel(3, donors=24)
    assert placebos(treated, units[:, :donors], AFTER).interval(0.05) is None
    assert placebos(treated, units[:, :19], AFTER).interval(0.05) is not None


def test_an_effect_that_swings_is_no_constant_one_and_has_no_interval() -> None:
    treated, donors = panel(1, effect=0.0)
    swinging = treated + np.where(AFTER, 20.0 * (-1.0) ** np.arange(40), 0.0)
    others = placebos(swinging, donors, AFTER)
    assert others.rank().p_value == 1 / 25
    assert others.interval(0.05) is None


@pytest.mark.parametrize("seed", range(3))
def test_a_one_sided_p_counts_the_units_that_went_as_far_in_that_direction(seed: int) -> None:
    treated, donors = panel(seed)
    others = placebos(treated, donors, AFTER)
    for effect in (0.0, 2.5, 3.5):
        moved = placebos(without(treated, effect), donors, AFTER)
        scores = [float(moved.gaps[:, unit].mean() / np.sqrt(moved.before[unit])) for unit in range(25)]
        assert others.p_above(effect) == pytest.approx(sum(score >= scores[0] for score in scores) / 25)
        assert others.p_below(effect) == pytest.approx(sum(score <= scores[0] for score in scores) / 25)
    assert others.p_above(-50.0) == pytest.approx(1 / 25)
    assert others.p_below(-50.0) == pytest.approx(1.0)


def by_hand(before: list[float], moves: list[float]) -> Placebos:
    gaps = np.array([[2.0, 1.0, -1.0], [2.0, 1.0, -1.0]])
    return Placebos(gaps=gaps, before=np.array(before), moves=np.array(moves))


def test_three_units_by_hand() -> None:
    """Ratios: (2 - c)^2 to 1 and 1: the treated unit ranks behind both from c = 1 to c = 3."""
    others = by_hand([1.0, 1.0, 1.0], [-1.0, 0.0, 0.0])
    assert others.rank().rank == 1
    assert others.rank(1.5).rank == 3
    assert others.interval(0.34) == pytest.approx((1.0, 3.0))
    assert others.p_above(0.0) == pytest.approx(1 / 3)
    assert others.p_below(0.0) == pytest.approx(1.0)


def test_a_fit_without_any_error_leaves_nothing_to_compare_with() -> None:
    assert by_hand([0.0, 1.0, 1.0], [-1.0, 0.0, 0.0]).interval(0.5) is None
    perfect = by_hand([1.0, 0.0, 0.0], [-1.0, 0.0, 0.0])
    assert perfect.rank().rank == 3
    assert perfect.interval(0.34) is None
    assert perfect.p_above(0.0) == pytest.approx(2 / 3)


def test_a_placebo_that_rests_on_the_treated_unit_alone_may_leave_no_bound() -> None:
    """Its gap moves as much as the treated unit's own and its fit is better: far out its ratio is always larger."""
    assert by_hand([1.0, 0.5, 1.0], [-1.0, 1.0, 0.0]).interval(0.34) is None
