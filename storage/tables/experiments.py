"""Experiments: a row each, with the sealed plan, the latest readout and the decision; and every readout there was."""

from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Column, Date, ForeignKeyConstraint, Index, Integer, Table

from bot.domain.experiments.plan import Plan
from bot.domain.readouts import Decided, Readout
from storage.tables.columns import Id, Json, Moment, metadata

_PLANS: Final[TypeAdapter[Plan]] = TypeAdapter(Plan)
_READOUTS: Final[TypeAdapter[Readout]] = TypeAdapter(Readout)
_DECISIONS: Final[TypeAdapter[Decided]] = TypeAdapter(Decided)

experiments = Table(
    "experiments",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("project", Id, nullable=False),
    Column("number", Integer, nullable=False),
    # The plan as it was sealed: what was accepted later is another plan.
    Column("plan", Json(_PLANS), nullable=False),
    Column("started_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("started_by", Id, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("looks", Integer, nullable=False, default=0, server_default="0"),
    Column("readout", Json(_READOUTS)),
    Column("decided", Json(_DECISIONS)),
    ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"]),
)

readouts = Table(
    "readouts",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("experiment", Id, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("body", Json(_READOUTS), nullable=False),
    ForeignKeyConstraint(["workspace", "experiment"], ["experiments.workspace", "experiments.id"]),
)

Index("ix_experiments_project", experiments.c.workspace, experiments.c.project, experiments.c.number, unique=True)
