"""What did not get out: put back or dropped beside a drain, once however often it is asked for."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.domain.decision import Fact
from bot.domain.ids import WorkspaceId
from bot.domain.message import Outgoing, ToPerson
from bot.domain.undelivered import Outcome, Trouble
from storage.deliveries import Deliveries
from storage.delivery_list import DeliveryList, Wanted
from storage.ledger import Ledger
from storage.ledger_rows import Delivery
from storage.tables.deliveries import DeliveryState
from storage.unit_of_work import Store
from tests.storage.conftest import Reading, Unit
from tests.storage.deliveries.saying import ANA, CARD, CHURN, MONDAY, SALES, outgoing
from tests.storage.samples import NOW, T1, T2

LATER = MONDAY + timedelta(days=1)
Trying = Callable[..., Delivery]


@pytest.fixture
def ledger(engine: Engine) -> Ledger:
    return Ledger(engine)


@pytest.fixture
def trying(unit: Unit, ledger: Ledger) -> Trying:
    """A message that was kept and whose try has begun."""

    def begin(message: Outgoing, workspace: WorkspaceId = T1) -> Delivery:
        with unit(workspace) as work:
            work.say(message)
        head = ledger.claim(MONDAY, LATER, 100)[-1]
        delivery = ledger.begin(head, MONDAY, LATER)
        assert delivery is not None
        return delivery

    return begin


def state(reading: Reading, row: int, workspace: WorkspaceId = T1) -> DeliveryState | None:
    with reading(workspace) as work:
        return work.undelivered.state(row)


def retry(unit: Unit, row: int) -> Outcome:
    with unit() as work:
        return work.undelivered.retry(row)


def drop(unit: Unit, row: int) -> Outcome:
    with unit() as work:
        return work.undelivered.drop(row, "dropped: over")


def test_a_parked_message_is_put_back_once(unit: Unit, ledger: Ledger, trying: Trying, reading: Reading) -> None:
    parked = trying(outgoing("a"))
    ledger.park(parked, MONDAY, "is_archived")
    assert retry(unit, parked.id) is Outcome.RETRIED
    assert retry(unit, parked.id) is Outcome.WAITS_ALREADY
    assert [head.id for head in ledger.claim(MONDAY, LATER, 10)] == [parked.id]


def test_what_may_be_out_is_looked_for_before_it_is_said_again(unit: Unit, ledger: Ledger, trying: Trying) -> None:
    unknown = trying(outgoing("nag", living=CARD))
    with unit() as work:
        work.say(outgoing("nag:done", living=CARD))
    ledger.unknown(unknown, "cannot be read back: missing_scope")
    assert retry(unit, unknown.id) is Outcome.RETRIED
    (head,) = ledger.claim(MONDAY, LATER, 10)
    again = ledger.begin(head, MONDAY, LATER)
    assert again is not None
    assert again.doubtful
    ledger.sent(again, "1.1", "C0CHURN")
    (edit,) = ledger.claim(MONDAY, LATER, 10)
    assert edit.is_edit
    edited = ledger.begin(edit, MONDAY, LATER)
    assert edited is not None
    assert not edited.doubtful


def test_an_edit_that_waits_with_its_message_takes_it_along(
    unit: Unit, ledger: Ledger, trying: Trying, reading: Reading
) -> None:
    post = trying(outgoing("card:1", living=CARD))
    with unit() as work:
        work.say(outgoing("card:2", living=CARD))
    ledger.unknown(post, "cannot be read back")
    assert retry(unit, post.id + 1) is Outcome.RETRIED
    assert [state(reading, row) for row in (1, 2)] == [DeliveryState.PENDING] * 2


def test_a_dead_letter_gets_its_full_layout_again(unit: Unit, ledger: Ledger, trying: Trying) -> None:
    dead = trying(outgoing("a"))
    ledger.degrade(dead, "plain", "invalid_arguments")
    ledger.dead(dead, "invalid_arguments", "hash")
    assert retry(unit, dead.id) is Outcome.RETRIED
    (head,) = ledger.claim(MONDAY, LATER, 10)
    again = ledger.begin(head, MONDAY, LATER)
    assert again is not None
    assert again.degree == "full"


@pytest.mark.parametrize("living", [True, False])
def test_a_dead_letter_is_not_said_after_a_later_version(
    unit: Unit, ledger: Ledger, trying: Trying, *, living: bool
) -> None:
    dead = trying(outgoing("card:1", living=CARD if living else None))
    ledger.dead(dead, "invalid_arguments", None)
    with unit() as work:
        work.say(outgoing("card:2", living=CARD if living else None))
    assert retry(unit, dead.id) is (Outcome.IS_OBSOLETE if living else Outcome.RETRIED)


def test_what_is_tried_right_now_is_left_alone(unit: Unit, trying: Trying, reading: Reading) -> None:
    tried = trying(outgoing("a"))
    assert retry(unit, tried.id) is Outcome.IS_TRIED
    assert drop(unit, tried.id) is Outcome.IS_TRIED
    assert state(reading, tried.id) is DeliveryState.TRYING


def test_what_is_out_or_over_is_left_alone(unit: Unit, ledger: Ledger, trying: Trying, reading: Reading) -> None:
    sent = trying(outgoing("a"))
    ledger.sent(sent, "1.1", "C0CHURN")
    assert (retry(unit, sent.id), drop(unit, sent.id)) == (Outcome.IS_OUT, Outcome.IS_OUT)
    with unit() as work:
        work.say(outgoing("card:1", living=CARD))
        work.say(outgoing("card:2", living=CARD))
    assert (retry(unit, 3), drop(unit, 3)) == (Outcome.IS_OBSOLETE, Outcome.IS_OBSOLETE)
    assert (retry(unit, 99), drop(unit, 99)) == (Outcome.NOT_FOUND, Outcome.NOT_FOUND)
    assert state(reading, 99) is None


def test_a_dropped_message_is_never_said_and_its_edits_go_with_it(
    unit: Unit, ledger: Ledger, trying: Trying, reading: Reading
) -> None:
    post = trying(outgoing("card:1", living=CARD))
    with unit() as work:
        work.say(outgoing("card:2", living=CARD))
    ledger.unknown(post, "cannot be read back")
    assert drop(unit, post.id) is Outcome.DROPPED
    assert drop(unit, post.id) is Outcome.DROPPED_ALREADY
    assert retry(unit, post.id) is Outcome.IS_DROPPED
    assert [state(reading, row) for row in (1, 2)] == [DeliveryState.WITHDRAWN] * 2
    assert ledger.claim(MONDAY, LATER, 10) == ()


def test_a_message_of_another_workspace_is_not_touched(unit: Unit, ledger: Ledger, trying: Trying) -> None:
    parked = trying(outgoing("a"), T2)
    ledger.park(parked, MONDAY, "is_archived")
    assert retry(unit, parked.id) is Outcome.NOT_FOUND
    assert drop(unit, parked.id) is Outcome.NOT_FOUND


def test_a_drain_that_began_in_this_moment_wins(store: Store, ledger: Ledger, trying: Trying) -> None:
    """The row is read, then somebody puts it back and a drain begins it, then it is put back for the second time."""
    parked = trying(outgoing("a"))
    ledger.park(parked, MONDAY, "is_archived")
    with store.unit(T1, actor=None, now=NOW) as work:
        if not store.is_sqlite:  # on SQLite nobody else writes meanwhile
            _somebody_else_puts_it_back(store, ledger)
            assert work.undelivered.retry(parked.id) is Outcome.IS_TRIED


def _somebody_else_puts_it_back(store: Store, ledger: Ledger) -> None:
    with store.engine.begin() as connection:
        Deliveries(connection, T1).release(CHURN)
    (head,) = ledger.claim(MONDAY, LATER, 10)
    assert ledger.begin(head, MONDAY, LATER) is not None


def test_what_needs_a_human_is_counted_and_listed_newest_first(
    unit: Unit, ledger: Ledger, trying: Trying, reading: Reading
) -> None:
    ledger.park(trying(outgoing("a", to=ANA)), MONDAY, "user_disabled")
    ledger.dead(trying(outgoing("b")), "no_text", None)
    ledger.unknown(trying(outgoing("c")), "cannot be read back")
    ledger.sent(trying(outgoing("d")), "1.1", "C0CHURN")
    ledger.dead(trying(outgoing("e"), T2), "no_text", None)
    with reading() as work:
        counts, newest = work.undelivered.counts(), work.undelivered.newest(2)
    assert counts == {Trouble.DEAD: 1, Trouble.UNKNOWN: 1, Trouble.PARKED: 1}
    assert [(each.id, each.trouble, each.reason) for each in newest] == [
        (3, Trouble.UNKNOWN, "cannot be read back"),
        (2, Trouble.DEAD, "no_text"),
    ]
    with reading() as work:
        assert work.undelivered.newest(9)[-1].to == ToPerson(user=ANA.user)


# --- the list of operators -----------------------------------------------------------------------------


@pytest.fixture
def listed(engine: Engine) -> DeliveryList:
    return DeliveryList(engine)


def test_operators_see_first_what_needs_them_and_nothing_that_is_not_due(
    unit: Unit, ledger: Ledger, trying: Trying, listed: DeliveryList
) -> None:
    ledger.park(trying(outgoing("parked", to=ANA)), MONDAY, "user_disabled")
    ledger.dead(trying(outgoing("dead")), "no_text", None)
    ledger.unknown(trying(outgoing("unknown"), T2), "cannot be read back")
    ledger.sent(trying(outgoing("sent")), "1.1", "C0CHURN")
    with unit() as work:
        work.say(outgoing("due", to=SALES))
        work.say(outgoing("not due", to=SALES, not_before=LATER))
    lines = listed.lines(Wanted(), MONDAY, 10)
    assert [line.state for line in lines] == ["dead", "unknown", "parked", "pending"]
    assert [(line.workspace, line.id) for line in lines] == [(T1, 2), (T2, 1), (T1, 1), (T1, 4)]
    assert [line.id for line in listed.lines(Wanted(), LATER, 10)][-2:] == [5, 4]
    assert len(listed.lines(Wanted(), MONDAY, 2)) == 2


def test_operators_see_only_what_they_ask_for(ledger: Ledger, trying: Trying, listed: DeliveryList) -> None:
    ledger.park(trying(outgoing("a", to=ANA)), MONDAY, "user_disabled")
    ledger.park(trying(outgoing("b"), T2), MONDAY, "is_archived")
    ledger.sent(trying(outgoing("c", to=SALES)), "1.1", "C0CHURN")

    def found(wanted: Wanted) -> list[tuple[str, int]]:
        return [(line.workspace, line.id) for line in listed.lines(wanted, MONDAY, None)]

    assert found(Wanted(states=(DeliveryState.SENT,))) == [(T1, 2)]
    assert found(Wanted(workspace=T2)) == [(T2, 1)]
    assert found(Wanted(destination=ANA.user)) == [(T1, 1)]
    assert found(Wanted(kind="parked")) == [(T1, 1), (T2, 1)]
    assert found(Wanted(kind="nag")) == []
    assert listed.workspaces_of(1) == (T1, T2)


def test_a_stopped_workspace_says_since_when_why_and_how_much_is_due(unit: Unit, listed: DeliveryList) -> None:
    for workspace, at in ((T1, MONDAY), (T2, LATER)):
        with unit(workspace) as work:
            work.workspaces.arrive("Acme", None, NOW)
            work.say(outgoing("a"))
            work.say(outgoing("b", not_before=LATER))
            work.workspaces.stop(at, "token_revoked")
    first, second = listed.stopped(MONDAY)
    assert (first.workspace, first.name, first.stopped_at, first.why, first.due) == (
        *(T1, "Acme", MONDAY, "token_revoked", 1),
    )
    assert second.workspace == T2
    assert [each.workspace for each in listed.stopped(MONDAY, T2)] == [T2]
    with unit() as work:
        work.workspaces.arrive("Acme", None, NOW)
    assert [each.workspace for each in listed.stopped(MONDAY)] == [T2]


def test_what_operators_do_is_a_chain_of_its_own_across_workspaces(unit: Unit, reading: Reading) -> None:
    for workspace in (T1, T2):
        with unit(workspace) as work:
            work.audit.append((Fact(act="own", project=None, subject="x"),))
            work.operators.append((Fact(act="deliveries.drop", project=None, subject=f"{workspace}/1"),))
    with reading(T1) as work:
        assert [entry.subject for entry in work.operators.entries()] == [f"{T1}/1", f"{T2}/1"]
        assert work.operators.verify() is None
        assert [entry.act for entry in work.audit.entries()] == ["own"]
