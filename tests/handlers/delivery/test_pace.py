"""How long a failed try rests, and what rests in one process alone."""

from bot.domain.ids import WorkspaceId
from handlers.delivery.pace import Rests, Waits
from storage.ledger_rows import Queue
from tests.storage.deliveries.saying import MONDAY, SECOND

HERE: Queue = (WorkspaceId("T1"), "channel", "C1")
THERE: Queue = (WorkspaceId("T1"), "channel", "C2")


def test_a_place_that_rests_is_left_out_until_it_has_rested() -> None:
    rests = Rests()
    rests.rest(HERE, MONDAY + 2 * SECOND)
    assert rests.rested([HERE, THERE], MONDAY + SECOND) == {HERE}
    assert rests.next_end(MONDAY + SECOND) == SECOND
    assert rests.rested([HERE, THERE], MONDAY + 2 * SECOND) == frozenset()
    assert rests.next_end(MONDAY) is None
    assert rests._until == {}


def test_rests_double_up_to_the_longest() -> None:
    waits = Waits(first=SECOND, most=10 * SECOND)
    assert [waits.again(tries) // SECOND for tries in (1, 2, 3, 4, 5, 1000)] == [1, 2, 4, 8, 10, 10]


def test_what_failed_together_is_tried_again_at_different_times() -> None:
    waits = Waits(first=SECOND, most=10 * SECOND)
    assert waits.again(2, 0.0) == 2 * SECOND
    assert waits.again(2, 1.0) == 2.5 * SECOND
    assert waits.again(2, 0.5) == 2.25 * SECOND
