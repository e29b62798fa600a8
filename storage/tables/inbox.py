"""What was heard already, and what was answered."""

from sqlalchemy import Column, Index, Table

from storage.tables.columns import Id, Moment, Words, metadata

inbox = Table(
    "inbox",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("key", Words, primary_key=True),
    Column("answer", Words, nullable=False),
    Column("heard_at", Moment, nullable=False),
    Index(None, "heard_at"),
)
