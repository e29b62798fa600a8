"""Answers in rows: added, edited and removed in windows of their own, saved at once, and nothing beside them lost."""

from typing import Any

import pytest

from handlers.demo.cast import Cast
from handlers.demo.workspace import Person, View
from tests.databases import KINDS
from tests.journeys.journey import Journey

both = pytest.mark.parametrize("database", KINDS, indirect=True)

MARGIN = {"name": "Margin per customer", "better": "up", "margin": "1%", "today": "12.40", "spread": "3.10"}
SAID = "Margin per customer · at most 1 % lower = 0.01 · today 12.4 ± 3.1"
TICKETS = {"name": "Tickets", "better": "down", "margin": "10%"}


async def page_2(journey: Journey, person: Person) -> View:
    await journey.kickoff(members=(journey.cast.mei,))
    return await journey.opens_part(person, 2)


def shown(person: Person) -> str:
    assert person.modal is not None
    return person.modal.text()


def answers_of(journey: Journey, question: str) -> list[Any]:
    return [entry for entry in journey.audit("charter.answered") if entry.subject == question]


@both
async def test_a_row_is_saved_at_once_and_the_page_keeps_what_is_typed_beside_it(journey: Journey, cast: Cast) -> None:
    ana = cast.ana
    await page_2(journey, ana)
    await ana.fill({"success_statement": "Churn falls to 2.8 % by 30 June against the holdout."})
    assert "None yet" in shown(ana)
    added = await journey.adds(ana, "guardrails", MARGIN)
    assert added.accepted, added.errors
    assert len(answers_of(journey, "guardrails")) == 1
    assert SAID in shown(ana)
    assert ana.modal is not None
    assert ana.modal.values()["success_statement"].startswith("Churn falls")
    assert answers_of(journey, "success_statement") == [], "what is typed beside a row is not saved by it"
    saved = await journey.submits(ana, {})
    assert saved.accepted
    assert len(answers_of(journey, "success_statement")) == 1
    assert len(answers_of(journey, "guardrails")) == 1


@both
async def test_a_row_is_edited_and_removed(journey: Journey, cast: Cast) -> None:
    ana = cast.ana
    await page_2(journey, ana)
    await journey.adds(ana, "guardrails", MARGIN)
    await journey.adds(ana, "guardrails", TICKETS)
    await journey.changes(ana, "guardrails", "Margin")
    assert ana.modal is not None
    assert ana.modal.values()["margin"] == "1%"
    assert (await journey.submits(ana, {"margin": "2%", "today": None, "spread": None})).accepted
    assert "Margin per customer · at most 2 % lower = 0.02" in shown(ana)
    await journey.changes(ana, "guardrails", "Margin", "remove")
    assert "Margin" not in shown(ana).partition("Guardrails")[2].partition("Example")[0]
    assert "Tickets · at most 10 % higher = 0.1" in shown(ana)
    await journey.changes(ana, "guardrails", "Tickets", "remove")
    assert answers_of(journey, "guardrails")[-1].after is None, "without a row the question is open again"
