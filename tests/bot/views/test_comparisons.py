"""Levels, changes and intervals get as many digits as their interval gives them meaning."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.metrics import Unit, UnitKind
from bot.views.comparisons import Scale, lift, relative
from bot.views.figures import rounded_up
from bot.views.words import Words
from tests.bot.views.samples import EUROS, PERCENT, TICKETS

BARE = Unit(kind=UnitKind.PLAIN, label="")
MINUS = "\u2212"
sizes = st.floats(-1e15, 1e15)


@pytest.mark.parametrize(
    ("unit", "low", "high", "level", "shown"),
    [
        (PERCENT, -0.0059, -0.0016, 0.031, "3.10 %"),
        (PERCENT, -0.09, 0.2, 0.3123, "31 %"),
        (EUROS, 0.5, 4.0, 42.537, "€42.5"),
        (EUROS, 0.05, 0.4, 42.537, "€42.54"),
        (TICKETS, -40.0, 60.0, 1253.7, "1,254 tickets per week"),
        (BARE, -0.001, 0.003, -0.04, f"{MINUS}0.0400"),
        (BARE, -1e9, 1e9, 2.5e9, "2.5 B"),
        (BARE, None, None, 12.3456, "12.35"),
        (BARE, 1.0, 1.0, 12.3456, "12.35"),
        (BARE, 1e-9, 2e-9, 0.5, "0.500000"),
    ],
)
def test_a_level_has_the_decimals_of_the_interval_beside_it(
    words: Words, unit: Unit, low: float | None, high: float | None, level: float, shown: str
) -> None:
    assert Scale.of(words.figures, unit, (low, high)).level(level) == shown


def test_an_interval_without_two_ends_takes_its_digits_from_the_figure(words: Words) -> None:
    assert Scale.of(words.figures, BARE, (None, 0.5), 0.02).change(0.02) == "+0.020"


@given(low=sizes, high=sizes)
def test_an_end_that_is_not_zero_keeps_its_side(words: Words, low: float, high: float) -> None:
    scale = Scale.of(words.figures, BARE, (low, high))
    for end in (low, high):
        shown = scale.change(end)
        if abs(end) >= 1e-6:
            assert shown[0] == ("+" if end > 0 else MINUS)
            assert any(digit in shown for digit in "123456789")


def test_a_lift_needs_both_ends_and_a_change_alone_takes_one_decimal(words: Words) -> None:
    figures = words.figures
    assert lift(-0.068, -0.108, -0.026, figures) == f"{MINUS}6.8 % [{MINUS}10.8 to {MINUS}2.6 %]"
    assert (lift(0.1, None, 0.2, figures), lift(0.1, 0.0, None, figures)) == ("", "")
    assert relative(-0.0677, figures) == f"{MINUS}6.8 %"
    assert relative(0.0, figures) == "±0.0 %"
    assert relative(12.34, figures) == "+1,234 %"


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(11.61, 1, 11.7), (11.6, 1, 11.6), (0.1 + 0.2, 1, 0.3), (-1.25, 1, -1.2), (1e300, 1, 1e300)],
)
def test_rounding_up_never_promises_too_much_and_minds_no_noise(value: float, decimals: int, expected: float) -> None:
    assert rounded_up(value, decimals) == expected


@given(share=st.floats(1e-6, 10))
def test_what_is_promised_is_never_less_than_what_is_needed(words: Words, share: float) -> None:
    shown = float(words.figures.enough(share).removesuffix(" %").replace(",", ""))
    assert share * 100 <= shown * (1 + 1e-3)
    assert shown <= share * 100 * 1.1 + 0.1


@pytest.mark.parametrize(
    ("p", "shown"),
    [
        (1.0, "=\N{NO-BREAK SPACE}1.00"),
        (0.1, "=\N{NO-BREAK SPACE}0.10"),
        (0.0999, "=\N{NO-BREAK SPACE}0.100"),
        (0.001, "=\N{NO-BREAK SPACE}0.001"),
        (0.0009, "=\N{NO-BREAK SPACE}0.0009"),
        (9e-5, "<\N{NO-BREAK SPACE}0.0001"),
    ],
)
def test_a_chance_is_told_in_the_digits_that_decide(words: Words, p: float, shown: str) -> None:
    assert words.figures.chance(p) == shown


def test_what_is_no_number_shows_a_dash(words: Words) -> None:
    assert words.figures.fixed(math.inf, 2) == "—"
    assert words.figures.enough(0.0) == "0 %"
