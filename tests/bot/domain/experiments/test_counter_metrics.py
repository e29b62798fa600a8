"""Each kind of objective has its price, named with the words that led to it; guardrails watch it by their names."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.charter import Choice
from bot.domain.experiments.counter_metrics import break_even, exchange, is_measured, suggested, watching
from bot.domain.experiments.guardrails import guardrails_in
from bot.domain.experiments.trades import TRADES
from bot.domain.metrics import Direction
from bot.statistics.arms.summary import Line, Said
from bot.statistics.readout.experiments import Role
from tests.bot.domain.builders import charter

OBJECTIVES = [
    ("Share of tickets solved by automation", ("automation",), "automation-escalations", "Escalated or reopened cases"),
    ("Self-service rate", ("Self-service",), "automation-escalations", "Tickets reopened within a week"),
    ("Straight-through processing", ("Straight-through",), "automation-escalations", "Repeat contacts"),
    ("False positives of the fraud model", ("False positives",), "precision-coverage", "Share of fraud caught"),
    ("Fraud losses per order", ("Fraud",), "coverage-precision", "Good customers declined"),
    ("Chargebacks and spam", ("Chargebacks", "spam"), "coverage-precision", "Approval rate"),
    ("Average selling price", ("price",), "price-volume", "Units sold"),
    ("Gross margin", ("margin",), "price-volume", "Sales volume"),
    ("Clicks on personalised offers", ("personalised",), "recommendation-time", "Time spent on the site"),
    ("Recommendations followed", ("Recommendations",), "recommendation-time", "Minutes per session"),
    ("Checkout conversion", ("Checkout", "conversion"), "conversion-returns", "Returned orders"),
    ("Monthly churn of paying customers", ("churn",), "retention-margin", "Margin per customer"),
    ("Kündigungsquote", ("Kündigungsquote",), "retention-margin", "Rabatte"),
    ("Time spent per day", ("Time spent",), "engagement-churn", "Unsubscribes"),
    ("DAU", ("DAU",), "engagement-churn", "Retention after 30 days"),
    ("Response time of the assistant", ("Response time",), "latency-quality", "Answer quality"),
    ("Answer quality", ("Answer quality",), "quality-latency", "p95 latency"),
    ("Cost per contact", ("Cost",), "cost-quality", "CSAT"),
    ("Handling time", ("Handling time",), "cost-quality", "Complaints"),
]


@pytest.mark.parametrize(("name", "words", "id_", "guardrail"), OBJECTIVES)
def test_an_objective_suggests_what_usually_pays_for_it(
    name: str, words: tuple[str, ...], id_: str, guardrail: str
) -> None:
    counter = suggested(charter(metric_name=name))
    assert counter is not None
    assert (counter.id, counter.words) == (id_, words)
    assert is_measured(counter, (guardrail,))
    assert is_measured(counter, ("Something else", guardrail))
    assert not is_measured(counter, ("Weather", name.partition(" ")[0] if id_ != "cost-quality" else "Weather"))
    assert not is_measured(counter, ())


def test_every_kind_of_objective_is_among_the_examples() -> None:
    assert {id_ for _, _, id_, _ in OBJECTIVES} == {trade.id for trade in TRADES}


@pytest.mark.parametrize("trade", TRADES, ids=lambda trade: trade.id)
def test_a_suggestion_covers_itself_and_can_be_typed_as_a_guardrail(trade: Any) -> None:
    name = next(name for name, _, id_, _ in OBJECTIVES if id_ == trade.id)
    counter = suggested(charter(metric_name=name))
    assert counter is not None
    (guardrail,) = guardrails_in(counter.guardrail)
    assert (guardrail.name, guardrail.margin) == (trade.name, trade.margin)
    assert guardrail.wanted is (Direction.DOWN if trade.worse == "higher" else Direction.UP)
    assert is_measured(counter, (guardrail.name,))
    assert counter.why.endswith(".")


def test_the_business_metric_speaks_before_the_primary_one_and_the_project() -> None:
    both = charter(metric_name="Gross margin", primary_metric="Clicks")
    assert [suggested(each, "Fraud").id for each in (both, charter(primary_metric="Clicks"))] == [  # type: ignore[union-attr]  # both suggest
        "price-volume",
        "engagement-churn",
    ]
    by_project = suggested(charter(metric_name="Happy customers"), "Fraud radar")
    assert by_project is not None
    assert (by_project.id, by_project.words) == ("coverage-precision", ("Fraud",))


@pytest.mark.parametrize(
    ("category", "id_"),
    [
        ("cost", "cost-quality"),
        ("retention", "retention-margin"),
        ("engagement", "engagement-churn"),
        ("risk", "coverage-precision"),
    ],
)
def test_the_category_speaks_where_no_name_does(category: str, id_: str) -> None:
    counter = suggested(charter(metric_name="x", metric_category=Choice(option=category)))
    assert counter is not None
    assert (counter.id, counter.words) == (id_, (category,))


def test_words_that_say_too_little_suggest_nothing() -> None:
    assert suggested(charter()) is None
    assert suggested(charter(metric_name="Patients seen", metric_category=Choice(option="revenue")), "Triage") is None
    assert suggested(charter(metric_name="Priceless moments of gratitude")) is not None
    assert suggested(charter(metric_name="Reprice")) is None


def test_an_objective_that_holds_its_price_needs_no_other() -> None:
    assert suggested(charter(metric_name="Checkout conversion net of returns")) is None


OPPOSITES = [
    ("Fraud losses per order", "Approved payments"),
    ("Chargebacks per 100 payments", "Payments accepted"),
    ("Chargebacks per 100 payments", "Honest customers let through"),
    ("False positives of the fraud model", "Fraud let through"),
    ("Share of tickets solved by automation", "Cases solved for good at first contact"),
    ("Average selling price", "Purchases per visitor"),
    ("Checkout conversion", "Orders kept"),
    ("Time spent per day", "Customers still active after 90 days"),
]


@pytest.mark.parametrize(("name", "guardrail"), OPPOSITES)
def test_a_counter_metric_is_seen_from_its_other_side_too(name: str, guardrail: str) -> None:
    counter = suggested(charter(metric_name=name))
    assert counter is not None
    assert is_measured(counter, (guardrail,))
    assert not is_measured(counter, ("Something else",))


def test_the_guardrail_that_watches_the_price_is_the_one_that_the_owner_calls_so_else_the_one_that_is_known() -> None:
    typed = "Trust: at most 1 % lower\nDiscounts: at most 2 % higher\nMargin: at most 1 % lower"
    assert watching(charter(metric_name="Monthly churn", guardrails=typed)) == "Discounts"
    called = typed.replace("Trust: ", "Trust (our counter-metric): ")
    assert watching(charter(metric_name="Monthly churn", guardrails=called)) == "Trust"
    assert watching(charter(metric_name="Patients seen", guardrails=called)) == "Trust"
    assert watching(charter(metric_name="Patients seen", guardrails=typed)) is None
    assert watching(charter(metric_name="Monthly churn", guardrails="Trust: at most 1 % lower")) is None
    assert watching(charter(metric_name="Monthly churn")) is None


@given(name=st.text(max_size=300))
def test_no_name_is_too_odd_to_be_read_and_the_words_stand_in_it(name: str) -> None:
    counter = suggested(charter(metric_name=name))
    assert counter is None or all(re.search(re.escape(word), name) for word in counter.words)


# --- the rate of exchange --------------------------------------------------------------------------


def line(
    difference: float, low: float | None, high: float | None, *, up: bool = True, said: Said = Said.BETTER
) -> Line:
    return Line(
        metric="m", role=Role.PRIMARY, arm=1, said=said, wanted_up=up, difference=difference, low=low, high=high
    )


def test_the_rate_is_what_was_lost_for_each_unit_won() -> None:
    found = exchange(line(2.0, 1.0, 4.0), line(-3.0, -5.0, -1.0))
    assert found is not None
    assert (found.likely, found.dear, found.cheap) == (3 / 2, 5 / 1, 1 / 4)
    assert break_even(line(2.0, 1.0, 4.0), line(-3.0, -5.0, -1.0)) == 3 / 2


def test_the_rate_does_not_depend_on_which_way_is_wanted() -> None:
    found = exchange(line(-2.0, -4.0, -1.0, up=False), line(3.0, 1.0, 5.0, up=False))
    assert found is not None
    assert (found.likely, found.dear, found.cheap) == (3 / 2, 5 / 1, 1 / 4)


@pytest.mark.parametrize(
    ("won", "counter", "dear", "cheap"),
    [
        (line(2.0, 0.0, 4.0), line(-3.0, -5.0, -1.0), None, 0.25),
        (line(2.0, -1.0, 4.0), line(-3.0, -5.0, -1.0), None, 0.25),
        (line(2.0, 1.0, 4.0), line(-3.0, -5.0, 1.0), 5.0, 0.0),
        (line(2.0, 1.0, 4.0), line(-3.0, -5.0, None), 5.0, None),
        (line(2.0, 1.0, 4.0), line(-3.0, None, -1.0), None, 0.25),
        (line(2.0, None, 4.0), line(-3.0, -5.0, -1.0), None, 0.25),
        (line(2.0, 1.0, None), line(-3.0, -5.0, -1.0), 5.0, None),
        (line(-2.0, None, None, up=False), line(3.0, None, None, up=False), None, None),
    ],
)
def test_an_interval_without_an_end_leaves_that_end_of_the_rate_open(
    won: Line, counter: Line, dear: float | None, cheap: float | None
) -> None:
    found = exchange(won, counter)
    assert found is not None
    assert (found.likely, found.dear, found.cheap) == (1.5, dear, cheap)


@pytest.mark.parametrize(
    ("won", "counter"),
    [
        (line(2.0, 1.0, 4.0), line(3.0, 1.0, 5.0)),
        (line(2.0, 1.0, 4.0), line(0.0, -1.0, 1.0)),
        (line(-2.0, -4.0, -1.0), line(-3.0, -5.0, -1.0)),
        (line(0.0, -1.0, 1.0), line(-3.0, -5.0, -1.0)),
        (line(2.0, 1.0, 4.0), line(-3.0, -5.0, -1.0, said=Said.UNREAD)),
        (line(2.0, 1.0, 4.0, said=Said.UNREAD), line(-3.0, -5.0, -1.0)),
    ],
)
def test_nothing_was_paid_where_nothing_was_won_or_nothing_lost(won: Line, counter: Line) -> None:
    assert exchange(won, counter) is None
    assert break_even(won, counter) is None
