"""The gates themselves: what counts no lines is there, and is what is meant."""

from pathlib import Path

import pytest

from tests.gates import MEASURED, UNMEASURED, is_unmeasured

HOUSE = Path(__file__).parent.parent


@pytest.mark.parametrize("pattern", [*UNMEASURED, *MEASURED])
def test_every_pattern_is_of_a_file_that_is_there(pattern: str) -> None:
    assert list(HOUSE.glob(pattern))


@pytest.mark.parametrize(
    ("test", "is_not_counted"),
    [
        ("tests/journeys/test_nags.py::test_a_nag[sqlite]", True),
        ("tests/journeys/test_results.py::test_a_result", False),
        ("tests/handlers/delivery/test_line.py::test_a_call", False),
        ("tests/browser/test_local_times.py::test_a_time", True),
    ],
)
def test_a_journey_counts_no_lines_but_where_its_doors_have_few_other_tests(test: str, *, is_not_counted: bool) -> None:
    assert is_unmeasured(test) is is_not_counted
