"""Whether a metric outlasts a period of a switchback; the periods of these tests are half days unless they say so."""

import pytest

from bot.domain.experiments.carry_over import outlasts


@pytest.mark.parametrize(
    "metric",
    [
        "Churn within 30 days",
        "Monthly churn of paying customers",
        "Orders within a week of the visit",
        "30-day retention",
        "Retained users",
        "Renewal rate",
        "Customer lifetime value",
        "LTV",
        "Refunds after 14 days",
        "Revenue over the next 3 months",
        "Trips in the first 2 days",
        "Payments within an hour, disputed within 60 days",
    ],
)
def test_what_lasts_longer_than_half_a_day_outlasts_a_period(metric: str) -> None:
    assert outlasts(metric, 0.5)


@pytest.mark.parametrize(
    "metric",
    [
        "Orders per hour",
        "Rides cancelled within 5 minutes",
        "Delivery time",
        "Renewals within 30 minutes of the reminder",
        "Churn within an hour",
        "Waste of fresh goods per store and week",
        "Conversion",
        "12-hour occupancy",
        "",
    ],
)
def test_what_is_over_within_half_a_day_does_not(metric: str) -> None:
    assert not outlasts(metric, 0.5)


def test_a_window_as_long_as_the_period_is_over_with_it() -> None:
    assert not outlasts("Orders within 2 days", 2.0)
    assert outlasts("Orders within 2 days", 1.9)
    assert outlasts("Orders within 30 minutes", 0.01)
