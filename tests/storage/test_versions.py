"""Signed versions come back as they were, the last one first where one is asked for."""

from bot.domain.charter import Judgement
from bot.domain.ids import ProjectId
from tests.storage.conftest import Reading, Unit
from tests.storage.samples import NAME, P1, answered, charter, project, version

P2 = ProjectId("P2")


def _begin(unit: Unit) -> None:
    with unit() as work:
        for id_ in (P1, P2):
            work.projects.save(project(id_=id_))
            work.charters.save(charter(id_))


def test_the_last_version_counts_and_the_earlier_ones_stay(unit: Unit, reading: Reading) -> None:
    _begin(unit)
    first, second, other = version(), version(number=2, revision=3, seal="1" * 64), version(id_=P2)
    with unit() as work:
        for each in (first, second, other):
            work.versions.save(each)
    with reading() as work:
        assert work.versions.last(P1) == second
        assert work.versions.of(P1) == (first, second)
        assert work.versions.last_of((P1, P2, ProjectId("P3"))) == {P1: second, P2: other}


def test_before_a_signature_there_is_none(unit: Unit, reading: Reading) -> None:
    _begin(unit)
    with reading() as work:
        assert (work.versions.last(P1), work.versions.of(P1), work.versions.last_of((P1,))) == (None, (), {})


def test_a_judgement_is_kept_beside_the_answers_and_survives_a_save(unit: Unit, reading: Reading) -> None:
    _begin(unit)
    judgement = Judgement(question="q", fits=False)
    with unit() as work:
        work.charters.judge(P1, judgement)
    with unit() as work:
        held = work.charters.get(P1)
        assert held is not None
        work.charters.save(answered(held, {NAME: "Churn"}))
    with reading() as work:
        standing = work.charters.get(P1)
        assert standing is not None
        assert standing.judgement == judgement
        other = work.charters.get(P2)
        assert other is not None
        assert other.judgement is None
