"""What a guardrail's margin takes: the power of its one-sided test, beside statsmodels and Blackwelder's formula."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nct, norm, t
from statsmodels.stats.power import NormalIndPower

from bot.statistics.planning import guardrails
from bot.statistics.planning.designs import Clusters
from bot.statistics.reasons import NotComputable, Reason

REFERENCE = NormalIndPower()


@given(level=st.floats(0.01, 0.99), margin=st.floats(0.01, 0.5), n=st.integers(10, 100_000))
def test_the_power_of_a_rate_is_that_of_statsmodels(level: float, margin: float, n: int) -> None:
    """With equal rates both variances are p (1 - p), so that the effect is the margin in their standard deviations."""
    size = margin * level / math.sqrt(level * (1 - level))
    expected = REFERENCE.power(size, n, 0.05, 1, "larger")
    assert guardrails.power(guardrails.test_of(level, None, margin), n) == pytest.approx(expected, rel=1e-9)


@given(
    level=st.floats(-50, 50).filter(lambda each: abs(each) > 0.1),
    spread=st.floats(0.1, 100),
    margin=st.floats(0.01, 0.5),
    power=st.floats(0.5, 0.99),
)
def test_the_units_of_a_mean_are_those_of_the_closed_form(
    level: float, spread: float, margin: float, power: float
) -> None:
    """n = 2 ((z(0.95) + z(power)) sd / d)^2, by scipy's quantiles."""
    found = guardrails.needed(guardrails.test_of(level, spread, margin), power)
    expected = 2 * ((norm.ppf(0.95) + norm.ppf(power)) * spread / (margin * abs(level))) ** 2
    assert found >= 2
    assert found == 2 or expected * (1 - 1e-9) <= found <= expected * (1 + 1e-9) + 1


def test_the_units_of_a_rate_are_those_of_blackwelder() -> None:
    """n = (z(0.95) + z(0.80))^2 2 p (1 - p) / d^2 for p = 0.72 and d = 0.1: 6.18256 x 0.4032 / 0.01 = 249.28."""
    assert guardrails.needed(guardrails.test_of(0.72, None, 0.1 / 0.72), 0.8) == 250


def power_in_shops(k: int) -> float:
    """Of k shops an arm with 25 members on average: a t of means that vary by p (1 - p) times the effect by 25."""
    design_effect = 1 + (1.25 * 25 - 1) * 0.02
    apart = 0.1 / math.sqrt(2 * 0.72 * 0.28 * design_effect / (25 * k))
    return float(nct.sf(t.isf(0.05, 2 * k - 2), 2 * k - 2, apart))


def test_in_clusters_it_takes_whole_ones_by_their_t() -> None:
    test, shops = guardrails.test_of(0.72, None, 0.1 / 0.72), Clusters(size=25, icc=0.02)
    units = guardrails.needed(test, 0.8, shops)
    assert power_in_shops(units // 25) >= 0.8 > power_in_shops(units // 25 - 1)
    for n in (units, units + 24):
        assert guardrails.power(test, n, shops) == pytest.approx(power_in_shops(units // 25))


def test_fewer_clusters_than_are_read_prove_nothing_and_are_not_planned() -> None:
    test, shops = guardrails.test_of(0.72, None, 0.9), Clusters(size=25, icc=0.02)
    assert guardrails.needed(test, 0.8, shops) == 100
    assert guardrails.power(test, 99, shops) == 0
    assert guardrails.power(test, 100, shops) > 0.8


def test_at_the_needed_units_the_power_is_reached_and_one_unit_before_it_is_not() -> None:
    test = guardrails.test_of(0.04, None, 0.1)
    needed = guardrails.needed(test, 0.8)
    assert guardrails.power(test, needed) >= 0.8 > guardrails.power(test, needed - 1)


@pytest.mark.parametrize(
    ("level", "sd", "reason"),
    [(1.2, None, Reason.BAD_INPUT), (0.0, 3.0, Reason.NOT_REACHABLE), (1.0, None, Reason.NO_SPREAD)],
)
def test_what_allows_no_test_says_why(level: float, sd: float | None, reason: Reason) -> None:
    with pytest.raises(NotComputable) as refused:
        guardrails.test_of(level, sd, 0.1)
    assert refused.value.reason is reason
