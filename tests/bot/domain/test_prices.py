"""A price that is a range goes through the money: products are counted, never the products of ends."""

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from bot.domain.charter import Quantity
from bot.domain.impact import Evidence, Grade, Impact, Money, impact_of
from bot.domain.metrics import kpi_of
from bot.domain.prices import Price, priced_interval
from bot.domain.sums import Stake, portfolios_of, sums_of
from bot.statistics.money import sums_by_currency
from tests.bot.domain.builders import CHURN, charter, observation, quantity

EVEN = Price(low=300_000, likely=400_000, high=500_000)
LOPSIDED = Price(low=300_000, likely=400_000, high=900_000)
PROVEN = Evidence(grade=Grade.RANDOMISED, change=0.00225, low=0.00064, high=0.00386)


def euros(low: float, likely: float, high: float) -> Quantity:
    return replace(quantity(likely, "currency:EUR"), low=low, high=high)


def impact(worth: Quantity, *values: float, evidence: Evidence | None = None) -> Impact:
    written = charter(**{**CHURN, "value_per_unit": worth})
    logged = tuple(observation(f"2027-03-{day:02}", value) for day, value in enumerate(values, 1))
    return impact_of(written, kpi_of(written, logged), evidence, default_currency="EUR")


@pytest.mark.parametrize(("price", "mean"), [(EVEN, 400_000), (LOPSIDED, 1_600_000 / 3)])
def test_the_mean_of_a_range_is_that_of_its_triangle(price: Price, mean: float) -> None:
    assert price.mean == pytest.approx(mean)


def test_quantiles_of_a_triangle_are_where_its_area_is() -> None:
    """By hand: of 300, 400, 500 an eighth lies below 350, half below 400."""
    assert EVEN.quantile(1 / 8) == pytest.approx(350_000)
    assert EVEN.quantile(0.5) == pytest.approx(400_000)
    assert (EVEN.quantile(0), EVEN.quantile(1)) == (300_000, 500_000)
    assert Price(low=1, likely=1, high=3).quantile(0.75) == pytest.approx(2)


@pytest.mark.parametrize("price", [EVEN, LOPSIDED, Price(low=0, likely=1, high=2), Price(low=1, likely=5, high=5)])
@pytest.mark.parametrize(("change", "sd"), [(0.225, 0.082), (-0.3, 0.05), (0.01, 0.2)])
def test_the_interval_is_that_of_the_product(price: Price, change: float, sd: float) -> None:
    source = np.random.default_rng(7)
    drawn = source.normal(change, sd, 1_000_000) * source.triangular(price.low, price.likely, price.high, 1_000_000)
    low, high = priced_interval(change, sd, price)
    assert [low, high] == pytest.approx(np.quantile(drawn, [0.025, 0.975]), abs=0.006 * (high - low))


def test_a_change_without_a_spread_leaves_the_interval_of_the_price() -> None:
    tail = 300_000 + math.sqrt(0.025 * 200_000 * 100_000)
    assert priced_interval(0.5, 0, EVEN) == pytest.approx((tail / 2, 400_000 - tail / 2))
    assert priced_interval(-0.5, 0, EVEN) == pytest.approx((tail / 2 - 400_000, -tail / 2))


def test_a_narrow_price_is_as_good_as_one_price() -> None:
    low, high = priced_interval(0.2, 0.05, Price(low=99.999, likely=100, high=100.001))
    half = NormalDist().inv_cdf(0.975) * 5
    assert (low, high) == pytest.approx((20 - half, 20 + half), rel=1e-3)


def test_what_is_too_large_for_a_number_ends_nowhere() -> None:
    low, high = priced_interval(1e300, 1e300, Price(low=1, likely=1e10, high=1e11))
    assert (low, high) == (-math.inf, math.inf)


def test_a_proven_change_is_priced_by_the_mean_with_the_interval_of_the_product() -> None:
    read = impact(euros(300_000, 400_000, 900_000), evidence=PROVEN)
    assert read.annual is not None
    assert read.annual.amount == pytest.approx(0.225 * 1_600_000 / 3)
    sd = 0.161 / 1.959963984540054
    assert (read.annual.low, read.annual.high) == pytest.approx(priced_interval(0.225, sd, LOPSIDED))
    assert read.worth == pytest.approx(1_600_000 / 3)
    assert read.price == LOPSIDED
    plain = impact(quantity(400_000, "currency:EUR"), evidence=PROVEN)
    assert plain.annual is not None
    assert plain.price is None
    assert plain.annual.low == pytest.approx(0.064 * 400_000)


def test_a_target_is_uncertain_by_its_price_alone_and_a_logged_value_has_no_interval() -> None:
    worth = euros(300_000, 400_000, 500_000)
    claimed, logged = impact(worth), impact(worth, 0.028)
    assert claimed.annual is not None
    assert (claimed.annual.low, claimed.annual.high) == pytest.approx(priced_interval(0.6, 0, EVEN))
    assert logged.annual == Money(amount=pytest.approx(120_000), currency="EUR")  # type: ignore[arg-type]  # close


def test_a_sum_draws_change_and_price_and_says_how_many_have_a_range() -> None:
    ranged = impact(euros(300_000, 400_000, 500_000), evidence=PROVEN)
    plain = impact(quantity(400_000, "currency:EUR"), evidence=PROVEN)
    one = portfolios_of([Stake(impact=ranged, metric="", owner="a")])
    alone = sums_of(one, sums_by_currency(one))
    assert alone is not None
    (total,) = alone.proven
    assert ranged.annual is not None
    assert (total.low, total.high) == pytest.approx((ranged.annual.low, ranged.annual.high), rel=0.01)
    assert total.in_range == 1
    two = portfolios_of([Stake(impact=each, metric="", owner=str(n)) for n, each in enumerate((ranged, plain))])
    both = sums_of(two, sums_by_currency(two))
    assert both is not None
    assert both.proven[0].amount == pytest.approx(ranged.annual.amount + 90_000)
    assert both.proven[0].in_range == 1
    logged = impact(euros(300_000, 400_000, 500_000), 0.028)
    bare = sums_of(portfolios_of([Stake(impact=logged, metric="", owner="a")]))
    assert bare is not None
    assert bare.measured[0].low is None
