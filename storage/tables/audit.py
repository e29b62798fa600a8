"""The audit trail: entries that are never changed, and the head of each workspace's chain."""

from sqlalchemy import BigInteger, Column, Index, String, Table, Text

from storage.tables.columns import Id, Moment, Words, metadata

audit_entries = Table(
    "audit_entries",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", Id),
    Column("act", Id(64), nullable=False),
    Column("project", Id),
    Column("subject", Words, nullable=False),
    # The very bytes that were hashed: a JSON type would be free to write them differently.
    Column("before", Text),
    Column("after", Text),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index(None, "workspace", "project", "at"),
)

audit_heads = Table(
    "audit_heads",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)
