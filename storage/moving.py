"""Copies everything from one database into another that is empty: from a SQLite file to PostgreSQL, or back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, String, TableClause, column, func, insert, select, table
from sqlalchemy.types import TypeEngine

from bot.domain.ids import WorkspaceId
from storage.audit import Audit
from storage.engine import BEGIN, SchemaMismatch, is_sqlite
from storage.migrate import pending, upgrade
from storage.tables import metadata
from storage.tables.audit import audit_entries
from storage.tables.columns import Json, Named, Words

_CHUNK: Final = 1_000


class CannotMove(ValueError):  # noqa: N818  says what is wrong
    """The one database cannot be copied into the other; the words say why, and nothing was changed."""


def move(source: Engine, target: Engine) -> int:
    """Copy every row, all or nothing, and prove that nothing is missing; returns how many rows there were.

    The source is only read, and nobody writes into it meanwhile. CannotMove when the target holds anything, or the
    source was written by another version.
    """
    if pending(source):
        raise CannotMove("the first database's schema is not up to date; run `plumbline migrate` on it first")
    try:
        upgrade(target)
    except SchemaMismatch as newer:
        raise CannotMove(str(newer)) from None
    with _still(source) as reading, target.execution_options(**{BEGIN: "IMMEDIATE"}).begin() as writing:
        tables = [_plain(each.name) for each in metadata.sorted_tables]
        full = [each.name for each in tables if _count(writing, each)]
        if full:
            raise CannotMove(f"the second database is not empty: there is something in {', '.join(full)}")
        for each in tables:
            _copy(reading, writing, each)
        counts = {each.name: (_count(reading, each), _count(writing, each)) for each in tables}
        short = [name for name, (there, here) in counts.items() if there != here]
        if short:
            raise CannotMove(f"not everything arrived in {', '.join(short)}")
        _verify(writing)
    return sum(there for there, _ in counts.values())


@contextmanager
def _still(source: Engine) -> Iterator[Connection]:
    """A transaction in which the source stands still."""
    if is_sqlite(source):
        with source.execution_options(**{BEGIN: "IMMEDIATE"}).connect() as connection:
            yield connection
    else:
        with source.execution_options(isolation_level="REPEATABLE READ").connect() as connection:
            yield connection


def _plain(name: str) -> TableClause:
    """A table whose texts are copied letter by letter, whatever they mean: a seal is over letters."""
    return table(name, *(column(each.name, _kept_as(each.type)) for each in metadata.tables[name].columns))


def _kept_as(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    return String() if isinstance(kind, Json | Named | Words) else kind


def _copy(reading: Connection, writing: Connection, rows: TableClause) -> None:
    found = reading.execution_options(yield_per=_CHUNK).execute(select(rows))
    for part in found.mappings().partitions():
        writing.execute(insert(rows), [dict(row) for row in part])


def _count(connection: Connection, rows: TableClause) -> int:
    return int(connection.execute(select(func.count()).select_from(rows)).scalar_one())


def _verify(writing: Connection) -> None:
    """Every workspace's trail is as whole as it was."""
    for workspace in writing.execute(select(audit_entries.c.workspace).distinct()).scalars().all():
        broken = Audit(writing, WorkspaceId(workspace), None, datetime.now(UTC)).verify()
        if broken is not None:
            raise CannotMove(f"the audit trail of {workspace} is broken at entry {broken.seq}: {broken.why}")
