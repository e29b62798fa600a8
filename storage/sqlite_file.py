"""The file of a SQLite database, as SQLite itself names it: an address may call the same file by many names."""

from pathlib import Path

from sqlalchemy import Engine

from storage.engine import is_sqlite


def sqlite_file(engine: Engine) -> Path | None:
    """The file, absolute; None for a database that lies in memory or on a server."""
    if not is_sqlite(engine):
        return None
    with engine.connect() as connection:
        databases = connection.exec_driver_sql("PRAGMA database_list").all()
    file = next(str(each.file) for each in databases if each.name == "main")
    return Path(file) if file else None
