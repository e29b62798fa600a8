"""A kickoff's bank is kept whole, once, and read once."""

import contextlib
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select

from bot.domain.decision import Decision
from storage.tables.banks import banks
from storage.unit_of_work import Store
from tests.storage.conftest import Reading, Recorded, Unit
from tests.storage.samples import ANA, NOW, P1, P2, T1, T2, bank, charter, dossier, project

LATER = NOW + timedelta(days=1)


def _count(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(banks)).scalar_one()


def test_the_bank_of_a_kickoff_is_kept_with_it(unit: Unit, reading: Reading) -> None:
    with unit() as work:
        work.keep(Decision(state=dossier(project(), charter())))
    with reading() as work:
        assert work.banks.get("2026-11") == bank()
        assert work.banks.many(("2026-11",)) == {"2026-11": bank()}


def test_an_edition_is_kept_once(engine: Engine, unit: Unit) -> None:
    for _ in range(2):
        with unit() as work:
            work.keep(Decision(state=(dossier(project(), charter()), dossier(project(id_=P2), charter(P2)))))
        with unit() as work:
            work.banks.get("2026-11")
    assert _count(engine) == 1


def test_a_bank_that_was_read_is_not_read_or_written_again(unit: Unit, recorded: Recorded) -> None:
    with unit() as work:
        work.banks.keep(bank())
    with unit() as work:
        known = work.banks.get("2026-11")
    with recorded() as statements, unit() as work:
        assert work.banks.get("2026-11") is known
        work.banks.keep(known)
    assert [each for each, _ in statements if "banks" in each] == []


def test_what_a_failed_unit_wrote_and_read_is_written_again(engine: Engine, unit: Unit) -> None:
    with contextlib.suppress(LookupError), unit() as work:
        work.banks.keep(bank())
        assert work.banks.get("2026-11") == bank()
        raise LookupError
    with unit() as work:
        work.banks.keep(bank())
    assert _count(engine) == 1


def test_banks_are_listed_as_they_came(unit: Unit, reading: Reading) -> None:
    for edition, now in (("z", NOW), ("a", LATER)):
        with unit(now=now) as work:
            work.banks.keep(bank(edition))
    with reading() as work:
        assert [each.edition for each in work.banks.all()] == ["z", "a"]


def test_a_kickoff_from_before_the_banks_were_kept_goes_on_with_the_first_that_was(engine: Engine) -> None:
    """Two programs that start one after the other with different banks, and a third after them."""
    old = charter(P1)
    with Store(engine).unit(T1, actor=ANA, now=NOW) as work:
        work.projects.save(project())
        work.charters.save(old)
    for edition, now in (("z", NOW), ("a", LATER)):
        with Store(engine).unit(T1, actor=None, now=now) as work:
            work.banks.arrive(bank(edition))
        with Store(engine).reading(T1, now=now) as work:
            found = work.charters.get(P1)
            assert found is not None
            assert found.bank_edition == "z"
            assert work.banks.get(found.bank_edition) == bank("z")


def test_a_kickoff_that_has_its_bank_keeps_it_when_another_arrives(unit: Unit, reading: Reading) -> None:
    with unit() as work:
        work.banks.arrive(bank("before"))
        work.keep(Decision(state=dossier(project(), charter())))
    with unit(now=LATER) as work:
        work.banks.arrive(bank("after"))
    with reading() as work:
        assert work.charters.get(P1) == charter()


def test_an_edition_that_an_older_program_wrote_meanwhile_is_read_as_the_first(unit: Unit, reading: Reading) -> None:
    with unit() as work:
        work.banks.arrive(bank("first"))
    with unit(now=LATER) as work:
        work.banks.arrive(bank("second"))
    with reading() as work:
        assert work.banks.many(("second", "never kept")) == {"second": bank("second"), "never kept": bank("first")}


def test_where_no_bank_was_ever_kept_there_is_none(unit: Unit) -> None:
    with unit(T2) as work:
        work.banks.keep(bank())
    with unit(T1) as work:
        assert work.banks.many(("2026-11",)) == {}
        with pytest.raises(KeyError):
            work.banks.get("2026-11")
