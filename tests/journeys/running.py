"""An experiment brought to a point of its life, as its people bring it there."""

from typing import Any

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME
from handlers.demo.story import PROOF as STORY
from handlers.demo.workspace import Message, Person
from tests.journeys.journey import BERLIN, Journey, at

PROOF = {**STORY, "outcome_horizon": "", "longest_run": "8"}
"""The story's plan, as if outcomes were known at once."""
STARTED = at("2027-03-01", "10:00", BERLIN)
ENDED = at("2027-04-12", "10:00", BERLIN)
WON = {
    "control_n": "46,800",
    "control_x": "1,451",
    "treatment_n": "46,900",
    "treatment_x": "1,266",
    "guardrail_1": "12.40 ± 3.10; 12.41 ± 3.05",
}


MARGIN = {"name": "Margin per customer", "better": "up", "margin": "1%"}


async def planned(journey: Journey, cast: Cast, *, members: tuple[Person, ...] = (), **answers: Any) -> None:
    """A project whose plan is accepted on 1 February, to start on 1 March."""
    await journey.kickoff(sponsor=cast.sam, members=members)
    await journey.answers(cast.ana, OUTCOME)
    guardrails = answers.pop("guardrails", [MARGIN])
    await journey.answers(cast.sam, {"value_per_unit": "€400k", **({"guardrails": guardrails} if guardrails else {})})
    await journey.answers(cast.ana, {**PROOF, **answers})
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    await journey.presses(cast.ana, heard.messages[-1], "plan.accept")


async def started(journey: Journey, cast: Cast, *, members: tuple[Person, ...] = (), **answers: Any) -> None:
    await planned(journey, cast, members=members, **answers)
    journey.clock.move_to(STARTED)
    heard = await journey.types(cast.ana, "/plumb experiment start", cast.churn)
    assert "ends on" in heard.text.casefold(), heard.text


async def hands_in(journey: Journey, cast: Cast, values: dict[str, str]) -> str:
    """Open the window of results, submit it, and give what the next window says."""
    await journey.types(cast.ana, "/plumb experiment result", cast.churn)
    submitted = await journey.submits(cast.ana, values)
    assert submitted.accepted, submitted
    assert cast.ana.modal is not None
    said = cast.ana.modal.text()
    await journey.closes(cast.ana)
    return said


def said_last(journey: Journey, cast: Cast, words: str) -> Message:
    return next(one for one in reversed(journey.workspace.messages(cast.churn)) if words in one.text)


async def shown(journey: Journey, cast: Cast, words: str) -> str:
    """What the open window says once these words stand in it."""
    await journey.workspace.until(lambda: cast.ana.modal is not None and words in cast.ana.modal.text())
    assert cast.ana.modal is not None
    return cast.ana.modal.text()
