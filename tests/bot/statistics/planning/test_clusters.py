"""Plans of cluster-randomised tests: a t test on clusters of unequal sizes, four an arm at least."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.power import TTestIndPower

from bot.statistics.arms.groups import jackknifed
from bot.statistics.planning.clusters import ClusterTest, detectable_mean, detectable_rate, whole_clusters
from bot.statistics.planning.criterion import Criterion
from bot.statistics.planning.designs import FEWEST_GROUPS, Clusters, Design, MetricType, Plan
from bot.statistics.planning.means import of_means
from bot.statistics.planning.plan import plan
from bot.statistics.planning.proportions import of_rates
from bot.statistics.readout.evidence import fixed
from bot.statistics.summaries import Ratio

SHOPS = Clusters(size=50, icc=0.02)
EFFECT_OF_SHOPS = 1 + (1.25 * 50 - 1) * 0.02
"""By hand: 2.23."""
ONCE = Criterion()
RATE = Design(
    metric=MetricType.PROPORTION, baseline=0.10, mde=0.05, daily_traffic=3000, longest_weeks=8, clusters=SHOPS
)
MEAN = Design(
    metric=MetricType.MEAN, baseline=40.0, mde=10.0, sd=60.0, daily_traffic=1000, longest_weeks=6, clusters=SHOPS
)


def clusters_of(found: Plan) -> float:
    return found.length.n_per_arm / SHOPS.size


def test_clusters_of_unequal_sizes_cost_more() -> None:
    """Eldridge, Ashby and Kerry (2006): 20 members, likeness 0.05, sizes that vary by a half; 1.95 of equal sizes."""
    assert Clusters(size=20, icc=0.05).design_effect == pytest.approx(1 + (1.25 * 20 - 1) * 0.05)
    assert plan(RATE).design_effect == pytest.approx(EFFECT_OF_SHOPS)


@pytest.mark.parametrize("mde", [6.0, 10.0, 20.0, 22.0])
def test_means_take_the_clusters_of_a_t_test_on_their_means(mde: float) -> None:
    size = mde / math.sqrt(60**2 * EFFECT_OF_SHOPS / 50)
    expected = TTestIndPower().solve_power(size, alpha=0.05, power=0.8)
    assert expected > FEWEST_GROUPS
    assert clusters_of(plan(replace(MEAN, mde=mde))) == math.ceil(expected)


def test_rates_take_the_clusters_of_a_t_test_with_the_pooled_null() -> None:
    k = clusters_of(plan(RATE))
    assert k == int(k)

    def power(clusters: float) -> float:
        null, effect = 2 * 0.125 * 0.875, 0.1 * 0.9 + 0.15 * 0.85
        df, members = 2 * clusters - 2, clusters * 50 / EFFECT_OF_SHOPS
        critical = stats.t.isf(0.025, df) * math.sqrt(null / effect)
        return float(stats.nct.sf(critical, df, 0.05 * math.sqrt(members / effect)))

    assert power(k) >= 0.8 > power(k - 1)


def test_no_arm_is_planned_with_fewer_clusters_than_a_readout_takes() -> None:
    for design in (replace(MEAN, mde=60.0), replace(RATE, mde=0.6), replace(MEAN, mde=60.0, sequential=True)):
        assert plan(design).length.n_per_arm == 4 * 50
    odd = plan(replace(MEAN, mde=60.0, clusters=Clusters(size=12.3, icc=0.02)))
    assert odd.length.n_per_arm == math.ceil(4 * 12.3)


@pytest.mark.parametrize("design", [RATE, MEAN, replace(RATE, baseline=0.6, mde=-0.05), replace(MEAN, sequential=True)])
def test_what_is_detectable_is_what_so_many_clusters_are_needed_for(design: Design) -> None:
    for stores in (4, 7, 40):
        found = plan(replace(design, pool=2 * stores * 50)).detectable_at_longest
        assert found is not None
        signed = math.copysign(found.absolute, design.mde)
        assert clusters_of(plan(replace(design, mde=signed * (1 + 1e-9)))) == stores
        if stores > FEWEST_GROUPS:
            assert clusters_of(plan(replace(design, mde=signed * (1 - 1e-6)))) == stores + 1


def test_too_few_clusters_detect_nothing() -> None:
    for design in (RATE, MEAN):
        assert plan(replace(design, pool=2 * 4 * 50 - 1)).detectable_at_longest is None
        curve = plan(replace(design, daily_traffic=40.0)).detectable_by_week  # 140 an arm and week
        assert curve[0] is None
        assert curve[1] is not None
    assert detectable_rate(0.02, SHOPS, 4, 0.8, ONCE, upwards=False) is None  # not even none at all
    assert detectable_mean(60.0, SHOPS, 3, 0.8, ONCE) is None


def test_a_hair_below_a_whole_cluster_by_rounding_is_one() -> None:
    assert 6.6 / 1.1 < 6
    assert whole_clusters(6.6, Clusters(size=1.1, icc=0)) == 6
    assert whole_clusters(199.0, SHOPS) == 3


def test_a_covariate_takes_its_share_of_the_spread() -> None:
    lighter = plan(replace(MEAN, mde=6.0, rho=0.6)).with_cuped
    assert lighter is not None
    assert lighter.n_per_arm == plan(replace(MEAN, mde=6.0, sd=60 * 0.8)).length.n_per_arm


def test_looking_at_any_time_takes_the_t_that_is_exceeded_as_rarely() -> None:
    often = Criterion(sequential=True)
    found = ClusterTest(test=of_means(20.0, 60.0), clusters=SHOPS).power(9, often)
    critical = stats.t.isf(stats.norm.sf(often.critical), 16)
    apart = 20 / math.sqrt(60**2 * EFFECT_OF_SHOPS / 50 * 2 / 9)
    assert found == pytest.approx(stats.nct.sf(critical, 16, apart))
    assert plan(replace(MEAN, sequential=True)).sequential_multiplier > 1.8


def test_a_tiny_effect_takes_as_many_clusters_as_it_takes() -> None:
    test = ClusterTest(test=of_rates(0.1, 0.1001), clusters=SHOPS)
    k = test.needed(0.8, ONCE)
    assert test.power(k, ONCE) == pytest.approx(0.8)
    assert k * 50 == pytest.approx(of_rates(0.1, 0.1001).needed(0.8, ONCE) * EFFECT_OF_SHOPS, rel=1e-4)


def test_where_a_z_test_is_far_off_the_clusters_are_still_found() -> None:
    strict, test = Criterion(alpha=1e-6), ClusterTest(test=of_means(60.0, 60.0), clusters=SHOPS)
    k = test.needed(0.8, strict)
    apart = math.sqrt(k / (2 * EFFECT_OF_SHOPS / 50))
    assert stats.nct.sf(stats.t.isf(5e-7, 2 * k - 2), 2 * k - 2, apart) == pytest.approx(0.8)


def test_clusters_whose_members_are_all_alike_detect_only_large_effects() -> None:
    alike = Clusters(size=1, icc=1)
    found = detectable_mean(60.0, alike, 4, 0.8, ONCE)
    assert found is not None
    expected = TTestIndPower().solve_power(None, nobs1=4, alpha=0.05, power=0.8)  # in spreads of a cluster's mean
    assert found / (60 * 1.25**0.5) == pytest.approx(expected, rel=1e-5)


def sampled(draw: np.random.Generator, level: float) -> Ratio:
    """Ten shops of 50 customers on average, sizes that vary by a half, likeness 0.02, a spread of 60."""
    sizes = np.maximum(1.0, np.round(draw.gamma(4, 12.5, 10)))
    shop, customers = draw.normal(0, 60 * 0.02**0.5, 10), draw.normal(0, 60 * 0.98**0.5, 10) / np.sqrt(sizes)
    return jackknifed((sizes * (level + shop + customers)).tolist(), sizes.tolist())


def test_ten_clusters_an_arm_have_the_promised_power() -> None:
    """Read as results are read."""
    detects = plan(replace(MEAN, pool=2 * 10 * 50)).detectable_at_longest
    assert detects is not None
    draw, runs = np.random.default_rng(20_261_125), 3000
    proven = [fixed(sampled(draw, 40), sampled(draw, 40 + detects.absolute)).p_value() <= 0.05 for _ in range(runs)]
    assert np.mean(proven) == pytest.approx(0.8, abs=0.04)
