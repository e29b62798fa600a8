"""Answers that disagree are found, mended or accepted; a metric that is renamed takes its links along."""

import pytest

from handlers.demo.cast import Cast
from handlers.demo.workspace import Person
from tests.databases import LONG_KINDS
from tests.journeys.journey import Journey, elements
from tests.journeys.test_charter import WHY, complete

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
OFFERS = "Offers accepted by customers at risk"
CHURN = "Monthly churn of paying customers"
STATEMENT = "Monthly churn falls from 3.1 % to {level} by 30 June against the holdout."


def card(journey: Journey) -> str:
    return journey.card(journey.cast.churn).rendered()


async def answer(journey: Journey, person: Person, question: str, value: str) -> str:
    """Answer one question, and what its window says once it is saved."""
    await journey.types(person, f"/plumb answer {question}", journey.cast.churn)
    saved = await journey.submits(person, {question: value})
    assert saved.accepted, saved
    told = person.modal.text() if person.modal else ""
    if person.modal:
        await journey.closes(person)
    await journey.quiet()
    return told


@both
async def test_a_statement_that_denies_the_target_is_found_at_once_and_mended(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    assert "promises" not in card(journey)
    told = await answer(journey, cast.ana, "success_statement", STATEMENT.format(level="2.5 %"))
    why = "The success statement promises “2.5 %”, the target is “-10%”."
    assert why in told
    assert why in card(journey)
    assert await answer(journey, cast.ana, "success_statement", STATEMENT.format(level="2.8 %")) == ""
    assert "promises" not in card(journey)


async def test_what_disagrees_is_accepted_with_a_reason_and_comes_back_when_it_says_another_thing(
    journey: Journey, cast: Cast
) -> None:
    await complete(journey, cast)
    await answer(journey, cast.ana, "success_statement", STATEMENT.format(level="2.5 %"))
    accept = next(
        each
        for each in elements(journey.card(cast.churn).blocks)
        if each.get("action_id", "").startswith("finding.accept") and "target-disagrees" in each.get("value", "")
    )
    await journey.presses(cast.ana, journey.card(cast.churn), "finding.accept", accept["value"])
    assert (await journey.submits(cast.ana, {"reason": WHY})).accepted
    await journey.quiet()
    title = "The statement promises another level than the target"
    assert f"Accepted by @Ana Ruiz: {title}. “{WHY}”" in card(journey)
    await answer(journey, cast.ana, "success_statement", STATEMENT.format(level="2.4 %"))
    assert "Accepted by" not in card(journey)
    assert "promises “2.4 %”" in card(journey)


async def test_the_button_beside_mixed_currencies_opens_the_amount_that_stands_apart(
    journey: Journey, cast: Cast
) -> None:
    await complete(journey, cast)
    told = await answer(journey, cast.ana, "annual_budget", "$60k")
    assert "“$60k” stands beside “€400k”." in told
    assert any(
        each.get("value", "").endswith("|annual_budget") for each in elements(journey.card(cast.churn).blocks)
    ), card(journey)


async def test_a_start_that_leaves_no_time_is_found_on_the_spot(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    told = await answer(journey, cast.ana, "start", "2027-05-03")
    assert (
        "A run that starts on “3 May 2027” can last until 26 Jul 2027, and the target is due on “30 Jun 2027”." in told
    )


@both
async def test_links_follow_a_metric_that_is_renamed_in_the_same_edit(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    ana = cast.ana
    await journey.types(ana, "/plumb answer proxy_metrics", cast.churn)
    await journey.changes(ana, "proxy_metrics", OFFERS)
    mark = len(journey.audit("charter.answered"))
    assert (await journey.submits(ana, {"name": "Offers taken"})).accepted
    assert ana.modal is not None
    assert "2 links follow the new name." in ana.modal.text()
    await journey.closes(ana)
    edits = journey.audit("charter.answered")[mark:]
    assert [entry.subject for entry in edits] == ["proxy_metrics", "metric_links"]
    await journey.quiet()
    assert "chain breaks" not in card(journey).lower()
    told = await answer(journey, ana, "metric_name", "Monthly churn")
    assert "1 link follows the new name." in told
    await journey.types(ana, "/plumb answer metric_links", cast.churn)
    assert ana.modal is not None
    shown = ana.modal.text()
    assert "AUC on the last full month → Offers taken" in shown
    assert "Offers taken → Monthly churn:" in shown
    assert OFFERS not in shown


async def test_a_page_with_a_new_name_says_how_many_links_follow(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await journey.opens_part(cast.ana, 1)
    assert (await journey.submits(cast.ana, {"metric_name": "Monthly churn"})).accepted
    assert cast.ana.modal is not None
    assert "1 link follows the new name." in cast.ana.modal.text()


async def test_a_slip_in_a_link_is_asked_about(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    ana = cast.ana
    await journey.types(ana, "/plumb answer metric_links", cast.churn)
    slip = {"from": "Offers acepted by customers at risk", "to": CHURN, "effect": "-0.1pp"}
    assert (await journey.adds(ana, "metric_links", slip)).accepted
    await journey.closes(ana)
    await journey.quiet()
    assert "No metric is called “Offers acepted by customers at risk”" in card(journey)
    assert f"did you mean “{OFFERS}”?" in card(journey)


async def test_effects_that_make_the_metric_worse_are_found(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    ana = cast.ana
    await journey.types(ana, "/plumb answer metric_links", cast.churn)
    await journey.changes(ana, "metric_links", CHURN)
    assert (await journey.submits(ana, {"effect": "+0.1pp"})).accepted
    await journey.closes(ana)
    await journey.quiet()
    assert f"By “+1pp to +3pp”, “+0.1pp”, a better model would make “{CHURN}” worse." in card(journey)
