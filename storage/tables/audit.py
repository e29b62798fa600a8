"""The audit trail: entries that are never changed, and the head of each workspace's chain."""

from sqlalchemy import BigInteger, Column, Index, String, Table, Text

from storage.tables.columns import Moment, metadata

audit_entries = Table(
    "audit_entries",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(32)),
    Column("act", String(64), nullable=False),
    Column("project", String(32)),
    Column("subject", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index(None, "workspace", "project", "at"),
)

audit_heads = Table(
    "audit_heads",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)
