import math
import pickle

import numpy as np
import pytest

from bot.statistics import draws
from bot.statistics.distributions import Constant, Distribution, Lognormal, Normal, Triangular
from bot.statistics.money import annual_worth, shrunken, sums, sums_by_currency
from bot.statistics.money_summary import Chain, link_effect
from bot.statistics.portfolio import lower_bound, portfolio_sum
from bot.statistics.portfolio_summary import Initiative
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.usual_lifts import Prior, PriorSource

PRIOR = Prior(sd=0.04, source=PriorSource.DEFAULT)


def chain(*change: Distribution, exposure: Distribution | None = None) -> Chain:
    return Chain(
        change=change,
        exposure=exposure or Constant(mean=1000.0),
        value=Constant(mean=2.0),
        periods_per_year=52,
    )


def test_an_impact_of_lognormal_factors_is_what_the_formula_says() -> None:
    worth = annual_worth(
        Chain(
            change=(Lognormal(mu=0.0, sigma=0.3),),
            exposure=Lognormal(mu=5.0, sigma=0.4),
            value=Constant(mean=2.0),
            periods_per_year=12,
        )
    )
    middle = 24 * math.exp(5)
    assert worth.median == pytest.approx(middle, rel=5e-3)
    assert worth.mean == pytest.approx(middle * math.exp(0.125), rel=5e-3)
    assert (worth.low, worth.high) == pytest.approx(
        (middle * math.exp(-0.9799819922700268), middle * math.exp(0.9799819922700268)), rel=1e-2
    )
    assert worth.prob_positive == 1.0
    assert worth.seed == draws.SEED


def test_lognormal_factors_beside_others_are_drawn_as_they_are() -> None:
    """Against independent draws of every factor for itself."""
    randomness = np.random.default_rng(11)
    plain = 104 * (0.02 + 0.01 * randomness.standard_normal(400_000))
    plain *= np.exp(5 + 0.4 * randomness.standard_normal(400_000))
    plain *= np.exp(0.5 + 0.3 * randomness.standard_normal(400_000))
    worth = annual_worth(
        Chain(
            change=(Normal(mean=0.02, sd=0.01), Lognormal(mu=0.5, sigma=0.3)),
            exposure=Lognormal(mu=5.0, sigma=0.4),
            value=Constant(mean=2.0),
            periods_per_year=52,
        )
    )
    assert worth.mean == pytest.approx(float(plain.mean()), rel=0.01)
    low, median, high = np.quantile(plain, [0.025, 0.5, 0.975])
    assert (worth.low, worth.median, worth.high) == pytest.approx((low, median, high), rel=0.02, abs=3)


def test_a_change_with_nothing_else_uncertain_keeps_its_interval_and_its_sign() -> None:
    worth = annual_worth(chain(Normal(mean=0.02, sd=0.02)))
    assert worth.mean == pytest.approx(2080.0, rel=1e-4)
    assert (worth.low, worth.high) == pytest.approx((2080 - 4076.7, 2080 + 4076.7), rel=1e-3)
    assert worth.prob_positive == pytest.approx(0.8413447, abs=1e-4)
    turned = annual_worth(chain(Normal(mean=-0.02, sd=0.02)))
    assert (turned.low, turned.high) == pytest.approx((-worth.high, -worth.low), rel=1e-3)


def test_the_same_seed_gives_the_same_figure_again() -> None:
    uncertain = chain(Normal(mean=0.02, sd=0.02), exposure=Lognormal.of_moments(1000.0, 300.0))
    one, again, other = annual_worth(uncertain), annual_worth(uncertain), annual_worth(uncertain, seed=7)
    assert one == again
    assert one != other
    assert other.seed == 7
    assert other.low == pytest.approx(one.low, rel=0.03)
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301  our own bytes


def test_intervals_of_draws_hold_their_confidence() -> None:
    # The truth is drawn from what is known; its worth must lie in the interval 95 times of 100.
    known = chain(Normal(mean=0.02, sd=0.01), exposure=Lognormal.of_moments(1000.0, 400.0))
    worth = annual_worth(known)
    randomness = np.random.default_rng(5)
    exposure = known.exposure
    assert isinstance(exposure, Lognormal)
    truths = (
        (0.02 + 0.01 * randomness.standard_normal(40_000))
        * np.exp(exposure.mu + exposure.sigma * randomness.standard_normal(40_000))
        * 104
    )
    inside = float(((truths >= worth.low) & (truths <= worth.high)).mean())
    assert inside == pytest.approx(0.95, abs=0.005)


def test_a_year_without_periods_is_refused() -> None:
    with pytest.raises(NotComputable) as refused:
        annual_worth(
            Chain(
                change=(Constant(mean=1.0),),
                exposure=Constant(mean=1.0),
                value=Constant(mean=1.0),
                periods_per_year=0,
            )
        )
    assert (refused.value.reason, refused.value.field) == (Reason.BAD_INPUT, "periods_per_year")


def test_low_likely_and_high_make_a_triangle_whichever_way_round() -> None:
    assert link_effect(0.1, 0.2, 0.5) == Triangular(low=0.1, likely=0.2, high=0.5)
    assert link_effect(-0.1, -0.2, -0.5) == Triangular(low=-0.5, likely=-0.2, high=-0.1)
    assert link_effect(0.2, 0.2, 0.2) == Constant(mean=0.2)
    with pytest.raises(NotComputable) as refused:
        link_effect(0.1, 0.6, 0.5)
    assert (refused.value.reason, refused.value.field) == (Reason.BAD_INPUT, "likely")


def test_a_shrunken_effect_lies_between_zero_and_what_was_seen() -> None:
    # On a baseline of 50 the prior's width is 2: with an error of 2 half of the effect is kept.
    found = shrunken(3.0, 2.0, PRIOR, baseline=50.0)
    assert (found.mean, found.sd) == pytest.approx((1.5, math.sqrt(2.0)))
    assert shrunken(3.0, 2.0, PRIOR, baseline=-50.0) == found
    assert shrunken(-3.0, 2.0, PRIOR, baseline=50.0).mean == pytest.approx(-1.5)
    with pytest.raises(NotComputable) as refused:
        shrunken(3.0, 2.0, PRIOR, baseline=0.0)
    assert (refused.value.reason, refused.value.field) == (Reason.NOT_ESTIMABLE, "baseline")


def test_shrinking_takes_out_the_winners_curse() -> None:
    # True lifts spread by 4 %, errors by 5 %: the significant ones exaggerate, the shrunken do not.
    randomness = np.random.default_rng(2)
    truth = 0.04 * randomness.standard_normal(20_000)
    seen = truth + 0.05 * randomness.standard_normal(20_000)
    won = seen > 1.96 * 0.05
    kept = np.array([shrunken(float(lift), 0.05, PRIOR, baseline=1.0).mean for lift in seen[won]])
    assert float(seen[won].mean()) > 1.8 * float(truth[won].mean())
    assert float(kept.mean()) == pytest.approx(float(truth[won].mean()), rel=0.05)


def test_a_portfolio_of_normals_spreads_as_its_correlations_say() -> None:
    errors = {"a": [3.0, 4.0], "b": [12.0], None: [5.0, 6.0]}
    initiatives = [
        Initiative(worth=Normal(mean=10.0, sd=sd), group=group) for group, each in errors.items() for sd in each
    ]
    found = portfolio_sum(initiatives)
    independent = 9 + 16 + 144 + 25 + 36
    for spread, variance in (
        (found.usual, independent + 2 * 0.3 * 12),
        (found.independent, independent),
        (found.together, 30.0**2),
    ):
        assert spread.mean == pytest.approx(50.0, abs=0.3)
        assert spread.sd == pytest.approx(math.sqrt(variance), rel=0.01)
        half = 1.959963984540054 * math.sqrt(variance)
        assert spread.interval == pytest.approx((50 - half, 50 + half), abs=0.04 * half)
    assert found.floor == pytest.approx(50 - 1.959963984540054 * 30, rel=1e-9)
    assert found.floor == pytest.approx(found.together.interval[0], abs=0.01)
    assert found.seed == draws.SEED


def test_all_together_means_one_group_at_a_correlation_of_one() -> None:
    initiatives = [Initiative(worth=Lognormal(mu=1.0, sigma=0.5), group="kpi") for _ in range(5)]
    found = portfolio_sum(initiatives, rho=1.0)
    # Five times one lognormal, not the sum of five.
    assert found.usual.interval == pytest.approx((5 * math.exp(1 - 0.5 * 1.96), 5 * math.exp(1 + 0.5 * 1.96)), rel=0.02)
    assert found.together.interval == pytest.approx(found.usual.interval, rel=0.02)
    apart = portfolio_sum(initiatives, rho=0.0)
    assert apart.usual.sd == pytest.approx(apart.independent.sd, rel=0.01)


def test_a_simulated_worth_adds_like_the_distribution_it_came_from() -> None:
    worth = annual_worth(chain(Normal(mean=0.02, sd=0.01)))
    found = portfolio_sum([Initiative(worth=worth.distribution, group="kpi") for _ in range(4)])
    assert found.usual.mean == pytest.approx(4 * 2080, rel=5e-3)
    assert found.usual.sd == pytest.approx(1040 * math.sqrt(4 + 12 * 0.3), rel=0.01)
    assert lower_bound(worth.distribution) == pytest.approx(worth.low, abs=2.0)


def test_the_three_sums_are_disjoint_and_one_without_initiatives_is_missing() -> None:
    one, two = Initiative(worth=Normal(mean=1.0, sd=1.0)), Initiative(worth=Normal(mean=5.0, sd=1.0))
    found = sums({"proven": [one], "measured": [], "claimed": [one, two]})
    assert set(found) == {"proven", "claimed"}
    assert found["proven"].usual.mean == pytest.approx(1.0, abs=0.01)
    assert found["claimed"].usual.mean == pytest.approx(6.0, abs=0.02)
    assert found["proven"].seed != found["claimed"].seed
    alone = sums({"proven": [], "measured": [], "claimed": [one, two]})
    assert alone["claimed"] == found["claimed"]


def test_currencies_are_summed_apart_and_one_more_changes_no_other() -> None:
    euros = {"proven": [Initiative(worth=Normal(mean=1.0, sd=1.0))], "measured": []}
    dollars = {"proven": [Initiative(worth=Normal(mean=7.0, sd=2.0))], "measured": []}
    found = sums_by_currency({"EUR": euros, "USD": dollars})
    assert {currency: list(each) for currency, each in found.items()} == {"EUR": ["proven"], "USD": ["proven"]}
    assert found["EUR"] == sums_by_currency({"EUR": euros})["EUR"]
    assert {each["proven"].seed for each in found.values()} == {draws.SEED}
    assert found["USD"]["proven"].usual.mean == pytest.approx(7.0, abs=0.01)


def test_a_sum_holds_as_long_as_its_draws_are_numbers() -> None:
    huge = sums_by_currency({"EUR": {"proven": [Initiative(worth=Normal(mean=1e300, sd=1e299))]}})["EUR"]["proven"]
    assert huge.usual.interval == pytest.approx((1e300 - 1.96e299, 1e300 + 1.96e299), rel=1e-3)
    with pytest.raises(NotComputable) as refused:
        sums_by_currency({"EUR": {"proven": [Initiative(worth=Normal(mean=1e308, sd=1e308))]}})
    assert refused.value.reason is Reason.NOT_ESTIMABLE


def test_a_sum_of_one_has_that_ones_own_interval_and_names_it() -> None:
    one = Initiative(worth=Normal(mean=90.0, sd=33.0), group="kpi")
    found = portfolio_sum([one])
    half = 1.959963984540054 * 33
    assert found.usual.mean == pytest.approx(90.0, abs=1e-9)
    # Spread evenly, draws sit closer than chance would have them by a factor of hundreds.
    assert found.usual.interval == pytest.approx((90 - half, 90 + half), abs=0.002 * 33)
    assert found.initiatives == (one,)


def test_a_sum_of_nothing_and_impossible_correlations_are_refused() -> None:
    one = Initiative(worth=Normal(mean=1.0, sd=1.0))
    for initiatives, rho, reason, field in (
        ([], 0.3, Reason.TOO_FEW, "initiatives"),
        ([one], 1.1, Reason.BAD_INPUT, "rho"),
        ([one], -0.1, Reason.BAD_INPUT, "rho"),
    ):
        with pytest.raises(NotComputable) as refused:
            portfolio_sum(initiatives, rho=rho)
        assert (refused.value.reason, refused.value.field) == (reason, field)
