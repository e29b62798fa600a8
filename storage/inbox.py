"""What was heard already: unique, so that twice is once."""

from datetime import datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from bot.domain.ids import WorkspaceId
from storage.repository import Repository
from storage.tables.inbox import inbox


class AlreadyHeard(Exception):  # noqa: N818  says what happened
    """Another process kept the same thing a moment ago: the unit runs again and finds its answer."""


class Inbox(Repository):
    """The things that a workspace told us, each with its answer."""

    def __init__(self, connection: Connection, workspace: WorkspaceId, now: datetime) -> None:
        super().__init__(connection, workspace)
        self._now = now

    def heard(self, key: str) -> str | None:
        """The answer that was given, or None when this is new."""
        query = select(inbox.c.answer).where(self._mine(inbox), inbox.c.key == key)
        answer: str | None = self._connection.scalar(query)
        return answer

    def keep(self, key: str, answer: str) -> None:
        """Remember what was heard and answered; AlreadyHeard when another unit was faster."""
        row = {"workspace": self._workspace, "key": key, "answer": answer, "heard_at": self._now}
        try:
            self._connection.execute(insert(inbox), [row])
        except IntegrityError:
            raise AlreadyHeard(key) from None
