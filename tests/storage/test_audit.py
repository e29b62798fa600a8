"""The audit trail cannot be changed quietly, and does not fork however many write at once."""

import contextlib
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from bot.domain.charter import Day, Quantity
from bot.domain.decision import Fact
from bot.domain.ids import ProjectId, WorkspaceId
from storage.audit import GENESIS, Broken
from storage.failures import told_apart
from storage.unit_of_work import Store
from tests.storage.conftest import Reading, Unit
from tests.storage.samples import ANA, BEN, NOW, P1, P2, T1, T2, fact, observation, project


def test_an_entry_tells_who_did_what_when_from_what_to_what(unit: Unit, reading: Reading) -> None:
    before = Quantity(value=0.1, unit="percent", typed="10%", echo="10 % = 0.1")
    with unit(actor=BEN, now=NOW) as work:
        work.audit.append((fact("baseline", before=before, after=Day(day=date(2027, 6, 30))),))
    with reading() as work:
        (entry,) = work.audit.entries()
    assert (entry.seq, entry.at, entry.actor, entry.act) == (1, NOW, BEN, "charter.answered")
    assert (entry.project, entry.subject, entry.previous) == (P1, "baseline", GENESIS)
    assert entry.before == (
        '{"echo":"10 % = 0.1","high":null,"kind":"quantity","low":null,"typed":"10%","unit":"percent","value":0.1}'
    )
    assert entry.after == '{"day":"2027-06-30","kind":"day"}'


def test_the_hash_is_over_everything_that_the_entry_says(unit: Unit, reading: Reading) -> None:
    with unit(actor=None) as work:
        work.audit.append((fact("naïve 🚀", project=None, after={"b": 1, "a": [True, None]}),))
    with reading() as work:
        (entry,) = work.audit.entries()
    said = {
        "workspace": "T1",
        "seq": 1,
        "at": "2026-11-23T09:00:00.123456+00:00",
        "actor": None,
        "act": "charter.answered",
        "project": None,
        "subject": "naïve 🚀",
        "before": None,
        "after": '{"a":[true,null],"b":1}',
        "previous": "0" * 64,
    }
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert entry.hash == sha256(canonical.encode()).hexdigest()


def test_each_entry_is_chained_to_the_one_before_it_across_units(unit: Unit, reading: Reading) -> None:
    with unit() as work:
        work.audit.append((fact("a"), fact("b")))
        work.audit.append((fact("c"),))
    with unit() as work:
        work.audit.append(())
        work.audit.append((fact("d"),))
    with unit(T2) as work:
        work.audit.append((fact("of another chain"),))
    with reading() as work:
        entries = work.audit.entries()
        assert work.audit.verify() is None
    assert [entry.subject for entry in entries] == ["a", "b", "c", "d"]
    assert [entry.seq for entry in entries] == [1, 2, 3, 4]
    assert [entry.previous for entry in entries] == [GENESIS, *(entry.hash for entry in entries[:-1])]
    with reading(T2) as work:
        assert work.audit.verify() is None
        assert [entry.seq for entry in work.audit.entries()] == [1]


def test_entries_are_found_by_project_act_and_time(unit: Unit, reading: Reading) -> None:
    later = NOW + timedelta(hours=1)
    with unit() as work:
        work.audit.append((fact("a", act="kickoff.started"), fact("b", project=P2), fact("c", project=None)))
    with unit(now=later) as work:
        work.audit.append((fact("d", act="kpi.logged"), fact("e")))
    with reading() as work:

        def subjects(*projects: ProjectId, since: datetime | None = None, acts: tuple[str, ...] = ()) -> list[str]:
            return [entry.subject for entry in work.audit.of(projects, since=since, acts=acts)]

        assert subjects(P1, P2) == ["a", "b", "d", "e"]
        assert subjects(P1) == ["a", "d", "e"]
        assert subjects(P1, acts=("kickoff.started", "kpi.logged")) == ["a", "d"]
        assert subjects(P1, since=NOW) == ["d", "e"]
        assert subjects(P1, since=NOW - timedelta(microseconds=1), acts=("kickoff.started",)) == ["a"]
        assert subjects() == []
        assert [entry.subject for entry in work.audit.entries(limit=2)] == ["d", "e"]
        assert [entry.subject for entry in work.audit.entries(project=P2)] == ["b"]
        assert [entry.subject for entry in work.audit.entries(since=NOW, project=P1)] == ["d", "e"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entries SET subject = 'other'",
        "UPDATE audit_entries SET actor = actor",
        "DELETE FROM audit_entries",
        "DELETE FROM audit_entries WHERE seq = 2",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(engine: Engine, unit: Unit, change: str) -> None:
    with unit() as work:
        work.audit.append((fact("a"), fact("b")))
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(change))
    with unit() as work:
        assert [entry.subject for entry in work.audit.entries()] == ["a", "b"]


def test_postgresql_refuses_to_empty_the_trail(postgresql_engine: Engine) -> None:
    with pytest.raises(DBAPIError, match="append-only"), postgresql_engine.begin() as connection:
        connection.execute(text("TRUNCATE audit_entries"))


def _tamper(engine: Engine, *statements: str) -> None:
    """What somebody could do who owns the database: take the triggers away first."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER audit_entries_no_update"))
            connection.execute(text("DROP TRIGGER audit_entries_no_delete"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            connection.execute(text(statement))


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        (
            ["UPDATE audit_entries SET subject = 'x' WHERE seq = 2"],
            Broken(seq=2, why="it was changed after it was written"),
        ),
        (
            ["UPDATE audit_entries SET actor = 'U9' WHERE seq = 1"],
            Broken(seq=1, why="it was changed after it was written"),
        ),
        (
            ["UPDATE audit_entries SET act = 'x' WHERE seq = 3"],
            Broken(seq=3, why="it was changed after it was written"),
        ),
        (
            ["UPDATE audit_entries SET after = '1' WHERE seq = 3"],
            Broken(seq=3, why="it was changed after it was written"),
        ),
        (
            ["UPDATE audit_entries SET at = '2026-11-23 09:00:00.123457+00:00' WHERE seq = 2"],
            Broken(seq=2, why="it was changed after it was written"),
        ),
        (
            ["UPDATE audit_entries SET hash = previous WHERE seq = 2"],
            Broken(seq=2, why="it was changed after it was written"),
        ),
        (
            ["UPDATE audit_entries SET previous = hash WHERE seq = 2"],
            Broken(seq=2, why="it does not follow the entry before it"),
        ),
        (["DELETE FROM audit_entries WHERE seq = 1"], Broken(seq=1, why="an entry is missing")),
        (["DELETE FROM audit_entries WHERE seq = 2"], Broken(seq=2, why="an entry is missing")),
        (["DELETE FROM audit_entries WHERE seq = 3"], Broken(seq=3, why="the chain does not end at its head")),
        (["DELETE FROM audit_entries"], Broken(seq=1, why="the chain does not end at its head")),
        (["DELETE FROM audit_heads"], Broken(seq=4, why="the chain does not end at its head")),
        (["UPDATE audit_heads SET seq = 2"], Broken(seq=4, why="the chain does not end at its head")),
    ],
)
def test_a_change_behind_our_back_is_found(
    engine: Engine, unit: Unit, reading: Reading, tampering: list[str], broken: Broken
) -> None:
    with unit() as work:
        work.audit.append((fact("a"), fact("b", before=project()), fact("c", after=observation())))
    _tamper(engine, *tampering)
    with reading() as work:
        assert work.audit.verify() == broken


def test_an_entry_that_belongs_to_another_chain_does_not_fit(engine: Engine, unit: Unit, reading: Reading) -> None:
    for workspace in (T1, T2):
        with unit(workspace) as work:
            work.audit.append((fact("a"),))
    _tamper(
        engine,
        "DELETE FROM audit_entries WHERE workspace = 'T1'",
        "UPDATE audit_entries SET workspace = 'T1' WHERE workspace = 'T2'",
    )
    with reading() as work:
        assert work.audit.verify() == Broken(seq=1, why="it was changed after it was written")


def test_an_empty_trail_is_whole(reading: Reading) -> None:
    with reading() as work:
        assert work.audit.verify() is None
        assert work.audit.entries() == ()


def test_a_value_that_is_no_json_is_refused(unit: Unit) -> None:
    with pytest.raises(ValueError, match="JSON"), unit() as work:
        work.audit.append((fact(after={"value": float("nan")}),))


def test_a_unit_that_is_rolled_back_leaves_no_entry(unit: Unit, reading: Reading) -> None:
    with contextlib.suppress(LookupError), unit() as work:
        work.audit.append((fact("a"),))
        raise LookupError
    with unit() as work:
        work.audit.append((fact("b"),))
    with reading() as work:
        assert [(entry.seq, entry.subject) for entry in work.audit.entries()] == [(1, "b")]
        assert work.audit.verify() is None


def test_many_threads_append_and_the_chain_does_not_fork(store: Store) -> None:
    threads, each = 8, 12
    together = threading.Barrier(threads)

    def append(number: int) -> None:
        together.wait(timeout=10)
        for count in range(each):
            # Two chains that begin in the very same moment, because the first entry is the one that could be lost.
            workspace = WorkspaceId(f"T{number % 2}")
            with store.unit(workspace, actor=ANA, now=NOW) as work:
                work.audit.append((Fact(act="x", project=None, subject=f"{number}-{count}"), fact("second")))

    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(append, number) for number in range(threads)]:
            done.result(timeout=60)
    for name in ("T0", "T1"):
        with store.reading(WorkspaceId(name), now=NOW) as work:
            assert work.audit.verify() is None
            entries = work.audit.entries(limit=10_000)
        assert [entry.seq for entry in entries] == list(range(1, threads * each + 1))
        assert len({entry.subject for entry in entries}) == threads * each // 2 + 1


def test_what_the_trigger_says_is_a_fault_and_not_worth_another_round(engine: Engine, unit: Unit) -> None:
    with unit() as work:
        work.audit.append((fact("a"),))
    with pytest.raises(DBAPIError) as caught, engine.begin() as connection:
        connection.execute(text("DELETE FROM audit_entries"))
    assert told_apart(caught.value) is caught.value
