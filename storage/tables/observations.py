"""What was observed: one value for each metric, day and source."""

from sqlalchemy import Column, Date, ForeignKeyConstraint, Table

from storage.tables.columns import Id, Level, Moment, metadata

observations = Table(
    "observations",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("project", Id, primary_key=True),
    Column("metric", Id(64), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("source", Id(64), primary_key=True),
    Column("value", Level, nullable=False),
    Column("by", Id, nullable=False),
    Column("at", Moment, nullable=False),
    ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"]),
)
