"""What projects owe, with an index on when to look at it."""

from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Column, Date, ForeignKeyConstraint, Index, Integer, Table

from bot.domain.ids import LivingKey
from bot.domain.obligations import ObligationStatus
from bot.domain.policy import ObligationKind
from storage.tables.columns import Id, Json, Moment, Named, metadata

_KEYS: Final[TypeAdapter[tuple[LivingKey, ...]]] = TypeAdapter(tuple[LivingKey, ...])

obligations = Table(
    "obligations",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("project", Id, primary_key=True),
    Column("kind", Named(ObligationKind), primary_key=True),
    Column("due", Date, nullable=False),
    Column("look_at", Moment, nullable=False),
    Column("recipient", Id, nullable=False),
    Column("rung", Integer, nullable=False),
    Column("step", Integer, nullable=False),
    Column("snoozes", Integer, nullable=False),
    Column("snoozed_until", Date),
    Column("status", Named(ObligationStatus), nullable=False),
    Column("said", Json(_KEYS), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"]),
    Index(None, "status", "look_at"),
    Index(None, "workspace", "recipient", "status"),
)
