import math

import pytest

from bot.statistics.arrays import indicator, matrix, named_columns, vector
from bot.statistics.reasons import NotComputable, Reason


def test_values_that_are_not_finite_or_not_a_plain_list_are_refused_before_any_arithmetic() -> None:
    for values in ([1.0, math.nan], [1.0, math.inf], [[1.0], [2.0]]):
        with pytest.raises(NotComputable) as refused:
            vector(values, "y")  # type: ignore[arg-type]  # what no model has checked
        assert (refused.value.reason, refused.value.field) == (Reason.BAD_INPUT, "y")
    with pytest.raises(NotComputable) as refused:
        matrix([[1.0], [math.nan]], "X", length=2)
    assert (refused.value.reason, refused.value.field) == (Reason.BAD_INPUT, "X")


def test_rounding_is_no_variation() -> None:
    with pytest.raises(NotComputable) as refused:
        vector([0.1 + 0.2, 0.3, 0.3], "y", varying=True)
    assert refused.value.reason is Reason.NO_SPREAD
    assert vector([1e9, 1e9 + 1], "y", varying=True).tolist() == [1e9, 1e9 + 1]


def test_shapes_are_those_that_the_engine_expects() -> None:
    assert indicator([0, 0, 1], "post", length=3).tolist() == [False, False, True]
    assert named_columns({"a": [1.0, 2.0], "b": [3.0, 4.0]}, "controls", length=2).tolist() == [[1.0, 3.0], [2.0, 4.0]]
    assert named_columns({}, "controls", length=4).shape == (4, 0)
