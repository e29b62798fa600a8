"""People and channels as Slack described them last."""

from sqlalchemy import Boolean, Column, String, Table, Text, false

from storage.tables.columns import Moment, metadata


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, default=False, server_default=false())


people = Table(
    "people",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("zone", String(64)),
    Column("locale", String(32)),
    _flag("is_guest"),
    _flag("is_stranger"),
    _flag("is_bot"),
    _flag("is_active"),
    _flag("is_admin"),
    Column("seen_at", Moment, nullable=False),
)

channels = Table(
    "channels",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    _flag("is_private"),
    _flag("is_shared"),
    _flag("is_archived"),
    _flag("is_direct"),
    _flag("has_bot"),
    Column("seen_at", Moment, nullable=False),
)
