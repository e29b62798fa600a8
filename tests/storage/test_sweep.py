"""The tick sees what is due in every workspace that may be spoken to, by index, in one query each."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert, text

from bot.domain.ids import ProjectId
from bot.domain.obligations import ObligationStatus
from bot.domain.policy import ObligationKind
from storage.sweep import DueObligation, DueSchedule, Sweep
from storage.tables import obligations, projects, schedules, watches
from storage.unfinished import Acknowledged, Unfinished
from tests.storage.conftest import Reading, Recorded, Unit
from tests.storage.samples import ANA, BEN, ELSEWHERE, HOME, NOW, P1, P2, T1, T2, obligation, project, schedule

HOUR = timedelta(hours=1)
P3 = ProjectId("P3")


@pytest.fixture
def sweep(engine: Engine) -> Sweep:
    return Sweep(engine)


@pytest.fixture
def projects_kept(unit: Unit) -> None:
    for workspace in (T1, T2):
        with unit(workspace) as work:
            work.workspaces.arrive("Acme", None, NOW)
            for id_ in (P1, P2, P3):
                work.projects.save(project(workspace, id_))


def test_nothing_is_due_where_nothing_is_planned(sweep: Sweep) -> None:
    assert sweep.due_obligations(NOW, 10) == ()
    assert sweep.due_schedules(NOW, 10) == ()
    assert sweep.next_due() is None


@pytest.mark.usefixtures("projects_kept")
def test_each_recipient_is_named_once_the_longest_waiting_first(unit: Unit, sweep: Sweep) -> None:
    with unit(T1) as work:
        work.obligations.save(
            obligation(look_at=NOW), obligation(id_=P2, look_at=NOW - HOUR), obligation(id_=P3, look_at=NOW + HOUR)
        )
    with unit(T2) as work:
        work.obligations.save(obligation(T2, look_at=NOW - 2 * HOUR), obligation(T2, P2, look_at=NOW, recipient=BEN))
    of_t2, of_t1, of_ben = (
        DueObligation(workspace=T2, recipient=ANA),
        DueObligation(workspace=T1, recipient=ANA),
        DueObligation(workspace=T2, recipient=BEN),
    )
    assert sweep.due_obligations(NOW, 10) == (of_t2, of_t1, of_ben)
    assert sweep.due_obligations(NOW, 2) == (of_t2, of_t1)
    assert sweep.due_obligations(NOW - HOUR, 10) == (of_t2, of_t1)
    assert sweep.due_obligations(NOW - 3 * HOUR, 10) == ()


@pytest.mark.usefixtures("projects_kept")
def test_what_is_silent_or_done_is_not_due(unit: Unit, sweep: Sweep) -> None:
    with unit() as work:
        work.obligations.save(
            obligation(look_at=NOW, status=ObligationStatus.SILENT),
            obligation(id_=P2, look_at=NOW, status=ObligationStatus.DONE),
        )
    assert sweep.due_obligations(NOW, 10) == ()
    assert sweep.next_due() is None


def test_schedules_are_due_when_they_are_on_and_their_time_has_come(unit: Unit, sweep: Sweep) -> None:
    with unit(T1) as work:
        work.schedules.save(schedule(next_at=NOW))
        work.schedules.save(schedule(id_=ELSEWHERE, next_at=NOW, is_on=False))
    with unit(T2) as work:
        work.schedules.save(schedule(T2, next_at=NOW - HOUR))
        work.schedules.save(schedule(T2, ELSEWHERE, next_at=NOW + HOUR))
    of_t1, of_t2 = DueSchedule(workspace=T1, channel=HOME), DueSchedule(workspace=T2, channel=HOME)
    assert sweep.due_schedules(NOW, 10) == (of_t2, of_t1)
    assert sweep.due_schedules(NOW, 1) == (of_t2,)
    assert sweep.due_schedules(NOW - HOUR, 10) == (of_t2,)


@pytest.mark.usefixtures("projects_kept")
def test_a_stopped_workspace_is_left_alone_until_it_comes_back(unit: Unit, sweep: Sweep) -> None:
    with unit() as work:
        work.obligations.save(obligation(look_at=NOW))
        work.schedules.save(schedule(next_at=NOW))
        work.workspaces.stop()
    assert sweep.due_obligations(NOW, 10) == ()
    assert sweep.due_schedules(NOW, 10) == ()
    assert sweep.next_due() is None
    with unit() as work:
        work.workspaces.arrive("Acme", None, NOW)
    assert len(sweep.due_obligations(NOW, 10)) == 1
    assert len(sweep.due_schedules(NOW, 10)) == 1
    assert sweep.next_due() == NOW


@pytest.mark.usefixtures("projects_kept")
def test_the_next_moment_is_the_earliest_of_obligations_and_digests(unit: Unit, sweep: Sweep) -> None:
    with unit() as work:
        work.obligations.save(obligation(look_at=NOW + 3 * HOUR))
    assert sweep.next_due() == NOW + 3 * HOUR
    with unit(T2) as work:
        work.schedules.save(schedule(T2, next_at=NOW + 2 * HOUR))
    assert sweep.next_due() == NOW + 2 * HOUR
    with unit() as work:
        work.obligations.save(obligation(id_=P2, look_at=NOW - HOUR))
    assert sweep.next_due() == NOW - HOUR


def test_each_look_is_one_query(sweep: Sweep, recorded: Recorded) -> None:
    looks = (
        lambda: sweep.due_obligations(NOW, 1),
        lambda: sweep.due_schedules(NOW, 1),
        lambda: sweep.due_watches(NOW, 1),
        sweep.next_due,
    )
    for look in looks:
        with recorded() as statements:
            look()
        assert len([statement for statement, _ in statements if not statement.startswith("BEGIN")]) == 1


def test_what_was_heard_long_ago_is_forgotten_piece_by_piece(unit: Unit, reading: Reading, sweep: Sweep) -> None:
    for hours in range(5):
        with unit(now=NOW + hours * HOUR) as work:
            work.inbox.keep(f"heard {hours}", "{}")
    assert sweep.forget_heard(NOW + 3 * HOUR, limit=2) == 2
    assert sweep.forget_heard(NOW + 3 * HOUR, limit=2) == 1
    assert sweep.forget_heard(NOW + 3 * HOUR, limit=2) == 0
    with reading() as work:
        assert [hours for hours in range(5) if work.inbox.heard(f"heard {hours}")] == [3, 4]


def test_what_is_not_finished_is_remembered_until_it_is(
    engine: Engine, unit: Unit, reading: Reading, sweep: Sweep
) -> None:
    for workspace in (T1, T2):
        with unit(workspace) as work:
            work.inbox.keep("command:1", "{}")
    rows = Unfinished(engine)
    rows.keep(
        Acknowledged(workspace=T1, key="command:1", body="{}", page="", heard_at=NOW), until=NOW, is_wanted=lambda: True
    )
    assert sweep.forget_heard(NOW + HOUR, limit=10) == 1
    with reading() as work:
        assert work.inbox.heard("command:1") == "{}"
    rows.end((T1, "command:1"))
    assert sweep.forget_heard(NOW + HOUR, limit=10) == 1


def _rows(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield {
            "workspace": "T1",
            "project": f"P{number}",
            "kind": ObligationKind.NO_EXPERIMENT,
            "due": date(2026, 12, 7),
            "look_at": NOW + timedelta(minutes=number),
            "recipient": f"U{number % 50}",
            "rung": 0,
            "step": 0,
            "snoozes": 0,
            "status": ObligationStatus.OPEN,
            "said": (),
            "opened_at": NOW,
        }


@pytest.fixture
def crowded(engine: Engine) -> Engine:
    """Enough rows, counted by the database, that it prefers an index."""
    rows = list(_rows(2_000))
    named = [{"workspace": "T1", "id": row["project"], "key": row["project"], "name": ""} for row in rows]
    channels = [schedule(id_=f"C{number}", next_at=NOW + timedelta(minutes=number)) for number in range(2_000)]  # type: ignore[arg-type]
    planned = [{column.name: getattr(each, column.name) for column in schedules.c} for each in channels]
    with engine.begin() as connection:
        connection.execute(
            insert(projects), [{**row, "channel": "C1", "owner": "U1", "created_at": NOW} for row in named]
        )
        connection.execute(insert(obligations), rows)
        connection.execute(insert(schedules), planned)
        looks = [{name: row[name] for name in ("workspace", "project", "look_at")} for row in rows]
        connection.execute(insert(watches), looks)
        connection.execute(text("ANALYZE"))
    return engine


def _plan(engine: Engine, statement: str, parameters: Any) -> str:
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.connect() as connection:
        return "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {statement}", parameters))


LOOKS: dict[str, tuple[Callable[[Sweep], object], tuple[str, ...]]] = {
    "due obligations": (lambda sweep: sweep.due_obligations(NOW + HOUR, 10), ("ix_obligations_status_look_at",)),
    "due schedules": (lambda sweep: sweep.due_schedules(NOW + HOUR, 10), ("ix_schedules_is_on_next_at",)),
    "due watches": (lambda sweep: sweep.due_watches(NOW + HOUR, 10), ("ix_watches_look_at",)),
    "next": (Sweep.next_due, ("ix_obligations_status_look_at", "ix_schedules_is_on_next_at", "ix_watches_look_at")),
}


@pytest.mark.parametrize(("look", "indexes"), LOOKS.values(), ids=LOOKS.keys())
def test_a_look_reads_an_index_and_not_the_table(
    crowded: Engine, recorded: Recorded, look: Callable[[Sweep], object], indexes: tuple[str, ...]
) -> None:
    with recorded() as statements:
        look(Sweep(crowded))
    (plan,) = [_plan(crowded, *each) for each in statements if not each[0].startswith("BEGIN")]
    for index in indexes:
        assert index in plan
    assert not re.search(r"(Seq Scan on|SCAN) (obligations|schedules|watches)(?! USING)", plan), plan
