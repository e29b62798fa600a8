"""The keeping side of the ledger: which channels have something to keep, and each step once Slack has taken it."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    RowMapping,
    Select,
    Update,
    exists,
    func,
    or_,
    select,
    true,
    update,
)

from bot.domain.ids import ChannelId, LivingKey, UserId, WorkspaceId
from storage.engine import BEGIN, looking
from storage.ledger_rows import Queue
from storage.standing import is_stopped
from storage.tables.deliveries import DeliveryState, deliveries
from storage.tables.keepings import IS_OPEN, KeptAs, keepings, kept_sheets
from storage.tables.people import people
from storage.tables.workspaces import workspaces

LEASE: Final = timedelta(minutes=5)
"""How long a try may take before another drain may think that its own is dead (protocol time)."""
_NOWHERE: Final = {"pin": None, "is_pinned": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A channel with something to keep; `tries` is what `begin` compares, so that only one drain begins it."""

    workspace: WorkspaceId
    channel: ChannelId
    tries: int

    @property
    def queue(self) -> Queue:
        """What is kept one step after the other: the charters of one channel."""
        return self.workspace, "keeping", self.channel


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSheet:
    """A sheet as Slack has it, and what of it is kept here; `ts` and `body` are None where it has left the channel.

    `pin` is the ts that is pinned, for certain if `is_pinned`; `link` is where the bookmark leads, or was to lead.
    The counts say for which signature Slack has refused.
    """

    living: LivingKey
    ts: str | None
    body: str | None
    pin: str | None
    is_pinned: bool
    pin_refused: int
    bookmark: str | None
    link: str | None
    bookmark_shows: str | None
    bookmark_refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """One try of one channel; `asked` is the signature that it is for, `bot` who we are there, where that is known."""

    workspace: WorkspaceId
    channel: ChannelId
    asked: int
    tries: int
    canvas: str | None
    canvas_shows: str | None
    canvases: int
    canvas_refused: int
    failures: Mapping[str, str]
    bot: UserId | None
    sheets: tuple[KeptSheet, ...]


class KeepingLedger:
    """The drain's view of what is kept, in all workspaces; each call is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._looking = looking(engine)
        self._writer = engine.execution_options(**{BEGIN: "IMMEDIATE"})

    def claim(self, protocol_now: datetime, limit: int) -> tuple[Room, ...]:
        """Channels that may be worked on now, those that were tried least first."""
        k = keepings.c
        query = (
            select(k.workspace, k.channel, k.tries)
            .where(_may_be_tried(protocol_now), ~is_stopped(keepings))
            .order_by(k.tries, k.workspace, k.channel)
            .limit(limit)
        )
        with self._looking.connect() as connection:
            return tuple(
                Room(workspace=workspace, channel=channel, tries=tries)
                for workspace, channel, tries in connection.execute(query)
            )

    def begin(self, room: Room, protocol_now: datetime) -> Keeping | None:
        """Commit that a try begins; None when another drain began it."""
        k = keepings.c
        begun = (
            update(keepings)
            .where(
                k.workspace == room.workspace,
                k.channel == room.channel,
                k.tries == room.tries,
                _may_be_tried(protocol_now),
            )
            .values(tries=k.tries + 1, trying=True, retry_at=protocol_now + LEASE)
            .returning(keepings)
        )
        with self._writer.begin() as connection:
            row = connection.execute(begun).mappings().first()
            return None if row is None else _keeping(connection, row)

    def names(self, workspace: WorkspaceId, users: Collection[UserId]) -> Mapping[UserId, str]:
        """What these people are called, as far as that is known."""
        p = people.c
        query = select(p.user, p.name).where(p.workspace == workspace, p.user.in_(tuple(users)), p.name != "")
        with self._looking.connect() as connection:
            return {row.user: row.name for row in connection.execute(query)}

    def pinning(self, keeping: Keeping, sheet: KeptSheet, ts: str) -> None:
        """This message is about to be pinned."""
        self._of_sheet(keeping, sheet, pin=ts, is_pinned=False)

    def pinned(self, keeping: Keeping, sheet: KeptSheet) -> None:
        """The message that was about to be pinned is."""
        self._of_sheet(keeping, sheet, is_pinned=True, pin_refused=0)

    def unpinned(self, keeping: Keeping, sheet: KeptSheet) -> None:
        """Nothing of this sheet is pinned here any more."""
        self._of_sheet(keeping, sheet, **_NOWHERE)

    def pin_refused(self, keeping: Keeping, sheet: KeptSheet) -> None:
        """Slack pins nothing here; ask again with the next signature."""
        self._of_sheet(keeping, sheet, **_NOWHERE, pin_refused=keeping.asked)

    def made_canvas(self, keeping: Keeping, canvas: str, shows: str | None) -> None:
        """The channel has our canvas; `shows` is None where it is ours and not known what it shows."""
        values = {"canvas": canvas, "canvas_shows": shows, "canvas_refused": 0, "canvases": keepings.c.canvases + 1}
        self._of_channel(keeping, **values)

    def wrote_canvas(self, keeping: Keeping, shows: str) -> None:
        """Our canvas shows this now."""
        self._of_channel(keeping, canvas_shows=shows, canvas_refused=0)

    def lost_canvas(self, keeping: Keeping) -> None:
        """Somebody deleted our canvas."""
        self._of_channel(keeping, canvas=None, canvas_shows=None)

    def canvas_refused(self, keeping: Keeping) -> None:
        """There is no canvas to be had; ask again with the next signature."""
        self._of_channel(keeping, canvas_refused=keeping.asked)

    def bookmarking(self, keeping: Keeping, sheet: KeptSheet, link: str | None) -> None:
        """A bookmark with this link is about to be added; None: it certainly was not."""
        self._of_sheet(keeping, sheet, link=link)

    def bookmarked(self, keeping: Keeping, sheet: KeptSheet, bookmark: str, link: str, shows: str) -> None:
        """This bookmark leads to the sheet."""
        values = {"bookmark": bookmark, "link": link, "bookmark_shows": shows}
        self._of_sheet(keeping, sheet, **values, bookmark_refused=0)

    def lost_bookmark(self, keeping: Keeping, sheet: KeptSheet) -> None:
        """There is no bookmark of ours any more."""
        self._of_sheet(keeping, sheet, bookmark=None, link=None, bookmark_shows=None)

    def bookmark_refused(self, keeping: Keeping, sheet: KeptSheet) -> None:
        """There is no bookmark to be had; ask again with the next signature."""
        self._of_sheet(keeping, sheet, bookmark_refused=keeping.asked)

    def done(self, keeping: Keeping, kept_as: KeptAs, failures: Mapping[str, str]) -> None:
        """All is kept that can be, for the signature that this try was for."""
        settled = {"done": keeping.asked, "tries": 0, "retry_at": None, "kept_as": kept_as}
        self._settle(keeping, **settled, failures=json.dumps(failures))

    def later(self, keeping: Keeping | Room, retry_at: datetime, failures: Mapping[str, str] | None = None) -> None:
        """Something is left to do; try again, not before `retry_at` (protocol time)."""
        told = {} if failures is None else {"failures": json.dumps(failures)}
        self._settle(keeping, retry_at=retry_at, **told)

    def recover(self, protocol_now: datetime, patience: timedelta) -> int:
        """Take over tries that a killed drain left; only for who knows that no other drain is alive.

        Those that may have been going on just now rest for `patience`, because Slack may still be at work on them.
        """
        left = update(keepings).where(IS_OPEN, keepings.c.trying.is_(true()))
        with self._writer.begin() as connection:
            return connection.execute(left.values(trying=False, retry_at=protocol_now + patience)).rowcount

    def has_open(self) -> bool:
        """Whether anything is left to keep, in workspaces that may be spoken to."""
        query = select(keepings.c.channel).where(IS_OPEN, ~is_stopped(keepings)).limit(1)
        with self._looking.connect() as connection:
            return connection.execute(query).first() is not None

    def _settle(self, keeping: Keeping | Room, **values: Any) -> None:
        """Only as long as the try was not taken over by another drain."""
        k, tries = keepings.c, keeping.tries + isinstance(keeping, Room)
        with self._writer.begin() as connection:
            settled = _channel(keeping).where(k.tries == tries).values(**values, trying=False)
            connection.execute(settled)

    def _of_channel(self, keeping: Keeping, **values: Any) -> None:
        with self._writer.begin() as connection:
            connection.execute(_channel(keeping).values(**values))

    def _of_sheet(self, keeping: Keeping, sheet: KeptSheet, **values: Any) -> None:
        s = kept_sheets.c
        which = (s.workspace == keeping.workspace) & (s.channel == keeping.channel) & (s.living == sheet.living)
        with self._writer.begin() as connection:
            connection.execute(update(kept_sheets).where(which).values(**values))


def may_keep(protocol_now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """Whether there is a channel that may be worked on now."""
    return exists().where(_may_be_tried(protocol_now), ~is_stopped(keepings))


def next_try(protocol_now: datetime | ColumnElement[datetime]) -> Select[tuple[datetime]]:
    """When the next channel that waits for a time may be tried again."""
    return select(func.min(keepings.c.retry_at)).where(IS_OPEN, keepings.c.retry_at > protocol_now)


def _may_be_tried(protocol_now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    return IS_OPEN & or_(keepings.c.retry_at.is_(None), keepings.c.retry_at <= protocol_now)


def _channel(keeping: Keeping | Room) -> Update:
    k = keepings.c
    return update(keepings).where(k.workspace == keeping.workspace, k.channel == keeping.channel)


def _keeping(connection: Connection, row: RowMapping) -> Keeping:
    workspace, channel = WorkspaceId(row["workspace"]), ChannelId(row["channel"])
    s, w = kept_sheets.c, workspaces.c
    here = select(kept_sheets).where(s.workspace == workspace, s.channel == channel).order_by(s.living)
    bot = connection.execute(select(w.bot_user).where(w.workspace == workspace)).scalar()
    return Keeping(
        workspace=workspace,
        channel=channel,
        asked=row["asked"],
        tries=row["tries"],
        canvas=row["canvas"],
        canvas_shows=row["canvas_shows"],
        canvases=row["canvases"],
        canvas_refused=row["canvas_refused"],
        failures=json.loads(row["failures"]),
        bot=bot,
        sheets=tuple(_sheet(connection, kept) for kept in connection.execute(here).mappings().all()),
    )


def _sheet(connection: Connection, kept: RowMapping) -> KeptSheet:
    """The newest version that Slack has, unless it has it in another channel."""
    d = deliveries.c
    newest = (
        select(d.ts, d.body, d.posted_channel)
        .where(d.workspace == kept["workspace"], d.living == kept["living"], _is_in_slack())
        .order_by(d.id.desc())
        .limit(1)
    )
    found = connection.execute(newest).mappings().first()
    is_here = found is not None and found["posted_channel"] == kept["channel"]
    known = {name: value for name, value in kept.items() if name not in {"workspace", "channel"}}
    ts, body = (found["ts"], found["body"]) if found is not None and is_here else (None, None)
    return KeptSheet(ts=ts, body=body, **known)


def _is_in_slack() -> ColumnElement[bool]:
    return (deliveries.c.state == DeliveryState.SENT) & deliveries.c.ts.is_not(None)
