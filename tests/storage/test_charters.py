"""Charters keep every answer that was ever given, and never lose one to somebody who saved at the same time."""

from dataclasses import replace

import pytest

from bot.domain.charter import Text, Who
from bot.domain.ids import ProjectId, QuestionId
from storage.failures import Overtaken
from storage.unit_of_work import Work
from tests.storage.conftest import Reading, Unit
from tests.storage.samples import ANA, BASELINE, BEN, NAME, P1, P2, answer, answered, charter, project


def _begin(work: Work, project_id: ProjectId = P1) -> None:
    work.projects.save(project(id_=project_id))
    work.charters.save(charter(project_id))


def test_a_charter_comes_back_as_it_was_kept(unit: Unit, reading: Reading) -> None:
    first = answered(charter(), {NAME: "churn", BASELINE: "3 %"})
    with unit() as work:
        _begin(work)
        work.charters.save(first)
    with reading() as work:
        assert work.charters.get(P1) == first
        assert work.charters.many((P1, P2)) == {P1: first}
        assert work.charters.get(P2) is None
        assert work.charters.many((P2,)) == {}
        assert work.charters.many(()) == {}


def test_a_new_charter_brings_the_answers_that_it_begins_with(unit: Unit, reading: Reading) -> None:
    begun = charter(revision=1, answers={NAME: answer(NAME, Text(text="churn"))})
    with unit() as work:
        work.projects.save(project())
        work.charters.save(begun)
    with reading() as work:
        assert work.charters.get(P1) == begun


def test_answers_are_kept_as_they_stood_at_every_revision(unit: Unit, reading: Reading) -> None:
    first = answered(charter(), {NAME: "churn", BASELINE: "3 %"})
    second = answered(first, {NAME: "retention"})
    third = answered(second, {BASELINE: None})
    with unit() as work:
        _begin(work)
    for each in (first, second, third):
        with unit() as work:
            work.charters.save(each)
    with reading() as work:
        assert work.charters.answers_at(P1, 0) == {}
        assert work.charters.answers_at(P1, 1) == first.answers
        assert work.charters.answers_at(P1, 2) == second.answers
        assert work.charters.answers_at(P1, 3) == third.answers
        assert work.charters.answers_at(P1, 10**30) == third.answers
        assert work.charters.answers_at(P1, -(10**30)) == {}
        assert work.charters.answers_at(P2, 1) == {}
        standing = work.charters.get(P1)
        assert standing is not None
        assert standing.value(BASELINE) is None
        assert standing.answers[BASELINE].revision == 3
        assert [(each.question, each.revision) for each in work.charters.history(P1)] == [
            (BASELINE, 1),
            (NAME, 1),
            (NAME, 2),
            (BASELINE, 3),
        ]


def test_somebody_who_saved_meanwhile_is_not_overwritten(unit: Unit, reading: Reading) -> None:
    with unit() as work:
        _begin(work)
    theirs = answered(charter(), {NAME: "theirs"})
    with unit() as work:
        work.charters.save(theirs)
    with pytest.raises(Overtaken), unit() as work:
        work.charters.save(answered(charter(), {NAME: "mine"}))
    with pytest.raises(Overtaken), unit() as work:
        work.charters.save(answered(charter(), {BASELINE: "mine too"}))
    with reading() as work:
        assert work.charters.get(P1) == theirs


def test_saving_the_same_charter_twice_changes_nothing(unit: Unit, reading: Reading) -> None:
    kept = answered(charter(), {NAME: "churn"})
    with unit() as work:
        _begin(work)
        work.charters.save(kept)
        work.charters.save(kept)
    with unit() as work:
        work.charters.save(kept)
    with reading() as work:
        assert work.charters.get(P1) == kept
        assert len(work.charters.history(P1)) == 1


def test_several_revisions_can_be_saved_in_one_unit(unit: Unit, reading: Reading) -> None:
    with unit() as work:
        _begin(work)
        held = work.charters.for_update(P1)
        assert held is not None
        first = answered(held, {NAME: "one"})
        second = answered(first, {NAME: "two"})
        work.charters.save(first)
        work.charters.save(second)
    with reading() as work:
        assert work.charters.get(P1) == second


def test_who_answered_and_when_is_kept_with_each_answer(unit: Unit, reading: Reading) -> None:
    by_ben = answer(NAME, Text(text="churn"), by=BEN)
    with unit() as work:
        _begin(work)
        work.charters.save(charter(revision=1, answers={NAME: by_ben}))
    with reading() as work:
        assert work.charters.history(P1) == (by_ben,)


def test_what_every_project_answers_to_one_question_is_read_at_once(unit: Unit, reading: Reading) -> None:
    asked = QuestionId("reporter")
    with unit() as work:
        for project_id in (P1, P2):
            _begin(work, project_id)
    for project_id, *named in ((P1, BEN), (P2, BEN, ANA)):
        for user in named:
            with unit() as work:
                held = work.charters.for_update(project_id)
                assert held is not None
                fresh = {asked: answer(asked, Who(user=user), revision=held.revision + 1)}
                work.charters.save(replace(held, revision=held.revision + 1, answers={**held.answers, **fresh}))
    with reading() as work:
        found = work.charters.answers_to(asked)
        assert {project_id: each.value for project_id, each in found.items()} == {P1: Who(user=BEN), P2: Who(user=ANA)}
        assert work.charters.answers_to(QuestionId("sponsor")) == {}
