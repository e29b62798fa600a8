from datetime import timedelta

import pytest
from sqlalchemy import event, update
from sqlalchemy.engine import Engine

from bot.domain.ids import LivingKey
from storage.deliveries import read
from storage.ledger import Ledger
from storage.tables.deliveries import DeliveryState, deliveries
from tests.storage.deliveries.conftest import Begin, Unit
from tests.storage.deliveries.saying import CARD, CHURN, MONDAY, SALES, SECOND, T1, T2, notice, outgoing, words_of

MINUTE = timedelta(minutes=1)


def states(unit: Unit) -> dict[str, DeliveryState]:
    with unit() as work:
        return {line.key: line.state for line in work.list()}


def test_a_living_message_that_was_not_said_is_changed_where_it_waits(unit: Unit, begin: Begin) -> None:
    with unit() as work:
        assert work.keep(outgoing("card:1", living=CARD, words="old"), MONDAY)
        work.keep(outgoing("other"), MONDAY)
        assert work.keep(outgoing("card:2", living=CARD, words="new"), MONDAY)
        assert work.exists("card:2")
        assert {line.key: line.error for line in work.list()}["card:2"] == "changed a message where it waited"
    assert states(unit) == {"card:1": "pending", "other": "pending", "card:2": "superseded"}
    delivery = begin()
    assert delivery.key == "card:1"
    assert words_of(read(delivery.body)) == "new"


def test_a_changed_message_is_never_said_before_either_was_due(unit: Unit) -> None:
    later = MONDAY + MINUTE
    with unit() as work:
        work.keep(outgoing("a:1", living=CARD, not_before=later), MONDAY)
        work.keep(outgoing("a:2", living=CARD, not_before=MONDAY), MONDAY)
        assert work.list(DeliveryState.PENDING)[0].not_before == later
        work.keep(outgoing("a:3", living=CARD, not_before=later + MINUTE), MONDAY)
        assert work.list(DeliveryState.PENDING)[0].not_before == later + MINUTE


def test_the_same_change_twice_is_one(unit: Unit) -> None:
    with unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)
        assert work.keep(outgoing("card:2", living=CARD, words="new"), MONDAY)
        assert not work.keep(outgoing("card:2", living=CARD, words="newer"), MONDAY)
        living = work.living(CARD)
    assert living is not None
    assert words_of(living.body) == "new"


def test_a_living_message_that_was_said_is_edited(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)
    ledger.sent(begin(), "1.1", "C0CHURN")
    with unit() as work:
        assert work.keep(outgoing("card:2", living=CARD, words="new"), MONDAY)
    edit = begin()
    assert edit.edits is not None
    assert (edit.edits.ts, edit.edits.channel, edit.edits.key) == ("1.1", "C0CHURN", "card:1")
    assert words_of(read(edit.body)) == "new"
    ledger.sent(edit, "1.1", "C0CHURN")
    with unit() as work:
        work.keep(outgoing("card:3", living=CARD), MONDAY)
    assert begin().edits == edit.edits


def test_of_several_edits_only_the_newest_is_made(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)
    post = begin()
    for number in (2, 3, 4):
        with unit() as work:
            work.keep(outgoing(f"card:{number}", living=CARD), MONDAY)
    ledger.sent(post, "1.1", "C0CHURN")
    assert states(unit) == {"card:1": "sent", "card:2": "superseded", "card:3": "superseded", "card:4": "pending"}
    assert words_of(read(begin().body)) == "card:4"


def test_an_edit_that_is_being_made_is_finished_before_the_next(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)
    ledger.sent(begin(), "1.1", "C0CHURN")
    with unit() as work:
        work.keep(outgoing("card:2", living=CARD), MONDAY)
    edit = begin()
    with unit() as work:
        work.keep(outgoing("card:3", living=CARD), MONDAY)
    assert ledger.claim(MONDAY, MONDAY, 10) == ()
    ledger.sent(edit, "1.1", "C0CHURN")
    assert begin().key == "card:3"


def test_a_living_message_is_known_as_it_was_last_decided(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        assert work.living(CARD) is None
        work.keep(outgoing("card:1", living=CARD), MONDAY)
        living = work.living(CARD)
        assert living is not None
        assert (living.body, living.was_sent) == (notice("card:1"), False)
    ledger.sent(begin(), "1.1", "C0CHURN")
    with unit() as work:
        work.keep(outgoing("card:2", living=CARD), MONDAY)
        living = work.living(CARD)
        assert living is not None
        assert (living.body, living.was_sent) == (notice("card:2"), True)
        assert work.bodies([CARD, LivingKey("none")]) == {CARD: notice("card:2")}
    with unit(T2) as work:
        assert work.living(CARD) is None
        assert work.bodies([CARD]) == {}


def test_a_withdrawn_message_is_never_said(unit: Unit, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("nag:1", living=CARD), MONDAY)
        assert work.keep(outgoing("nag:2", living=CARD, withdrawn=True), MONDAY)
        assert work.living(CARD) is None
    assert states(unit) == {"nag:1": "withdrawn", "nag:2": "withdrawn"}
    assert ledger.claim(MONDAY, MONDAY, 10) == ()


def test_an_edit_of_a_withdrawn_message_is_nothing(unit: Unit, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("nag:1", living=CARD), MONDAY)
        work.keep(outgoing("nag:2", living=CARD, withdrawn=True), MONDAY)
        assert work.keep(outgoing("nag:3", living=CARD), MONDAY)
        assert work.bodies([CARD]) == {}
    assert ledger.claim(MONDAY, MONDAY, 10) == ()


def test_withdrawing_what_was_never_decided_keeps_it_from_being_said(unit: Unit, ledger: Ledger) -> None:
    with unit() as work:
        assert work.keep(outgoing("nag:1", living=CARD, withdrawn=True), MONDAY)
        work.keep(outgoing("nag:2", living=CARD), MONDAY)
    assert ledger.claim(MONDAY, MONDAY, 10) == ()


def test_withdrawing_under_the_key_of_the_message_itself_withdraws_it(unit: Unit, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("nag:1", living=CARD), MONDAY)
        assert work.keep(outgoing("nag:1", living=CARD, withdrawn=True), MONDAY)
    assert states(unit) == {"nag:1": "withdrawn"}


def test_withdrawing_what_was_said_edits_it(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("nag:1", living=CARD), MONDAY)
    ledger.sent(begin(), "1.1", "C0CHURN")
    with unit() as work:
        work.keep(outgoing("nag:2", living=CARD, words="done", withdrawn=True), MONDAY)
    assert words_of(read(begin().body)) == "done"


def test_withdrawing_what_was_said_elsewhere_edits_it_where_it_is(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("nag:1", living=CARD), MONDAY)
    ledger.sent(begin(), "1.1", "C0CHURN")
    with unit() as work:
        work.keep(outgoing("nag:2", living=CARD, to=SALES, withdrawn=True), MONDAY)
    edit = begin()
    assert edit.destination == CHURN
    assert edit.edits is not None


def test_what_slack_refused_for_now_can_still_be_withdrawn(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("nag:1", living=CARD), MONDAY)
    ledger.later(begin(), MONDAY + SECOND, "ratelimited")
    with unit() as work:
        work.keep(outgoing("nag:2", living=CARD, withdrawn=True), MONDAY)
    assert ledger.claim(MONDAY, MONDAY + MINUTE, 10) == ()


def test_what_may_be_out_is_edited_and_not_withdrawn(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("nag:1", living=CARD), MONDAY)
    ledger.unsure(begin(), MONDAY + SECOND, "no answer")
    with unit() as work:
        work.keep(outgoing("nag:2", living=CARD, withdrawn=True), MONDAY)
    doubtful = begin(after=SECOND)
    assert doubtful.key == "nag:1"
    assert doubtful.doubtful
    ledger.sent(doubtful, "1.1", "C0CHURN")
    assert begin(after=SECOND).key == "nag:2"


def test_doubt_outlives_a_later_certainty(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("nag:1", living=CARD), MONDAY)
    ledger.unsure(begin(), MONDAY + SECOND, "no answer")
    ledger.later(begin(after=SECOND), MONDAY + 2 * SECOND, "ratelimited")
    with unit() as work:
        work.keep(outgoing("nag:2", living=CARD, withdrawn=True), MONDAY)
    assert begin(after=2 * SECOND).doubtful


def test_a_dead_message_is_followed_by_a_new_one(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)
    ledger.dead(begin(), "no_text", "abc")
    with unit() as work:
        assert work.keep(outgoing("card:2", living=CARD), MONDAY)
    post = begin()
    assert (post.key, post.edits) == ("card:2", None)


def test_withdrawing_a_dead_message_says_nothing(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)
    ledger.dead(begin(), "no_text", "abc")
    with unit() as work:
        assert work.keep(outgoing("card:2", living=CARD, withdrawn=True), MONDAY)
    assert ledger.claim(MONDAY, MONDAY, 10) == ()


def test_the_version_that_waited_behind_a_dead_one_is_posted(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)
    post = begin()
    with unit() as work:
        work.keep(outgoing("card:2", living=CARD), MONDAY)
    ledger.dead(post, "no_text", "abc")
    following = begin()
    assert (following.key, following.edits) == ("card:2", None)


def test_a_parked_message_is_changed_where_it_is_parked(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)
    post = begin()
    with unit() as work:
        work.keep(outgoing("card:2", living=CARD), MONDAY)
    ledger.park(post, MONDAY, "is_archived")
    with unit() as work:
        work.keep(outgoing("card:3", living=CARD), MONDAY)
    assert states(unit) == {"card:1": "parked", "card:2": "superseded", "card:3": "superseded"}
    with unit() as work:
        work.release(CHURN)
    assert words_of(read(begin().body)) == "card:3"


def test_edits_of_a_parked_message_that_may_be_out_wait_with_it(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)
    ledger.unsure(begin(), MONDAY, "no answer")
    ledger.park(begin(), MONDAY, "not_in_channel")
    with unit() as work:
        work.keep(outgoing("card:2", living=CARD), MONDAY)
        work.keep(outgoing("card:3", living=CARD), MONDAY)
    assert states(unit) == {"card:1": "parked", "card:2": "superseded", "card:3": "parked"}


def test_edits_of_an_unknown_message_wait_with_it(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("nag:1", living=CARD), MONDAY)
    ledger.unsure(begin(), MONDAY, "no answer")
    tried_again = begin()
    with unit() as work:
        work.keep(outgoing("nag:2", living=CARD), MONDAY)
    ledger.unknown(tried_again, "missing_scope")
    assert states(unit) == {"nag:1": "unknown", "nag:2": "unknown"}
    with unit() as work:
        work.keep(outgoing("nag:3", living=CARD), MONDAY)
        work.keep(outgoing("next"), MONDAY)
    assert states(unit) == {"nag:1": "unknown", "nag:2": "superseded", "nag:3": "unknown", "next": "pending"}
    assert begin().key == "next"


def test_a_living_message_that_moves_house_is_posted_in_the_new_place(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)
    ledger.sent(begin(), "1.1", "C0CHURN")
    with unit() as work:
        work.keep(outgoing("card:2", living=CARD), MONDAY)
        assert work.keep(outgoing("card:3", living=CARD, to=SALES), MONDAY)
        assert not work.keep(outgoing("card:3", living=CARD, to=CHURN), MONDAY)
    assert states(unit) == {"card:1": "sent", "card:2": "superseded", "card:3": "pending"}
    moved = begin()
    assert (moved.destination, moved.edits) == (SALES, None)
    ledger.sent(moved, "2.2", "C0SALES")
    with unit() as work:
        work.keep(outgoing("card:4", living=CARD, to=SALES), MONDAY)
    edit = begin()
    assert edit.edits is not None
    assert edit.edits.ts == "2.2"


def test_an_edit_for_a_new_place_never_touches_the_message_in_the_old_one(
    unit: Unit, begin: Begin, ledger: Ledger, engine: Engine
) -> None:
    with unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)
    ledger.sent(begin(), "1.1", "C0CHURN")
    with unit() as work:
        work.keep(outgoing("card:2", living=CARD, to=SALES), MONDAY)
    ledger.unsure(begin(), MONDAY, "no answer")
    ledger.park(begin(), MONDAY, "not_in_channel")
    with unit() as work:
        work.keep(outgoing("card:3", living=CARD, to=SALES), MONDAY)
    with engine.begin() as connection:  # alone: who drops a message by our means drops its edits with it
        connection.execute(update(deliveries).where(deliveries.c.id == 2).values(state=DeliveryState.WITHDRAWN))
    with unit() as work:
        assert work.release(SALES) == 1
    (head,) = ledger.claim(MONDAY, MONDAY, 10)
    assert ledger.begin(head, MONDAY, MONDAY) is None
    assert states(unit) == {"card:1": "sent", "card:2": "withdrawn", "card:3": "superseded"}


def test_an_edit_that_is_not_due_is_parked_with_its_message(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)
    post = begin()
    with unit() as work:
        work.keep(outgoing("card:2", living=CARD, not_before=MONDAY + MINUTE), MONDAY)
    ledger.park(post, MONDAY, "is_archived")
    assert states(unit) == {"card:1": "parked", "card:2": "parked"}


def test_moving_house_twice_under_one_key_is_moving_once(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)
    ledger.sent(begin(), "1.1", "C0CHURN")
    with unit() as work:
        assert not work.keep(outgoing("card:1", living=CARD, to=SALES), MONDAY)
        assert not work.keep(outgoing("card:1", living=CARD), MONDAY)
    assert states(unit) == {"card:1": "sent"}


def test_an_unsaid_living_message_moves_where_it_waits(unit: Unit, begin: Begin) -> None:
    with unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)
        work.keep(outgoing("card:2", living=CARD, to=SALES), MONDAY)
    assert begin().destination == SALES


@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_is_begun_in_the_moment_of_a_change_is_edited(
    unit: Unit, begin: Begin, ledger: Ledger, engine: Engine, *, withdrawn: bool
) -> None:
    """Two processes: the drain begins between the look at the waiting message and its change."""
    with unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)

    def begun_meanwhile(connection: object, cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO deliveries") and not happened:
            happened.append(statement)
            row = (deliveries.c.workspace == T1) & (deliveries.c.key == "card:1")
            trying = {"state": DeliveryState.TRYING, "tries": 1}
            work._connection.execute(update(deliveries).where(row).values(**trying))

    happened: list[str] = []
    event.listen(engine, "after_cursor_execute", begun_meanwhile)
    with unit() as work:
        assert work.keep(outgoing("card:2", living=CARD, withdrawn=withdrawn), MONDAY)
    event.remove(engine, "after_cursor_execute", begun_meanwhile)
    assert happened
    assert states(unit) == {"card:1": "trying", "card:2": "pending"}


def test_when_a_message_was_said_is_what_slack_stamped_on_its_first_post(
    unit: Unit, begin: Begin, ledger: Ledger
) -> None:
    with unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)
        assert work.posted_at(CARD) is None
    stamp = MONDAY + 40 * MINUTE
    ledger.sent(begin(), f"{stamp.timestamp():.6f}", "C0CHURN")
    with unit() as work:
        work.keep(outgoing("card:2", living=CARD, words="new"), MONDAY)
        assert work.posted_at(CARD) == stamp
    ledger.sent(begin(), f"{(stamp + MINUTE).timestamp():.6f}", "C0CHURN")
    with unit() as work:
        assert work.posted_at(CARD) == stamp, "an edit is not another post"
        assert work.posted_at(LivingKey("card:none")) is None
    with unit(T2) as work:
        assert work.posted_at(CARD) is None
