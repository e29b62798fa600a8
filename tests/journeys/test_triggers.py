"""A trigger that died before the window was open: a button offers it again, wherever the first press was."""

import pytest

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME, PROOF
from handlers.demo.workspace import Fault
from tests.journeys.journey import BERLIN, Journey, at

TOO_LATE = "could not be opened in time"
dead = pytest.mark.parametrize("error", ["expired_trigger_id", "exchanged_trigger_id"])


@dead
@pytest.mark.parametrize("line", ["/plumb kickoff", "/kickoff Churn model", "/plumb answer baseline churn-model"])
async def test_a_commands_window_is_offered_to_that_person_until_it_opens(
    journey: Journey, cast: Cast, line: str, error: str
) -> None:
    await journey.kickoff()
    journey.workspace.faults.next("views.open", Fault.error(error), times=2)
    note = await (await journey.types(cast.ana, line, cast.churn)).reply()
    again = await (await journey.presses(cast.ana, note, "again.try")).reply()
    for one in (note, again):
        assert TOO_LATE in one.rendered()
        assert one.ephemeral_to == cast.ana.id
    assert cast.ana.modal is None
    window = await (await journey.presses(cast.ana, again, "again.try")).opened()
    assert window.title == "Churn model"
    assert journey.posted(cast.churn) == 1


async def test_the_window_of_a_picked_project_is_offered_again(journey: Journey, cast: Cast) -> None:
    for name in ("Churn model", "Win-back model"):
        await journey.kickoff(name=name)
    question = (await journey.types(cast.ana, "/plumb kickoff", cast.churn)).messages[-1]
    journey.workspace.faults.next("views.open", Fault.error("expired_trigger_id"))
    note = await (await journey.picks(cast.ana, question, "Win-back model")).reply()
    assert TOO_LATE in note.rendered()
    window = await (await journey.presses(cast.ana, note, "again.try")).opened()
    assert window.title == "Win-back model"


@dead
async def test_a_nags_window_is_offered_again(journey: Journey, cast: Cast, error: str) -> None:
    await journey.kickoff()
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    journey.workspace.faults.next("views.open", Fault.error(error))
    note = await (await journey.presses(cast.ana, journey.nags(cast.ana)[-1], "plan.open")).reply()
    assert TOO_LATE in note.rendered()
    window = await (await journey.presses(cast.ana, note, "plan.open")).opened()
    assert "design" in window.inputs()


async def test_a_button_inside_of_a_window_is_answered_in_the_direct_messages(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.page(cast.ana, 1, OUTCOME)
    await journey.page(cast.ana, 3, PROOF)
    window = await journey.opens_part(cast.ana, 5)
    await journey.submits(cast.ana, {})
    before = len(cast.ana.dm)
    await journey.presses(cast.ana, window, "plan.accept")
    answered = (await journey.workspace.until(lambda: cast.ana.dm[before:]))[0]
    assert "This plan is accepted." in answered.rendered()
    assert len(journey.audit("plan.accepted")) == 1
