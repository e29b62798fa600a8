"""Checklists: each person's own questions, one button each, ticked for everybody as they get done."""

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME, PROOF, SUCCESS
from handlers.demo.workspace import Message
from tests.journeys.journey import Journey, button, elements


def asked(checklist: Message) -> set[str]:
    """The questions that have a button on a checklist."""
    found = [one for one in elements(checklist.blocks) if one["action_id"] == "kickoff.answer"]
    return {str(one["value"]).partition("|")[2] for one in found}


async def test_each_role_is_asked_its_own_questions(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam, members=(cast.mei,))
    assert {"metric_name", "baseline", "design", "start"} <= asked(journey.checklist(cast.ana))
    assert asked(journey.checklist(cast.sam)) == {"decision_rule"}
    assert asked(journey.checklist(cast.mei)) == set()
    assert "Part 4" in journey.checklist(cast.mei).rendered()
    assert "Part 4" not in journey.checklist(cast.sam).rendered()


async def test_questions_of_a_role_that_nobody_holds_fall_to_the_owner(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    assert {"metric_name", "decision_rule", "sponsor"} <= asked(journey.checklist(cast.ana))
    assert "Part 4" in journey.checklist(cast.ana).rendered()


async def test_a_sponsor_who_is_named_later_gets_a_checklist_and_takes_the_questions_over(
    journey: Journey, cast: Cast
) -> None:
    await journey.kickoff()
    assert cast.sam.dm == []
    await journey.answers(cast.ana, {"sponsor": cast.sam.id})
    assert asked(journey.checklist(cast.sam)) == {"decision_rule"}
    assert "decision_rule" not in asked(journey.checklist(cast.ana))
    assert len(cast.ana.dm) == 1
    assert cast.sam.id in str(journey.card(cast.churn).blocks)


async def test_a_button_opens_its_one_question(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    checklist = journey.checklist(cast.ana)
    await journey.presses(
        cast.ana, checklist, "kickoff.answer", button(checklist, "kickoff.answer", "|target")["value"]
    )
    assert cast.ana.modal is not None
    assert list(cast.ana.modal.inputs()) == ["target"]


async def test_an_answer_is_ticked_for_everybody(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam, members=(cast.mei,))
    await journey.answers(cast.mei, {"metric_name": "Monthly churn"})
    assert "metric_name" not in asked(journey.checklist(cast.ana))
    assert "✓ Business metric" in journey.checklist(cast.ana).rendered()
    for person in (cast.ana, cast.sam, cast.mei):
        assert "2 of 15" in journey.checklist(person).rendered()


async def test_an_answer_that_is_taken_back_is_asked_again(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.answers(cast.ana, {"metric_name": "Monthly churn"})
    await journey.answers(cast.ana, {"metric_name": None})
    assert "metric_name" in asked(journey.checklist(cast.ana))
    assert "Monthly churn" not in journey.card(cast.churn).rendered()


async def test_a_finding_is_shown_with_the_button_that_mends_it(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.answers(cast.ana, {"metric_name": "AUC on the validation set"})
    assert "The business metric is a model metric" in journey.checklist(cast.ana).rendered()
    mend = [one for one in elements(journey.card(cast.churn).blocks) if str(one.get("value")).endswith("|metric_name")]
    assert mend
    await journey.presses(cast.ana, journey.card(cast.churn), mend[0]["action_id"], mend[0]["value"])
    await journey.submits(cast.ana, {"metric_name": "Monthly churn of paying customers"})
    for text in (journey.checklist(cast.ana).rendered(), journey.card(cast.churn).rendered()):
        assert "model metric" not in text.replace("Model metrics", "")


async def test_a_complete_checklist_says_thank_you_and_asks_for_nothing(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    for part, page in ((1, OUTCOME), (2, SUCCESS), (3, PROOF)):
        await journey.page(cast.ana, part, page)
    for person in (cast.ana, cast.sam):
        assert asked(journey.checklist(person)) == set()
        assert "complete" in journey.checklist(person).rendered()
    assert len(cast.ana.dm) == 1
    assert ["You are asked to sign" in one.rendered() for one in cast.sam.dm] == [False, True]


async def test_a_changed_unit_opens_what_was_answered_in_the_old_one(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.answers(cast.ana, {"metric_unit": "%", "baseline": "3.1%", "target": "-10%"})
    assert "3 of 15" in journey.checklist(cast.ana).rendered()
    await journey.answers(cast.ana, {"metric_unit": "€"})
    card, checklist = journey.card(cast.churn).rendered(), journey.checklist(cast.ana).rendered()
    assert "The baseline is in another unit" in card
    assert "“3.1%” was answered before the unit was changed" in card
    assert "2 of 15" in checklist
    assert "The baseline is in another unit" in checklist
    await journey.answers(cast.ana, {"baseline": "€13.10"})
    assert "another unit" not in journey.card(cast.churn).rendered()
    assert "3 of 15" in journey.checklist(cast.ana).rendered()
