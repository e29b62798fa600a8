"""What a project is worth is said in money with how well it is known, and nothing is counted twice."""

from dataclasses import replace

import pytest

from bot.domain.charter import Choice
from bot.domain.impact import Evidence, Grade, Impact, Money, Span, Standing, Stopped, Unpriced, impact_of, standing_of
from bot.domain.metrics import kpi_of
from bot.statistics.usual_lifts import STATED
from tests.bot.domain.builders import CHURN, charter, euros, observation, quantity

WORTH = {"value_per_unit": quantity(400_000, "currency:EUR")}


def impact(*values: float, **answers: object) -> Impact:
    written = charter(**{**CHURN, **answers})
    logged = tuple(observation(f"2027-03-{day:02}", value) for day, value in enumerate(values, 1))
    return impact_of(written, kpi_of(written, logged), None, default_currency="EUR")


def test_a_percentage_point_is_worth_what_was_answered() -> None:
    read = impact(0.028, **WORTH)
    assert read.annual == euros(0.3 * 400_000)
    assert (read.grade, read.standing, read.missing) == (Grade.OBSERVED, Standing.MEASURED, None)


def test_one_of_a_plain_unit_and_one_of_money_are_worth_what_was_answered() -> None:
    tickets = {"metric_unit": "tickets", "baseline": quantity(200), "target": quantity(150)}
    plain = impact(180, **tickets, value_per_unit=quantity(50, "currency:USD"))
    assert plain.annual == Money(amount=1000.0, currency="USD")
    revenue = {"metric_unit": "€", "baseline": quantity(1e6, "currency:EUR"), "target": None, "metric_direction": None}
    money = impact(1.2e6, **revenue, value_per_unit=quantity(12))
    assert money.annual == euros(2.4e6)


def test_while_nothing_was_logged_only_the_target_claims_something() -> None:
    read = impact(**WORTH)
    assert read.annual == euros(0.6 * 400_000)
    assert (read.grade, read.standing) == (Grade.CLAIMED, Standing.CLAIMED)
    assert read.change == pytest.approx(0.006)


def test_a_metric_that_went_the_wrong_way_costs_money() -> None:
    read = impact(0.033, **WORTH)
    assert read.annual == euros(-0.2 * 400_000)


def test_a_value_without_a_baseline_leaves_no_claim_to_price() -> None:
    read = impact(0.028, baseline=None, **WORTH)
    assert (read.change, read.annual, read.missing) == (None, None, Unpriced.NO_CHANGE)


def test_without_the_worth_of_a_unit_there_is_a_change_but_no_money() -> None:
    read = impact(0.028)
    assert read.change == pytest.approx(0.003)
    assert (read.annual, read.missing) == (None, Unpriced.NO_VALUE)


@pytest.mark.parametrize(
    ("worth", "chosen", "currency"),
    [
        (quantity(1, "currency:GBP"), Choice(option="USD"), "GBP"),
        (quantity(1), Choice(option="USD"), "USD"),
        (quantity(1), None, "EUR"),
    ],
)
def test_the_currency_is_the_typed_one_else_the_chosen_one_else_the_organisations(
    worth: object, chosen: object, currency: str
) -> None:
    read = impact(0.028, value_per_unit=worth, currency=chosen)
    assert read.annual is not None
    assert read.annual.currency == currency


def test_only_randomisation_proves_and_only_a_comparison_over_time_measures() -> None:
    assert {grade: standing_of(grade) for grade in Grade} == {
        Grade.CLAIMED: Standing.CLAIMED,
        Grade.OFFLINE: Standing.CLAIMED,
        Grade.OBSERVED: Standing.MEASURED,
        Grade.LONGITUDINAL: Standing.MEASURED,
        Grade.RANDOMISED: Standing.PROVEN,
        Grade.REPLICATED: Standing.PROVEN,
    }


FOUND = Evidence(
    grade=Grade.RANDOMISED,
    change=0.0032,
    low=0.0015,
    high=0.0049,
    seen=Span(value=0.004, low=0.002, high=0.006),
    prior=STATED,
)


def of_evidence(evidence: Evidence | None, *, stopped: Stopped | None = None, **answers: object) -> Impact:
    written = charter(**{**CHURN, **WORTH, **answers})
    return impact_of(written, kpi_of(written, ()), evidence, default_currency="EUR", stopped=stopped)


def test_what_an_experiment_found_is_priced_with_its_interval_and_how_it_came_about() -> None:
    """By hand: 0.32 points [0.15 to 0.49] at 400,000 a point."""
    read = of_evidence(FOUND)
    assert read.annual is not None
    assert (read.annual.amount, read.annual.low, read.annual.high) == pytest.approx((128_000, 60_000, 196_000))
    assert (read.seen, read.prior, read.worth, read.by_experiment) == (FOUND.seen, STATED, 400_000, True)


def test_a_unit_that_costs_turns_the_interval_round() -> None:
    read = of_evidence(FOUND, value_per_unit=quantity(-400_000, "currency:EUR"))
    assert read.annual is not None
    assert (read.annual.low, read.annual.high) == pytest.approx((-196_000, -60_000))


@pytest.mark.parametrize(
    ("grade", "low", "high", "is_open"),
    [
        (Grade.RANDOMISED, -0.001, 0.004, True),
        (Grade.REPLICATED, -0.004, 0.001, True),
        (Grade.RANDOMISED, 0.0, 0.004, True),
        (Grade.RANDOMISED, 0.001, 0.004, False),
        (Grade.RANDOMISED, -0.004, -0.001, False),
        (Grade.LONGITUDINAL, -0.001, 0.004, False),
    ],
)
def test_a_proven_direction_may_leave_the_amount_open(grade: Grade, low: float, high: float, is_open: bool) -> None:  # noqa: FBT001  a parameter
    assert of_evidence(replace(FOUND, grade=grade, low=low, high=high)).is_amount_open is is_open


def test_an_amount_without_an_interval_or_without_any_figure_is_not_open() -> None:
    assert not replace(of_evidence(FOUND), annual=euros(1)).is_amount_open
    assert not of_evidence(FOUND, value_per_unit=None).is_amount_open


def test_what_was_stopped_claims_nothing_and_says_what_was_found() -> None:
    seen = Span(value=-0.004, low=-0.006, high=-0.002)
    read = of_evidence(None, stopped=Stopped(grade=Grade.RANDOMISED, seen=seen))
    assert (read.annual, read.missing, read.change, read.seen) == (None, Unpriced.STOPPED, -0.004, seen)
    assert (read.grade, read.by_experiment) == (Grade.RANDOMISED, True)
    unread = of_evidence(None, stopped=Stopped())
    assert (unread.annual, unread.missing, unread.change) == (None, Unpriced.STOPPED, None)


def test_a_stopped_project_is_worth_nothing_whatever_was_logged() -> None:
    written = charter(**{**CHURN, **WORTH})
    logged = kpi_of(written, (observation("2027-03-01", 0.028),))
    read = impact_of(written, logged, None, default_currency="EUR", stopped=Stopped())
    assert (read.annual, read.missing) == (None, Unpriced.STOPPED)


def test_what_was_launched_before_counts_although_something_later_was_stopped() -> None:
    assert of_evidence(FOUND, stopped=Stopped()) == of_evidence(FOUND)
