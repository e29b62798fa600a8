"""The runs test of the arms' order, beside statsmodels' and beside chance."""

from itertools import groupby

import numpy as np
import pytest
from scipy import stats
from statsmodels.sandbox.stats.runs import runstest_1samp

from bot.statistics.arms.runs import BLOCKS, too_few_runs

BY_CHANCE = "ccttcttcctcctttcccttctcctt"


@pytest.mark.parametrize("order", ["c" * 30 + "t" * 25, ("c" * 20 + "t" * 15) * 3, BY_CHANCE * 3, "ct" * 40])
def test_of_two_arms_it_is_statsmodels(order: str) -> None:
    """From 50 periods on statsmodels takes no correction for continuity: without ours the statistics are the same."""
    z, _ = runstest_1samp(np.array([arm == "t" for arm in order], dtype=float), cutoff=0.5)
    runs = sum(1 for _ in groupby(order))
    counts = order.count("c"), order.count("t")
    product = 2 * counts[0] * counts[1]
    spread = (product * (product - len(order)) / len(order) ** 2 / (len(order) - 1)) ** 0.5
    assert z == pytest.approx((runs - product / len(order) - 1) / spread)
    assert too_few_runs(order) == pytest.approx(stats.norm.cdf(z + 0.5 / spread))


def test_of_three_arms_it_is_that_of_shuffled_orders() -> None:
    draw, arms = np.random.default_rng(5), list("a" * 10 + "b" * 12 + "c" * 15)
    orders = [list(draw.permutation(arms)) for _ in range(8000)]
    runs = np.array([sum(1 for _ in groupby(order)) for order in orders])
    for order, own in zip(orders[:200], runs[:200], strict=True):
        assert too_few_runs(order) == pytest.approx(np.mean(runs <= own), abs=0.02)


def test_few_runs_are_rare_and_many_are_not() -> None:
    assert too_few_runs("c" * 14 + "t" * 14) < BLOCKS
    assert too_few_runs("ct" * 14) > 0.999
    assert too_few_runs(BY_CHANCE) > 0.05


def test_four_periods_an_arm_are_too_few_to_say_anything() -> None:
    """Two of 70 orders have as few runs as this one."""
    assert too_few_runs("cccctttt") == pytest.approx(2 / 70, abs=0.01)


@pytest.mark.parametrize("order", ["", "c", "cccc", "ct", "abc"])
def test_where_nothing_is_left_to_chance_nothing_is_rare(order: str) -> None:
    assert too_few_runs(order) == 1
