import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from bot.statistics import draws
from bot.statistics.distributions import (
    Beta,
    Constant,
    Distribution,
    Lognormal,
    Normal,
    Product,
    Triangular,
    Uniform,
    delta_sd_of_product,
    sd_of_product,
)
from bot.statistics.reasons import NotComputable, Reason

KNOWN = [
    (Normal(mean=3.0, sd=2.0), stats.norm(3, 2)),
    (Lognormal(mu=0.5, sigma=0.4), stats.lognorm(0.4, scale=math.exp(0.5))),
    (Uniform(low=-1.0, high=4.0), stats.uniform(-1, 5)),
    (Triangular(low=1.0, likely=2.0, high=6.0), stats.triang(0.2, loc=1, scale=5)),
    (Triangular(low=1.0, likely=1.0, high=6.0), stats.triang(0.0, loc=1, scale=5)),
    (Beta(a=3.0, b=7.0), stats.beta(3, 7)),
]
KINDS = ["normal", "lognormal", "uniform", "triangular", "triangle without a rise", "beta"]


@pytest.mark.parametrize(("distribution", "peer"), KNOWN, ids=KINDS)
def test_moments_and_draws_are_those_of_the_distribution(distribution: Distribution, peer: Any) -> None:
    assert distribution.mean == pytest.approx(peer.mean(), rel=1e-12)
    assert distribution.sd == pytest.approx(peer.std(), rel=1e-12)
    drawn = draws.values_at(distribution, draws.scores(draws.generator(1), draws.DRAWS))
    assert drawn.mean() == pytest.approx(peer.mean(), rel=1e-3)
    assert drawn.std() == pytest.approx(peer.std(), rel=1e-3)
    assert draws.interval(drawn, 0.9) == pytest.approx(peer.ppf([0.05, 0.95]), rel=1e-3)


@pytest.mark.parametrize(("distribution", "peer"), KNOWN, ids=KINDS)
def test_what_is_kept_of_draws_is_drawn_again_alike(distribution: Distribution, peer: Any) -> None:
    kept = draws.simulated(draws.values_at(distribution, draws.scores(draws.generator(1), draws.DRAWS)))
    again = draws.values_at(kept, draws.scores(draws.generator(2), draws.DRAWS))
    assert again.mean() == pytest.approx(peer.mean(), rel=2e-3)
    assert again.std() == pytest.approx(peer.std(), rel=2e-3)
    assert draws.interval(again) == pytest.approx(peer.ppf([0.025, 0.975]), rel=4e-3)
    assert kept.mean == pytest.approx(peer.mean(), rel=1e-3)
    assert draws.values_at(kept, np.array([-9.0, 9.0])).tolist() == [kept.nodes[0], kept.nodes[-1]]


@pytest.mark.parametrize("made", [Uniform, Triangular, Lognormal, Beta])
def test_a_distribution_made_of_moments_has_them(made: type[Uniform | Triangular | Lognormal | Beta]) -> None:
    found = made.of_moments(0.3, 0.1)
    assert (found.mean, found.sd) == pytest.approx((0.3, 0.1), rel=1e-12)


def test_a_median_and_a_spread_of_the_logarithm_make_a_lognormal() -> None:
    found = Lognormal.of_median(200.0, 0.3)
    assert math.exp(found.mu) == pytest.approx(200.0)
    assert found.sigma == 0.3


@pytest.mark.parametrize(
    ("made", "parameters", "field"),
    [
        (Constant, {"mean": 1.0, "sd": 0.1}, "sd"),
        (Normal, {"mean": 1.0, "sd": -0.1}, "sd"),
        (Lognormal, {"mu": 1.0, "sigma": -0.1}, "sigma"),
        (Lognormal.of_moments, {"mean": 0.0, "sd": 1.0}, "mean"),
        (Lognormal.of_moments, {"mean": 1.0, "sd": -1.0}, "mean"),
        (Lognormal.of_median, {"median": -1.0, "sigma": 1.0}, "median"),
        (Uniform, {"low": 2.0, "high": 1.0}, "low"),
        (Uniform.of_moments, {"mean": 2.0, "sd": -1.0}, "sd"),
        (Triangular, {"low": 2.0, "likely": 1.0, "high": 3.0}, "likely"),
        (Triangular, {"low": 1.0, "likely": 4.0, "high": 3.0}, "likely"),
        (Triangular.of_moments, {"mean": 2.0, "sd": -1.0}, "sd"),
        (Beta, {"a": 0.0, "b": 1.0}, "a"),
        (Beta, {"a": 1.0, "b": -1.0}, "a"),
        (Beta.of_moments, {"mean": 1.0, "sd": 0.1}, "mean"),
        (Beta.of_moments, {"mean": 0.5, "sd": 0.5}, "mean"),
        (Beta.of_moments, {"mean": 0.5, "sd": 0.0}, "mean"),
    ],
)
def test_parameters_that_are_none_are_refused(made: type[Normal], parameters: dict[str, float], field: str) -> None:
    with pytest.raises(NotComputable) as refused:
        made(**parameters)
    assert (refused.value.reason, refused.value.field) == (Reason.BAD_INPUT, field)


def test_degenerate_distributions_draw_their_only_value() -> None:
    some = draws.scores(draws.generator(), 100)
    for certain in (Constant(mean=2.0), Normal(mean=2.0, sd=0.0), Triangular(low=2.0, likely=2.0, high=2.0)):
        assert set(draws.values_at(certain, some)) == {2.0}
        assert certain.sd == 0.0


def test_draws_that_are_not_numbers_are_not_kept() -> None:
    with pytest.raises(NotComputable) as refused:
        draws.simulated(np.array([1.0, np.inf]))
    assert refused.value.reason is Reason.NOT_ESTIMABLE


def test_the_spread_of_a_product_is_exact_even_when_it_is_small() -> None:
    factors = [Normal(mean=1e8, sd=1e-3), Normal(mean=1.0, sd=1e-9)]
    # sqrt((1e8 * 1e-9)^2 + (1e-3)^2 + tiny); prod(m^2+s^2) - prod(m^2) would lose every digit.
    assert sd_of_product(factors) == pytest.approx(math.hypot(0.1, 1e-3), rel=1e-9)
    assert delta_sd_of_product(factors) == pytest.approx(math.hypot(0.1, 1e-3), rel=1e-12)


def test_the_same_seed_gives_the_same_draws_and_another_seed_others() -> None:
    one, again, other = (draws.scores(draws.generator(seed), 1000) for seed in (1, 1, 2))
    assert (one == again).all()
    assert (one != other).any()
    assert sorted(one) == sorted(other)


def test_quantiles_are_those_of_numpy() -> None:
    drawn = np.random.default_rng(1).standard_normal(997)
    shares = np.array([0.0, 0.013, 0.5, 0.977, 1.0])
    assert draws.quantiles(drawn, shares) == pytest.approx(np.quantile(drawn, shares), rel=1e-12)


def test_a_product_has_the_mean_and_the_spread_of_independent_factors() -> None:
    # Goodman 1960: the variance of XY is m²t² + n²s² + s²t², with means m, n and standard deviations s, t.
    product = Product(factors=(Normal(mean=3, sd=4), Normal(mean=5, sd=2)))
    assert product.mean == pytest.approx(15)
    assert product.sd == pytest.approx(math.sqrt(9 * 4 + 25 * 16 + 16 * 4))
