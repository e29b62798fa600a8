"""What is sent as JSON becomes the rows that people paste."""

import pytest

from handlers.api.bodies import ArmRow, figure, rows_of


@pytest.mark.parametrize(
    ("value", "written"),
    [(12, "12"), (-3, "-3"), (12.5, "12.5"), (0.1, "0.1"), (1e-7, "0.0000001"), (1e21, "1" + "0" * 21)],
)
def test_a_number_is_written_in_digits(value: float, written: str) -> None:
    assert figure(value) == written
    assert float(figure(value)) == value


def test_each_result_is_one_line_under_the_columns_that_are_filled() -> None:
    arms = (
        ArmRow(arm="control", n=10, x=1),
        ArmRow(arm='new, "better"\nmodel', metric="Margin", n=11, mean=0.5, sd=1e-7),
    )
    assert rows_of(arms) == (
        'arm,metric,n,x,mean,sd\ncontrol,,10,1,,\n"new, ""better"" model",Margin,11,,0.5,0.0000001\n'
    )
