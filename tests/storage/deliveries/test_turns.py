"""Workspaces take turns: however much one has to say, the others' oldest message comes before its second."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, insert

from bot.domain.ids import ChannelId, WorkspaceId
from bot.domain.message import ToChannel
from storage.ledger import Ledger
from storage.tables.workspaces import WorkspaceStatus, workspaces
from tests.storage.deliveries.conftest import Unit
from tests.storage.deliveries.saying import MONDAY, SECOND, outgoing

A, B, C = WorkspaceId("TA"), WorkspaceId("TB"), WorkspaceId("TC")


def channel(number: int) -> ToChannel:
    return ToChannel(channel=ChannelId(f"C{number}"))


@pytest.fixture
def busy(unit: Unit) -> None:
    """Three workspaces: one has twenty channels to write to, the others wrote later, and less."""
    for workspace, channels, later in ((A, 20, 0), (B, 1, 2), (C, 2, 1)):
        with unit(workspace) as work:
            for number in range(channels):
                due = MONDAY + later * SECOND
                work.keep(outgoing(f"{number}", to=channel(number), not_before=due), MONDAY)


NOW = MONDAY + timedelta(minutes=1)


def turn(ledger: Ledger, *, after: str = "", most: int = 10) -> tuple[str, ...]:
    return ledger.in_turn(NOW, NOW, after=after, most=most)


@pytest.mark.usefixtures("busy")
def test_workspaces_come_one_behind_another(ledger: Ledger) -> None:
    assert turn(ledger) == (A, B, C)
    assert turn(ledger, most=2) == (A, B)
    assert turn(ledger, after=B) == (C,)
    assert turn(ledger, after=C) == ()


@pytest.mark.usefixtures("busy")
def test_who_has_nothing_due_or_may_not_be_spoken_to_has_no_turn(ledger: Ledger, engine: Engine) -> None:
    assert ledger.in_turn(MONDAY, MONDAY, after="", most=10) == (A,)
    with engine.begin() as connection:
        row = {"workspace": B, "name": "B", "status": WorkspaceStatus.STOPPED, "since": MONDAY}
        connection.execute(insert(workspaces).values(row))
    for _ in range(5):
        ledger.governor.failed(C, NOW, SECOND, SECOND)
    assert turn(ledger) == (A,)
    assert ledger.in_turn(NOW, NOW + SECOND, after="", most=10) == (A, C)


@pytest.mark.usefixtures("busy")
def test_the_oldest_of_each_comes_before_the_second_oldest_of_any(ledger: Ledger) -> None:
    heads = ledger.claim(NOW, NOW, 3)
    assert [(head.workspace, head.destination, head.turn) for head in heads] == [
        (A, "C0", 1),
        (C, "C0", 1),
        (B, "C0", 1),
        (A, "C1", 2),
        (C, "C1", 2),
        (A, "C2", 3),
    ]
    assert [head.workspace for head in ledger.claim(NOW, NOW, 1, workspaces=[B, C])] == [C, B]


@pytest.mark.usefixtures("busy")
def test_a_queue_by_itself_offers_what_it_offers_among_others(ledger: Ledger) -> None:
    offered = ledger.head_of((C, "channel", "C1"), NOW, NOW)
    assert offered is not None
    assert (offered.workspace, offered.id) == (C, 2)
    begun = ledger.begin(offered, NOW, NOW)
    assert begun is not None
    assert ledger.head_of((C, "channel", "C1"), NOW, NOW) is None
    assert ledger.head_of((C, "channel", "C7"), NOW, NOW) is None


def test_a_place_is_left_alone_for_the_gap_after_a_post(engine: Engine, unit: Unit) -> None:
    ledger = Ledger(engine, gap=SECOND)
    with unit(A) as work:
        work.keep(outgoing("a", to=channel(1)), MONDAY)
        work.keep(outgoing("b", to=channel(1)), MONDAY)
    (head,) = ledger.claim(NOW, NOW, 10)
    delivery = ledger.begin(head, NOW, NOW)
    assert delivery is not None
    late = NOW + 10 * SECOND
    ledger.sent(delivery, "1.1", "C1", at=late)
    assert ledger.claim(NOW, late, 10) == ()
    outlook = ledger.outlook(NOW, late)
    assert (outlook.next_free, outlook.next_wake) == (SECOND, None)
    assert [head.id for head in ledger.claim(NOW, late + SECOND, 10)] == [2]


def test_a_place_is_left_alone_even_if_nobody_lives_to_say_that_it_was_spoken_to(engine: Engine, unit: Unit) -> None:
    ledger = Ledger(engine, gap=SECOND)
    with unit(A) as work:
        work.keep(outgoing("a", to=channel(1)), MONDAY)
    (head,) = ledger.claim(NOW, NOW, 10)
    assert ledger.begin(head, NOW, NOW) is not None
    ledger.recover(NOW, timedelta(0))
    assert ledger.claim(NOW, NOW, 10) == ()
    assert ledger.claim(NOW, NOW + SECOND, 10) != ()


def test_only_what_waits_for_its_place_keeps_a_place_in_sight(engine: Engine, unit: Unit) -> None:
    ledger = Ledger(engine, gap=SECOND)
    with unit(A) as work:
        work.keep(outgoing("a", to=channel(1)), MONDAY)
    (head,) = ledger.claim(NOW, NOW, 10)
    delivery = ledger.begin(head, NOW, NOW)
    assert delivery is not None
    ledger.sent(delivery, "1.1", "C1", at=NOW)
    assert ledger.outlook(NOW, NOW).next_free is None


def test_a_try_that_was_taken_over_is_looked_for(engine: Engine, unit: Unit, ledger: Ledger) -> None:
    with unit(A) as work:
        work.keep(outgoing("a", to=channel(1)), MONDAY)
        work.keep(outgoing("b", to=channel(2)), MONDAY)
    for head in ledger.claim(NOW, NOW, 10):
        ledger.begin(head, NOW, NOW)
    assert ledger.take_over((A, "channel", "C1"), NOW, SECOND) == 1
    assert ledger.take_over((A, "channel", "C1"), NOW, SECOND) == 0
    assert ledger.head_of((A, "channel", "C1"), NOW, NOW) is None
    again = ledger.head_of((A, "channel", "C1"), NOW, NOW + SECOND)
    assert again is not None
    begun = ledger.begin(again, NOW, NOW + SECOND)
    assert begun is not None
    assert begun.doubtful
    assert ledger.head_of((A, "channel", "C2"), NOW, NOW + SECOND) is None


def test_what_was_tried_more_than_once_is_looked_for_once_more(engine: Engine, unit: Unit, ledger: Ledger) -> None:
    with unit(A) as work:
        work.keep(outgoing("a", to=channel(1)), MONDAY)
        work.keep(outgoing("b", to=channel(2)), MONDAY)
    once, twice = ledger.claim(NOW, NOW, 10)
    first = ledger.begin(twice, NOW, NOW)
    assert first is not None
    ledger.later(first, None, "no connection")
    for head in (once, *[head for head in ledger.claim(NOW, NOW, 10) if head.id == twice.id]):
        delivery = ledger.begin(head, NOW, NOW)
        assert delivery is not None
        ledger.sent(delivery, "1.1", "C1", at=NOW)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id FROM deliveries WHERE recheck_at IS NOT NULL").scalars().all()
    assert rows == [2]


@pytest.mark.usefixtures("busy")
def test_a_second_try_that_a_dead_process_left_is_taken_over_too(ledger: Ledger) -> None:
    (head,) = ledger.claim(NOW, NOW, 1, workspaces=[B])
    first = ledger.begin(head, NOW, NOW)
    assert first is not None
    ledger.unsure(first, NOW, "no answer")
    (again,) = ledger.claim(NOW, NOW, 1, workspaces=[B])
    assert ledger.begin(again, NOW, NOW) is not None
    assert ledger.take_over(head.queue, NOW, SECOND) == 1
    (taken,) = ledger.claim(NOW, NOW + SECOND, 1, workspaces=[B])
    assert taken.tries == 2


@pytest.mark.usefixtures("busy")
def test_what_rests_after_an_answer_is_left_to_rest(ledger: Ledger) -> None:
    (head,) = ledger.claim(NOW, NOW, 1, workspaces=[B])
    first = ledger.begin(head, NOW, NOW)
    assert first is not None
    ledger.unsure(first, NOW + 10 * SECOND, "no answer")
    assert ledger.take_over(head.queue, NOW, SECOND) == 0
    assert ledger.claim(NOW, NOW + 9 * SECOND, 1, workspaces=[B]) == ()


@pytest.mark.usefixtures("busy")
def test_who_is_killed_again_and_again_still_comes_to_look(ledger: Ledger) -> None:
    (head,) = ledger.claim(NOW, NOW, 1, workspaces=[B])
    assert ledger.begin(head, NOW, NOW) is not None
    assert ledger.recover(NOW, 2 * SECOND) == 1
    assert ledger.recover(NOW + SECOND, 2 * SECOND) == 1
    assert ledger.claim(NOW, NOW + SECOND, 1, workspaces=[B]) == ()
    assert ledger.claim(NOW, NOW + 2 * SECOND, 1, workspaces=[B]) != ()
