from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.impact import Money
from bot.domain.metrics import Unit, UnitKind
from bot.views.figures import Figures, bar, sparkline
from bot.views.words import Words

PERCENT = Unit(kind=UnitKind.PERCENT, label="%")
EUROS = Unit(kind=UnitKind.MONEY, label="EUR")
TICKETS = Unit(kind=UnitKind.PLAIN, label="tickets")
BARE = Unit(kind=UnitKind.PLAIN, label="")
SIGNS = {
    "percent": "%",
    "points": "pp",
    "per_year": "/yr",
    "thousand": "k",
    "million": "M",
    "billion": "B",
    "trillion": "T",
    "day": "d MMM y",
    "short_day": "d MMM",
    "weekday": "EEEE d MMMM",
    "clock": "HH:mm",
}


@pytest.fixture
def figures(words: Words) -> Figures:
    return words.figures


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0.031, PERCENT, "3.1 %"),
        (0.03, PERCENT, "3 %"),
        (0.9995, PERCENT, "99.95 %"),
        (0.00004, PERCENT, "0.004 %"),
        (-0.02, PERCENT, "\u22122 %"),
        (0.0, PERCENT, "0 %"),
        (-0.0, PERCENT, "0 %"),
        (1254000, EUROS, "€1,254,000"),
        (12_540_000, EUROS, "€12.54 M"),
        (42.5, EUROS, "€42.50"),
        (42, EUROS, "€42"),
        (-3, EUROS, "\u2212€3"),
        (0.004, EUROS, "€0.004"),
        (0.6, EUROS, "€0.60"),
        (13.1, EUROS, "€13.10"),
        (0.015, EUROS, "€0.015"),
        (2.999999999999999, EUROS, "€3"),
        (1250, TICKETS, "1,250 tickets"),
        (42.53, TICKETS, "42.53 tickets"),
        (0.123456, BARE, "0.123"),
        (123.456, BARE, "123.5"),
        (1234.56, BARE, "1,235"),
        (25e9, BARE, "25 B"),
        (2.5e12, BARE, "2.5 T"),
        (1e18, BARE, "1.00e+18"),
        (float("inf"), BARE, "—"),
        (float("nan"), BARE, "—"),
    ],
)
def test_levels_are_written_as_people_read_them(figures: Figures, value: float, unit: Unit, expected: str) -> None:
    assert figures.level(value, unit) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0.004, PERCENT, "+0.4 pp"),
        (0.029 - 0.031, PERCENT, "\u22120.2 pp"),
        (0.3 - 0.1 - 0.2, PERCENT, "±0 pp"),
        (12, TICKETS, "+12 tickets"),
        (-1200, EUROS, "\u2212€1,200"),
        (13.1 - 12.5, EUROS, "+€0.60"),
    ],
)
def test_changes_carry_their_sign(figures: Figures, value: float, unit: Unit, expected: str) -> None:
    assert figures.change(value, unit) == expected


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        (1_200_000, "EUR", "€1.2 M"),
        (300_000, "EUR", "€300 k"),
        (12_345, "EUR", "€12.3 k"),
        (9_500, "EUR", "€9,500"),
        (99_950, "EUR", "€100 k"),
        (999_499, "EUR", "€999 k"),
        (999_500, "EUR", "€1 M"),
        (-300_000, "USD", "\u2212$300 k"),
        (950, "CHF", "CHF 950"),
        (2.5e9, "EUR", "€2.5 B"),
        (1e16, "EUR", "€1.00e+16"),
        (float("nan"), "EUR", "€—"),
        (5, "GOLD", "GOLD 5"),
    ],
)
def test_money_takes_few_digits(figures: Figures, amount: float, currency: str, expected: str) -> None:
    assert figures.money(amount, currency) == expected


def test_sums_list_currencies_side_by_side(figures: Figures) -> None:
    amounts = (Money(amount=1_200_000, currency="EUR"), Money(amount=300_000, currency="USD"))
    assert figures.sums(amounts) == "€1.2 M/yr + $300 k/yr"
    assert figures.sums(()) is None


def test_shares_days_and_times(figures: Figures) -> None:
    assert figures.share(0.334) == "33 %"
    assert figures.share(float("inf")) == "—"
    assert figures.day(date(2027, 6, 30)) == "30 Jun 2027"
    assert figures.short_day(date(2026, 12, 7)) == "7 Dec"
    assert figures.weekday(date(2026, 12, 7)) == "Monday 7 December"
    assert figures.clock(time(9)) == "09:00"
    assert figures.clock(datetime(2026, 1, 1, 16, 30, tzinfo=UTC)) == "16:30"


def test_another_language_has_its_own_conventions() -> None:
    german = Figures.of("de-DE", {**SIGNS, "million": "Mio."})
    assert german.level(1250.5, TICKETS).startswith("1.25")
    assert german.level(0.0315, PERCENT) == "3,15 %"
    assert german.money(1_200_000, "EUR") == "1,2 Mio. €"
    indian = Figures.of("hi_IN", SIGNS)
    assert indian.number(1_250_000) == "12,50,000"
    assert indian.number(-1_250_000) == "\u221212,50,000"
    assert german.level(-1250, TICKETS) == "\u22121.250 tickets"


def test_a_minus_is_the_sign_itself_wherever_it_stands(figures: Figures) -> None:
    assert figures.number(-1e18) == "\u22121.00e+18"
    assert figures.share(-0.5) == "\u221250 %"
    assert figures.level(-12_540_000, EUROS) == "\u2212€12.54 M"


@given(value=st.floats(allow_nan=True, allow_infinity=True))
def test_every_float_can_be_written(value: float) -> None:
    english = Figures.of("en", SIGNS)
    for unit in (PERCENT, EUROS, TICKETS):
        assert english.level(value, unit)
        assert english.change(value, unit)
    assert english.money(value, "EUR")
    assert len(english.number(value)) <= 16


def test_a_sparkline_rises_with_its_values() -> None:
    assert sparkline([1, 2, 3, 4, 5]) == "▁▂▃▅▇"
    assert sparkline([5, 1]) == "▇▁"
    assert sparkline([2, 2, 2]) == "▃▃▃"
    assert sparkline([1]) == sparkline([]) == sparkline([1, float("nan")]) == ""
    assert sparkline([-1e308, 1e308]) == "▃▃"
    assert len(sparkline(list(range(50)))) == 12


def test_a_bar_is_full_only_when_all_is_done() -> None:
    assert bar(0, 14) == "▱" * 10
    assert bar(14, 14) == bar(0, 0) == "▰" * 10
    assert bar(7, 14) == "▰" * 5 + "▱" * 5
    assert bar(1, 1000) == "▰" + "▱" * 9
    assert bar(999, 1000) == "▰" * 9 + "▱"
