"""The question banks of a workspace: every edition that one of its kickoffs runs with."""

from collections.abc import Collection, Mapping, MutableMapping
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection, bindparam, select, update

from bot.domain.ids import WorkspaceId
from bot.domain.questions import QuestionBank
from storage.repository import Repository, among, mine
from storage.tables.banks import banks
from storage.tables.charters import charters
from storage.upsert import insert_if_new

Editions: TypeAlias = MutableMapping[tuple[WorkspaceId, str], QuestionBank]
"""The banks that a program has read already: an edition never changes, so it is read once."""

_KEPT = select(banks.c.edition).where(mine(banks))
_NAMES = _KEPT.order_by(banks.c.kept_at, banks.c.edition)
_FIRST = _NAMES.limit(1)
_MANY = select(banks.c.edition, banks.c.body).where(mine(banks), banks.c.edition.in_(among("editions")))
_ADOPT = (
    update(charters)
    .where(mine(charters), charters.c.bank_edition.not_in(_KEPT))
    .values(bank_edition=bindparam("first"))
)


class Banks(Repository):
    """The banks of a workspace; they are only ever added."""

    def __init__(self, connection: Connection, workspace: WorkspaceId, now: datetime, read: Editions) -> None:
        super().__init__(connection, workspace)
        self._now = now
        self._read = read
        # A unit that fails takes back what it wrote, so that does not count as read.
        self._written: set[str] = set()

    def get(self, edition: str) -> QuestionBank:
        """The bank of an edition, as `many` has it; KeyError where this workspace never kept a bank."""
        return self.many((edition,))[edition]

    def many(self, editions: Collection[str]) -> Mapping[str, QuestionBank]:
        """The bank of each edition; of one that was never kept, the bank that was kept first here."""
        found = {each: bank for each in editions if (bank := self._read.get((self._workspace, each))) is not None}
        wanted = tuple(each for each in set(editions) if each not in found)
        if wanted:
            found |= self._kept(wanted)
        never = [each for each in wanted if each not in found]
        first = self._run(_FIRST).scalar() if never else None
        return found if first is None else found | dict.fromkeys(never, self.get(first))

    def all(self) -> tuple[QuestionBank, ...]:
        """Every bank that was ever kept here, oldest first."""
        editions = self._run(_NAMES).scalars().all()
        found = self.many(editions)
        return tuple(found[each] for each in editions)

    def _kept(self, editions: Collection[str]) -> dict[str, QuestionBank]:
        found: dict[str, QuestionBank] = {row.edition: row.body for row in self._run(_MANY, editions=editions)}
        self._read.update({(self._workspace, each): found[each] for each in found.keys() - self._written})
        return found

    def keep(self, bank: QuestionBank) -> None:
        """Keep a bank beside the earlier ones; one that was read here is there already."""
        if self._read.get((self._workspace, bank.edition)) is not None:
            return
        row = {"workspace": self._workspace, "edition": bank.edition, "body": bank, "kept_at": self._now}
        insert_if_new(self._connection, banks, row)
        self._written.add(bank.edition)

    def arrive(self, bank: QuestionBank) -> None:
        """The bank that a program starts with; kickoffs whose own was never kept go on with the first that was."""
        self.keep(bank)
        self._run(_ADOPT, first=self._run(_FIRST).scalar_one())
