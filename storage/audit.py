"""The audit trail: append-only and hash-chained, one chain for each workspace."""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, insert, select, update

from bot.domain.decision import Fact
from bot.domain.ids import ProjectId, UserId, WorkspaceId
from storage.json_values import canonical
from storage.repository import Repository
from storage.tables.audit import audit_entries, audit_heads

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change: who, when, what, from what to what (canonical JSON), chained to the entry before it."""

    seq: int
    at: datetime
    actor: UserId | None
    act: str
    project: ProjectId | None
    subject: str
    before: str | None
    after: str | None
    previous: str
    hash: str


class Audit(Repository):
    """The trail of one workspace."""

    def __init__(self, connection: Connection, workspace: WorkspaceId, actor: UserId | None, now: datetime) -> None:
        super().__init__(connection, workspace)
        self._actor = actor
        self._now = now

    def append(self, facts: Collection[Fact]) -> None:
        """Chain these facts to the trail; the head is held until the unit ends, so that the chain cannot fork."""
        if not facts:
            return
        seq, previous = self._head()
        rows = []
        for fact in facts:
            seq += 1
            row = self._row(fact, seq, previous)
            previous = row["hash"] = digest(row)
            rows.append(row)
        self._connection.execute(insert(audit_entries), rows)
        self._connection.execute(
            update(audit_heads).where(self._mine(audit_heads)).values(seq=seq, hash=previous)
        )

    def _head(self) -> tuple[int, str]:
        query = select(audit_heads.c.seq, audit_heads.c.hash).where(self._mine(audit_heads)).with_for_update()
        head = self._connection.execute(query).first()
        if head is not None:
            return head.seq, head.hash
        self._connection.execute(
            insert(audit_heads), [{"workspace": self._workspace, "seq": 0, "hash": GENESIS}]
        )
        return 0, GENESIS

    def _row(self, fact: Fact, seq: int, previous: str) -> dict[str, object]:
        return {
            "workspace": self._workspace,
            "seq": seq,
            "at": self._now,
            "actor": self._actor,
            "act": fact.act,
            "project": fact.project,
            "subject": fact.subject,
            "before": canonical(fact.before),
            "after": canonical(fact.after),
            "previous": previous,
        }

    def of(
        self, projects: Collection[ProjectId], *, since: datetime | None = None, acts: Collection[str] = ()
    ) -> tuple[Entry, ...]:
        """The entries about these projects after `since`, of these acts (all of them when none is named)."""
        query = select(audit_entries).where(
            self._mine(audit_entries), audit_entries.c.project.in_(sorted(projects))
        )
        if since is not None:
            query = query.where(audit_entries.c.at > since)
        if acts:
            query = query.where(audit_entries.c.act.in_(sorted(acts)))
        rows = self._connection.execute(query.order_by(audit_entries.c.seq)).mappings()
        return tuple(_entry(row) for row in rows)

    def entries(self) -> Iterator[Entry]:
        """The whole trail, oldest first."""
        query = select(audit_entries).where(self._mine(audit_entries)).order_by(audit_entries.c.seq)
        for row in self._connection.execute(query).mappings():
            yield _entry(row)

    def first_broken(self) -> int | None:
        """The number of the first entry that does not hold; None when the chain is whole up to its head."""
        previous, seq = GENESIS, 0
        query = select(audit_entries).where(self._mine(audit_entries)).order_by(audit_entries.c.seq)
        for row in self._connection.execute(query).mappings():
            seq += 1
            if row["seq"] != seq or row["previous"] != previous or row["hash"] != digest(dict(row)):
                return seq
            previous = row["hash"]
        head = self._connection.execute(
            select(audit_heads.c.seq, audit_heads.c.hash).where(self._mine(audit_heads))
        ).first()
        stands = (seq, previous) if head is None else (head.seq, head.hash)
        return None if stands == (seq, previous) else seq + 1


def digest(row: dict[str, object]) -> str:
    """SHA-256, in hexadecimal, over an entry's canonical JSON, the hash of the entry before it included."""
    told = {name: value for name, value in row.items() if name != "hash"}
    at = told["at"]
    told["at"] = at.astimezone(UTC).isoformat() if isinstance(at, datetime) else at
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _entry(row: RowMapping) -> Entry:
    return Entry(**{name: value for name, value in row.items() if name != "workspace"})
