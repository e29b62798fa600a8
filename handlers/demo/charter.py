"""The charter in the story: what the system must withstand, how realistic the plan is, a drill, and two signatures."""

from datetime import timedelta
from typing import Any, Final

from handlers.demo.cast import Cast
from handlers.demo.promises import promise
from handlers.demo.stage import Stage
from handlers.demo.workspace.people.person import Person
from handlers.demo.workspace.world.messages import Message

VARIANTS: Final = "readiness.scalability.variants"
REQUIREMENTS: Final = {
    "readiness.reliability.fallback": "automated",
    "readiness.reliability.silent_failure": "manual",
    "readiness.reliability.on_call": "manual",
    "readiness.scalability.throughput": "manual",
    "readiness.scalability.autoscaling": "automated",
    "readiness.scalability.unit_cost": "manual",
    "readiness.maintainability.datasets": "automated",
    "readiness.maintainability.reproducible": "manual",
    "readiness.maintainability.documentation": "manual",
    "readiness.maintainability.takeover": "manual",
    "readiness.adaptability.drift": "automated",
    "readiness.adaptability.retraining": "manual",
    "readiness.adaptability.deployment": "automated",
}
"""Part 4, but for what does not apply."""
FIRST_DAY: Final = "2027-03-01"
"""From when on customers can be assigned; Mei builds that, so that Ana gives the question to her."""
REALISM: Final = {
    "ml_years": "2",
    "days_to_deploy": "14",
    "annual_budget": "€60k",
    "value_expected_by": "2027-06-30",
    "why_now": "Churn has been above 3 % for five quarters.",
}
ONE_MODEL: Final = "There is one model for all customers."
BUILT_ALREADY: Final = "The offers of last spring run in the same service; only the score is new."
NOTICED: Final = {
    "what": "The alert on the age of the feature table",
    "how": "automatic",
    "hours": "2",
    "paged": "Team Retention",
    "meanwhile": "The scores of yesterday are served",
}
LATER: Final = {
    "deadline": "2027-07-31",
    "success_statement": "Monthly churn falls from 3.1 % to 2.8 % by 31 July against the holdout.",
}
"""What Ana changes after the first signature: a month more."""


async def withstands(stage: Stage, cast: Cast) -> None:
    """Ana answers parts 4 and 5; one item goes to Mei, one does not apply, and a warning is accepted with a reason."""
    stage.transcript.chapter("3 · What it must withstand, and whether the plan is realistic")
    ana, mei, churn = cast.ana, cast.mei, cast.churn
    await stage.types(ana, "/plumb kickoff", churn)
    await stage.sees("the kickoff goes on where it stopped", lambda: ana.modal and "design" in ana.modal.inputs())
    await stage.submits(ana, {})
    await stage.submits(ana, REQUIREMENTS)
    await stage.sees("page 5 is open", lambda: ana.modal and "days_to_deploy" in ana.modal.inputs())
    await stage.fills(ana, REALISM)
    await stage.sees(
        "page 5 holds the plan against what such teams usually need, and tells when the budget is paid back",
        lambda: ana.modal and all(words in ana.modal.text() for words in ("you plan 14", "Money:", "back")),
    )
    await stage.submits(ana, {})
    await stage.closes(ana)
    await _hands(stage, ana, cast, "start", {"to": mei.id})
    checklist = await stage.reads("Mei's checklist asks her for it", lambda: mei.dm, "Still open for you", "Start")
    await stage.presses(mei, checklist, "kickoff.answer")
    await stage.submits(mei, {"start": FIRST_DAY})
    await _hands(stage, ana, cast, VARIANTS, {"reason": ONE_MODEL})
    card = await stage.reads("the warning stands on the card", lambda: stage.workspace.messages(churn), "very soon")
    await stage.presses(ana, card, "finding.accept")
    await stage.submits(ana, {"reason": BUILT_ALREADY})
    await stage.reads(
        "the warning is accepted, with the reason beside it", lambda: stage.workspace.messages(churn), BUILT_ALREADY
    )


async def drill(stage: Stage, cast: Cast) -> None:
    """Ana wants to know whether a silent failure would be noticed; Mei answers under the clock."""
    ana, mei = cast.ana, cast.mei
    await stage.types(ana, "/plumb drill", cast.churn)
    await stage.submits(ana, {"who": mei.id, "scenario": "features_frozen"})
    asked = await stage.reads("Mei has a drill, which says that it is one", lambda: mei.dm, "This is an exercise")
    await stage.travel(stage.clock.now() + timedelta(minutes=4))
    await stage.presses(mei, asked, "drill.answer")
    await stage.submits(mei, NOTICED)
    await stage.reads("it is answered in time, and counts as evidence", lambda: mei.dm, "Passed in 4 minutes")


async def signatures(stage: Stage, cast: Cast) -> None:
    """Sam reads and signs; the sheet is pinned and on the canvas; an edit asks again with what changed."""
    stage.transcript.chapter("6 · The signature")
    ana, sam, churn = cast.ana, cast.sam, cast.churn
    asked = await _signs(stage, sam, "the window holds the whole charter, and what was accepted", BUILT_ALREADY)
    sheet = await stage.reads(
        "version 1 is signed, and its sheet is in the channel",
        lambda: stage.workspace.messages(churn),
        "Charter of Churn model, version 1",
    )
    await _kept(stage, cast, sheet, 1)
    for question, value in LATER.items():
        await stage.types(ana, f"/plumb answer {question}", churn)
        await stage.submits(ana, {question: value})
        if ana.modal is not None:  # what was read in it is told in a window of its own
            await stage.closes(ana)
    again = await stage.reads(
        "Sam is asked again, with the answers that changed", lambda: sam.dm, "changed since", "sign version 2"
    )
    promise(again.ts != asked.ts, "the second question is a message of its own")
    await _signs(stage, sam, "the window shows what was and what is", "31 Jul")
    await stage.reads(
        "the channel hears what changed with version 2",
        lambda: stage.workspace.messages(churn),
        "signed version 2",
        "2 answers changed since version 1",
    )
    await _kept(stage, cast, sheet, 2)


async def _signs(stage: Stage, sponsor: Person, what: str, *fragments: str) -> Message:
    """The sponsor opens what they are asked to sign, reads it and signs; the question that asked."""
    asked = await stage.reads("the sponsor is asked to sign", lambda: sponsor.dm, "Read and sign")
    await stage.presses(sponsor, asked, "charter.sign")
    await stage.sees(what, lambda: sponsor.modal and all(fragment in sponsor.modal.text() for fragment in fragments))
    await stage.submits(sponsor, {})
    return asked


async def _kept(stage: Stage, cast: Cast, sheet: Message, version: int) -> None:
    """The sheet of this version is pinned, and the channel's canvas holds it."""
    place, world = stage.workspace.world.channels[cast.churn.id], stage.workspace.world
    title = f"Charter of Churn model, version {version}"
    await stage.sees(
        f"version {version} is pinned, and on the channel's canvas",
        lambda: (
            sheet.ts in str(place.pins)
            and title in sheet.rendered()
            and place.canvas
            and title in world.canvases[place.canvas].markdown
        ),
    )


async def _hands(stage: Stage, person: Person, cast: Cast, question: str, values: dict[str, Any]) -> None:
    """Give an item to somebody else, or say why it does not apply, from its window."""
    await stage.types(person, f"/plumb answer {question}", cast.churn)
    window = await stage.sees("its window is open", lambda: person.modal)
    await stage.presses(person, window, "item.hand")
    await stage.submits(person, values)
