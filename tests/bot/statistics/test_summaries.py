"""Summaries: what they refuse, and that adding two is summing up both samples as one."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.summaries import Adjustable, Mean, Paired, Proportion, Ratio
from tests.bot.statistics.samples import paired

SEEDS = st.integers(0, 2**32 - 1)


@given(seed=SEEDS)
def test_adding_means_and_pairs_is_pooling_the_samples(seed: int) -> None:
    draw = np.random.default_rng(seed)
    n, m = draw.integers(2, 30, size=2)
    x, y = draw.normal(3, 2, n + m), draw.normal(-1, 5, n + m)
    first, second = (Mean(n=len(part), mean=float(part.mean()), sd=float(part.std(ddof=1))) for part in (x[:n], x[n:]))
    both = first + second
    assert (both.n, both.mean, both.sd) == pytest.approx((n + m, x.mean(), x.std(ddof=1)))
    joint = (Adjustable(units=paired(y[:n], x[:n])) + Adjustable(units=paired(y[n:], x[n:]))).units
    whole = paired(y, x)
    for field in ("n", "mean_y", "var_y", "mean_x", "var_x", "cov"):
        assert getattr(joint, field) == pytest.approx(getattr(whole, field), abs=1e-9)
    assert (Ratio(units=paired(y[:n], x[:n])) + Ratio(units=paired(y[n:], x[n:]))).ratio == pytest.approx(
        y.sum() / x.sum()
    )


def test_adding_proportions_adds_counts() -> None:
    assert Proportion(x=1, n=10) + Proportion(x=4, n=20) == Proportion(x=5, n=30)


def test_a_proportion_as_a_mean_has_its_rate_and_error() -> None:
    arm = Proportion(x=30, n=120)
    assert arm.as_mean().mean == 0.25
    assert arm.as_mean().squared_error == pytest.approx(0.25 * 0.75 / 120)
    assert arm.squared_error == pytest.approx(0.25 * 0.75 / 120)
    assert Mean(n=2, mean=1, sd=2).as_mean() == Mean(n=2, mean=1, sd=2)


def test_a_ratio_has_the_error_of_its_linearised_units() -> None:
    draw = np.random.default_rng(7)
    x = draw.gamma(5, 1, 4000)
    y = 0.3 * x + draw.normal(0, 1, 4000)
    ratio = Ratio(units=paired(y, x))
    linearised = (y - ratio.ratio * x) / x.mean()
    assert ratio.as_mean().sd == pytest.approx(linearised.std(ddof=1))
    assert ratio.n == 4000


def test_a_covariate_that_tells_everything_leaves_nothing() -> None:
    units = Paired(n=10, mean_y=2, var_y=4, mean_x=1, var_x=1, cov=2)
    assert Adjustable(units=units).adjusted(2, 1).sd == 0
    assert Adjustable(units=units).as_mean() == Mean(n=10, mean=2, sd=2)
    assert Adjustable(units=units).n == 10


WRONG = (
    (lambda: Mean(n=1, mean=0, sd=1), Reason.TOO_FEW, "n"),
    (lambda: Mean(n=2, mean=0, sd=-1), Reason.BAD_INPUT, "sd"),
    (lambda: Proportion(x=0, n=0), Reason.TOO_FEW, "n"),
    (lambda: Proportion(x=3, n=2), Reason.BAD_INPUT, "x"),
    (lambda: Proportion(x=-1, n=2), Reason.BAD_INPUT, "x"),
    (lambda: Paired(n=1, mean_y=0, var_y=1, mean_x=0, var_x=1, cov=0), Reason.TOO_FEW, "n"),
    (lambda: Paired(n=2, mean_y=0, var_y=-1, mean_x=0, var_x=1, cov=0), Reason.BAD_INPUT, "var_y"),
    (lambda: Paired(n=2, mean_y=0, var_y=1, mean_x=0, var_x=-1, cov=0), Reason.BAD_INPUT, "var_x"),
    (lambda: Paired(n=2, mean_y=0, var_y=4, mean_x=0, var_x=9, cov=6.1), Reason.BAD_INPUT, "cov"),
    (lambda: Ratio(units=Paired(n=2, mean_y=1, var_y=1, mean_x=0, var_x=1, cov=0)), Reason.NOT_ESTIMABLE, "mean_den"),
)


@pytest.mark.parametrize(("make", "reason", "field"), WRONG, ids=range(len(WRONG)))
def test_an_impossible_summary_is_refused_by_name(make: object, reason: Reason, field: str) -> None:
    assert callable(make)
    with pytest.raises(NotComputable) as refused:
        make()
    assert (refused.value.reason, refused.value.field) == (reason, field)


def test_a_covariance_at_its_limit_is_possible() -> None:
    assert Paired(n=2, mean_y=0, var_y=4, mean_x=0, var_x=9, cov=-6).residual_variance(-2 / 3) == 0
    assert math.isclose(Paired(n=2, mean_y=0, var_y=4, mean_x=0, var_x=9, cov=0).residual_variance(1), 13)
