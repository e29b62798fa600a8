"""Charters, and their answers: append-only, one row for each answer of each revision."""

from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Column, ForeignKeyConstraint, Integer, Table

from bot.domain.charter import Judgement, Value
from storage.tables.columns import Id, Json, Moment, metadata

_VALUES: Final[TypeAdapter[Value]] = TypeAdapter(Value)
_JUDGEMENTS: Final[TypeAdapter[Judgement]] = TypeAdapter(Judgement)

charters = Table(
    "charters",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("project", Id, primary_key=True),
    Column("bank_edition", Id(64), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("started_at", Moment, nullable=False),
    # What the arithmetic last said of the plan; NULL until it was asked.
    Column("judgement", Json(_JUDGEMENTS)),
    ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"]),
)

answers = Table(
    "answers",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("project", Id, primary_key=True),
    Column("question", Id(128), primary_key=True),
    Column("revision", Integer, primary_key=True),
    # NULL when the answer was taken back.
    Column("value", Json(_VALUES)),
    Column("by", Id, nullable=False),
    Column("at", Moment, nullable=False),
    ForeignKeyConstraint(["workspace", "project"], ["charters.workspace", "charters.project"]),
)
