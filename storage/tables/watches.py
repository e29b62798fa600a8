"""When projects are to be looked at again, with an index on it; one watch a project."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table

from storage.tables.columns import Id, Moment, metadata

watches = Table(
    "watches",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("project", Id, primary_key=True),
    Column("look_at", Moment, nullable=False),
    ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"]),
    Index(None, "look_at"),
)
