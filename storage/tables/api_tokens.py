"""The tokens of the API: their hashes, never themselves."""

from sqlalchemy import Column, String, Table, UniqueConstraint

from bot.domain.api_tokens import Right
from storage.tables.columns import Id, Moment, Named, metadata

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("name", Id(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("right", Named(Right), nullable=False),
    Column("made_by", Id, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("revoked_by", Id),
    Column("revoked_at", Moment),
    UniqueConstraint("workspace", "name"),
)
