"""Files that come with a form."""

from datetime import datetime
from typing import Protocol

from bot.domain.ids import WorkspaceId
from handlers.attachments import ROWS, Wanted
from handlers.slack.edge.payloads import Submission


class Attachments(Protocol):
    """Who reads files that people attach."""

    async def offered(self, workspace: WorkspaceId, now: datetime) -> bool:
        """Whether a form may ask for a file."""
        ...

    async def text(self, workspace: WorkspaceId, file: str, wanted: Wanted = ROWS) -> str:
        """What stands in a file; BadAnswer says what is wrong with it."""
        ...


def file_of(heard: Submission, field: str) -> str | None:
    """The id of the file that was attached, if one was."""
    files = heard.values.get(field)
    return next(iter(files), None) if isinstance(files, tuple) else None
