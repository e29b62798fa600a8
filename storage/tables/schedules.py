"""Digest schedules, with an index on when the next one is due."""

from sqlalchemy import Boolean, Column, Date, Index, Table, Time

from bot.domain.calendar import Cadence, Weekday
from storage.tables.columns import Id, Moment, Named, metadata

schedules = Table(
    "schedules",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("channel", Id, primary_key=True),
    Column("cadence", Named(Cadence), nullable=False),
    Column("weekday", Named(Weekday), nullable=False),
    Column("at", Time, nullable=False),
    Column("zone", Id(64), nullable=False),
    Column("anchor", Date, nullable=False),
    Column("set_by", Id, nullable=False),
    Column("set_at", Moment, nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("next_day", Date, nullable=False),
    Column("last_at", Moment),
    Column("is_on", Boolean, nullable=False),
    Index(None, "is_on", "next_at"),
)
