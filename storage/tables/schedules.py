"""Digest schedules, with an index on when the next one is due."""

from sqlalchemy import Boolean, Column, Date, Index, String, Table, Time

from storage.tables.columns import Moment, metadata

schedules = Table(
    "schedules",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("cadence", String(16), nullable=False),
    Column("weekday", String(16), nullable=False),
    Column("at", Time, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("anchor", Date, nullable=False),
    Column("set_by", String(32), nullable=False),
    Column("set_at", Moment, nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("next_day", Date, nullable=False),
    Column("last_at", Moment),
    Column("is_on", Boolean, nullable=False),
    Index(None, "is_on", "next_at"),
)
