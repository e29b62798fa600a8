"""What a statement promises of the business metric is read only where it is beyond doubt."""

from datetime import date

import pytest

from bot.domain.metrics import unit_of
from bot.domain.reading import Promise, last_digit, promise_of
from bot.domain.reading.promise_places import main_noun
from bot.domain.reading.promised_days import PromisedDay

CHURN = "Monthly churn of paying customers"


def told(text: str, metric: str = CHURN, unit: str = "%") -> tuple[str | None, str | None, str | None]:
    """The levels and the day as they were typed."""
    promise = promise_of(text, metric, unit_of(unit))
    return (
        promise.baseline.typed if promise.baseline else None,
        promise.target.typed if promise.target else None,
        promise.deadline.typed if promise.deadline else None,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("churn from 5 % to 4 % by June", ("5 %", "4 %", "by June")),
        ("Monthly churn falls from 3.1 % to 2.5 % by 30 June against the holdout.", ("3.1 %", "2.5 %", "by 30 June")),
        ("By June 2027, monthly churn falls from 3.1% to 2.5%.", ("3.1%", "2.5%", "By June 2027")),
        ("Churn: 5% → 4% by the end of March, margin at most 1 % lower", ("5%", "4%", "by the end of March")),
        ("Churn falls from 5 to 4 percent.", ("5", "4 percent", None)),
        ("Offers rise from 10 % to 15 %, so churn falls from 5 % to 4 %", ("5 %", "4 %", None)),
        ("Churn falls from 5 % to 4 % in the treated half by 2027-06-30.", ("5 %", "4 %", "by 2027-06-30")),
        ("Churn of paying customers falls to 4 % of all customers in Spain", (None, "4 %", None)),
        ("Churn of paying customers falls to 4 % of customers", (None, "4 %", None)),
        ("Reduce churn to below 4 % until March 31, 2028", (None, "4 %", "until March 31, 2028")),
        ("Churn falls to 4 % in June; the offers stay as they are", (None, "4 %", None)),
        ("Der Churn sinkt von 5 % auf 4 % bis 30. Juni.", ("5 %", "4 %", "bis 30. Juni")),
        (
            "Churn rate goes from 5 % to 4 %. Margin stays. Churn shall fall to 4.0 % by May.",
            ("5 %", "4.0 %", "by May"),
        ),
    ],
)
def test_a_level_that_is_the_metrics_beyond_doubt_is_read(text: str, expected: tuple[str | None, ...]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It falls from 5 % to 4 %.",
        "Offer acceptance rises from 10 % to 15 %, and churn falls.",
        "Churn of free users falls from 5 % to 4 %.",
        "Revenue churn falls from 5 % to 4 %.",
        "In Spain churn falls from 5 % to 4 %.",
        "In Spain our churn falls from 5 % to 4 %.",
        "Churn falls from 5 % to 4 % in Spain.",
        "Churn falls from 5 % to 4 % or less often.",
        "Churn falls to 4 % less than today.",
        "Churn falls from 5 to 4 percentage points.",
        "Churn falls from 5 % to 4 %-points.",
        "Churn fell from 5 % to 4 %.",
        "Churn does not rise to 5 %.",
        "Churn stays below 4 %.",
        "Churn falls by 10 %.",
        "Churn, which was 6 % once, falls to 4 %.",
        "Churn 2026 falls to 4 %.",
        "Churn goes from 5 to 4.",
        "Churn falls from 5,1 % to 4,2 %.",
        "Churn of paying customers",
    ],
)
def test_a_level_in_doubt_is_none(text: str) -> None:
    assert told(text) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Churn falls from 5 % to 4 % by March and then to 3 % by June.", ("5 %", None, None)),
        ("Churn falls from 5 % to 4 %. Our churn falls from 5 % to 3 %.", ("5 %", None, None)),
        ("Churn falls from 5 % to 4 %. Our churn falls from 6 % to 4 %.", (None, "4 %", None)),
    ],
)
def test_of_several_levels_none_is_the_promise(text: str, expected: tuple[str | None, ...]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "metric", "unit", "expected"),
    [
        ("Revenue per visitor rises from €4.10 to €4.50", "Revenue per visitor", "€", ("€4.10", "€4.50")),
        ("Revenue rises from €1M to €1.2M", "Revenue per visitor", "€", (None, None)),
        ("Revenue rises from 4.10 to 4.50 EUR", "Revenue", "€", ("4.10", "4.50 EUR")),
        ("Revenue rises from €4.10 to $4.50", "Revenue", "€", (None, None)),
        ("Revenue rises from 4.10 to 4.50", "Revenue", "€", (None, None)),
        ("Waste falls from €1,250 to €1,150 a week", "Waste of fresh goods", "€", (None, None)),
        ("Tickets fall from 120 to 90 tickets per week", "Tickets", "tickets per week", ("120", "90 tickets per week")),
        ("Tickets fall from 120 to 90", "Tickets", "tickets per week", (None, None)),
        ("Chargebacks fall from 2,880 to 2,300", "Chargebacks", "chargebacks", ("2,880", "2,300")),
        ("NPS goes from 31 to 40 points", "NPS", "points", ("31", "40 points")),
        ("NPS goes from 31 % to 40 points", "NPS", "points", (None, None)),
        ("The share goes from 31 % to 40 %", "Share of users who come back", "%", (None, None)),
        ("Churn falls to 4 %", "Churn", "", (None, None)),
    ],
)
def test_a_level_is_in_the_metrics_own_unit(
    text: str, metric: str, unit: str, expected: tuple[str | None, str | None]
) -> None:
    assert told(text, metric, unit)[:2] == expected


@pytest.mark.parametrize(
    "behind",
    [
        "by the budget round",
        ", once the rollout ends by March",
        "when we launch by March",
        "by March, at the latest in September",
        "within six months",
    ],
)
def test_a_day_that_may_be_of_something_else_is_none(behind: str) -> None:
    assert told(f"Churn falls from 5 % to 4 % {behind}.") == ("5 %", "4 %", None)


def test_a_date_elsewhere_in_the_text_leaves_the_day_in_doubt() -> None:
    assert told("We launch in May. Churn falls from 5 % to 4 % by June.") == ("5 %", "4 %", None)


@pytest.mark.parametrize(
    ("written", "deadline", "is_allowed"),
    [
        ((2027, 6, 30), date(2027, 6, 30), True),
        ((2027, 6, 30), date(2027, 7, 1), True),
        ((2027, 6, 30), date(2027, 7, 2), False),
        ((2027, 6, 30), date(2028, 6, 30), False),
        ((None, 6, 30), date(2029, 6, 30), True),
        ((None, 6, None), date(2027, 6, 14), True),
        ((None, 6, None), date(2027, 5, 31), True),
        ((None, 6, None), date(2027, 5, 30), False),
        ((None, 6, None), date(2027, 7, 2), False),
        ((None, 1, 1), date(2027, 12, 31), True),
        ((2027, None, None), date(2027, 2, 1), True),
        ((2027, None, None), date(2026, 12, 30), False),
        ((2027, 2, 30), date(2027, 2, 28), True),
    ],
)
def test_a_day_allows_deadlines_as_exactly_as_it_was_written(
    written: tuple[int | None, int | None, int | None], deadline: date, *, is_allowed: bool
) -> None:
    year, month, day = written
    assert PromisedDay(typed="", year=year, month=month, day=day).allows(deadline) is is_allowed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by June", (None, 6, None)),
        ("until 3rd of June 2028", (2028, 6, 3)),
        ("by June 3rd", (None, 6, 3)),
        ("before 2028-06", (2028, 6, None)),
        ("by 2028-06-03", (2028, 6, 3)),
        ("no later than the end of 2028", (2028, None, None)),
        ("bis Ende März", (None, 3, None)),
        ("avant juillet 2028", (2028, 7, None)),
    ],
)
def test_a_day_is_read_as_it_was_written(text: str, expected: tuple[int | None, ...]) -> None:
    day = promise_of(f"Churn falls to 4 % {text}.", CHURN, unit_of("%")).deadline
    assert day is not None
    assert (day.year, day.month, day.day) == expected


@pytest.mark.parametrize(
    ("metric", "noun"),
    [
        (CHURN, "churn"),
        ("Churn rate", "churn"),
        ("Average order value", "order"),
        ("Revenue per visitor", "revenue"),
        ("Share of users who come back", ""),
        ("Kündigungsquote der Kunden", "kündigungsquote"),
        ("", ""),
    ],
)
def test_the_noun_of_a_metric_stands_before_what_it_is_counted_in(metric: str, noun: str) -> None:
    assert main_noun(metric) == noun


@pytest.mark.parametrize(
    ("value", "typed", "one"),
    [
        (0.031, "3.1%", 0.001),
        (0.05, "5 %", 0.01),
        (2880, "2,880", 1),
        (1_200_000, "€1.2M", 100_000),
        (1250.5, "1.250,50 €", 0.01),
        (0, "0", 0),
        (3, "three", 0),
    ],
)
def test_one_of_the_last_digit_is_told_by_what_was_typed(value: float, typed: str, one: float) -> None:
    assert last_digit(value, typed) == pytest.approx(one)


def test_nothing_said_is_nothing_promised() -> None:
    assert promise_of("", CHURN, unit_of("%")) == Promise()
