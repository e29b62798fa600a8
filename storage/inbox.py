"""What was heard already: unique, so that twice is once."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from bot.domain.ids import WorkspaceId
from storage.failures import AlreadyHeard
from storage.repository import Repository, mine
from storage.tables.inbox import inbox

_ANSWER = select(inbox.c.answer).where(mine(inbox), inbox.c.key == bindparam("key"))
_KEEP = insert(inbox)


class Inbox(Repository):
    """The things that a workspace told us, each with its answer."""

    def __init__(self, connection: Connection, workspace: WorkspaceId, now: datetime) -> None:
        super().__init__(connection, workspace)
        self._now = now

    def heard(self, key: str) -> str | None:
        """The answer that was given, or None when this is new."""
        answer: str | None = self._run(_ANSWER, key=key).scalar()
        return answer

    def keep(self, key: str, answer: str) -> None:
        """Remember what was heard and answered; AlreadyHeard when another unit was faster, which ends this one."""
        row = {"workspace": self._workspace, "key": key, "answer": answer, "heard_at": self._now}
        try:
            self._connection.execute(_KEEP, row)
        except IntegrityError:
            raise AlreadyHeard(key) from None
