"""Where values stand on an axis, and which round marks it has."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.charts.scales import Scale, round_marks, stretch

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@example([0.0, 5e-324], 0.0)
@given(st.lists(FINITE, min_size=1), FINITE)
def test_every_value_stands_on_the_axis(values: list[float], other: float) -> None:
    low, high = stretch(values)
    scale = Scale(low=low, high=high, start=10, end=90)
    assert low < high
    assert all(10 <= scale.at(value) <= 90 for value in (*values, other, math.inf, -math.inf))


def test_a_value_stands_in_proportion() -> None:
    scale = Scale(low=-1, high=3, start=100, end=0)
    assert [scale.at(value) for value in (-1, 0, 1, 3, 9, -math.inf)] == [100, 75, 50, 0, 0, 100]
    assert [scale.holds(value) for value in (-1.1, -1, 3, 3.1)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("values", "shown"),
    [([], (-1, 1)), ([0], (-1, 1)), ([4, 4], (2, 6)), ([-4], (-6, -2)), ([math.inf, 0, 10], (-0.5, 10.5))],
)
def test_what_is_shown_has_room_at_both_ends(values: list[float], shown: tuple[float, float]) -> None:
    assert stretch(values) == pytest.approx(shown)


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 100, (0, 25, 50, 75, 100)),
        (-0.03, 0.07, (-0.025, 0, 0.025, 0.05)),
        (0, 16, (0, 5, 10, 15)),
        (2, 2, (2,)),
        (-1e6, 1e6, (-1e6, -5e5, 0, 5e5, 1e6)),
        (1, 9, (2, 4, 6, 8)),
        (-1e308, 1e308, (-1e300, -5e299, 0, 5e299, 1e300)),
    ],
)
def test_marks_are_round(low: float, high: float, marks: tuple[float, ...]) -> None:
    assert round_marks(low, high) == pytest.approx(marks)


@given(st.floats(-1e6, 1e6), st.floats(1e-2, 1e9), st.integers(2, 9))
def test_there_are_never_too_many_marks_and_never_one_outside(low: float, span: float, most: int) -> None:
    marks = round_marks(low, low + span, most=most)
    assert len(marks) <= most
    assert all(low - span * 1e-3 <= mark <= low + span * (1 + 1e-3) for mark in marks)
