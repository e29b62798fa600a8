"""Levels are read in the unit of the metric, and what cannot be told is None, never a guess."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.charter import Choice
from bot.domain.metrics import Direction, Kpi, Unit, UnitKind, kpi_of, target_level, unit_of
from tests.bot.domain.builders import CHURN, EPOCH, charter, observation, quantity

PERCENT = Unit(kind=UnitKind.PERCENT, label="%")
DOWN, UP = Choice(option="down"), Choice(option="up")


def kpi(*values: float, **answers: object) -> Kpi:
    logged = tuple(observation(f"2027-03-{day:02}", value) for day, value in enumerate(values, 1))
    return kpi_of(charter(**{**CHURN, **answers}), logged)


# --- the unit ----------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["%", " % ", "percent", "Percent", "PCT.", "per  cent", "Prozent", "por ciento"])
def test_percent_is_known_by_sign_or_name(typed: str) -> None:
    assert unit_of(typed) == PERCENT


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("€", "EUR"),
        ("$", "USD"),
        ("US$", "USD"),
        ("£", "GBP"),
        ("₹", "INR"),
        ("R$", "BRL"),
        ("euros", "EUR"),
        ("US dollars", "USD"),
        ("eur", "EUR"),
        ("sek", "SEK"),
        ("CHF", "CHF"),
        ("NOK", "NOK"),
        (" EUR ", "EUR"),
    ],
)
def test_money_is_known_by_sign_name_or_code(typed: str, code: str) -> None:
    assert unit_of(typed) == Unit(kind=UnitKind.MONEY, label=code)


@pytest.mark.parametrize(
    "typed",
    ["tickets per week", "NPS", "DAU", "MAU", "all", "top", "€ per month", "percentage of tickets", "EURO5", ""],
)
def test_everything_else_is_a_plain_label(typed: str) -> None:
    assert unit_of(f"  {typed} ") == Unit(kind=UnitKind.PLAIN, label=typed)


def test_a_label_is_kept_with_single_blanks() -> None:
    assert unit_of("tickets \u00a0 per\nweek").label == "tickets per week"


def test_a_change_of_a_percent_metric_is_counted_in_points() -> None:
    assert PERCENT.in_units(0.006) == pytest.approx(0.6)
    assert Unit(kind=UnitKind.MONEY, label="EUR").in_units(250) == 250
    assert Unit(kind=UnitKind.PLAIN, label="tickets").in_units(-3) == -3


# --- the target --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "level"),
    [
        (quantity(0.025, "percent"), 0.025),
        (quantity(-0.1, "relative_change"), 0.0279),
        (quantity(0.1, "relative_change"), 0.0341),
        (quantity(-0.005, "percentage_points"), 0.026),
    ],
)
def test_a_target_is_a_level_or_a_change_of_the_baseline(target: Any, level: float) -> None:
    assert target_level(0.031, target) == pytest.approx(level)


def test_a_change_without_a_baseline_is_no_level() -> None:
    assert target_level(None, quantity(-0.1, "relative_change")) is None
    assert target_level(None, quantity(-0.005, "percentage_points")) is None
    assert target_level(None, quantity(0.025, "percent")) == 0.025
    assert target_level(0.031, None) is None


# --- the KPI -----------------------------------------------------------------------------------


def test_a_kpi_says_what_the_charter_says() -> None:
    read = kpi()
    assert (read.name, read.unit, read.direction) == (CHURN["metric_name"], PERCENT, Direction.DOWN)
    assert (read.baseline, read.target, read.deadline) == (0.031, 0.025, date(2027, 6, 30))
    empty = kpi_of(charter(), ())
    assert (empty.name, empty.unit.label, empty.baseline, empty.target, empty.deadline) == ("", "", None, None, None)
    assert empty.direction is Direction.UP


def test_nothing_is_known_of_a_change_before_a_value_was_logged() -> None:
    read = kpi()
    assert (read.latest, read.change, read.improvement, read.progress) == (None, None, None, None)
    assert read.wanted == pytest.approx(0.006)


def test_a_fall_is_an_improvement_where_down_is_better() -> None:
    read = kpi(0.028)
    assert read.change == pytest.approx(-0.003)
    assert read.improvement == pytest.approx(0.003)
    assert read.progress == pytest.approx(0.5)


def test_a_fall_is_a_loss_where_up_is_better() -> None:
    read = kpi(0.028, metric_direction=UP, target=quantity(0.041, "percent"))
    assert read.improvement == pytest.approx(-0.003)
    assert read.progress == pytest.approx(-0.3)


@pytest.mark.parametrize("target", [0.031, 0.04])
def test_a_target_that_asks_for_no_improvement_has_no_progress(target: float) -> None:
    assert kpi(0.028, target=quantity(target, "percent")).progress is None


def test_without_a_baseline_or_a_target_there_is_no_progress() -> None:
    read = kpi(0.028, target=None)
    assert (read.wanted, read.progress) == (None, None)
    assert read.improvement == pytest.approx(0.003)
    read = kpi(0.028, baseline=None)
    assert (read.change, read.improvement, read.wanted, read.progress) == (None, None, None, None)


def test_while_the_direction_is_open_it_is_the_way_the_target_lies() -> None:
    assert kpi(metric_direction=None).direction is Direction.DOWN
    assert kpi(metric_direction=None, target=quantity(0.04, "percent")).direction is Direction.UP
    assert kpi(metric_direction=None, target=None).direction is Direction.UP
    assert kpi(metric_direction=None, baseline=None).direction is Direction.UP
    assert kpi(metric_direction=UP).direction is Direction.UP


@pytest.mark.parametrize(
    ("unit", "baseline", "kept"),
    [
        ("%", quantity(0.031, "percent"), 0.031),
        ("€", quantity(0.031, "percent"), None),
        ("tickets", quantity(0.031, "percent"), None),
        ("€", quantity(250, "currency:EUR"), 250),
        ("$", quantity(250, "currency:EUR"), None),
        ("%", quantity(250, "count"), None),
        ("tickets", quantity(250, "count"), 250),
        (None, quantity(250, "count"), 250),
        (None, quantity(0.031, "percent"), 0.031),
    ],
)
def test_a_level_in_another_unit_than_the_metric_has_now_is_not_a_level_of_it(
    unit: str | None, baseline: Any, kept: float | None
) -> None:
    read = kpi(metric_unit=unit, baseline=baseline, target=baseline)
    assert (read.baseline, read.target) == (kept, kept)


def test_a_relative_target_fits_every_unit() -> None:
    read = kpi(metric_unit="tickets", baseline=quantity(200), target=quantity(-0.1, "relative_change"))
    assert read.target == pytest.approx(180)


def test_values_are_in_the_order_of_their_days_and_only_the_business_metrics() -> None:
    late = observation("2027-03-02", 0.027, at=EPOCH + timedelta(days=9), source="csv")
    score = observation("2027-04-01", 0.7, metric="auc")
    logged = (late, score, observation("2027-03-02", 0.028), observation("2027-03-01", 0.03))
    read = kpi_of(charter(**CHURN), logged)
    assert [each.value for each in read.observations] == [0.03, 0.028, 0.027]
    assert read.latest == late


@given(
    st.floats(-1e6, 1e6),
    st.floats(-1e6, 1e6),
    st.floats(-1e6, 1e6),
    st.sampled_from(["up", "down"]),
)
def test_reaching_the_target_is_all_of_the_wanted_improvement(
    baseline: float, target: float, value: float, direction: str
) -> None:
    answers = {"baseline": quantity(baseline), "target": quantity(target), "metric_direction": Choice(option=direction)}
    read = kpi(value, metric_unit="tickets", **answers)
    reached = kpi(target, metric_unit="tickets", **answers)
    if read.wanted is not None and read.wanted > 0:
        assert reached.progress == pytest.approx(1)
        assert read.progress is not None
        assert (read.progress > 0) == (read.improvement is not None and read.improvement / read.wanted > 0)
    else:
        assert read.progress is None
