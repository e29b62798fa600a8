"""Insert or replace by primary key, and insert unless it is there: the same on both databases."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write these rows; a row with the same primary key is replaced. All rows name the same columns."""
    if rows:
        statement = _statement(table, tuple(rows[0]), is_sqlite=connection.dialect.name == "sqlite")
        connection.execute(statement, rows[0] if len(rows) == 1 else rows)


def insert_if_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Write this row unless there is one with its primary key; where somebody is just writing it, wait for them."""
    insert = _insert(table, is_sqlite=connection.dialect.name == "sqlite")
    connection.execute(insert.on_conflict_do_nothing(), row)


def _insert(table: Table, *, is_sqlite: bool) -> "sqlite.Insert | postgresql.Insert":
    return sqlite.insert(table) if is_sqlite else postgresql.insert(table)


@lru_cache(maxsize=64)
def _statement(table: Table, columns: tuple[str, ...], *, is_sqlite: bool) -> Executable:
    insert = _insert(table, is_sqlite=is_sqlite)
    keys = [column.name for column in table.primary_key]
    replaced = {name: insert.excluded[name] for name in columns if name not in keys}
    return insert.on_conflict_do_update(index_elements=keys, set_=replaced)
