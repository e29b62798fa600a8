"""An expected lift beside what lifts usually are."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.charter import Choice
from bot.domain.experiments.plan import Size
from bot.domain.realism.lifts import expected_lift, implausible_lift, lift_of_plan
from bot.domain.remarks import Expected
from bot.statistics.usual_lifts import Prior, PriorSource
from tests.bot.domain.builders import CHURN, PROOF, dossier, plan, priors, quantity

OWN = Prior(sd=0.1, source=PriorSource.OWN_EXPERIMENTS, experiments=6)


def aiming(target: float, baseline: float = 0.031, **also: object) -> Any:
    levels = {"baseline": quantity(baseline, "percent"), "target": quantity(target, "relative_change")}
    return {**CHURN, **levels, **also}


@pytest.mark.parametrize(("target", "is_implausible"), [(-0.119, False), (-0.121, True), (-0.9, True)])
def test_a_lift_beyond_three_widths_of_the_stated_prior_is_implausible(target: float, *, is_implausible: bool) -> None:
    found = implausible_lift(dossier(aiming(target)), priors())
    assert (found is not None) == is_implausible
    remark = lift_of_plan(dossier(aiming(target)), priors())
    assert remark is not None
    assert [remark.expected, remark.limit] == pytest.approx([-target, 0.12])
    assert (remark.of, remark.source) == (Expected.TARGET, priors().lifts.source)


def test_own_experiments_say_what_is_plausible_here() -> None:
    assert implausible_lift(dossier(aiming(-0.25), prior=OWN), priors()) is None
    found = implausible_lift(dossier(aiming(-0.35), prior=OWN), priors())
    assert found is not None
    assert found.limit == pytest.approx(0.3)
    assert found.source is None


@pytest.mark.parametrize("category", ["cost", "risk"])
def test_public_experiments_say_nothing_of_costs_and_risks_but_own_ones_do(category: str) -> None:
    halved = aiming(-0.5, metric_category=Choice(option=category))
    assert lift_of_plan(dossier(halved), priors()) is None
    assert implausible_lift(dossier(halved, prior=OWN), priors()) is not None
    assert implausible_lift(dossier(aiming(-0.5, metric_category=Choice(option="retention"))), priors()) is not None


@pytest.mark.parametrize(
    ("unit", "kind", "baseline", "is_tiny"),
    [
        ("%", "percent", 0.0099, True),
        ("%", "percent", 0.01, False),
        ("%", "percent", 0.0, True),
        ("tickets", "count", 9.9, True),
        ("tickets", "count", 10.0, False),
        ("EUR", "currency:EUR", 0.0, True),
        ("EUR", "currency:EUR", 0.01, False),
    ],
)
def test_a_relative_lift_of_next_to_nothing_is_not_judged(
    unit: str, kind: str, baseline: float, *, is_tiny: bool
) -> None:
    levels = {"metric_unit": unit, "baseline": quantity(baseline, kind), "target": quantity(baseline * 3 + 1, kind)}
    answers = {**CHURN, **levels, "metric_direction": Choice(option="up"), "mde": quantity(0.9, "relative_change")}
    assert (expected_lift(dossier(answers)) is None) == is_tiny


def test_without_a_target_the_smallest_effect_is_the_least_that_is_hoped_for() -> None:
    start = {"baseline": quantity(0.031, "percent"), "metric_unit": "%"}
    assert expected_lift(dossier(start)) is None
    assert expected_lift(dossier({**start, "mde": quantity(-0.05, "relative_change")})) == (0.05, "smallest_effect")
    points = expected_lift(dossier({**start, "mde": quantity(-0.0031, "percentage_points")}))
    assert points is not None
    assert points[0] == pytest.approx(0.1)
    assert points[1] is Expected.SMALLEST_EFFECT
    tiny: Any = {"primary_baseline": quantity(0.001, "percent"), "mde": quantity(0.01, "percentage_points")}
    assert expected_lift(dossier(tiny)) is None
    assert expected_lift(dossier({"mde": quantity(0.01, "percentage_points")})) is None


def test_a_sealed_plan_says_what_its_smallest_effect_is() -> None:
    size = Size(n_per_arm=100, n_total=200, weeks=4, effect=0.2, detects=0.2)
    sealed = dossier({"mde": quantity(0.05, "relative_change")}, plan=plan(size=size))
    assert expected_lift(sealed) == (0.2, Expected.SMALLEST_EFFECT)
    unsized = dossier({**PROOF}, plan=plan())
    assert expected_lift(unsized) == (0.05, Expected.SMALLEST_EFFECT)


def test_a_target_that_asks_for_nothing_is_no_lift() -> None:
    assert expected_lift(dossier({**CHURN, "target": quantity(0.04, "percent")})) is None
    assert lift_of_plan(dossier(), priors()) is None


@given(lift=st.floats(0.0001, 3), larger=st.floats(0.0001, 3))
def test_a_larger_lift_is_never_more_plausible(lift: float, larger: float) -> None:
    def fires(target: float) -> bool:
        return implausible_lift(dossier(aiming(-target)), priors()) is not None

    low, high = sorted((lift, larger))
    assert fires(low) <= fires(high)
