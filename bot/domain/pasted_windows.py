"""The windows around a pasted charter: where it is pasted, and what was read of it."""

from dataclasses import dataclass
from typing import Literal

from bot.domain.findings import Finding
from bot.domain.ids import ChannelId, ProjectId
from bot.domain.keeping import Kept
from bot.domain.pasted import Unplaced, Unread
from bot.domain.projects import ProjectName
from bot.domain.questions import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDialog:
    """The window that takes a whole charter: for one of the channel's projects, or for a new one of this name."""

    channel: ChannelId
    projects: tuple[ProjectName, ...]
    chosen: ProjectId | None
    name: str
    takes_file: bool = False
    kind: Literal["import_dialog"] = "import_dialog"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedDialog:
    """What became of a pasted charter: how much was saved, and each piece that was not, with the reason.

    `saved` counts the answers that stand as they were pasted, `logged` the values of the past; `proposed` were read
    from prose without labels; `left` is how many more pieces belong to no question than are listed.
    """

    project: ProjectName
    is_new: bool
    saved: int
    logged: int
    answered: int
    required: int
    unread: tuple[Unread, ...] = ()
    kept: tuple[Kept, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    left: int = 0
    proposed: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()
    kind: Literal["imported_dialog"] = "imported_dialog"
