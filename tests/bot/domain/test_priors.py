"""Stated priors are ranges in order, or they are refused by name."""

import pytest

from bot.domain.priors import BrokenPriors, Deployment, Returns
from tests.bot.domain.builders import priors, source


@pytest.mark.parametrize(("years", "low"), [(-1, 31), (0, 31), (4.9, 31), (5, 8), (60, 8)])
def test_the_entry_with_the_most_years_that_are_reached_counts(years: float, low: int) -> None:
    assert priors().deployment_at(years).low == low


def test_an_entry_reaches_until_the_next_one() -> None:
    first, last = priors().deployment
    assert (priors().until(first), priors().until(last)) == (5, None)


@pytest.mark.parametrize(("low", "high"), [(0, 5), (9, 8)])
def test_days_that_are_no_range_are_refused(low: int, high: int) -> None:
    with pytest.raises(BrokenPriors, match=r"^deployment: the days"):
        Deployment(from_years=0, low=low, high=high, source=source())


@pytest.mark.parametrize(("low", "high"), [(0, 5), (4, 2)])
def test_years_that_are_no_range_are_refused(low: float, high: float) -> None:
    with pytest.raises(BrokenPriors, match=r"^returns: the years"):
        Returns(low=low, high=high, within_a_year=0.1, source=source())


@pytest.mark.parametrize("years", [(), (1,), (0, 5, 5), (0, 5, 3)])
def test_entries_that_leave_a_gap_or_fall_are_refused(years: tuple[float, ...]) -> None:
    entries = tuple(Deployment(from_years=each, low=1, high=2, source=source()) for each in years)
    with pytest.raises(BrokenPriors, match=r"^deployment: the entries begin with from_years 0 and rise"):
        priors(deployment=entries)
