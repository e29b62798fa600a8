"""What a design over time promises to detect: by its whole covariance, by a rank among placebos, by simulation."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from bot.statistics import detectable
from bot.statistics.detectable import SeriesDesign
from bot.statistics.longitudinal_summary import Series, SeriesMethod, SeriesQuestion, SyntheticReadout
from bot.statistics.placebo_power import rank_shift
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.regression import cochrane_orcutt
from bot.statistics.series_reading import read_series
from tests.bot.statistics.dated_samples import dated_series, noise

DESIGN = SeriesDesign(sd=2.0, autocorrelation=0.5, points_before=84, points_after=42)


@pytest.mark.parametrize("phi", [-0.4, 0.0, 0.5, 0.9])
@pytest.mark.parametrize("trend", [False, True])
def test_the_detectable_change_is_that_of_the_whole_covariance(phi: float, trend: bool) -> None:  # noqa: FBT001
    n = 126
    places = np.arange(n)
    covariance = 4.0 * phi ** np.abs(places[:, None] - places)
    columns = [np.ones(n), places >= 84, *([places] if trend else [])]
    design = np.column_stack(columns).astype(float)
    se = np.sqrt(np.linalg.inv(design.T @ np.linalg.solve(covariance, design))[1, 1])
    found = detectable.interrupted(replace(DESIGN, autocorrelation=phi), trend=trend)
    # t(0.975) + t(0.8) with some 123 degrees of freedom is 1.9794 + 0.8447.
    assert found / se == pytest.approx(2.8241, abs=1e-3)


def test_a_change_of_the_detectable_size_is_found_with_the_stated_power() -> None:
    change = detectable.interrupted(DESIGN)
    n, rounds = 126, 300
    design = np.column_stack([np.ones(n), np.arange(n) >= 84, np.arange(n) / n]).astype(float)
    found = sum(
        cochrane_orcutt(change * design[:, 1] + noise(seed, n, 0.5, 2.0), design).fit.coefficient(1).p_value < 0.05
        for seed in range(rounds)
    )
    assert 0.74 < found / rounds < 0.88


def test_a_detectable_change_scales_with_its_spread_and_shrinks_with_points() -> None:
    found = detectable.interrupted(DESIGN)
    assert detectable.interrupted(replace(DESIGN, sd=20.0)) == pytest.approx(10 * found)
    assert detectable.interrupted(replace(DESIGN, points_before=200)) < found
    assert detectable.interrupted(replace(DESIGN, autocorrelation=0.8)) > found
    assert detectable.interrupted(replace(DESIGN, power=0.9)) > found
    assert detectable.interrupted(replace(DESIGN, alpha=0.1)) < found


def test_a_control_that_moves_along_makes_smaller_changes_detectable() -> None:
    apart = detectable.difference_in_differences(DESIGN, sd_control=2.0, correlation=0.5)
    close = detectable.difference_in_differences(DESIGN, sd_control=2.0, correlation=0.92)
    # At 0.5 the difference spreads exactly as the treated series does.
    assert apart == pytest.approx(detectable.interrupted(DESIGN, trend=False), rel=1e-12)
    assert close == pytest.approx(apart * np.sqrt(0.16), rel=1e-9)


# --- a synthetic control ----------------------------------------------------------------------------


@pytest.mark.parametrize("donors", [19, 24, 38])
@pytest.mark.parametrize("power", [0.03, 0.5, 0.8, 0.95])
def test_the_shift_of_the_first_rank_beats_the_largest_placebo_with_the_power(donors: int, power: float) -> None:
    """P(Z + d > max of J) is the integral of phi(z) Phi(z + d)^J, here by another quadrature than the product's."""
    shift = rank_shift(donors, 1, power)
    beaten, _ = quad(lambda z: norm.pdf(z) * norm.cdf(z + shift) ** donors, -12, 12, epsabs=1e-12)
    assert beaten == pytest.approx(power, abs=1e-6)


def test_with_many_donors_the_second_rank_is_enough() -> None:
    """Of 51 units the second is at 2/51 = 3.9 %: by draws, it takes less to be beaten by one placebo at most."""
    shift = rank_shift(50, 2, 0.8)
    draws = np.random.default_rng(1).standard_normal((40_000, 51))
    ranks = 1 + (draws[:, 1:] > draws[:, :1] + shift).sum(axis=1)
    assert float((ranks <= 2).mean()) == pytest.approx(0.8, abs=0.007)
    assert shift < rank_shift(50, 1, 0.8)
    second, first = (detectable.synthetic_control(replace(DESIGN, alpha=alpha), donors=50) for alpha in (2 / 51, 0.039))
    assert second < first


def test_a_synthetic_control_detects_what_ranks_first_by_squared_gaps() -> None:
    """By hand: 2 (1.25 / 0.75) (1 / 42 + 1 / 84) = 0.119048, so a log ratio spreads by 0.345033."""
    gap = detectable.synthetic_control(DESIGN, donors=19) / 2.0
    shift = math.log(1 + gap**2) / 0.345033
    beaten, _ = quad(lambda z: norm.pdf(z) * norm.cdf(z + shift) ** 19, -12, 12)
    assert beaten == pytest.approx(0.8, abs=1e-5)


def test_a_synthetic_control_detects_no_mean_gap_that_chance_alone_makes() -> None:
    """Two of 40 units rank second or better anyway, so 4 % takes no gap; by the mean it takes 1.96 - 1.75 errors."""
    means = np.array([noise(seed, 42, 0.5, 2.0).mean() for seed in range(2000)])
    found = detectable.synthetic_control(replace(DESIGN, power=0.04), donors=39)
    assert found == pytest.approx((norm.ppf(0.975) + norm.ppf(0.04)) * float(means.std()), rel=0.06)


def test_the_first_rank_is_reached_where_49_times_a_49th_is_a_little_less_than_one() -> None:
    exact = detectable.synthetic_control(replace(DESIGN, alpha=1 / 49), donors=48)
    assert exact == pytest.approx(detectable.synthetic_control(replace(DESIGN, alpha=0.021), donors=48))


def test_a_synthetic_control_of_points_that_hardly_differ_still_answers() -> None:
    found = detectable.synthetic_control(replace(DESIGN, autocorrelation=1 - 1e-12), donors=19)
    assert math.isfinite(found)
    assert found > 1e100


def simulated(seed: int, effect: float, after: int) -> Series:
    """A unit and 24 donors with a common movement and own AR(1) noise of one, 90 days before the change."""
    n, days = 90 + after, np.arange(90 + after)
    common = 100 + noise(1000 * seed, n, 0.8, 3.0)
    treated = common + noise(1000 * seed + 1, n, 0.4) + effect * (days >= 90)
    donors = [common + noise(1000 * seed + 2 + number, n, 0.4) for number in range(24)]
    return dated_series(treated, 90, controls=donors)


@pytest.mark.parametrize("after", [84, 28])
def test_a_gap_of_the_promised_size_is_found_by_the_readout_about_as_often_as_promised(after: int) -> None:
    """The best mixture of 24 donors with own noise of one misses a point by sqrt(1 + 1/24): that is the gap's spread.

    The promise is 80 %, of whose steps several are approximate; a mean gap by z alone is found in 13 and 26 %.
    """
    spread = math.sqrt(1 + 1 / 24)
    design = SeriesDesign(sd=spread, autocorrelation=0.4, points_before=90, points_after=after)
    promised = detectable.synthetic_control(design, donors=24)
    rounds, found = 160, 0
    for seed in range(rounds):
        question = SeriesQuestion(method=SeriesMethod.SYNTHETIC_CONTROL, series=simulated(seed, promised, after))
        primary = read_series(question).primary
        assert isinstance(primary, SyntheticReadout)
        found += max(primary.p_value, primary.direction_p) <= 0.05 and primary.effect > 0
    assert 0.65 < found / rounds < 0.95


# --- what is no design -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"sd": 0.0}, Reason.NO_SPREAD, "sd"),
        ({"autocorrelation": 1.0}, Reason.BAD_INPUT, "autocorrelation"),
        ({"alpha": 0.0}, Reason.BAD_INPUT, "alpha"),
        ({"power": 1.0}, Reason.BAD_INPUT, "power"),
        ({"points_before": 1}, Reason.TOO_FEW, "points_before"),
        ({"points_after": 1}, Reason.TOO_FEW, "points_after"),
        ({"points_before": 2, "points_after": 3}, Reason.TOO_FEW, "points_after"),
    ],
)
def test_designs_that_are_none_are_refused(changes: dict[str, Any], reason: Reason, field: str) -> None:
    with pytest.raises(NotComputable) as refused:
        detectable.interrupted(replace(DESIGN, **changes))
    assert (refused.value.reason, refused.value.field) == (reason, field)


@pytest.mark.parametrize(
    ("sd_control", "correlation", "reason", "field"),
    [
        (-1.0, 0.5, Reason.BAD_INPUT, "sd_control"),
        (1.0, 1.5, Reason.BAD_INPUT, "correlation"),
        (2.0, 1.0, Reason.NO_SPREAD, "sd"),
    ],
)
def test_controls_that_are_none_are_refused(sd_control: float, correlation: float, reason: Reason, field: str) -> None:
    with pytest.raises(NotComputable) as refused:
        detectable.difference_in_differences(DESIGN, sd_control=sd_control, correlation=correlation)
    assert (refused.value.reason, refused.value.field) == (reason, field)


def test_placebos_that_cannot_reach_alpha_make_nothing_detectable() -> None:
    with pytest.raises(NotComputable) as refused:
        detectable.synthetic_control(DESIGN, donors=18)
    assert (refused.value.reason, refused.value.field) == (Reason.NOT_REACHABLE, "donors")
