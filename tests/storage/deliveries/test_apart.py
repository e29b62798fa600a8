"""Each step of a drain changes the rows that it is about: no other message, no other channel, no other workspace."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select

from bot.domain.ids import ChannelId, LivingKey, WorkspaceId
from bot.domain.message import ToChannel
from storage.deliveries import address
from storage.keeping_ledger import Keeping, KeptSheet
from storage.ledger import LEASE, Ledger
from storage.ledger_rows import Delivery
from storage.rechecks import Recheck
from storage.tables.deliveries import allowances, breakers, deliveries, direct_channels, places
from storage.tables.keepings import KeptAs, keepings, kept_sheets
from storage.tables.workspaces import WorkspaceStatus, workspaces
from tests.bot.domain.sheets import name, sheet
from tests.storage.deliveries.conftest import Unit
from tests.storage.deliveries.saying import ANA, CHURN, MONDAY, SALES, SECOND, T1, T2, outgoing

TABLES = (deliveries, keepings, kept_sheets, workspaces, direct_channels, allowances, breakers, places)
POST, EDIT = "chat.postMessage", "chat.update"
CARD, NOTE = LivingKey("card"), LivingKey("note")
ROOM, LOUNGE = ToChannel(channel=ChannelId("C0ROOM")), ToChannel(channel=ChannelId("C0LOUNGE"))
LATER = MONDAY + timedelta(hours=1)
GAP = SECOND

Rows = dict[str, dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Here:
    """What a workspace has on the way: a post with its edit and a follower, an edit, a recheck, and a charter."""

    workspace: WorkspaceId
    post: Delivery
    edit: Delivery
    recheck: Recheck
    keeping: Keeping
    kept: KeptSheet


Act = Callable[[Ledger, Here], object]


@pytest.fixture
def ledger(engine: Engine) -> Ledger:
    return Ledger(engine, gap=GAP)


@pytest.fixture
def here(engine: Engine, unit: Unit, ledger: Ledger) -> Here:
    """Two workspaces in the same state, down to the numbers; this is one of them."""
    active = {"since": MONDAY, "name": "", "status": WorkspaceStatus.ACTIVE}
    with engine.begin() as connection:
        connection.execute(insert(workspaces), [{"workspace": T1, **active}, {"workspace": T2, **active}])
    there, mine = (_prepared(unit, ledger, workspace) for workspace in (T2, T1))
    assert there.post.id == mine.post.id
    return mine


def _prepared(unit: Unit, ledger: Ledger, workspace: WorkspaceId) -> Here:
    def keep(key: str, **more: Any) -> None:
        with unit(workspace) as work:
            work.keep(outgoing(key, **more), MONDAY)

    def begin(to: Any, *, after: timedelta = timedelta(0)) -> Delivery:
        head = ledger.head_of((workspace, *address(to)), MONDAY, MONDAY + after)
        assert head is not None
        begun = ledger.begin(head, MONDAY, MONDAY + after)
        assert begun is not None
        return begun

    for project, to in (("P1", ROOM), ("P2", LOUNGE)):
        keep(f"charter:{project}", to=to, living=LivingKey(f"charter:{project}"), body=sheet(name(project, to.channel)))
        ledger.sent(begin(to), "3.1", to.channel)
    ledger.governor.admit(workspace, POST, None, MONDAY)
    ledger.governor.admit(workspace, EDIT, None, MONDAY)
    ledger.governor.failed(workspace, MONDAY, SECOND, SECOND)
    ledger.standing.remember_direct(workspace, ANA.user, ChannelId("D0ANA"))
    keep("twice", to=ANA)
    ledger.later(begin(ANA), None, "no connection")
    ledger.sent(begin(ANA, after=GAP), "4.1", "D0ANA", at=MONDAY)
    keep("once", to=ANA)
    keep("card:1", to=SALES, living=CARD)
    ledger.sent(begin(SALES), "1.1", "C0SALES")
    keep("card:2", to=SALES, living=CARD)
    keep("post", living=NOTE)
    edit, post = begin(SALES, after=GAP), begin(CHURN)
    keep("post:2", living=NOTE)
    keep("behind")
    keep("card:3", to=SALES, living=CARD)
    keep("tomorrow", not_before=MONDAY + timedelta(days=1))
    (recheck,) = [each for each in ledger.rechecks.due(LATER, 10) if each.workspace == workspace]
    (room,) = [
        each for each in ledger.keepings.claim(MONDAY, 10) if (each.workspace, each.channel) == (workspace, "C0ROOM")
    ]
    keeping = ledger.keepings.begin(room, MONDAY)
    assert keeping is not None
    (kept,) = keeping.sheets
    return Here(workspace=workspace, post=post, edit=edit, recheck=recheck, keeping=keeping, kept=kept)


def rows(engine: Engine) -> Rows:
    """All that the ledger remembers, by table and key."""
    found: Rows = {}
    with engine.connect() as connection:
        for table in TABLES:
            for row in connection.execute(select(table)).mappings():
                what = [row["key"]] if table is deliveries else [row[key.name] for key in list(table.primary_key)[1:]]
                found[" ".join([row["workspace"], table.name, *what])] = dict(row)
    return found


def changed(before: Rows, after: Rows) -> set[str]:
    """What is new, gone or another; of a message its key alone, as all is meant to be in T1."""
    return {
        key.removeprefix("T1 ").removeprefix("deliveries ")
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }


ACTS: dict[str, tuple[Act, set[str]]] = {
    "sent": (
        lambda ledger, of: ledger.sent(of.post, "2.1", "C0CHURN", at=LATER),
        {"post", "places channel C0CHURN"},
    ),
    "sent as an edit": (lambda ledger, of: ledger.sent(of.edit, "1.1", "C0SALES"), {"card:2"}),
    "later": (lambda ledger, of: ledger.later(of.post, LATER, "ratelimited"), {"post"}),
    "unsure": (lambda ledger, of: ledger.unsure(of.post, LATER, "no answer"), {"post"}),
    "degrade": (lambda ledger, of: ledger.degrade(of.post, "plain", "invalid_blocks"), {"post"}),
    "out of its thread": (lambda ledger, of: ledger.out_of_thread(of.post, "restricted"), {"post"}),
    "illustrate": (lambda ledger, of: ledger.illustrate(of.post, {"a": "F1"}), {"post"}),
    "blind": (lambda ledger, of: ledger.blind(of.post), {"post"}),
    "repost": (lambda ledger, of: ledger.repost(of.edit), {"card:2", "card:3"}),
    "park": (lambda ledger, of: ledger.park(of.post, MONDAY, "is_archived"), {"post", "post:2", "behind"}),
    "unknown": (lambda ledger, of: ledger.unknown(of.post, "no history"), {"post", "post:2"}),
    "dead": (lambda ledger, of: ledger.dead(of.post, "invalid_blocks", None), {"post", "post:2"}),
    "take over": (
        lambda ledger, of: ledger.take_over((of.workspace, *address(CHURN)), MONDAY, SECOND),
        {"post"},
    ),
    "begin": (
        lambda ledger, of: ledger.begin(_head(ledger, of), MONDAY, MONDAY + GAP),
        {"once", "places person U0ANA"},
    ),
    "stop": (lambda ledger, of: ledger.standing.stop_workspace(of.workspace, LATER, "gone"), {"workspaces"}),
    "remember a conversation": (
        lambda ledger, of: ledger.standing.remember_direct(of.workspace, ANA.user, ChannelId("D0NEW")),
        {"direct_channels U0ANA"},
    ),
    "forget a conversation": (
        lambda ledger, of: ledger.standing.forget_direct(of.workspace, ChannelId("D0ANA")),
        {"direct_channels U0ANA"},
    ),
    "forget what was not there": (lambda ledger, of: ledger.standing.forget_direct(of.workspace, ROOM.channel), set()),
    "admit": (lambda ledger, of: ledger.governor.admit(of.workspace, POST, 5, MONDAY), {f"allowances {POST}"}),
    "pace": (lambda ledger, of: ledger.governor.admit(of.workspace, POST, 1, MONDAY), {f"allowances {POST}"}),
    "pause": (lambda ledger, of: ledger.governor.pause(of.workspace, POST, LATER), {f"allowances {POST}"}),
    "fail": (lambda ledger, of: ledger.governor.failed(of.workspace, MONDAY, SECOND, SECOND), {"breakers"}),
    "work": (lambda ledger, of: ledger.governor.worked(of.workspace), {"breakers"}),
    "begin to recheck": (lambda ledger, of: ledger.rechecks.begin(of.recheck, LATER), {"twice"}),
    "recheck": (lambda ledger, of: ledger.rechecks.done(of.recheck, LATER), {"twice"}),
    "give a recheck up": (lambda ledger, of: ledger.rechecks.given_up(of.recheck), {"twice"}),
    "be about to pin": (lambda ledger, of: ledger.keepings.pinning(of.keeping, of.kept, "3.1"), {"kept"}),
    "pin": (lambda ledger, of: ledger.keepings.pinned(of.keeping, of.kept), {"kept"}),
    "refuse a pin": (lambda ledger, of: ledger.keepings.pin_refused(of.keeping, of.kept), {"kept"}),
    "make a canvas": (lambda ledger, of: ledger.keepings.made_canvas(of.keeping, "F1", None), {"keepings C0ROOM"}),
    "write a canvas": (lambda ledger, of: ledger.keepings.wrote_canvas(of.keeping, "f00d"), {"keepings C0ROOM"}),
    "refuse a canvas": (lambda ledger, of: ledger.keepings.canvas_refused(of.keeping), {"keepings C0ROOM"}),
    "be about to bookmark": (
        lambda ledger, of: ledger.keepings.bookmarking(of.keeping, of.kept, "https://x"),
        {"kept"},
    ),
    "bookmark": (lambda ledger, of: ledger.keepings.bookmarked(of.keeping, of.kept, "B1", "https://x", "f"), {"kept"}),
    "refuse a bookmark": (lambda ledger, of: ledger.keepings.bookmark_refused(of.keeping, of.kept), {"kept"}),
    "have kept": (lambda ledger, of: ledger.keepings.done(of.keeping, KeptAs.CANVAS, {}), {"keepings C0ROOM"}),
    "keep later": (lambda ledger, of: ledger.keepings.later(of.keeping, LATER, {}), {"keepings C0ROOM"}),
}


def _head(ledger: Ledger, of: Here) -> Any:
    return ledger.head_of((of.workspace, *address(ANA)), MONDAY, MONDAY + GAP)


@pytest.mark.parametrize("act", ACTS)
def test_a_step_changes_what_it_is_about_and_nothing_else(engine: Engine, ledger: Ledger, here: Here, act: str) -> None:
    step, about = ACTS[act]
    before = rows(engine)
    step(ledger, here)
    wanted = {"kept_sheets C0ROOM charter:P1" if each == "kept" else each for each in about}
    assert changed(before, rows(engine)) == wanted


def test_a_channel_is_begun_alone(engine: Engine, ledger: Ledger, here: Here) -> None:
    (room,) = [each for each in ledger.keepings.claim(MONDAY, 10) if each.workspace == here.workspace]
    before = rows(engine)
    assert ledger.keepings.begin(room, MONDAY) is not None
    assert changed(before, rows(engine)) == {"keepings C0LOUNGE"}


def test_what_is_lost_is_forgotten_where_it_was(engine: Engine, ledger: Ledger, here: Here) -> None:
    keep = ledger.keepings
    keep.made_canvas(here.keeping, "F1", "f00d")
    keep.pinning(here.keeping, here.kept, "3.1")
    keep.bookmarked(here.keeping, here.kept, "B1", "https://x", "f00d")
    before = rows(engine)
    keep.lost_canvas(here.keeping)
    keep.unpinned(here.keeping, here.kept)
    keep.lost_bookmark(here.keeping, here.kept)
    after = rows(engine)
    assert changed(before, after) == {"keepings C0ROOM", "kept_sheets C0ROOM charter:P1"}
    row, kept = after["T1 keepings C0ROOM"], after["T1 kept_sheets C0ROOM charter:P1"]
    assert (row["canvas"], row["canvas_shows"], row["canvases"]) == (None, None, 1)
    assert {kept[field] for field in ("pin", "bookmark", "link", "bookmark_shows")} == {None}


def test_a_try_that_is_over_settles_nothing(engine: Engine, ledger: Ledger, here: Here) -> None:
    """Another drain began the same message after the lease: what the first one says comes too late."""
    again = ledger.head_of((here.workspace, *address(CHURN)), MONDAY, MONDAY + LEASE)
    assert again is not None
    assert ledger.begin(again, MONDAY, MONDAY + LEASE) is not None
    before = rows(engine)
    ledger.later(here.post, LATER, "ratelimited")
    ledger.blind(here.post)
    assert changed(before, rows(engine)) == set()
