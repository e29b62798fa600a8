"""What is owed comes back as it was kept, and is found by project, by recipient and by when to look at it."""

from datetime import date, timedelta

import pytest

from bot.domain.ids import LivingKey
from bot.domain.obligations import ObligationStatus
from bot.domain.policy import ObligationKind
from storage.failures import WrongWorkspace
from tests.storage.conftest import Reading, Recorded, Unit
from tests.storage.samples import ANA, BEN, NOW, P1, P2, T2, obligation, project

KIND = ObligationKind.NO_EXPERIMENT


@pytest.fixture
def projects(unit: Unit) -> None:
    with unit() as work:
        work.projects.save(project())
        work.projects.save(project(id_=P2))


@pytest.mark.usefixtures("projects")
def test_an_obligation_comes_back_as_it_was_kept(unit: Unit, reading: Reading) -> None:
    said = (LivingKey("nag:U1:2026-11-23"), LivingKey('with "quotes" 🚀'))
    kept = obligation(
        rung=1,
        step=2,
        snoozes=3,
        snoozed_until=date(2026, 12, 1),
        status=ObligationStatus.DONE,
        said=said,
        closed_at=NOW + timedelta(days=1),
    )
    with unit() as work:
        work.obligations.save(obligation())
        work.obligations.save(kept)
    with reading() as work:
        assert work.obligations.get(P1, KIND) == kept
        assert work.obligations.of_project(P1) == (kept,)
        assert work.obligations.of_projects((P1, P2)) == {P1: (kept,)}
        assert work.obligations.get(P2, KIND) is None


@pytest.mark.usefixtures("projects")
def test_somebody_owes_what_is_not_done_and_was_brought_to_them(unit: Unit, reading: Reading) -> None:
    owed = obligation()
    with unit() as work:
        work.obligations.save(owed, obligation(id_=P2, recipient=BEN))
    with reading() as work:
        assert work.obligations.owed_by(ANA) == (owed,)
    silent = obligation(status=ObligationStatus.SILENT)
    with unit() as work:
        work.obligations.save(silent)
    with reading() as work:
        assert work.obligations.owed_by(ANA) == (silent,)
    with unit() as work:
        work.obligations.save(owed.done(NOW))
    with reading() as work:
        assert work.obligations.owed_by(ANA) == ()


@pytest.mark.usefixtures("projects")
def test_only_open_obligations_whose_time_has_come_are_due(unit: Unit, reading: Reading) -> None:
    first = obligation(look_at=NOW - timedelta(hours=2))
    second = obligation(id_=P2, look_at=NOW)
    with unit() as work:
        work.obligations.save(second, first)
    with reading() as work:
        assert work.obligations.due(NOW, 10) == (first, second)
        assert work.obligations.due(NOW, 1) == (first,)
        assert work.obligations.due(NOW - timedelta(microseconds=1), 10) == (first,)
    with unit() as work:
        work.obligations.save(obligation(look_at=first.look_at, status=ObligationStatus.SILENT), second.done(NOW))
    with reading() as work:
        assert work.obligations.due(NOW, 10) == ()


def test_an_obligation_of_another_workspace_is_refused(unit: Unit) -> None:
    with pytest.raises(WrongWorkspace), unit() as work:
        work.obligations.save(obligation(T2))


def test_keeping_no_obligation_is_nothing(unit: Unit, recorded: Recorded) -> None:
    with unit() as work, recorded() as statements:
        work.obligations.save()
        assert statements == []
