"""The planner of lifts: its power in a simulation, and a detectable lift that has its power."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.statistics.planning.criterion import Criterion
from bot.statistics.planning.relative import RelativePlan
from bot.statistics.reasons import NotComputable

BOTH = Criterion(both_tails=True)


@given(
    mean=st.floats(0.1, 10), variance=st.floats(0.01, 50), n=st.floats(100, 1e7), power=st.floats(0.4, 0.95),
    tuning=st.none() | st.floats(100, 1e6),
)  # fmt: skip
def test_the_detectable_lift_has_the_power(
    mean: float, variance: float, n: float, power: float, tuning: float | None
) -> None:
    planned = RelativePlan(mean=mean, variance=variance, n_per_arm=n)
    lift = planned.detectable(power, Criterion(), tuning)
    assume(lift is not None)
    assert lift is not None
    assert planned.power(lift, Criterion(), tuning) == pytest.approx(power, abs=1e-9)
    assert planned.power(lift, BOTH, tuning) >= power - 1e-9


def test_a_lift_that_no_size_of_effect_reaches_is_none() -> None:
    planned = RelativePlan(mean=0.1, variance=5, n_per_arm=200)
    assert planned.detectable(0.8, Criterion()) is None
    assert planned.power(1e9, Criterion()) < 0.8


def test_the_power_is_what_a_simulation_of_lifts_shows() -> None:
    planned = RelativePlan(mean=10, variance=400, n_per_arm=20_000)
    draw = np.random.default_rng(3)
    se = 20 / 20_000**0.5
    control, treatment = draw.normal(10, se, 50_000), draw.normal(10.5, se, 50_000)
    ratio = treatment / control
    z = (ratio - 1) / (se / control * np.sqrt(1 + ratio**2))
    assert planned.power(0.05, BOTH) == pytest.approx((np.abs(z) > 1.96).mean(), abs=0.01)


@pytest.mark.parametrize(("mean", "variance", "field"), [(0, 1, "mean"), (1, 0, "variance")])
def test_a_metric_without_mean_or_spread_is_refused(mean: float, variance: float, field: str) -> None:
    with pytest.raises(NotComputable) as refused:
        RelativePlan(mean=mean, variance=variance, n_per_arm=100)
    assert refused.value.field == field
