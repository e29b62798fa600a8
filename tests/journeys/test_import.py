"""A whole charter that is pasted: what is saved, what is shown instead, and that nothing typed is lost."""

import asyncio
from typing import Any

import pytest

from handlers.demo.cast import Cast
from handlers.demo.workspace import Heard, Person, Submission, View
from tests.databases import KINDS
from tests.journeys.conftest import Depart
from tests.journeys.journey import Journey, button

NOTES = """# Churn model

**Owner:** @Ana Ruiz
Sponsor: <@{sam}>
KPI: Monthly churn of paying customers
Unit: %
Better is: lower
- [x] Baseline (last 12 weeks): 3.1&nbsp;%
Target – 2.5%
Due date: 30 June 2027
Data source: Finance dashboard “Retention”

## Success
Monthly churn falls from 3.1 % to 2.5 % by 30 June against the holdout.

## Model metrics
* AUC on the last full month: 0.74 today, 0.80 wanted

## Experiment
| Field | Value |
|---|---|
| Design | A/B |
| Primary metric | Churn within 30 days |
| Start | 2027-03-01 |
| Go/no-go | Launch if churn falls by at least 5 %. |

Thanks everybody!
"""


def notes(cast: Cast) -> str:
    return NOTES.replace("{sam}", cast.sam.id)


async def pasting(journey: Journey, person: Person, text: str | None, **fields: Any) -> Submission:
    """Type the command in the churn channel, fill the window in and submit it."""
    await journey.types(person, "/plumb kickoff import", journey.cast.churn)
    return await journey.submits(person, {"text": text, **fields})


def window(person: Person) -> View:
    assert person.modal is not None
    return person.modal


@pytest.mark.parametrize("database", KINDS, indirect=True)
async def test_notes_become_a_project_in_one_step(journey: Journey, cast: Cast) -> None:
    taken = await pasting(journey, cast.ana, notes(cast), name="Churn model")
    assert taken.accepted, taken
    shown = window(cast.ana).text()
    assert "Churn model* is started: 14 answers were taken" in shown
    assert "14 of 14 required answers" in shown
    assert "“Thanks everybody!”" in shown
    assert "“Baseline (last 12 weeks)” stands beside an answer" in shown
    assert "write “counter-metric” behind it" in shown
    card = journey.card(cast.churn).rendered()
    assert "Monthly churn of paying customers" in card
    assert "14 of 14" in journey.checklist(cast.sam).rendered()
    assert len(journey.audit("kickoff.started")) == 1
    assert {entry.subject for entry in journey.audit("charter.answered")} >= {"baseline", "target", "decision_rule"}
