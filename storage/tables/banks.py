"""The question banks that kickoffs run with: each edition whole, written once."""

from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Column, Table

from bot.domain.questions import QuestionBank
from storage.tables.columns import Id, Json, Moment, metadata

_BANKS: Final[TypeAdapter[QuestionBank]] = TypeAdapter(QuestionBank)

banks = Table(
    "banks",
    metadata,
    Column("workspace", Id, primary_key=True),
    Column("edition", Id(64), primary_key=True),
    Column("body", Json(_BANKS), nullable=False),
    Column("kept_at", Moment, nullable=False),
)
