"""The audit trail: append-only and hash-chained, one chain for each workspace and one for operators."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from bot.domain.decision import Fact
from bot.domain.ids import ProjectId, UserId, WorkspaceId
from storage.json_values import canonical
from storage.repository import Repository, among, mine
from storage.tables.audit import audit_entries, audit_heads
from storage.upsert import insert_if_new

GENESIS: Final = "0" * 64
"""What the first entry of a chain has before it."""

OPERATORS: Final = WorkspaceId("operators")
"""The chain of what operators do on the command line; no workspace of Slack's has such an id."""

_LATER: Final = datetime.min.replace(tzinfo=UTC)
_CHUNK: Final = 1_000

_c = audit_entries.c
_TOP = select(audit_heads.c.seq, audit_heads.c.hash).where(mine(audit_heads))
_HEAD = _TOP.with_for_update()
_MOVE = update(audit_heads).where(mine(audit_heads)).values(seq=bindparam("last"), hash=bindparam("top"))
_APPEND = insert(audit_entries)
_CHAIN = select(audit_entries).where(mine(audit_entries)).order_by(_c.seq).execution_options(yield_per=_CHUNK)
_SINCE = select(audit_entries).where(mine(audit_entries), _c.at > bindparam("since")).order_by(_c.seq)
_OF = _SINCE.where(_c.project.in_(among("projects")))
_ACTS = _OF.where(_c.act.in_(among("acts")))
_ABOUT = or_(bindparam("project", type_=_c.project.type).is_(None), _c.project == bindparam("project"))
_NEWEST = _SINCE.where(_ABOUT).order_by(None).order_by(_c.seq.desc()).limit(bindparam("at_most"))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first place where a chain does not hold, and in what way."""

    seq: int
    why: str


class Audit(Repository):
    """The trail of one workspace; entries say who by the unit that appends them, and when by its `now`."""

    def __init__(self, connection: Connection, workspace: WorkspaceId, actor: UserId | None, now: datetime) -> None:
        super().__init__(connection, workspace)
        self._actor = actor
        self._now = now
        self._head: tuple[int, str] | None = None

    def hold(self) -> tuple[int, str]:
        """The chain's head; from here on other units of this workspace wait until this one ends."""
        head = self._run(_HEAD).first()
        if head is None:
            insert_if_new(self._connection, audit_heads, {"workspace": self._workspace, "seq": 0, "hash": GENESIS})
            head = self._run(_HEAD).one()
        self._head = (head.seq, head.hash)
        return self._head

    def append(self, facts: Collection[Fact]) -> None:
        """Chain these facts to the trail; the head is held until the unit ends, so that the chain cannot fork."""
        if not facts:
            return
        seq, previous = self._head or self.hold()
        rows = []
        for fact in facts:
            seq += 1
            row = self._row(fact, seq, previous)
            previous = row["hash"] = digest(row)
            rows.append(row)
        self._connection.execute(_APPEND, rows if len(rows) > 1 else rows[0])
        self._run(_MOVE, last=seq, top=previous)
        self._head = (seq, previous)

    def of(
        self, projects: Collection[ProjectId], *, since: datetime | None = None, acts: Collection[str] = ()
    ) -> tuple[Entry, ...]:
        """The entries about these projects after `since`, of these acts (of all when none is named), oldest first."""
        values = {"projects": tuple(projects), "since": since or _LATER}
        rows = self._run(_ACTS, **values, acts=tuple(acts)) if acts else self._run(_OF, **values)
        return tuple(_entry(row) for row in rows.mappings())

    def entries(
        self, *, limit: int = 100, project: ProjectId | None = None, since: datetime | None = None
    ) -> tuple[Entry, ...]:
        """The newest entries, at most `limit`, about one project or all, after `since`; oldest first."""
        rows = self._run(_NEWEST, at_most=limit, project=project, since=since or _LATER).mappings()
        return tuple(reversed([_entry(row) for row in rows]))

    def verify(self) -> Broken | None:
        """The first place where the chain does not hold; None when it is whole from its first entry to its head."""
        seq, previous = 0, GENESIS
        with self._run(_CHAIN) as rows:
            for row in rows.mappings():
                seq += 1
                why = _wrong(row, seq, previous)
                if why is not None:
                    return Broken(seq=seq, why=why)
                previous = row["hash"]
        head = self._run(_TOP).first()
        if (tuple(head) if head else (0, GENESIS)) != (seq, previous):
            return Broken(seq=seq + 1, why="the chain does not end at its head")
        return None

    def _row(self, fact: Fact, seq: int, previous: str) -> dict[str, Any]:
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


def _wrong(row: Mapping[Any, Any], seq: int, previous: str) -> str | None:
    """In what way an entry is not the one that belongs here, or None."""
    if row["seq"] != seq:
        return "an entry is missing"
    if row["previous"] != previous:
        return "it does not follow the entry before it"
    return None if row["hash"] == digest(row) else "it was changed after it was written"


def digest(row: Mapping[Any, Any]) -> str:
    """SHA-256, in hexadecimal, over an entry's canonical JSON, the hash of the entry before it included."""
    told = {name: value for name, value in row.items() if name != "hash"}
    told["at"] = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _entry(row: Mapping[Any, Any]) -> Entry:
    return Entry(**{name: value for name, value in row.items() if name != "workspace"})
