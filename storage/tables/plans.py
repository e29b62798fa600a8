"""Accepted plans: append-only, the latest one counts."""

from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Column, ForeignKeyConstraint, Integer, String, Table

from bot.domain.experiments.plan import Plan
from storage.tables.columns import Id, Json, Moment, metadata

_PLANS: Final[TypeAdapter[Plan]] = TypeAdapter(Plan)

plans = Table(
    "plans",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("project", Id, primary_key=True),
    Column("number", Integer, primary_key=True),
    # A plan is a sealed document: it is kept and read whole.
    Column("body", Json(_PLANS), nullable=False),
    Column("seal", String(64), nullable=False),
    Column("accepted_at", Moment, nullable=False),
    ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"]),
)
