"""The past that a file brings is checked value by value, with the line that each of them stands in."""

from datetime import date

import pytest

from bot.domain import past
from bot.domain.pasted import Logged
from tests.bot.domain.builders import CHURN, dossier

TODAY = date(2027, 3, 3)


def problems(*values: tuple[str, str], unit: str | None = "%") -> list[tuple[int, str, bool]]:
    history = [Logged(day=day, value=value, line=number) for number, (day, value) in enumerate(values, 1)]
    found = past.problems_in(history, dossier({**CHURN, "metric_unit": unit}), TODAY)
    return [(each.line, each.why, each.is_error) for each in found]


def test_values_that_can_be_logged_are_no_problem() -> None:
    assert problems(("2026-10-31", "3.3%"), ("30 Nov 2026", "3.2%"), ("2027-03-03", "3.1 %")) == []


@pytest.mark.parametrize(
    ("day", "value", "why"),
    [
        ("2026-13-01", "3%", "There is no 2026-13-01 in the calendar"),
        ("someday", "3%", "This is not a day."),
        ("2027-03-04", "3%", "4 Mar 2027 lies in the future"),
        ("1980-01-01", "3%", "1 Jan 1980 is"),
        ("2026-10-31", "banana", "/plumb kpi 3.1%"),
        ("2026-10-31", "€5", "The unit is percent"),
        ("2026-10-31", "3", "Is that 3 %?"),
    ],
)
def test_what_cannot_be_logged_says_why(day: str, value: str, why: str) -> None:
    (found,) = problems((day, value))
    assert why in found[1]
    assert (found[0], found[2]) == (1, True)


def test_a_day_that_stands_twice_names_the_line_of_the_first() -> None:
    assert problems(("2026-10-31", "3.3%"), ("31 Oct 2026", "3.2%")) == [
        (2, "31 Oct 2026 stands here twice, first in line 1.", True)
    ]
    twice = [Logged(day="2026-10-31", value="3.3%"), Logged(day="31.10.2026", value="3%")]
    (found,) = past.problems_in(twice, dossier(CHURN), TODAY)
    assert (found.text, found.why) == ("31.10.2026: 3%", "31 Oct 2026 stands here twice.")


def test_a_day_out_of_order_is_pointed_at_and_no_error() -> None:
    found = problems(("2026-10-31", "3.3%"), ("2026-12-31", "3.1%"), ("2026-11-30", "3.2%"))
    assert found == [(3, "It stands behind 31 Dec 2026. The order makes no difference if the day is right.", False)]


def test_without_a_unit_a_level_need_only_be_a_number() -> None:
    assert problems(("2026-10-31", "3.3%"), ("2026-11-30", "3"), unit=None) == []
    (found,) = problems(("2026-10-31", "banana"), unit=None)
    assert found[2]


def test_more_values_than_fit_are_an_error_at_the_first_that_does_not() -> None:
    values = [(f"{1996 + number // 12}-{number % 12 + 1:02}-01", "3%") for number in range(past.MOST + 1)]
    history = [Logged(day=day, value=value, line=number) for number, (day, value) in enumerate(values, 1)]
    today = date(2050, 1, 1)
    (found,) = past.problems_in(history, dossier(CHURN), today)
    assert (found.line, found.why) == (501, "These are 501 values; at most 500 fit.")
    assert past.problems_in(history[:-1], dossier(CHURN), today) == ()
