"""Accepted plans: append-only, the latest one counts."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, String, Table, Text

from storage.tables.columns import Moment, metadata

plans = Table(
    "plans",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("project", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("seal", String(64), nullable=False),
    Column("accepted_at", Moment, nullable=False),
    ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"]),
)
