"""One event, one transaction: all of it is kept, or nothing."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from bot.domain.charter import Text
from bot.domain.decision import Decision
from storage.engine import open_engine
from storage.failures import ReadOnlyUnit, Unavailable
from storage.tables.columns import Unstorable
from storage.unit_of_work import Store
from tests.storage.conftest import Reading, Unit
from tests.storage.samples import (
    ANA,
    HOME,
    NAME,
    NOW,
    P1,
    T1,
    answered,
    channel,
    charter,
    dossier,
    fact,
    obligation,
    observation,
    outgoing,
    person,
    plan,
    project,
    schedule,
)

DOSSIER = dossier(project(), answered(charter(), {NAME: "churn"}))


def test_a_decision_is_kept_whole(unit: Unit, reading: Reading) -> None:
    decision = Decision(
        state=(DOSSIER, observation(), plan(), schedule(), person(), channel()),
        facts=(fact("a"), fact("b")),
        messages=(outgoing("one"), outgoing("two")),
        obligations=(obligation(),),
    )
    with unit() as work:
        work.keep(decision)
        assert work.spoke
        assert [each.key for each in work.said] == ["one", "two"]
    with reading() as work:
        assert work.projects.get(P1) == DOSSIER.project
        assert work.charters.get(P1) == DOSSIER.charter
        assert work.observations.of(P1) == (observation(),)
        assert work.plans.current(P1) == plan()
        assert work.schedules.all() == (schedule(),)
        assert work.people.get(ANA) == person()
        assert work.channels.get(HOME) == channel()
        assert work.obligations.of_project(P1) == (obligation(),)
        assert [entry.subject for entry in work.audit.entries()] == ["a", "b"]
        assert work.deliveries.exists("one")
        assert work.deliveries.exists("two")


def test_a_decision_without_state_keeps_the_rest(unit: Unit, reading: Reading) -> None:
    with unit() as work:
        work.keep(Decision(state=None, facts=(fact("denied", project=None),)))
        assert not work.spoke
    with reading() as work:
        assert [entry.subject for entry in work.audit.entries()] == ["denied"]


def test_a_message_that_was_kept_before_does_not_wake_the_voice(unit: Unit) -> None:
    with unit() as work:
        work.say(outgoing("one"))
        assert work.spoke
    with unit() as work:
        work.say(outgoing("one"))
        assert not work.spoke


def test_a_unit_that_fails_keeps_nothing(unit: Unit, reading: Reading) -> None:
    with contextlib.suppress(LookupError), unit() as work:
        work.inbox.keep("trigger", "{}")
        work.keep(Decision(state=DOSSIER, facts=(fact(),), messages=(outgoing(),), obligations=(obligation(),)))
        raise LookupError
    with reading() as work:
        assert work.projects.all() == ()
        assert work.charters.get(P1) is None
        assert work.inbox.heard("trigger") is None
        assert work.audit.entries() == ()
        assert work.obligations.of_project(P1) == ()
        assert not work.deliveries.exists("plan:P1")


def test_a_failure_at_the_last_row_takes_the_first_ones_back(unit: Unit, reading: Reading) -> None:
    naive = replace(outgoing(), not_before=NOW.replace(tzinfo=None))
    with pytest.raises(Unstorable, match="naive"), unit() as work:
        work.keep(Decision(state=DOSSIER, facts=(fact(),), messages=(naive,)))
    with reading() as work:
        assert work.projects.all() == ()
        assert work.audit.entries() == ()


def test_a_dossier_that_did_not_change_writes_nothing_of_it(unit: Unit, reading: Reading) -> None:
    with unit() as work:
        work.keep(Decision(state=DOSSIER))
    with unit() as work:
        found, held = work.projects.get(P1), work.charters.for_update(P1)
        assert found is not None
        assert held is not None
        work.keep(Decision(state=(dossier(found, held), observation())))
    with reading() as work:
        assert len(work.charters.history(P1)) == 1
        assert work.observations.of(P1) == (observation(),)


def test_a_reading_unit_cannot_write(reading: Reading, unit: Unit) -> None:
    with pytest.raises(ReadOnlyUnit), reading() as work:
        work.inbox.keep("trigger", "{}")
    with pytest.raises(ReadOnlyUnit), reading() as work:
        work.keep(Decision(state=DOSSIER))
    with unit() as work:
        work.inbox.keep("trigger", "the connection that could only read can write again")


def test_a_reading_unit_sees_one_moment(reading: Reading, unit: Unit) -> None:
    with reading() as work:
        assert work.inbox.heard("trigger") is None
        with unit() as other:
            other.inbox.keep("trigger", "{}")
        assert work.inbox.heard("trigger") is None
    with reading() as work:
        assert work.inbox.heard("trigger") == "{}"


def test_the_units_of_a_workspace_run_one_after_another(store: Store) -> None:
    """Read, decide, write: with units side by side, the last of these would know of the first only by luck."""
    with store.unit(T1, actor=ANA, now=NOW) as work:
        work.keep(Decision(state=dossier(project(), charter())))
    together = threading.Barrier(8)

    def count() -> None:
        together.wait(timeout=10)
        for _ in range(5):
            with store.unit(T1, actor=ANA, now=NOW) as work:
                before = work.charters.for_update(P1)
                assert before is not None
                standing = before.text(NAME) or "0"
                work.charters.save(answered(before, {NAME: str(int(standing) + 1)}))

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(count) for _ in range(8)]:
            done.result(timeout=60)
    with store.reading(T1, now=NOW) as work:
        after = work.charters.get(P1)
        assert after is not None
        assert after.value(NAME) == Text(text="40")
        assert after.revision == 40


def test_what_refers_to_nothing_is_a_fault(unit: Unit) -> None:
    with pytest.raises(DBAPIError), unit() as work:
        work.observations.save(observation())
    with pytest.raises(DBAPIError), unit() as work:
        work.charters.save(charter())


def test_now_is_the_units_time(unit: Unit, reading: Reading) -> None:
    later = NOW + timedelta(days=3)
    with unit(now=later) as work:
        assert work.now == later
        work.audit.append((fact(),))
    with reading(now=NOW) as work:
        assert work.now == NOW
        assert work.audit.entries()[0].at == later


def test_in_memory_there_is_one_connection_and_units_take_turns() -> None:
    engine = open_engine("sqlite://", patience=timedelta(milliseconds=50))
    store = Store(engine)
    with pytest.raises(Unavailable), store.reading(T1, now=NOW), store.reading(T1, now=NOW):
        pass
    engine.dispose()
