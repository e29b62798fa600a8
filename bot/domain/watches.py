"""Looking at a project again at an instant at which something about it changes although nobody does anything."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import ProjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """The project is to be looked at at `look_at` (UTC); looking once too often does no harm."""

    project: ProjectId
    look_at: datetime
