"""What is sent as JSON becomes the rows that people paste; what does not come in time becomes nothing."""

import asyncio

import pytest
from starlette.types import Message

from handlers.api.app import Border, api_app
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


async def test_a_body_that_never_ends_is_given_up() -> None:
    """As a client that goes silent would leave it: half a body, and nothing more for ever."""
    gone, answers = asyncio.Event(), list[Message]()
    parts: list[Message] = [{"type": "http.request", "body": b'{"through"', "more_body": True}]

    async def receive() -> Message:
        if not parts:
            await gone.wait()
        return parts.pop()

    async def send(message: Message) -> None:
        answers.append(message)

    scope = {"type": "http", "method": "POST", "path": "/api/v1/projects", "headers": []}
    await Border(api_app(None), read_seconds=0.02)(scope, receive, send)
    assert answers[0]["status"] == 408
    assert b"did not come in time" in answers[1]["body"]
