"""Slack does not answer while a program starts: the bot waits, and who sits at a terminal is told."""

import pytest

from handlers.demo.workspace import Fault
from tests.journeys.journey import Journey
from tests.journeys.programs import outcome, program
from tests.journeys.test_stopping import logged

WHO_AM_I = "auth.test"
FAULTS = [
    pytest.param(Fault.status(503), id="503"),
    pytest.param(Fault.drop_before(), id="no answer"),
    pytest.param(Fault.error("internal_error"), id="internal_error"),
]


async def test_the_bot_asks_again_until_slack_answers(journey: Journey) -> None:
    await journey.end()
    journey.workspace.faults.next(WHO_AM_I, Fault.drop_before(), times=2)
    async with program(journey, "run") as process:
        await logged(process, "bot.waits_for_slack")
        await logged(process, "bot.ready")
    assert len(journey.workspace.log.calls(WHO_AM_I)) >= 3


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_command_says_in_one_line_that_it_cannot_ask(journey: Journey, fault: Fault) -> None:
    await journey.end()
    journey.workspace.faults.next(WHO_AM_I, fault, times=None)
    status, _, complaint = await outcome(journey, "due", "--send")
    assert status == 2
    assert complaint.startswith("plumbline: Slack cannot be asked who we are: ")
    assert complaint.count("\n") == 1
