"""Wake-ups on PostgreSQL: one for a destination, and of one workspace never more than its share, for all replicas."""

import pytest
from sqlalchemy import Engine, text

from bot.domain.ids import ChannelId, WorkspaceId
from bot.domain.message import ToChannel
from storage.ledger import Ledger
from storage.ledger_rows import Head
from storage.wake_ups import WakeUp
from tests.databases import Fresh
from tests.storage.deliveries.conftest import Unit
from tests.storage.deliveries.saying import MONDAY, SECOND, outgoing

A, B = WorkspaceId("TA"), WorkspaceId("TB")


@pytest.fixture
def database_url(fresh_database: Fresh) -> str:
    """SQLite has one process, and that wakes itself."""
    return fresh_database("postgresql")


@pytest.fixture
def due(unit: Unit) -> None:
    """Ten channels in one workspace, one in another."""
    for workspace, channels in ((A, 10), (B, 1)):
        with unit(workspace) as work:
            for number in range(channels):
                work.keep(outgoing(f"{number}", to=ToChannel(channel=ChannelId(f"C{number}"))), MONDAY)


def asked(head: Head) -> WakeUp:
    return WakeUp(queue=head.queue, task="deliver", priority=-head.turn, arguments={"workspace": head.workspace})


def unasked(ledger: Ledger, each: int) -> list[tuple[str, str, int]]:
    heads = ledger.claim(MONDAY, MONDAY, each, unless_waked=True)
    return [(head.workspace, head.destination, head.turn) for head in heads]


@pytest.mark.usefixtures("due")
def test_what_was_asked_for_counts_among_the_share_of_its_workspace(ledger: Ledger) -> None:
    assert len(unasked(ledger, 4)) == 5
    first = [head for head in ledger.claim(MONDAY, MONDAY, 3) if head.workspace == A]
    ledger.wake_ups.ask([asked(head) for head in first])
    assert ledger.wake_ups.waiting() == 3
    assert unasked(ledger, 4) == [(B, "C0", 1), (A, "C3", 4)]
    assert unasked(ledger, 3) == [(B, "C0", 1)]


@pytest.mark.usefixtures("due")
def test_who_asks_again_for_one_still_asks_for_the_others(ledger: Ledger) -> None:
    heads = ledger.claim(MONDAY, MONDAY, 4)
    ledger.wake_ups.ask([asked(heads[0])])
    ledger.wake_ups.ask([asked(head) for head in heads])
    ledger.wake_ups.ask([])
    assert ledger.wake_ups.waiting() == len(heads) == 5
    assert ledger.has_wake_ups()


@pytest.mark.usefixtures("due")
def test_what_is_being_worked_on_is_asked_for_anew_and_counts_among_the_share(engine: Engine, ledger: Ledger) -> None:
    """What comes meanwhile is not forgotten; the lock of its destination keeps the second from overtaking the first."""
    first = next(head for head in ledger.claim(MONDAY, MONDAY, 1) if head.workspace == A)
    ledger.wake_ups.ask([asked(first)])
    with engine.begin() as connection:
        connection.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))
    assert unasked(ledger, 3) == [(B, "C0", 1), (A, "C0", 2), (A, "C1", 3)]
    assert ledger.wake_ups.waiting() == 0
    assert ledger.has_wake_ups()


def test_a_place_says_when_it_is_free_for_what_waits_for_nothing_else(engine: Engine, unit: Unit) -> None:
    ledger, queue = Ledger(engine, gap=SECOND), (A, "channel", "C1")
    with unit(A) as work:
        for key in "ab":
            work.keep(outgoing(key, to=ToChannel(channel=ChannelId("C1"))), MONDAY)
    assert ledger.free_at(queue, MONDAY, MONDAY) is None
    (head,) = ledger.claim(MONDAY, MONDAY, 1)
    delivery = ledger.begin(head, MONDAY, MONDAY)
    assert delivery is not None
    ledger.sent(delivery, "1.1", "C1", at=MONDAY)
    assert ledger.free_at(queue, MONDAY, MONDAY) == MONDAY + SECOND
    assert ledger.free_at(queue, MONDAY - SECOND, MONDAY) is None
    assert ledger.free_at(queue, MONDAY, MONDAY + SECOND) is None


def test_replicas_are_counted_by_their_signs_of_life(ledger: Ledger, engine: Engine) -> None:
    assert ledger.wake_ups.replicas(30 * SECOND) == 0
    with engine.begin() as connection:
        for seconds in (0, 10, 40):
            heartbeat = (
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => :ago))"
            )
            connection.execute(text(heartbeat), {"ago": seconds})
    assert [ledger.wake_ups.replicas(patience * SECOND) for patience in (5, 30, 60)] == [1, 2, 3]
