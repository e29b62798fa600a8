"""Signed versions of charters: append-only; the answers are those of their revision."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, String, Table

from storage.tables.columns import Id, Moment, metadata

charter_versions = Table(
    "charter_versions",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("project", Id, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("bank_edition", Id(64), nullable=False),
    Column("seal", String(64), nullable=False),
    Column("signed_by", Id, nullable=False),
    Column("signed_at", Moment, nullable=False),
    ForeignKeyConstraint(["workspace", "project"], ["charters.workspace", "charters.project"]),
)
