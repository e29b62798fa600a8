"""Projects come back as they were kept, and are found by all that they are known by."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ids import ProjectId
from storage.failures import Overtaken, WrongWorkspace
from tests.storage.conftest import Reading, Recorded, Unit
from tests.storage.samples import ANA, BEN, CAT, ELSEWHERE, HOME, NOW, P1, P2, T2, project


def test_a_project_comes_back_as_it_was_kept(unit: Unit, reading: Reading) -> None:
    kept = project(name="Churn “2027” 🚀", sponsor=BEN, members=(CAT, BEN, ANA))
    with unit() as work:
        work.projects.save(kept)
    with reading() as work:
        assert work.projects.get(P1) == kept
        assert work.projects.by_key("p1") == kept
        assert work.projects.keys() == {"p1"}


def test_what_does_not_exist_is_none(reading: Reading) -> None:
    with reading() as work:
        assert work.projects.get(P1) is None
        assert work.projects.by_key("p1") is None
        assert work.projects.many((P1, P2)) == ()
        assert work.projects.many(()) == ()
        assert work.projects.all() == ()


def test_a_person_finds_the_projects_in_which_they_hold_a_role(unit: Unit, reading: Reading) -> None:
    owned = project(owner=ANA)
    sponsored = project(id_=P2, owner=BEN, sponsor=ANA, created_at=NOW + timedelta(seconds=1))
    joined = project(id_=ProjectId("P3"), owner=BEN, members=(CAT, ANA), created_at=NOW + timedelta(seconds=2))
    others = project(id_=ProjectId("P4"), owner=BEN, members=(CAT,))
    with unit() as work:
        for each in (joined, sponsored, owned, others):
            work.projects.save(each)
    with reading() as work:
        assert work.projects.of_person(ANA) == (owned, sponsored, joined)
        assert work.projects.of_person(CAT) == (others, joined)


def test_a_channel_lists_its_own_projects_oldest_first(unit: Unit, reading: Reading) -> None:
    later = project(id_=P1, created_at=NOW + timedelta(days=1))
    earlier = project(id_=P2, created_at=NOW)
    elsewhere = project(id_=ProjectId("P3"), channel=ELSEWHERE)
    with unit() as work:
        for each in (later, elsewhere, earlier):
            work.projects.save(each)
    with reading() as work:
        assert work.projects.in_channel(HOME) == (earlier, later)
        assert work.projects.in_channel(ELSEWHERE) == (elsewhere,)
        assert work.projects.many((P1, ProjectId("P3"))) == (elsewhere, later)


def test_members_leave_join_and_keep_their_order(unit: Unit, reading: Reading) -> None:
    with unit() as work:
        work.projects.save(project(members=(BEN, CAT)))
    with unit() as work:
        work.projects.save(project(members=(CAT, ANA, BEN)))
    with reading() as work:
        assert work.projects.all() == (project(members=(CAT, ANA, BEN)),)
    with unit() as work:
        found = work.projects.get(P1)
        assert found is not None
        work.projects.save(replace(found, name="Renamed"))
        work.projects.save(replace(found, name="Renamed", members=()))
    with reading() as work:
        assert work.projects.get(P1) == project(name="Renamed", members=())


def test_a_project_that_was_read_and_did_not_change_is_not_written(unit: Unit, recorded: Recorded) -> None:
    with unit() as work:
        work.projects.save(project(members=(BEN,)))
    with unit() as work:
        found = work.projects.get(P1)
        assert found is not None
        with recorded() as statements:
            work.projects.save(found)
        assert statements == []


def test_two_projects_cannot_have_the_same_key(unit: Unit) -> None:
    with unit() as work:
        work.projects.save(project(key="churn"))
    with pytest.raises(Overtaken), unit() as work:
        work.projects.save(project(id_=P2, key="churn"))
    with unit(T2) as work:
        work.projects.save(project(T2, key="churn"))


def test_a_project_of_another_workspace_is_refused(unit: Unit) -> None:
    with pytest.raises(WrongWorkspace), unit() as work:
        work.projects.save(project(T2))
