"""The rows of the ledger as the drain knows them: heads of queues, messages being tried, and messages Slack has."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from sqlalchemy import Connection, RowMapping, select

from bot.domain.ids import ChannelId, LivingKey, WorkspaceId
from bot.domain.message import Destination
from storage.deliveries import address, destination
from storage.tables.deliveries import deliveries, direct_channels

Queue: TypeAlias = tuple[WorkspaceId, str, str]
"""Workspace, kind of place, and id of the person or channel: what goes there goes in order, one at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The next message for one destination; `tries` is what `begin` compares, so that only one drain begins it.

    `turn` counts the heads of a workspace, the oldest first.
    """

    workspace: WorkspaceId
    id: int
    place: str
    destination: str
    is_edit: bool
    tries: int
    turn: int = 1

    @property
    def queue(self) -> Queue:
        """What is sent in order, one at a time: the messages of one destination."""
        return self.workspace, self.place, self.destination


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A message that Slack has: where it is, and the key that its metadata carries."""

    channel: ChannelId
    ts: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message that is being tried; `first_try` is business time, `body` is read by `storage.deliveries.read`.

    `began` is when this try began (protocol time).

    `edits` is the message to change in place; `follows` one that could not be changed, and that this one links to.
    `under` is the message in whose thread it is said, None where that one is not in Slack.
    `direct` is the conversation with the person, once it was opened. `doubtful` asks for reading back before a post.
    `pictures` are the files that Slack has, by the fingerprint of what they show; None where it goes without.
    """

    workspace: WorkspaceId
    id: int
    key: str
    destination: Destination
    kind: str
    body: str
    first_try: datetime
    began: datetime
    tries: int
    doubtful: bool
    degree: str
    edits: Posted | None
    follows: Posted | None
    direct: ChannelId | None
    under: Posted | None = None
    living: LivingKey | None = None
    pictures: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def recipient(self) -> str:
        """The id of the person or channel, by which operators find them."""
        return address(self.destination)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What an operator wants to know: rows that are due and not out, and those that need a human."""

    due: int
    oldest_due: datetime | None
    parked: int
    unknown: int
    dead: int
    sent_blind: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a drain looks at next: by time alone, in `next_wake`, and whether a channel has something to keep now.

    `next_free` is when something that is due may go that waits for nothing but its turn: for its place, or for Slack's
    pace.
    """

    next_wake: timedelta | None
    next_free: timedelta | None
    may_keep: bool


BEGUN: Final = (
    deliveries.c.workspace,
    deliveries.c.id,
    deliveries.c.key,
    deliveries.c.living,
    deliveries.c.place,
    deliveries.c.destination,
    deliveries.c.kind,
    deliveries.c.body,
    deliveries.c.first_try,
    deliveries.c.tried_at,
    deliveries.c.tries,
    deliveries.c.doubtful,
    deliveries.c.degree,
    deliveries.c.edits,
    deliveries.c.follows,
    deliveries.c.under,
    deliveries.c.pictures,
)


def delivery_of(connection: Connection, row: RowMapping) -> Delivery | None:
    """A row that was just begun, with where it goes; None when the message that it edits is not in Slack."""
    edited = _newest_posted(connection, row) if row["edits"] is not None else None
    if row["edits"] is not None and edited is None:
        return None
    return Delivery(
        workspace=WorkspaceId(row["workspace"]),
        id=row["id"],
        key=row["key"],
        destination=destination(row["place"], row["destination"]),
        kind=row["kind"],
        body=row["body"],
        first_try=row["first_try"],
        began=row["tried_at"],
        tries=row["tries"],
        doubtful=row["doubtful"],
        degree=row["degree"],
        edits=edited,
        follows=_followed(connection, row) if row["follows"] is not None else None,
        direct=_direct(connection, row) if row["place"] == "person" else None,
        under=_with_key(connection, row) if row["under"] is not None else None,
        living=row["living"],
        pictures=json.loads(row["pictures"] or "{}"),
    )


def _newest_posted(connection: Connection, row: RowMapping) -> Posted | None:
    """The message in Slack that a living message's edits change: the newest that was posted, in the same place."""
    c = deliveries.c
    query = (
        select(c.posted_channel, c.ts, c.key)
        .where(
            c.workspace == row["workspace"],
            c.living == row["living"],
            c.place == row["place"],
            c.destination == row["destination"],
            c.id < row["id"],
            c.edits.is_(None),
            c.ts.is_not(None),
        )
        .order_by(c.id.desc())
        .limit(1)
    )
    return _as_posted(connection.execute(query).mappings().first())


def _followed(connection: Connection, row: RowMapping) -> Posted | None:
    c = deliveries.c
    query = select(c.posted_channel, c.ts, c.key).where(c.workspace == row["workspace"], c.id == row["follows"])
    return _as_posted(connection.execute(query).mappings().first())


def _with_key(connection: Connection, row: RowMapping) -> Posted | None:
    """The message with the key that this one is said under, where it came through to the same place."""
    c = deliveries.c
    query = select(c.posted_channel, c.ts, c.key).where(
        c.workspace == row["workspace"],
        c.key == row["under"],
        c.place == row["place"],
        c.destination == row["destination"],
        c.ts.is_not(None),
    )
    return _as_posted(connection.execute(query).mappings().first())


def _as_posted(row: RowMapping | None) -> Posted | None:
    if row is None:
        return None
    return Posted(channel=ChannelId(row["posted_channel"]), ts=row["ts"], key=row["key"])


def _direct(connection: Connection, row: RowMapping) -> ChannelId | None:
    c = direct_channels.c
    query = select(c.channel).where(c.workspace == row["workspace"], c.user == row["destination"])
    return connection.execute(query).scalar()
