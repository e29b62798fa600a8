"""People and channels as Slack described them last."""

from sqlalchemy import Boolean, Column, Table

from storage.tables.columns import Id, Moment, Words, metadata


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


people = Table(
    "people",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("user", Id, primary_key=True),
    Column("name", Words, nullable=False),
    Column("zone", Id(64)),
    Column("locale", Id),
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
    Column("workspace", Id, primary_key=True),
    Column("channel", Id, primary_key=True),
    Column("name", Words, nullable=False),
    _flag("is_private"),
    _flag("is_shared"),
    _flag("is_archived"),
    _flag("is_direct"),
    _flag("has_bot"),
    Column("seen_at", Moment, nullable=False),
)
