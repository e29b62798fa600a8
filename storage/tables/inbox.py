"""What was heard already, and what was answered."""

from sqlalchemy import Column, String, Table, Text

from storage.tables.columns import Moment, metadata

inbox = Table(
    "inbox",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("answer", Text, nullable=False),
    Column("heard_at", Moment, nullable=False),
)
