"""The sums of a portfolio: each project in exactly one, currencies apart, and never a sum of other amounts."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.domain.impact import Grade, Impact, Money, Standing, Unpriced
from bot.domain.message import ImpactSummary
from bot.domain.sums import MoneySums, Stake, Total, needs_draws, portfolios_of, sums_of
from bot.statistics.distributions import Constant, Normal
from bot.statistics.money import sums_by_currency


def priced(grade: Grade, amount: float | None, currency: str = "EUR", *, half: float | None = None) -> Impact:
    if amount is None:
        return Impact(grade=grade, change=1.0, annual=None, missing=Unpriced.NO_VALUE)
    ends: dict[str, Any] = {} if half is None else {"low": amount - half, "high": amount + half}
    return Impact(grade=grade, change=1.0, annual=Money(amount=amount, currency=currency, **ends), missing=None)


def stake(impact: Impact, metric: str = "", owner: str = "") -> Stake:
    return Stake(impact=impact, metric=metric, owner=owner or str(id(impact)))


def test_currencies_are_listed_apart_sorted_and_never_added() -> None:
    found = sums_of(
        portfolios_of(
            [
                stake(priced(Grade.OBSERVED, 10, "USD")),
                stake(priced(Grade.OBSERVED, 5, "EUR")),
                stake(priced(Grade.LONGITUDINAL, 2, "EUR")),
                stake(priced(Grade.RANDOMISED, 1, "EUR")),
                stake(priced(Grade.CLAIMED, None)),
            ]
        )
    )
    assert found == MoneySums(
        proven=(Total(amount=1, currency="EUR"),),
        measured=(Total(amount=7, currency="EUR", count=2), Total(amount=10, currency="USD")),
    )


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
    sums = sums_of(portfolios_of(stake(each) for each in impacts))
    assert sums is not None
    by_standing = {Standing.PROVEN: sums.proven, Standing.MEASURED: sums.measured, Standing.CLAIMED: sums.claimed}
    for standing, amounts in by_standing.items():
        codes = [money.currency for money in amounts]
        assert codes == sorted(set(codes))
        for money in amounts:
            own = [each.annual.amount for each in impacts if each.annual and each.standing is standing
                   and each.annual.currency == money.currency]  # fmt: skip
            assert (money.amount, money.count) == (sum(own), len(own))
            assert own


def test_an_interval_is_drawn_and_the_middle_is_added_exactly() -> None:
    """By hand: two of 100 +- 30 and 200 +- 40 that share nothing: half width 50, floor 70 + 160."""
    portfolios = portfolios_of(
        [stake(priced(Grade.RANDOMISED, 100, half=30)), stake(priced(Grade.REPLICATED, 200, half=40))]
    )
    assert needs_draws(portfolios)
    assert sums_of(portfolios) is None
    found = sums_of(portfolios, sums_by_currency(portfolios))
    assert found is not None
    (proven,) = found.proven
    assert (proven.amount, proven.count) == (300, 2)
    assert (proven.low, proven.high) == pytest.approx((250, 350), abs=0.5)
    assert proven.floor == pytest.approx(230)
    assert proven.apart == pytest.approx((250, 350), abs=0.5)
    assert proven.together == pytest.approx((230, 370), abs=0.5)
    assert proven.seed is not None


def test_what_shares_a_metric_moves_together_by_three_tenths() -> None:
    """By hand: variance 30^2 + 40^2 + 2 x 0.3 x 30 x 40 = 3220."""
    portfolios = portfolios_of(
        [
            stake(priced(Grade.RANDOMISED, 100, half=30), "Churn  rate"),
            stake(priced(Grade.RANDOMISED, 200, half=40), "churn RATE"),
        ]
    )
    found = sums_of(portfolios, sums_by_currency(portfolios))
    assert found is not None
    (proven,) = found.proven
    assert (proven.low, proven.high) == pytest.approx((300 - 3220**0.5, 300 + 3220**0.5), abs=0.5)


def test_groups_are_made_of_what_shares_a_metric_or_an_owner_and_of_what_is_linked() -> None:
    impact = priced(Grade.RANDOMISED, 1, half=1)
    stakes = [
        stake(impact, "churn", "ana"),
        stake(impact, "churn", "ben"),
        stake(impact, "returns", "ben"),
        stake(impact, "waste", "cat"),
        stake(impact, "", "dan"),
        stake(impact, "", "eve"),
    ]
    groups = [each.group for each in portfolios_of(stakes)["EUR"][Standing.PROVEN]]
    assert groups[0] is not None
    assert groups == [groups[0]] * 3 + [None] * 3


def test_a_name_is_never_taken_for_an_owner() -> None:
    impact = priced(Grade.RANDOMISED, 1, half=1)
    stakes = [stake(impact, "owner:ana", "ben"), stake(impact, "x", "ana")]
    assert [each.group for each in portfolios_of(stakes)["EUR"][Standing.PROVEN]] == [None, None]


def test_one_amount_without_an_interval_leaves_its_sum_without_one() -> None:
    portfolios = portfolios_of([stake(priced(Grade.LONGITUDINAL, 10, half=2)), stake(priced(Grade.OBSERVED, 5))])
    assert not needs_draws(portfolios)
    found = sums_of(portfolios)
    assert found is not None
    assert found.measured == (Total(amount=15, currency="EUR", count=2),)


def test_a_sum_is_never_shown_beside_other_amounts_than_its_own() -> None:
    asked = portfolios_of([stake(priced(Grade.RANDOMISED, 100, half=30))])
    drawn = sums_by_currency(asked)
    assert sums_of(asked, drawn) is not None
    for other in (
        portfolios_of([stake(priced(Grade.RANDOMISED, 101, half=30))]),
        portfolios_of([stake(priced(Grade.RANDOMISED, 100, "USD", half=30))]),
        portfolios_of([stake(priced(Grade.LONGITUDINAL, 100, half=30))]),
    ):
        assert sums_of(other, drawn) is None


def test_what_is_too_large_to_add_has_no_sum() -> None:
    endless = portfolios_of([stake(priced(Grade.RANDOMISED, 1, half=1))])
    drawn = sums_by_currency(endless)
    (one,) = endless["EUR"][Standing.PROVEN]
    huge = replace(one, worth=Normal(mean=float("inf"), sd=1))
    beyond = {"EUR": {**endless["EUR"], Standing.PROVEN: (huge,)}}
    claimed = replace(drawn["EUR"][Standing.PROVEN], initiatives=(huge,))
    assert sums_of(beyond, {"EUR": {Standing.PROVEN: claimed}}) is None


def test_an_amount_with_an_interval_is_normal_and_one_without_is_certain() -> None:
    portfolios = portfolios_of(
        [stake(priced(Grade.RANDOMISED, 100, half=1.959963984540054)), stake(priced(Grade.CLAIMED, 7))]
    )
    (proven,), (claimed,) = portfolios["EUR"][Standing.PROVEN], portfolios["EUR"][Standing.CLAIMED]
    assert isinstance(proven.worth, Normal)
    assert (proven.worth.mean, proven.worth.sd) == pytest.approx((100, 1))
    assert claimed.worth == Constant(mean=7)


def test_what_was_stored_before_sums_had_a_floor_is_still_read() -> None:
    money = {"amount": 90.0, "currency": "EUR", "low": 20.0, "high": 160.0}
    impact = {"grade": "randomised", "change": 0.2, "annual": money, "missing": None, "by_experiment": True}
    stored = {"kind": "impact", "day": "2026-11-23", "rows": [], "hidden": 0}
    sums = {"proven": [money], "measured": [], "claimed": []}
    read = TypeAdapter[ImpactSummary](ImpactSummary).validate_python({**stored, "sums": sums})
    assert read.sums == MoneySums(proven=(Total(amount=90, currency="EUR", low=20, high=160),))
    figure = TypeAdapter[Impact](Impact).validate_python(impact)
    assert figure.annual == Money(amount=90, currency="EUR", low=20, high=160)
    assert (figure.seen, figure.prior, figure.worth) == (None, None, None)
