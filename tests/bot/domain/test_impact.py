"""What a project is worth is said in money with how well it is known, and nothing is counted twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.charter import Choice
from bot.domain.impact import Grade, Impact, Money, Standing, Unpriced, impact_of, standing_of, sum_up
from bot.domain.metrics import kpi_of
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


def priced(grade: Grade, amount: float | None, currency: str = "EUR") -> Impact:
    annual = None if amount is None else Money(amount=amount, currency=currency)
    return Impact(grade=grade, change=1.0, annual=annual, missing=None if annual else Unpriced.NO_VALUE)


def test_currencies_are_listed_apart_sorted_and_never_added() -> None:
    sums = sum_up(
        [
            priced(Grade.OBSERVED, 10, "USD"),
            priced(Grade.OBSERVED, 5, "EUR"),
            priced(Grade.LONGITUDINAL, 2, "EUR"),
            priced(Grade.RANDOMISED, 1, "EUR"),
            priced(Grade.CLAIMED, None),
        ]
    )
    assert sums.measured == (Money(amount=7, currency="EUR"), Money(amount=10, currency="USD"))
    assert sums.proven == (Money(amount=1, currency="EUR"),)
    assert sums.claimed == ()


@given(
    st.lists(
        st.builds(
            priced,
            st.sampled_from(list(Grade)),
            st.one_of(st.none(), st.integers(-1000, 1000)),
            st.sampled_from(["EUR", "USD", "JPY"]),
        )
    )
)
def test_each_project_counts_in_exactly_one_sum_and_one_currency(impacts: list[Impact]) -> None:
    sums = sum_up(impacts)
    by_standing = {Standing.PROVEN: sums.proven, Standing.MEASURED: sums.measured, Standing.CLAIMED: sums.claimed}
    for standing, amounts in by_standing.items():
        codes = [money.currency for money in amounts]
        assert codes == sorted(set(codes))
        for money in amounts:
            own = [each.annual.amount for each in impacts if each.annual and each.standing is standing
                   and each.annual.currency == money.currency]  # fmt: skip
            assert money.amount == sum(own)
            assert own
