"""Charters, and their answers: append-only, one row for each answer of each revision."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, String, Table, Text

from storage.tables.columns import Moment, metadata

charters = Table(
    "charters",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("project", String(32), primary_key=True),
    Column("bank_edition", String(64), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("started_at", Moment, nullable=False),
    ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"]),
)

answers = Table(
    "answers",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("project", String(32), primary_key=True),
    Column("question", String(128), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("value", Text),
    Column("by", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    ForeignKeyConstraint(["workspace", "project"], ["charters.workspace", "charters.project"]),
)
