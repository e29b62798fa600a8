"""The window of one row: a model metric, a proxy metric, a guardrail or a link."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.domain.charter import Cell
from bot.domain.drafts import Drafts
from bot.domain.ids import QuestionId, UserId
from bot.domain.projects import ProjectName
from bot.domain.questions import Question
from bot.domain.rows import RowClash


@dataclass(frozen=True, slots=True, kw_only=True)
class Underneath:
    """The page that a row's window lies on: its part, or None for a single question, its revision and its fields with
    a condition, so that it can be shown again with the `drafts` that it carries; `view` and `hash` name it where it is
    open.
    """

    part: int | None
    revision: int
    shown: tuple[QuestionId, ...] = ()
    seen: int | None = None
    is_whole: bool = False
    drafts: Drafts = field(default_factory=dict)
    view: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDialog:
    """The window of one row: its cells as its fields show them, and what somebody else changed meanwhile.

    `revision` is the charter's when the row was read; where `clash` tells of a change or removal, `by` made it,
    and `seen` is the charter's revision by then.
    """

    project: ProjectName
    question: Question
    row: str
    cells: Mapping[QuestionId, Cell]
    revision: int
    page: Underneath
    is_new: bool
    clash: RowClash | None = None
    by: UserId | None = None
    seen: int | None = None
    kind: Literal["row_dialog"] = "row_dialog"
