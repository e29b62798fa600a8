"""Accepted plans stay, and the latest counts."""

from dataclasses import replace

import pytest

from storage.failures import WrongWorkspace
from tests.storage.conftest import Reading, Unit
from tests.storage.samples import P1, P2, T2, plan, project


def test_the_latest_plan_counts_and_the_earlier_ones_stay(unit: Unit, reading: Reading) -> None:
    first, second, other = plan(), plan(design="switchback", seal="6" * 64), plan(id_=P2, mde=None, mde_unit=None)
    with unit() as work:
        work.projects.save(project())
        work.projects.save(project(id_=P2))
        for each in (first, other, second):
            work.plans.save(each)
    with reading() as work:
        assert work.plans.current(P1) == second
        assert work.plans.history(P1) == (first, second)
        assert work.plans.current_of((P1, P2)) == {P1: second, P2: other}


def test_a_project_without_a_plan_has_none(unit: Unit, reading: Reading) -> None:
    with unit() as work:
        work.projects.save(project())
    with reading() as work:
        assert work.plans.current(P1) is None
        assert work.plans.current_of((P1,)) == {}
        assert work.plans.history(P1) == ()


def test_a_plan_of_another_workspace_is_refused(unit: Unit) -> None:
    with unit() as work:
        work.projects.save(project())
    with pytest.raises(WrongWorkspace), unit() as work:
        work.plans.save(replace(plan(), workspace=T2))
