"""What was acknowledged before it was done is there for whoever comes next, and for one of them at a time."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, text

from storage.engine import BEGIN, open_engine
from storage.failures import Unavailable
from storage.tables import unfinished
from storage.unfinished import Acknowledged, Key, NotWanted, Unfinished
from storage.unit_of_work import told
from tests.storage.conftest import Recorded
from tests.storage.samples import NOW, T1, T2

LEASE = timedelta(seconds=45)
LATER = NOW + LEASE
KEY: Key = (T1, "command:1")


@pytest.fixture
def rows(engine: Engine) -> Unfinished:
    return Unfinished(engine)


def heard(key: str = "command:1", *, minutes: int = 0, workspace: str = T1, body: str = "{}") -> Acknowledged:
    moment = NOW + timedelta(minutes=minutes)
    return Acknowledged(workspace=T2 if workspace == T2 else T1, key=key, body=body, page="", heard_at=moment)


def wanted() -> bool:
    return True


def keys(found: tuple[Acknowledged, ...]) -> list[str]:
    return [row.key for row in found]


def test_what_is_held_is_nobody_elses_until_it_lapses(rows: Unfinished) -> None:
    rows.keep(heard(body='{"text": "kpi 2.9%"}'), LATER, wanted)
    assert rows.claim(T1, LATER - timedelta(seconds=1), LATER, 10) == ()
    (row,) = rows.claim(T1, LATER, LATER + LEASE, 10)
    assert (row.which, row.body, row.page, row.heard_at, row.tries) == (KEY, '{"text": "kpi 2.9%"}', "", NOW, 2)
    assert rows.claim(T1, LATER, LATER + LEASE, 10) == ()


def test_the_oldest_is_taken_first_and_so_many_at_a_time(rows: Unfinished) -> None:
    for key, minutes in (("c", 3), ("a", 1), ("b", 2), ("a2", 1)):
        rows.keep(heard(key, minutes=minutes), NOW, wanted)
    rows.keep(heard("theirs", workspace=T2), NOW, wanted)
    assert keys(rows.claim(T1, NOW, LATER, 3)) == ["a", "a2", "b"]
    assert keys(rows.claim(T1, NOW, LATER, 3)) == ["c"]


def test_who_goes_on_holding_keeps_it_and_who_lets_go_gives_it_to_anybody(rows: Unfinished) -> None:
    for key in ("a", "b"):
        rows.keep(heard(key), LATER, wanted)
    rows.hold([(T1, "a")], LATER + LEASE)
    assert keys(rows.claim(T1, LATER, LATER, 10)) == ["b"]
    rows.hold([(T1, "a")], NOW)
    assert keys(rows.claim(T1, NOW, LATER, 10)) == ["a"]


def test_the_same_thing_kept_twice_is_one_row_as_it_was(rows: Unfinished) -> None:
    rows.keep(heard(body="first"), NOW, wanted)
    rows.keep(heard(body="second"), LATER, wanted)
    assert [row.body for row in rows.claim(T1, NOW, LATER, 10)] == ["first"]


def test_what_nobody_wants_any_more_is_not_kept(engine: Engine, rows: Unfinished) -> None:
    with pytest.raises(NotWanted, match="command:1"):
        rows.keep(heard(), LATER, lambda: False)
    with engine.connect() as connection:
        assert connection.execute(select(unfinished)).all() == []


def test_where_somebody_else_has_the_lock_there_is_no_row(database_url: str, engine: Engine, rows: Unfinished) -> None:
    hasty = open_engine(database_url, patience=timedelta(milliseconds=10))
    with engine.execution_options(**{BEGIN: "IMMEDIATE"}).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE unfinished"))
        with pytest.raises(Unavailable), told():
            Unfinished(hasty).keep(heard(), LATER, wanted)
    hasty.dispose()
    assert rows.claim(T1, LATER, LATER, 10) == ()


def test_what_is_done_is_gone_and_nothing_else(rows: Unfinished) -> None:
    for workspace in (T1, T2):
        rows.keep(heard(workspace=workspace), NOW, wanted)
    rows.keep(heard("another"), NOW, wanted)
    rows.end(KEY)
    rows.end(KEY)
    assert keys(rows.claim(T1, NOW, LATER, 10)) == ["another"]
    assert keys(rows.claim(T2, NOW, LATER, 10)) == ["command:1"]


def test_what_is_put_off_waits_and_what_is_spent_remembers_it(rows: Unfinished) -> None:
    rows.keep(heard(), NOW, wanted)
    rows.put_off(KEY, LATER, 3)
    assert rows.claim(T1, NOW, LATER, 10) == ()
    assert [row.tries for row in rows.claim(T1, LATER, LATER, 10)] == [4]
    rows.spend(KEY, 9)
    assert [row.tries for row in rows.claim(T1, LATER, LATER, 10)] == [10]


def test_whoever_is_alone_waits_for_no_dead_process(rows: Unfinished) -> None:
    rows.keep(heard(), LATER, wanted)
    rows.keep(heard("put off for long"), NOW + 100 * LEASE, wanted)
    rows.recover(NOW)
    assert len(rows.claim(T1, NOW, LATER, 10)) == 2


def test_what_is_older_than_anybody_cares_is_forgotten(rows: Unfinished) -> None:
    for key, minutes in (("old", -1), ("young", 0)):
        rows.keep(heard(key, minutes=minutes), NOW, wanted)
    rows.forget(NOW)
    assert keys(rows.claim(T1, NOW, LATER, 10)) == ["young"]


def test_of_many_that_reach_for_it_at_once_each_row_has_one(engine: Engine, rows: Unfinished) -> None:
    names = [f"command:{number:02}" for number in range(10)]
    for name in names:
        rows.keep(heard(name), NOW, wanted)
    barrier = threading.Barrier(4)

    def reach() -> list[str]:
        barrier.wait()
        return keys(Unfinished(engine).claim(T1, NOW, LATER, 10))

    with ThreadPoolExecutor(4) as threads:
        taken = [threads.submit(reach) for _ in range(4)]
    assert sorted(name for each in taken for name in each.result()) == names


def test_two_that_hold_the_same_rows_do_not_wait_for_each_other(engine: Engine, rows: Unfinished) -> None:
    names = [f"command:{number:02}" for number in range(20)]
    for name in names:
        rows.keep(heard(name), NOW, wanted)
    ways: list[Callable[[list[str]], list[str]]] = [sorted, lambda each: sorted(each, reverse=True)]

    def hold(way: Callable[[list[str]], list[str]]) -> None:
        for _ in range(10):
            Unfinished(engine).hold([(T1, name) for name in way(names)], LATER)

    with ThreadPoolExecutor(2) as threads:
        for held in [threads.submit(hold, way) for way in ways]:
            held.result()
    assert rows.claim(T1, NOW, LATER, 20) == ()


def test_a_tick_with_nothing_to_do_writes_nothing(rows: Unfinished, recorded: Recorded) -> None:
    with recorded() as statements:
        assert rows.claim(T1, NOW, LATER, 10) == ()
    assert [statement.split()[0] for statement, _ in statements if not statement.startswith("BEGIN")] == ["SELECT"]


def test_every_word_that_people_can_type_comes_back(rows: Unfinished) -> None:
    body = '{"text": "\\u0000 \\ud83d ü “quoted” 名前"}'
    rows.keep(heard(body=body), NOW, wanted)
    assert [row.body for row in rows.claim(T1, NOW, LATER, 10)] == [body]
