"""From the answers to the question of arithmetic: what is missing is named, what cannot be is refused at its field."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.charter import Choice
from bot.domain.experiments.asking import (
    metric_type,
    needed_for_verdict,
    primary_level,
    primary_unit,
    question_of,
    wanted_of,
)
from bot.domain.experiments.duration import longest_weeks
from bot.domain.experiments.own_answers import DESIGNS_OF
from bot.domain.experiments.past import USUAL_DAYS
from bot.domain.experiments.plan import PlanIncomplete
from bot.domain.ids import QuestionId
from bot.domain.metrics import Direction, Observation, Unit, UnitKind
from bot.domain.refusal import BadFields
from bot.statistics.planning.designs import Clusters, MetricType, Switchback
from bot.statistics.verdicts.summary import Guarded, Method, Question
from handlers import resources
from tests.bot.domain.builders import charter, observation, quantity

RATE: dict[str, Any] = {
    "design": Choice(option="ab"),
    "metric_unit": "%",
    "metric_direction": Choice(option="down"),
    "baseline": quantity(0.031, "percent"),
    "daily_traffic": quantity(1200, "per_day"),
    "mde": quantity(0.05, "relative_change", "5%"),
}
"""Enough for a verdict on churn: the business metric decides itself."""
MEAN: dict[str, Any] = {**RATE, "primary_baseline": quantity(42.0), "spread": quantity(10.5)}


def asked(base: dict[str, Any] | None = None, observations: tuple[Observation, ...] = (), **also: Any) -> Question:
    return question_of(charter(**{**(base or RATE), **also}), observations)


def test_a_rate_is_asked_with_the_usual_alpha_power_arms_and_longest_run() -> None:
    question = asked()
    design = question.design
    assert question.method is Method.AB
    assert (design.metric, design.baseline, design.sd) == (MetricType.PROPORTION, 0.031, None)
    assert (design.mde, design.mde_is_relative) == (-0.05, True)
    assert (design.daily_traffic, design.arms, design.alpha, design.power) == (1200, 2, 0.05, 0.8)
    assert (design.longest_weeks, design.rho, design.clusters, design.switchback) == (12, None, None, None)


def test_every_answer_has_its_place_in_the_question() -> None:
    answers: dict[str, Any] = {
        "mde": quantity(2.5, "count", "2.5"),
        "arms": quantity(3),
        "alpha": quantity(0.1, "ratio"),
        "power": quantity(0.9, "ratio"),
        "longest_run": quantity(8.9),
        "pre_period_correlation": quantity(0.6, "ratio"),
    }
    design = asked(MEAN, **answers).design
    assert (design.metric, design.baseline, design.sd) == (MetricType.MEAN, 42.0, 10.5)
    assert (design.mde, design.mde_is_relative, design.arms) == (2.5, False, 3)
    assert (design.alpha, design.power, design.longest_weeks, design.rho) == (0.1, 0.9, 8, 0.6)


@pytest.mark.parametrize(("typed", "weeks"), [(None, 12), (0.0, 1), (0.5, 1), (1.0, 1), (26.0, 26)])
def test_the_longest_run_is_at_least_a_week(typed: float | None, weeks: int) -> None:
    answers = {} if typed is None else {"longest_run": quantity(typed)}
    assert longest_weeks(charter(**answers)) == weeks


@pytest.mark.parametrize("arms", [0, 1])
def test_fewer_than_two_arms_are_refused_and_not_taken_for_two(arms: int) -> None:
    assert refused(arms=quantity(arms)) == ["arms"]


def refused(base: dict[str, Any] | None = None, **also: Any) -> list[str]:
    with pytest.raises(BadFields) as bad:
        asked(base, **also)
    assert all(bad.value.errors.values())
    return [str(field) for field in bad.value.errors]


CLUSTERS: dict[str, Any] = {
    "design": Choice(option="cluster"),
    "cluster_size": quantity(5),
    "cluster_correlation": quantity(0.1, "ratio"),
}


@pytest.mark.parametrize(
    ("base", "answers", "field"),
    [
        (RATE, {"mde": quantity(0.0, "relative_change")}, "mde"),
        (RATE, {"mde": quantity(0.99, "percentage_points"), "metric_direction": None}, "mde"),
        (RATE, {"daily_traffic": quantity(0.0, "per_day")}, "daily_traffic"),
        (RATE, {"alpha": quantity(1.0, "ratio")}, "alpha"),
        (RATE, {"power": quantity(0.01, "ratio")}, "power"),
        (RATE, {"pre_period_correlation": quantity(1.0, "ratio")}, "pre_period_correlation"),
        (RATE, {**CLUSTERS, "cluster_size": quantity(0.5)}, "cluster_size"),
        (RATE, {**CLUSTERS, "cluster_correlation": quantity(2.0)}, "cluster_correlation"),
        (MEAN, {"spread": quantity(0.0)}, "spread"),
        (MEAN, {"primary_baseline": quantity(0.0)}, "primary_baseline"),
        (
            MEAN,
            {"design": Choice(option="switchback"), "periods_per_day": quantity(0.0)},
            "periods_per_day",
        ),
        (
            MEAN,
            {"design": Choice(option="switchback"), "periods_per_day": quantity(2.0), "spread": quantity(0.0)},
            "spread",
        ),
    ],
)
def test_what_arithmetic_does_not_allow_is_refused_at_the_question_to_blame(
    base: dict[str, Any], answers: dict[str, Any], field: str
) -> None:
    assert refused(base, **answers) == [field]


# --- what is missing -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gone", "missing"),
    [
        ({"design": None}, ("design",)),
        ({"design": Choice(option="none")}, ("design",)),
        ({"daily_traffic": None}, ("daily_traffic",)),
        ({"mde": None}, ("mde",)),
        ({"baseline": None}, ("primary_baseline",)),
        ({"metric_unit": "tickets", "baseline": quantity(12)}, ("spread",)),
        ({"baseline": quantity(0.0, "percent")}, ("spread",)),
        ({"baseline": quantity(1.0, "percent")}, ("spread",)),
        ({}, ()),
    ],
)
def test_what_stands_between_the_answers_and_a_verdict_is_named(gone: dict[str, Any], missing: tuple[str, ...]) -> None:
    answers = charter(**{**RATE, **gone})
    assert needed_for_verdict(answers) == missing
    if missing:
        with pytest.raises(PlanIncomplete) as incomplete:
            question_of(answers, ())
        assert incomplete.value.missing == missing


def test_an_empty_charter_lacks_everything_in_the_order_of_the_page() -> None:
    assert needed_for_verdict(charter()) == ("design", "daily_traffic", "mde", "primary_baseline")


# --- the primary metric ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "unit"),
    [
        (quantity(0.2, "percent"), Unit(kind=UnitKind.PERCENT, label="%")),
        (quantity(0.2, "ratio"), Unit(kind=UnitKind.PERCENT, label="%")),
        (quantity(20, "currency:EUR"), Unit(kind=UnitKind.MONEY, label="EUR")),
        (quantity(20), Unit(kind=UnitKind.PLAIN, label="")),
        (None, Unit(kind=UnitKind.MONEY, label="GBP")),
    ],
)
def test_the_primary_metric_has_the_unit_of_its_own_baseline(answer: Any, unit: Unit) -> None:
    assert primary_unit(charter(metric_unit="£", primary_baseline=answer)) == unit


def test_the_primary_metric_stands_where_it_says_itself_or_else_where_the_business_metric_does() -> None:
    assert primary_level(charter()) is None
    assert primary_level(charter(baseline=quantity(3.0))) == 3.0
    assert primary_level(charter(baseline=quantity(3.0), primary_baseline=quantity(0.0))) == 0.0
    assert metric_type(charter(spread=quantity(1.0))) is MetricType.MEAN
    assert primary_unit(charter()).kind is UnitKind.PLAIN


@pytest.mark.parametrize(
    ("value", "typed", "better", "own", "wanted"),
    [
        (0.05, "5%", "up", None, Direction.UP),
        (0.05, "5%", "down", None, Direction.DOWN),
        (-0.05, "-5%", "down", None, Direction.DOWN),
        (0.05, "+5%", "up", None, Direction.UP),
        (-0.05, "-5%", None, None, Direction.DOWN),
        (0.05, "5%", None, None, Direction.UP),
        (-0.05, "-5%", "up", 0.2, Direction.DOWN),
        (0.05, "+5%", "down", 0.2, Direction.UP),
    ],
)
def test_the_wanted_way_follows_the_sign_or_else_what_is_better(
    value: float, typed: str, better: str | None, own: float | None, wanted: Direction
) -> None:
    answers: dict[str, Any] = {"mde": quantity(value, "relative_change", typed)}
    if better is not None:
        answers["metric_direction"] = Choice(option=better)
    if own is not None:
        answers["primary_baseline"] = quantity(own, "percent")
    assert wanted_of(charter(**answers)) is wanted


@pytest.mark.parametrize(("value", "typed", "better"), [(-0.05, "-5%", "up"), (0.05, " +5%", "down")])
def test_a_sign_against_what_is_better_is_asked_back(value: float, typed: str, better: str) -> None:
    answers = {"mde": quantity(value, "relative_change", typed), "metric_direction": Choice(option=better)}
    with pytest.raises(BadFields, match=f"Better is {'higher' if better == 'up' else 'lower'}"):
        wanted_of(charter(**answers))
    assert wanted_of(charter()) is Direction.UP
    assert wanted_of(charter(metric_direction=Choice(option="down"))) is Direction.DOWN


# --- the design ------------------------------------------------------------------------------------------


OTHERS: dict[str, Any] = {
    "cluster_size": quantity(20),
    "cluster_correlation": quantity(0.05, "ratio"),
    "periods_per_day": quantity(4),
    "donors": quantity(24),
    "history_days": quantity(400),
    "arms": quantity(3),
    "pre_period_correlation": quantity(0.5, "ratio"),
}


def test_what_each_design_is_asked_for_is_what_the_bank_asks_with_it() -> None:
    asked_with = {
        each.id: set(each.when.options)
        for each in resources.load_rulebook(None).bank.of_part(3)
        if each.when is not None
    }
    assert {question: {each.value for each in designs} for question, designs in DESIGNS_OF.items()} == asked_with
    assert OTHERS.keys() == asked_with.keys()


@pytest.mark.parametrize("design", ["ab", "cluster", "switchback", "staged_rollout", "synthetic_control"])
def test_answers_of_other_designs_are_not_reckoned_with(design: str) -> None:
    chosen = {**MEAN, "design": Choice(option=design)}
    own = {each: answer for each, answer in OTHERS.items() if design in DESIGNS_OF[each]}
    assert asked(chosen, **OTHERS) == asked(chosen, **own)
    assert asked(chosen, **OTHERS).method is Method(design)
    for each in own:
        without = {other: answer for other, answer in own.items() if other != each}
        is_needed = each in needed_for_verdict(charter(**{**chosen, **without}))
        assert is_needed or asked(chosen, **without) != asked(chosen, **own), f"{each} is the design's own"


def test_a_design_that_was_chosen_is_judged_as_chosen_and_asks_for_what_it_needs() -> None:
    clusters: dict[str, Any] = {"design": Choice(option="cluster")}
    assert needed_for_verdict(charter(**{**RATE, **clusters})) == ("cluster_size", "cluster_correlation")
    known = {**clusters, "cluster_size": quantity(20), "cluster_correlation": quantity(0.05, "ratio")}
    assert asked(**known).method is Method.CLUSTER
    assert asked(**known).design.clusters == Clusters(size=20, icc=0.05)
    synthetic: dict[str, Any] = {"design": Choice(option="synthetic_control")}
    assert needed_for_verdict(charter(**{**RATE, **synthetic})) == ("donors",)
    question = asked(**synthetic, donors=quantity(24))
    assert (question.method, question.donors) == (Method.SYNTHETIC_CONTROL, 24)
    assert asked().donors is None


def test_a_switchback_on_a_metric_that_outlasts_its_periods_is_refused_at_the_design() -> None:
    lasting: dict[str, Any] = {"primary_metric": "Churn within 30 days"}
    assert asked(**lasting).carries_over
    with pytest.raises(BadFields) as refused:
        asked(**lasting, design=Choice(option="switchback"))
    assert list(refused.value.errors) == ["design"]
    assert "“Churn within 30 days” lasts longer than a period" in refused.value.errors[QuestionId("design")]
    long: dict[str, Any] = {"primary_metric": "Orders within a day", "design": Choice(option="switchback")}
    assert asked(MEAN, **long, periods_per_day=quantity(1)).method is Method.SWITCHBACK
    with pytest.raises(BadFields):
        asked(MEAN, **long, periods_per_day=quantity(2))


def test_an_outcome_known_after_the_period_carries_over_whatever_the_metric_is_called() -> None:
    orders: dict[str, Any] = {"primary_metric": "Orders", "design": Choice(option="switchback")}
    daily: dict[str, Any] = {**MEAN, **orders, "periods_per_day": quantity(1)}
    assert asked(daily, outcome_horizon=quantity(1)).method is Method.SWITCHBACK
    with pytest.raises(BadFields) as refused:
        asked(daily, outcome_horizon=quantity(2))
    assert list(refused.value.errors) == ["design"]


def test_a_switchback_has_its_periods_where_they_are_known() -> None:
    switchback: dict[str, Any] = {"design": Choice(option="switchback")}
    known = asked(MEAN, **switchback, periods_per_day=quantity(4))
    assert known.design.switchback == Switchback(periods_per_day=4, period_sd=10.5)
    assert asked(MEAN, **switchback).design.switchback is None
    assert asked(**switchback, periods_per_day=quantity(4)).design.switchback is None
    assert asked(MEAN, periods_per_day=quantity(4)).design.switchback is None


# --- the past --------------------------------------------------------------------------------------------


def test_the_past_of_the_business_metric_says_nothing_of_another_one() -> None:
    logged = tuple(observation((date(2027, 1, 1) + timedelta(days=day)).isoformat(), 10.0 + day) for day in range(20))
    assert (asked(observations=logged).history.assumed, asked(observations=logged).history.days) == (False, 20)
    assert asked(MEAN, logged).history == asked(MEAN).history
    assert (asked(MEAN, logged).history.assumed, asked(MEAN, logged).history.days) == (True, USUAL_DAYS)
    rollout = Choice(option="staged_rollout")
    assert asked(MEAN, design=rollout, history_days=quantity(400)).history.days == 400


# --- what the metric is counted per, what happens once, and the guardrails -----------------------------------


def test_a_metric_that_is_counted_otherwise_is_a_ratio_and_needs_its_spread() -> None:
    per_payment: dict[str, Any] = {**RATE, "randomisation_unit": "Customer", "counted_per": "Payment"}
    assert metric_type(charter(**per_payment)) is None
    assert needed_for_verdict(charter(**per_payment)) == ("spread",)
    design = asked(per_payment, spread=quantity(0.4)).design
    assert (design.metric, design.sd) == (MetricType.RATIO, 0.4)


@pytest.mark.parametrize(
    ("randomised", "counted"),
    [("Customer", None), (None, "Payment"), ("Customer", "customers"), ("Paying  customer", "paying customer")],
)
def test_units_that_are_the_same_or_not_said_make_no_ratio(randomised: str | None, counted: str | None) -> None:
    units: dict[str, Any] = {"randomisation_unit": randomised, "counted_per": counted}
    assert metric_type(charter(**RATE, **units)) is MetricType.PROPORTION
    assert asked(MEAN, **units).design.metric is MetricType.MEAN


@pytest.mark.parametrize(
    ("name", "has_before"),
    [
        ("Churn within 30 days", False),
        ("First purchase", False),
        ("Sign-ups per visitor", False),
        ("Kündigungen", False),
        ("Share of days with a purchase", True),
        ("Orders per customer", True),
    ],
)
def test_a_rate_of_what_happens_once_has_no_value_from_before(name: str, *, has_before: bool) -> None:
    assert asked(primary_metric=name).has_before is has_before
    assert asked(metric_name=name).has_before is has_before
    assert asked(MEAN, primary_metric=name).has_before


def test_the_primary_metrics_name_speaks_before_the_business_metrics() -> None:
    assert asked(metric_name="Monthly churn", primary_metric="Share of days with a visit").has_before


def test_the_guardrails_are_asked_with_their_margin_and_level() -> None:
    typed = "Refund rate: at most 2 % higher, today 4 %\nMargin: at most 1 % lower, today 12.4 ± 3.1\nTrust"
    assert asked(guardrails=typed).guardrails == (
        Guarded(name="Refund rate", margin=0.02, level=0.04),
        Guarded(name="Margin", margin=0.01, level=12.4, sd=3.1),
        Guarded(name="Trust", margin=None),
    )
    assert asked().guardrails == ()
