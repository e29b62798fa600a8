from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine, insert, select, update

from storage.deliveries import read
from storage.ledger import LEASE, Ledger
from storage.ledger_rows import Head
from storage.tables.deliveries import DeliveryState, deliveries
from storage.tables.workspaces import WorkspaceStatus, workspaces
from tests.storage.deliveries.conftest import Begin, Unit
from tests.storage.deliveries.saying import ANA, CARD, CHURN, MONDAY, SALES, SECOND, T1, T2, outgoing, words_of

Heads = Callable[..., list[Head]]
HOUR = timedelta(hours=1)
SOON = timedelta(seconds=5)


def keep(unit: Unit, *keys: str, **more: object) -> None:
    with unit() as work:
        for key in keys:
            work.keep(outgoing(key, **more), MONDAY)  # type: ignore[arg-type]  # fields of an outgoing, by name


def row(engine: Engine, key: str) -> dict[str, object]:
    with engine.connect() as connection:
        found = connection.execute(select(deliveries).where(deliveries.c.key == key)).mappings().one()
        return dict(found)


def queue(heads: list[Head]) -> list[tuple[str, int]]:
    return [(head.destination, head.id) for head in heads]


def test_an_empty_ledger_has_nothing_to_send(heads: Heads, ledger: Ledger) -> None:
    assert heads() == []
    assert ledger.outlook(MONDAY, MONDAY).next_wake is None
    assert not ledger.has_due(MONDAY)


def test_each_destination_offers_its_first_message_only(unit: Unit, heads: Heads) -> None:
    keep(unit, "a", "b")
    keep(unit, "c", to=SALES)
    keep(unit, "d", to=ANA)
    assert queue(heads()) == [("C0CHURN", 1), ("C0SALES", 3), ("U0ANA", 4)]


def test_a_person_and_a_channel_of_the_same_id_and_other_workspaces_do_not_wait_for_each_other(
    unit: Unit, heads: Heads
) -> None:
    keep(unit, "a")
    with unit(T2) as work:
        work.keep(outgoing("a"), MONDAY)
    assert [(head.workspace, head.id) for head in heads()] == [(T1, 1), (T2, 1)]


def test_nothing_is_offered_before_it_is_due(unit: Unit, heads: Heads, ledger: Ledger) -> None:
    keep(unit, "tomorrow", not_before=MONDAY + HOUR)
    assert heads(MONDAY + HOUR - SECOND) == []
    assert not ledger.has_due(MONDAY + HOUR - SECOND)
    assert len(heads(MONDAY + HOUR)) == 1
    assert ledger.has_due(MONDAY + HOUR)


def test_what_is_due_later_holds_nothing_up(unit: Unit, heads: Heads) -> None:
    keep(unit, "tomorrow", not_before=MONDAY + HOUR)
    keep(unit, "today")
    assert queue(heads()) == [("C0CHURN", 2)]
    assert queue(heads(MONDAY + HOUR)) == [("C0CHURN", 1)]


def test_the_oldest_is_offered_first_and_no_more_than_asked_for(unit: Unit, heads: Heads) -> None:
    keep(unit, "a", not_before=MONDAY + SECOND)
    keep(unit, "b", to=SALES)
    keep(unit, "c", to=ANA)
    assert queue(heads(MONDAY + HOUR)) == [("C0SALES", 2), ("U0ANA", 3), ("C0CHURN", 1)]
    assert queue(heads(MONDAY + HOUR, limit=1)) == [("C0SALES", 2)]


def test_a_try_is_committed_when_it_begins(unit: Unit, begin: Begin, engine: Engine) -> None:
    keep(unit, "a")
    begin(MONDAY + SECOND, after=SOON)
    after = row(engine, "a")
    assert (after["state"], after["tries"], after["first_try"]) == ("trying", 1, MONDAY + SECOND)
    assert (after["tried_at"], after["retry_at"]) == (MONDAY + SOON, MONDAY + SOON + LEASE)


def test_what_is_being_tried_is_not_offered_and_holds_up_its_followers(unit: Unit, begin: Begin, heads: Heads) -> None:
    keep(unit, "a", "b")
    begin()
    assert heads() == []


def test_a_message_is_begun_once(unit: Unit, heads: Heads, ledger: Ledger) -> None:
    keep(unit, "a")
    (head,) = heads()
    assert ledger.begin(head, MONDAY, MONDAY) is not None
    assert ledger.begin(head, MONDAY, MONDAY) is None


def test_what_was_withdrawn_after_the_look_is_not_begun(unit: Unit, heads: Heads, ledger: Ledger) -> None:
    keep(unit, "a", living=CARD)
    (head,) = heads()
    keep(unit, "b", living=CARD, withdrawn=True)
    assert ledger.begin(head, MONDAY, MONDAY) is None


def test_what_was_put_off_after_the_look_is_not_begun(unit: Unit, heads: Heads, ledger: Ledger, begin: Begin) -> None:
    keep(unit, "a")
    (head,) = heads()
    ledger.later(begin(), MONDAY + SOON, "ratelimited")
    assert ledger.begin(head, MONDAY, MONDAY + SOON) is None
    assert ledger.begin(replace(head, tries=1), MONDAY, MONDAY) is None
    assert ledger.begin(replace(head, tries=1), MONDAY, MONDAY + SOON) is not None


def test_a_message_begun_is_what_it_is_at_that_moment(unit: Unit, heads: Heads, ledger: Ledger) -> None:
    keep(unit, "a", living=CARD, words="old")
    (head,) = heads()
    keep(unit, "b", living=CARD, words="new")
    delivery = ledger.begin(head, MONDAY, MONDAY)
    assert delivery is not None
    assert words_of(read(delivery.body)) == "new"


def test_a_try_that_outlived_its_lease_comes_back_doubtful(unit: Unit, begin: Begin, heads: Heads) -> None:
    keep(unit, "a")
    assert not begin().doubtful
    assert heads(protocol=MONDAY + LEASE - SECOND) == []
    assert begin(after=LEASE).doubtful


def test_a_drain_that_was_overtaken_changes_nothing_any_more(
    unit: Unit, begin: Begin, ledger: Ledger, engine: Engine
) -> None:
    keep(unit, "a")
    frozen = begin()
    begin(after=LEASE)
    ledger.sent(frozen, "1.1", "C0CHURN")
    ledger.dead(frozen, "no_text", None)
    assert row(engine, "a")["state"] == "trying"


def test_sent_keeps_where_the_message_is(unit: Unit, begin: Begin, ledger: Ledger, engine: Engine) -> None:
    keep(unit, "a", "b")
    ledger.sent(begin(), "1.1", "C0CHURN")
    after = row(engine, "a")
    assert (after["state"], after["ts"], after["posted_channel"], after["retry_at"]) == ("sent", "1.1", "C0CHURN", None)
    assert begin().key == "b"


def test_later_rests_until_its_time_and_is_not_doubtful(
    unit: Unit, begin: Begin, heads: Heads, ledger: Ledger, engine: Engine
) -> None:
    keep(unit, "a", "b")
    ledger.later(begin(), MONDAY + SOON, "ratelimited")
    assert row(engine, "a")["error"] == "ratelimited"
    assert heads(protocol=MONDAY + SOON - SECOND) == []
    again = begin(after=SOON)
    assert (again.key, again.tries, again.doubtful, again.first_try) == ("a", 2, False, MONDAY)


def test_unsure_rests_and_comes_back_doubtful(unit: Unit, begin: Begin, heads: Heads, ledger: Ledger) -> None:
    keep(unit, "a")
    ledger.unsure(begin(), MONDAY + SOON, "no answer")
    assert heads(protocol=MONDAY + SOON - SECOND) == []
    again = begin(MONDAY + HOUR, after=SOON)
    assert (again.doubtful, again.first_try) == (True, MONDAY)


def test_a_simpler_layout_is_remembered(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    keep(unit, "a")
    delivery = begin()
    assert delivery.degree == "full"
    ledger.degrade(delivery, "plain", "invalid_blocks")
    ledger.later(delivery, None, "ratelimited")
    assert begin().degree == "plain"


def test_parking_parks_all_that_is_due_there_and_nothing_else(
    unit: Unit, begin: Begin, ledger: Ledger, engine: Engine
) -> None:
    keep(unit, "a", "b")
    keep(unit, "tomorrow", not_before=MONDAY + HOUR)
    delivery = begin()
    keep(unit, "c", to=SALES)
    ledger.park(delivery, MONDAY, "is_archived")
    assert [row(engine, key)["state"] for key in ("a", "b", "tomorrow", "c")] == [
        "parked",
        "parked",
        "pending",
        "pending",
    ]
    assert row(engine, "b")["error"] == "is_archived"


def test_a_dead_letter_keeps_why_and_the_hash(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    keep(unit, "a", "b")
    ledger.dead(begin(), "invalid_blocks", "f00d")
    with unit() as work:
        (dead,) = work.list(DeliveryState.DEAD)
    assert (dead.key, dead.error, dead.payload_hash) == ("a", "invalid_blocks", "f00d")
    assert begin().key == "b"


def test_a_refused_edit_becomes_a_post_that_follows_the_old_message(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    keep(unit, "card:1", living=CARD)
    ledger.sent(begin(), "1.1", "C0CHURN")
    keep(unit, "card:2", living=CARD)
    edit = begin()
    keep(unit, "card:3", living=CARD)
    ledger.repost(edit)
    anew = begin()
    assert (anew.key, anew.edits, anew.doubtful) == ("card:2", None, False)
    assert anew.follows is not None
    assert (anew.follows.channel, anew.follows.ts) == ("C0CHURN", "1.1")
    ledger.sent(anew, "2.2", "C0CHURN")
    following = begin()
    assert following.edits is not None
    assert (following.key, following.edits.ts, following.edits.key) == ("card:3", "2.2", "card:2")


def test_a_change_after_a_refused_edit_leaves_no_older_edit_behind(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    keep(unit, "card:1", living=CARD)
    ledger.sent(begin(), "1.1", "C0CHURN")
    keep(unit, "card:2", living=CARD)
    edit = begin()
    keep(unit, "card:3", living=CARD)
    ledger.repost(edit)
    keep(unit, "card:4", living=CARD)
    anew = begin()
    assert words_of(read(anew.body)) == "card:4"
    ledger.sent(anew, "2.2", "C0CHURN")
    assert ledger.claim(MONDAY, MONDAY, 10) == ()


def test_what_follows_a_message_that_is_gone_from_the_ledger_has_no_link(
    unit: Unit, begin: Begin, engine: Engine
) -> None:
    keep(unit, "card:1")
    with engine.begin() as connection:
        connection.execute(update(deliveries).values(follows=99))
    assert begin().follows is None


def test_an_edit_without_a_message_in_slack_is_dropped_and_holds_nothing_up(
    unit: Unit, heads: Heads, ledger: Ledger, engine: Engine
) -> None:
    keep(unit, "a", "b", living=CARD)
    with engine.begin() as connection:
        connection.execute(update(deliveries).where(deliveries.c.key == "b").values(state=DeliveryState.PENDING))
        connection.execute(update(deliveries).where(deliveries.c.key == "a").values(state=DeliveryState.DEAD))
    (head,) = heads()
    assert ledger.begin(head, MONDAY, MONDAY) is None
    assert row(engine, "b")["state"] == "superseded"
    assert heads() == []


def test_tries_that_a_killed_drain_left_are_taken_over_when_slack_had_its_time(
    unit: Unit, begin: Begin, heads: Heads, ledger: Ledger
) -> None:
    keep(unit, "a")
    begin()
    keep(unit, "b", to=SALES)
    begin(after=SOON)
    now = MONDAY + LEASE
    assert ledger.recover(now, SOON) == 2
    assert queue(heads(protocol=now)) == [("C0CHURN", 1)]
    assert queue(heads(protocol=now + SOON)) == [("C0CHURN", 1), ("C0SALES", 2)]
    for head in heads(protocol=now + SOON):
        delivery = ledger.begin(head, MONDAY, now + SOON)
        assert delivery is not None
        assert delivery.doubtful


def test_nothing_is_recovered_where_nothing_was_begun(unit: Unit, ledger: Ledger, begin: Begin) -> None:
    keep(unit, "a")
    ledger.sent(begin(), "1.1", "C0CHURN")
    keep(unit, "b")
    assert ledger.recover(MONDAY + HOUR, SOON) == 0


def test_the_next_wake_is_the_next_moment_that_matters(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    keep(unit, "a")
    assert ledger.outlook(MONDAY, MONDAY).next_wake is None
    keep(unit, "b", not_before=MONDAY + HOUR)
    assert ledger.outlook(MONDAY, MONDAY).next_wake == HOUR
    ledger.governor.pause(T1, "chat.update", MONDAY + 2 * SOON)
    assert ledger.outlook(MONDAY, MONDAY).next_wake == 2 * SOON
    ledger.later(begin(), MONDAY + SOON, "ratelimited")
    assert ledger.outlook(MONDAY, MONDAY).next_wake == SOON
    assert ledger.outlook(MONDAY, MONDAY + SOON).next_wake == SOON
    assert ledger.outlook(MONDAY, MONDAY + 2 * SOON).next_wake == HOUR


def test_the_backlog_counts_what_is_due_and_what_needs_a_human(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    keep(unit, "out", "dead", "unknown", "blind", "waits", "waits too")
    ledger.sent(begin(), "1.1", "C0CHURN")
    ledger.dead(begin(), "no_text", None)
    ledger.unknown(begin(), "missing_scope")
    blind = begin()
    ledger.blind(blind)
    ledger.sent(blind, "1.2", "C0CHURN")
    keep(unit, "tomorrow", not_before=MONDAY + HOUR)
    keep(unit, "parked", to=SALES, not_before=MONDAY - HOUR)
    (parked, _) = ledger.claim(MONDAY, MONDAY, 10)
    delivery = ledger.begin(parked, MONDAY, MONDAY)
    assert delivery is not None
    before = ledger.backlog(MONDAY)
    assert (before.due, before.oldest_due) == (3, MONDAY - HOUR)
    ledger.park(delivery, MONDAY, "is_archived")
    after = ledger.backlog(MONDAY)
    assert (after.due, after.oldest_due) == (2, MONDAY)
    assert (after.parked, after.unknown, after.dead, after.sent_blind) == (1, 1, 1, 1)


def test_a_stopped_workspace_is_not_spoken_to_and_keeps_its_messages(
    unit: Unit, heads: Heads, ledger: Ledger, engine: Engine
) -> None:
    keep(unit, "a")
    with unit(T2) as work:
        work.keep(outgoing("b"), MONDAY)
    active = {"since": MONDAY, "name": "", "status": WorkspaceStatus.ACTIVE}
    with engine.begin() as connection:
        connection.execute(insert(workspaces), [{"workspace": T1, **active}, {"workspace": T2, **active}])
    assert ledger.standing.stop_workspace(T1)
    assert not ledger.standing.stop_workspace(T1)
    assert [head.workspace for head in heads()] == [T2]
    assert ledger.has_due(MONDAY)
    with engine.begin() as connection:
        connection.execute(update(workspaces).values(status=WorkspaceStatus.ACTIVE))
    assert [head.workspace for head in heads()] == [T1, T2]


def test_a_workspace_with_nothing_but_stopped_messages_has_nothing_due(
    unit: Unit, ledger: Ledger, engine: Engine
) -> None:
    keep(unit, "a")
    with engine.begin() as connection:
        connection.execute(
            insert(workspaces).values(workspace=T1, since=MONDAY, name="", status=WorkspaceStatus.STOPPED)
        )
    assert not ledger.has_due(MONDAY)


def test_stopping_an_unknown_workspace_is_nothing(ledger: Ledger) -> None:
    assert not ledger.standing.stop_workspace(T1)


def test_a_pause_holds_up_its_method_in_its_workspace_only(
    unit: Unit, begin: Begin, heads: Heads, ledger: Ledger
) -> None:
    keep(unit, "card:1", living=CARD)
    ledger.sent(begin(), "1.1", "C0CHURN")
    keep(unit, "card:2", living=CARD)
    keep(unit, "post", to=SALES)
    with unit(T2) as work:
        work.keep(outgoing("post"), MONDAY)
    ledger.governor.pause(T1, "chat.postMessage", MONDAY + SOON)
    assert [(head.workspace, head.is_edit) for head in heads()] == [(T2, False), (T1, True)]
    ledger.governor.pause(T1, "chat.update", MONDAY + SOON)
    assert [(head.workspace, head.is_edit) for head in heads()] == [(T2, False)]
    assert len(heads(protocol=MONDAY + SOON)) == 3


def test_an_open_conversation_is_remembered_and_forgotten(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    keep(unit, "a", "b", "c", to=ANA)
    assert begin().direct is None
    ledger.standing.remember_direct(T1, ANA.user, "D1")  # type: ignore[arg-type]  # a ChannelId, but for the checker
    ledger.standing.remember_direct(T2, ANA.user, "D2")  # type: ignore[arg-type]
    first = begin(after=LEASE)
    assert first.direct == "D1"
    ledger.sent(first, "1.1", "D1")
    ledger.standing.forget_direct(T1, "D1")  # type: ignore[arg-type]
    assert begin().direct is None


def test_a_channel_needs_no_conversation(unit: Unit, begin: Begin) -> None:
    keep(unit, "a", to=CHURN)
    assert begin().direct is None
