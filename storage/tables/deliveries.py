"""The ledger of messages: what was decided to be said, how far each got, and whom Slack asked us to leave alone."""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    Table,
    UniqueConstraint,
    false,
    literal_column,
    true,
)
from sqlalchemy.sql.selectable import FromClause

from storage.tables.columns import Id, Moment, Named, Words, metadata


class DeliveryState(StrEnum):
    """How far a message got; only `pending` and `trying` are still worked on."""

    PENDING = "pending"
    TRYING = "trying"
    SENT = "sent"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    PARKED = "parked"
    UNKNOWN = "unknown"
    DEAD = "dead"


UNFINISHED = (DeliveryState.PENDING, DeliveryState.TRYING)
TROUBLED = (DeliveryState.PARKED, DeliveryState.UNKNOWN, DeliveryState.DEAD)

deliveries = Table(
    "deliveries",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", Words, nullable=False),
    Column("living", Words),
    Column("place", Id, nullable=False),
    Column("destination", Id, nullable=False),
    Column("kind", Id, nullable=False),
    Column("body", Words, nullable=False),
    Column("decided_at", Moment, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("state", Named(DeliveryState), nullable=False),
    # Protocol time: what Slack's Retry-After, our patience and the lease of a try are counted in.
    Column("retry_at", Moment),
    Column("tried_at", Moment),
    # Business time, because message timestamps in a story's workspace follow it: where reading back begins.
    Column("first_try", Moment),
    Column("tries", Integer, nullable=False, default=0, server_default="0"),
    # A try may have reached Slack without our knowing: read back before another.
    Column("doubtful", Boolean, nullable=False, default=False, server_default=false()),
    # Sent again although it could not be read back: perhaps said twice, and the operator may know.
    Column("blind", Boolean, nullable=False, default=False, server_default=false()),
    # The row whose message in Slack this one edits, or follows because editing was refused.
    Column("edits", BigInteger),
    Column("follows", BigInteger),
    # The key of the message in whose thread this one is said.
    Column("under", Words),
    Column("ts", Id),
    Column("posted_channel", Id),
    Column("degree", Id, nullable=False, default="full", server_default="full"),
    Column("error", Words),
    Column("payload_hash", Id(64)),
    # JSON: the fingerprint of each picture with its file in Slack, null where the message goes without.
    Column("pictures", Words),
    # Protocol time: when it is looked for once more, because it was tried more than once.
    Column("recheck_at", Moment),
    UniqueConstraint("workspace", "key", name="uq_deliveries_key"),
)

delivery_counters = Table(
    "delivery_counters",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("last", BigInteger, nullable=False),
)

# How often each of Slack's methods was called of late, and until when it must not be called; protocol time.
allowances = Table(
    "allowances",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("method", Id(64), primary_key=True),
    Column("until", Moment),
    # "second:calls second:calls …", newest last: the calls of the last minute.
    Column("recent", Words, nullable=False),
    Index("ix_allowances_until", "until"),
)

# When a person or a channel may be written to again; protocol time.
places = Table(
    "places",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("place", Id, primary_key=True),
    Column("destination", Id, primary_key=True),
    Column("free_at", Moment, nullable=False),
    Index("ix_places_free_at", "free_at"),
)

# Workspaces whose last calls failed. When too many did in a row, nothing is said there until `open_until`; after that
# one call alone tries, and nothing else is said until `probing_until`, unless that call gets through.
breakers = Table(
    "breakers",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("open_until", Moment),
    Column("probing_until", Moment),
    Index("ix_breakers_open_until", "open_until"),
)

direct_channels = Table(
    "direct_channels",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("user", Id, primary_key=True),
    Column("channel", Id, nullable=False),
)


def among(rows: FromClause, states: tuple[DeliveryState, ...]) -> ColumnElement[bool]:
    """Rows in one of these states, written with literals: a partial index is used only where its condition is seen."""
    return rows.c.state.in_([literal_column(f"'{state}'") for state in states])


def _partial(name: str, *columns: Column[object], where: ColumnElement[bool]) -> Index:
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


_c = deliveries.c
_partial("ix_deliveries_due", _c.not_before, where=among(deliveries, UNFINISHED))
_partial(
    "ix_deliveries_queue",
    _c.workspace,
    _c.place,
    _c.destination,
    _c.id,
    _c.not_before,
    where=among(deliveries, UNFINISHED),
)
_partial("ix_deliveries_round", _c.workspace, _c.not_before, where=among(deliveries, UNFINISHED))
_partial("ix_deliveries_recheck", _c.recheck_at, where=_c.recheck_at.is_not(None))
_partial("ix_deliveries_retry", _c.retry_at, where=among(deliveries, UNFINISHED) & _c.retry_at.is_not(None))
_partial("ix_deliveries_trouble", _c.state, where=among(deliveries, TROUBLED))
_partial("ix_deliveries_living", _c.workspace, _c.living, _c.id, where=_c.living.is_not(None))
_partial("ix_deliveries_edits", _c.workspace, _c.edits, where=_c.edits.is_not(None))
_partial("ix_deliveries_blind", _c.workspace, where=_c.blind.is_(true()))
