"""Projects, and who is a member of which."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table, UniqueConstraint

from storage.tables.columns import Id, Moment, Words, metadata

projects = Table(
    "projects",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("key", Id(64), nullable=False),
    Column("name", Words, nullable=False),
    Column("channel", Id, nullable=False),
    Column("owner", Id, nullable=False),
    Column("sponsor", Id),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("workspace", "key"),
    Index(None, "workspace", "channel"),
    Index(None, "workspace", "owner"),
    Index(None, "workspace", "sponsor"),
)

members = Table(
    "members",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("project", Id, primary_key=True),
    Column("user", Id, primary_key=True),
    Column("place", Integer, nullable=False),
    ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"]),
    Index(None, "workspace", "user"),
)
