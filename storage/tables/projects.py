"""Projects, and who is a member of which."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, String, Table, Text, UniqueConstraint

from storage.tables.columns import Moment, metadata

projects = Table(
    "projects",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("key", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("owner", String(32), nullable=False),
    Column("sponsor", String(32)),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("workspace", "key"),
    Index(None, "workspace", "channel"),
    Index(None, "workspace", "owner"),
    Index(None, "workspace", "sponsor"),
)

members = Table(
    "members",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("project", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("place", Integer, nullable=False),
    ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"]),
    Index(None, "workspace", "user"),
)
