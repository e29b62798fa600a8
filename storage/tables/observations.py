"""What was observed: one value for each metric, day and source."""

from sqlalchemy import Column, Date, Double, ForeignKeyConstraint, String, Table

from storage.tables.columns import Moment, metadata

observations = Table(
    "observations",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("project", String(32), primary_key=True),
    Column("metric", String(64), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("source", String(64), primary_key=True),
    Column("value", Double, nullable=False),
    Column("by", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"]),
)
