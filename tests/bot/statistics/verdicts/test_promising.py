"""A plan promises what its units can keep: outcomes that are waited for, a fixed pool, and each guardrail's margin."""

import math
from dataclasses import replace
from typing import Any

import pytest
from scipy.stats import nct, t
from statsmodels.stats.power import NormalIndPower

from bot.statistics.planning.designs import Clusters, Design, Length, MetricType
from bot.statistics.verdicts.judging import judge
from bot.statistics.verdicts.promising import promise
from bot.statistics.verdicts.summary import (
    Guarded,
    GuardrailPower,
    History,
    Method,
    Promise,
    Question,
    Verdict,
    Way,
    WayOut,
)

ASSUMED = History(spread=0.03, autocorrelation=0.4, days=90, assumed=True)
CHURN = Design(
    metric=MetricType.PROPORTION, baseline=0.1, mde=-0.05, mde_is_relative=True, daily_traffic=2500.0, longest_weeks=12
)
"""57,760 units an arm, 46.2 days of traffic: seven weeks, which bring 61,250 an arm."""
STORES = Design(
    metric=MetricType.MEAN, baseline=1250.0, mde=-100.0, sd=100.0, daily_traffic=40 / 56, longest_weeks=8, pool=40
)
"""One standard deviation of a difference: R's power.t.test(delta = 1, sd = 1, power = .8) gives 16.71 an arm."""


def question(design: Design = CHURN, method: Method = Method.AB, **also: Any) -> Question:
    return Question(method=method, design=design, history=ASSUMED, **also)


def promised(design: Design = CHURN, method: Method = Method.AB, **also: Any) -> Verdict:
    return promise(question(design, method, **also))


def ways_of(found: Verdict) -> dict[WayOut, Way]:
    return {way.kind: way for way in found.ways}


def length_of(found: Verdict) -> Length:
    assert found.length is not None
    return found.length


def test_without_anything_to_add_the_verdict_stands_as_it_was_judged() -> None:
    assert promised() == judge(question())
    assert (promised().willing, promised().horizon_days, promised().pool) == (12, 0, None)


# --- units of whole weeks -----------------------------------------------------------------------


def test_the_whole_weeks_bring_more_units_than_are_needed() -> None:
    length = length_of(promised())
    assert (length.weeks, length.brought_per_arm) == (7, 7 * 7 * 2500 // 2)
    assert length.n_per_arm < length.planned_per_arm == 61_250


@pytest.mark.parametrize("traffic", [3.0, 1 / 3, 29.7, 1234.5])
def test_a_run_brings_its_needed_units_at_least_whatever_the_traffic(traffic: float) -> None:
    length = length_of(promised(replace(CHURN, daily_traffic=traffic)))
    assert length.brought_per_arm is not None
    assert length.n_per_arm <= length.brought_per_arm
    assert length.brought_per_arm * 2 <= 7 * length.weeks * traffic * (1 + 1e-9)


# --- the wait for outcomes ----------------------------------------------------------------------


def test_a_no_asks_for_a_longest_run_that_holds_the_wait_too() -> None:
    short = replace(CHURN, longest_weeks=4)
    way = ways_of(promised(short, horizon_days=30, willing_weeks=9))[WayOut.LONGER]
    assert (way.figure, way.weeks) == (7 + 5, 12)  # 30 days are five more weeks
    assert ways_of(promised(short))[WayOut.LONGER].weeks == 7
    found = promised(short, horizon_days=30, willing_weeks=9)
    assert (found.horizon_days, found.willing, found.longest_weeks) == (30, 9, 4)


def test_what_happens_once_has_no_period_before_and_no_way_out_by_it() -> None:
    short = replace(CHURN, longest_weeks=4)
    assert WayOut.LESS_NOISE in ways_of(promised(short))
    once = ways_of(promised(short, has_before=False))
    assert WayOut.LESS_NOISE not in once
    assert once.keys() == ways_of(promised(short)).keys() - {WayOut.LESS_NOISE}


# --- a fixed pool -------------------------------------------------------------------------------


def test_a_pool_that_is_large_enough_fits_and_runs_as_long_as_it_is_watched() -> None:
    found = promised(STORES)
    length = length_of(found)
    assert (found.fits, found.pool, length.n_per_arm, length.n_total) == (True, 40, 17, 34)
    assert (length.weeks, length.planned_per_arm, found.weeks) == (8, 20, 8)
    assert found.by_week == ()
    assert found.detects is not None
    assert found.detects * 1250 == pytest.approx(90.91, abs=0.01)  # R: power.t.test(n = 20, sd = 100, power = .8)


def test_a_unit_that_is_left_over_is_in_no_arm() -> None:
    assert promised(replace(STORES, pool=41, daily_traffic=41 / 56)).detects == promised(STORES).detects
    assert length_of(promised(replace(STORES, pool=41))).planned_per_arm == 20


def test_a_pool_fits_at_exactly_the_needed_units_and_not_below() -> None:
    for pool, fits in ((34, True), (35, True), (33, False)):
        assert promised(replace(STORES, pool=pool)).fits is fits, pool


def test_a_pool_too_small_asks_for_more_units_or_less_noise_and_not_for_time() -> None:
    found = promised(replace(STORES, pool=24))
    ways = ways_of(found)
    assert not found.fits
    assert WayOut.LONGER not in ways
    assert WayOut.MORE_TRAFFIC not in ways
    assert ways[WayOut.MORE_UNITS].figure == 34
    assert ways[WayOut.LESS_NOISE].figure == math.ceil(math.sqrt(1 - 12 / 17) * 100) / 100
    assert promised(replace(STORES, pool=int(ways[WayOut.MORE_UNITS].figure))).fits
    assert promised(replace(STORES, pool=24, rho=ways[WayOut.LESS_NOISE].figure)).fits


@pytest.mark.parametrize(("also", "pool"), [({"has_before": False}, 24), ({"method": Method.CLUSTER}, 24), ({}, 4)])
def test_less_noise_is_offered_a_pool_only_where_it_can_help(also: dict[str, Any], pool: int) -> None:
    """Of an effect of half a standard deviation two units an arm see it with a correlation above 0.98 alone."""
    design = replace(STORES, pool=pool, sd=200.0 if pool == 4 else 100.0)
    assert WayOut.LESS_NOISE not in ways_of(promised(design, **also))
    known = replace(STORES, pool=8, rho=0.2)
    assert WayOut.LESS_NOISE not in ways_of(promised(known))


def test_in_a_switchback_periods_are_the_units_and_every_day_brings_more() -> None:
    found = promised(STORES, Method.SWITCHBACK)
    assert found.pool is None
    assert len(found.by_week) == 52


def test_designs_over_time_have_no_units_of_their_own() -> None:
    found = promised(STORES, Method.INTERRUPTED_TIME_SERIES, guardrails=(Guarded(name="Margin", margin=0.1),))
    assert (found.pool, found.length, found.guardrails) == (None, None, ())


# --- guardrails ---------------------------------------------------------------------------------

REFUNDS = Guarded(name="Refund rate", margin=0.1, level=0.04)
MARGIN = Guarded(name="Margin", margin=0.01, level=12.4, sd=3.1)


def test_a_margin_that_the_planned_units_can_prove_is_told_with_its_power() -> None:
    """By statsmodels' normal power at the 61,250 units of an arm that seven weeks bring."""
    (found,) = promised(guardrails=(REFUNDS,)).guardrails
    expected = NormalIndPower().power(0.1 * 0.04 / math.sqrt(0.04 * 0.96), 61_250, 0.05, 1, "larger")
    assert (found.name, found.said, found.margin) == ("Refund rate", Promise.PROVABLE, 0.1)
    assert found.power == pytest.approx(expected)


def test_a_margin_that_they_cannot_prove_says_how_many_units_and_weeks_it_takes() -> None:
    tight = replace(REFUNDS, margin=0.02)
    (found,) = promised(guardrails=(tight,)).guardrails
    size = 0.02 * 0.04 / math.sqrt(0.04 * 0.96)
    needed = NormalIndPower().solve_power(size, None, 0.05, 0.8, 1, "larger")
    assert found.said is Promise.TOO_FEW
    assert found.power == pytest.approx(NormalIndPower().power(size, 61_250, 0.05, 1, "larger"))
    assert found.n_per_arm == math.ceil(needed)
    assert found.weeks == math.ceil(2 * math.ceil(needed) / (7 * 2500))


def test_the_planned_power_is_that_of_the_plan() -> None:
    at_80, at_95 = (
        promised(replace(CHURN, power=power), guardrails=(MARGIN,)).guardrails[0].n_per_arm for power in (0.8, 0.95)
    )
    for found, power in ((at_80, 0.8), (at_95, 0.95)):
        assert found == math.ceil(NormalIndPower().solve_power(0.04, None, 0.05, power, 1, "larger"))


def test_several_guardrails_share_out_what_may_be_missed() -> None:
    """Three keep 80 % together where each has 1 - 0.2 / 3; one without a margin proves nothing and takes none."""
    loose = Guarded(name="Trust", margin=None)
    found = promised(guardrails=(MARGIN, REFUNDS, replace(MARGIN, name="Tickets"), loose)).guardrails
    needed = math.ceil(NormalIndPower().solve_power(0.04, None, 0.05, 1 - 0.2 / 3, 1, "larger"))
    assert found[0].n_per_arm == found[2].n_per_arm == needed
    assert [each.wanted for each in found] == [pytest.approx(1 - 0.2 / 3)] * 3 + [None]
    assert promised(guardrails=(MARGIN,)).guardrails[0].wanted == pytest.approx(0.8)


def test_a_plan_that_does_not_fit_promises_what_its_longest_run_would_bring() -> None:
    short = promised(replace(CHURN, longest_weeks=4), guardrails=(MARGIN,))
    assert short.guardrails[0].power == pytest.approx(NormalIndPower().power(0.04, 35_000, 0.05, 1, "larger"))


def test_of_a_pool_no_weeks_are_told_because_none_brings_more() -> None:
    (found,) = promised(STORES, guardrails=(replace(MARGIN, margin=0.1),)).guardrails
    assert found.n_per_arm == math.ceil(NormalIndPower().solve_power(0.4, None, 0.05, 0.8, 1, "larger"))
    assert (found.said, found.weeks) == (Promise.TOO_FEW, None)


@pytest.mark.parametrize("clusters", [Clusters(size=20, icc=0.02), None], ids=["named", "usual"])
def test_clusters_count_by_the_t_of_whole_ones(clusters: Clusters | None) -> None:
    """The design effect is 1 + (1.25 x 20 - 1) x 0.02 = 1.48; the clusters that nobody named are the same."""
    found = promised(replace(CHURN, clusters=clusters), Method.CLUSTER, guardrails=(REFUNDS,))
    k = length_of(found).planned_per_arm // 20
    apart = 0.1 * 0.04 / math.sqrt(2 * 0.04 * 0.96 * 1.48 / (20 * k))
    assert found.guardrails[0].power == pytest.approx(float(nct.sf(t.isf(0.05, 2 * k - 2), 2 * k - 2, apart)))
    assert found.guardrails[0].n_per_arm is not None
    assert found.guardrails[0].n_per_arm % 20 == 0


def test_an_ab_test_is_promised_by_its_units_whatever_clusters_were_once_named() -> None:
    named = promised(replace(CHURN, clusters=Clusters(size=20, icc=0.02)), guardrails=(REFUNDS,))
    assert named.guardrails == promised(CHURN, guardrails=(REFUNDS,)).guardrails


@pytest.mark.parametrize(
    ("guarded", "said"),
    [
        (Guarded(name="Trust", margin=None, level=0.5), Promise.NO_MARGIN),
        (Guarded(name="Trust", margin=0.1), Promise.NO_LEVEL),
        (Guarded(name="Trust", margin=0.1, level=0.0, sd=1.0), Promise.NOT_COMPUTABLE),
    ],
)
def test_where_too_little_is_known_that_is_said_and_no_figure(guarded: Guarded, said: Promise) -> None:
    (found,) = promised(guardrails=(guarded,)).guardrails
    assert found == GuardrailPower(name="Trust", said=said, margin=guarded.margin)
