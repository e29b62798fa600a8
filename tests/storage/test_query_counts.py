"""The number of queries does not grow with the number of projects."""

from collections.abc import Callable

import pytest

from bot.domain.decision import Decision
from bot.domain.ids import ProjectId
from storage.unit_of_work import Work
from tests.storage.conftest import Recorded, Unit
from tests.storage.samples import (
    ANA,
    BEN,
    CAT,
    HOME,
    NAME,
    NOW,
    answered,
    charter,
    dossier,
    fact,
    obligation,
    observation,
    plan,
    project,
    schedule,
)


def _grow(work: Work, numbers: range) -> None:
    for number in numbers:
        id_ = ProjectId(f"P{number}")
        work.keep(
            Decision(
                state=(
                    dossier(project(id_=id_, members=(BEN, CAT)), charter(id_)),
                    dossier(project(id_=id_, members=(BEN, CAT)), answered(charter(id_), {NAME: "x"})),
                    plan(id_=id_),
                    observation(id_=id_),
                ),
                facts=(fact(project=id_),),
                obligations=(obligation(id_=id_),),
            )
        )


def _whole_channel(work: Work) -> None:
    """What a digest loads."""
    projects = work.projects.in_channel(HOME)
    ids = tuple(each.id for each in projects)
    charters = work.charters.many(ids)
    assert len(charters) == len(ids)
    assert work.banks.many({each.bank_edition for each in charters.values()})
    assert len(work.plans.current_of(ids)) == len(ids)
    assert len(work.observations.of_many(ids)) == len(ids)
    assert len(work.obligations.of_projects(ids)) == len(ids)
    assert len(work.audit.of(ids)) == len(ids)


def _one_answer(work: Work) -> None:
    id_ = ProjectId("P1")
    found, held = work.projects.get(id_), work.charters.for_update(id_)
    assert found is not None
    assert held is not None
    asked = work.banks.get(held.bank_edition)
    changed = answered(held, {NAME: f"again {held.revision}"})
    work.keep(Decision(state=dossier(found, changed, bank=asked), facts=(fact(),)))


def _one_persons_projects(work: Work) -> None:
    assert work.projects.of_person(ANA)
    assert work.projects.of_person(CAT)
    assert work.obligations.owed_by(ANA)
    assert work.projects.keys()
    work.schedules.save(schedule())


def _read_the_bank(unit: Unit) -> None:
    """As a program does once: an edition never changes."""
    with unit() as work:
        work.banks.get(charter().bank_edition)


@pytest.mark.parametrize("flow", [_whole_channel, _one_answer, _one_persons_projects])
def test_the_number_of_queries_does_not_grow_with_the_number_of_projects(
    unit: Unit, recorded: Recorded, flow: Callable[[Work], None]
) -> None:
    counts = []
    for numbers in (range(2), range(2, 40)):
        with unit(now=NOW) as work:
            _grow(work, numbers)
        _read_the_bank(unit)
        with recorded() as statements, unit() as work:
            flow(work)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_an_answer_with_its_audit_entry_takes_eight_statements(unit: Unit, recorded: Recorded) -> None:
    """Load: project, charter, answers; the bank is known. Keep: charter, answer. Audit: head, entry, head.

    And BEGIN on SQLite.
    """
    with unit() as work:
        _grow(work, range(2))
    _read_the_bank(unit)
    with recorded() as statements, unit() as work:
        _one_answer(work)
    assert len([statement for statement, _ in statements if not statement.startswith("BEGIN")]) == 8
