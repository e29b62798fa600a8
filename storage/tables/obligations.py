"""What projects owe, with an index on when to look at it."""

from sqlalchemy import Column, Date, ForeignKeyConstraint, Index, Integer, String, Table, Text

from storage.tables.columns import Moment, metadata

obligations = Table(
    "obligations",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("project", String(32), primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("due", Date, nullable=False),
    Column("look_at", Moment, nullable=False),
    Column("recipient", String(32), nullable=False),
    Column("rung", Integer, nullable=False),
    Column("step", Integer, nullable=False),
    Column("snoozes", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("said", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"]),
    Index(None, "status", "look_at"),
    Index(None, "workspace", "recipient", "status"),
)
