"""What is asked to be kept stays asked until it is, one try at a time, whatever happens to the process."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from bot.domain.ids import ChannelId, LivingKey, UserId, WorkspaceId
from bot.domain.message import Message, ToChannel
from bot.domain.people import Person
from storage.keeping_ledger import LEASE, Keeping, KeepingLedger, KeptSheet, Room
from storage.keepings import Kept
from storage.ledger import Ledger
from storage.tables.keepings import KeptAs, keepings
from storage.unit_of_work import Store
from tests.bot.domain.sheets import name, sheet
from tests.storage.conftest import Unit
from tests.storage.deliveries.saying import notice, outgoing
from tests.storage.samples import ELSEWHERE, HOME, NOW, T1, T2

SHEET, OTHER = LivingKey("charter:P1"), LivingKey("charter:P2")
SECOND = timedelta(seconds=1)
Say = Callable[..., None]


@pytest.fixture
def ledger(engine: Engine) -> KeepingLedger:
    return KeepingLedger(engine)


@pytest.fixture
def say(unit: Unit, engine: Engine) -> Say:
    """Decide a living message and let Slack have it."""

    def go(
        version: int = 1,
        *,
        living: LivingKey = SHEET,
        channel: ChannelId = HOME,
        workspace: WorkspaceId = T1,
        body: Message | None = None,
    ) -> None:
        said = body or sheet(name(channel=channel), version)
        key = f"{living}:{version}:{channel}"
        with unit(workspace) as work:
            work.say(outgoing(key, to=ToChannel(channel=channel), body=said, living=living, not_before=NOW))
        sending = Ledger(engine)
        (head,) = [each for each in sending.claim(NOW, NOW, 10) if each.workspace == workspace]
        delivery = sending.begin(head, NOW, NOW)
        assert delivery is not None
        sending.sent(delivery, delivery.edits.ts if delivery.edits else f"{version}.0", channel)

    return go


def begin(ledger: KeepingLedger, now: datetime = NOW) -> Keeping:
    (room,) = ledger.claim(now, 10)
    keeping = ledger.begin(room, now)
    assert keeping is not None
    return keeping


def kept(store: Store, channel: ChannelId = HOME, workspace: WorkspaceId = T1) -> Kept | None:
    with store.reading(workspace, now=NOW) as work:
        return work.keepings.of(channel)


def only(keeping: Keeping) -> KeptSheet:
    (found,) = keeping.sheets
    return found


def test_a_sheet_is_to_be_kept_from_when_slack_has_it(
    ledger: KeepingLedger, unit: Unit, say: Say, store: Store
) -> None:
    with unit() as work:
        work.say(outgoing("charter", body=sheet(name(channel=ELSEWHERE)), living=OTHER, not_before=NOW.replace(2030)))
    assert ledger.claim(NOW, 10) == ()
    assert kept(store) is None
    say()
    assert ledger.claim(NOW, 10) == (Room(workspace=T1, channel=HOME, tries=0),)
    found = only(begin(ledger))
    assert (found.living, found.ts, found.is_pinned, found.bookmark) == (SHEET, "1.0", False, None)
    assert found.body is not None
    told = kept(store)
    assert told is not None
    assert (told.kept_as, told.is_settled, told.pinned) == (KeptAs.NONE, False, frozenset())


def test_other_messages_are_not_kept(ledger: KeepingLedger, say: Say) -> None:
    say(body=notice("words"))
    assert ledger.claim(NOW, 10) == ()


def test_a_sheet_that_does_not_live_is_not_kept(ledger: KeepingLedger, unit: Unit, engine: Engine) -> None:
    with unit() as work:
        work.say(outgoing("once", body=sheet(), not_before=NOW))
    sending = Ledger(engine)
    (head,) = sending.claim(NOW, NOW, 10)
    delivery = sending.begin(head, NOW, NOW)
    assert delivery is not None
    sending.sent(delivery, "1.0", HOME)
    assert ledger.claim(NOW, 10) == ()


def test_a_try_that_another_drain_took_over_asks_for_nothing(ledger: KeepingLedger, unit: Unit, engine: Engine) -> None:
    with unit() as work:
        work.say(outgoing("charter", body=sheet(), living=SHEET, not_before=NOW))
    sending = Ledger(engine)
    (head,) = sending.claim(NOW, NOW, 10)
    late = sending.begin(head, NOW, NOW)
    sending.recover(NOW, timedelta(0))
    (head,) = sending.claim(NOW, NOW, 10)
    assert sending.begin(head, NOW, NOW) is not None
    assert late is not None
    sending.sent(late, "1.0", HOME)
    assert ledger.claim(NOW, 10) == ()


def test_what_is_done_is_not_done_again(ledger: KeepingLedger, say: Say, store: Store) -> None:
    say()
    ledger.done(begin(ledger), KeptAs.CANVAS, {"pins.add": "too_many_pins"})
    assert ledger.claim(NOW + LEASE, 10) == ()
    assert not ledger.has_open()
    told = kept(store)
    assert told is not None
    assert (told.kept_as, told.is_settled, told.failures) == (KeptAs.CANVAS, True, {"pins.add": "too_many_pins"})


def test_what_was_signed_during_a_try_is_kept_after_it(ledger: KeepingLedger, say: Say) -> None:
    say()
    first = begin(ledger)
    say(2)
    ledger.done(first, KeptAs.CANVAS, {})
    assert ledger.has_open()
    second = begin(ledger)
    assert (second.asked, second.tries) == (2, 1)
    assert '"version":2' in (only(second).body or "")


def test_one_try_at_a_time(ledger: KeepingLedger, say: Say) -> None:
    say()
    (room,) = ledger.claim(NOW, 10)
    assert ledger.begin(room, NOW) is not None
    assert ledger.begin(room, NOW) is None
    assert ledger.claim(NOW + LEASE - SECOND, 10) == ()
    (again,) = ledger.claim(NOW + LEASE, 10)
    assert ledger.begin(room, NOW + LEASE) is None, "it knows of one try less"
    assert ledger.begin(again, NOW + LEASE) is not None


def test_a_try_that_was_taken_over_settles_nothing(ledger: KeepingLedger, say: Say) -> None:
    say()
    late = begin(ledger)
    begin(ledger, NOW + LEASE)
    ledger.done(late, KeptAs.CANVAS, {})
    ledger.later(late, NOW, {})
    assert ledger.claim(NOW + LEASE, 10) == ()
    assert ledger.has_open()


def test_a_try_that_waits_is_taken_up_when_its_time_has_come(ledger: KeepingLedger, say: Say, engine: Engine) -> None:
    say()
    ledger.later(begin(ledger), NOW + 30 * SECOND, {"pins.add": "ratelimited"})
    assert Ledger(engine).outlook(NOW, NOW).next_wake == 30 * SECOND
    assert not Ledger(engine).outlook(NOW, NOW).may_keep
    assert ledger.claim(NOW + 29 * SECOND, 10) == ()
    assert Ledger(engine).outlook(NOW, NOW + 30 * SECOND).may_keep
    again = begin(ledger, NOW + 30 * SECOND)
    assert (again.tries, again.failures) == (2, {"pins.add": "ratelimited"})


def test_a_fault_forgets_no_failures(ledger: KeepingLedger, say: Say) -> None:
    say()
    ledger.later(begin(ledger), NOW, {"pins.add": "ratelimited"})
    (room,) = ledger.claim(NOW, 10)
    assert ledger.begin(room, NOW) is not None
    ledger.later(room, NOW)
    assert begin(ledger).failures == {"pins.add": "ratelimited"}


def test_what_a_killed_drain_left_rests_before_it_is_taken_over(ledger: KeepingLedger, say: Say) -> None:
    say()
    assert ledger.recover(NOW, SECOND) == 0
    begin(ledger)
    assert ledger.recover(NOW, SECOND) == 1
    assert ledger.claim(NOW, 10) == ()
    assert begin(ledger, NOW + SECOND).tries == 2


def test_a_stopped_workspace_waits(ledger: KeepingLedger, say: Say, unit: Unit, engine: Engine) -> None:
    for workspace in (T1, T2):
        with unit(workspace) as work:
            work.workspaces.arrive("Acme", None, NOW)
        say(workspace=workspace)
    with unit(T1) as work:
        work.workspaces.stop()
    assert [room.workspace for room in ledger.claim(NOW, 10)] == [T2]
    ledger.done(begin(ledger), KeptAs.NONE, {})
    assert not ledger.has_open()
    assert not Ledger(engine).outlook(NOW, NOW).may_keep


def test_those_that_were_tried_least_come_first(ledger: KeepingLedger, say: Say) -> None:
    say()
    ledger.later(begin(ledger), NOW, {})
    say(living=OTHER, channel=ELSEWHERE)
    assert [room.channel for room in ledger.claim(NOW, 10)] == [ELSEWHERE, HOME]
    assert len(ledger.claim(NOW, 1)) == 1


def test_each_step_is_remembered(ledger: KeepingLedger, say: Say, store: Store) -> None:
    say()
    keeping = begin(ledger)
    here = only(keeping)
    ledger.pinning(keeping, here, "1.0")
    assert (kept(store) or pytest.fail("nothing is kept")).pinned == frozenset()
    ledger.pinned(keeping, here)
    assert (kept(store) or pytest.fail("nothing is kept")).pinned == {SHEET}
    ledger.made_canvas(keeping, "F1", "a" * 64)
    ledger.bookmarking(keeping, here, "https://slack.example/p1")
    ledger.bookmarked(keeping, here, "Bk1", "https://slack.example/p1", "b" * 64)
    ledger.later(keeping, NOW, {})
    again = begin(ledger)
    assert (again.canvas, again.canvas_shows, again.canvases) == ("F1", "a" * 64, 1)
    found = only(again)
    assert (found.pin, found.is_pinned) == ("1.0", True)
    assert (found.bookmark, found.link, found.bookmark_shows) == ("Bk1", "https://slack.example/p1", "b" * 64)


def test_what_was_lost_or_refused_is_remembered_too(ledger: KeepingLedger, say: Say) -> None:
    say()
    keeping = begin(ledger)
    here = only(keeping)
    ledger.made_canvas(keeping, "F1", None)
    ledger.wrote_canvas(keeping, "a" * 64)
    ledger.lost_canvas(keeping)
    ledger.canvas_refused(keeping)
    ledger.pin_refused(keeping, here)
    ledger.bookmarked(keeping, here, "Bk1", "https://slack.example/p1", "b" * 64)
    ledger.lost_bookmark(keeping, here)
    ledger.bookmark_refused(keeping, here)
    ledger.later(keeping, NOW, {})
    again = begin(ledger)
    assert (again.canvas, again.canvas_shows, again.canvases, again.canvas_refused) == (None, None, 1, 1)
    found = only(again)
    assert (found.pin, found.is_pinned, found.pin_refused) == (None, False, 1)
    assert (found.bookmark, found.link, found.bookmark_refused) == (None, None, 1)


def test_a_step_is_remembered_for_its_own_sheet_and_channel(ledger: KeepingLedger, say: Say, unit: Unit) -> None:
    say()
    say(living=OTHER)
    say(workspace=T2)
    ours = next(room for room in ledger.claim(NOW, 10) if room.workspace == T1)
    keeping = ledger.begin(ours, NOW)
    assert keeping is not None
    first, second = keeping.sheets
    ledger.pinning(keeping, first, "1.0")
    ledger.pinned(keeping, first)
    ledger.made_canvas(keeping, "F1", "a" * 64)
    with unit(T1) as work:
        assert (work.keepings.of(HOME) or pytest.fail("nothing is kept")).pinned == {first.living}
    with unit(T2) as work:
        theirs = work.keepings.of(HOME)
    assert theirs is not None
    assert (theirs.canvas, theirs.pinned) == (None, frozenset())
    assert second.living == OTHER


def test_a_sheet_that_moves_is_asked_for_in_both_channels(ledger: KeepingLedger, say: Say) -> None:
    say()
    ledger.done(begin(ledger), KeptAs.CANVAS, {})
    say(2, channel=ELSEWHERE)
    rooms = {room.channel: room for room in ledger.claim(NOW, 10)}
    assert rooms.keys() == {HOME, ELSEWHERE}
    left, come = (ledger.begin(rooms[channel], NOW) for channel in (HOME, ELSEWHERE))
    assert left is not None
    assert come is not None
    assert (only(left).ts, only(left).body) == (None, None)
    assert only(come).ts == "2.0"


def test_people_are_called_by_the_names_that_are_known_in_their_workspace(ledger: KeepingLedger, unit: Unit) -> None:
    with unit(T1) as work:
        for user, called in (("U0ANA", "Ana Ruiz"), ("U0NOBODY", ""), ("U0SAM", "Sam Carter")):
            work.people.save(Person(workspace=T1, user=UserId(user), name=called, zone=None, locale=None, seen_at=NOW))
    asked = {UserId("U0ANA"), UserId("U0NOBODY"), UserId("U0STRANGER")}
    assert ledger.names(T1, asked) == {"U0ANA": "Ana Ruiz"}
    assert ledger.names(T2, asked) == ledger.names(T1, set()) == {}


@pytest.mark.parametrize("bot", [None, UserId("U0BOT")])
def test_a_try_knows_who_we_are(ledger: KeepingLedger, say: Say, unit: Unit, bot: UserId | None) -> None:
    with unit() as work:
        work.workspaces.arrive("Acme", bot, NOW)
    say()
    assert begin(ledger).bot == bot


def test_a_channel_has_one_row_however_often_it_is_asked(ledger: KeepingLedger, say: Say, engine: Engine) -> None:
    for version in (1, 2, 3):
        say(version)
    with engine.connect() as connection:
        rows = connection.execute(select(keepings.c.channel, keepings.c.asked, keepings.c.done)).all()
    assert rows == [(HOME, 3, 0)]
    assert len(begin(ledger).sheets) == 1
